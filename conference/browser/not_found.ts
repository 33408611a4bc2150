/**
 * Says on the page for missing addresses which one is missing, and offers the pages with the most
 * similar names and a search. It stands in that page itself, which needs nothing to be loaded.
 */

const MOST = 5; // pages that are offered
const LEAST = 0.35; // of likeness, from 0 to 1: what is less like has nothing to do with it
const LONGEST = 120; // characters of an address or query that are shown and compared
const FOLDERS = ["talks", "days", "about"]; // say nothing of what was looked for
const ENDING = /(?:(?:^|\/)index)?\.(?:html?|md|php|txt|aspx?)$|\/+$/i;

const root = document.documentElement.dataset.content_root ?? "/";

addEventListener("DOMContentLoaded", show);

function show() {
  const place = document.getElementById("nearest-pages");
  const data = document.getElementById("site-pages");
  const names = [
    ...namesIn(location.pathname.replace(root, "")),
    // Such as "day-1.html#d-parallelism". Notes have none of their own to be found by.
    ...namesIn(location.hash.replace(/^#(?:line-\d+$)?/, "")),
  ];
  if (!place || !data || !names.length || names[0] === "404") return;
  const address = make("code", decoded(location.pathname));
  place.replaceChildren(make("p", "You asked for ", make("bdi", address), "."));
  const found = nearest(names, JSON.parse(data.textContent ?? "[]"));
  if (found.length) {
    const items = found.map(([address, title]) => make("li", make("p", link(address, title))));
    place.append(make("p", "Nearest to it:"), make("ul", ...items));
  }
  const telling = names.filter((name, at) => at === names.length - 1 || !FOLDERS.includes(name));
  const words = telling.join(" ").replace(/[-_+\s]+/g, " ");
  const query = words.trim().slice(0, LONGEST);
  if (query) {
    const search = `search/?${new URLSearchParams({ q: query })}`;
    place.append(make("p", link(search, "Search the notes for “", make("bdi", query), "”")));
  }
}

/** Returns the names of folders and page in a path below the root of the site, decoded. */
function namesIn(path: string) {
  return path.replace(ENDING, "").split("/").filter(Boolean).map(decoded);
}

/** Decodes a part of an address for people to read; what is not text becomes a sign. */
function decoded(text: string) {
  let result = text;
  try {
    result = decodeURIComponent(text);
  } catch {
    // a lone percent sign, or half a letter
  }
  const characters = [...result.replace(/\p{C}/gu, "\ufffd")];
  return characters.slice(0, LONGEST).join("");
}

/** Returns addresses and titles of the pages most like the names of a missing address. */
function nearest(names: string[], pages: [address: string, title: string][]) {
  // The folders may be wrong, or too many: the whole path is compared, and the last name alone.
  const asked = [names.join("-"), names.at(-1) ?? ""].map(pairs);
  const rated = pages.map(([address, title]) => {
    const forms = [address.split("/").at(-2) ?? "", title].map(pairs);
    const likes = asked.flatMap((one) => forms.map((form) => likeness(one, form)));
    return { page: [address, title], like: Math.max(...likes) };
  });
  return rated
    .filter(({ like }) => like >= LEAST)
    .sort((a, b) => b.like - a.like)
    .slice(0, MOST)
    .map(({ page }) => page);
}

/**
 * Returns the pairs of letters in each word of a text: "-metpy-" has "-m", "me", "et" and so on. Texts
 * share most of them also where there is a typo, or where words are missing or in another order.
 */
function pairs(text: string) {
  const plain = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  const slug = `-${plain.replace(/[^\p{L}\p{N}]+/gu, "-")}-`.replace(/-+/g, "-");
  return Array.from(slug.slice(1), (letter, at) => slug[at] + letter);
}

/** Returns how like two texts are, from 0 to 1, by the pairs that they share: Dice's coefficient. */
function likeness(some: string[], others: string[]) {
  const left = [...others];
  for (const pair of some) if (left.includes(pair)) left.splice(left.indexOf(pair), 1);
  return (2 * (others.length - left.length)) / (some.length + others.length);
}

/** Makes a link to an address in the site. */
function link(address: string, ...children: (Node | string)[]) {
  const element = make("a", ...children);
  element.href = root + address;
  return element;
}

function make<T extends keyof HTMLElementTagNameMap>(tag: T, ...children: (Node | string)[]) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}

/**
 * Says on the page for missing addresses which one is missing, and offers the nearest pages and a
 * search. It stands in that page itself, which needs nothing to be loaded.
 */

import { decoded, namesIn, nearest } from "./not_found/nearest.js";

const LONGEST = 120; // characters of an address that are shown
const LONGEST_QUERY = 60;
const FOLDERS = ["talks", "days", "about"]; // say nothing of what was looked for

const root = document.documentElement.dataset.content_root ?? "/";

addEventListener("DOMContentLoaded", show);

function show() {
  const place = document.getElementById("nearest-pages");
  const data = document.getElementById("site-pages");
  const names = [
    ...namesIn(location.pathname, root),
    // Such as "day-1.html#d-parallelism". Notes have none of their own to be found by.
    ...namesIn(location.hash.replace(/^#(?:line-\d+$)?/, ""), ""),
  ];
  if (!place || !data || !names.length || names[0] === "404") return;
  const address = shortened(decoded(location.pathname), LONGEST, "…");
  place.replaceChildren(make("p", "You asked for ", isolated("code", address), "."));
  /** @type {[string, string][]} */
  const rows = JSON.parse(data.textContent ?? "[]");
  const found = nearest(
    names,
    rows.map(([address, title]) => ({ address, title })),
  );
  if (found.length) {
    const items = found.map((page) => make("li", make("p", link(page.address, page.title))));
    place.append(make("p", "Nearest to it:"), make("ul", ...items));
  }
  const query = wordsOf(names);
  if (query) {
    const search = `search/?${new URLSearchParams({ q: query })}`;
    place.append(make("p", link(search, "Search the notes for “", isolated("bdi", query), "”")));
  }
}

/**
 * Returns the words to search for.
 *
 * @param {string[]} names
 */
function wordsOf(names) {
  const telling = names.filter((name, at) => at === names.length - 1 || !FOLDERS.includes(name));
  const text = telling.join(" ").replace(/[-_+\s]+/g, " ");
  return shortened(text.trim(), LONGEST_QUERY, "");
}

/**
 * @param {string} text
 * @param {number} most
 * @param {string} end
 */
function shortened(text, most, end) {
  const characters = [...text.slice(0, 2 * most)];
  return characters.length > most ? `${characters.slice(0, most).join("")}${end}` : text;
}

/**
 * Returns text that an address has, apart from the text around it whichever way it is written.
 *
 * @param {"code" | "bdi"} tag
 * @param {string} text
 */
function isolated(tag, text) {
  const element = make(tag, text);
  element.dir = tag === "code" ? "ltr" : "auto";
  return element;
}

/**
 * @param {string} address in the site
 * @param {(Node | string)[]} children
 */
function link(address, ...children) {
  const element = make("a", ...children);
  element.href = root + address;
  return element;
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {(Node | string)[]} children
 */
function make(tag, ...children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}

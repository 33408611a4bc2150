/** Says which address is missing, and offers the nearest pages and a search. */

import { namesIn, decoded, nearest } from "./nearest.js";
import { builtFor } from "./site.js";

const LONGEST = 120; // characters of an address that are shown
const LONGEST_QUERY = 60;
/** Folders, which say nothing of what was looked for. */
const FOLDERS = ["talks", "days", "about"];

/** Fills in the place on the page. */
export function showNearest() {
  const place = document.getElementById("nearest-pages");
  const data = document.getElementById("site-pages");
  const names = [
    ...namesIn(location.pathname, builtFor()),
    // Such as "day-1.html#d-parallelism". Notes have none of their own to be found by.
    ...namesIn(location.hash.replace(/^#(?:line-\d+$)?/, ""), ""),
  ];
  if (!place || !data || !names.length || names[0] === "404") return;
  /** @type {[string, string, string?][]} */
  const rows = JSON.parse(data.textContent ?? "[]");
  const pages = rows.map(([address, title, letter = ""]) => ({ address, title, letter }));
  place.replaceChildren(said());
  const found = nearest(names, pages);
  if (found.length) {
    const list = document.createElement("ul");
    for (const page of found) {
      const item = document.createElement("li");
      item.append(paragraph(link(page.address, page.title)));
      list.append(item);
    }
    place.append(paragraph("Nearest to it:"), list);
  }
  const query = words(names);
  if (query) {
    const address = `search/?${new URLSearchParams({ q: query })}`;
    place.append(paragraph(link(address, "Search the notes for “", isolated("bdi", query), "”")));
  }
}

function said() {
  const address = shortened(decoded(location.pathname), LONGEST);
  return paragraph("You asked for ", isolated("code", address), ".");
}

/**
 * The words to search for.
 *
 * @param {string[]} names
 */
function words(names) {
  const text = names.filter((name, at) => at === names.length - 1 || !FOLDERS.includes(name));
  return shortened(
    text
      .join(" ")
      .replace(/[-_+\s]+/g, " ")
      .trim(),
    LONGEST_QUERY,
    "",
  );
}

/**
 * @param {string} text
 * @param {number} most
 */
function shortened(text, most, end = "…") {
  const characters = [...text.slice(0, 2 * most)];
  return characters.length > most ? `${characters.slice(0, most).join("")}${end}` : text;
}

/**
 * Text that an address has, apart from the text around it whichever way it is written.
 *
 * @param {"code" | "bdi"} tag
 * @param {string} text
 */
function isolated(tag, text) {
  const element = document.createElement(tag);
  element.dir = tag === "code" ? "ltr" : "auto";
  element.textContent = text;
  return element;
}

/**
 * @param {string} address in the site
 * @param {(Node | string)[]} children
 */
function link(address, ...children) {
  const element = document.createElement("a");
  element.href = builtFor() + address;
  element.append(...children);
  return element;
}

/** @param {(Node | string)[]} children */
function paragraph(...children) {
  const element = document.createElement("p");
  element.append(...children);
  return element;
}

/**
 * Marks, on the page that a search result leads to, the words that were found. The address has them
 * (`?highlight=oversubscription|threads#line-78`), so that it works in a new tab too, until they are
 * marked. Esc clears them, and so does a reload.
 */

import { make } from "../make.ts";
import { announce } from "./copy.ts";
import { whenShown } from "./shown.ts";

const PARAMETER = "highlight";
const MOST = 2000; // characters that are looked at

const url = new URL(location.href);
const sought = (url.searchParams.get(PARAMETER) ?? "").slice(0, MOST).split("|").filter(Boolean);

function arrive() {
  const place = target();
  if (place) markWords(place);
  document.addEventListener("keydown", clear);
  // An address that somebody copies has the note alone.
  url.searchParams.delete(PARAMETER);
  history.replaceState(history.state, "", url);
}

if (sought.length) whenShown(arrive);

/** Returns what the address points at, or the title of the page. */
export function target() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // a lone percent sign
  }
  return id ? document.getElementById(id) : document.querySelector("h1");
}

function markWords(place: Element) {
  const inside = "[\\p{L}\\p{N}]";
  const longestFirst = sought.sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp(`(?<!${inside})(?:${escaped.join("|")})(?!${inside})`, "giu");
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    // The notes below a note are notes of their own.
    if (text.parentElement?.closest("li, h1, dt, div.addition, section") !== place) continue;
    for (const match of [...text.data.matchAll(pattern)].reverse()) {
      const range = document.createRange();
      range.setStart(text, match.index);
      range.setEnd(text, match.index + match[0].length);
      range.surroundContents(make("mark", { class: "search-match" }));
    }
  }
  if (place.querySelector("mark.search-match"))
    announce("The words that you searched for are marked. Esc clears them.");
}

function clear(event: KeyboardEvent) {
  // An Esc that closes a dialog says nothing of the page behind it.
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]"))
    return;
  for (const mark of document.querySelectorAll("mark.search-match")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent?.normalize();
  }
  document.removeEventListener("keydown", clear);
  announce("");
}

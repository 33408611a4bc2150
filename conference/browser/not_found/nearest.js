/** Finds the pages whose addresses or titles are nearest to an address that no page has. */

import { typos } from "../search/typos.js";

/**
 * @typedef {object} Page
 * @property {string} address in the site
 * @property {string} title
 */

const MOST = 5;
const LEAST = 0.5; // of likeness, from 0 to 1: what is less like has nothing to do with it
const LONGEST = 100; // characters of an address that are compared; no address here is longer
const DEEPEST = 4; // folders of an address that are compared
const WORD_LEAST = 0.6; // of two words
const ENDING = /(?:^|\/)index\.\w+$|\.(?:html?|md|php|txt|aspx?)$/i;

/**
 * Returns the names of folders and page in a path below the root of the site, decoded.
 *
 * @param {string} path
 * @param {string} root
 */
export function namesIn(path, root) {
  const inside = (path.startsWith(root) ? path.slice(root.length) : path).slice(0, 2000);
  const names = inside.replace(/\/+$/, "").replace(ENDING, "").split("/");
  return names.filter(Boolean).map(decoded);
}

/**
 * Decodes a part of an address for people to read; what is not text becomes a sign that says so.
 *
 * @param {string} text
 */
export function decoded(text) {
  let result = text;
  try {
    result = decodeURIComponent(text);
  } catch {
    // a lone percent sign, or half a letter
  }
  return result.replace(/\p{C}/gu, "\ufffd");
}

/**
 * Returns the pages most like the names of a missing address, the most like first.
 *
 * @param {string[]} names
 * @param {Page[]} pages
 */
export function nearest(names, pages) {
  // The folders may be wrong, or too many: each ending of the path is compared.
  const endings = names.map((_, at) => slug(names.slice(at).join(" "))).slice(-DEEPEST);
  const rated = pages.map((page) => {
    const name = page.address.split("/").filter(Boolean).at(-1) ?? "";
    const forms = [slug(name), slug(page.title)];
    const likes = endings.flatMap((ending) => forms.map((form) => likeness(ending, form)));
    return { page, like: Math.max(...likes) };
  });
  return rated
    .filter(({ like }) => like >= LEAST)
    .sort((a, b) => b.like - a.like)
    .slice(0, MOST)
    .map(({ page }) => page);
}

/**
 * Returns a text as slugs are written: "Too much? Threads!" becomes "too-much-threads".
 *
 * @param {string} text
 */
function slug(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, LONGEST);
}

/**
 * Returns how like two slugs are, from 0 to 1: letter by letter, or word by word, whichever is more.
 * The first forgives typos, the second words that are missing, too many or in another order.
 *
 * @param {string} one
 * @param {string} other
 */
function likeness(one, other) {
  if (!one || !other) return 0;
  return Math.max(byLetters(one, other), byWords(one.split("-"), other.split("-")));
}

/**
 * @param {string} one
 * @param {string} other
 */
function byLetters(one, other) {
  return 1 - typos(one, other, Infinity) / Math.max(one.length, other.length);
}

/**
 * @param {string[]} some
 * @param {string[]} others
 */
function byWords(some, others) {
  const left = [...others];
  let shared = 0;
  for (const word of some) {
    const likes = left.map((other) => byLetters(word, other));
    const best = Math.max(0, ...likes);
    if (best < WORD_LEAST) continue;
    const [other] = left.splice(likes.indexOf(best), 1);
    shared += best * (word.length + other.length);
  }
  return shared / (some.join("").length + others.join("").length);
}

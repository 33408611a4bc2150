import { parts, runs, words } from "./words.js";

/**
 * @typedef {[start: number, end: number]} Range in UTF-16 units
 * @typedef {{ text: string, marked: boolean }} Piece
 */

const SPACE = "[-‐‑–—\\s]+";
const QUOTES = '["“”]';

/**
 * Returns where a text has any of some terms, or flat phrases, in order and apart from each other.
 *
 * @param {string} text
 * @param {Set<string>} terms
 * @param {string[]} phrases
 * @returns {Range[]}
 */
export function occurrences(text, terms, phrases) {
  /** @type {Range[]} */
  const found = [];
  const list = words(text);
  for (const word of list) {
    if (
      terms.has(word.text) ||
      parts(text.slice(word.start, word.end)).some((part) => terms.has(part))
    ) {
      found.push([word.start, word.end]);
    }
  }
  for (const { whole, joined, start, end } of runs(list)) {
    if (terms.has(whole) || terms.has(joined)) found.push([start, end]);
  }
  for (const phrase of phrases) {
    const pattern = phrase
      .replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")
      .replaceAll(" ", SPACE)
      .replaceAll('"', QUOTES);
    const whole = `(?<![\\p{L}\\p{N}](?=[\\p{L}\\p{N}]))${pattern}(?!(?<=[\\p{L}\\p{N}])[\\p{L}\\p{N}])`;
    for (const match of text.matchAll(new RegExp(whole, "giu"))) {
      found.push([match.index, match.index + match[0].length]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  /** @type {Range[]} */
  const apart = [];
  for (const range of found) {
    const before = apart.at(-1);
    if (before && range[0] < before[1]) before[1] = Math.max(before[1], range[1]);
    else apart.push([...range]);
  }
  return apart;
}

/**
 * Cuts a text around what is marked in it, to at most about `length` units, at white space.
 *
 * @param {string} text
 * @param {Range[]} ranges
 * @param {number} length
 * @returns {Piece[]}
 */
export function excerpt(text, ranges, length) {
  let from = 0;
  let to = text.length;
  if (text.length > length) {
    const first = ranges[0]?.[0] ?? 0;
    if (first > length / 2) from = text.indexOf(" ", Math.max(0, first - length / 3)) + 1;
    const space = text.lastIndexOf(" ", from + length);
    to = text.length <= from + length ? text.length : space > from ? space : from + length;
  }
  /** @type {Piece[]} */
  const pieces = [];
  const add = (/** @type {string} */ part, /** @type {boolean} */ marked) => {
    if (part) pieces.push({ text: part, marked });
  };
  add(from ? "… " : "", false);
  let at = from;
  for (const [start, end] of ranges) {
    if (start < at || end > to) continue;
    add(text.slice(at, start), false);
    add(text.slice(start, end), true);
    at = end;
  }
  add(text.slice(at, to), false);
  add(to < text.length ? " …" : "", false);
  return pieces;
}

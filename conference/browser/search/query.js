import { isCommon } from "./stop_words.js";
import { flat, parts, words } from "./words.js";

/**
 * One thing that a query asks for: a word, or an identifier or quoted phrase as a whole.
 *
 * @typedef {object} Clause
 * @property {string} text the folded word, or the flat identifier or phrase
 * @property {boolean} whole it is an identifier or phrase
 * @property {boolean} strict an identifier by its signs and digits, or quoted: nothing else will do
 * @property {boolean} common one of those that carry little
 * @property {boolean} last the reader may still be typing it
 * @property {string[]} pieces what the word may be split into
 * @property {string} written as it stands in the query
 */

const LONGEST = 300; // of a query; nobody types more, and the rest would only cost time
const MOST_CLAUSES = 24;
const CHUNK = /"([^"]*)"|\S+/g;
const OUTER = /^["'(<[{,;:!?]+|["')\]},;:!?.]+$/g;
// What makes one word an identifier: signs inside or around it, a digit beside a letter.
const SIGNS = /[\p{L}\p{N}][_./:@+=#-]+[\p{L}\p{N}]|[_<>=@#(){}[\]*+/\\]|^\.\p{L}/u;

/**
 * Splits a query into clauses.
 *
 * @param {string} query
 * @param {(phrase: string) => boolean} occurs whether a flat text stands anywhere in the notes
 * @returns {Clause[]}
 */
export function parse(query, occurs) {
  const text = query
    .slice(0, LONGEST)
    .normalize("NFC")
    .replace(/[“”«»]/g, '"');
  /** @type {Clause[]} */
  const clauses = [];
  for (const match of text.matchAll(CHUNK)) {
    const quoted = match[1] !== undefined && /\s/.test(match[1].trim());
    const chunk = match[1] ?? match[0];
    const last = match.index + match[0].length === text.trimEnd().length && !/\s$/.test(query);
    const held = quoted || SIGNS.test(chunk) ? heldForm(chunk, occurs) : "";
    if (held) {
      clauses.push({
        text: held,
        whole: true,
        strict: quoted || /[^\p{L}\s]/u.test(held),
        common: false,
        last,
        pieces: [],
        written: chunk,
      });
      continue;
    }
    const found = words(chunk);
    for (const [at, word] of found.entries()) {
      const written = chunk.slice(word.start, word.end);
      clauses.push({
        text: word.text,
        whole: false,
        strict: false,
        common: isCommon(word.text) && found.length === 1,
        last: last && at === found.length - 1,
        pieces: parts(written),
        written,
      });
    }
  }
  const kept = clauses.slice(0, MOST_CLAUSES);
  // One letter is on its way to a word that nobody knows yet.
  const end = kept.at(-1);
  if (kept.length > 1 && end?.last && /^\p{L}$/u.test(end.text)) end.common = true;
  // "what is it" is all a reader has: then these words have to do.
  if (kept.every((clause) => clause.common)) for (const clause of kept) clause.common = false;
  return kept;
}

/**
 * Returns the flat form in which a chunk occurs, as typed or without the punctuation around it.
 *
 * @param {string} chunk
 * @param {(phrase: string) => boolean} occurs
 */
function heldForm(chunk, occurs) {
  for (const form of new Set([
    chunk,
    chunk.replace(OUTER, ""),
    chunk.replace(/\(\)[.,;:!?]*$/, ""),
  ])) {
    const phrase = flat(form);
    if (/[\p{L}\p{N}]/u.test(phrase) && occurs(phrase)) return phrase;
  }
  return "";
}

/**
 * Says whether a flat text has a flat phrase in it that neither begins nor ends within a word.
 *
 * @param {string} text
 * @param {string} phrase
 */
export function holds(text, phrase) {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const end = at + phrase.length;
    if (!splitsWord(text, at) && !splitsWord(text, end)) return true;
  }
  return false;
}

const INSIDE = /[\p{L}\p{N}]/u;

/**
 * @param {string} text
 * @param {number} at
 */
function splitsWord(text, at) {
  return at > 0 && at < text.length && INSIDE.test(text[at - 1]) && INSIDE.test(text[at]);
}

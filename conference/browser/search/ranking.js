/**
 * Weighs what was found, and says in which order it is shown. Pure: no index, no page.
 *
 * @typedef {import("./records.js").Doc} Doc
 * @typedef {import("./records.js").Page} Page
 * @typedef {import("./query.js").Clause} Clause
 *
 * A match of one clause in one document.
 * @typedef {object} Match
 * @property {number} quality from 0 to 1
 * @property {number} rank BM25+ score of MiniSearch, to tell matches of the same quality apart
 * @property {string[]} terms
 * @property {string[]} phrases spellings of the person or project that a word of the query names
 * @property {string} names the token of that person or project, or nothing
 *
 * One document found, and what to mark in it.
 * @typedef {object} Hit
 * @property {Doc} doc
 * @property {number} score
 * @property {Set<string>} terms folded words that matched
 * @property {string[]} phrases flat identifiers and phrases that matched
 * @property {string} form which other form of its words matched, as a reader is told
 *
 * A page, its title if that matched, and the notes that did, the best first.
 * @typedef {object} Group
 * @property {number} first 1 if it is a person or project that was asked for, 2 if by its very name
 * @property {number} score
 * @property {Page | null} page none for a person, a project or a reading item
 * @property {Hit | null} head the title of the page if that is the best hit, or the name
 * @property {Hit[]} notes
 */

import { holds } from "./query.js";
import { flat, terms } from "./words.js";
import { QUALITY } from "./vocabulary.js";

/** How much a word counts for a note that stands only in the note above, the title, another note. */
const ABOVE = 0.6;
const TITLE = 0.45;
const ELSEWHERE = 0.15;
/** How much of what is asked for must be there, by weight: of a few words all. */
const ENOUGH = 0.6;
const SHORT = 2;
/** Somebody who tells, with so many words that say little, uses other words than the notes. */
const TELLING = 2;
const ENOUGH_TOLD = 0.42;
const OTHER_WORD = 0.6; // how much a word weighs then that is nowhere
/** How much less than the best note of its page a note may score. */
const WORTH_SHOWING = 0.45;
const COMMON = 0.05; // how much a word that says little weighs
const ADJACENT = 0.3; // for words that stand side by side as they were asked for
const BRIEF = 0.1; // for what says little else
const TIE = 0.1; // for more of the same words in less text

/**
 * Weighs the matches, and gathers them by page.
 *
 * @param {Clause[]} clauses
 * @param {Map<number, Match>[]} matches those of each clause, by document
 * @param {Doc[]} docs
 * @param {Page[]} pages
 * @returns {Group[]} the best first
 */
export function rank(clauses, matches, docs, pages) {
  const content = [...clauses.keys()].filter((at) => !clauses[at].common);
  const strict = content.filter((at) => clauses[at].strict);
  const told = clauses.length - content.length >= TELLING;
  const weights = clauses.map((clause, at) => weigh(clause, matches[at].size, docs.length, told));
  const asked = content.reduce((sum, at) => sum + weights[at], 0);
  const own = scorer(matches, weights);

  /** @type {Group[]} */
  const groups = [];
  for (const [key, ids] of gather(matches, docs)) {
    const covered = content.filter((at) => ids.some((id) => matches[at].has(id)));
    const share = covered.reduce((sum, at) => sum + weights[at], 0) / asked;
    if (!isEnough(covered.length, content.length, share, told)) continue;
    const page = pages[key] ?? null;
    const head = page ? page.doc : ids[0];
    const elsewhere = clauses.map((_, at) => Math.max(...ids.map((id) => own(id, at))));
    /** @type {Hit[]} */
    const hits = [];
    for (const id of ids) {
      if (!strict.every((at) => matches[at].has(id)) || !content.some((at) => matches[at].has(id)))
        continue;
      let sum = 0;
      for (const at of clauses.keys()) {
        let lent = id === head ? 0 : TITLE * own(head, at);
        for (let up = docs[id].parent; up >= 0; up = docs[up].parent) {
          lent = Math.max(lent, ABOVE * own(up, at));
        }
        sum += Math.max(own(id, at), lent, ELSEWHERE * elsewhere[at]);
      }
      const brevity = Math.min(1, clauses.length / docs[id].length);
      const near = adjacency(docs[id], clauses, matches);
      hits.push(makeHit(docs[id], sum * (1 + ADJACENT * near + BRIEF * brevity), clauses, matches));
    }
    if (!hits.length) continue;
    hits.sort((a, b) => b.score - a.score || a.doc.id - b.doc.id);
    const notes = hits.filter(({ doc }) => doc.id !== head);
    groups.push({
      first: page ? 0 : isNamed(docs[head], clauses, matches),
      score: hits[0].score * share,
      page,
      // A title that says less than a note of its page is there to say whose note it is.
      head: hits[0].doc.id === head ? hits[0] : null,
      notes: notes.filter(({ score }) => score >= WORTH_SHOWING * notes[0].score),
    });
  }
  return groups.sort((a, b) => b.first - a.first || b.score - a.score);
}

/**
 * Returns how much a clause counts: more if it is rare.
 *
 * @param {Clause} clause
 * @param {number} found how many documents match it
 * @param {number} total how many documents there are
 * @param {boolean} told the query is a sentence
 */
export function weigh(clause, found, total, told) {
  const rarity = Math.log(1 + (total - found + 0.5) / (found + 0.5)); // as in BM25
  return rarity * (clause.common ? COMMON : 1) * (told && !found ? OTHER_WORD : 1);
}

/**
 * Returns the function that says what a document scores for a clause by itself.
 *
 * @param {Map<number, Match>[]} matches
 * @param {number[]} weights
 * @returns {(id: number, at: number) => number}
 */
function scorer(matches, weights) {
  const best = matches.map((found) => {
    let most = Number.MIN_VALUE;
    for (const match of found.values()) most = Math.max(most, match.rank);
    return most;
  });
  return (id, at) => {
    const match = matches[at].get(id);
    return match ? weights[at] * (match.quality + (TIE * match.rank) / best[at]) : 0;
  };
}

/**
 * Returns the documents that matched by the index of their page, or by -1 - id where they have none.
 *
 * @param {Map<number, Match>[]} matches
 * @param {Doc[]} docs
 */
function gather(matches, docs) {
  /** @type {Map<number, number[]>} */
  const byPage = new Map();
  for (const id of new Set(matches.flatMap((found) => [...found.keys()]))) {
    const key = docs[id].page >= 0 ? docs[id].page : -1 - id;
    const ids = byPage.get(key);
    if (ids) ids.push(id);
    else byPage.set(key, [id]);
  }
  return byPage;
}

/**
 * Returns how many pairs of neighbouring words of the query are neighbours in a document, or one
 * name there in any spelling: from 0 to 1.
 *
 * @param {Doc} doc
 * @param {Clause[]} clauses
 * @param {Map<number, Match>[]} matches
 */
export function adjacency(doc, clauses, matches) {
  if (clauses.length < 2) return 0;
  let pairs = 0;
  for (let at = 0; at + 1 < clauses.length; at++) {
    const [one, two] = [matches[at].get(doc.id), matches[at + 1].get(doc.id)];
    const named = one?.names && one.names === two?.names;
    if (named || doc.flat.includes(`${clauses[at].text} ${clauses[at + 1].text}`)) pairs++;
  }
  return pairs / (clauses.length - 1);
}

/**
 * Says what to mark in a document, and which other form of its words matched.
 *
 * @param {Doc} doc
 * @param {number} score
 * @param {Clause[]} clauses
 * @param {Map<number, Match>[]} matches
 * @returns {Hit}
 */
function makeHit(doc, score, clauses, matches) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @type {string[]} */
  const phrases = [];
  let form = "";
  for (const [at, clause] of clauses.entries()) {
    const match = matches[at].get(doc.id);
    if (!match) continue;
    if (clause.whole) phrases.push(clause.text);
    phrases.push(...match.phrases);
    for (const term of match.terms) found.add(term);
    if (!clause.common && !form) form = otherForm(doc, clause, match);
  }
  return { doc, score, terms: found, phrases, form };
}

/**
 * Says through which other form a document was found, if not through its own words.
 *
 * @param {Doc} doc
 * @param {Clause} clause
 * @param {Match} match
 */
function otherForm(doc, clause, match) {
  const has = (/** @type {string} */ text) =>
    clause.whole
      ? holds(flat(text), clause.text)
      : terms(text).some((term) => term === clause.text || match.terms.includes(term));
  if (has(doc.text)) return "";
  const typed = doc.typed.split("\n").find(has);
  if (typed) return `typed as “${typed}”`;
  const other = doc.type === "note" || doc.type === "page" ? "" : doc.also.split(" \n ").find(has);
  return other && doc.type !== "item" ? `also written “${other}”` : "";
}

/**
 * Says whether a page has enough of what is asked for.
 *
 * @param {number} covered how many words it has
 * @param {number} asked how many there are
 * @param {number} share of their weight that it has
 * @param {boolean} told the query is a sentence
 */
export function isEnough(covered, asked, share, told) {
  if (covered === asked) return true;
  return asked > SHORT && covered >= SHORT && share >= (told ? ENOUGH_TOLD : ENOUGH);
}

/**
 * Says whether a document is the person or project that was asked for, and not merely one of many
 * with such a word: 2 if one of its names is just what was asked, 1 if it has all words, else 0.
 *
 * @param {Doc} doc
 * @param {Clause[]} clauses
 * @param {Map<number, Match>[]} matches
 */
export function isNamed(doc, clauses, matches) {
  if (doc.type !== "person" && doc.type !== "project") return 0;
  const asked = clauses.filter((clause) => !clause.common).map((clause) => clause.text);
  const spellings = [doc.text, ...doc.also.split(" \n ")];
  if (spellings.some((spelling) => flat(spelling) === asked.join(" "))) return 2;
  // "what do sci" is the beginning of a title, not of a name.
  const least = asked.length < clauses.length ? QUALITY.prefix : QUALITY.typo / 3;
  // "threads" does not name OpenMP, though OMP_NUM_THREADS does.
  const names = new Set([
    doc.names,
    ...terms(`${doc.text} \n ${doc.also}`.replace(/\S*_\S*/g, "")),
  ]);
  const has = clauses.every((clause, at) => {
    if (clause.common) return true;
    const match = matches[at].get(doc.id);
    if (!match || match.quality < least) return false;
    return clause.whole || match.terms.some((term) => names.has(term));
  });
  return has ? 1 : 0;
}

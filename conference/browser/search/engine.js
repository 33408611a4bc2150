/**
 * Reads a query word by word, and looks up which documents say each of them.
 *
 * @typedef {import("./records.js").Doc} Doc
 *
 * One thing that a query asks for: a word, or an identifier as a whole.
 * @typedef {object} Clause
 * @property {string} text folded
 * @property {string} written as it stands in the query
 * @property {boolean} isCommon it need not be there
 * @property {number} weight how much it counts
 * @property {Map<Doc, number>} docs those that say it, and how well
 * @property {Map<Doc, number>} near those that say it, or what stands for it
 * @property {string[]} terms what to mark for it
 * @property {{ word: string, docs: Map<Doc, number> }[]} instead what stands for it, and who says that
 * @property {string} guess what was meant, if it looks like a typo
 */

import { isCommon, stem } from "./english.js";
import { rank } from "./ranking.js";
import { FIELDS, unpack } from "./records.js";
import { flat, fold, GLUE, longestRuns, tokens } from "./words.js";
import { QUALITY, Vocabulary } from "./vocabulary.js";

const LONGEST = 300; // of a query; nobody types more, and the rest would only cost time
const MOST_CLAUSES = 24;
const COMMON = 0.05; // how much a word that says little counts

/** Answers queries. */
export class Engine {
  /** @param {import("./records.js").Records} records */
  constructor(records) {
    this.docs = unpack(records);
    this.conference = flat(records.conference).split(" ");
    /** @type {Map<string, Map<Doc, number>>} for each term the documents, and what their fields say */
    this.index = new Map();
    /** @type {Map<string, string[]>} stems, each with words that notes have */
    this.related = new Map();
    /** @type {Map<string, boolean>} */
    const known = new Map();
    for (const doc of this.docs) {
      for (const [name, weight] of Object.entries(FIELDS)) {
        const texts = doc.fields[/** @type {keyof typeof FIELDS} */ (name)];
        for (const { term } of texts.flatMap(tokens)) {
          const found = this.index.get(term) ?? new Map();
          this.index.set(term, found.set(doc, Math.max(found.get(doc) ?? 0, weight)));
          known.set(term, name === "typed" && (known.get(term) ?? true));
        }
      }
    }
    this.vocabulary = new Vocabulary(known);
  }

  /** @param {Record<string, string[]>} related words, with the words that notes have for them */
  relate(related) {
    for (const [word, others] of Object.entries(related)) this.related.set(stem(word), others);
  }

  /**
   * Returns what was found, the best first; the terms to mark in it; and what the reader may have meant,
   * where only typos matched. Empty filters limit nothing.
   *
   * @param {string} query
   * @param {{ day?: string, kind?: string, scope?: string }} [filters]
   */
  search(query, { day, kind, scope } = {}) {
    const passes = (/** @type {Doc} */ doc) =>
      (!scope || scope === doc.scope) &&
      (!(day || kind) || doc.scope === "talks") &&
      (!day || day === doc.page?.day) &&
      (!kind || kind === doc.page?.kind);
    const clauses = this.parse(query);
    const meant = clauses.reduce(
      (text, { guess, written }) => (guess ? text.replace(written, () => guess) : text),
      query,
    );
    const asked = clauses.filter((clause) => !clause.isCommon);
    return {
      groups: clauses.length
        ? rank(clauses, this.docs.length, passes)
        : this.docs // titles, for a reader who looks through a part of the site
            .filter(
              (doc) => (day || kind || scope) && !/note|addition/.test(doc.type) && passes(doc),
            )
            .map((doc) => ({ page: doc.page, hits: [{ doc, score: 1 }], score: 1, having: "" })),
      terms: new Set(asked.flatMap(({ terms }) => terms)),
      meant: meant === query ? "" : meant,
    };
  }

  /**
   * Splits a query into clauses, and looks them up.
   *
   * @param {string} query
   */
  parse(query) {
    const text = query.slice(0, LONGEST).replace(/\w+:\/\/(www\.)?/g, "");
    const runs = longestRuns(text);
    /** @type {Clause[]} */
    const clauses = [];
    for (const [at, run] of runs.entries()) {
      const isLast = at === runs.length - 1 && text.endsWith(run);
      const words = this.index.has(fold(run)) ? [run] : run.split(GLUE);
      for (const word of words.flatMap((word) => this.vocabulary.split(word, isLast)))
        clauses.push(this.find(word, isLast, words.length > 1));
    }
    // "duck db" is DuckDB too, and "solar tele" is on its way to a word.
    for (const [at, clause] of clauses.slice(1).entries()) {
      const pair = [clauses[at], clause];
      const joined = pair.map((one) => one.text).join("");
      if (!this.index.has(joined)) continue;
      for (const one of pair) {
        this.lookUp(one, [joined], QUALITY.form, one.docs, one.near);
        Object.assign(one, { guess: "", instead: [] });
      }
    }
    // One letter is on its way to a word that nobody knows yet.
    const last = clauses.at(-1);
    if (last && clauses.length > 1 && /^\p{L}$/u.test(last.text)) last.isCommon = true;
    // "what is it" is all a reader has: then these words have to do.
    const isVague = clauses.every((clause) => clause.isCommon);
    if (isVague) for (const clause of clauses) clause.isCommon = false;
    return clauses.slice(0, MOST_CLAUSES);
  }

  /**
   * @param {string} written a word or a whole run
   * @param {boolean} isLast the reader may still be typing it
   * @param {boolean} isTied to other words
   */
  find(written, isLast, isTied) {
    const text = fold(written);
    const isLittle = !isTied && this.isCommon(text);
    /** @type {Clause} */
    const clause = {
      ...{ text, written, guess: "", isCommon: isLittle, weight: isLittle ? COMMON : 1 },
      ...{ docs: new Map(), near: new Map(), terms: [], instead: [] },
    };
    if (text === "who") {
      // Asks for the note that names the speaker.
      clause.weight = 1;
      this.lookUp(clause, ["speaker", "speakers"], QUALITY.form, clause.near, clause.docs);
    }
    const related = this.related.get(stem(text)) ?? [];
    const found = this.vocabulary.expand(text, isLast && !isLittle);
    // A word of the table is a word, and not a typo.
    const { terms, guess, isDoubtful } =
      found.isDoubtful && related.length
        ? { terms: new Map(), guess: "", isDoubtful: false }
        : found;
    if (!GLUE.test(written)) {
      const parts = tokens(written).map(({ term }) => term);
      for (const part of parts) if (!terms.has(part)) terms.set(part, QUALITY.prefix);
    }
    const into = isDoubtful ? [clause.near] : [clause.near, clause.docs];
    for (const [term, quality] of terms) this.lookUp(clause, [term], quality, ...into);
    if (isDoubtful) clause.instead.push({ word: guess, docs: new Map(clause.near) });
    clause.guess = guess;
    for (const word of related) {
      const docs = new Map();
      const forms = this.vocabulary.expand(word, false).terms.keys();
      this.lookUp(clause, forms, QUALITY.related, clause.near, docs);
      clause.instead.push({ word, docs });
    }
    return clause;
  }

  /** @param {string} word */
  isCommon(word) {
    return isCommon(word) || this.conference.includes(word);
  }

  /**
   * Adds the documents that have any of some terms.
   *
   * @param {Clause} clause
   * @param {Iterable<string>} terms
   * @param {number} quality
   * @param {Map<Doc, number>[]} into
   */
  lookUp(clause, terms, quality, ...into) {
    for (const term of terms) {
      clause.terms.push(term);
      for (const [doc, says] of this.index.get(term) ?? []) {
        for (const docs of into) docs.set(doc, Math.max(docs.get(doc) ?? 0, quality * says));
      }
    }
  }
}

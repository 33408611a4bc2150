/**
 * Looks queries up in the index.
 *
 * @typedef {import("./records.js").Doc} Doc
 * @typedef {import("./query.js").Clause} Clause
 * @typedef {import("./ranking.js").Group} Group
 * @typedef {import("./ranking.js").Match} Match
 *
 * What limits a search; empty values do not.
 * @typedef {object} Filters
 * @property {string} day name of a day
 * @property {string} kind key of a kind
 * @property {string} scope
 *
 * @typedef {object} Answer
 * @property {Group[]} groups the best first
 * @property {number} count of everything found
 * @property {string} meant what the reader may have meant, where only typos matched
 * @property {string[]} near for an empty answer: terms of the notes
 * @property {Doc[]} entities for an empty answer: people and projects
 *
 * A way to write a person or project.
 * @typedef {object} Spelling
 * @property {string} token of the person or project
 * @property {string[]} words
 * @property {string[]} all flat spellings of the same
 */

import MiniSearch from "minisearch";
import { holds, parse } from "./query.js";
import { rank } from "./ranking.js";
import { unpack } from "./records.js";
import { stem } from "./stem.js";
import { flat, terms, words } from "./words.js";
import { QUALITY, Vocabulary } from "./vocabulary.js";

/** How much each field says. */
const FIELDS = { text: 1, names: 0.95, typed: 0.9, also: 0.85, about: 0.45 };
const NAMES = /** @type {(keyof typeof FIELDS)[]} */ (Object.keys(FIELDS));
const SEPARATOR = " "; // no term has a space

/** Answers queries, once it has learnt what there is. */
export class Engine {
  constructor() {
    /** @type {Doc[]} */
    this.docs = [];
    /** @type {import("./records.js").Page[]} */
    this.pages = [];
    /** @type {import("./records.js").Entity[]} */
    this.entities = [];
    this.index = new MiniSearch({
      fields: NAMES,
      tokenize: (text) => text.split(SEPARATOR),
      processTerm: (term) => term || null,
    });
    this.vocabulary = new Vocabulary(new Map(), new Set());
    /** @type {Map<string, Spelling[]>} by their first word */
    this.spellings = new Map();
  }

  /**
   * Indexes the records in many small steps: between two the page can do something else.
   *
   * @param {import("./records.js").Records} records
   */
  *learn(records) {
    const { docs, pages, entities } = yield* unpack(records);
    Object.assign(this, { docs, pages, entities });
    /** @type {Map<string, number>} */
    const counts = new Map();
    /** @type {Set<string>} */
    const spelt = new Set();
    for (const doc of this.docs) {
      const fields = NAMES.map((name) => (name === "names" ? [doc.names] : terms(doc[name])));
      this.index.add({
        id: doc.id,
        ...Object.fromEntries(NAMES.map((name, at) => [name, fields[at].join(SEPARATOR)])),
      });
      for (const [at, name] of NAMES.entries()) {
        if (name !== "typed" && name !== "names") for (const term of fields[at]) spelt.add(term);
      }
      const own = fields.filter((_, at) => NAMES[at] !== "names").flat();
      for (const term of new Set(own)) counts.set(term, (counts.get(term) ?? 0) + 1);
      yield;
    }
    const misspelt = [...counts.keys()].filter((term) => !spelt.has(term));
    this.vocabulary = new Vocabulary(counts, new Set(misspelt));
    for (const { token, spellings } of this.entities) {
      const all = spellings.map(flat);
      for (const spelling of spellings) {
        const list = words(spelling).map((word) => word.text);
        if (!list.length) continue;
        const known = this.spellings.get(list[0]) ?? [];
        known.push({ token, words: list, all });
        this.spellings.set(list[0], known);
      }
    }
  }

  /**
   * @param {string} query
   * @param {Partial<Filters>} [filters]
   * @returns {Answer}
   */
  search(query, filters = {}) {
    const clauses = parse(query, (phrase) => this.docs.some((doc) => holds(doc.flat, phrase)));
    if (!clauses.length) return { groups: [], count: 0, meant: "", near: [], entities: [] };
    const { matches, guesses } = this.match(clauses);
    const groups = rank(clauses, matches, this.docs, this.pages).filter((group) =>
      passes(group, filters),
    );
    const count = groups.reduce((sum, group) => sum + (group.head ? 1 : 0) + group.notes.length, 0);
    return {
      groups,
      count,
      meant: groups.length ? respell(query, clauses, guesses) : "",
      ...(count ? { near: [], entities: [] } : this.waysOn(clauses, matches)),
    };
  }

  /**
   * Looks every clause up.
   *
   * @param {Clause[]} clauses
   */
  match(clauses) {
    /** @type {Map<number, Match>[]} */
    const matches = clauses.map(() => new Map());
    /** @type {string[]} */
    const guesses = clauses.map(() => "");
    for (const [at, clause] of clauses.entries()) {
      if (clause.whole) {
        for (const doc of this.docs) {
          if (!holds(doc.flat, clause.text)) continue;
          matches[at].set(doc.id, { quality: 1, rank: 0, terms: [], phrases: [], names: "" });
        }
        continue;
      }
      const expansion = this.vocabulary.expand(clause.text, clause.last && !clause.common);
      guesses[at] = expansion.guess;
      for (const piece of clause.pieces) {
        if (this.vocabulary.has(piece) && !expansion.terms.has(piece)) {
          expansion.terms.set(piece, QUALITY.prefix);
        }
      }
      this.lookUp(expansion.terms, matches[at]);
    }
    this.matchPairs(clauses, matches, guesses);
    this.matchEntities(clauses, matches, guesses);
    return { matches, guesses };
  }

  /**
   * Adds the documents that have any of some terms.
   *
   * @param {Map<string, number>} wanted terms, each with its quality
   * @param {Map<number, Match>} into
   * @param {string} [names] the token of a person or project, where that is what is looked up
   * @param {string[]} [phrases] its spellings
   */
  lookUp(wanted, into, names = "", phrases = []) {
    if (!wanted.size) return;
    const found = this.index.search([...wanted.keys()].join(SEPARATOR), {
      processTerm: (term) => term,
      boostTerm: (term) => wanted.get(term) ?? 0,
      boost: FIELDS,
    });
    for (const { id, score, match } of found) {
      let quality = 0;
      for (const [term, fields] of Object.entries(match)) {
        for (const field of /** @type {(keyof typeof FIELDS)[]} */ (fields)) {
          quality = Math.max(quality, (wanted.get(term) ?? 0) * FIELDS[field]);
        }
      }
      const before = into.get(id);
      if (before && before.quality >= quality) {
        before.names ||= names;
        before.phrases.push(...phrases);
      } else {
        into.set(id, {
          quality,
          rank: score,
          terms: Object.keys(match),
          phrases: [...phrases],
          names,
        });
      }
    }
  }

  /**
   * "duck db" is DuckDB too, and "solar tele" is on its way to a word.
   *
   * @param {Clause[]} clauses
   * @param {Map<number, Match>[]} matches
   * @param {string[]} guesses
   */
  matchPairs(clauses, matches, guesses) {
    for (let at = 0; at + 1 < clauses.length; at++) {
      const [one, two] = [clauses[at], clauses[at + 1]];
      const joined = one.text + two.text;
      if (one.whole || two.whole || !this.vocabulary.has(joined)) continue;
      for (const place of [at, at + 1]) {
        this.lookUp(new Map([[joined, QUALITY.form]]), matches[place]);
        guesses[place] = "";
      }
    }
  }

  /**
   * A spelling of a person or project stands for every note that names them, however that is spelt.
   *
   * @param {Clause[]} clauses
   * @param {Map<number, Match>[]} matches
   * @param {string[]} guesses
   */
  matchEntities(clauses, matches, guesses) {
    /** @type {{ word: string, clause: number }[]} */
    const list = clauses.flatMap((clause, index) =>
      words(clause.text).map((word) => ({ word: word.text, clause: index })),
    );
    for (let at = 0; at < list.length; at++) {
      const named = (this.spellings.get(list[at].word) ?? []).filter((entity) =>
        entity.words.every((word, offset) => list[at + offset]?.word === word),
      );
      const longest = Math.max(0, ...named.map((entity) => entity.words.length));
      for (const entity of named.filter((found) => found.words.length === longest)) {
        const places = new Set(list.slice(at, at + longest).map(({ clause }) => clause));
        for (const place of places) {
          if (clauses[place].strict) continue;
          this.lookUp(
            new Map([[entity.token, QUALITY.exact]]),
            matches[place],
            entity.token,
            entity.all,
          );
          guesses[place] = "";
        }
      }
      at += Math.max(0, longest - 1);
    }
  }

  /**
   * For words that found nothing: what is there that looks like them.
   *
   * @param {Clause[]} clauses
   * @param {Map<number, Match>[]} matches
   */
  waysOn(clauses, matches) {
    const asked = clauses.filter((clause) => !clause.common);
    /** @type {Set<string>} */
    const near = new Set();
    for (const [at, clause] of clauses.entries()) {
      if (clause.common) continue;
      if (matches[at].size) near.add(clause.written);
      else for (const term of this.vocabulary.like(clause.text, 3)) near.add(term);
    }
    const roots = new Set([...asked.map((clause) => stem(clause.text)), ...near]);
    const entities = this.entities
      .map(({ doc }) => this.docs[doc])
      .filter((doc) =>
        words(`${doc.text} ${doc.about}`).some(
          ({ text }) => roots.has(text) || roots.has(stem(text)),
        ),
      );
    return { near: [...near].slice(0, 6), entities: entities.slice(0, 4) };
  }
}

/**
 * @param {Group} group
 * @param {Partial<Filters>} filters
 */
function passes(group, { day, kind, scope }) {
  const found = group.page?.scope ?? group.head?.doc.scope;
  if (scope && scope !== found) return false;
  if (day && group.page?.day !== day) return false;
  return !kind || group.page?.kind === kind;
}

/**
 * Returns the query with what was guessed in place of what was typed, or nothing if no guess was made.
 *
 * @param {string} query
 * @param {Clause[]} clauses
 * @param {string[]} guesses
 */
function respell(query, clauses, guesses) {
  let respelt = query;
  for (const [at, guess] of guesses.entries()) {
    if (guess && !clauses[at].common) respelt = respelt.replace(clauses[at].written, () => guess);
  }
  return respelt === query ? "" : respelt;
}

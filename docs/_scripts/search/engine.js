import MiniSearch from "minisearch";
import { holds, parse } from "./query.js";
import { unpack } from "./records.js";
import { stem } from "./stem.js";
import { flat, terms, words } from "./words.js";
import { QUALITY, Vocabulary } from "./vocabulary.js";

/**
 * @typedef {import("./records.js").Doc} Doc
 * @typedef {import("./records.js").Page} Page
 * @typedef {import("./query.js").Clause} Clause
 *
 * What limits a search; empty values do not.
 * @typedef {object} Filters
 * @property {string} day name of a day
 * @property {string} kind key of a kind
 * @property {string} scope
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
 * @property {"page" | "entry"} type an entry is a person, a project or a reading item
 * @property {boolean} first it is the person or project that was asked for
 * @property {number} score
 * @property {Page | null} page
 * @property {Hit | null} head
 * @property {Hit[]} notes
 *
 * @typedef {object} Answer
 * @property {Group[]} groups the best first
 * @property {number} count of everything found
 * @property {string} meant what the reader may have meant, where only typos matched
 * @property {string[]} near for an empty answer: terms of the notes
 * @property {Doc[]} entities for an empty answer: people and projects
 */

/** How much each field says. */
const FIELDS = { text: 1, names: 0.95, typed: 0.9, also: 0.85, about: 0.45 };
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

/**
 * A match of one clause in one document.
 * @typedef {object} Match
 * @property {number} quality from 0 to 1
 * @property {number} rank BM25+ score of MiniSearch, to tell matches of the same quality apart
 * @property {string[]} terms
 * @property {string[]} fields
 * @property {string} [names] the token of the person or project that it is a spelling of
 */

/** Answers queries. */
export class Engine {
  /** @param {import("./records.js").Records} records */
  constructor(records) {
    Object.assign(this, (this.data = unpack(records)));
    this.docs = this.data.docs;
    this.pages = this.data.pages;
    this.index = new MiniSearch({
      fields: Object.keys(FIELDS),
      idField: "id",
      tokenize: (text, field) => (field === "names" ? text.split(" ") : terms(text)),
      processTerm: (term) => term || null,
    });
    this.index.addAll(this.docs);
    /** @type {Map<string, Set<number>>} */
    const having = new Map();
    for (const doc of this.docs) {
      for (const text of [doc.text, doc.typed, doc.also, doc.about]) {
        for (const term of terms(text)) {
          const ids = having.get(term);
          if (ids) ids.add(doc.id);
          else having.set(term, new Set([doc.id]));
        }
      }
    }
    const spelt = new Set(
      this.docs.flatMap((doc) => [doc.text, doc.also, doc.about].flatMap((text) => terms(text))),
    );
    this.vocabulary = new Vocabulary(
      new Map([...having].map(([term, ids]) => [term, ids.size])),
      new Set([...having.keys()].filter((term) => !spelt.has(term))),
    );
    /** @type {Map<string, { token: string, words: string[] }[]>} entities by their first word */
    this.entities = new Map();
    for (const { token, spellings } of this.data.entities) {
      for (const spelling of spellings) {
        const list = words(spelling).map((word) => word.text);
        if (!list.length) continue;
        const known = this.entities.get(list[0]) ?? [];
        known.push({ token, words: list });
        this.entities.set(list[0], known);
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
    const groups = this.group(clauses, matches).filter((group) => passes(group, filters));
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
          matches[at].set(doc.id, { quality: 1, rank: 0, terms: [], fields: ["text"] });
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
   */
  lookUp(wanted, into, names) {
    if (!wanted.size) return;
    const found = this.index.search([...wanted.keys()].join(" "), {
      tokenize: (text) => text.split(" "),
      processTerm: (term) => term,
      boostTerm: (term) => wanted.get(term) ?? 0,
      boost: FIELDS,
    });
    for (const { id, score, match } of found) {
      let quality = 0;
      for (const [term, fields] of Object.entries(match)) {
        for (const field of fields) {
          const value = (wanted.get(term) ?? 0) * FIELDS[/** @type {keyof FIELDS} */ (field)];
          quality = Math.max(quality, value);
        }
      }
      const before = into.get(id);
      if (before && before.quality >= quality) {
        before.names ??= names;
        continue;
      }
      into.set(id, {
        quality,
        rank: score,
        terms: Object.keys(match),
        fields: Object.values(match).flat(),
        names,
      });
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
      const named = (this.entities.get(list[at].word) ?? []).filter((entity) =>
        entity.words.every((word, offset) => list[at + offset]?.word === word),
      );
      const longest = Math.max(0, ...named.map((entity) => entity.words.length));
      for (const entity of named.filter((found) => found.words.length === longest)) {
        const places = new Set(list.slice(at, at + longest).map(({ clause }) => clause));
        for (const place of places) {
          if (clauses[place].strict) continue;
          this.lookUp(new Map([[entity.token, QUALITY.exact]]), matches[place], entity.token);
          guesses[place] = "";
        }
      }
      at += Math.max(0, longest - 1);
    }
  }

  /**
   * Weighs the matches, and gathers them by page.
   *
   * @param {Clause[]} clauses
   * @param {Map<number, Match>[]} matches
   * @returns {Group[]}
   */
  group(clauses, matches) {
    const total = this.docs.length;
    const content = clauses.flatMap((clause, at) => (clause.common ? [] : [at]));
    const told = clauses.length - content.length >= TELLING;
    const weights = clauses.map((clause, at) => {
      const { size } = matches[at];
      const rarity = Math.log(1 + (total - size + 0.5) / (size + 0.5));
      return rarity * (clause.common ? COMMON : 1) * (told && !size ? OTHER_WORD : 1);
    });
    const asked = content.reduce((sum, at) => sum + weights[at], 0);
    const strict = content.filter((at) => clauses[at].strict);
    const best = matches.map((found) => Math.max(1e-9, ...[...found.values()].map((m) => m.rank)));

    /** @type {Map<number, number[]>} the documents of each page that matched; -1 - id for entries */
    const byPage = new Map();
    for (const found of matches) {
      for (const id of found.keys()) {
        const doc = this.docs[id];
        const key = doc.page >= 0 ? doc.page : -1 - id;
        const ids = byPage.get(key);
        if (!ids) byPage.set(key, [id]);
        else if (!ids.includes(id)) ids.push(id);
      }
    }

    /** @type {Group[]} */
    const groups = [];
    for (const [key, ids] of byPage) {
      const covered = content.filter((at) => ids.some((id) => matches[at].has(id)));
      const share = covered.reduce((sum, at) => sum + weights[at], 0) / asked;
      if (!isEnough(covered.length, content.length, share, told)) continue;
      const holding = ids.filter((id) => strict.every((at) => matches[at].has(id)));
      if (!holding.length) continue;
      const page = key >= 0 ? this.pages[key] : null;
      const head = page ? page.doc : ids[0];
      /** @param {number} id @param {number} at */
      const own = (id, at) => {
        const match = matches[at].get(id);
        return match ? weights[at] * (match.quality + (0.1 * match.rank) / best[at]) : 0;
      };
      const elsewhere = clauses.map((_, at) => Math.max(...ids.map((id) => own(id, at))));
      /** @param {number} id */
      const scored = (id) => {
        let score = 0;
        let alone = 0;
        for (const at of clauses.keys()) {
          const mine = own(id, at);
          if (!clauses[at].common) alone += mine;
          let lent = 0;
          for (let up = this.docs[id].parent; up >= 0; up = this.docs[up].parent) {
            lent = Math.max(lent, ABOVE * own(up, at));
          }
          if (id !== head) lent = Math.max(lent, TITLE * own(head, at));
          score += Math.max(mine, lent, ELSEWHERE * elsewhere[at]);
        }
        return { score: score * (1 + ADJACENT * this.adjacency(id, clauses, matches)), alone };
      };
      /** @type {Hit | null} */
      let top = null;
      /** @type {(Hit & { alone: number })[]} */
      let notes = [];
      for (const id of holding) {
        const { score, alone } = scored(id);
        if (!alone) continue;
        const hit = { ...this.hit(id, clauses, matches), score, alone };
        if (id === head) top = hit;
        else notes.push(hit);
      }
      notes.sort((a, b) => b.score - a.score || a.doc.id - b.doc.id);
      notes = notes.filter((hit) => hit.score >= WORTH_SHOWING * notes[0].score);
      const score = Math.max(top?.score ?? 0, notes[0]?.score ?? 0);
      if (!score) continue;
      const first = !page && isNamed(this.docs[head], clauses, matches);
      groups.push({ type: page ? "page" : "entry", first, score: score * share, page, head: top, notes });
    }
    return groups.sort((a, b) => Number(b.first) - Number(a.first) || b.score - a.score);
  }

  /**
   * Returns how many pairs of neighbouring words of the query are neighbours in a document, or one
   * name there in any spelling: from 0 to 1.
   *
   * @param {number} id
   * @param {Clause[]} clauses
   * @param {Map<number, Match>[]} matches
   */
  adjacency(id, clauses, matches) {
    if (clauses.length < 2) return 0;
    let pairs = 0;
    for (let at = 0; at + 1 < clauses.length; at++) {
      const [one, two] = [matches[at].get(id), matches[at + 1].get(id)];
      const named = one?.names && one.names === two?.names;
      if (named || this.docs[id].flat.includes(`${clauses[at].text} ${clauses[at + 1].text}`)) pairs++;
    }
    return pairs / (clauses.length - 1);
  }

  /**
   * Says what to mark in a document, and which other form of its words matched.
   *
   * @param {number} id
   * @param {Clause[]} clauses
   * @param {Map<number, Match>[]} matches
   * @returns {Hit}
   */
  hit(id, clauses, matches) {
    const doc = this.docs[id];
    /** @type {Set<string>} */
    const found = new Set();
    /** @type {string[]} */
    const phrases = [];
    let form = "";
    for (const [at, clause] of clauses.entries()) {
      const match = matches[at].get(id);
      if (!match) continue;
      if (clause.whole) phrases.push(clause.text);
      for (const term of match.terms) {
        found.add(term);
        const named = this.data.entities.find(({ token }) => token === term);
        if (named) phrases.push(...named.spellings.map(flat));
      }
      if (!clause.common && !form) form = otherForm(doc, clause, match);
    }
    return { doc, score: 0, terms: found, phrases, form };
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
    const entities = this.data.entities
      .map(({ doc }) => this.docs[doc])
      .filter((doc) => words(`${doc.text} ${doc.about}`).some(({ text }) => roots.has(text) || roots.has(stem(text))));
    return { near: [...near].slice(0, 6), entities: entities.slice(0, 4) };
  }
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
    clause.whole ? holds(flat(text), clause.text) : terms(text).some((term) => match.terms.includes(term));
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
function isEnough(covered, asked, share, told) {
  if (covered === asked) return true;
  return asked > SHORT && covered >= SHORT && share >= (told ? ENOUGH_TOLD : ENOUGH);
}

/**
 * Says whether a document is the person or project that was asked for, and not merely one of many
 * with such a word.
 *
 * @param {Doc} doc
 * @param {Clause[]} clauses
 * @param {Map<number, Match>[]} matches
 */
function isNamed(doc, clauses, matches) {
  if (doc.type !== "person" && doc.type !== "project") return false;
  const content = [...clauses.keys()].filter((at) => !clauses[at].common);
  // "what do sci" is the beginning of a title, not of a name.
  const least = content.length < clauses.length ? QUALITY.prefix : QUALITY.typo / 3;
  // "threads" does not name OpenMP, though OMP_NUM_THREADS does.
  const names = new Set([doc.names, ...terms(`${doc.text} \n ${doc.also}`.replace(/\S*_\S*/g, ""))]);
  return content.every((at) => {
    const match = matches[at].get(doc.id);
    if (!match || match.quality < least) return false;
    return clauses[at].whole || match.terms.some((term) => names.has(term));
  });
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

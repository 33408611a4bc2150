/** Reads a query word by word, and looks up which documents say each of them. */

import { isCommon, stem } from "./english.ts";
import { rank } from "./ranking.ts";
import { type Doc, FIELDS, type More, type Records, unpack } from "./records.ts";
import { flat, fold, GLUE, LONGEST_RUN, tokens } from "./words.ts";
import { QUALITY, Vocabulary } from "./vocabulary.ts";

const LONGEST = 300; // of a query; nobody types more, and the rest would only cost time
const MOST_CLAUSES = 24;
const COMMON = 0.05; // how much a word that says little counts

type Docs = Map<Doc, number>; // and how well each says something

/** One thing that a query asks for: a word, or an identifier as a whole. */
export interface Clause {
  text: string; // folded
  written: string; // as it stands in the query
  isCommon: boolean; // it need not be there
  weight: number; // how much it counts
  docs: Docs; // those that say it
  near: Docs; // those that say it, or what stands for it
  terms: string[]; // what to mark for it
  instead: { word: string; docs: Docs }[]; // what stands for it, and who says that
  guess: string; // what was meant, if it looks like a typo
}

/** Answers queries. */
export class Engine {
  docs: Doc[];
  conference: string[];
  index = new Map<string, Docs>(); // for each term
  related = new Map<string, string[]>(); // stems, each with words that notes have
  vocabulary: Vocabulary;

  constructor(records: Records, more: More = { words: {}, about: {} }) {
    this.docs = unpack(records, more);
    this.conference = flat(records.conference).split(" ");
    const known = new Map<string, boolean>();
    for (const doc of this.docs) {
      for (const [name, weight] of Object.entries(FIELDS)) {
        for (const { term } of doc.fields[name as keyof typeof FIELDS].flatMap(tokens)) {
          const found = this.index.get(term) ?? new Map<Doc, number>();
          this.index.set(term, found.set(doc, Math.max(found.get(doc) ?? 0, weight)));
          known.set(term, name === "typed" && (known.get(term) ?? true));
        }
      }
    }
    this.vocabulary = new Vocabulary(known);
    for (const [word, others] of Object.entries(more.words)) this.related.set(stem(word), others);
  }

  /**
   * Returns what was found, the best first; the terms to mark in it; and what the reader may have meant,
   * where only typos matched. Empty filters limit nothing; a day begins with its conference, if there are
   * more than one.
   */
  search(
    query: string,
    { day, kind, scope }: { day?: string; kind?: string; scope?: string } = {},
  ) {
    const passes = (doc: Doc) =>
      (!scope || scope === doc.scope) &&
      (!(day || kind) || doc.scope === "talks") &&
      (!day || `${doc.page?.day}, `.startsWith(`${day}, `)) &&
      (!kind || kind === doc.page?.kind);
    const clauses = this.parse(query);
    let meant = query;
    for (const { guess, written } of clauses)
      meant = meant.replace(written, () => guess || written);
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

  /** Splits a query into clauses, and looks them up. */
  parse(query: string) {
    const text = query.slice(0, LONGEST).replace(/\w+:\/\/(www\.)?/g, "");
    const runs: string[] = text.match(LONGEST_RUN) ?? [];
    const clauses: Clause[] = [];
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

  /** Looks up a word or a whole run. The reader may still be typing the last; others may be tied to it. */
  find(written: string, isLast: boolean, isTied: boolean) {
    const text = fold(written);
    const isLittle = !isTied && (isCommon(text) || this.conference.includes(text));
    const clause: Clause = {
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
        ? { terms: new Map<string, number>(), guess: "", isDoubtful: false }
        : found;
    if (!GLUE.test(written)) {
      for (const { term } of tokens(written)) if (!terms.has(term)) terms.set(term, QUALITY.prefix);
    }
    const into = isDoubtful ? [clause.near] : [clause.near, clause.docs];
    for (const [term, quality] of terms) this.lookUp(clause, [term], quality, ...into);
    if (isDoubtful) clause.instead.push({ word: guess, docs: new Map(clause.near) });
    clause.guess = guess;
    for (const word of related) {
      const docs: Docs = new Map();
      const forms = this.vocabulary.expand(word, false).terms.keys();
      this.lookUp(clause, forms, QUALITY.related, clause.near, docs);
      clause.instead.push({ word, docs });
    }
    return clause;
  }

  /** Adds the documents that have any of some terms. */
  lookUp(clause: Clause, terms: Iterable<string>, quality: number, ...into: Docs[]) {
    for (const term of terms) {
      clause.terms.push(term);
      for (const [doc, says] of this.index.get(term) ?? []) {
        for (const docs of into) docs.set(doc, Math.max(docs.get(doc) ?? 0, quality * says));
      }
    }
  }
}

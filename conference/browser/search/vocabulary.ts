/** All terms of the index: which of them a word of a query may stand for. */

import { isCommon, numeral, stem } from "./english.ts";
import { allowedTypos, typos } from "./typos.ts";
import { fold } from "./words.ts";

/** How a term came to stand for a word of the query, the best first. */
export const QUALITY = { exact: 1, form: 0.9, prefix: 0.6, ending: 0.5, typo: 0.4, related: 0.6 };
const MOST_TERMS = 40; // that one word is looked up by
const SHORTEST_PART = 4; // of two words written as one, and of a word by its ending
const CERTAIN = 7; // letters of a word whose one typo leaves no doubt what is meant

/** Knows all terms of the index. */
export class Vocabulary {
  terms: Map<string, boolean>;
  sorted: string[];
  forms = new Map<string, string[]>();

  /** Takes all terms, with true for those that only the raw notes have. */
  constructor(terms: Map<string, boolean>) {
    this.terms = terms;
    this.sorted = [...terms.keys()].sort();
    for (const term of this.sorted) {
      const root = stem(term);
      this.forms.set(root, [...(this.forms.get(root) ?? []), term]);
    }
  }

  /**
   * Returns the terms that a folded word may stand for, each with its quality, and the likeliest where
   * only typos matched: that is doubtful if the word may well mean something that is not in the notes.
   * Beginnings count where the reader may still be typing; endings and typos where nothing better is found.
   */
  expand(word: string, isUnfinished: boolean) {
    const terms = new Map<string, number>();
    const add = (term: string, quality: number) => {
      if (this.terms.has(term) && !terms.has(term) && terms.size < MOST_TERMS)
        terms.set(term, quality);
    };
    add(word, QUALITY.exact);
    add(numeral(word), QUALITY.form);
    for (const term of this.forms.get(stem(word)) ?? []) add(term, QUALITY.form);
    const isKnown = terms.size > 0;
    if (word.length > (isUnfinished ? 1 : 3) && (isUnfinished || !isKnown)) {
      const begun = this.sorted.filter((term) => term.startsWith(word));
      for (const term of begun.sort((a, b) => a.length - b.length)) {
        // Where the word itself is there, what it may become is worth less.
        const quality = QUALITY.prefix * (0.5 + (0.5 * word.length) / term.length);
        add(term, isKnown ? quality / 2 : quality);
      }
    }
    const isFound = terms.size > 0;
    // What the attendee mistyped stands for what it was corrected to as well.
    if (isFound && !this.terms.get(word)) return { terms, guess: "", isDoubtful: false };
    const near = this.near(word, isUnfinished);
    for (const [term, distance] of near) add(term, QUALITY.typo / distance);
    if (!isFound && !near.length && word.length >= SHORTEST_PART) {
      for (const term of this.sorted) if (term.endsWith(word)) add(term, QUALITY.ending);
    }
    const guess = near.find(([term]) => !this.terms.get(term))?.[0] ?? "";
    const isCertain = near[0]?.[1] <= 1 && word.length >= CERTAIN;
    return { terms, guess, isDoubtful: !isFound && near.length > 0 && !isCertain };
  }

  /** Returns the two words that an unknown word is written together from, or the word. */
  split(written: string, isUnfinished: boolean) {
    const word = fold(written);
    for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at++) {
      const parts = [word.slice(0, at), word.slice(at)];
      if (parts.every((part) => this.forms.has(stem(part)) && !isCommon(part)))
        return this.expand(word, isUnfinished).terms.size ? [written] : parts; // which is slow
    }
    return [written];
  }

  /**
   * Returns the terms that a word may be a misspelling of, the likeliest first, with the number of
   * typos: of a term, of a form of it, or of its beginning where the word is unfinished.
   */
  near(word: string, isUnfinished: boolean) {
    const most = allowedTypos(word);
    const root = stem(word);
    const found: [term: string, distance: number][] = [];
    for (const term of most ? this.sorted : []) {
      if (isCommon(term)) continue;
      const ways = [typos(word, term, most)];
      if (root.length > 4) ways.push(typos(root, stem(term), most) + 0.5);
      if (isUnfinished) ways.push(typos(word, term.slice(0, word.length), most) + 1);
      const distance = Math.min(...ways);
      if (distance <= most + 0.5) found.push([term, distance]);
    }
    return found.sort(
      ([a, near], [b, far]) => near - far || a.length - b.length || (a < b ? -1 : 1),
    );
  }
}

import { stem } from "./stem.js";
import { allowedTypos, typos } from "./typos.js";

/** How a term came to stand for a word of the query, the best first. */
export const QUALITY = { exact: 1, form: 0.9, prefix: 0.6, typo: 0.4 };
const MOST_TERMS = 40; // that one word is looked up by
const BEGINNING = 8; // letters that a misspelt beginning needs to mean anything

/**
 * @typedef {object} Expansion
 * @property {Map<string, number>} terms what to look up, each with its quality
 * @property {string} guess the likeliest term meant, where only typos matched
 */

/** All the terms of the index: which of them a word of a query may mean. */
export class Vocabulary {
  /**
   * @param {Map<string, number>} counts how many documents have each term
   * @param {Set<string>} misspelt terms that only the raw notes have
   */
  constructor(counts, misspelt) {
    this.counts = counts;
    this.misspelt = misspelt;
    this.sorted = [...counts.keys()].sort();
    /** @type {Map<string, string[]>} */
    this.forms = new Map();
    for (const term of this.sorted) {
      const key = stem(term);
      const forms = this.forms.get(key);
      if (forms) forms.push(term);
      else this.forms.set(key, [term]);
    }
    this.stems = [...this.forms.keys()];
  }

  /** @param {string} term */
  has(term) {
    return this.counts.has(term);
  }

  /**
   * Returns the terms that begin with a word, the nearest in length first.
   *
   * @param {string} word
   */
  beginningWith(word) {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle] < word) low = middle + 1;
      else high = middle;
    }
    /** @type {string[]} */
    const found = [];
    while (low < this.sorted.length && this.sorted[low].startsWith(word))
      found.push(this.sorted[low++]);
    return found.sort((a, b) => a.length - b.length);
  }

  /**
   * Returns the terms that a folded word may stand for. Beginnings count where the reader may still
   * be typing; typos only where nothing else is found.
   *
   * @param {string} word
   * @param {boolean} unfinished
   * @returns {Expansion}
   */
  expand(word, unfinished) {
    /** @type {Map<string, number>} */
    const found = new Map();
    const note = (/** @type {string} */ term, /** @type {number} */ quality) => {
      if (!found.has(term) && found.size < MOST_TERMS) found.set(term, quality);
    };
    if (this.has(word)) note(word, QUALITY.exact);
    if (/\p{L}{3}/u.test(word)) {
      for (const term of this.forms.get(stem(word)) ?? []) note(term, QUALITY.form);
    }
    const whole = found.size > 0;
    if (unfinished ? word.length > 1 : !whole && word.length > 3) {
      for (const term of this.beginningWith(word)) {
        // Where the word itself is there, what it may become is worth less.
        const rest = 1 - word.length / term.length;
        note(term, (whole ? 0.5 : 1) * QUALITY.prefix * (1 - 0.5 * rest));
      }
    }
    // What the attendee mistyped stands for what it was corrected to as well.
    if (found.size && !this.misspelt.has(word)) return { terms: found, guess: "" };
    const near = this.near(word, unfinished);
    for (const [term, distance] of near) note(term, QUALITY.typo / distance);
    return { terms: found, guess: near.find(([term]) => !this.misspelt.has(term))?.[0] ?? "" };
  }

  /**
   * Returns the terms that a word may be a misspelling of, the likeliest first, with the number of
   * typos: of a term, of a form of it, or of its beginning where the word is unfinished.
   *
   * @param {string} word
   * @param {boolean} unfinished
   * @returns {[term: string, distance: number][]}
   */
  near(word, unfinished) {
    const most = allowedTypos(word);
    if (!most) return [];
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const term of this.sorted) {
      const distance = typos(word, term, most);
      if (distance <= most) found.set(term, distance);
    }
    const root = stem(word);
    if (root.length > 4) {
      for (const other of this.stems) {
        const distance = typos(root, other, Math.min(most, allowedTypos(root)));
        if (distance > most) continue;
        for (const term of this.forms.get(other) ?? []) {
          if (!found.has(term)) found.set(term, distance + 0.5);
        }
      }
    }
    if (!found.size && unfinished && word.length >= BEGINNING) {
      for (const term of this.sorted) {
        const distance = typos(word, term, most, true);
        if (distance <= most) found.set(term, distance + 1);
      }
    }
    return [...found].sort(
      ([a, near], [b, far]) =>
        near - far || (this.counts.get(b) ?? 0) - (this.counts.get(a) ?? 0) || (a < b ? -1 : 1),
    );
  }

  /**
   * Returns the terms most like a word that is not there, for a reader who found nothing.
   *
   * @param {string} word
   * @param {number} count how many at most
   */
  like(word, count) {
    const most = Math.floor(word.length / 3);
    return this.sorted
      .filter((term) => /^\p{L}{4,}$/u.test(term))
      .map((term) => ({ term, distance: typos(word, term, most) }))
      .filter(({ distance }) => distance <= most)
      .sort((a, b) => a.distance - b.distance || (a.term < b.term ? -1 : 1))
      .slice(0, count)
      .map(({ term }) => term);
  }
}

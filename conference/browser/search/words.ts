/** The tokenizer: what a text is found by. Nothing else in the search splits text into words. */

interface Token {
  term: string; // folded: case, accents and the kind of quotation mark do not matter
  start: number; // where it begins in the text as written, in UTF-16 units
  end: number;
}

const LETTERS = "[\\p{L}\\p{N}\\p{M}]+(?:['’][\\p{L}\\p{N}\\p{M}]+)*";
const WORD = new RegExp(LETTERS, "gu");
// Compounds and identifiers such as AVX-512 and OMP_NUM_THREADS; qualified names and addresses.
/** What stands between the words of a run. */
export const GLUE = /[-_./:@]+/;
const RUNS = ["[-_]+", GLUE.source].map((glue) => run(`(?:${glue}${LETTERS})+`));
/** The longest runs, a word alone where nothing is tied to it. */
export const LONGEST_RUN = run(`(?:${GLUE.source}${LETTERS})*`);
const CAMEL = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=^\p{N}+)(?=\p{L}+$)/u;
const SHORTEST_PART = 3; // "NumPy" is not "num" and "py"; 8TB is 8 and tb
const MOST_JOINED = 3; // words that somebody may write as one

function run(rest: string) {
  return new RegExp(LETTERS + rest, "gu");
}

/**
 * Folds text: compatible forms (NFKD), no marks, lower case, no apostrophes inside words, straight
 * quotation marks, no zeros before numbers. Hawai'i becomes hawaii, and PEP 0709 becomes pep 709.
 */
export function fold(text: string) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/(?<=\p{L})['’ʻ](?=\p{L})/gu, "")
    .replace(/(?<![\p{L}\p{N}.])0+(?=\p{N})/gu, "")
    .toLowerCase();
}

/** Returns the words of a text, folded, with a space between two: what phrases are looked for in. */
export function flat(text: string) {
  return (fold(text).match(WORD) ?? []).join(" ");
}

/**
 * Returns everything that a text is found by: its words, their parts (HistGradientBoosting has
 * gradient), and runs of words as a whole ("omp_num_threads") and joined ("avx512").
 */
export function tokens(text: string) {
  const found: Token[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const parts = word.split(CAMEL);
    const isLong = parts.every((part) => part.length >= SHORTEST_PART || /^\p{N}/u.test(word));
    for (const term of parts.length > 1 && isLong ? [word, ...parts] : [word]) {
      found.push({ term: fold(term), start: index, end: index + word.length });
    }
  }
  for (const { 0: whole, index } of RUNS.flatMap((runs) => [...text.matchAll(runs)])) {
    const words = fold(whole).match(WORD) ?? [];
    for (const term of [fold(whole), ...(words.length <= MOST_JOINED ? [words.join("")] : [])]) {
      found.push({ term, start: index, end: index + whole.length });
    }
  }
  return found;
}

/** Returns where a text has any of some terms, in order and apart from each other, in UTF-16 units. */
export function occurrences(text: string, terms: Set<string>) {
  const found = tokens(text).filter(({ term }) => terms.has(term));
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const apart: { start: number; end: number }[] = [];
  for (const { start, end } of found) {
    const before = apart.at(-1);
    if (before && start < before.end) before.end = Math.max(before.end, end);
    else apart.push({ start, end });
  }
  return apart;
}

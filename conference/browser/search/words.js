/**
 * Words of a text, folded so that case, accents and the kind of quotation mark do not matter.
 *
 * @typedef {object} Word
 * @property {string} text the folded word
 * @property {number} start where it begins in the text as written, in UTF-16 units
 * @property {number} end where it ends
 * @property {string} glue what stands between it and the word before, if that is no white space
 */

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu;
// Between words of one identifier, address or compound: OMP_NUM, cvxpy.Problem, AVX-512, a/b, a@b.
const GLUE = /^[-_./:@]+$/;
const CAMEL = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
const UNIT = /^(\p{N}+)(\p{L}+)$/u; // 8TB, 11bn
const SHORTEST_PART = 3; // "NumPy" is no "num" and no "py"

/**
 * Folds text: compatible forms (NFKD), no marks, lower case, no apostrophes inside words, straight
 * quotation marks, no zeros before numbers. Hawai'i becomes hawaii, and subpoena'd becomes subpoenad.
 *
 * @param {string} text
 */
export function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/(?<=\p{L})['’ʻ](?=\p{L})/gu, "")
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/(?<![\p{L}\p{N}.])0+(?=\p{N})/gu, "") // PEP 0709
    .toLowerCase();
}

/**
 * Folds text for comparing phrases and identifiers: hyphens count as spaces.
 *
 * @param {string} text
 */
export function flat(text) {
  return fold(text)
    .replace(/[-‐‑–—\s]+/g, " ")
    .trim();
}

/**
 * Returns the words of a text, in order.
 *
 * @param {string} text
 * @returns {Word[]}
 */
export function words(text) {
  /** @type {Word[]} */
  const found = [];
  let before = -1;
  for (const match of text.matchAll(WORD)) {
    const between = before < 0 ? "" : text.slice(before, match.index);
    const end = match.index + match[0].length;
    found.push({
      text: fold(match[0]),
      start: match.index,
      end,
      glue: GLUE.test(between) ? between : "",
    });
    before = end;
  }
  return found;
}

/**
 * Returns the parts of a word as written: HistGradientBoosting is hist, gradient, boosting, and 8TB
 * is 8 and tb; none where a part would be too short to mean anything.
 *
 * @param {string} written
 * @returns {string[]}
 */
export function parts(written) {
  const unit = UNIT.exec(written);
  if (unit) return [fold(unit[1]), fold(unit[2])];
  const found = written.split(CAMEL).map(fold);
  return found.length > 1 && found.every((part) => part.length >= SHORTEST_PART) ? found : [];
}

/**
 * Returns everything that a text is found by: its words, their parts, and identifiers whole
 * ("omp_num_threads", "numba.set_num_threads") and run together ("avx512"). Terms may repeat.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function terms(text) {
  const found = words(text);
  const result = found.flatMap((word) => [word.text, ...parts(text.slice(word.start, word.end))]);
  for (const { whole, joined } of runs(found)) {
    result.push(whole);
    if (joined) result.push(joined);
  }
  return result;
}

/**
 * Returns the words that belong together, at least two each: first those of identifiers such as
 * OMP_NUM_THREADS and AVX-512, then those of qualified names and addresses.
 *
 * `whole` has what stands between them and `joined` has not; it is empty where there are too many
 * words for anybody to write them as one.
 *
 * @param {Word[]} list
 * @returns {{ whole: string, joined: string, start: number, end: number }[]}
 */
export function runs(list) {
  return [/^[-_]+$/, GLUE].flatMap((glue) =>
    glued(list, glue).map((run) => ({
      whole: run.map((word, at) => (at ? word.glue : "") + word.text).join(""),
      joined: run.length < 4 ? run.map((word) => word.text).join("") : "",
      start: run[0].start,
      end: run[run.length - 1].end,
    })),
  );
}

/**
 * Splits words into the longest runs of at least two that such glue holds together.
 *
 * @param {Word[]} list
 * @param {RegExp} glue
 */
function glued(list, glue) {
  /** @type {Word[][]} */
  const found = [];
  /** @type {Word[]} */
  let run = [];
  for (const word of list) {
    if (!glue.test(word.glue)) run = [];
    run.push(word);
    if (run.length === 2) found.push(run);
  }
  return found;
}

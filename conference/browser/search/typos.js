/**
 * How many typos a word may have: none up to 4 letters, one from 5, two from 9. The rule is that of
 * Meilisearch: https://www.meilisearch.com/docs/learn/relevancy/typo_tolerance_settings
 *
 * @param {string} word
 */
export function allowedTypos(word) {
  return word.length < 5 ? 0 : word.length < 9 ? 1 : 2;
}

/**
 * Returns how many typos lie between what was typed and a word, or Infinity if more than `most`: a
 * letter too many, missing or wrong, or two neighbours swapped, counts one; at the first letter, two.
 * This is the restricted Damerau-Levenshtein distance.
 *
 * With `unfinished` the word may go on: the distance is that to its nearest beginning.
 *
 * @param {string} typed
 * @param {string} word
 * @param {number} most
 * @param {boolean} [unfinished]
 */
export function typos(typed, word, most, unfinished = false) {
  if (typed === word) return 0;
  const columns = unfinished ? Math.min(word.length, typed.length + most) : word.length;
  if (typed.length - columns > most || columns - typed.length > most) return Infinity;
  const first = (/** @type {number} */ row, /** @type {number} */ column) =>
    row === 1 || column === 1 ? 2 : 1;
  /** @type {number[]} */
  let older = [];
  let above = Array.from({ length: columns + 1 }, (_, column) => (column ? column + 1 : 0));
  for (let row = 1; row <= typed.length; row++) {
    const current = [row + 1];
    let least = current[0];
    for (let column = 1; column <= columns; column++) {
      const same = typed[row - 1] === word[column - 1];
      let cost = Math.min(
        above[column] + (row === 1 ? 2 : 1),
        current[column - 1] + (column === 1 ? 2 : 1),
        above[column - 1] + (same ? 0 : first(row, column)),
      );
      if (
        row > 1 &&
        column > 1 &&
        typed[row - 1] === word[column - 2] &&
        typed[row - 2] === word[column - 1]
      ) {
        cost = Math.min(cost, older[column - 2] + (row === 2 || column === 2 ? 2 : 1));
      }
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return Infinity;
    older = above;
    above = current;
  }
  const distance = unfinished ? Math.min(...above) : above[columns];
  return distance > most ? Infinity : distance;
}

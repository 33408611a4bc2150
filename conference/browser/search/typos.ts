/**
 * Returns how many typos a word may have: none up to 3 letters, one from 4, two from 9. From 5 letters
 * the rule is that of Meilisearch:
 * https://www.meilisearch.com/docs/learn/relevancy/typo_tolerance_settings
 */
export function allowedTypos(word: string) {
  return word.length < 4 ? 0 : word.length < 9 ? 1 : 2;
}

/**
 * Returns how many typos lie between what was typed and a word, or Infinity if more than `most`: a
 * letter too many or missing, or two neighbors swapped, counts one, and a wrong letter too, except that
 * it counts two at the beginning and in words of four letters, of which too many are alike.
 * This is the restricted Damerau-Levenshtein distance.
 */
export function typos(typed: string, word: string, most: number) {
  if (Math.abs(typed.length - word.length) > most) return Infinity;
  const rows = [Array.from({ length: word.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= typed.length; row++) {
    const above = rows[row - 1];
    const costs = [row];
    for (let column = 1; column <= word.length; column++) {
      const wrong = typed[row - 1] === word[column - 1] ? 0 : typed.length > 4 ? 1 : 2;
      const isSwapped = typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1];
      costs[column] = Math.min(
        above[column] + 1,
        costs[column - 1] + 1,
        above[column - 1] + wrong,
        isSwapped ? rows[row - 2][column - 2] + 1 : Infinity,
      );
    }
    if (Math.min(...costs) > most) return Infinity;
    rows.push(costs);
  }
  const distance = rows[typed.length][word.length] + Number(typed[0] !== word[0]);
  return distance > most ? Infinity : distance;
}

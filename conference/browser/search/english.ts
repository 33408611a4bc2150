/** What the search knows of English: forms of words, words that say little, numbers. */

import { stemmer } from "stemmer";

/** Nouns of verbs, which Porter's rules tell apart: what they end in, and what the verb does. */
const NOUNS = [
  [/scriptions?$/, "scribe"], // oversubscription
  [/ductions?$/, "duce"], // introduction
  [/sumptions?$/, "sume"], // assumption
] as const;

// In one form each: the others are found by their stem.
const COMMON = `a about all also am an and any anybody anyone anything are as at be because been
  but by can cant come could did didnt do does doesnt dont for from get give gave go got guy had
  has have he her him his how i id if ill im in into is isnt it ive just kind lady let like made
  make man many may maybe me mean might more most much must my no not of off on one or other our
  out over own part people please really remember said same say she should so some somebody
  someone something somewhere stuff such than that the their them then there these they theyre
  thing think this those to too tell talk told us use very want was wasnt way we were what
  whatever when where which while who whom whose why will with would you your happen ask need run
  mention speak speaker spoke session present conference note find show lot after before during
  every again already always anymore ever few help keep know now often only quite rather seem
  still though usually well yet`;

/** Numbers and units, each with the other way to write it. */
const NUMBERS =
  `0 zero 1 one 2 two 3 three 4 four 5 five 6 six 7 seven 8 eight 9 nine 10 ten 11 eleven
  12 twelve 20 twenty 30 thirty 40 forty 50 fifty 100 hundred bn billion tb terabyte`.split(/\s+/);

const known = new Map<string, string>();

/**
 * Returns what the forms of a word have in common, by Porter's rules: thread for threads,
 * oversubscrib for oversubscribing and for oversubscription. Not always a word.
 */
export function stem(word: string) {
  let found = known.get(word);
  if (found === undefined) {
    const [noun, verb] = NOUNS.find(([ending]) => ending.test(word)) ?? ["", ""];
    known.set(word, (found = stemmer(word.replace(noun, verb))));
  }
  return found;
}

const COMMON_STEMS = new Set(COMMON.split(/\s+/).map(stem));

/**
 * Says whether a folded word says little of what is sought: function words of English, and those
 * that people use to talk about talks. They count for little, and never have to occur.
 */
export function isCommon(word: string) {
  return COMMON_STEMS.has(stem(word));
}

/** Returns the other way to write a number or unit: 2 for two, two for 2, bn for billions. */
export function numeral(word: string) {
  let at = NUMBERS.indexOf(word);
  if (at < 0) at = NUMBERS.indexOf(word.replace(/s$/, ""));
  return NUMBERS[at ^ 1] ?? ""; // -1 ^ 1 is -2
}

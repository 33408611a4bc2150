import { stemmer } from "stemmer";

/**
 * Verbs whose nouns change more than an ending, which Porter's rules know nothing of: what the noun
 * ends in, and what the verb does.
 */
const NOUNS = /** @type {const} */ ([
  [/scriptions?$/, "scribe"], // subscription
  [/(?<=d)uctions?$/, "uce"], // production
  [/(?<=s)umptions?$/, "ume"], // assumption
  [/ntenances?$/, "ntain"], // maintenance
  [/osures?$/, "ose"], // exposure
]);

/** @type {Map<string, string>} */
const known = new Map();

/**
 * Returns what the forms of a word have in common, by Porter's rules: thread for threads,
 * oversubscrib for oversubscribing and for oversubscription. Not always a word.
 *
 * @param {string} word a folded word
 */
export function stem(word) {
  let found = known.get(word);
  if (found === undefined) {
    const noun = NOUNS.find(([ending]) => ending.test(word));
    found = stemmer(noun ? word.replace(noun[0], noun[1]) : word);
    known.set(word, found);
  }
  return found;
}

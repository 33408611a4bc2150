import { stem } from "./stem.js";

// In one form each: the others are found by their stem.
const WORDS = `a about all also am an and any anybody anyone anything are as at be because been but by
  can cant could did didnt do does doesnt dont for from get give gave go got guy had has have he her
  him his how i id if ill im in into is isnt it its ive just kind lady let like made make man many may
  maybe me mean might more most much must my no not of off on one or other our out over own part
  people person please really remember said same say says she should so some somebody someone
  something somewhere stuff such than that thats the their them then there theres these they theyre
  thing think this those to too tell talk told us use very want was wasnt way we were what whatever
  whats when where which while who whom whos whose why will with woman would you your happen ask need
  run mention speak speaker spoke session presentation present presenter conference scipy note find
  show`;

const STEMS = new Set(WORDS.split(/\s+/).map(stem));

/**
 * Says whether a folded word says little of what is sought: function words of English, and those
 * that people use to talk about talks. They count for little, and never have to occur.
 *
 * @param {string} word
 */
export function isCommon(word) {
  return STEMS.has(stem(word));
}

/**
 * Lists of the words of the index, and which of them a wrong or shortened word may mean.
 */
import { unpack } from "./packing.js";

/**
 * A word of the index, about how often it stands there (power of 2) and, once they were asked for, its terms.
 *
 * @typedef {{ word: string, weight: number, terms?: string[] }} Listed
 */

/**
 * Read a list of words, as `_word_list` in search/shards.py writes it.
 *
 * @param {string} text
 * @returns {Listed[]}
 */
export function unpackWords(text) {
  let before = "";
  return text.split(" ").map((entry) => {
    const [shared = 0, weight = 0] = unpack(entry.slice(0, 2));
    before = before.slice(0, shared) + entry.slice(2);
    return { word: before, weight };
  });
}

/**
 * How many letters must be added, left out, changed or swapped with their neighbour to make one word of the other.
 *
 * @param {string} one
 * @param {string} other
 * @param {number} most what is not looked into further
 * @returns {number} at most `most + 1`
 */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  /** @type {number[]} */
  let earlier = [];
  let above = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let place = 1; place <= other.length; place += 1) {
      const isSame = one[row - 1] === other[place - 1];
      let least = Math.min(at(above, place) + 1, at(line, place - 1) + 1, at(above, place - 1) + (isSame ? 0 : 1));
      if (row > 1 && place > 1 && one[row - 1] === other[place - 2] && one[row - 2] === other[place - 1]) {
        least = Math.min(least, at(earlier, place - 2) + 1);
      }
      line.push(least);
    }
    if (Math.min(...line) > most) return most + 1;
    [earlier, above] = [above, line];
  }
  return Math.min(at(above, other.length), most + 1);
}

/**
 * @param {number[]} line
 * @param {number} place
 */
function at(line, place) {
  return /** @type {number} */ (line[place]);
}

/**
 * Say whether a word fits a pattern, in which `*` stands for any letters or none.
 *
 * @param {string} word
 * @param {string} pattern
 */
export function fits(word, pattern) {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop() ?? "";
  if (!word.startsWith(first)) return false;
  let from = first.length;
  for (const piece of rest) {
    const place = word.indexOf(piece, from);
    if (place < 0) return false;
    from = place + piece.length;
  }
  return word.length >= from + last.length && word.endsWith(last);
}

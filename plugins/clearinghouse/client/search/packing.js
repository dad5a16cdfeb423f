/**
 * Whole numbers as text, as `pack` in search/packing.py writes them: digits of base 57 in the last place, which also ends a
 * number, and of bijective base 34 in all places before.
 */
const LAST = 57;
const LAST_FROM = 35;
const BEFORE = 34;
const BEFORE_FROM = 92;

/**
 * Read all numbers of a packed text.
 *
 * @param {string} text
 * @returns {number[]}
 */
export function unpack(text) {
  const numbers = [];
  let rest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > BEFORE_FROM) {
      rest = rest * BEFORE + code - BEFORE_FROM;
    } else {
      numbers.push(rest * LAST + code - LAST_FROM);
      rest = 0;
    }
  }
  return numbers;
}

/**
 * Read numbers that rise, which were packed as the steps between them, less one.
 *
 * @param {string} text
 * @returns {number[]}
 */
export function unpackRising(text) {
  const numbers = unpack(text);
  for (let at = 1; at < numbers.length; at += 1) {
    numbers[at] = /** @type {number} */ (numbers[at]) + /** @type {number} */ (numbers[at - 1]) + 1;
  }
  return numbers;
}

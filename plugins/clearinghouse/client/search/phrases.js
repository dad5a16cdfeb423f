/**
 * Words that stand next to each other in a title or a summary, as they do in the query; stop words between them do not count.
 */

/**
 * @typedef {import("./scoring.js").Expanded} Expanded
 * @typedef {import("./scoring.js").Posting} Posting
 *
 * @typedef {object} Neighbours
 * @property {Float64Array} share of the query's pairs of words, how many a document has next to each other
 * @property {Uint8Array} quoted whether a document has all pairs that stand in quotation marks
 */

/**
 * Find the documents that have the words of a query next to each other.
 *
 * @param {Expanded[]} wanted in the order of the query
 * @param {number} size number of documents
 * @returns {Neighbours}
 */
export function neighbours(wanted, size) {
  const share = new Float64Array(size);
  const quoted = new Uint8Array(size).fill(1);
  for (let at = 1; at < wanted.length; at += 1) {
    const [first, second] = /** @type {[Expanded, Expanded]} */ ([wanted[at - 1], wanted[at]]);
    const found = pairs(first, second);
    for (const document of found) share[document] = Number(share[document]) + 1 / (wanted.length - 1);
    const isQuoted = first.clause.phrase > 0 && first.clause.phrase === second.clause.phrase;
    if (isQuoted) quoted.forEach((_, document) => found.has(document) || (quoted[document] = 0));
  }
  return { share, quoted };
}

/**
 * The documents in which the second word follows the first.
 *
 * @param {Expanded} first
 * @param {Expanded} second
 * @returns {Set<number>}
 */
function pairs(first, second) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const before of first.candidates) {
    for (const after of second.candidates) {
      before.postings.forEach((posting, field) => {
        const other = after.postings[field];
        if (other) addPairs(posting, other, found);
      });
    }
  }
  return found;
}

/**
 * @param {Posting} before
 * @param {Posting} after
 * @param {Set<number>} found
 */
function addPairs(before, after, found) {
  if (!before.places.length || !after.places.length) return;
  const places = placesByDocument(before);
  for (const [document, following] of placesByDocument(after)) {
    const earlier = places.get(document);
    if (earlier && following.some((place) => earlier.includes(place - 1))) found.add(document);
  }
}

/**
 * @param {Posting} posting
 * @returns {Map<number, number[]>}
 */
function placesByDocument({ documents, frequencies, places }) {
  const found = new Map();
  let at = 0;
  documents.forEach((document, number) => {
    const count = Number(frequencies[number]);
    found.set(document, places.slice(at, at + count));
    at += count;
  });
  return found;
}

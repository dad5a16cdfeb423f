/**
 * Words that stand next to each other in a title or a summary, as they do in the query; stop words between them do not count.
 */

/** More terms of one word than these are not looked at. */
const MOST_CANDIDATES = 12;

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
 * @param {number[]} documents in which they are looked for
 * @param {number} size number of all documents
 * @returns {Neighbours}
 */
export function neighbours(wanted, documents, size) {
  const share = new Float64Array(size);
  const quoted = new Uint8Array(size).fill(1);
  if (wanted.length < 2) return { share, quoted };
  const isLookedAt = new Uint8Array(size);
  for (const document of documents) isLookedAt[document] = 1;
  const places = wanted.map((each) => placesOf(each, isLookedAt));
  for (let at = 1; at < wanted.length; at += 1) {
    const [first, second] = /** @type {[Expanded, Expanded]} */ ([wanted[at - 1], wanted[at]]);
    const found = pairs(/** @type {Places} */ (places[at - 1]), /** @type {Places} */ (places[at]), size);
    for (const document of found) share[document] = Number(share[document]) + 1 / (wanted.length - 1);
    const isQuoted = first.clause.phrase > 0 && first.clause.phrase === second.clause.phrase;
    if (isQuoted) quoted.forEach((_, document) => found.has(document) || (quoted[document] = 0));
  }
  return { share, quoted };
}

/**
 * Where a word stands: field and document as one number, with the places. Guesses at many words are left out.
 *
 * @typedef {Map<number, number[]>} Places
 *
 * @param {Expanded} expanded
 * @param {Uint8Array} isLookedAt by document
 * @returns {Places}
 */
function placesOf({ clause, candidates }, isLookedAt) {
  /** @type {Places} */
  const found = new Map();
  if (clause.isPattern) return found;
  for (const { postings } of candidates.slice(0, MOST_CANDIDATES)) {
    postings.forEach((posting, field) => addPlaces(posting, field * isLookedAt.length, isLookedAt, found));
  }
  return found;
}

/**
 * @param {Posting} posting
 * @param {number} first what is added to a document's number, so that each field has numbers of its own
 * @param {Uint8Array} isLookedAt
 * @param {Places} found
 */
function addPlaces({ documents, frequencies, places }, first, isLookedAt, found) {
  if (!places.length) return;
  let at = 0;
  documents.forEach((document, number) => {
    const count = Number(frequencies[number]);
    if (isLookedAt[document]) {
      const more = places.slice(at, at + count);
      const before = found.get(first + document);
      found.set(first + document, before ? before.concat(more) : more);
    }
    at += count;
  });
}

/**
 * The documents in which the second word follows the first.
 *
 * @param {Places} first
 * @param {Places} second
 * @param {number} size number of documents
 * @returns {Set<number>}
 */
function pairs(first, second, size) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const [key, following] of second) {
    const earlier = first.get(key);
    if (earlier && following.some((place) => earlier.includes(place - 1))) found.add(key % size);
  }
  return found;
}

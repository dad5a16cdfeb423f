/**
 * lunr's scores, worked out from the postings of the query's own terms: BM25 for each field, divided by the length of the
 * query's vector in that field. Hits and scores are those of lunr.js on the whole index (tests/search/test_contract.py).
 */

/**
 * The documents that have a term in one field, by rising number, how often each has it and, for some fields, at which places:
 * those of the first document, then those of the next.
 *
 * @typedef {{ documents: number[], frequencies: number[], places: number[] }} Posting
 *
 * What scores need to know of the whole index: names and boosts of fields, documents, and the lengths of each field.
 * @typedef {object} Numbers
 * @property {number} size
 * @property {[name: string, boost: number][]} fields
 * @property {number[]} averages mean length of each field, in terms; 0 where its lengths are not needed
 * @property {ArrayLike<number>[]} lengths length of each field of each document, in terms
 *
 * A term that a clause stands for, with its postings in the order of the fields. `closeness` is 1 for the word itself, less for
 * a guess; only our own ranking looks at it.
 * @typedef {{ term: string, postings: Posting[], closeness: number }} Candidate
 *
 * @typedef {object} Expanded
 * @property {import("./grammar.js").Clause} clause
 * @property {Candidate[]} candidates
 *
 * @typedef {object} Scored
 * @property {Float64Array} scores of all documents
 * @property {number[]} hits documents found, by number
 */

const K1 = 1.2;
const B = 0.75;

/**
 * How rare a term is.
 *
 * @param {Posting[]} postings
 * @param {number} size number of documents
 */
export function rarity(postings, size) {
  const having = postings.reduce((sum, { documents }) => sum + documents.length, 0);
  return Math.log(1 + Math.abs((size - having + 0.5) / (having + 0.5)));
}

/**
 * Score all documents as lunr does.
 *
 * @param {Expanded[]} expanded
 * @param {Numbers} numbers
 * @returns {Scored}
 */
export function lunrScores(expanded, numbers) {
  const scores = new Float64Array(numbers.size);
  const found = new Uint8Array(numbers.size);
  const wanted = expanded.filter(({ clause }) => clause.presence !== "prohibited");
  numbers.fields.forEach(([name, boost], field) => {
    const vector = queryVector(wanted, name);
    const magnitude = Math.sqrt([...vector.values()].reduce((sum, { weight }) => sum + weight * weight, 0));
    for (const { weight, postings } of vector.values()) {
      const posting = /** @type {Posting} */ (postings[field]);
      const share = weight / magnitude;
      const idf = rarity(postings, numbers.size);
      posting.documents.forEach((document, at) => {
        found[document] = 1;
        const weight = bm25(idf, Number(posting.frequencies[at]), field, document, boost, numbers);
        scores[document] = Number(scores[document]) + share * weight;
      });
    }
  });
  if (!wanted.length) found.fill(1);
  return { scores, hits: allowed(found, expanded, numbers) };
}

/**
 * The weight of a term in a field of a document, rounded as lunr stores it.
 *
 * @param {number} idf
 * @param {number} frequency
 * @param {number} field
 * @param {number} document
 * @param {number} boost
 * @param {Numbers} numbers
 */
function bm25(idf, frequency, field, document, boost, numbers) {
  const length = Number(numbers.lengths[field]?.[document]) / Number(numbers.averages[field]);
  const weight = (idf * ((K1 + 1) * frequency)) / (K1 * (1 - B + B * length) + frequency);
  return Math.round(weight * boost * 1000) / 1000;
}

/**
 * The terms that a query looks for in a field, each with its weight in the query.
 *
 * @param {Expanded[]} wanted
 * @param {string} field
 */
function queryVector(wanted, field) {
  /** @type {Map<string, { weight: number, postings: Posting[] }>} */
  const vector = new Map();
  for (const { clause, candidates } of wanted) {
    if (clause.fields.length && !clause.fields.includes(field)) continue;
    for (const { term, postings } of candidates) {
      const entry = vector.get(term) ?? { weight: 0, postings };
      entry.weight += clause.boost;
      vector.set(term, entry);
    }
  }
  return vector;
}

/**
 * The documents found that have all required words and no prohibited one.
 *
 * @param {Uint8Array} found
 * @param {Expanded[]} expanded
 * @param {Numbers} numbers
 * @returns {number[]}
 */
export function allowed(found, expanded, numbers) {
  const left = Uint8Array.from(found);
  for (const each of expanded) {
    if (each.clause.presence === "optional") continue;
    const having = documentsOf(each, numbers);
    const isRequired = each.clause.presence === "required";
    for (let document = 0; document < left.length; document += 1) {
      if (Boolean(having[document]) !== isRequired) left[document] = 0;
    }
  }
  const hits = [];
  for (let document = 0; document < left.length; document += 1) if (left[document]) hits.push(document);
  return hits;
}

/**
 * Mark the documents that have one of a clause's terms in one of its fields.
 *
 * @param {Expanded} expanded
 * @param {Numbers} numbers
 * @returns {Uint8Array}
 */
function documentsOf({ clause, candidates }, numbers) {
  const having = new Uint8Array(numbers.size);
  numbers.fields.forEach(([name], field) => {
    if (clause.fields.length && !clause.fields.includes(name)) return;
    for (const { postings } of candidates) for (const document of postings[field]?.documents ?? []) having[document] = 1;
  });
  return having;
}

/**
 * The order that readers expect: what has all words before what has some, titles before texts, the word itself before a guess.
 */
import { neighbours } from "./phrases.js";
import { allowed, rarity } from "./scoring.js";

/**
 * @typedef {import("./scoring.js").Expanded} Expanded
 * @typedef {import("./scoring.js").Numbers} Numbers
 *
 * @typedef {object} Ranked
 * @property {number[]} hits documents by number, the best first
 * @property {boolean} haveAll whether the hits have every word
 */

/**
 * How much a word counts by where it stands, and how much a field that is longer than others weakens it; measured by
 * `nox -s bench -- search`.
 */
const WEIGHTS = /** @type {Record<string, { weight: number, dilution: number }>} */ ({
  title: { weight: 3, dilution: 0.4 },
  acronym: { weight: 6, dilution: 0 },
  names: { weight: 2, dilution: 0 },
  codes: { weight: 2, dilution: 0 },
  summary: { weight: 1.5, dilution: 0 },
  text: { weight: 1, dilution: 0.75 },
});
const OTHER_FIELD = { weight: 1, dilution: 0 };
/** The fields whose lengths count; those of others need not be loaded. */
export const DILUTED = ["title", "text"];
const SATURATION = 1.2;
/** How much words count that stand next to each other in title or summary as in the query, and those in quotation marks. */
const NEXT = 0.2;
const QUOTED = 10;
/** From this closeness on a guess in the title counts as if the word stood there. */
const CLOSE_ENOUGH = 0.79;

/**
 * What one document has of the query.
 *
 * @typedef {object} Tally
 * @property {Float64Array} scores sum over the words
 * @property {Uint8Array} words how many words it has
 * @property {Float64Array} inTitle how many words its title has, guesses counted in part
 * @property {Float64Array} inAcronym the same of its acronym
 */

/**
 * Rank all documents that have a word of the query; those with every word, if there are any, and only those.
 *
 * @param {Expanded[]} expanded
 * @param {Numbers} numbers
 * @returns {Ranked}
 */
export function rank(expanded, numbers) {
  const wanted = expanded.filter(({ clause }) => clause.presence !== "prohibited");
  const tally = emptyTally(numbers.size);
  for (const each of wanted) addWord(tally, each, numbers);
  const found = tally.words.map((count) => (count || !wanted.length ? 1 : 0));
  const hits = allowed(found, expanded, numbers);
  const complete = hits.filter((document) => tally.words[document] === wanted.length);
  const best = complete.length ? complete : hits;
  const { share, quoted } = neighbours(wanted, best, numbers.size);
  const isQuoted = wanted.some(({ clause }) => clause.phrase);
  const total = best.map((document) => {
    const together = 1 + NEXT * Number(share[document]) + (isQuoted && quoted[document] ? QUOTED : 0);
    return finalScore(document, tally, wanted.length, numbers) * together;
  });
  const order = best.map((_, place) => place);
  order.sort((one, other) => Number(total[other]) - Number(total[one]) || one - other);
  return { hits: order.map((place) => Number(best[place])), haveAll: complete.length > 0 };
}

/**
 * @param {number} size
 * @returns {Tally}
 */
function emptyTally(size) {
  return { scores: new Float64Array(size), words: new Uint8Array(size), inTitle: new Float64Array(size), inAcronym: new Float64Array(size) };
}

/**
 * Add what one word of the query is worth: in each document the best of the terms that it may stand for.
 *
 * @param {Tally} tally
 * @param {Expanded} expanded
 * @param {Numbers} numbers
 */
function addWord(tally, { clause, candidates }, numbers) {
  const best = new Float64Array(numbers.size).fill(-1);
  const frequencies = new Float64Array(numbers.size);
  // One word is as rare as all its exact terms together: its stem in one language must not count more than in another.
  const exact = rarity(candidates.filter(({ closeness }) => closeness === 1).flatMap(({ postings }) => postings), numbers.size);
  for (const { postings, closeness } of candidates) {
    const impact = (closeness === 1 ? exact : rarity(postings, numbers.size)) * closeness * clause.boost;
    for (const document of addFrequencies(frequencies, postings, clause.fields, numbers)) {
      const frequency = Number(frequencies[document]);
      const score = (impact * frequency * (SATURATION + 1)) / (SATURATION + frequency);
      if (score > Number(best[document])) best[document] = score;
      frequencies[document] = 0; // for the next candidate
    }
  }
  addCloseness(tally.inTitle, "title", candidates, numbers);
  addCloseness(tally.inAcronym, "acronym", candidates, numbers);
  for (let document = 0; document < best.length; document += 1) {
    if (Number(best[document]) < 0) continue;
    tally.scores[document] = Number(tally.scores[document]) + Number(best[document]);
    tally.words[document] = Number(tally.words[document]) + 1;
  }
}

/**
 * Add to each document how often it has a term, weighted by the field and its length.
 *
 * @param {Float64Array} frequencies by document
 * @param {import("./scoring.js").Posting[]} postings
 * @param {string[]} fields none means all
 * @param {Numbers} numbers
 * @returns {number[]} the documents, each once
 */
function addFrequencies(frequencies, postings, fields, numbers) {
  /** @type {number[]} */
  const touched = [];
  numbers.fields.forEach(([name], field) => {
    if (fields.length && !fields.includes(name)) return;
    const { weight, dilution } = WEIGHTS[name] ?? OTHER_FIELD;
    const lengths = numbers.lengths[field] ?? [];
    const share = dilution / (Number(numbers.averages[field]) || 1);
    const { documents, frequencies: counts } = /** @type {import("./scoring.js").Posting} */ (postings[field]);
    for (let at = 0; at < documents.length; at += 1) {
      const document = Number(documents[at]);
      if (!frequencies[document]) touched.push(document);
      const length = share ? 1 - dilution + share * Number(lengths[document]) : 1;
      frequencies[document] = Number(frequencies[document]) + (weight * Number(counts[at])) / length;
    }
  });
  return touched;
}

/**
 * Add to documents that have one of the candidates in a field how close the closest of them is.
 *
 * @param {Float64Array} sums by document
 * @param {string} name of the field
 * @param {import("./scoring.js").Candidate[]} candidates
 * @param {Numbers} numbers
 */
function addCloseness(sums, name, candidates, numbers) {
  const field = numbers.fields.findIndex(([each]) => each === name);
  /** @type {Map<number, number>} */
  const closest = new Map();
  for (const { postings, closeness } of candidates) {
    for (const document of postings[field]?.documents ?? []) closest.set(document, Math.max(closest.get(document) ?? 0, closeness));
  }
  for (const [document, closeness] of closest) sums[document] = Number(sums[document]) + closeness;
}

/**
 * The score that decides: more where the title has all words and little else, or the acronym is what is asked for; less where
 * words are missing.
 *
 * @param {number} document
 * @param {Tally} tally
 * @param {number} wanted how many words
 * @param {Numbers} numbers
 */
function finalScore(document, tally, wanted, numbers) {
  const title = numbers.fields.findIndex(([name]) => name === "title");
  const length = Math.max(1, Number(numbers.lengths[title]?.[document] ?? 1));
  const isInTitle = Number(tally.inTitle[document]) >= CLOSE_ENOUGH * wanted;
  const isAcronym = wanted > 0 && Number(tally.inAcronym[document]) >= CLOSE_ENOUGH * wanted;
  const named = isAcronym ? 2 : isInTitle ? 1 + Math.min(1, wanted / length) : 1;
  const share = Number(tally.words[document]) / Math.max(1, wanted);
  return Number(tally.scores[document]) * named * share * share;
}

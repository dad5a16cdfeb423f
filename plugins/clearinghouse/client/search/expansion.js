/**
 * Which terms of the index the words of a query stand for: their stems, what a pattern or a typo may mean, what is being typed.
 */
import { termOf, variants } from "./words.js";

/**
 * @typedef {import("./grammar.js").Clause} Clause
 * @typedef {import("./scoring.js").Expanded} Expanded
 * @typedef {import("./scoring.js").Candidate} Candidate
 * @typedef {import("./scoring.js").Posting} Posting
 * @typedef {import("./index.js").TermIndex} TermIndex
 */

/** From this length on a word may contain a typo. */
const TYPO_LENGTH = 5;
/** Shortest beginning of a word that is completed while it is typed; of Chinese, one sign is enough. */
const COMPLETED_FROM = 2;
const HAN = /^\p{Script=Han}$/u;
const MOST_COMPLETIONS = 8;
const MOST_MEANINGS = 5;
/** Most terms that the patterns and doubtful words of a reader's query stand for, all together. */
const MOST_GUESSES = 240;
/** Most clauses with a pattern or typos allowed that are looked for; each goes through all words. */
const MOST_DOUBTFUL = 6;
const CLOSENESS = { exact: 1, typo: 0.8, completion: 0.2, onlyCompletion: 0.5 };

/**
 * Find the terms of every clause as lunr does: all, and nothing more.
 *
 * @param {TermIndex} index
 * @param {Clause[]} clauses
 * @returns {Promise<Expanded[]>} clauses of stop words only are left out
 */
export async function expandAsLunr(index, clauses) {
  const expanded = await Promise.all(
    clauses.map(async (clause) => {
      const stems = variants(clause.word, index.manifest.languages);
      if (!clause.isPattern && !stems.length) return [];
      return [{ clause, candidates: await candidatesOf(index, await termsOf(index, clause, stems, true), 1) }];
    }),
  );
  return expanded.flat();
}

/**
 * Find the terms that a reader means: words that say nothing in one of the languages do not count, unless there are no others;
 * codes and acronyms are looked for as they stand.
 *
 * @param {TermIndex} index
 * @param {Clause[]} clauses
 * @returns {Promise<Expanded[]>}
 */
export async function expand(index, clauses) {
  const { languages } = index.manifest;
  const isLight = (/** @type {Clause} */ { word, isPattern }) => !isPattern && languages.some((language) => !termOf(word, language));
  const heavy = clauses.filter((clause) => !isLight(clause));
  const doubtful = heavy.filter(isDoubtful);
  const kept = (heavy.length ? heavy : clauses).filter((clause) => !doubtful.slice(MOST_DOUBTFUL).includes(clause));
  const most = Math.floor(MOST_GUESSES / Math.max(1, Math.min(doubtful.length, MOST_DOUBTFUL)));
  return Promise.all(
    kept.map(async (clause) => {
      const stems = isLight(clause) ? [] : variants(clause.word, languages);
      const terms = (await termsOf(index, clause, stems, false)).slice(0, Math.max(1, most));
      if (isDoubtful(clause)) return { clause, candidates: await candidatesOf(index, terms, 1) };
      const [asWords, asCodes] = await Promise.all([candidatesOf(index, terms, 1), candidatesOf(index, [clause.word], 1)]);
      const candidates = [...asWords.map((each) => within(index, each, false)), ...asCodes.map((each) => within(index, each, true))];
      return { clause, candidates: candidates.filter(({ postings }) => postings.some(({ documents }) => documents.length)) };
    }),
  );
}

/** @param {Clause} clause */
function isDoubtful(clause) {
  return clause.isPattern || clause.distance > 0;
}

/**
 * @param {TermIndex} index
 * @param {Clause} clause
 * @param {string[]} stems
 * @param {boolean} isLunr
 * @returns {Promise<string[]>}
 */
async function termsOf(index, clause, stems, isLunr) {
  if (clause.isPattern) return index.fitting(clause.word, isLunr);
  if (!clause.distance) return stems;
  return [...new Set((await Promise.all(stems.map((stem) => index.near(stem, clause.distance)))).flat())];
}

/** @type {Posting} */
const NOWHERE = { documents: [], frequencies: [], places: [] };

/**
 * A candidate with its postings in the fields of codes only, or in all others only.
 *
 * @param {TermIndex} index
 * @param {Candidate} candidate
 * @param {boolean} isCode
 * @returns {Candidate}
 */
function within(index, candidate, isCode) {
  const { fields, asTheyStand } = index.manifest;
  const postings = candidate.postings.map((posting, field) => (asTheyStand.includes(String(fields[field]?.[0])) === isCode ? posting : NOWHERE));
  return { ...candidate, postings };
}

/**
 * @param {TermIndex} index
 * @param {string[]} terms those that the index does not have are left out
 * @param {number} closeness
 * @returns {Promise<Candidate[]>}
 */
async function candidatesOf(index, terms, closeness) {
  const found = await Promise.all([...new Set(terms)].map((term) => index.term(term)));
  return found.flatMap((term) => (term ? [{ ...term, closeness }] : []));
}

/**
 * Add the words that begin with the last one, which may still be being typed.
 *
 * @param {TermIndex} index
 * @param {Expanded[]} expanded
 * @returns {Promise<Expanded[]>}
 */
export async function complete(index, expanded) {
  const last = expanded[expanded.length - 1];
  if (!last?.clause.isPlain || (last.clause.word.length < COMPLETED_FROM && !HAN.test(last.clause.word))) return expanded;
  const known = new Set(last.candidates.map(({ term }) => term));
  const closeness = known.size ? CLOSENESS.completion : CLOSENESS.onlyCompletion;
  const others = (await index.completions(last.clause.word)).filter(({ term }) => !known.has(term));
  others.sort((one, other) => frequency(other) - frequency(one));
  let added = others.slice(0, MOST_COMPLETIONS).map((term) => ({ ...term, closeness }));
  if (!known.size && !added.length) {
    // No term begins so, but a word may: “organisat” is longer than the stem of “organisation”.
    const terms = await index.beginning(last.clause.word);
    added = await candidatesOf(index, terms.slice(0, MOST_COMPLETIONS), closeness);
  }
  return [...expanded.slice(0, -1), { ...last, candidates: [...last.candidates, ...added] }];
}

/** @param {import("./index.js").Term} term */
function frequency({ postings }) {
  return postings.reduce((sum, { documents }) => sum + documents.length, 0);
}

/**
 * Add what words may mean that contain a typo: those that the index does not know, or all that no document has as they stand.
 *
 * @param {TermIndex} index
 * @param {Expanded[]} expanded
 * @param {boolean} isForAll
 * @returns {Promise<{ expanded: Expanded[], words: [typed: string, used: string][] }>}
 */
export async function mend(index, expanded, isForAll) {
  /** @type {[string, string][]} */
  const words = [];
  const mended = expanded.map(async (each) => {
    const { clause, candidates } = each;
    if (!clause.isPlain || clause.word.length < TYPO_LENGTH || (candidates.length && !isForAll)) return each;
    const meant = (await index.meant(clause.word)).slice(0, MOST_MEANINGS);
    const known = new Set(candidates.map(({ term }) => term));
    const terms = meant.flatMap((word) => variants(word, index.manifest.languages)).filter((term) => !known.has(term));
    const added = await candidatesOf(index, terms, CLOSENESS.typo);
    if (added.length) words.push([clause.word, String(meant[0])]);
    return { clause, candidates: [...candidates, ...added] };
  });
  return { expanded: await Promise.all(mended), words };
}

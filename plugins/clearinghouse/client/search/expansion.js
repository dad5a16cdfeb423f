/**
 * Which terms of the index the words of a query stand for: their stems, what a pattern or a typo may mean, what is being typed.
 */
import { variants } from "./words.js";

/**
 * @typedef {import("./grammar.js").Clause} Clause
 * @typedef {import("./scoring.js").Expanded} Expanded
 * @typedef {import("./scoring.js").Candidate} Candidate
 * @typedef {import("./index.js").TermIndex} TermIndex
 */

/** From this length on a word may contain a typo. */
export const TYPO_LENGTH = 5;
/** Shortest beginning of a word that is completed while it is typed. */
const COMPLETED_FROM = 2;
const MOST_COMPLETIONS = 8;
const MOST_MEANINGS = 5;
/** Most terms that a pattern of a reader stands for. */
const MOST_FITTING = 300;
const CLOSENESS = { exact: 1, typo: 0.8, completion: 0.2, onlyCompletion: 0.5 };

/**
 * Find the terms of every clause, and nothing more: what lunr does.
 *
 * @param {TermIndex} index
 * @param {Clause[]} clauses
 * @param {number} most terms that a pattern may stand for
 * @returns {Promise<Expanded[]>} clauses of stop words only are left out
 */
export async function expand(index, clauses, most = MOST_FITTING) {
  const expanded = await Promise.all(clauses.map((clause) => expandClause(index, clause, most)));
  return expanded.flatMap((each) => each ?? []);
}

/**
 * @param {TermIndex} index
 * @param {Clause} clause
 * @param {number} most
 * @returns {Promise<Expanded | undefined>}
 */
async function expandClause(index, clause, most) {
  if (clause.isPattern) return { clause, candidates: await candidatesOf(index, (await index.fitting(clause.word)).slice(0, most), 1) };
  const stems = variants(clause.word, index.manifest.languages);
  if (!stems.length) return undefined;
  const near = clause.distance ? await Promise.all(stems.map((stem) => index.near(stem, clause.distance))) : [stems];
  return { clause, candidates: await candidatesOf(index, near.flat(), CLOSENESS.exact) };
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
  if (!last?.clause.isPlain || last.clause.word.length < COMPLETED_FROM) return expanded;
  const known = new Set(last.candidates.map(({ term }) => term));
  const closeness = known.size ? CLOSENESS.completion : CLOSENESS.onlyCompletion;
  const others = (await index.completions(last.clause.word)).filter(({ term }) => !known.has(term));
  others.sort((one, other) => frequency(other) - frequency(one));
  const added = others.slice(0, MOST_COMPLETIONS).map((term) => ({ ...term, closeness }));
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

/**
 * What a reader types, as clauses for lunr. No page is known here.
 */
import lunr from "lunr";

/**
 * @typedef {object} Question
 * @property {string[]} wanted words that a result must contain
 * @property {string[]} unwanted words that a result must not contain
 */

// Punctuation is cut away on both sides of the contract; see build_index in search/index.py.
const NOT_A_WORD = /[^\p{L}\p{N}_\s'’-]+/gu;
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
/** From this length on a word may contain a typo. */
export const TYPO_LENGTH = 5;

/**
 * Split a search into wanted and unwanted words. A minus sign in front of a word makes it unwanted.
 *
 * @param {string} text as typed
 * @returns {Question}
 */
export function parseQuestion(text) {
  /** @type {Question} */
  const question = { wanted: [], unwanted: [] };
  for (const typed of text.toLowerCase().normalize("NFC").split(/\s+/u)) {
    const list = /^-[\p{L}\p{N}]/u.test(typed) ? question.unwanted : question.wanted;
    for (const part of typed.replace(NOT_A_WORD, " ").split(/[\s-]+/u)) {
      const word = part.replace(EDGES, "");
      if (word && !isStopWord(word)) list.push(word);
    }
  }
  return question;
}

/** @param {string} word */
function isStopWord(word) {
  return lunr.stopWordFilter(new lunr.Token(word, {})) === undefined;
}

/**
 * Ask the index: first for what has all words; where nothing has, for what has some, typos allowed.
 *
 * @param {lunr.Index} index
 * @param {Question} question
 * @returns {{ hits: lunr.Index.Result[], isLoose: boolean }} hits, the best first
 */
export function ask(index, question) {
  if (!question.wanted.length && !question.unwanted.length) return { hits: [], isLoose: false };
  const exact = index.query((query) => {
    for (const word of question.wanted) query.term(word, { presence: lunr.Query.presence.REQUIRED });
    exclude(query, question);
  });
  if (exact.length || !question.wanted.length) return { hits: exact, isLoose: false };
  const hits = index.query((query) => {
    for (const word of question.wanted) {
      query.term(word, { boost: 10 });
      query.term(word, { wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false, boost: 2 });
      if (word.length >= TYPO_LENGTH) query.term(word, { editDistance: 1 });
    }
    exclude(query, question);
  });
  return { hits, isLoose: hits.length > 0 };
}

/**
 * @param {lunr.Query} query
 * @param {Question} question
 */
function exclude(query, question) {
  for (const word of question.unwanted) query.term(word, { presence: lunr.Query.presence.PROHIBITED });
}

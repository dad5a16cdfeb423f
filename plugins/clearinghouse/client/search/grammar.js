/**
 * The query language of lunr: `+must -not field:word begin* typo~1 weight^2`, and phrases in quotation marks besides.
 */
import { tokens } from "./words.js";

/**
 * @typedef {"optional" | "required" | "prohibited"} Presence
 *
 * @typedef {object} Clause
 * @property {string} word a folded token; in a pattern `*` stands for any letters
 * @property {string[]} fields where it is looked for; none means everywhere
 * @property {number} boost
 * @property {number} distance letters that may be wrong
 * @property {Presence} presence
 * @property {boolean} isPattern whether the word holds `*`
 * @property {number} phrase words in the same quotation marks have the same number; 0 for none
 * @property {boolean} isPlain whether it was typed without any sign, so that its ending and typos may be guessed
 */

/** A query that the language refuses; what is wrong stands in the message. */
export class QueryFault extends Error {}

/** Longest query that is read, in characters. */
export const MAX_LENGTH = 1000;
/** Most words of a query that are looked for. */
export const MAX_CLAUSES = 32;
const MAX_DISTANCE = 2;
const MAX_BOOST = 1000;

const CLAUSE = /^([+-]?)(?:([a-z]+):)?([^~^:]+)((?:[~^]\d+)*)$/u;

/**
 * Read a query.
 *
 * @param {string} text as typed
 * @param {string[]} fields that the index has
 * @returns {Clause[]}
 * @throws {QueryFault} where it breaks the language
 */
export function parseQuery(text, fields) {
  const parts = text.slice(0, MAX_LENGTH).replace(/(^|\s)NOT\s+/gu, "$1-").split(/["“”„«»]/u);
  let signs = "";
  const clauses = parts.flatMap((part, number) => {
    const phrase = number % 2 ? number : 0; // every second part stands in quotation marks, closed or not
    const before = phrase ? signs : "";
    signs = SIGNS_BEFORE_QUOTE.exec(part)?.[1] ?? "";
    const rest = signs && !phrase && number < parts.length - 1 ? part.slice(0, -signs.length) : part;
    return [...rest.matchAll(/\S+/gu)].flatMap(([typed]) => clausesOf(before + typed, fields, phrase));
  });
  return clauses.slice(0, MAX_CLAUSES);
}

/** What stands before an opening quotation mark and holds for every word within: `+`, `-`, `title:`. */
const SIGNS_BEFORE_QUOTE = /(?:^|\s)([+-]?(?:[a-z]+:)?)$/u;

/**
 * Read any text as plain words: what is done with a query that the language refuses.
 *
 * @param {string} text
 * @returns {Clause[]}
 */
export function plainQuery(text) {
  return tokens(text.slice(0, MAX_LENGTH)).slice(0, MAX_CLAUSES).map((word) => plainClause(word));
}

/**
 * @param {string} word
 * @returns {Clause}
 */
function plainClause(word) {
  return { word, fields: [], boost: 1, distance: 0, presence: "optional", isPattern: false, phrase: 0, isPlain: true };
}

/**
 * @param {string} typed without white space
 * @param {string[]} fields
 * @param {number} phrase
 * @returns {Clause[]}
 */
function clausesOf(typed, fields, phrase) {
  const found = CLAUSE.exec(typed);
  if (!found) {
    if (/[:~^]/u.test(typed)) throw new QueryFault(typed);
    return [];
  }
  const [, sign, field, word = "", marks = ""] = found;
  if (field && !fields.includes(field)) throw new QueryFault(`${field}:`);
  const common = {
    phrase,
    fields: field ? [field] : [],
    presence: /** @type {Presence} */ (sign === "+" ? "required" : sign === "-" ? "prohibited" : "optional"),
    boost: Math.min(lastNumber(marks, "^", 1), MAX_BOOST),
    distance: Math.min(lastNumber(marks, "~", 0), MAX_DISTANCE),
  };
  const isPlain = !sign && !field && !marks;
  return wordsOf(word).map((each) => {
    const isPattern = each.includes("*");
    return { ...common, word: each, isPattern, isPlain: isPlain && !isPattern };
  });
}

/**
 * @param {string} marks such as `~1^2`
 * @param {string} sign
 * @param {number} otherwise
 */
function lastNumber(marks, sign, otherwise) {
  const all = [...marks.matchAll(/([~^])(\d+)/gu)].filter((each) => each[1] === sign);
  return all.length ? Number(all[all.length - 1]?.[2]) : otherwise;
}

/**
 * @param {string} typed
 * @returns {string[]} folded words, with the `*` that stood in them
 */
function wordsOf(typed) {
  if (!typed.includes("*")) return tokens(typed);
  // One pattern of the pieces between the stars; a star alone asks for nothing.
  const pieces = typed.split(/\*+/u).map((piece) => tokens(piece).join(""));
  return pieces.some(Boolean) ? [pieces.join("*")] : [];
}

/**
 * The state of a search as it stands in the address of the page, so that a view can be sent and kept. Version 1:
 *
 *     search.html?v=1&q=words&type=initiatives&country=ZM&country=-NO&sort=date
 *
 * `q` is what was typed, `sort` the order where it is not the usual one; every other parameter is a facet, with values that
 * may be repeated or stand together with commas, a leading `-` leaving a value out. Within a value, a comma is written `%2C`, a
 * percent sign `%25`, a minus sign at its beginning `%2D` and white space at its ends `%20`, before all is encoded for the
 * address (so that there stands `%252C`). What is not known is kept and ignored.
 * No page is known here.
 *
 * @typedef {import("./question.js").Question} Question
 * @typedef {import("./question.js").Sort} Sort
 * @typedef {{ question: Question, rest: [string, string][] }} Address `rest`: parameters of others, as they stood
 */
import { choiceOf, emptyQuestion, isAsked, withWish } from "./question.js";

/** The version of the grammar. What it says of an address stays true; a change that would not be read the same gets another. */
const VERSION = "1";
/** @type {readonly string[]} */
const SORTS = ["relevance", "date", "title"];
/** More values than anybody chooses in one facet; the rest of such an address is not read. */
const MAX_VALUES = 200;

/**
 * Read the query part of an address.
 *
 * @param {string} search such as `?v=1&q=words`
 * @param {string[]} facets names of the facets that there are
 * @returns {Address}
 */
export function parseAddress(search, facets) {
  let question = emptyQuestion();
  /** @type {[string, string][]} */
  const rest = [];
  for (const [name, value] of new URLSearchParams(search)) {
    if (name === "v") continue;
    if (name === "q") question.text = value;
    else if (name === "sort") question.sort = SORTS.includes(value) ? /** @type {Sort} */ (value) : question.sort;
    else if (facets.includes(name)) question = withValues(question, name, value);
    else rest.push([name, value]);
  }
  return { question, rest };
}

/**
 * @param {Question} question
 * @param {string} facet
 * @param {string} values with commas between them
 */
function withValues(question, facet, values) {
  for (const value of values.split(",").slice(0, MAX_VALUES)) {
    const { include, exclude } = choiceOf(question, facet);
    const id = decodeValue(value.trim().replace(/^-/u, ""));
    if (!id || include.length + exclude.length >= MAX_VALUES) continue;
    question = withWish(question, facet, id, value.trim().startsWith("-") ? "exclude" : "include");
  }
  return question;
}

/** @param {string} id */
function encodeValue(id) {
  return id.replace(/[%,]|^-|^\s+|\s+$/gu, (signs) => signs.replace(/./gsu, (sign) => (sign === "-" ? "%2D" : encodeURIComponent(sign))));
}

/** @param {string} written */
function decodeValue(written) {
  try {
    return decodeURIComponent(written);
  } catch {
    return written; // a percent sign that somebody typed
  }
}

/**
 * Write the query part of an address; empty where nothing is asked.
 *
 * @param {Question} question
 * @param {[string, string][]} [rest] parameters to keep
 */
export function formatAddress(question, rest = []) {
  const parameters = new URLSearchParams();
  if (isAsked(question)) {
    parameters.append("v", VERSION);
    if (question.text.trim()) parameters.append("q", question.text.trim());
    for (const facet of Object.keys(question.choices).sort()) {
      const { include, exclude } = choiceOf(question, facet);
      for (const id of include) parameters.append(facet, encodeValue(id));
      for (const id of exclude) parameters.append(facet, `-${encodeValue(id)}`);
    }
    if (question.sort !== "relevance") parameters.append("sort", question.sort);
  }
  for (const [name, value] of rest) parameters.append(name, value);
  const text = parameters.toString();
  return text && `?${text}`;
}

/**
 * What a reader asks: words, choices of facets, an order. Values in, values out; no page is known here.
 *
 * @typedef {{ include: string[], exclude: string[] }} Choice values of one facet: any of `include`, none of `exclude`
 * @typedef {"relevance" | "date" | "title"} Sort
 * @typedef {{ text: string, choices: Record<string, Choice>, sort: Sort }} Question
 * @typedef {"include" | "exclude" | "off"} Wish what is wanted of a value
 * @typedef {{ facet: string, id: string, wish: "include" | "exclude" }} Chosen
 */

/** Longest text that is searched, in characters; what is pasted beyond it is cut. */
export const MAX_TEXT = 1000;

/** @type {Choice} */
const NONE = { include: [], exclude: [] };

/**
 * A question that asks for nothing.
 *
 * @returns {Question}
 */
export function emptyQuestion() {
  return { text: "", choices: {}, sort: "relevance" };
}

/**
 * Say whether anything is asked; an order alone asks for nothing.
 *
 * @param {Question} question
 */
export function isAsked(question) {
  return Boolean(question.text.trim()) || chosenValues(question).length > 0;
}

/**
 * The choice made in a facet.
 *
 * @param {Question} question
 * @param {string} facet
 * @returns {Choice}
 */
export function choiceOf(question, facet) {
  return (Object.prototype.hasOwnProperty.call(question.choices, facet) && question.choices[facet]) || NONE;
}

/**
 * What is wanted of a value.
 *
 * @param {Question} question
 * @param {string} facet
 * @param {string} id
 * @returns {Wish}
 */
export function wishFor(question, facet, id) {
  const { include, exclude } = choiceOf(question, facet);
  return exclude.includes(id) ? "exclude" : include.includes(id) ? "include" : "off";
}

/**
 * The question with another wish for a value.
 *
 * @param {Question} question
 * @param {string} facet
 * @param {string} id
 * @param {Wish} wish
 * @returns {Question}
 */
export function withWish(question, facet, id, wish) {
  const { include, exclude } = choiceOf(question, facet);
  const choice = { include: include.filter((each) => each !== id), exclude: exclude.filter((each) => each !== id) };
  if (wish !== "off") choice[wish].push(id);
  const choices = { ...question.choices, [facet]: choice };
  if (!choice.include.length && !choice.exclude.length) delete choices[facet];
  return { ...question, choices };
}

/**
 * Every value that is chosen, in the order in which facets were chosen.
 *
 * @param {Question} question
 * @returns {Chosen[]}
 */
export function chosenValues(question) {
  return Object.entries(question.choices).flatMap(([facet, choice]) => [
    ...choice.include.map((id) => ({ facet, id, wish: /** @type {const} */ ("include") })),
    ...choice.exclude.map((id) => ({ facet, id, wish: /** @type {const} */ ("exclude") })),
  ]);
}

/**
 * The one type that is asked for; "" where there are more, or all.
 *
 * @param {Question} question
 * @param {string} collection the only type of a listing; "" on the search page
 */
export function onlyType(question, collection) {
  const { include } = choiceOf(question, "type");
  return collection || (include.length === 1 && include[0]) || "";
}

/**
 * The question as the engine gets it: cut to what is searched, kept to the collection of a listing, in an order that
 * means something (without words nothing is more relevant than anything else).
 *
 * @param {Question} question
 * @param {string} collection the only type of a listing; "" on the search page
 * @returns {Question}
 */
export function questionFor(question, collection) {
  const text = question.text.slice(0, MAX_TEXT).trim();
  const choices = collection ? { ...question.choices, type: { include: [collection], exclude: [] } } : question.choices;
  return { text, choices, sort: question.sort === "relevance" && !text ? "title" : question.sort };
}

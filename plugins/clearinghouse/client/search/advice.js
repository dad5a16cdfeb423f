/**
 * What to say where an answer is not to the words as typed, and what to try where there is none.
 *
 * @typedef {import("./question.js").Question} Question
 * @typedef {import("./question.js").Chosen} Chosen
 * @typedef {import("./results.js").Answer} Answer
 * @typedef {import("../messages.js").Words} Words
 */
import { button, element, isolated } from "../elements.js";
import { chosenValues, isAsked, withWish } from "./question.js";
import { tokens, tokensWithPlaces } from "./words.js";

/** How many choices are tried without at most. */
const TRIED = 6;

/**
 * The text that asks for words exactly as they were typed: with a plus sign they are not mended.
 *
 * @param {string} text
 * @param {[string, string][]} mended pairs of what was typed, as the search reads it (folded), and what it was mended to
 */
export function exactText(text, mended) {
  const typed = new Set(mended.map(([word]) => word));
  return text.replace(/\S+/gu, (word) => (!/^[+-]/u.test(word) && tokens(word).some((token) => typed.has(token)) ? `+${word}` : word));
}

/**
 * A text with the words that were mended in place of those that were typed.
 *
 * @param {string} text
 * @param {[string, string][]} mended as for `exactText`
 */
export function mendedText(text, mended) {
  const used = new Map(mended);
  let [changed, place] = ["", 0];
  for (const [token, start, end] of tokensWithPlaces(text)) {
    if (!used.has(token) || start < place) continue;
    changed += text.slice(place, start) + used.get(token);
    place = end;
  }
  return changed + text.slice(place);
}

/**
 * Ask the question without each of its choices, one after another, and at last without any.
 *
 * @param {Question} question
 * @param {(question: Question) => Promise<{ hits: number[] }>} ask
 * @param {(step: { chosen?: Chosen, next: Question, count: number }) => void} tell called where something would be found;
 *   without `chosen` for no choice at all
 */
export async function withoutEach(question, ask, tell) {
  const values = chosenValues(question).slice(0, TRIED);
  for (const chosen of values) {
    const next = withWish(question, chosen.facet, chosen.id, "off");
    const { hits } = await ask(next);
    if (hits.length && isAsked(next)) tell({ chosen, next, count: hits.length });
  }
  const next = { ...question, choices: {} };
  const { hits } = values.length > 1 && isAsked(next) ? await ask(next) : { hits: [] };
  if (hits.length) tell({ next, count: hits.length });
}

/**
 * What to say above an answer; nothing where it is what was asked for.
 *
 * @param {Answer} answer
 * @param {Question} question
 * @param {Words} words
 * @param {(text: string) => void} onText what to do when other words are chosen
 */
export function adviceElement(answer, question, words, onText) {
  const { note, hits } = answer;
  if (!hits.length) return element("div", { class: "ch-empty" }, element("p", {}, (question.text ? words.tryWords : words.tryFewer) ?? ""));
  if (note.kind === "some") return element("div", { class: "ch-empty" }, element("p", {}, words.some ?? ""));
  if (note.kind === "plain") return element("div", { class: "ch-empty" }, element("p", {}, words.plain ?? ""));
  if (note.kind !== "mended" || !note.words.length) return undefined;
  const typed = note.words.map(([word]) => word).join(" ");
  const used = note.words.map(([, word]) => word).join(" ");
  const exact = button("ch-link", () => onText(exactText(question.text, note.words)), ...isolated(words.exactly, { typed }));
  return element("div", { class: "ch-empty" }, element("p", {}, ...isolated(words.mended, { typed, used }), " ", exact));
}

/**
 * Results as cards: what was found, which kind it is, and where the words stand in it.
 *
 * @typedef {import("./engine.js").Found} Found
 * @typedef {import("./engine.js").Answer} Answer
 * @typedef {{ words: import("../messages.js").Words, language: string, site: string, kindOf: (found: Found) => string }} Setting
 *   what cards need to know of the page: its messages and language, the address of the site, what one document of a type is called
 */
import { directionOf, element } from "../elements.js";
import { fill, readableDate } from "../messages.js";

/**
 * Cut a text where marks begin and end. Ranges that overlap or touch are one mark, as pairs of Chinese signs are; what
 * lies outside does no harm.
 *
 * @param {string} text
 * @param {[number, number][]} ranges start and end of each mark, in UTF-16 code units
 * @returns {{ text: string, isMarked: boolean }[]} together the whole text
 */
export function segments(text, ranges) {
  /** @type {{ text: string, isMarked: boolean }[]} */
  const cut = [];
  let place = 0;
  for (const [start, end] of [...ranges].sort((one, other) => one[0] - other[0])) {
    const from = Math.max(start, place);
    const to = Math.min(end, text.length);
    if (from >= to) continue;
    if (from > place) cut.push({ text: text.slice(place, from), isMarked: false });
    const before = cut[cut.length - 1];
    if (from === place && before?.isMarked) before.text += text.slice(from, to);
    else cut.push({ text: text.slice(from, to), isMarked: true });
    place = to;
  }
  if (place < text.length) cut.push({ text: text.slice(place), isMarked: false });
  return cut;
}

/**
 * A text with its marks, to be put into an element.
 *
 * @param {string} text
 * @param {[number, number][]} ranges
 * @returns {(Node | string)[]}
 */
export function markedText(text, ranges) {
  return segments(text, ranges).map((each) => (each.isMarked ? element("mark", {}, each.text) : each.text));
}

/**
 * The parts of a record to name as places of the words: only those that the card does not show anyway.
 *
 * @param {string[]} fields where the words were found
 * @param {boolean} isVisible whether a word is marked in the card
 */
export function placesToName(fields, isVisible) {
  return isVisible ? [] : fields.filter((each) => each !== "title" && each !== "summary");
}

/**
 * The card of a result.
 *
 * @param {Found} found
 * @param {number} hit its number in the answer
 * @param {Answer} answer
 * @param {Setting} setting
 */
export function resultCard(found, hit, answer, setting) {
  const inTitle = answer.matches(found.title, found.language);
  const inSummary = answer.matches(found.summary, found.language);
  const own = languageOf(found, setting.language);
  const link = element("a", { href: new URL(found.url, setting.site).href, ...own }, ...markedText(found.title, inTitle));
  const head = element("div", { class: "ch-result-head" }, element("h3", { dir: own.dir }, link), caption(found, setting));
  const card = element("li", { class: "ch-result" }, head);
  if (found.summary) card.append(element("p", own, ...markedText(found.summary, inSummary)));
  const isVisible = inTitle.length > 0 || inSummary.length > 0;
  const places = placesToName(answer.fields(hit), isVisible).map((each) => setting.words.places?.[each] ?? "");
  if (places.some(Boolean)) {
    const list = new Intl.ListFormat(setting.language, { type: "unit" }).format(places.filter(Boolean));
    card.append(element("p", { class: "ch-result-place" }, fill(setting.words.foundIn, { places: list })));
  }
  return card;
}

/**
 * The language and direction of what was found, as attributes of an element with its title.
 *
 * @param {Found} found
 * @param {string} language of the page
 * @returns {{ lang?: string, dir: string }}
 */
export function languageOf(found, language) {
  const isForeign = found.language && found.language !== language;
  return isForeign ? { lang: found.language, dir: directionOf(found.language) } : { dir: "auto" };
}

/**
 * The line with kind and date.
 *
 * @param {Found} found
 * @param {Setting} setting
 */
function caption(found, setting) {
  const line = element("p", { class: "ch-result-caption" });
  line.append(element("span", { class: "ch-chip", dir: "auto" }, setting.kindOf(found)));
  if (found.date) line.append(" ", element("time", { datetime: found.date, dir: "auto" }, readableDate(found.date, setting.language)));
  return line;
}

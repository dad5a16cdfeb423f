/**
 * Results as cards: what was found, which kind it is, and where the words stand in it.
 *
 * @typedef {{ url: string, type: string, kind: string, title: string, summary: string, language: string, date: string }} Found
 *   `kind`: what documents of its type are called together
 * @typedef {{ hits: number[], note: { kind: "all" | "some" | "mended" | "plain" | "none", words: [string, string][] },
 *   matches: (text: string, language: string) => [number, number][], fields: (hit: number) => string[] }} Answer
 * @typedef {{ words: import("../messages.js").Words, language: string, site: string, kindOf: (found: Found) => string }} Setting
 *   what cards need to know of the page: its messages and language, the address of the site, what one document of a type is called
 */
import { directionOf, element } from "../elements.js";
import { fill, readableDate } from "../messages.js";

/**
 * Cut a text where marks begin and end. Ranges that overlap, touch or lie outside do no harm.
 *
 * @param {string} text
 * @param {[number, number][]} ranges start and end of each mark, in UTF-16 code units
 * @returns {{ text: string, isMarked: boolean }[]} together the whole text
 */
export function segments(text, ranges) {
  const cut = [];
  let place = 0;
  for (const [start, end] of [...ranges].sort((one, other) => one[0] - other[0])) {
    const from = Math.max(start, place);
    const to = Math.min(end, text.length);
    if (from >= to) continue;
    if (from > place) cut.push({ text: text.slice(place, from), isMarked: false });
    cut.push({ text: text.slice(from, to), isMarked: true });
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
  const foreign =
    found.language && found.language !== setting.language
      ? { lang: found.language, dir: directionOf(found.language) }
      : {};
  const link = element("a", { href: new URL(found.url, setting.site).href, ...foreign }, ...markedText(found.title, inTitle));
  const head = element("div", { class: "ch-result-head" }, element("h3", { dir: foreign.dir }, link), caption(found, setting));
  const card = element("li", { class: "ch-result" }, head);
  if (found.summary) card.append(element("p", foreign, ...markedText(found.summary, inSummary)));
  const isVisible = inTitle.length > 0 || inSummary.length > 0;
  const places = placesToName(answer.fields(hit), isVisible).map((each) => setting.words.places?.[each] ?? "");
  if (places.some(Boolean)) {
    const list = new Intl.ListFormat(setting.language, { type: "conjunction" }).format(places.filter(Boolean));
    card.append(element("p", { class: "ch-result-place" }, fill(setting.words.foundIn, { places: list })));
  }
  return card;
}

/**
 * The line with kind and date.
 *
 * @param {Found} found
 * @param {Setting} setting
 */
function caption(found, setting) {
  const line = element("p", { class: "ch-result-caption" });
  line.append(element("span", { class: "ch-chip" }, setting.kindOf(found)));
  if (found.date) line.append(" ", element("time", { datetime: found.date }, readableDate(found.date, setting.language)));
  return line;
}

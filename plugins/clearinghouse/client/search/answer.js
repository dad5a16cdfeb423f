/**
 * The answer on the page: its results, more of them, what to try where there is none, and the file to download.
 *
 * @typedef {import("./question.js").Question} Question
 * @typedef {import("./results.js").Answer} Answer
 * @typedef {import("./results.js").Found} Found
 * @typedef {import("./facets.js").FacetHead} FacetHead
 *
 * @typedef {object} Place what the answer needs of its page
 * @property {HTMLElement} root
 * @property {import("./asking.js").Engine} engine
 * @property {ReturnType<typeof import("./parts.js").partsOf>} parts
 * @property {import("./results.js").Setting} setting
 * @property {string} collection the only type of a listing; "" on the search page
 * @property {() => { question: Question, heads: FacetHead[] }} now what is asked, as the reader chose it, and the facets there are
 * @property {(facet: string, id: string) => string} labelOf
 * @property {(question: Question) => void} onQuestion another question was chosen
 * @property {(text: string) => void} onText other words were chosen
 */
import { button, element, isolated } from "../elements.js";
import { counted, fill, formFor, numeral } from "../messages.js";
import { adviceElement, mendedText, withoutEach } from "./advice.js";
import { ask } from "./asking.js";
import { fileOf, MAX_ROWS, nameOf, save } from "./download.js";
import { facetsToOffer } from "./facets.js";
import { onlyType, questionFor } from "./question.js";
import { resultCard } from "./results.js";

/** Results on the page at first, and with each “Show more”. */
export const SHOWN = 10;

/** The part of the page that shows an answer. */
export class AnswerPart {
  /** @param {Place} place */
  constructor(place) {
    this.place = place;
    this.words = place.setting.words;
    this.language = place.setting.language;
    /** @type {Answer | undefined} */
    this.answer = undefined;
    /** The question that was answered. @type {Question | undefined} */
    this.question = undefined;
  }

  /**
   * @param {{ answer: Answer, found: Found[] }} result `found`: the documents of the first hits
   * @param {Question} question
   */
  show({ answer, found }, question) {
    const { root, parts, collection } = this.place;
    root.classList.remove("ch-failed");
    this.question = question;
    this.answer = question.text ? answer : { ...answer, fields: () => [] };
    const count = answer.hits.length;
    this.drawStatus();
    this.drawAdvice();
    parts.list.replaceChildren(...this.cards(found, answer.hits));
    parts.results.hidden = parts.tools.hidden = false;
    parts.order.hidden = count < 2;
    this.drawMore();
    this.drawDownload();
    parts.results.removeAttribute("aria-busy");
    parts.lists.hidden = count > 0 || Boolean(collection);
    parts.close.textContent = counted(this.words.showFound, count, this.language);
  }

  /** Show the lists, as nothing is asked. */
  clear() {
    const { results, tools, status, advice, lists, close } = this.place.parts;
    this.answer = this.question = undefined;
    results.hidden = tools.hidden = true;
    status.textContent = "";
    advice.replaceChildren();
    lists.hidden = false;
    close.textContent = this.words.close ?? "";
  }

  /** Say that the index could not be loaded, and leave the lists. */
  fail() {
    const { root, parts } = this.place;
    this.clear();
    parts.panel.hidden = parts.panelButton.hidden = true;
    parts.status.textContent = this.words.failed ?? "";
    root.classList.add("ch-failed");
  }

  /** Say how many results there are, and for which words. */
  drawStatus() {
    const { answer, question } = this;
    if (!answer || !question) return;
    const count = answer.hits.length;
    const message = !count ? this.words.none : question.text ? this.words.found : this.words.foundAll;
    const query = mendedText(question.text, answer.note.words);
    const said = isolated(formFor(message, count, this.language), { query, count: numeral(count, this.language) });
    this.place.parts.status.replaceChildren(...said);
  }

  /** Say where the answer is not to what was typed, or what to try where there is none. */
  drawAdvice() {
    const { answer, question } = this;
    if (!answer || !question) return;
    const box = adviceElement(answer, question, this.words, this.place.onText);
    this.place.parts.advice.replaceChildren(...(box ? [box] : []));
    if (!answer.hits.length && box) void this.tryWithout(box, answer).catch(() => {}); // then there is only the advice
  }

  /**
   * Offer the question without one of its filters, or without all of them, where that finds something.
   *
   * @param {HTMLElement} box
   * @param {Answer} answer
   */
  async tryWithout(box, answer) {
    const { engine, collection, labelOf, onQuestion, now } = this.place;
    const list = element("ul", {});
    const intro = element("p", {}, this.words.tryWithout ?? "");
    const askFor = (/** @type {Question} */ question) => engine.ask(questionFor(question, collection));
    await withoutEach(now().question, askFor, ({ chosen, next, count }) => {
      if (answer !== this.answer) return;
      if (!list.isConnected) box.prepend(intro, list);
      const message = formFor(chosen ? this.words.without : this.words.withoutAll, count, this.language);
      const value = chosen ? labelOf(chosen.facet, chosen.id) : "";
      const said = isolated(message, { value, count: numeral(count, this.language) });
      list.append(element("li", {}, button("ch-link", () => onQuestion(next), ...said)));
    });
  }

  /**
   * @param {Found[]} found
   * @param {number[]} hits their numbers
   */
  cards(found, hits) {
    const answer = /** @type {Answer} */ (this.answer);
    return found.map((each, number) => resultCard(each, Number(hits[number]), answer, this.place.setting));
  }

  /** Offer the next results where there are more; on paper, say that there are. */
  drawMore() {
    const { more, list, onPaper } = this.place.parts;
    const all = this.answer?.hits.length ?? 0;
    const shown = list.children.length;
    more.hidden = onPaper.hidden = shown >= all;
    more.textContent = counted(this.words.more, Math.min(all - shown, SHOWN), this.language);
    onPaper.textContent = counted(this.words.shownOf, all, this.language, { shown: numeral(shown, this.language) });
  }

  /** Add the next results, and move the focus to the first of them. */
  async showMore() {
    const { answer, question } = this;
    const { list, status } = this.place.parts;
    const before = list.children.length;
    if (!answer || !question) return;
    try {
      await this.addAfter(before, answer, question);
    } catch {
      if (answer === this.answer) status.textContent = this.words.failedMore ?? "";
      return;
    }
    list.children[before]?.querySelector("a")?.focus();
    try {
      history.replaceState({ ...history.state, shown: list.children.length }, "");
    } catch {
      // Without a history, coming back shows the first results only.
    }
  }

  /**
   * Load the results after those that are shown; where documents have other numbers by now, ask anew and show all of them.
   *
   * @param {number} before how many are shown
   * @param {Answer} answer
   * @param {Question} question
   */
  async addAfter(before, answer, question) {
    const { engine, parts } = this.place;
    const hits = answer.hits.slice(before, before + SHOWN);
    const isCurrent = () => answer === this.answer && before === parts.list.children.length;
    const found = await engine.documents(hits, answer.numbering).catch(() => undefined);
    if (found) {
      if (!isCurrent()) return;
      parts.list.append(...this.cards(found, hits));
      this.drawStatus(); // it may have said that they could not be loaded
      this.drawMore();
    } else {
      const again = await ask(engine, question, before + SHOWN);
      if (isCurrent()) this.show(again, question);
    }
  }

  /** Say which rows the file will have; where that is not all of them, lead to the file of the whole collection. */
  drawDownload() {
    const { download, whole } = this.place.parts;
    const count = this.answer?.hits.length ?? 0;
    const type = this.oneType();
    download.hidden = !count;
    download.textContent =
      count > MAX_ROWS ? fill(this.words.downloadFirst, { count: numeral(MAX_ROWS, this.language) }) : (this.words.download ?? "");
    whole.hidden = count <= MAX_ROWS || !this.words.records?.includes(type);
    whole.href = new URL(`downloads/${encodeURIComponent(type)}.csv`, this.place.setting.site).href;
  }

  /** The one type that is asked for; "" where there are more. */
  oneType() {
    return onlyType(this.place.now().question, this.place.collection);
  }

  /** Give the rows of the answer as a file, made here. */
  async download() {
    const { answer, question } = this;
    const { parts, engine, collection, now, setting } = this.place;
    if (!answer || !question) return;
    const heads = facetsToOffer(now().heads, now().question, collection).filter(({ name }) => name !== "type");
    const name = nameOf(this.oneType(), new Date());
    parts.download.disabled = true;
    try {
      const file = await fileOf(engine, answer, heads, setting).catch(async () =>
        fileOf(engine, await engine.ask(question), heads, setting),
      );
      save(file, name);
    } catch {
      parts.status.textContent = this.words.failedFile ?? "";
    }
    parts.download.disabled = false;
  }
}

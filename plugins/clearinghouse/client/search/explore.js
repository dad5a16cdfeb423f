/**
 * The page that searches and explores, and each listing of a collection, which is the same with one type fixed.
 * The address holds the whole state; what the page shows follows from it. Without script the lists and tables stand.
 *
 * @typedef {import("./question.js").Question} Question
 * @typedef {import("./results.js").Answer} Answer
 * @typedef {import("./results.js").Found} Found
 * @typedef {import("./facets.js").FacetHead} FacetHead
 * @typedef {import("./facets.js").Facet} Facet
 *
 * @typedef {object} Engine
 * @property {() => Promise<{ total: number, facets: FacetHead[] }>} ready
 * @property {(question: Question) => Promise<Answer>} ask
 * @property {(hits: number[]) => Promise<Found[]>} documents
 * @property {(name: string) => Promise<Facet>} facet
 * @property {(hits: number[], names: string[]) => Promise<string[][]>} columns
 */
import { adviceElement, withoutEach } from "./advice.js";
import { formatAddress, parseAddress } from "./address.js";
import { toCsv } from "./csv.js";
import { FacetGroup, facetsToOffer } from "./facets.js";
import { MAX_TEXT, chosenValues, emptyQuestion, isAsked, questionFor, withWish } from "./question.js";
import { partsOf } from "./parts.js";
import { resultCard } from "./results.js";
import { afterPause, button, element, find, spoken } from "../elements.js";
import { counted, fill, numeral } from "../messages.js";

/** Results on the page at first, and with each “Show more”. */
const SHOWN = 10;
/** Milliseconds without a further letter after which is searched. */
const PAUSE = 150;
/** Facets that are open from the start where there is room beside the results. */
const OPEN = ["type", "country", "theme"];
const WIDE = "(min-width: 60em)";

/** The state and the parts of one page. */
class Explorer {
  /**
   * @param {HTMLElement} root the element that holds the form, and what stands while nothing is asked
   * @param {Engine} engine
   * @param {string} site address of the site
   */
  constructor(root, engine, site) {
    this.engine = engine;
    this.root = root;
    this.words = JSON.parse(root.dataset.chWords ?? "{}");
    this.collection = root.dataset.chCollection ?? "";
    this.language = document.documentElement.lang || "en";
    this.question = emptyQuestion();
    /** @type {[string, string][]} */
    this.rest = [];
    /** @type {FacetHead[]} */
    this.heads = [];
    /** @type {Map<string, FacetGroup>} */
    this.groups = new Map();
    /** Labels of values that are chosen, by facet and id. @type {Map<string, string>} */
    this.labels = new Map();
    /** @type {Answer | undefined} */
    this.answer = undefined;
    this.turn = 0;
    this.shown = SHOWN;
    this.hasOpened = false;
    const kindOf = (/** @type {Found} */ found) => this.words.kinds?.[found.type] ?? found.kind;
    this.setting = { words: this.words, language: this.language, site, kindOf };
    this.parts = partsOf(root, this.words, {
      clear: () => this.change({ ...this.question, choices: {} }, this.parts.status),
      more: () => void this.showMore(),
      download: () => void this.download(),
      panel: () => this.togglePanel(),
    });
    this.pause = afterPause(() => this.onTyped(false), PAUSE);
  }

  /** Listen, read the address, and show what it asks. */
  async start() {
    const { form, input, sort } = this.parts;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.onTyped(true);
    });
    input.addEventListener("input", () => this.pause.start());
    sort.addEventListener("change", () => this.change({ ...this.question, sort: /** @type {any} */ (sort.value) }));
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.parts.panel.classList.contains("ch-open")) this.togglePanel();
    });
    window.addEventListener("popstate", () => this.readAddress());
    input.value = parseAddress(location.search, []).question.text;
    const typed = input.value;
    try {
      this.heads = (await this.engine.ready()).facets;
    } catch {
      this.fail();
      return;
    }
    this.makeGroups();
    const isTyping = input.value !== typed;
    const now = input.value;
    this.readAddress();
    if (isTyping) {
      input.value = now;
      this.onTyped(false);
    }
  }

  /** Take the state from the address, as after “back”. */
  readAddress() {
    const names = this.heads.map(({ name }) => name).filter((name) => !this.collection || name !== "type");
    const { question, rest } = parseAddress(location.search, names);
    this.question = question;
    this.rest = rest;
    this.shown = shownBefore();
    this.parts.input.value = question.text;
    void this.refresh();
  }

  /**
   * Ask for what is typed. A typing reader gets no new step of the history with each letter, but with Enter.
   *
   * @param {boolean} isStep
   */
  onTyped(isStep) {
    this.pause.stop();
    const text = this.parts.input.value;
    this.parts.cut.hidden = text.length <= MAX_TEXT;
    this.question = { ...this.question, text: text.slice(0, MAX_TEXT) };
    this.shown = SHOWN;
    this.writeAddress(isStep);
    void this.refresh();
  }

  /**
   * Ask another question, as a step that “back” undoes.
   *
   * @param {Question} question
   * @param {HTMLElement} [focus] where to go when the pressed element is gone afterwards
   */
  change(question, focus) {
    this.question = { ...question, text: this.parts.input.value.slice(0, MAX_TEXT) };
    this.shown = SHOWN;
    this.writeAddress(true);
    void this.refresh();
    focus?.focus();
  }

  /**
   * Ask for other words.
   *
   * @param {string} text
   */
  changeText(text) {
    this.parts.input.value = text;
    this.onTyped(true);
    this.parts.status.focus();
  }

  /** @param {boolean} isStep */
  writeAddress(isStep) {
    const address = location.pathname + formatAddress(this.question, this.rest);
    try {
      if (isStep && address !== location.pathname + location.search) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch {
      // A browser without a history, or one that keeps the address of a file as it is: the page works, only its address stays.
    }
  }

  /** Show the answer to the question; an answer that comes too late is dropped. */
  async refresh() {
    const turn = ++this.turn;
    const question = questionFor(this.question, this.collection);
    this.drawQuestion();
    const groups = this.offerGroups();
    if (!isAsked(this.question)) {
      this.showLists();
      await updateAll(groups);
      return;
    }
    this.parts.results.setAttribute("aria-busy", "true");
    try {
      const answer = await this.engine.ask(question);
      if (turn !== this.turn) return;
      const found = await this.engine.documents(answer.hits.slice(0, this.shown));
      if (turn !== this.turn) return;
      this.showAnswer(answer, found, question);
    } catch {
      if (turn === this.turn) this.fail();
      return;
    }
    const areNamed = this.unnamed().length === 0;
    this.openGroups();
    await updateAll(groups);
    if (turn === this.turn && !areNamed) await this.nameChosen(turn);
  }

  // --- what is asked ---

  /** Show words, order and choices as they are. */
  drawQuestion() {
    const { sort, chosen, clear, panelButton } = this.parts;
    const effective = questionFor(this.question, this.collection).sort;
    const relevance = /** @type {HTMLOptionElement} */ (sort.options[0]);
    relevance.hidden = relevance.disabled = !this.question.text.trim();
    sort.value = effective;
    const values = chosenValues(this.question);
    chosen.replaceChildren(...values.map((each) => this.chip(each)));
    if (values.length) chosen.append(element("li", {}, clear));
    chosen.hidden = !values.length;
    const number = values.length ? ` (${numeral(values.length, this.language)})` : "";
    panelButton.textContent = `${this.words.filters}${number}`;
  }

  /** @param {import("./question.js").Chosen} value */
  chip({ facet, id, wish }) {
    const title = this.heads.find(({ name }) => name === facet)?.title ?? facet;
    const label = this.labels.get(`${facet}/${id}`) ?? id;
    const text = fill(wish === "exclude" ? this.words.chipNot : this.words.chip, { facet: title, value: label });
    const remove = () => this.change(withWish(this.question, facet, id, "off"), this.parts.status);
    const cross = element("span", { "aria-hidden": "true", class: "ch-cross" }, "×");
    const style = `ch-chosen-value ${wish === "exclude" ? "ch-excluded" : ""}`;
    return element("li", {}, button(style, remove, text, cross, spoken(` (${this.words.remove})`)));
  }

  /** The chosen values whose labels are not known yet. */
  unnamed() {
    return chosenValues(this.question).filter(({ facet, id }) => !this.labels.has(`${facet}/${id}`));
  }

  /**
   * Learn what chosen values are called, and show it.
   *
   * @param {number} turn
   */
  async nameChosen(turn) {
    try {
      for (const facet of new Set(this.unnamed().map((each) => each.facet))) await this.learnLabels(facet);
      if (turn === this.turn) this.drawQuestion();
    } catch {
      // The ids of the values stay, which is better than nothing.
    }
  }

  /** @param {string} name */
  async learnLabels(name) {
    const facet = await this.engine.facet(name);
    for (const { id, label } of facet.values) this.labels.set(`${name}/${id}`, label);
    return facet;
  }

  // --- facets ---

  /** Make a closed group for each facet. */
  makeGroups() {
    for (const head of this.heads) {
      const group = new FacetGroup(head, {
        words: this.words,
        language: this.language,
        load: () => this.learnLabels(head.name),
        question: () => questionFor(this.question, this.collection),
        onWish: (facet, id, wish) => this.change(withWish(this.question, facet, id, wish)),
      });
      this.groups.set(head.name, group);
    }
    this.parts.facets.replaceChildren(...[...this.groups.values()].map((each) => each.root));
  }

  /** Show the groups that go with the types that were chosen. */
  offerGroups() {
    const offered = new Set(facetsToOffer(this.heads, this.question, this.collection).map(({ name }) => name));
    for (const [name, group] of this.groups) group.root.hidden = !offered.has(name);
    this.parts.panel.hidden = this.parts.panelButton.hidden = !offered.size;
    return [...this.groups.values()].filter((each) => !each.root.hidden);
  }

  /** Open the first facets where there is room, once, when the first results are there. */
  openGroups() {
    if (this.hasOpened || !window.matchMedia(WIDE).matches) return;
    this.hasOpened = true;
    for (const name of OPEN) {
      const group = this.groups.get(name);
      if (group) group.root.open = true;
    }
  }

  /** Open or close the filters of a narrow window. */
  togglePanel() {
    const { panel, panelButton, heading } = this.parts;
    const isOpen = panel.classList.toggle("ch-open");
    panelButton.setAttribute("aria-expanded", String(isOpen));
    (isOpen ? heading : panelButton).focus();
  }

  // --- the answer ---

  /**
   * @param {Answer} answer
   * @param {Found[]} found the documents of the first hits
   * @param {Question} question
   */
  showAnswer(answer, found, question) {
    const { results, tools, list, status } = this.parts;
    this.root.classList.remove("ch-failed");
    this.answer = question.text ? answer : { ...answer, fields: () => [] };
    const count = answer.hits.length;
    const message = !count ? this.words.none : question.text ? this.words.found : this.words.foundAll;
    const query = answer.note.words.reduce((text, [typed, used]) => text.replace(typed, used), question.text);
    status.textContent = counted(message, count, this.language, { query });
    this.drawAdvice(answer, question);
    list.replaceChildren(...this.cards(found, answer.hits));
    list.start = 1;
    results.hidden = tools.hidden = false;
    this.parts.order.hidden = count < 2;
    this.parts.download.hidden = !count;
    this.drawMore();
    results.removeAttribute("aria-busy");
    this.parts.lists.hidden = count > 0 || Boolean(this.collection);
    this.parts.close.textContent = counted(this.words.showFound, count, this.language);
  }

  /**
   * Say where the answer is not to what was typed, or what to try where there is none.
   *
   * @param {Answer} answer
   * @param {Question} question
   */
  drawAdvice(answer, question) {
    const box = adviceElement(answer, question, this.words, (text) => this.changeText(text));
    this.parts.advice.replaceChildren(...(box ? [box] : []));
    if (!answer.hits.length && box) void this.tryWithout(box).catch(() => {});
  }

  /**
   * Offer the question without one of its filters, or without all of them, where that finds something.
   *
   * @param {HTMLElement} box
   */
  async tryWithout(box) {
    const turn = this.turn;
    const list = element("ul", {});
    const intro = element("p", {}, this.words.tryWithout ?? "");
    const ask = (/** @type {Question} */ question) => this.engine.ask(questionFor(question, this.collection));
    await withoutEach(this.question, ask, ({ chosen, next, count }) => {
      if (turn !== this.turn) return;
      if (!list.isConnected) box.prepend(intro, list);
      const value = chosen && (this.labels.get(`${chosen.facet}/${chosen.id}`) ?? chosen.id);
      const text = counted(value ? this.words.without : this.words.withoutAll, count, this.language, value ? { value } : {});
      list.append(element("li", {}, button("ch-link", () => this.change(next, this.parts.status), text)));
    });
  }

  /** Show the lists, as nothing is asked. */
  showLists() {
    const { results, tools, status, advice, lists } = this.parts;
    this.answer = undefined;
    results.hidden = tools.hidden = true;
    status.textContent = "";
    advice.replaceChildren();
    lists.hidden = false;
    this.parts.close.textContent = this.words.close ?? "";
  }

  /** Say that the index could not be loaded, and leave the lists. */
  fail() {
    this.showLists();
    this.parts.panel.hidden = this.parts.panelButton.hidden = true;
    this.parts.status.textContent = this.words.failed ?? "";
    this.root.classList.add("ch-failed");
  }

  /**
   * @param {Found[]} found
   * @param {number[]} hits their numbers
   */
  cards(found, hits) {
    const answer = /** @type {Answer} */ (this.answer);
    return found.map((each, place) => resultCard(each, Number(hits[place]), answer, this.setting));
  }

  /** Offer the next results where there are more. */
  drawMore() {
    const left = (this.answer?.hits.length ?? 0) - this.parts.list.children.length;
    this.parts.more.hidden = left <= 0;
    this.parts.more.textContent = counted(this.words.more, Math.min(left, SHOWN), this.language);
  }

  /** Add the next results, and move the focus to the first of them. */
  async showMore() {
    const { answer, turn } = this;
    if (!answer) return;
    const before = this.parts.list.children.length;
    const hits = answer.hits.slice(before, before + SHOWN);
    try {
      const found = await this.engine.documents(hits);
      if (turn !== this.turn || before !== this.parts.list.children.length) return;
      const cards = this.cards(found, hits);
      this.parts.list.append(...cards);
      cards[0]?.querySelector("a")?.focus();
      this.shown = this.parts.list.children.length;
      this.drawMore();
      history.replaceState({ ...history.state, shown: this.shown }, "");
    } catch {
      // Without a history, coming back shows the first results only.
    }
  }

  /**
   * The table of results: headings, and a row for each.
   *
   * @param {number[]} hits
   * @returns {Promise<string[][]>}
   */
  async rows(hits) {
    const { site, kindOf } = this.setting;
    const heads = facetsToOffer(this.heads, this.question, this.collection).filter(({ name }) => name !== "type");
    const found = await this.engine.documents(hits);
    const labels = await this.engine.columns(hits, heads.map(({ name }) => name)); // prettier-ignore
    const { title, type, url, date, summary } = this.words.columns;
    const rows = found.map((each, place) => {
      const own = [each.title, kindOf(each), addressForFile(each.url, site), each.date, each.summary];
      return own.concat(labels[place] ?? []);
    });
    return [[title, type, url, date, summary, ...heads.map((head) => head.title)], ...rows];
  }

  /** Give the rows of the answer as a file, made here. */
  async download() {
    const { answer } = this;
    if (!answer) return;
    this.parts.download.disabled = true;
    try {
      save(toCsv(await this.rows(answer.hits)), `${this.collection || "results"}.csv`);
    } catch {
      this.parts.status.textContent = this.words.failedFile ?? "";
    }
    this.parts.download.disabled = false;
  }
}

/** @param {FacetGroup[]} groups */
async function updateAll(groups) {
  await Promise.all(groups.map((each) => each.update()));
}

/** How many results were shown when the reader left the page. */
function shownBefore() {
  try {
    return Math.min(Math.max(Number(history.state?.shown) || SHOWN, SHOWN), 500);
  } catch {
    return SHOWN;
  }
}

/**
 * The address to write into a file: whole on the web; from a folder on a disk only the path within the site, as the disk is
 * the reader's own.
 *
 * @param {string} url relative to the site
 * @param {string} site
 */
function addressForFile(url, site) {
  return /^https?:/u.test(site) ? new URL(url, site).href : url;
}

/**
 * @param {string} text
 * @param {string} name
 */
function save(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = element("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * Bring a page to life.
 *
 * @param {HTMLElement} root
 * @param {Engine} engine
 * @param {string} site address of the site
 */
export async function startExplore(root, engine, site) {
  await new Explorer(root, engine, site).start();
}

/**
 * The page that searches and explores, and each listing of a collection, which is the same with one type fixed.
 * The address holds the whole state; what the page shows follows from it. Without script the lists and tables stand.
 *
 * @typedef {import("./question.js").Question} Question
 * @typedef {import("./question.js").Chosen} Chosen
 * @typedef {import("./results.js").Found} Found
 * @typedef {import("./asking.js").Engine} Engine
 * @typedef {import("./facets.js").FacetHead} FacetHead
 */
import { AnswerPart, SHOWN } from "./answer.js";
import { formatAddress, parseAddress } from "./address.js";
import { ask } from "./asking.js";
import { ChosenValues } from "./chosen.js";
import { FacetGroup, facetsToOffer } from "./facets.js";
import { MAX_TEXT, chosenValues, emptyQuestion, isAsked, questionFor, withWish } from "./question.js";
import { partsOf } from "./parts.js";
import { afterPause } from "../elements.js";
import { numeral } from "../messages.js";

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
    this.turn = 0;
    this.shown = SHOWN;
    this.hasOpened = false;
    /** Whether it is known which facets there are; before, the address cannot be read nor written. */
    this.state = /** @type {"waiting" | "ready" | "failed"} */ ("waiting");
    this.parts = this.newParts();
    const onRemove = (/** @type {Chosen} */ { facet, id }) =>
      this.change(withWish(this.question, facet, id, "off"), this.parts.status);
    this.chosen = new ChosenValues({ engine, words: this.words, onRemove, ...this.parts });
    this.answer = this.newAnswer(site);
    this.pause = afterPause(() => this.onTyped(false), PAUSE);
  }

  /** The parts of the page, with what their buttons do. */
  newParts() {
    return partsOf(this.root, this.words, {
      clear: () => this.change({ ...this.question, choices: {} }, this.parts.status),
      more: () => void this.answer.showMore(),
      download: () => void this.answer.download(),
      panel: () => this.togglePanel(),
    });
  }

  /** @param {string} site */
  newAnswer(site) {
    const { root, engine, parts, collection, words, language } = this;
    const kindOf = (/** @type {Found} */ found) => words.kinds?.[found.type] ?? found.kind;
    return new AnswerPart({
      root, engine, parts, collection,
      setting: { words, language, site, kindOf },
      now: () => ({ question: this.question, heads: this.heads }),
      labelOf: (facet, id) => this.chosen.labelOf(facet, id),
      onQuestion: (question) => this.change(question, parts.status),
      onText: (text) => this.changeText(text),
    }); // prettier-ignore
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
    window.addEventListener("popstate", () => this.goTo());
    this.fillFields();
    await this.open();
  }

  /** Learn which facets there are, then show what the address asks, or what was typed and chosen meanwhile. */
  async open() {
    this.state = "waiting";
    try {
      this.heads = (await this.engine.ready()).facets;
    } catch {
      this.state = "failed";
      this.answer.fail();
      return;
    }
    this.makeGroups();
    this.state = "ready";
    const { input, sort } = this.parts;
    const meanwhile = { text: input.value, sort: /** @type {any} */ (sort.value) };
    this.readAddress();
    this.fillFields();
    if (meanwhile.text !== input.value || meanwhile.sort !== sort.value) {
      this.question = { ...this.question, text: meanwhile.text.slice(0, MAX_TEXT), sort: meanwhile.sort };
      input.value = meanwhile.text;
      this.shown = SHOWN;
      this.writeAddress(false);
    }
    void this.refresh();
  }

  /** Put into the fields what the address says of words and order. */
  fillFields() {
    const { text, sort } = parseAddress(location.search, []).question;
    this.parts.input.value = text;
    this.parts.sort.value = sort;
  }

  /** Take the state from the address. */
  readAddress() {
    const names = this.heads.map(({ name }) => name).filter((name) => !this.collection || name !== "type");
    const { question, rest } = parseAddress(location.search, names);
    this.question = question;
    this.rest = rest;
    this.shown = shownBefore();
  }

  /** Show what the address asks, as after “back”. */
  goTo() {
    this.fillFields();
    if (this.state !== "ready") return;
    this.readAddress();
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
    this.ask({ ...this.question, text }, isStep);
  }

  /**
   * Ask another question, as a step that “back” undoes.
   *
   * @param {Question} question
   * @param {HTMLElement} [focus] where to go when the pressed element is gone afterwards
   */
  change(question, focus) {
    this.ask({ ...question, text: this.parts.input.value }, true);
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

  /**
   * Make a question that of the page. While it is not known which facets there are, it waits in its fields.
   *
   * @param {Question} question
   * @param {boolean} isStep
   */
  ask(question, isStep) {
    if (this.state === "failed" && isStep) void this.open();
    if (this.state !== "ready") return;
    this.question = { ...question, text: question.text.slice(0, MAX_TEXT) };
    this.shown = SHOWN;
    this.writeAddress(isStep);
    void this.refresh();
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

  /** Show the answer to the question of the page; one that comes too late is dropped. */
  async refresh() {
    const turn = ++this.turn;
    const question = questionFor(this.question, this.collection);
    this.drawQuestion();
    const groups = this.offerGroups();
    if (!isAsked(this.question)) {
      this.answer.clear();
      await updateAll(groups);
      return;
    }
    this.parts.results.setAttribute("aria-busy", "true");
    try {
      const result = await ask(this.engine, question, this.shown);
      if (turn !== this.turn) return;
      this.answer.show(result, question);
    } catch {
      if (turn === this.turn) this.answer.fail();
      return;
    }
    const areNamed = this.chosen.unnamed(this.question).length === 0;
    this.openGroups();
    await updateAll(groups);
    if (turn !== this.turn || areNamed) return;
    await this.chosen.learnNames(this.question);
    if (turn === this.turn) this.chosen.draw(this.question, this.heads);
  }

  /** Show words, order and choices as they are. */
  drawQuestion() {
    const { sort, panelButton } = this.parts;
    const effective = questionFor(this.question, this.collection).sort;
    const relevance = /** @type {HTMLOptionElement} */ (sort.options[0]);
    relevance.hidden = relevance.disabled = !this.question.text.trim();
    sort.value = effective;
    this.chosen.draw(this.question, this.heads);
    const count = chosenValues(this.question).length;
    const number = count ? ` (${numeral(count, this.language)})` : "";
    panelButton.textContent = `${this.words.filters}${number}`;
  }

  /** Make a closed group for each facet. */
  makeGroups() {
    for (const head of this.heads) {
      const group = new FacetGroup(head, {
        words: this.words,
        language: this.language,
        load: () => this.chosen.learn(head.name),
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
 * Bring a page to life.
 *
 * @param {HTMLElement} root
 * @param {Engine} engine
 * @param {string} site address of the site
 */
export async function startExplore(root, engine, site) {
  await new Explorer(root, engine, site).start();
}

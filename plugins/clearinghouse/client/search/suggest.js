/**
 * The search in the head of every page: suggestions while somebody types, by kind of record. An ARIA 1.2 combobox;
 * without script it is a form.
 *
 * @typedef {import("./results.js").Found} Found
 * @typedef {{ engine: import("./asking.js").Engine, site: string }} Place
 */
import { afterPause, element, isolated } from "../elements.js";
import { fill, formFor, numeral } from "../messages.js";
import { formatAddress } from "./address.js";
import { ask } from "./asking.js";
import { languageOf, markedText } from "./results.js";
import { emptyQuestion, MAX_TEXT } from "./question.js";

const SHOWN = 7;
/** Milliseconds without a further letter after which suggestions are looked for. */
const PAUSE = 120;

/**
 * Group what was found by type; the type with the best result comes first.
 *
 * @param {Found[]} found the best first
 * @returns {{ kind: string, found: Found[] }[]}
 */
export function groupByType(found) {
  /** @type {Map<string, Found[]>} */
  const groups = new Map();
  for (const each of found) groups.set(each.type, [...(groups.get(each.type) ?? []), each]);
  return [...groups.values()].map((list) => ({ kind: list[0]?.kind ?? "", found: list }));
}

/**
 * The option that a key leads to.
 *
 * @param {string} key
 * @param {number} current the active option; -1 for none
 * @param {number} count of options
 * @returns {number | undefined} -1 for none; nothing where the key means something else
 */
export function optionAfter(key, current, count) {
  if (key === "ArrowDown") return current + 1 < count ? current + 1 : -1;
  if (key === "ArrowUp") return current === -1 ? count - 1 : current - 1;
  if (key === "Home" && current !== -1) return 0;
  if (key === "End" && current !== -1) return count - 1;
  return undefined;
}

/** The combobox in the head of the page. */
class Suggestions {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {Place} place
   */
  constructor(form, input, place) {
    this.form = form;
    this.input = input;
    this.place = place;
    this.words = JSON.parse(form.dataset.chWords ?? "{}");
    this.language = document.documentElement.lang || "en";
    this.turn = 0;
    this.active = -1;
    /** @type {HTMLAnchorElement[]} */
    this.options = [];
    const attributes = { id: "ch-suggestions", class: "ch-suggestions", role: "listbox", hidden: true };
    this.list = element("div", { ...attributes, "aria-label": this.words.suggestions });
    this.status = element("p", { class: "ch-hidden", role: "status" });
    this.form.append(this.list, this.status);
    this.pause = afterPause(() => void this.suggest(), PAUSE);
  }

  /** Make the field a combobox, and listen. */
  start() {
    const states = { "aria-expanded": "false", "aria-autocomplete": "list", "aria-haspopup": "listbox" };
    const attributes = { role: "combobox", "aria-controls": this.list.id, ...states };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    // What is needed for an answer is loaded while the reader still types.
    this.input.addEventListener("focus", () => void this.place.engine.ready().catch(() => {}));
    this.input.addEventListener("input", () => this.pause.start());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.form.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && this.form.contains(event.relatedTarget))) this.close();
    });
    // A press on an option must not take the focus out of the field before it is a click.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Look for what was typed, and show it. */
  async suggest() {
    const text = this.input.value.trim().slice(0, MAX_TEXT);
    const turn = ++this.turn;
    if (!text) return this.close();
    try {
      const { answer, found } = await ask(this.place.engine, { ...emptyQuestion(), text }, SHOWN);
      if (turn === this.turn) this.show(found, answer, text);
    } catch {
      if (turn === this.turn) this.close(); // Enter still opens the search page, which says what is wrong
    }
  }

  /**
   * @param {Found[]} found
   * @param {import("./results.js").Answer} answer
   * @param {string} text
   */
  show(found, answer, text) {
    const groups = groupByType(found).map(({ kind, found: list }, place) => {
      const heading = element("span", { id: `ch-suggestions-${place}`, class: "ch-suggestions-type" }, kind);
      const options = list.map((each) => this.optionOf(each, answer));
      return element("div", { role: "group", "aria-labelledby": heading.id }, heading, ...options);
    });
    const number = answer.hits.length;
    const message = formFor(number ? this.words.all : this.words.none, number, this.language);
    const said = isolated(message, { query: text, count: numeral(number, this.language) });
    const rest = element("a", { role: "option", class: "ch-suggestions-all", href: this.addressOf(text) }, ...said);
    this.list.replaceChildren(...groups, element("div", { role: "group", "aria-label": this.words.search }, rest));
    this.options = [...this.list.querySelectorAll("a")];
    this.options.forEach((option, place) => {
      option.id = `ch-suggestion-${place}`;
      option.tabIndex = -1;
    });
    this.open();
    this.status.textContent = fill(this.words.count, { count: found.length });
  }

  /**
   * @param {Found} found
   * @param {import("./results.js").Answer} answer
   */
  optionOf(found, answer) {
    const title = markedText(found.title, answer.matches(found.title, found.language));
    return element("a", { role: "option", href: new URL(found.url, this.place.site).href, ...languageOf(found, this.language) }, ...title);
  }

  /** @param {string} text */
  addressOf(text) {
    return new URL(`search.html${formatAddress({ ...emptyQuestion(), text })}`, this.place.site).href;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.isComposing) return;
    const isOpen = !this.list.hidden;
    if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && isOpen && this.active !== -1) {
      event.preventDefault();
      this.options[this.active]?.click();
    } else if (event.key === "ArrowDown" && !isOpen) {
      event.preventDefault();
      void this.suggest();
    } else if (isOpen) {
      const next = optionAfter(event.key, this.active, this.options.length);
      if (next === undefined) return;
      event.preventDefault();
      this.activate(next);
    }
  }

  /** @param {number} option -1 for none */
  activate(option) {
    this.active = option;
    this.options.forEach((each, place) => each.setAttribute("aria-selected", String(place === option)));
    const chosen = this.options[option];
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  /** Show the list. */
  open() {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.activate(-1);
  }

  /** Hide the list, and forget an answer that is still to come. */
  close() {
    this.turn += 1;
    this.pause.stop();
    this.list.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
  }
}

/**
 * Bring the search in the head of the page to life.
 *
 * @param {HTMLFormElement} form
 * @param {Place} place
 */
export function startSuggestions(form, place) {
  const input = form.querySelector("input");
  if (input && form.dataset.chWords) new Suggestions(form, input, place).start();
}

/**
 * Let the key `/` lead to a search field, but for somebody who types.
 *
 * @param {() => HTMLElement | null} fieldOf the field
 */
export function startSlash(fieldOf) {
  document.addEventListener("keydown", (event) => {
    const at = event.target instanceof HTMLElement ? event.target : document.body;
    const isTyping = at.isContentEditable || at.matches("input, textarea, select");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const field = fieldOf();
    if (!field) return;
    event.preventDefault();
    field.focus();
  });
}

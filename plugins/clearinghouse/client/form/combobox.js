/**
 * A text field that offers what can be chosen while somebody types: the combobox of the ARIA Authoring Practices, with a list.
 *
 * @typedef {import("./spec.js").Option} Option
 * @typedef {import("../messages.js").Words} Words
 * @typedef {object} Offer what a combobox offers
 * @property {() => Promise<Option[]>} options all of them
 * @property {(option: Option) => void} onChoose
 * @property {Words} words
 * @property {(text: string) => void} say tells those who do not see the list
 */
import { element } from "../elements.js";
import { fill } from "../messages.js";
import { optionAfter } from "../search/suggest.js";
import { certainOf, optionsFor } from "./offers.js";

/** Options that are shown at once; for more, somebody types more letters. */
const SHOWN = 40;

/** The list below one text field. */
export class Combobox {
  /**
   * @param {HTMLInputElement} input it has an id
   * @param {string} title what the list is called
   * @param {Offer} offer
   */
  constructor(input, title, offer) {
    this.input = input;
    this.offer = offer;
    this.active = -1;
    /** @type {Option[]} */
    this.shown = [];
    this.turn = 0;
    this.list = element("ul", { id: `${input.id}-list`, class: "ch-options", role: "listbox", "aria-label": title, hidden: true });
    this.more = element("p", { class: "ch-options-more", hidden: true });
    this.popup = element("div", { class: "ch-popup", hidden: true }, this.list, this.more);
    this.element = element("div", { class: "ch-combobox" }, input, this.popup);
    const states = { role: "combobox", "aria-controls": this.list.id, "aria-expanded": "false", "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries({ ...states, autocomplete: "off", spellcheck: "false" })) input.setAttribute(name, value);
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => void this.open());
    this.input.addEventListener("click", () => void (this.popup.hidden && this.open()));
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => this.close());
    // A press on an option must not take the focus out of the field before it is a click.
    this.popup.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const at = event.target instanceof Element ? event.target.closest("li") : null;
      if (at) this.choose([...this.list.children].indexOf(at));
    });
  }

  /** Show what fits what is typed. */
  async open() {
    const turn = ++this.turn;
    const { words, say, options } = this.offer;
    let found;
    try {
      found = optionsFor(await options(), this.isUntouched ? "" : this.input.value);
    } catch {
      this.explain(words.failed);
      return;
    }
    if (turn !== this.turn) return;
    this.shown = found.slice(0, SHOWN);
    this.list.replaceChildren(...this.shown.map((each, place) => this.optionOf(each, place)));
    this.list.hidden = !found.length;
    this.explain(found.length ? (found.length > SHOWN ? fill(words.narrow, { count: found.length - SHOWN }) : "") : words.nothing);
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.activate(-1);
    say(found.length ? fill(words.found, { count: found.length }) : (words.nothing ?? ""));
  }

  /** Whether the field holds the label of what was chosen: then everything is offered, not only that. */
  get isUntouched() {
    return this.input.dataset.chosen === this.input.value;
  }

  /** @param {string | undefined} text below the list, or in its place */
  explain(text) {
    this.more.textContent = text ?? "";
    this.more.hidden = !text;
    this.popup.hidden = false;
  }

  /**
   * @param {Option} option
   * @param {number} place
   */
  optionOf({ label, note }, place) {
    const own = note ? [label, " ", element("small", {}, note)] : [label];
    return element("li", { id: `${this.list.id}-${place}`, role: "option", "aria-selected": "false" }, ...own);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.isComposing) return;
    if (this.popup.hidden) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      void this.open();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.onEnter();
    } else {
      const next = optionAfter(event.key, this.active, this.shown.length);
      if (next === undefined) return;
      event.preventDefault();
      this.activate(next);
    }
  }

  /** Choose what is marked, or what can only be meant; otherwise mark the first, so that it is seen what Enter would choose. */
  onEnter() {
    const place = this.active === -1 ? certainOf(this.shown, this.isUntouched ? "" : this.input.value) : this.active;
    if (place === -1) this.activate(this.shown.length ? 0 : -1);
    else this.choose(place);
  }

  /** @param {number} place -1 for none */
  activate(place) {
    this.active = place;
    [...this.list.children].forEach((each, number) => each.setAttribute("aria-selected", String(number === place)));
    const chosen = this.list.children[place];
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} place */
  choose(place) {
    const option = this.shown[place];
    this.close();
    if (option) this.offer.onChoose(option);
  }

  /** Hide the list, and forget one that is still to come. */
  close() {
    this.turn += 1;
    this.popup.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
  }
}

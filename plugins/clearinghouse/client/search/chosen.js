/**
 * The values that are chosen, above the results, each to be removed with a press; and what values are called.
 *
 * @typedef {import("./question.js").Question} Question
 * @typedef {import("./question.js").Chosen} Chosen
 * @typedef {import("./facets.js").FacetHead} FacetHead
 */
import { button, element, isolated, spoken } from "../elements.js";
import { chosenValues } from "./question.js";

/** The list of chosen values. */
export class ChosenValues {
  /**
   * @param {{ engine: Pick<import("./asking.js").Engine, "facet">, words: import("../messages.js").Words, chosen: HTMLElement,
   *   clear: HTMLElement, onRemove: (value: Chosen) => void }} place `chosen` is the list, `clear` what removes all
   */
  constructor(place) {
    this.place = place;
    /** Labels of values, by facet and id. @type {Map<string, string>} */
    this.labels = new Map();
  }

  /**
   * Show what is chosen.
   *
   * @param {Question} question
   * @param {FacetHead[]} heads
   */
  draw(question, heads) {
    const { chosen, clear } = this.place;
    const values = chosenValues(question);
    chosen.replaceChildren(...values.map((each) => this.item(each, heads)));
    if (values.length) chosen.append(element("li", {}, clear));
    chosen.hidden = !values.length;
  }

  /**
   * @param {Chosen} value
   * @param {FacetHead[]} heads
   */
  item(value, heads) {
    const { words, onRemove } = this.place;
    const isExcluded = value.wish === "exclude";
    const title = heads.find(({ name }) => name === value.facet)?.title ?? value.facet;
    const text = isolated(isExcluded ? words.chipNot : words.chip, { facet: title, value: this.labelOf(value.facet, value.id) });
    const cross = element("span", { "aria-hidden": "true", class: "ch-cross" }, "×");
    const style = `ch-chosen-value${isExcluded ? " ch-excluded" : ""}`;
    return element("li", {}, button(style, () => onRemove(value), ...text, cross, spoken(` (${words.remove})`)));
  }

  /**
   * What a value is called; its id as long as that is not known.
   *
   * @param {string} facet
   * @param {string} id
   */
  labelOf(facet, id) {
    return this.labels.get(`${facet}/${id}`) ?? id;
  }

  /**
   * The chosen values whose labels are not known yet.
   *
   * @param {Question} question
   */
  unnamed(question) {
    return chosenValues(question).filter(({ facet, id }) => !this.labels.has(`${facet}/${id}`));
  }

  /**
   * Learn what chosen values are called, as far as that can be loaded.
   *
   * @param {Question} question
   */
  async learnNames(question) {
    const names = new Set(this.unnamed(question).map(({ facet }) => facet));
    for (const name of names) await this.learn(name).catch(() => {}); // the ids stay, which is better than nothing
  }

  /**
   * Load a facet, and learn what its values are called.
   *
   * @param {string} name
   */
  async learn(name) {
    const facet = await this.place.engine.facet(name);
    for (const { id, label } of facet.values) this.labels.set(`${name}/${id}`, label);
    return facet;
  }
}

/**
 * Facets beside the results: groups of values to tick, or to leave out, each with the number of results that it has.
 *
 * @typedef {import("./question.js").Question} Question
 * @typedef {import("./question.js").Wish} Wish
 * @typedef {import("../messages.js").Words} Words
 * @typedef {{ id: string, label: string, broader: string }} FacetValue
 * @typedef {{ name: string, title: string, types: string[] }} FacetHead `types`: the only types that have it; none means all
 * @typedef {{ values: FacetValue[], counts: (question: Question) => Promise<Map<string, number>> }} Facet
 * @typedef {{ value: FacetValue, count: number, depth: number }} Row
 */
import { button, element, spoken } from "../elements.js";
import { fill, numeral } from "../messages.js";
import { choiceOf, wishFor } from "./question.js";

/** How many values are shown at first. */
const FEW = 8;
/** How many values are shown at most; a longer list is narrowed by typing. */
const MANY = 200;

/**
 * The facets to offer: general ones, and those of the types that were chosen; a facet with a choice stays.
 *
 * @param {FacetHead[]} heads
 * @param {Question} question
 * @param {string} collection the only type of a listing; "" on the search page
 */
export function facetsToOffer(heads, question, collection) {
  const types = collection ? [collection] : choiceOf(question, "type").include;
  return heads.filter(({ name, types: own }) => {
    if (collection && name === "type") return false;
    const { include, exclude } = choiceOf(question, name);
    return !own.length || include.length + exclude.length > 0 || own.some((each) => types.includes(each));
  });
}

/**
 * Put values into the order in which they are shown: those with most results first, years backwards, narrower ones below
 * what they belong to.
 * Of a long list the first are taken, with what they belong to; chosen values always stay.
 *
 * @param {FacetValue[]} values
 * @param {Map<string, number>} counts results by value; values without any are left out
 * @param {Set<string>} chosen ids
 * @param {number} limit
 * @returns {{ rows: Row[], left: number }} `left`: how many values are not shown
 */
export function arrange(values, counts, chosen, limit) {
  const byId = new Map(values.map((each) => [each.id, each]));
  const known = values.filter(({ id }) => counts.get(id) || chosen.has(id));
  const order = orderOf(known, counts);
  const kept = new Set(known.filter(({ id }) => chosen.has(id)).map(({ id }) => id));
  const inOrder = new Set(known);
  for (const { id } of order) if (kept.size < limit) kept.add(id);
  for (const id of [...kept]) {
    let above = byId.get(byId.get(id)?.broader ?? "");
    for (; above && !kept.has(above.id); above = byId.get(above.broader)) kept.add(above.id);
  }
  const rows = treeOf(order.concat(values.filter((each) => !inOrder.has(each))).filter(({ id }) => kept.has(id)));
  return {
    rows: rows.map(([value, depth]) => ({ value, depth, count: counts.get(value.id) ?? 0 })),
    left: known.filter(({ id }) => !kept.has(id)).length,
  };
}

/**
 * @param {FacetValue[]} values
 * @param {Map<string, number>} counts
 */
function orderOf(values, counts) {
  const areYears = values.every(({ id }) => /^\d{4}$/u.test(id));
  return [...values].sort((one, other) =>
    areYears ? Number(other.id) - Number(one.id) : (counts.get(other.id) ?? 0) - (counts.get(one.id) ?? 0),
  );
}

/**
 * @param {FacetValue[]} values in order
 * @returns {[FacetValue, number][]} each followed by what is narrower, with its depth
 */
function treeOf(values) {
  const ids = new Set(values.map(({ id }) => id));
  /** @type {Map<string, FacetValue[]>} */
  const below = new Map();
  for (const value of values) {
    const place = ids.has(value.broader) && value.broader !== value.id ? value.broader : "";
    below.set(place, [...(below.get(place) ?? []), value]);
  }
  /** @type {[FacetValue, number][]} */
  const rows = [];
  const seen = new Set();
  /** @param {string} id @param {number} depth */
  const add = (id, depth) => {
    for (const value of below.get(id) ?? []) {
      if (seen.has(value.id)) continue;
      seen.add(value.id);
      rows.push([value, depth]);
      add(value.id, depth + 1);
    }
  };
  add("", 0);
  return rows;
}

/**
 * The values whose label contains what was typed, whatever the case and the accents.
 *
 * @param {FacetValue[]} values
 * @param {string} typed
 */
export function valuesNamed(values, typed) {
  const wanted = plain(typed);
  return wanted ? values.filter(({ label }) => plain(label).includes(wanted)) : values;
}

/** @param {string} text */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** One facet on the page. Its values are loaded when it is opened. */
export class FacetGroup {
  /**
   * @param {FacetHead} head
   * @param {{ words: Words, language: string, load: () => Promise<Facet>, question: () => Question,
   *   onWish: (facet: string, id: string, wish: Wish) => void }} page what it needs of the page that it stands on
   */
  constructor(head, page) {
    this.head = head;
    this.page = page;
    this.isAll = false;
    this.turn = 0;
    /** @type {Map<string, HTMLLIElement>} */
    this.items = new Map();
    /** @type {Map<string, number>} */
    this.counts = new Map();
    /** @type {FacetValue[]} */
    this.values = [];
    this.badge = element("span", { class: "ch-facet-chosen", hidden: true });
    this.list = element("ul", {});
    this.narrow = element("input", {
      type: "search", class: "ch-facet-narrow", autocomplete: "off", hidden: true,
      "aria-label": fill(page.words.narrow, { facet: head.title }), placeholder: fill(page.words.narrow, { facet: head.title }),
    }); // prettier-ignore
    this.narrow.addEventListener("input", () => this.draw());
    this.all = button("ch-facet-all", () => this.toggleAll());
    this.all.hidden = true;
    const title = element("span", {}, head.title);
    const body = element("div", { role: "group", "aria-label": head.title }, this.narrow, this.list, this.all);
    this.root = element("details", { class: "ch-facet", "data-facet": head.name }, element("summary", {}, title, this.badge), body);
    this.root.addEventListener("toggle", () => void this.update());
  }

  /** Count anew for what is asked now; a closed group loads nothing. */
  async update() {
    const question = this.page.question();
    const { include, exclude } = choiceOf(question, this.head.name);
    const chosen = include.length + exclude.length;
    this.badge.hidden = !chosen;
    this.badge.replaceChildren(numeral(chosen, this.page.language), spoken(` ${this.page.words.chosen}`));
    if (!this.root.open) return;
    const turn = ++this.turn;
    try {
      const facet = await this.page.load();
      const counts = await facet.counts(question);
      if (turn !== this.turn) return;
      this.values = facet.values;
      this.counts = counts;
      this.draw();
    } catch {
      if (turn !== this.turn) return;
      this.list.replaceChildren(element("li", { class: "ch-note" }, this.page.words.failedFacet ?? ""));
    }
  }

  /** Show all values, with a field to narrow them down, or few again. */
  toggleAll() {
    this.isAll = !this.isAll;
    this.narrow.value = "";
    this.narrow.hidden = !this.isAll;
    this.draw();
    if (this.isAll) this.narrow.focus();
  }

  /** Show the values in their order. Elements are kept, so that the focus stays where it is. */
  draw() {
    const question = this.page.question();
    const chosen = new Set([...choiceOf(question, this.head.name).include, ...choiceOf(question, this.head.name).exclude]);
    const named = valuesNamed(this.values, this.narrow.value);
    const { rows, left } = arrange(named, this.counts, chosen, this.isAll ? MANY : FEW);
    const items = rows.map((row) => this.itemOf(row, wishFor(question, this.head.name, row.value.id)));
    if (items.length !== this.list.children.length || items.some((item, place) => this.list.children[place] !== item)) {
      const focused = document.activeElement;
      this.list.replaceChildren(...items);
      if (focused instanceof HTMLElement && this.list.contains(focused)) focused.focus({ preventScroll: true });
    }
    if (!rows.length) this.list.replaceChildren(element("li", { class: "ch-note" }, this.page.words.noValues ?? ""));
    this.list.classList.toggle("ch-facet-long", this.isAll);
    this.drawAll(rows.length, left);
  }

  /**
   * @param {number} shown
   * @param {number} left
   */
  drawAll(shown, left) {
    const { words, language } = this.page;
    this.all.hidden = !this.isAll && left === 0;
    this.all.setAttribute("aria-expanded", String(this.isAll));
    this.all.textContent = this.isAll ? (words.showFewer ?? "") : fill(words.showAll, { count: numeral(shown + left, language) });
  }

  /**
   * The element of a value, made once.
   *
   * @param {Row} row
   * @param {Wish} wish
   */
  itemOf(row, wish) {
    const item = this.items.get(row.value.id) ?? this.newItem(row.value);
    this.items.set(row.value.id, item);
    item.className = wish === "exclude" ? "ch-excluded" : "";
    item.style.setProperty("--ch-depth", String(Math.min(row.depth, 3)));
    const tick = /** @type {HTMLInputElement} */ (item.querySelector("input"));
    tick.checked = wish === "include";
    item.querySelector("button")?.setAttribute("aria-pressed", String(wish === "exclude"));
    const count = /** @type {HTMLElement} */ (item.querySelector(".ch-count"));
    count.textContent = numeral(row.count, this.page.language);
    return item;
  }

  /** @param {FacetValue} value */
  newItem(value) {
    const { words, onWish } = this.page;
    const tick = element("input", { type: "checkbox" });
    tick.addEventListener("change", () => onWish(this.head.name, value.id, tick.checked ? "include" : "off"));
    const label = element("label", {}, tick, element("span", { dir: "auto" }, value.label), " ", element("span", { class: "ch-count" }));
    const not = button("ch-not", () => {
      onWish(this.head.name, value.id, not.getAttribute("aria-pressed") === "true" ? "off" : "exclude");
    }, words.not ?? "", spoken(` ${value.label}`)); // prettier-ignore
    not.title = fill(words.leaveOut, { value: value.label });
    return element("li", { "data-value": value.id }, label, not);
  }
}

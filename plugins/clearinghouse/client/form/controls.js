/**
 * Controls: what a field of a record looks like on the page. Each can be filled, read, and told that something is wrong.
 *
 * @typedef {import("./spec.js").Field} Field
 * @typedef {import("./spec.js").Option} Option
 * @typedef {import("./spec.js").Pointer} Pointer
 * @typedef {object} Desk what all controls of a form share
 * @property {Record<string, string>} words
 * @property {(field: Field) => Option[] | undefined} fixed what a field offers, where the page itself knows it
 * @property {(field: Field) => Promise<Option[]>} options what a field offers
 * @property {(text: string) => void} say tells those who do not see what happens
 * @property {() => string} newId an id for an element
 *
 * @typedef {object} Control
 * @property {HTMLElement} element with label and help
 * @property {() => unknown} read nothing where it is empty
 * @property {(value: any) => void} fill
 * @property {() => void} focus
 * @property {(message: string) => void} tell what is wrong; "" takes it back
 * @property {(pointer: Pointer) => Control} at the control of a value within this one
 * @property {() => Control[]} inside the controls of which it is made
 */
import { button, element, spoken } from "../elements.js";
import { fill } from "../messages.js";
import { Combobox } from "./combobox.js";
import { slugOf } from "./ids.js";
import { namedBy } from "./offers.js";
import { Numeral } from "./spec.js";
import { cleaned } from "./yaml.js";

/** Options that a select can hold; of more, somebody finds one by typing. */
const MAX_SELECT = 15;

/**
 * The control of a field.
 *
 * @param {Field} field
 * @param {Desk} desk
 * @returns {Control}
 */
export function controlOf(field, desk) {
  const canChoose = Boolean(field.list || field.to || field.values || field.names);
  const list = canChoose ? Choices : Rows;
  const control = field.many ? new list(field, desk) : single(field, desk, canChoose);
  control.element.dataset.field = field.name;
  return control;
}

/**
 * @param {Field} field
 * @param {Desk} desk
 * @param {boolean} canChoose
 * @returns {Control}
 */
function single(field, desk, canChoose) {
  if (field.kind === "group") return new Group(field, desk);
  if (field.kind === "boolean") return new Select(field, desk, yesOrNo(desk.words));
  if (!canChoose) return new Line(field, desk);
  const fixed = desk.fixed(field);
  return fixed && fixed.length <= MAX_SELECT ? new Select(field, desk, fixed) : new Choice(field, desk);
}

/** @param {Record<string, string>} words @returns {Option[]} */
function yesOrNo({ yes = "yes", no = "no" }) {
  return [{ id: "true", label: yes }, { id: "false", label: no }];
}

/** What all controls have: title, explanation, a place for what is wrong. */
class Base {
  /**
   * @param {Field} field
   * @param {Desk} desk
   */
  constructor(field, desk) {
    this.field = field;
    this.desk = desk;
    this.id = desk.newId();
    this.fault = element("p", { id: `${this.id}-fault`, class: "ch-fault", hidden: true });
  }

  /** Explanation and example. */
  about() {
    const { about = "", example = "" } = this.field;
    const shown = example ? fill(this.desk.words.example, { example }) : this.how;
    const more = shown ? [" ", element("span", { class: "ch-example" }, shown)] : [];
    return element("p", { id: `${this.id}-about`, class: "ch-hint" }, about, ...more);
  }

  /** How a value is written, where the page does not say it by an example. */
  get how() {
    const { dateForm, dayForm } = this.desk.words;
    return this.field.kind === "date" ? ((this.field.format === "date" ? dayForm : dateForm) ?? "") : "";
  }

  /** Title and, where it is so, that it is needed. */
  title() {
    const chip = element("span", { class: "ch-chip" }, this.desk.words.required ?? "");
    return this.field.required ? [this.field.title, " ", chip] : [this.field.title];
  }

  /** What describes an input. */
  get described() {
    return `${this.id}-about ${this.id}-fault`;
  }

  /** @returns {HTMLElement | null} what gets the focus and is marked as wrong */
  get main() {
    return null;
  }

  /** @param {string} message */
  tell(message) {
    this.fault.textContent = message;
    this.fault.hidden = !message;
    if (message) this.main?.setAttribute("aria-invalid", "true");
    else this.main?.removeAttribute("aria-invalid");
  }

  focus() {
    this.main?.focus();
  }

  /** @param {Pointer} _pointer @returns {Control} */
  at(_pointer) {
    return /** @type {any} */ (this);
  }

  /** @returns {Control[]} */
  inside() {
    return [];
  }
}

/** A field whose input has a label above it. */
class Labelled extends Base {
  /**
   * @param {HTMLElement} input
   * @param {...HTMLElement} around what stands on the page instead of the input alone
   */
  framed(input, ...around) {
    input.id = this.id;
    input.setAttribute("aria-describedby", this.described);
    if (this.field.required) input.setAttribute("aria-required", "true");
    const label = element("label", { for: this.id }, ...this.title());
    return element("div", { class: "ch-entry" }, label, this.about(), this.fault, ...(around.length ? around : [input]));
  }
}

/** One value that is typed. */
class Line extends Labelled {
  /**
   * @param {Field} field
   * @param {Desk} desk
   */
  constructor(field, desk) {
    super(field, desk);
    const isNumber = field.kind === "number" || field.kind === "integer";
    const mode = isNumber ? "decimal" : field.kind === "uri" ? "url" : undefined;
    const shape = field.kind === "date" || isNumber ? "ch-short" : undefined;
    this.input = field.long ? element("textarea", { rows: "3" }) : element("input", { type: "text", inputmode: mode, class: shape, autocomplete: "off" });
    this.element = this.framed(this.input);
  }

  /** @override */
  get main() {
    return this.input;
  }

  read() {
    const text = cleaned(this.input.value);
    if (!text) return undefined;
    return this.field.kind === "number" || this.field.kind === "integer" ? new Numeral(text) : this.field.long ? text : text.replace(/\s*\n\s*/gu, " ");
  }

  /** @param {unknown} value */
  fill(value) {
    this.input.value = value === undefined ? "" : String(value);
    if (this.input instanceof HTMLTextAreaElement) this.input.rows = Math.min(12, Math.max(3, Math.ceil(this.input.value.length / 70)));
  }
}

/** One of a few values. */
class Select extends Labelled {
  /**
   * @param {Field} field
   * @param {Desk} desk
   * @param {Option[]} options
   */
  constructor(field, desk, options) {
    super(field, desk);
    this.input = element("select");
    this.element = this.framed(this.input);
    const none = element("option", { value: "" }, desk.words.choose ?? "");
    this.input.append(none, ...options.map(({ id, label }) => element("option", { value: id }, label)));
  }

  /** @override */
  get main() {
    return this.input;
  }

  read() {
    const value = this.input.value;
    return value ? (this.field.kind === "boolean" ? value === "true" : value) : undefined;
  }

  /** @param {unknown} value */
  fill(value) {
    this.input.value = value === undefined ? "" : String(value);
  }
}

/** What is found among many by typing a part of its name. */
class Searched extends Labelled {
  /**
   * @param {Field} field
   * @param {Desk} desk
   */
  constructor(field, desk) {
    super(field, desk);
    this.input = element("input", { type: "text", id: this.id });
    /** @type {Option[]} */
    this.options = [];
  }

  /** @override */
  get how() {
    return this.desk.words.byName ?? "";
  }

  async load() {
    this.options = await this.desk.options(this.field);
    return this.options;
  }

  /** @override */
  get main() {
    return this.input;
  }
}

/** One of many, found by typing. */
class Choice extends Searched {
  /**
   * @param {Field} field
   * @param {Desk} desk
   */
  constructor(field, desk) {
    super(field, desk);
    this.box = new Combobox(this.input, field.title, {
      options: () => this.load(), onChoose: (option) => this.choose(option), words: desk.words, say: desk.say,
    });
    this.element = this.framed(this.input, this.box.element);
    this.chosen = "";
    this.input.addEventListener("input", () => (this.chosen = ""));
  }

  /** @param {Option} option */
  choose({ id, label }) {
    this.chosen = id;
    this.input.value = this.input.dataset.chosen = label;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  read() {
    const text = cleaned(this.input.value);
    return text ? this.chosen || (namedBy(this.options, text) ?? text) : undefined;
  }

  /** @param {unknown} value */
  fill(value) {
    this.chosen = this.input.value = value === undefined ? "" : String(value);
    const id = this.chosen;
    if (!id) return;
    const showLabel = (/** @type {Option[]} */ options) => {
      const option = options.find((each) => each.id === id);
      if (option && this.chosen === id) this.input.value = this.input.dataset.chosen = option.label;
    };
    this.load().then(showLabel, () => {}); // without the list, the id itself says it
  }
}

/** Several of many: each is found by typing, and then stands in a list from which it can be taken. */
class Choices extends Searched {
  /**
   * @param {Field} field
   * @param {Desk} desk
   */
  constructor(field, desk) {
    super(field, desk);
    /** @type {string[]} */
    this.chosen = [];
    this.list = element("ul", { class: "ch-chosen-list", "aria-label": fill(desk.words.chosen, { title: field.title }), hidden: true });
    this.box = new Combobox(this.input, field.title, {
      options: async () => (await this.load()).filter(({ id }) => !this.chosen.includes(id)),
      onChoose: ({ id }) => this.add(id), words: desk.words, say: desk.say,
    });
    this.element = this.framed(this.input, this.list, this.box.element);
  }

  /** @param {string} id */
  add(id) {
    this.chosen.push(id);
    this.input.value = "";
    this.show();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {number} place */
  remove(place) {
    this.chosen.splice(place, 1);
    this.show();
    const next = this.list.querySelectorAll("button")[Math.min(place, this.chosen.length - 1)];
    (next ?? this.input).focus();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  show() {
    this.list.hidden = !this.chosen.length;
    this.list.replaceChildren(
      ...this.chosen.map((id, place) => {
        const label = this.options.find((each) => each.id === id)?.label ?? id;
        const cross = element("span", { "aria-hidden": "true" }, "×");
        return element("li", {}, label, button("ch-off", () => this.remove(place), spoken(fill(this.desk.words.remove, { value: label })), cross));
      }),
    );
  }

  read() {
    const text = cleaned(this.input.value);
    const values = text ? [...this.chosen, namedBy(this.options, text) ?? text] : [...this.chosen];
    return values.length ? values : undefined;
  }

  /** @param {string[] | undefined} values */
  fill(values) {
    this.chosen = [...(values ?? [])];
    this.show();
    if (this.chosen.length) this.load().then(() => this.show(), () => {});
  }
}

/**
 * Fill a control by what stands in another, until somebody writes something else there.
 *
 * @param {Control} source
 * @param {Control} target
 * @param {(value: string) => string} make
 */
export function propose(source, target, make) {
  let proposed = "";
  const put = () => {
    if ((target.read() ?? "") !== proposed) return;
    proposed = make(String(source.read() ?? ""));
    target.fill(proposed);
  };
  for (const name of ["input", "change"]) source.element.addEventListener(name, put);
}

/** Fields that belong together. */
class Group extends Base {
  /**
   * @param {Field} field
   * @param {Desk} desk
   */
  constructor(field, desk) {
    super(field, desk);
    /** @type {Map<string, Control>} */
    this.parts = new Map((field.fields ?? []).map((part) => [part.name, controlOf(part, desk)]));
    /** @type {Control | undefined} */
    this.first = undefined;
    /** What is in the group and in no schema. @type {Record<string, unknown>} */
    this.rest = {};
    const legend = element("legend", {}, ...this.title());
    const parts = [...this.parts.values()].map((part) => part.element);
    this.element = element("fieldset", { class: "ch-group", "aria-describedby": this.described }, legend, this.about(), this.fault, ...parts);
  }

  /** Where the group has an id, it follows from the first text beside it. */
  proposeId() {
    const id = this.parts.get("id");
    const text = this.field.fields?.find(({ name, kind, many, pattern }) => name !== "id" && kind === "text" && !many && !pattern);
    const source = text && this.parts.get(text.name);
    if (id && source) propose(source, id, slugOf);
    this.first = source;
  }

  /** Begin where somebody writes first: an id that follows from that can wait. @override */
  focus() {
    (this.first ?? this.inside()[0])?.focus();
  }

  /** Say of every part that is needed and empty that it is. @param {string} message what is said; "" takes it back */
  tellNeeded(message) {
    for (const { name, required } of this.field.fields ?? []) {
      if (required && this.parts.get(name)?.read() === undefined) this.parts.get(name)?.tell(message);
    }
  }

  /** @override */
  inside() {
    return [...this.parts.values()];
  }

  read() {
    /** @type {Record<string, unknown>} */
    const read = {};
    for (const [name, part] of this.parts) {
      const value = part.read();
      if (value !== undefined) read[name] = value;
    }
    const all = { ...read, ...this.rest };
    return Object.keys(all).length ? all : undefined;
  }

  /** @param {Record<string, unknown> | undefined} value */
  fill(value) {
    this.rest = { ...value };
    for (const [name, part] of this.parts) {
      part.fill(value?.[name]);
      delete this.rest[name];
    }
  }

  /** @override @param {Pointer} pointer @returns {Control} */
  at([name, ...rest]) {
    const part = this.parts.get(String(name));
    return part ? part.at(rest) : /** @type {any} */ (this);
  }
}

/** @typedef {{ control: Control, element: HTMLElement }} Row */

/** A list of values or groups, to which more can be added. */
class Rows extends Base {
  /**
   * @param {Field} field
   * @param {Desk} desk
   */
  constructor(field, desk) {
    super(field, desk);
    /** @type {Row[]} */
    this.rows = [];
    this.place = element("div", { class: "ch-rows" });
    this.more = button("md-button ch-add", () => this.addByHand());
    const legend = element("legend", {}, ...this.title());
    this.element = element("fieldset", { class: "ch-several", "aria-describedby": this.described }, legend, this.about(), this.fault, this.place, this.more);
    if (field.required) this.add();
    this.number();
  }

  /** @override */
  focus() {
    if (this.rows[0]) this.rows[0].control.focus();
    else this.more.focus();
  }

  /** @override */
  inside() {
    return this.rows.map(({ control }) => control);
  }

  /** What is wrong with an empty list stands at the fields of its first row too, where it can be mended. @override @param {string} message */
  tell(message) {
    super.tell(message);
    const first = this.rows[0]?.control;
    if (message && first instanceof Group && this.read() === undefined) first.tellNeeded(this.desk.words.missing ?? "");
  }

  addByHand() {
    const { control } = this.add();
    this.number();
    control.focus();
  }

  add() {
    // Explanation and example stand above the list, and need not be said again in every row.
    /** @type {Control} */
    const control = single({ ...this.field, many: false, required: false, about: "", example: "" }, this.desk, false);
    const cross = element("span", { "aria-hidden": "true" }, "×");
    if (control instanceof Group) control.proposeId();
    /** @type {Row} */
    const row = { control, element: element("div", { class: "ch-row" }, control.element) };
    row.element.append(button("ch-off ch-row-cross", () => this.remove(row), spoken(""), cross));
    this.rows.push(row);
    this.place.append(row.element);
    return row;
  }

  /** @param {Row} row */
  remove(row) {
    const place = this.rows.indexOf(row);
    this.rows.splice(place, 1);
    row.element.remove();
    this.number();
    const next = this.rows[Math.min(place, this.rows.length - 1)];
    if (next) next.control.focus();
    else this.more.focus();
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Say anew which row is which, after one came or went. */
  number() {
    const { words } = this.desk;
    const title = this.field.title;
    this.rows.forEach(({ element: row }, place) => {
      const heading = row.querySelector("legend, label");
      if (heading) heading.textContent = fill(words.row, { title, number: place + 1 });
      const cross = row.querySelector(":scope > .ch-row-cross > .ch-hidden");
      if (cross) cross.textContent = fill(words.removeRow, { title, number: place + 1 });
    });
    this.more.textContent = fill(this.rows.length ? words.addAnother : words.add, { title });
  }

  read() {
    const values = this.rows.map(({ control }) => control.read());
    return values.some((each) => each !== undefined) ? values : undefined;
  }

  /** @param {unknown[] | undefined} values */
  fill(values) {
    for (const { element: row } of this.rows) row.remove();
    this.rows = [];
    for (const value of values ?? []) this.add().control.fill(value);
    if (!values && this.field.required) this.add();
    this.number();
  }

  /** @override @param {Pointer} pointer @returns {Control} */
  at([place, ...rest]) {
    const row = this.rows[Number(place)];
    return row ? row.control.at(rest) : /** @type {any} */ (this);
  }
}

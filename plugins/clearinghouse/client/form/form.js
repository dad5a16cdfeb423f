/**
 * The form of a kind of record: for a new one, or filled with one that is there.
 *
 * @typedef {import("./spec.js").Spec} Spec
 * @typedef {import("./spec.js").Field} Field
 * @typedef {import("./spec.js").Option} Option
 * @typedef {import("./spec.js").Pointer} Pointer
 * @typedef {import("./spec.js").Fault} Fault
 * @typedef {import("./controls.js").Control} Control
 * @typedef {import("./file.js").Original} Original
 * @typedef {import("./faults.js").Data} Data
 */
import { element } from "../elements.js";
import { fill } from "../messages.js";
import { controlOf, propose } from "./controls.js";
import { faultsOf } from "./faults.js";
import { changedFile, newFile } from "./file.js";
import { isId, slugOf } from "./ids.js";
import { faultsOfRules } from "./rules.js";
import { resultOf } from "./result.js";
import { conceptsFrom } from "./spec.js";

// Names of the two controls that are no fields; no field can have such a name.
const ID = "\u0000id";
const TEXT = "\u0000text";

/** A form on the page. */
export class RecordForm {
  /**
   * @param {HTMLElement} host what it is put into
   * @param {Spec} spec
   * @param {import("./offers.js").Offers} offers
   * @param {Original | undefined} original the record that is changed
   */
  constructor(host, spec, offers, original) {
    this.spec = spec;
    this.offers = offers;
    this.original = original;
    this.language = document.documentElement.lang || "en";
    /** @type {Map<string, Option[]>} */
    this.known = new Map();
    this.status = element("p", { class: "ch-hidden", role: "status" });
    this.summary = element("div", { class: "ch-form-problems", tabindex: "-1", role: "group", hidden: true });
    this.outcome = element("div");
    this.isEdited = false;
    this.counted = 0;
    const desk = this.desk();
    /** @type {Map<string, Control>} */
    this.controls = new Map(spec.fields.map((field) => [field.name, controlOf(field, desk)]));
    this.controls.set(TEXT, controlOf(this.textField(), desk));
    if (!original) this.addId(desk);
    this.form = element("form", { novalidate: true, class: "ch-form", "aria-labelledby": "ch-form-title", autocomplete: "off" }, this.summary, ...this.sections(), this.submit(), this.outcome, this.status);
    host.replaceChildren(this.form);
    if (original) this.fillWith(original);
    this.listen();
  }

  /** @returns {import("./controls.js").Desk} */
  desk() {
    return {
      words: this.spec.words,
      fixed: (field) => this.fixed(field),
      options: (field) => this.options(field),
      say: (text) => (this.status.textContent = text),
      newId: () => `ch-f${++this.counted}`,
    };
  }

  /** @returns {Field} */
  textField() {
    const { text = "", textAbout } = this.spec.words;
    return { name: TEXT, title: text, about: textAbout, kind: "text", long: true };
  }

  /** @param {import("./controls.js").Desk} desk */
  addId(desk) {
    const { id = "", idAbout } = this.spec.words;
    this.controls.set(ID, controlOf({ name: ID, title: id, about: idAbout, kind: "text", required: true }, desk));
  }

  /** The fields in groups: what is needed, what readers expect, the rest, the text. */
  sections() {
    const { words, fields } = this.spec;
    const needed = fields.filter(({ required }) => required);
    const expected = fields.filter((each) => !each.required && each.expected);
    const more = fields.filter((each) => !each.required && !each.expected);
    const [first, ...others] = needed.map(({ name }) => this.control(name).element);
    const id = this.controls.get(ID)?.element;
    const text = this.control(TEXT).element;
    text.classList.add("ch-form-body");
    const parts = [section(words.needed, [first, id, ...others]), section(words.expected, this.elements(expected)), section("", [text])];
    const summary = element("summary", {}, words.more ?? "", " ", element("span", { class: "ch-count" }, String(more.length)));
    this.more = element("details", { class: "ch-form-more" }, summary, element("p", { class: "ch-note" }, words.moreHint ?? ""), ...this.elements(more));
    return [...parts, ...(more.length ? [this.more] : [])].filter((each) => each !== undefined);
  }

  /** @param {Field[]} fields */
  elements(fields) {
    return fields.map(({ name }) => this.control(name).element);
  }

  /** @param {string} name @returns {Control} */
  control(name) {
    return /** @type {Control} */ (this.controls.get(name));
  }

  submit() {
    return element("p", { class: "ch-form-submit" }, element("button", { type: "submit", class: "md-button md-button--primary" }, this.spec.words.check ?? ""));
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.check();
    });
    for (const name of ["input", "change"]) this.form.addEventListener(name, (event) => this.onEdit(event));
    const id = this.controls.get(ID);
    if (id) this.proposeIds(id);
    window.addEventListener("beforeunload", (event) => {
      // Also when the file was taken: nothing can put what is written here back into the form.
      if (this.isEdited) event.preventDefault();
    });
  }

  /** What was made of the form before does not hold any more. @param {Event} event */
  onEdit(event) {
    if (event.target instanceof Element && this.outcome.contains(event.target)) return;
    this.isEdited = true;
    this.outcome.replaceChildren();
  }

  /** Propose an id for the title, until somebody writes another. @param {Control} id */
  proposeIds(id) {
    const { idsFrom, fields } = this.spec;
    const source = idsFrom ? fields.find((field) => field.list === idsFrom && !field.many)?.name : "title";
    const control = this.controls.get(source ?? "title");
    if (control) propose(control, id, (value) => (idsFrom ? value.toLowerCase() : slugOf(value)));
  }

  /** @param {Original} original */
  fillWith(original) {
    for (const { name } of this.spec.fields) this.control(name).fill(original.data[name]);
    this.control(TEXT).fill(original.body.trim());
    this.more?.toggleAttribute("open", this.spec.fields.some((each) => !each.required && !each.expected && original.data[each.name] !== undefined));
    this.before = { data: this.read(), body: this.control(TEXT).read() };
  }

  // --- what fields offer ---------------------------------------------------------------------------

  /** @param {Field} field @returns {Option[] | undefined} */
  fixed(field) {
    if (field.names) return this.names();
    if (field.values) return field.values.map((id) => ({ id, label: id }));
    const text = this.spec.lists[field.list ?? ""];
    return this.known.get(sourceOf(field)) ?? (text === undefined ? undefined : this.keep(field, conceptsFrom(text, this.spec.named[field.list ?? ""], this.language)));
  }

  /** Know what a field offers. @param {Field} field @param {Option[]} options */
  keep(field, options) {
    this.known.set(sourceOf(field), options);
    return options;
  }

  /** @returns {Option[]} the fields of the record, and its text */
  names() {
    const { fields, words, body } = this.spec;
    return [...fields.map(({ name, title }) => ({ id: name, label: title })), { id: body, label: words.text ?? "" }];
  }

  /** @param {Field} field @returns {Promise<Option[]>} */
  async options(field) {
    const fixed = this.fixed(field);
    if (fixed) return fixed;
    if (field.to) return this.keep(field, (await this.offers.titles(field.to)).options);
    const list = field.list ?? "";
    return this.keep(field, conceptsFrom(await this.offers.list(list), this.spec.named[list], this.language));
  }

  /**
   * Whether a value is among those that a field offers; what could not be loaded is left to the check.
   *
   * @param {Field} field
   * @param {string} value
   */
  isOffered(field, value) {
    const options = this.fixed(field);
    return !options || options.some(({ id }) => id === value);
  }

  // --- checking --------------------------------------------------------------------------------------

  /** @returns {Data} what the fields say; empty rows of lists are there as nothing */
  read() {
    /** @type {Data} */
    const data = {};
    for (const { name } of this.spec.fields) {
      const value = this.control(name).read();
      if (value !== undefined) data[name] = value;
    }
    return data;
  }

  /** Say what is wrong, or show the finished file. */
  async check() {
    const data = this.read();
    await this.loadOffers();
    const faults = [...(await this.faultsOfId()), ...faultsOf(this.spec, data, (field, value) => this.isOffered(field, value))];
    if (!faults.length) faults.push(...faultsOfRules(this.spec, { ...data, ...this.text() }));
    this.tell(faults);
    if (faults.length) return this.summary.focus();
    this.finish(/** @type {Data} */ (withoutHoles(data)));
  }

  /** The text of the record, as rules look at it: among the fields. */
  text() {
    const text = this.control(TEXT).read();
    return text === undefined ? {} : { [this.spec.body]: text };
  }

  /** Have all that fields offer which have a value, so that they can be checked. */
  async loadOffers() {
    const chosen = new Map(chosenIn(this.spec.fields, this.read()).map((field) => [sourceOf(field), field]));
    await Promise.allSettled([...chosen.values()].map((field) => this.options(field)));
  }

  /** @returns {Promise<Fault[]>} */
  async faultsOfId() {
    const control = this.controls.get(ID);
    if (!control) return [];
    const { words, maxId, collection } = this.spec;
    const id = String(control.read() ?? "");
    const wrong = (/** @type {string | undefined} */ message) => [{ pointer: [ID], message: fill(message, { limit: maxId }) }];
    if (!id) return wrong(words.missing);
    if (!isId(id, maxId)) return wrong(words.idForm);
    const taken = await this.offers.titles(collection).then((titles) => titles.taken, () => new Set());
    return taken.has(id) ? wrong(words.idTaken) : [];
  }

  /** @param {Fault[]} faults */
  tell(faults) {
    for (const control of this.controls.values()) takeBack(control);
    const { words } = this.spec;
    const placed = faults.map((fault) => ({ ...fault, control: this.controlAt(fault.pointer) })).sort((one, other) => inPageOrder(one.control, other.control));
    const links = placed.map(({ pointer, message, control }) => {
      control.tell(message);
      const link = element("a", { href: "#" }, fill(words.problemIn, { title: this.titleOf(pointer), message }));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.show(control);
      });
      return element("li", {}, link);
    });
    this.summary.hidden = !faults.length;
    const heading = element("h2", { id: "ch-form-problems" }, words.problems ?? "");
    this.summary.setAttribute("aria-labelledby", heading.id);
    this.summary.replaceChildren(heading, element("ul", {}, ...links));
  }

  /** The control of a value; that of the title where the form has none. @param {Pointer} pointer */
  controlAt([name, ...rest]) {
    return (this.controls.get(String(name)) ?? this.control("title")).at(rest);
  }

  /** Go to a control, wherever it is hidden. @param {Control} control */
  show(control) {
    const around = control.element.closest("details");
    if (around) around.open = true;
    control.focus();
    // Of what is taller than the window, the top is shown: there stand its name and what is wrong.
    const isTall = control.element.offsetHeight > window.innerHeight / 2;
    control.element.scrollIntoView({ block: isTall ? "start" : "center" });
  }

  /** What the place of a value is called: the titles on the way to it. @param {Pointer} pointer */
  titleOf(pointer) {
    if (pointer[0] === ID) return this.spec.words.id ?? "";
    /** @type {Field[] | undefined} */
    let fields = this.spec.fields;
    const titles = pointer.map((part) => {
      if (typeof part === "number") return String(part + 1);
      const field = fields?.find(({ name }) => name === part);
      fields = field?.fields;
      return field?.title ?? part;
    });
    return titles.join(" › ");
  }

  // --- the file --------------------------------------------------------------------------------------

  /** @param {Data} data */
  finish(data) {
    const made = this.original ? this.changed(this.original, data) : this.made(data);
    if (made === undefined) {
      this.outcome.replaceChildren(element("p", { class: "ch-form-result", tabindex: "-1" }, this.spec.words.unchanged ?? ""));
      return /** @type {HTMLElement} */ (this.outcome.firstElementChild).focus();
    }
    const next = document.getElementById("ch-form-next")?.firstElementChild?.cloneNode(true);
    this.outcome.replaceChildren(resultOf(this.spec, made, next));
    this.outcome.querySelector("h2")?.focus({ preventScroll: true });
    this.outcome.firstElementChild?.scrollIntoView({ block: "start" });
  }

  /** @param {Data} data */
  made(data) {
    const file = `content/${this.spec.collection}/${this.control(ID).read()}.md`;
    return { file, text: newFile(this.spec.fields, data, String(this.control(TEXT).read() ?? "")), isNew: true };
  }

  /**
   * @param {Original} original
   * @param {Data} data
   */
  changed(original, data) {
    const { fields } = this.spec;
    const before = /** @type {Data} */ (withoutHoles(this.before?.data ?? {}));
    const changed = fields.map(({ name }) => name).filter((name) => JSON.stringify(data[name]) !== JSON.stringify(before[name]));
    const body = this.control(TEXT).read();
    const isNewBody = body !== this.before?.body;
    if (!changed.length && !isNewBody) return undefined;
    const text = changedFile(original, fields, data, changed, isNewBody ? String(body ?? "") : undefined);
    return { file: original.file, text, isNew: false };
  }
}

/**
 * @param {string | undefined} title
 * @param {(HTMLElement | undefined)[]} elements
 */
function section(title, elements) {
  const inside = elements.filter((each) => each !== undefined);
  return inside.length ? element("section", { class: "ch-form-part" }, ...(title ? [element("h2", {}, title)] : []), ...inside) : undefined;
}

/**
 * @param {Control} one
 * @param {Control} other
 */
function inPageOrder(one, other) {
  if (one.element === other.element) return 0;
  return one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

/** @param {Control} control */
function takeBack(control) {
  control.tell("");
  control.inside().forEach(takeBack);
}

/** What names the options of a field: fields that take them from the same place share them. @param {Field} field */
function sourceOf({ list, to }) {
  return `${list ?? ""} ${to ?? ""}`;
}

/**
 * The fields with a value that is chosen from a code list or a collection.
 *
 * @param {Field[]} fields
 * @param {any} data
 * @returns {Field[]}
 */
function chosenIn(fields, data) {
  return fields.flatMap((field) => {
    const value = data?.[field.name];
    if (value === undefined) return [];
    if (field.list || field.to) return [field];
    return (Array.isArray(value) ? value : [value]).flatMap((each) => chosenIn(field.fields ?? [], each));
  });
}

/**
 * Data without the empty rows of its lists.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
function withoutHoles(value) {
  if (Array.isArray(value)) return value.filter((each) => each !== undefined).map(withoutHoles);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutHoles(each)]));
}

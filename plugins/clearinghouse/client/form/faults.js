/**
 * What is wrong in a record, in words beside each field: the rules of its schema, as core/validation.py has them.
 *
 * @typedef {import("./spec.js").Field} Field
 * @typedef {import("./spec.js").Spec} Spec
 * @typedef {import("./spec.js").Pointer} Pointer
 * @typedef {import("./spec.js").Fault} Fault
 * @typedef {Record<string, unknown>} Data the fields that have a value; empty rows of a list are `undefined`
 * @typedef {(field: Field, value: string) => boolean} IsOffered whether a value is among those that a field offers
 */
import { fill } from "../messages.js";
import { isBefore, isDay, isPartialDate } from "./dates.js";
import { ID, slugOf } from "./ids.js";
import { Numeral } from "./spec.js";

const NUMBER = /^-?(0|[1-9]\d{0,39})(\.\d{1,40})?$/u;
const UNWANTED = /[\s<>"\\^`{|}\u0000-\u001f\u007f]/u;

/**
 * All faults of a record, in the order of its fields.
 *
 * @param {Spec} spec
 * @param {Data} data
 * @param {IsOffered} isOffered
 * @returns {Fault[]}
 */
export function faultsOf(spec, data, isOffered) {
  return [...new Check(spec, data, isOffered).group(spec.fields, data, [])];
}

/** One look at a record. */
class Check {
  /**
   * @param {Spec} spec
   * @param {Data} root
   * @param {IsOffered} isOffered
   */
  constructor(spec, root, isOffered) {
    this.spec = spec;
    this.root = root;
    this.isOffered = isOffered;
  }

  /**
   * @param {string} word
   * @param {Record<string, string | number>} [values]
   */
  say(word, values = {}) {
    return fill(this.spec.words[word], values);
  }

  /**
   * @param {Field[]} fields
   * @param {Data} data
   * @param {Pointer} pointer
   * @returns {Generator<Fault>}
   */
  *group(fields, data, pointer) {
    for (const field of fields) {
      const value = data[field.name];
      const at = [...pointer, field.name];
      if (value === undefined) {
        if (field.required) yield { pointer: at, message: this.say("missing") };
      } else if (field.many && Array.isArray(value)) {
        yield* this.list(field, value, at);
      } else {
        yield* this.value(field, value, at, data);
      }
    }
  }

  /**
   * @param {Field} field
   * @param {unknown[]} values
   * @param {Pointer} pointer
   * @returns {Generator<Fault>}
   */
  *list(field, values, pointer) {
    const size = values.filter((each) => each !== undefined).length;
    if (size < (field.fewest ?? 0)) yield { pointer, message: this.say("tooFew", { limit: field.fewest ?? 0 }) };
    if (size > (field.most ?? Infinity)) yield { pointer, message: this.say("tooMany", { limit: field.most ?? 0 }) };
    /** @type {Set<string>} */
    const seen = new Set();
    const hasIds = field.fields?.some(({ name, many }) => name === "id" && !many);
    for (const [place, value] of values.entries()) {
      if (value === undefined) continue;
      const at = [...pointer, place];
      yield* this.value(field, value, at, {});
      const id = hasIds ? /** @type {Data} */ (value)["id"] : undefined;
      const same = hasIds ? String(id ?? "") : field.unique ? JSON.stringify(value) : "";
      if (same && seen.has(same)) {
        yield { pointer: hasIds ? [...at, "id"] : at, message: this.say("twice", { value: String(id ?? value) }) };
      }
      seen.add(same);
    }
  }

  /**
   * @param {Field} field
   * @param {unknown} value one value, or a group
   * @param {Pointer} pointer
   * @param {Data} beside the group that it stands in
   * @returns {Generator<Fault>}
   */
  *value(field, value, pointer, beside) {
    if (field.kind === "group") {
      const group = /** @type {Data} */ (value);
      if (Object.values(group).filter((each) => each !== undefined).length < (field.parts ?? 0)) {
        yield { pointer, message: this.say("missingPart") };
      }
      yield* this.group(field.fields ?? [], group, pointer);
      return;
    }
    const message = value instanceof Numeral ? this.number(field, value.text) : typeof value === "string" ? this.text(field, value, beside) : "";
    if (message) yield { pointer, message };
  }

  /**
   * @param {Field} field
   * @param {string} text
   */
  number(field, text) {
    if (!NUMBER.test(text)) return this.say(field.kind === "integer" ? "notInteger" : "notNumber");
    if (field.kind === "integer" && text.includes(".")) return this.say("notInteger");
    const number = Number(text);
    const { low, high, above, below } = field;
    if (low !== undefined && number < low) return this.say("tooLow", { limit: low });
    if (high !== undefined && number > high) return this.say("tooHigh", { limit: high });
    if (above !== undefined && number <= above) return this.say("notAbove", { limit: above });
    if (below !== undefined && number >= below) return this.say("notBelow", { limit: below });
    return "";
  }

  /**
   * @param {Field} field
   * @param {string} text
   * @param {Data} beside
   */
  text(field, text, beside) {
    if (field.kind === "date") return this.date(field, text, beside);
    if (field.kind === "uri" && !isWebAddress(text)) return this.say("notAddress");
    if (field.names) return this.name(field, text);
    if ((field.list || field.values) && !this.isOffered(field, text)) return this.say("notInList", { value: text });
    if (field.to && !this.isOffered(field, text)) {
      return this.say("noRecord", { value: text, collection: this.spec.collections[field.to] ?? field.to });
    }
    const size = [...text].length;
    if (size < (field.min ?? 0)) return this.say("tooShort", { limit: field.min ?? 0, size });
    if (size > (field.max ?? Infinity)) return this.say("tooLong", { limit: field.max ?? 0, size });
    if (field.pattern && !matches(field.pattern, text)) return this.form(field, text);
    return "";
  }

  /**
   * Which form is wanted: that of ids in words, with what the text would be as one; any other by its example.
   *
   * @param {Field} field
   * @param {string} text
   */
  form({ pattern, example }, text) {
    const shown = pattern === ID.source ? slugOf(text) || example : example;
    return [this.say(pattern === ID.source ? "notIdForm" : "notForm"), shown && this.say("example", { example: shown })].filter(Boolean).join(" ");
  }

  /**
   * @param {Field} field
   * @param {string} text
   * @param {Data} beside
   */
  date(field, text, beside) {
    const { years } = this.spec;
    if (field.format === "date" && !isDay(text, years)) return this.say("notDay");
    if (!isPartialDate(text, years)) return this.say("notDate");
    const start = field.after ? beside[field.after] : undefined;
    if (typeof start === "string" && isPartialDate(start, years) && isBefore(text, start)) return this.say("before", { start });
    return "";
  }

  /**
   * @param {Field} field
   * @param {string} name
   */
  name(field, name) {
    const named = this.spec.fields.find((each) => each.name === name);
    const value = name === this.spec.body ? this.spec.words.text : named?.title;
    if (!value) return this.say("notInList", { value: name });
    const isPresent = name === this.spec.body || this.root[name] !== undefined;
    if (field.names === "present" && !isPresent) return this.say("notPresent", { value });
    if (field.names === "absent" && isPresent) return this.say("present", { value });
    return "";
  }
}

/** @param {string} text */
function isWebAddress(text) {
  if (UNWANTED.test(text) || !/^https?:\/\/[^/?#]/iu.test(text)) return false;
  try {
    return Boolean(new URL(text).hostname);
  } catch {
    return false;
  }
}

/**
 * Whether a text has the form that a schema wants. A pattern that this browser does not know is left to the check.
 *
 * @param {string} pattern
 * @param {string} text
 */
function matches(pattern, text) {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true;
  }
}

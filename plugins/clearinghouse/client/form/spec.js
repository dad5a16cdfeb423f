/**
 * What a page with a form carries, as pages/form.py writes it, and what the form makes of it.
 *
 * @typedef {object} Field a field of a record, of a group or of each group in a list
 * @property {string} name
 * @property {string} title
 * @property {string} [about]
 * @property {string} [example]
 * @property {"text" | "number" | "integer" | "boolean" | "date" | "uri" | "code" | "reference" | "group"} kind
 * @property {boolean} [many] whether it is a list of such values
 * @property {boolean} [required]
 * @property {boolean} [expected]
 * @property {string} [list] the code list that its values are from
 * @property {string} [to] the collection whose records it names
 * @property {string[]} [values] all that can be written
 * @property {string} [format]
 * @property {string} [after] the date beside it that it may not lie before
 * @property {"present" | "absent"} [names] it names fields that have a value here, or have none
 * @property {boolean} [long] whether a text may have several lines
 * @property {Field[]} [fields] the parts of a group
 * @property {number} [min] characters
 * @property {number} [max] characters
 * @property {string} [pattern]
 * @property {number} [low]
 * @property {number} [high]
 * @property {number} [above]
 * @property {number} [below]
 * @property {number} [parts] how many parts of a group must have a value
 * @property {number} [fewest] values of a list
 * @property {number} [most] values of a list
 * @property {boolean} [unique]
 *
 * @typedef {object} Spec
 * @property {string} collection
 * @property {string} title
 * @property {Field[]} fields
 * @property {Record<string, string>} lists the short code lists: a line for each concept
 * @property {Record<string, "region" | "currency" | "language">} named the lists whose missing labels the browser knows
 * @property {Record<string, string>} collections their titles
 * @property {string} idsFrom
 * @property {import("./rules.js").Rule[]} rules what coordination asks of such records, whatever the schema says
 * @property {string} body what the text of a record is called among its fields
 * @property {number} maxId
 * @property {[number, number]} years
 * @property {string} data the address of the folder with what is offered
 * @property {string} newAddress
 * @property {string} editAddress
 * @property {number} maxAddress
 * @property {Record<string, string>} words
 *
 * @typedef {(string | number)[]} Pointer the way to a value
 * @typedef {{ pointer: Pointer, message: string }} Fault
 * @typedef {{ id: string, label: string, note?: string, also?: string[] }} Option something to choose; `also` has its other names
 */

/** A number as it was written, so that `1500000.50` keeps its last zero. */
export class Numeral {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/**
 * A name as a title: `after_the_end` is After the end. The page leaves out titles that are just that.
 *
 * @param {string} name
 */
export function inWords(name) {
  const words = name.replace(/[_-]/gu, " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/**
 * Fields with what the page leaves out, since it follows from the rest.
 *
 * @param {Partial<Field>[]} fields
 * @returns {Field[]}
 */
export function completed(fields) {
  return fields.map((field) => {
    const { name = "", title = inWords(name), kind = kindOf(field) } = field;
    return { ...field, name, title, kind, ...(field.fields ? { fields: completed(field.fields) } : {}) };
  });
}

/** @param {Partial<Field>} field @returns {Field["kind"]} */
function kindOf({ fields, list, to, format }) {
  return fields ? "group" : list ? "code" : to ? "reference" : format ? "date" : "text";
}

/**
 * Read the concepts of a code list.
 *
 * @param {string} text a line for each: its id, its label where that does not follow from it, and other names
 * @param {Spec["named"][string] | undefined} kind what the browser knows the missing labels as
 * @param {string} language
 * @returns {Option[]}
 */
export function conceptsFrom(text, kind, language) {
  const names = kind && new Intl.DisplayNames([language], { type: kind, fallback: "none" });
  const concepts = text.split("\n").map((line) => {
    const [id = "", label, ...also] = line.split("\t");
    return { id, label: label || (names ? (nameIn(names, id) ?? id) : inWords(id)), ...(also.length ? { also } : {}) };
  });
  // The order of a list of our own means something; that of codes does not.
  return names ? concepts.sort((one, other) => one.label.localeCompare(other.label, language)) : concepts;
}

/**
 * What the browser calls a country, a currency or a language; nothing for a code of our own.
 *
 * @param {Intl.DisplayNames} names
 * @param {string} id
 */
function nameIn(names, id) {
  try {
    return names.of(id);
  } catch {
    return undefined;
  }
}

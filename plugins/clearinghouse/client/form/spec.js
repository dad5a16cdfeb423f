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
 * @property {Record<string, string>} lists code lists: a line for each concept
 * @property {Record<string, "region" | "currency" | "language">} named the lists whose missing labels the browser knows
 * @property {Record<string, string>} collections their titles
 * @property {string} idsFrom
 * @property {import("./rules.js").Rule[]} rules what coordination asks of such records, whatever the schema says
 * @property {string} body what the text of a record is called among its fields
 * @property {number} maxId
 * @property {[number, number]} years
 * @property {number} part
 * @property {string} data the address of the folder with what is offered
 * @property {string} newAddress
 * @property {string} editAddress
 * @property {number} maxAddress
 * @property {Record<string, string>} words
 *
 * @typedef {(string | number)[]} Pointer the way to a value
 * @typedef {{ pointer: Pointer, message: string }} Fault
 * @typedef {{ id: string, label: string, note?: string }} Option something to choose
 */

/** A number as it was written, so that `1500000.50` keeps its last zero. */
export class Numeral {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/**
 * The concepts of a code list.
 *
 * @param {Spec} spec
 * @param {string} list
 * @param {string} language
 * @returns {Option[]}
 */
export function conceptsOf(spec, list, language) {
  const kind = spec.named[list];
  const names = kind && new Intl.DisplayNames([language], { type: kind, fallback: "none" });
  const concepts = (spec.lists[list] ?? "").split("\n").map((line) => {
    const [id = "", label] = line.split("\t");
    return { id, label: label ?? (names ? nameIn(names, id) : undefined) ?? id };
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

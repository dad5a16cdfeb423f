/**
 * Rules of coordination: what a record of a kind has to say beyond its schema, each in a little JSON Schema of its own.
 *
 * @typedef {import("./spec.js").Spec} Spec
 * @typedef {import("./spec.js").Pointer} Pointer
 * @typedef {import("./spec.js").Fault} Fault
 * @typedef {Record<string, any> | boolean} JsonSchema with the keywords that pages/form.py lets through
 * @typedef {object} Rule
 * @property {string[]} path the way to the items that have to keep it, `*` for each of a list; empty for the whole record
 * @property {JsonSchema} when
 * @property {JsonSchema} must
 * @property {string} field what is told about; a record that says it is not known keeps the rule
 * @property {string} message
 */
import { fill } from "../messages.js";
import { Numeral } from "./spec.js";

/**
 * What a record does not say, though a rule wants it.
 *
 * @param {Spec} spec
 * @param {Record<string, any>} data
 * @returns {Fault[]}
 */
export function faultsOfRules(spec, data) {
  return spec.rules.flatMap((rule) => {
    const isNotKnown = Array.isArray(data.not_known) && data.not_known.includes(rule.field);
    const broken = isNotKnown ? [] : [...placesOf(data, rule.path)].filter(([, value]) => isGood(rule.when, value) && !isGood(rule.must, value));
    return broken.map(([pointer, value]) => ({ pointer: pointer.length ? pointer : [rule.field], message: fill(rule.message, quoted(value)) }));
  });
}

/**
 * @param {any} data
 * @param {string[]} path
 * @param {Pointer} [pointer]
 * @returns {Generator<[Pointer, any]>}
 */
function* placesOf(data, [first, ...rest], pointer = []) {
  if (data === undefined) return;
  if (Array.isArray(data)) {
    for (const [place, each] of data.entries()) yield* placesOf(each, first === "*" ? rest : first ? [first, ...rest] : [], [...pointer, place]);
  } else if (first === undefined) {
    yield [pointer, data];
  } else if (isGroup(data)) {
    yield* placesOf(data[first], rest, [...pointer, first]);
  }
}

/** The texts of a group for the places of a message. @param {any} value */
function quoted(value) {
  const texts = isGroup(value) ? Object.entries(value).map(([name, each]) => [name, `“${plain(each)}”`]) : [];
  return Object.fromEntries(texts);
}

/**
 * Whether a value keeps a schema.
 *
 * @param {JsonSchema} schema
 * @param {any} value
 * @returns {boolean}
 */
export function isGood(schema, value) {
  if (typeof schema === "boolean") return schema;
  return Object.entries(schema).every(([keyword, wanted]) => KEYWORDS[keyword]?.(wanted, value, schema) ?? true);
}

/** @type {Record<string, (wanted: any, value: any, schema: Record<string, any>) => boolean>} */
const KEYWORDS = {
  required: (names, value) => !isGroup(value) || names.every((/** @type {string} */ name) => value[name] !== undefined),
  properties: (schemas, value) => !isGroup(value) || Object.entries(schemas).every(([name, each]) => value[name] === undefined || isGood(each, value[name])),
  enum: (values, value) => values.includes(plain(value)),
  const: (wanted, value) => plain(value) === wanted,
  not: (schema, value) => !isGood(schema, value),
  anyOf: (schemas, value) => schemas.some((/** @type {JsonSchema} */ each) => isGood(each, value)),
  allOf: (schemas, value) => schemas.every((/** @type {JsonSchema} */ each) => isGood(each, value)),
  contains: (schema, value, { minContains = 1 }) => !Array.isArray(value) || value.filter((each) => isGood(schema, each)).length >= minContains,
  minItems: (size, value) => !Array.isArray(value) || value.filter((each) => each !== undefined).length >= size,
  minLength: (size, value) => typeof value !== "string" || [...value].length >= size,
  pattern: (pattern, value) => typeof value !== "string" || new RegExp(pattern, "u").test(value),
};

/** @param {any} value @returns {value is Record<string, any>} */
function isGroup(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Numeral);
}

/** @param {any} value */
function plain(value) {
  return value instanceof Numeral ? Number(value.text) : value;
}

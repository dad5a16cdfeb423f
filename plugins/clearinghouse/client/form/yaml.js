/**
 * Values as YAML that readers of versions 1.1 and 1.2 read alike: texts stand in double quotation marks, or as a block of lines.
 */
import { Numeral } from "./spec.js";

/** Names of fields that stand without quotation marks; `on`, `no` and their like would be read as yes or no. */
const NAME = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z_][\w-]*$/iu;
/** What is seen neither in an editor nor on a page: core/scalar.py refuses it. */
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]/gu;

/**
 * A text as it may stand in a file: without invisible characters, its lines ended by line feeds, nothing at its ends.
 *
 * @param {string} text
 */
export function cleaned(text) {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/gu, "\n").replace(INVISIBLE, "").trim();
}

/**
 * A field with its value, each line ended by a line feed.
 *
 * @param {string} name
 * @param {unknown} value a text, a Numeral, a yes or no, a list or a group
 * @param {string} [indent]
 * @returns {string}
 */
export function yamlOf(name, value, indent = "") {
  return `${indent}${NAME.test(name) ? name : JSON.stringify(name)}:${after(value, indent)}`;
}

/**
 * What follows a colon or a hyphen.
 *
 * @param {unknown} value
 * @param {string} indent
 * @returns {string}
 */
function after(value, indent) {
  const inside = `${indent}  `;
  if (Array.isArray(value)) return `\n${value.map((each) => `${inside}-${inList(each, inside)}`).join("")}`;
  if (isGroup(value)) return `\n${Object.entries(value).map(([name, each]) => yamlOf(name, each, inside)).join("")}`;
  if (typeof value === "string" && isBlock(value)) return ` |-\n${value.replace(/^(?=.)/gmu, inside)}\n`;
  return ` ${scalar(value)}\n`;
}

/**
 * @param {unknown} value
 * @param {string} indent that of the hyphen
 */
function inList(value, indent) {
  if (!isGroup(value)) return after(value, indent);
  // The first field stands beside the hyphen, the others below it.
  const lines = Object.entries(value).map(([name, each]) => yamlOf(name, each, `${indent}  `));
  return ` ${lines.join("").trimStart()}`;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isGroup(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Numeral);
}

/** Whether a text is best written as a block of lines; one that begins with a space would need more than that. @param {string} text */
function isBlock(text) {
  return text.includes("\n") && !/^\s|\s$|\t/u.test(text) && cleaned(text) === text;
}

/** @param {unknown} value */
function scalar(value) {
  return value instanceof Numeral ? value.text : JSON.stringify(value);
}

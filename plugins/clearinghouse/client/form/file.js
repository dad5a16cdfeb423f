/**
 * The file of a record: a new one, or one that was there, with every line as it was but for what was changed.
 *
 * @typedef {import("./spec.js").Field} Field
 * @typedef {Record<string, unknown>} Data the fields that have a value
 * @typedef {object} Original a record as it was written
 * @property {string} file
 * @property {string} before what stands before the front matter, the row of hyphens included
 * @property {string} front
 * @property {string} after the second row of hyphens
 * @property {string} body
 * @property {[string, number][]} lines the name of each field with the line of the front matter that it starts on, from 0
 * @property {Data} data
 *
 * @typedef {{ name: string, lead: string, text: string }} Block a field as it is written, and the comments above it
 */
import { yamlOf } from "./yaml.js";

/**
 * A new file.
 *
 * @param {Field[]} fields in the order in which they are written
 * @param {Data} data
 * @param {string} body
 */
export function newFile(fields, data, body) {
  const front = fields.filter(({ name }) => data[name] !== undefined).map(({ name }) => yamlOf(name, data[name]));
  return `---\n${front.join("")}---\n${body ? `\n${body}\n` : ""}`;
}

/**
 * A file in which only some fields, and perhaps the text, have changed.
 *
 * @param {Original} original
 * @param {Field[]} fields
 * @param {Data} data what the form has now
 * @param {string[]} changed the names of the fields that are not what they were
 * @param {string} [body] the new text, where it has changed
 */
export function changedFile(original, fields, data, changed, body) {
  const order = fields.map(({ name }) => name);
  const { opening, blocks } = blocksOf(original);
  for (const name of order.filter((each) => changed.includes(each))) put(blocks, name, data[name], order);
  const front = blocks.map(({ lead, text }) => lead + text).join("");
  return original.before + opening + front + original.after + changedBody(original, body);
}

/** @param {Original} original @param {string} [body] */
function changedBody(original, body) {
  if (body === undefined) return original.body;
  const between = original.after.endsWith("\n") ? "" : "\n";
  if (!body) return between;
  const [start] = /^\n*/u.exec(original.body) ?? [""];
  const [end] = /\n*$/u.exec(original.body) ?? [""];
  return `${between}${(original.body.trim() && start) || "\n"}${body}${end || "\n"}`;
}

/**
 * Write a field in the place of what it was, or below the last field that comes before it in the schema.
 *
 * @param {Block[]} blocks
 * @param {string} name
 * @param {unknown} value
 * @param {string[]} order
 */
function put(blocks, name, value, order) {
  const text = value === undefined ? "" : yamlOf(name, value);
  const old = blocks.find((block) => block.name === name);
  if (old) {
    old.text = text;
    return;
  }
  const place = order.indexOf(name);
  const before = blocks.filter((block) => order.indexOf(block.name) < place && order.includes(block.name)).pop();
  blocks.splice(before ? blocks.indexOf(before) + 1 : 0, 0, { name, lead: "", text });
}

/**
 * The front matter, cut where its fields start. Comments and empty lines stand above what follows them.
 *
 * @param {Original} original
 */
function blocksOf({ front, lines }) {
  const written = front.split(/(?<=\n)/u);
  const opening = written.slice(0, lines[0]?.[1] ?? 0).join("");
  let lead = "";
  /** @type {Block[]} */
  const blocks = lines.map(([name, line], place) => {
    const own = written.slice(line, lines[place + 1]?.[1] ?? written.length);
    let end = own.length;
    if (place < lines.length - 1) while (end > 1 && /^(#|\s*$)/u.test(own[end - 1] ?? "")) end -= 1;
    const block = { name, lead, text: own.slice(0, end).join("") };
    lead = own.slice(end).join("");
    return block;
  });
  return { opening, blocks };
}

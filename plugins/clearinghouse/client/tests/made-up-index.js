/**
 * Files of an index in memory, made as search/files.py makes them, of a few records.
 */
import { filePart, lengthNames } from "../search/index.js";
import { termOf, tokens } from "../search/words.js";

const FIELDS = ["title", "acronym", "names", "summary", "text"];

/** @param {number} number below 57 */
const digit = (number) => String.fromCharCode(35 + number);

/** @param {number[]} numbers */
const pack = (numbers) => numbers.map(digit).join("");

/** @param {number[]} numbers */
const packRising = (numbers) => pack(numbers.map((each, at) => (at ? each - /** @type {number} */ (numbers[at - 1]) - 1 : each)));

/**
 * @param {Record<string, string>[]} records
 * @param {Record<string, Record<string, number[]>>} facets documents by value, by facet
 * @param {string} numbering
 * @returns {Map<string, [string, unknown]>} data by name, each with the numbering
 */
export function filesOf(records, facets, numbering = "one") {
  const texts = records.map((record) => FIELDS.map((field) => tokens(record[field] ?? "")));
  const words = [...new Set(texts.flat(2))].filter((word) => termOf(word, "en")).sort();
  const terms = [...new Set(texts.flatMap((each) => each.flatMap((found, field) => termsIn(found, field))))].sort();
  const lengths = FIELDS.map((_, field) => texts.map((each) => termsIn(each[field] ?? [], field).length));
  /** @type {[string, unknown][]} */
  const files = [
    ["manifest", {
      size: records.length, block: 2, fields: FIELDS.map((name) => [name, 1]),
      languages: ["en"], asTheyStand: ["acronym"], rules: [], starts: "a m", letters: letters(words, 0), seconds: letters(words, 1),
      facets: Object.keys(facets).map((name) => [name, name, []]), kinds: [["records", "Records"]],
    }],
    ...FIELDS.flatMap((name, field) => lengthNames(name).map((file, part) => /** @type {[string, unknown]} */ ([file, part ? "" : pack(lengths[field] ?? [])]))),
    ["terms/61", terms.filter((term) => term < "m").map((term) => entry(term, texts)).join("!")],
    ["terms/6d", terms.filter((term) => term >= "m").map((term) => entry(term, texts)).join("!")],
    ["orders/date", pack(records.map((_, number) => number))],
    ["orders/title", pack(records.map((_, number) => number))],
    ...[0, 1].map((block) => /** @type {[string, unknown]} */ ([`documents/${block}`, shown(records).slice(2 * block, 2 * block + 2)])),
    ...Object.entries(facets).map(([name, values]) => /** @type {[string, unknown]} */ ([
      `facets/${name}`, Object.entries(values).map(([id, documents]) => [id, `${id} label`, "", packRising(documents)]),
    ])),
    ...wordLists(words),
  ];
  return new Map(files.map(([name, data]) => [name, [name.startsWith("words/") ? "" : numbering, data]]));
}

/**
 * @param {string} term
 * @param {string[][][]} texts
 */
function entry(term, texts) {
  const parts = FIELDS.flatMap((name, field) => {
    const places = texts.map((each) => placesOf(term, termsIn(each[field] ?? [], field)));
    const documents = places.flatMap((found, document) => (found.length ? [document] : []));
    const isPlaced = name === "title" || name === "summary";
    return [packRising(documents), pack(documents.map((document) => Number(places[document]?.length) - 1)), isPlaced ? pack(places.flat()) : ""];
  });
  return [term, ...parts].join(" ").trimEnd();
}

/**
 * @param {string[]} words
 * @param {number} field acronyms stay as they stand
 */
function termsIn(words, field) {
  return FIELDS[field] === "acronym" ? words : words.map((word) => termOf(word, "en")).filter(Boolean);
}

/**
 * @param {string} term
 * @param {string[]} terms
 */
function placesOf(term, terms) {
  return terms.flatMap((each, place) => (each === term ? [place] : []));
}

/**
 * @param {string[]} words
 * @param {number} place
 */
function letters(words, place) {
  return [...new Set(words.map((word) => word[place] ?? ""))].join("");
}

/**
 * @param {string[]} words
 * @returns {[string, string][]}
 */
function wordLists(words) {
  /** @param {string} folder @param {number} place */
  const lists = (folder, place) => [...letters(words, place)].map((letter) => /** @type {[string, string]} */ ([
    `words/${folder}${filePart(letter)}`, words.filter((word) => word[place] === letter).map((word) => `#$${word}`).join(" "),
  ]));
  return [...lists("", 0), ...lists("_", 1)];
}

/** @param {Record<string, string>[]} records */
function shown(records) {
  return records.map(({ title, summary }, number) => [`records/${number}.html`, "records", title, summary, "en"]);
}

/**
 * Serve files to an engine as scripts would: each calls `clearinghouse.receive`.
 *
 * @param {Map<string, [string, unknown]>} files
 */
export function serve(files) {
  const server = {
    files, fail: false, loaded: /** @type {string[]} */ ([]), addresses: /** @type {string[]} */ ([]),
    load: async (/** @type {string} */ address) => {
      const name = address.replace(/^site\//u, "").replace(/\.js(\?.*)?$/u, "");
      const file = server.files.get(name);
      if (server.fail || !file) throw new Error(`${name} is not there`);
      server.loaded.push(name);
      server.addresses.push(address);
      /** @type {any} */ (globalThis).clearinghouse.receive(name, ...file);
    },
  };
  return server;
}

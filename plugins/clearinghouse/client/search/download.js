/**
 * An answer as a file for spreadsheets.
 *
 * @typedef {import("./asking.js").Engine} Engine
 * @typedef {import("./asking.js").Answer} Answer
 * @typedef {import("./results.js").Found} Found
 * @typedef {import("./results.js").Setting} Setting
 * @typedef {import("./facets.js").FacetHead} FacetHead
 */
import { element } from "../elements.js";
import { toCsv } from "./csv.js";

/** Rows of a file at most: for more, a browser would load the greater part of the index. */
export const MAX_ROWS = 2000;
/** Documents that are loaded at the same time. */
const AT_ONCE = 6;

/**
 * Do the same with each of many things, only some at the same time.
 *
 * @template Item, Result
 * @param {Item[]} items
 * @param {number} atOnce
 * @param {(item: Item) => Promise<Result>} task
 * @returns {Promise<Result[]>} in the order of the items
 */
export async function eachInTurn(items, atOnce, task) {
  /** @type {Result[]} */
  const results = new Array(items.length);
  const waiting = entriesOf(items); // shared: where one fails, it is closed, and the others take no more
  const work = async () => {
    for (const [place, item] of waiting) results[place] = await task(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

/**
 * @template Item
 * @param {Item[]} items
 * @returns {Generator<[number, Item]>}
 */
function* entriesOf(items) {
  yield* items.entries();
}

/**
 * The first rows of an answer as a CSV file: headings, then what a card shows, then what each facet says.
 *
 * @param {Engine} engine
 * @param {Answer} answer
 * @param {FacetHead[]} heads the facets that become columns
 * @param {Setting} setting
 */
export async function fileOf(engine, { hits, numbering }, heads, { words, site, kindOf }) {
  const first = hits.slice(0, MAX_ROWS);
  const found = (await eachInTurn(first, AT_ONCE, (hit) => engine.documents([hit], numbering))).flat();
  const names = heads.map(({ name }) => name);
  const labels = await engine.columns(first, names, numbering);
  const { title, type, url, date, summary } = words.columns;
  const rows = found.map((each, place) => {
    const own = [each.title, kindOf(each), addressForFile(each.url, site), each.date, each.summary];
    return own.concat(labels[place] ?? []);
  });
  return toCsv([[title, type, url, date, summary, ...heads.map((head) => head.title)], ...rows]);
}

/**
 * What a file is called.
 *
 * @param {string} type the one type of its rows; "" for several
 * @param {Date} now the day is that of the reader
 */
export function nameOf(type, now) {
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((each) => String(each).padStart(2, "0"));
  return `${type || "search"}-${year}-${month}-${day}.csv`;
}

/**
 * The address to write into a file: whole on the web; from a folder on a disk only the path within the site, as the disk is
 * the reader's own.
 *
 * @param {string} url relative to the site
 * @param {string} site
 */
function addressForFile(url, site) {
  return /^https?:/u.test(site) ? new URL(url, site).href : url;
}

/**
 * Let the browser save a text as a file.
 *
 * @param {string} text
 * @param {string} name
 */
export function save(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = element("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

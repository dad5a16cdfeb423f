import assert from "node:assert/strict";
import { test } from "node:test";
import { eachInTurn, fileOf, MAX_ROWS, nameOf } from "../search/download.js";

const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

test("only some things are done at the same time, and results come in their order", async () => {
  let [now, most] = [0, 0];
  const double = async (/** @type {number} */ item) => {
    most = Math.max(most, ++now);
    await pause();
    now -= 1;
    return item * 2;
  };
  const items = Array.from({ length: 40 }, (_, item) => item);
  assert.deepEqual(await eachInTurn(items, 6, double), items.map((item) => item * 2)); // prettier-ignore
  assert.equal(most, 6);
  assert.deepEqual(await eachInTurn([], 6, double), []);
});

test("where one fails no more are begun", async () => {
  let begun = 0;
  const fail = async () => {
    begun += 1;
    await pause();
    throw new Error("no");
  };
  await assert.rejects(eachInTurn(new Array(100).fill(0), 6, fail), /no/u);
  await pause();
  assert.equal(begun, 6);
});

test("a file has its headings and the first rows, by the numbering of its answer", async () => {
  const asked = new Set();
  const engine = /** @type {any} */ ({
    documents: async (/** @type {number[]} */ hits, /** @type {string} */ numbering) => {
      asked.add(numbering);
      return hits.map((hit) => ({ url: `${hit}.html`, type: "a", title: `T${hit}`, date: "", summary: "" }));
    },
    columns: async (/** @type {number[]} */ hits, /** @type {string[]} */ names) => hits.map((hit) => names.map((name) => `${name}${hit}`)),
  });
  const answer = /** @type {any} */ ({ hits: Array.from({ length: MAX_ROWS + 5 }, (_, hit) => hit), numbering: "n" });
  const columns = { title: "Title", type: "Kind", url: "Address", date: "Date", summary: "Summary" };
  const setting = { words: { columns }, language: "en", site: "file:///x/", kindOf: () => "Kind A" };
  const lines = (await fileOf(engine, answer, [{ name: "c", title: "Country", types: [] }], setting)).split("\r\n");
  assert.equal(lines[0], "\uFEFFTitle,Kind,Address,Date,Summary,Country");
  assert.equal(lines[2], "T1,Kind A,1.html,,,c1");
  assert.equal(lines.length, MAX_ROWS + 2);
  assert.deepEqual([...asked], ["n"]);
});

test("a file is called by its type and the reader's day", () => {
  const evening = new Date(2026, 10, 4, 23, 59);
  assert.equal(nameOf("initiatives", evening), "initiatives-2026-11-04.csv");
  assert.equal(nameOf("", evening), "search-2026-11-04.csv");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { TermIndex } from "../search/index.js";

const SHARDS = { a: "maiz #!mai", mal: "mal #!malt #", man: "manag #", map: "map #", mar: "mark #", n: "need #" };

test("a word that is being typed is completed from its shard and the three behind it, and from none in which no term begins so", async () => {
  /** @type {string[]} */
  const loaded = [];
  const texts = new Map(Object.entries(SHARDS).map(([start, text]) => [`terms/${Buffer.from(start).toString("hex")}`, text]));
  const store = /** @type {any} */ ({ get: async (/** @type {string} */ name) => (loaded.push(name), texts.get(name)) });
  const index = new TermIndex(store, /** @type {any} */ ({ starts: Object.keys(SHARDS).join(" "), fields: [["title", 1]] }));
  const completions = async (/** @type {string} */ word) => (await index.completions(word)).map(({ term }) => term);
  assert.deepEqual(await completions("ma"), ["maiz", "mai", "mal", "malt", "manag", "map"]);
  assert.deepEqual(loaded, ["terms/61", "terms/6d616c", "terms/6d616e", "terms/6d6170"]);
  assert.deepEqual(await completions("mar"), ["mark"]);
  assert.deepEqual(await completions("ne"), ["need"]);
  assert.equal(loaded.length, 6);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import lunr from "lunr";
import { ask, parseQuestion } from "../query.js";

const index = lunr(function () {
  this.ref("id");
  this.field("title");
  this.add({ id: 0, title: "Laboratory for detection in Zambia" });
  this.add({ id: 1, title: "Laboratory training in Namibia" });
  this.add({ id: 2, title: "National survey" });
});

/** @param {string} text */
const refs = (text) => ask(index, parseQuestion(text)).hits.map((hit) => hit.ref);

test("words are lower case, without punctuation and stop words", () => {
  assert.deepEqual(parseQuestion("The “Laboratory”, in Zambia!").wanted, ["laboratory", "zambia"]);
});

test("a minus sign in front of a word makes it unwanted", () => {
  assert.deepEqual(parseQuestion("laboratory -zambia"), { wanted: ["laboratory"], unwanted: ["zambia"] });
});

test("a hyphen inside a word splits it as the index does", () => {
  assert.deepEqual(parseQuestion("South-South").wanted, ["south", "south"]);
});

test("nothing typed finds nothing", () => {
  assert.deepEqual(refs(" — "), []);
});

test("a result has all wanted words", () => {
  assert.deepEqual(refs("laboratory zambia"), ["0"]);
});

test("a result has no unwanted word", () => {
  assert.deepEqual(refs("laboratory -zambia"), ["1"]);
});

test("where nothing has all words, some words will do", () => {
  const { hits, isLoose } = ask(index, parseQuestion("survey zambia"));
  assert.equal(isLoose, true);
  assert.deepEqual(hits.map((hit) => hit.ref).sort(), ["0", "2"]);
});

test("a typo in a long word still finds", () => {
  assert.deepEqual(refs("labratory").sort(), ["0", "1"]);
});

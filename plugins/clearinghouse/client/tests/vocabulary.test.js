import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, fits, unpackWords } from "../search/vocabulary.js";

test("words are read with the letters that they share with the word before", () => {
  // “#” is 0, “$” 1, “&” 3; see packing.js
  assert.deepEqual(unpackWords("#$lab &&our #%zoo"), [
    { word: "lab", weight: 1 },
    { word: "labour", weight: 3 },
    { word: "zoo", weight: 2 },
  ]);
});

test("one letter added, left out, changed or swapped is one step", () => {
  for (const other of ["laboratoory", "labratory", "laborotory", "laboartory", "aboratory", "xaboratory", "alboratory"]) {
    assert.equal(distance("laboratory", other, 2), 1, other);
  }
  assert.equal(distance("laboratory", "laboratory", 2), 0);
  assert.equal(distance("laboratory", "lavatory", 2), 3, "more than two is not looked into");
  assert.equal(distance("", "ab", 2), 2);
});

test("a pattern fits from end to end", () => {
  for (const [word, pattern, isFit] of /** @type {[string, string, boolean][]} */ ([
    ["laboratory", "lab*", true], ["laboratory", "*tory", true], ["laboratory", "l*b*y", true], ["laboratory", "*", true],
    ["laboratory", "lab*x", false], ["aba", "ab*ba", false], ["abba", "ab*ba", true], ["laboratory", "bor*", false],
  ])) {
    assert.equal(fits(word, pattern), isFit, `${word} ${pattern}`);
  }
});

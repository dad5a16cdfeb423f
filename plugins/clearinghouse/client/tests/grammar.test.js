import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_CLAUSES, parseQuery, plainQuery, QueryFault } from "../search/grammar.js";

const FIELDS = ["title", "text"];

/** @param {string} text */
const words = (text) => parseQuery(text, FIELDS).map(({ word }) => word);

/** @param {string} text */
const only = (text) => parseQuery(text, FIELDS)[0];

test("plain words are folded, split and looked for everywhere", () => {
  assert.deepEqual(words("Évaluation of South-South “co-operation”!"), ["evaluation", "of", "south", "south", "co", "operation"]);
  assert.deepEqual(only("risk"), {
    word: "risk", fields: [], boost: 1, distance: 0, presence: "optional", isPattern: false, phrase: 0, isPlain: true,
  });
});

test("signs in front of a word say whether it must or must not be there", () => {
  assert.equal(only("+risk")?.presence, "required");
  assert.equal(only("-risk")?.presence, "prohibited");
  assert.deepEqual(parseQuery("-a-b", FIELDS).map(({ presence }) => presence), ["prohibited", "prohibited"]);
});

test("field, weight and number of typos are read in any order of the marks", () => {
  const clause = only("+title:labs~1^4");
  assert.deepEqual([clause?.fields, clause?.distance, clause?.boost, clause?.isPlain], [["title"], 1, 4, false]);
  assert.deepEqual([only("labs^4~1")?.distance, only("labs^4~1")?.boost], [1, 4]);
});

test("a star stands for any letters; alone it asks for nothing", () => {
  assert.deepEqual([only("Lab*")?.word, only("Lab*")?.isPattern], ["lab*", true]);
  assert.equal(only("lab**ory")?.word, "lab*ory");
  assert.deepEqual(words("* ** +*"), []);
});

test("what the language does not know is refused, not guessed", () => {
  for (const text of ["author:smith", "~9", "^2", "a:b:c", "https://example.org", "word~", "word^x", ":"]) {
    assert.throws(() => parseQuery(text, FIELDS), QueryFault, text);
  }
  assert.deepEqual(plainQuery("https://example.org ~9").map(({ word }) => word), ["https", "example", "org", "9"]);
});

test("quotation marks need not be closed", () => {
  const clauses = parseQuery('"risk assessment" of “maize crops', FIELDS);
  assert.deepEqual(clauses.map(({ word, phrase }) => [word, phrase]), [["risk", 1], ["assessment", 1], ["of", 0], ["maize", 3], ["crops", 3]]);
});

test("what stands before quotation marks holds for every word within; NOT in capitals is a minus", () => {
  const clauses = parseQuery('risk title:"maize crops" -"old law"', FIELDS);
  assert.deepEqual(clauses.map(({ word, fields, presence }) => [word, fields[0] ?? "", presence]), [
    ["risk", "", "optional"], ["maize", "title", "optional"], ["crops", "title", "optional"], ["old", "", "prohibited"], ["law", "", "prohibited"],
  ]);
  assert.deepEqual(parseQuery("risk NOT maize", FIELDS).map(({ word, presence }) => [word, presence]), [["risk", "optional"], ["maize", "prohibited"]]);
  assert.equal(parseQuery("not maize", FIELDS)[0]?.presence, "optional");
});

test("hostile queries are read in no time and stay within bounds", () => {
  const started = performance.now();
  for (const text of ["a".repeat(10_000), "+-".repeat(5000), "a* ".repeat(4000), "(.*)*$".repeat(500), "__proto__ constructor", "\u202e\u200f🦠 \u0000", "~^:".repeat(900)]) {
    let clauses;
    try {
      clauses = parseQuery(text, FIELDS);
    } catch (fault) {
      assert.ok(fault instanceof QueryFault);
      clauses = plainQuery(text);
    }
    assert.ok(clauses.length <= MAX_CLAUSES);
  }
  assert.ok(performance.now() - started < 500);
});

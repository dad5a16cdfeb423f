import assert from "node:assert/strict";
import { test } from "node:test";
import { compareCells, containsAll } from "../table.js";

test("numbers are compared as numbers, text as text, and the unknown comes last", () => {
  const cells = ["10", "", "9"];
  assert.deepEqual(cells.sort((a, b) => compareCells(a, b, "en")), ["9", "10", ""]);
  assert.ok(compareCells("Zambia", "Angola", "en") > 0);
});

test("text is sorted as its language does", () => {
  assert.ok(compareCells("Éire", "Fiji", "en") < 0);
});

test("a row is shown when it contains every word", () => {
  assert.ok(containsAll("Laboratory · Zambia", "zam lab"));
  assert.ok(!containsAll("Laboratory · Zambia", "zam peru"));
});

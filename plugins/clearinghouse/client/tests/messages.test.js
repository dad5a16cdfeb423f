import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, fill, readableDate } from "../messages.js";

test("a message is filled, and a place without a value stays", () => {
  assert.equal(fill("{count} of {all}", { count: 3 }), "3 of {all}");
});

test("a counted message takes the form that the language wants", () => {
  const forms = { one: "{count} result for {query}", other: "{count} results for {query}" };
  assert.equal(counted(forms, 1, "en", { query: "x" }), "1 result for x");
  assert.equal(counted(forms, 1200, "en", { query: "x" }), "1,200 results for x");
  assert.equal(counted({ one: "{count} запись", few: "{count} записи", many: "{count} записей" }, 3, "ru"), "3 записи");
});

test("a form that is missing falls back to the general one", () => {
  assert.equal(counted({ other: "{count}" }, 1, "en"), "1");
  assert.equal(counted(undefined, 1, "en"), "");
});

test("a partial date is put into words, and what is no date stays", () => {
  assert.equal(readableDate("2006-01-18", "en"), "18 January 2006");
  assert.equal(readableDate("2006-01", "en"), "January 2006");
  assert.equal(readableDate("2006", "en"), "2006");
  assert.equal(readableDate("soon", "en"), "soon");
});

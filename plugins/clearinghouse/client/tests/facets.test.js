import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange, facetsToOffer, valuesNamed } from "../search/facets.js";
import { emptyQuestion, withWish } from "../search/question.js";

/** @param {string} id @param {string} [broader] */
const value = (id, broader = "") => ({ id, label: id, broader });
const NONE = new Set(/** @type {string[]} */ ([]));
/** @param {ReturnType<typeof arrange>} arranged */
const shape = ({ rows }) => rows.map((row) => `${" ".repeat(row.depth)}${row.value.id} ${row.count}`);

test("values with most results come first, those without any are left out", () => {
  const { rows, left } = arrange([value("a"), value("b"), value("c")], new Map([["a", 1], ["c", 5]]), NONE, 8); // prettier-ignore
  assert.deepEqual(rows.map((row) => row.value.id), ["c", "a"]); // prettier-ignore
  assert.equal(left, 0);
});

test("of a long list the first are shown, chosen values always", () => {
  const values = Array.from({ length: 20 }, (_, place) => value(`v${place}`));
  const counts = new Map(values.map(({ id }, place) => [id, 100 - place]));
  const { rows, left } = arrange(values, counts, new Set(["v19"]), 8);
  assert.equal(rows.length, 8);
  assert.equal(rows[7]?.value.id, "v19");
  assert.equal(left, 12);
});

test("a chosen value without a result stays, so that it can be removed", () => {
  assert.deepEqual(shape(arrange([value("a"), value("b")], new Map([["a", 2]]), new Set(["b"]), 8)), ["a 2", "b 0"]);
});

test("narrower values stand below what they belong to, which comes along", () => {
  const values = [value("world"), value("africa", "world"), value("east", "africa"), value("asia", "world")];
  const counts = new Map([["east", 2], ["asia", 9], ["africa", 2], ["world", 11]]); // prettier-ignore
  assert.deepEqual(shape(arrange(values, counts, NONE, 8)), ["world 11", " asia 9", " africa 2", "  east 2"]);
  assert.deepEqual(shape(arrange(values, counts, new Set(["east"]), 1)), ["world 11", " africa 2", "  east 2"]);
});

test("values that hold each other do no harm", () => {
  assert.deepEqual(arrange([value("a", "b"), value("b", "a"), value("c", "c")], new Map([["a", 1], ["c", 1]]), NONE, 8).rows.map((row) => row.value.id), ["c"]); // prettier-ignore
});

test("years go backwards", () => {
  const counts = new Map([["2004", 9], ["2006", 1]]); // prettier-ignore
  assert.deepEqual(shape(arrange([value("2004"), value("2006")], counts, NONE, 8)), ["2006 1", "2004 9"]);
});

test("a list is narrowed down without regard to case and accents", () => {
  const values = [{ id: "CI", label: "Côte d’Ivoire", broader: "" }, value("Chad")];
  assert.deepEqual(valuesNamed(values, "COTE").map(({ id }) => id), ["CI"]); // prettier-ignore
  assert.equal(valuesNamed(values, " ").length, 2);
});

test("facets of a type are offered when it is chosen, or when they have a choice themselves", () => {
  const heads = [
    { name: "type", title: "", types: [] },
    { name: "country", title: "", types: [] },
    { name: "meeting-kind", title: "", types: ["meetings"] },
  ];
  /** @param {import("../search/question.js").Question} question @param {string} [collection] */
  const names = (question, collection = "") => facetsToOffer(heads, question, collection).map(({ name }) => name);
  assert.deepEqual(names(emptyQuestion()), ["type", "country"]);
  assert.deepEqual(names(withWish(emptyQuestion(), "type", "meetings", "include")), ["type", "country", "meeting-kind"]);
  assert.deepEqual(names(withWish(emptyQuestion(), "meeting-kind", "forum", "exclude")), ["type", "country", "meeting-kind"]);
  assert.deepEqual(names(emptyQuestion(), "meetings"), ["country", "meeting-kind"]);
});

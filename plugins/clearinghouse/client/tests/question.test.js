import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenValues, emptyQuestion, isAsked, MAX_TEXT, onlyType, questionFor, wishFor, withWish } from "../search/question.js";

test("a value is included, left out or off, never two of them", () => {
  let question = withWish(emptyQuestion(), "country", "ZM", "include");
  assert.equal(wishFor(question, "country", "ZM"), "include");
  question = withWish(question, "country", "ZM", "exclude");
  assert.deepEqual(question.choices, { country: { include: [], exclude: ["ZM"] } });
  assert.deepEqual(withWish(question, "country", "ZM", "off").choices, {});
});

test("a wish leaves the question as it was", () => {
  const question = withWish(emptyQuestion(), "country", "ZM", "include");
  withWish(question, "country", "NO", "include");
  assert.deepEqual(question.choices.country?.include, ["ZM"]);
});

test("words or choices ask; an order alone does not", () => {
  assert.equal(isAsked({ ...emptyQuestion(), sort: "date" }), false);
  assert.equal(isAsked({ ...emptyQuestion(), text: "  " }), false);
  assert.equal(isAsked({ ...emptyQuestion(), text: "a" }), true);
  assert.equal(isAsked(withWish(emptyQuestion(), "year", "2006", "exclude")), true);
});

test("names that every object has are no choices", () => {
  assert.equal(wishFor(emptyQuestion(), "constructor", "x"), "off");
  assert.equal(wishFor(emptyQuestion(), "__proto__", "x"), "off");
});

test("chosen values come in the order of their facets", () => {
  const question = withWish(withWish(emptyQuestion(), "theme", "a", "exclude"), "country", "ZM", "include");
  assert.deepEqual(chosenValues(question).map(({ id, wish }) => [id, wish]), [["a", "exclude"], ["ZM", "include"]]); // prettier-ignore
});

test("one type is asked for where one alone is chosen, or where a listing has it", () => {
  const one = withWish(emptyQuestion(), "type", "meetings", "include");
  const two = withWish(one, "type", "needs", "include");
  assert.deepEqual([onlyType(emptyQuestion(), ""), onlyType(one, ""), onlyType(two, ""), onlyType(one, "needs")], ["", "meetings", "", "needs"]); // prettier-ignore
});

test("the engine gets a cut text, the type of a listing, and an order that means something", () => {
  const asked = questionFor({ ...emptyQuestion(), text: ` ${"x".repeat(5000)}` }, "initiatives");
  assert.equal(asked.text.length, MAX_TEXT - 1);
  assert.deepEqual(asked.choices.type, { include: ["initiatives"], exclude: [] });
  assert.equal(asked.sort, "relevance");
  assert.equal(questionFor(emptyQuestion(), "").sort, "title");
  assert.equal(questionFor({ ...emptyQuestion(), sort: "date" }, "").sort, "date");
});

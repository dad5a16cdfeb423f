import assert from "node:assert/strict";
import { test } from "node:test";
import { exactText, mendedText, withoutEach } from "../search/advice.js";
import { emptyQuestion, withWish } from "../search/question.js";
import { placesToName, segments } from "../search/results.js";
import { groupByType, optionAfter } from "../search/suggest.js";

test("a text is cut where marks begin and end", () => {
  assert.deepEqual(segments("one two three", [[4, 7]]), [
    { text: "one ", isMarked: false },
    { text: "two", isMarked: true },
    { text: " three", isMarked: false },
  ]);
  assert.deepEqual(segments("", [[0, 3]]), []);
});

test("marks that overlap or touch are one, and those that are empty or lie outside are none", () => {
  const text = "one two three";
  /** @type {[number, number][]} */
  const ranges = [[8, 99], [2, 2], [4, 7], [0, 5], [50, 60]]; // prettier-ignore
  const cut = segments(text, ranges);
  assert.equal(cut.map((each) => each.text).join(""), text);
  assert.deepEqual(cut.filter((each) => each.isMarked).map((each) => each.text), ["one two", "three"]); // prettier-ignore
});

test("pairs of Chinese signs are marked as one word", () => {
  assert.deepEqual(segments("生物安全", [[0, 2], [1, 3], [2, 4]]), [{ text: "生物安全", isMarked: true }]); // prettier-ignore
});

test("where words were found is said when the card does not show it", () => {
  assert.deepEqual(placesToName(["title", "text"], true), []);
  assert.deepEqual(placesToName(["summary", "names", "text"], false), ["names", "text"]);
});

test("a mended word is asked for exactly with a plus sign", () => {
  assert.equal(exactText("Labratory in “zambai”, now", [["labratory", "laboratory"], ["zambai", "zambia"]]), "+Labratory in +“zambai”, now"); // prettier-ignore
  assert.equal(exactText("-labratory +zambai", [["zambai", "zambia"]]), "-labratory +zambai");
});

test("accents, apostrophes and hyphens do not hide a word that was mended", () => {
  for (const [typed, folded, used, mended] of /** @type {const} */ ([
    ["Labrátory", "labratory", "laboratory", "laboratory"],
    ["l'évaluatoin", "evaluatoin", "evaluation", "l'evaluation"],
    ["l’évaluatoin", "evaluatoin", "evaluation", "l’evaluation"],
    ["bio-safetty", "safetty", "safety", "bio-safety"],
    ["title:labratory", "labratory", "laboratory", "title:laboratory"],
  ])) {
    assert.equal(exactText(`a ${typed} b`, [[folded, used]]), `a +${typed} b`);
    assert.equal(mendedText(`a ${typed} b`, [[folded, used]]), `a ${mended} b`);
  }
  assert.equal(mendedText("a labratory", []), "a labratory");
});

test("a question is tried without each of its choices, and only what finds is told", async () => {
  const question = withWish(withWish(emptyQuestion(), "country", "ZM", "include"), "theme", "a", "exclude");
  /** @type {[string | undefined, number][]} */
  const told = [];
  const ask = async (/** @type {import("../search/question.js").Question} */ asked) => ({ hits: asked.choices.country ? [] : [1, 2] });
  await withoutEach({ ...question, text: "a" }, ask, ({ chosen, count }) => told.push([chosen?.id, count]));
  assert.deepEqual(told, [["ZM", 2], [undefined, 2]]); // prettier-ignore
});

test("suggestions are grouped by type; the type with the best comes first", () => {
  const found = ["meetings", "countries", "meetings"].map((type, place) => ({ url: `${place}`, type, kind: type, title: "", summary: "", language: "en", date: "" }));
  assert.deepEqual(groupByType(found).map(({ kind, found: list }) => [kind, list.map(({ url }) => url)]), [["meetings", ["0", "2"]], ["countries", ["1"]]]); // prettier-ignore
});

test("arrows go round the options and through none; Home and End only among them", () => {
  assert.deepEqual(["ArrowDown", "ArrowUp"].map((key) => optionAfter(key, -1, 3)), [0, 2]); // prettier-ignore
  assert.deepEqual(["ArrowDown", "ArrowUp"].map((key) => optionAfter(key, 2, 3)), [-1, 1]); // prettier-ignore
  assert.equal(optionAfter("ArrowUp", 0, 3), -1);
  assert.deepEqual([optionAfter("Home", 2, 3), optionAfter("End", 0, 3), optionAfter("Home", -1, 3), optionAfter("a", 1, 3)], [0, 2, undefined, undefined]);
});

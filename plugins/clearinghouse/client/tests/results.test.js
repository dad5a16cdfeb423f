import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, groupByKind } from "../results.js";

/** @type {import("../results.js").Document[]} */
const documents = [
  ["a.html", "Initiatives", "A", "", "en"],
  ["b.html", "Meetings", "B", "", "en"],
  ["c.html", "Initiatives", "C", "", "en"],
];

test("the group with the best hit comes first, and keeps the order of its hits", () => {
  const groups = groupByKind([{ ref: "1" }, { ref: "2" }, { ref: "0" }], documents);
  assert.deepEqual(groups.map((group) => group.kind), ["Meetings", "Initiatives"]);
  assert.deepEqual(groups[1]?.documents.map(([url]) => url), ["c.html", "a.html"]);
});

test("a hit without a document is passed over", () => {
  assert.deepEqual(groupByKind([{ ref: "9" }], documents), []);
});

test("a message is filled, and an unknown place stays to be seen", () => {
  assert.equal(fill("{count} of {all}", { count: 3 }), "3 of {all}");
});

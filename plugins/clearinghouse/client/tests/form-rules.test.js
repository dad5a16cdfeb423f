import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOfRules, isGood } from "../form/rules.js";
import { Numeral } from "../form/spec.js";

/** @type {[any, any, boolean][]} a schema, a value, whether the value keeps it */
const VERDICTS = [
  [true, "a", true],
  [false, "a", false],
  [{ required: ["a"] }, { b: "1" }, false],
  [{ required: ["a"] }, "no group", true],
  [{ properties: { a: { enum: ["x", 2] } } }, { a: new Numeral("2") }, true],
  [{ properties: { a: { const: "x" } } }, { a: "y" }, false],
  [{ properties: { a: { const: "x" } } }, {}, true],
  [{ not: { enum: ["x"] } }, "x", false],
  [{ anyOf: [{ const: "a" }, { const: "b" }] }, "b", true],
  [{ allOf: [{ minLength: 2 }, { pattern: "^a" }] }, "ab", true],
  [{ allOf: [{ minLength: 2 }, { pattern: "^a" }] }, "b", false],
  [{ contains: { properties: { role: { const: "donor" } } }, minContains: 2 }, [{ role: "donor" }, { role: "other" }], false],
  [{ contains: { const: "a" } }, [], false],
  [{ minItems: 1 }, [undefined], false],
];

for (const [schema, value, expected] of VERDICTS) {
  test(`${JSON.stringify(value)} ${expected ? "keeps" : "breaks"} ${JSON.stringify(schema)}`, () => assert.equal(isGood(schema, value), expected));
}

const COMPLETED = { when: { properties: { status: { const: "completed" } } }, must: { required: ["lessons"] }, field: "lessons", message: "Tell what was learned." };

test("a rule that is broken is told beside its field, unless the record says that it is not known", () => {
  const spec = /** @type {any} */ ({ rules: [{ path: [], ...COMPLETED }] });
  assert.deepEqual(faultsOfRules(spec, { status: "completed" }), [{ pointer: ["lessons"], message: "Tell what was learned." }]);
  assert.deepEqual(faultsOfRules(spec, { status: "ongoing" }), []);
  assert.deepEqual(faultsOfRules(spec, { status: "completed", not_known: ["lessons"] }), []);
});

test("a rule about each item of a list is told at the item", () => {
  const rule = { path: ["parts", "*"], when: {}, must: { required: ["due"] }, field: "parts", message: "{name} has no date." };
  const spec = /** @type {any} */ ({ rules: [rule] });
  const data = { parts: [{ name: "A", due: "2006" }, undefined, { name: "B" }] };
  assert.deepEqual(faultsOfRules(spec, data), [{ pointer: ["parts", 2], message: "“B” has no date." }]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOf } from "../form/faults.js";
import { Numeral } from "../form/spec.js";

const WORDS = Object.fromEntries(
  ["text", "missing", "missingPart", "tooShort", "tooLong", "tooFew", "tooMany", "tooLow", "tooHigh", "notAbove", "notBelow", "notNumber", "notInteger", "notDate", "notDay", "notAddress", "notForm", "notIdForm", "notInList", "noRecord", "twice", "before", "notPresent", "present"].map((name) => [name, name]),
);
WORDS.example = "For example: {example}";

/**
 * @param {any} field
 * @param {unknown} value
 * @param {Record<string, unknown>} [beside]
 */
function told(field, value, beside = {}) {
  const fields = [{ name: "f", title: "F", ...field }, { name: "other", title: "Other", kind: "text" }];
  const spec = /** @type {any} */ ({ fields, words: WORDS, years: [1900, 2199], body: "body", collections: {} });
  const data = value === undefined ? beside : { f: value, ...beside };
  return faultsOf(spec, data, (_, each) => each === "good").map(({ pointer, message }) => `${pointer.slice(1).join("/")}:${message}`);
}

/** @type {[string, any, unknown, string[]][]} what is told, of a field with a value */
const CASES = [
  ["nothing, where nothing is needed", { kind: "text" }, undefined, []],
  ["that it is missing", { kind: "text", required: true }, undefined, [":missing"]],
  ["too short, by characters and not by code units", { kind: "text", min: 3 }, "𝒳𝒴", [":tooShort"]],
  ["too long", { kind: "text", max: 2 }, "abc", [":tooLong"]],
  ["another form", { kind: "text", pattern: "^[a-z]+$" }, "A", [":notForm"]],
  ["another form, with an example of it", { kind: "text", pattern: "^[a-z]+$", example: "a" }, "A", [":notForm For example: a"]],
  ["no form of an id, with what it would be as one", { kind: "text", pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", example: "source" }, "Report 2006", [":notIdForm For example: report-2006"]],
  ["no form of an id, with an example where it has no Latin letters", { kind: "text", pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", example: "source" }, "Отчёт", [":notIdForm For example: source"]],
  ["nothing of a pattern that no browser knows", { kind: "text", pattern: "(?P<a>" }, "A", []],
  ["no number", { kind: "number" }, new Numeral("1,500"), [":notNumber"]],
  ["no number with a zero before it", { kind: "number" }, new Numeral("0150"), [":notNumber"]],
  ["nothing of a decimal", { kind: "number", low: 0 }, new Numeral("1500000.50"), []],
  ["no whole number", { kind: "integer" }, new Numeral("1.5"), [":notInteger"]],
  ["too low", { kind: "integer", low: 1 }, new Numeral("0"), [":tooLow"]],
  ["too high", { kind: "integer", high: 1 }, new Numeral("2"), [":tooHigh"]],
  ["not above", { kind: "number", above: 0 }, new Numeral("0"), [":notAbove"]],
  ["not below", { kind: "number", below: 1 }, new Numeral("1"), [":notBelow"]],
  ["no date", { kind: "date", format: "partial-date" }, "31/01/2003", [":notDate"]],
  ["no whole day", { kind: "date", format: "date" }, "2003-01", [":notDay"]],
  ["no web address", { kind: "uri" }, "www.example.org", [":notAddress"]],
  ["no web address with a space", { kind: "uri" }, "https://example.org/a b", [":notAddress"]],
  ["nothing of a web address", { kind: "uri" }, "https://example.org/a?b#c", []],
  ["not in the list", { kind: "code", list: "x" }, "bad", [":notInList"]],
  ["no such record", { kind: "reference", to: "x" }, "bad", [":noRecord"]],
  ["too few", { kind: "text", many: true, fewest: 2 }, ["a", undefined], [":tooFew"]],
  ["too many", { kind: "text", many: true, most: 1 }, ["a", "b"], [":tooMany"]],
  ["twice the same", { kind: "text", many: true, unique: true }, ["a", undefined, "a"], ["2:twice"]],
  ["twice the same id", { kind: "group", many: true, fields: [{ name: "id", title: "Id", kind: "text" }] }, [{ id: "a" }, { id: "a" }], ["1/id:twice"]],
  ["a part that is missing, where it is missing", { kind: "group", many: true, fields: [{ name: "a", title: "A", kind: "text", required: true }] }, [undefined, { b: "1" }], ["1/a:missing"]],
  ["a group without parts", { kind: "group", parts: 1, fields: [] }, {}, [":missingPart"]],
  ["a name of a field that has no value", { kind: "text", names: "present", many: true }, ["other", "body", "nonsense"], ["0:notPresent", "2:notInList"]],
  ["a name of a field that has one", { kind: "text", names: "absent", many: true }, ["f", "other"], ["0:present"]],
];

for (const [name, field, value, expected] of CASES) test(`tells ${name}`, () => assert.deepEqual(told(field, value), expected));

test("tells of an end before its start, by what is known of both", () => {
  const field = { kind: "date", format: "partial-date", after: "other" };
  assert.deepEqual(told(field, "2002-12", { other: "2003" }), [":before"]);
  assert.deepEqual(told(field, "2003", { other: "2003-05" }), []);
});

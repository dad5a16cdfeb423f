import assert from "node:assert/strict";
import { test } from "node:test";
import { changedFile, newFile } from "../form/file.js";
import { Numeral } from "../form/spec.js";
import { cleaned, yamlOf } from "../form/yaml.js";

/** @type {any[]} */
const FIELDS = ["title", "summary", "start", "countries", "sources"].map((name) => ({ name, title: name, kind: "text" }));

test("every text is quoted, numbers and yes or no are not", () => {
  assert.equal(yamlOf("country", "NO"), 'country: "NO"\n');
  assert.equal(yamlOf("start", "2006-05"), 'start: "2006-05"\n');
  assert.equal(yamlOf("amount", new Numeral("1500000.50")), "amount: 1500000.50\n");
  assert.equal(yamlOf("open", true), "open: true\n");
  assert.equal(yamlOf("on", 'say "no"'), '"on": "say \\"no\\""\n');
});

test("a list of groups has its first field beside the hyphen", () => {
  const value = [{ id: "a", supports: ["x", "y"] }, { id: "b", money: { amount: new Numeral("1") } }];
  assert.equal(
    yamlOf("sources", value),
    'sources:\n  - id: "a"\n    supports:\n      - "x"\n      - "y"\n  - id: "b"\n    money:\n      amount: 1\n',
  );
});

test("a text of several lines is a block, in a list too", () => {
  assert.equal(yamlOf("notes", "One: 1\n\n# two"), "notes: |-\n  One: 1\n\n  # two\n");
  assert.equal(yamlOf("notes", ["a\nb"]), "notes:\n  - |-\n    a\n    b\n");
  assert.equal(yamlOf("steps", [{ text: "a\nb", size: new Numeral("1") }]), "steps:\n  - text: |-\n      a\n      b\n    size: 1\n");
  assert.equal(yamlOf("notes", "a\n\tb"), 'notes: "a\\n\\tb"\n');
});

test("invisible characters are left out, all kinds of line ends become one", () => {
  assert.equal(cleaned(" a\u200b\u202e\u2069\ufeff\u0007b\r\nc\u2028d\ud800 "), "a\u200bb\nc\nd");
});

test("a new file has its fields in the order of the schema", () => {
  assert.equal(newFile(FIELDS, { summary: "S", title: "T" }, ""), '---\ntitle: "T"\nsummary: "S"\n---\n');
  assert.equal(newFile(FIELDS, { title: "T" }, "Text."), '---\ntitle: "T"\n---\n\nText.\n');
});

const FRONT = `# who: us
title: Old   # as known
own: {kept: yes}

# about it
summary: >
  Folded
  text
countries: [ZM, UG]
# the last word
`;
/** @type {import("../form/file.js").Original} */
const ORIGINAL = {
  file: "content/a/b.md", before: "---\n", front: FRONT, after: "---\n", body: "\n\nBody  \n\n\n",
  lines: [["title", 1], ["own", 2], ["summary", 5], ["countries", 8]], data: {},
};

test("only the lines of a changed field change; comments, unknown fields and the text stay byte for byte", () => {
  const text = changedFile(ORIGINAL, FIELDS, { summary: "New", start: "2006", countries: ["ZM"] }, ["summary", "start"]);
  const expected = FRONT.replace("summary: >\n  Folded\n  text\n", 'summary: "New"\nstart: "2006"\n');
  assert.equal(text, `---\n${expected}---\n\n\nBody  \n\n\n`);
});

test("a field that was emptied goes, and the comment above it stays", () => {
  const text = changedFile(ORIGINAL, FIELDS, {}, ["summary"]);
  assert.equal(text, `---\n${FRONT.replace("summary: >\n  Folded\n  text\n", "")}---\n\n\nBody  \n\n\n`);
});

test("a changed text keeps the empty lines around it", () => {
  assert.ok(changedFile(ORIGINAL, FIELDS, {}, [], "Other").endsWith("---\n\n\nOther\n\n\n"));
  assert.ok(changedFile({ ...ORIGINAL, body: "" }, FIELDS, {}, [], "Other").endsWith("---\n\nOther\n"));
  assert.ok(changedFile({ ...ORIGINAL, after: "---", body: "" }, FIELDS, {}, [], "Other").endsWith("---\n\nOther\n"));
});

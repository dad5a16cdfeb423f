import assert from "node:assert/strict";
import { test } from "node:test";
import { csvCell, toCsv } from "../search/csv.js";

test("a table has a byte order mark, and every line ends in CR LF", () => {
  assert.equal(toCsv([["a", "b"], ["1", ""]]), "\uFEFFa,b\r\n1,\r\n"); // prettier-ignore
});

test("commas, quotation marks and line breaks are quoted", () => {
  assert.equal(csvCell('say "no", twice\nor so'), '"say ""no"", twice\nor so"');
  assert.equal(csvCell("plain; text"), "plain; text");
});

for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
  test(`a cell that starts with ${JSON.stringify(start)} is no formula`, () => {
    assert.match(csvCell(`${start}cmd`), /^"?'/u);
  });
}

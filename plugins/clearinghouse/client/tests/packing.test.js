import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { unpack, unpackRising } from "../search/packing.js";

/** @type {{ numbers: number[], packed: string, rising: string }[]} */
const examples = JSON.parse(readFileSync(new URL("../../../../tests/search/packed.json", import.meta.url), "utf8"));

test("numbers that Python packed are read as they were", () => {
  for (const { numbers, packed, rising } of examples) {
    assert.deepEqual(unpack(packed), numbers);
    assert.deepEqual(unpackRising(rising), [...new Set(numbers)].sort((one, other) => one - other));
  }
});

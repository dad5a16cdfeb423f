import assert from "node:assert/strict";
import { test } from "node:test";
import { storeOfPage } from "../storage.js";

test("a store of a page keeps texts until they are taken out", () => {
  const store = storeOfPage();
  store.setItem("a", 1);
  store.setItem("b", "two");
  assert.equal(store.getItem("a"), "1");
  assert.equal(store.getItem("c"), null);
  assert.deepEqual([store.length, store.key(0), store.key(1), store.key(2)], [2, "a", "b", null]);
  store.removeItem("a");
  assert.deepEqual([store.length, store.getItem("a")], [1, null]);
  store.clear();
  assert.equal(store.length, 0);
});

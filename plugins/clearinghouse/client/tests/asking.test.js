import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../search/asking.js";
import { emptyQuestion } from "../search/question.js";

/** An engine whose index is published anew after each question but the last. @param {number} changes */
function changingEngine(changes) {
  let asked = 0;
  return {
    ask: async () => /** @type {any} */ ({ hits: [3, 1, 2], numbering: String(++asked) }),
    documents: async (/** @type {number[]} */ hits, /** @type {string | undefined} */ numbering) => {
      if (Number(numbering) <= changes) throw new Error("documents have other numbers by now");
      return /** @type {any[]} */ (hits.map((hit) => ({ url: `${hit}.html` })));
    },
  };
}

test("a question is asked once again where documents got other numbers meanwhile", async () => {
  for (const changes of [0, 1]) {
    const { answer, found } = await ask(changingEngine(changes), emptyQuestion(), 2);
    assert.equal(answer.numbering, String(changes + 1));
    assert.deepEqual(found.map(({ url }) => url), ["3.html", "1.html"]); // prettier-ignore
  }
});

test("it is not asked for ever", async () => {
  await assert.rejects(ask(changingEngine(9), emptyQuestion(), 2), /other numbers/u);
});

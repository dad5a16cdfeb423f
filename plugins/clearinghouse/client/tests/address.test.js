import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAddress, parseAddress } from "../search/address.js";

const FACETS = ["type", "country", "theme"];

test("the example of the documentation is read", () => {
  const search = "?v=1&q=words&type=initiatives&country=ZM&country=-NO&sort=date";
  const { question, rest } = parseAddress(search, FACETS);
  assert.deepEqual(question, {
    text: "words",
    sort: "date",
    choices: { type: { include: ["initiatives"], exclude: [] }, country: { include: ["ZM"], exclude: ["NO"] } },
  });
  assert.deepEqual(rest, []);
});

test("values may stand together with commas, and the last wish for a value counts", () => {
  const { question } = parseAddress("?country=ZM,-NO,,ZM&country=NO", FACETS);
  assert.deepEqual(question.choices, { country: { include: ["ZM", "NO"], exclude: [] } });
});

test("what is written is read again, whatever was typed", () => {
  for (const text of ["a b", "+a -b title:c* d~1^2", "100% & more = é #?", "مرحبا", "生物安全", '"', "🌱", "-"]) {
    const question = { text, sort: /** @type {const} */ ("title"), choices: { country: { include: ["ZM"], exclude: ["NO"] } } };
    assert.deepEqual(parseAddress(formatAddress(question), FACETS).question, question);
  }
});

test("values that hold the signs of the grammar are read again, alone or together", () => {
  const ids = ["a,b", "-x", "--", ",", "50%", "%2C", "%252C", " a ", "\u00a0é", "a-b", "a b", "🌱,"];
  for (const some of [ids, ...ids.map((id) => [id])]) {
    for (const choice of [{ include: some, exclude: [] }, { include: [], exclude: some }]) {
      const question = { text: "", sort: /** @type {const} */ ("relevance"), choices: { theme: choice } };
      assert.deepEqual(parseAddress(formatAddress(question), FACETS).question, question);
    }
  }
  const together = parseAddress("?theme=a%252Cb,-%252Dx,50%25", FACETS).question.choices;
  assert.deepEqual(together.theme, { include: ["a,b", "50%"], exclude: ["-x"] });
});

test("parameters of others are kept and change nothing", () => {
  const { question, rest } = parseAddress("?utm=x&q=a&colour=red&__proto__=y", FACETS);
  assert.deepEqual(question.choices, {});
  assert.equal(formatAddress(question, rest), "?v=1&q=a&utm=x&colour=red&__proto__=y");
});

test("nothing asked leaves the address empty", () => {
  assert.equal(formatAddress(parseAddress("?v=1&q=+&sort=date", FACETS).question), "");
});

test("an order that nobody knows is the usual one, and a later version is read as far as it goes", () => {
  const { question } = parseAddress("?v=9&q=a&sort=beauty", FACETS);
  assert.deepEqual([question.text, question.sort], ["a", "relevance"]);
});

test("broken escapes and thousands of values do no harm", () => {
  const { question } = parseAddress(`?q=%E0%A4%A&country=${"X,".repeat(20_000)}&${"country=Y&".repeat(3)}`, FACETS);
  assert.ok(question.text.length > 0);
  assert.deepEqual(question.choices.country?.include, ["X", "Y"]);
});

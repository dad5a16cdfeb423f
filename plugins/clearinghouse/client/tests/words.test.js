import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import lunr from "lunr";

import { stemEnglish } from "../search/stem-english.js";
import { registerRules, rulesNeeded, stem, termOf, terms, tokens, tokensWithPlaces, variants } from "../search/words.js";

/** @param {string} name */
const read = (name) => readFileSync(new URL(`../../../../tests/search/words/${name}`, import.meta.url), "utf8");
/** @type {Record<string, import("../search/words.js").Rules>} */
const rules = JSON.parse(read("rules.json"));
/** @type {{ text: string, language: string, tokens: string[], terms: string[] }[]} */
const texts = JSON.parse(read("texts.json"));
const LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh"];

test("the rules that a query needs are named before they are registered", () => {
  assert.deepEqual(rulesNeeded("evaluation", LANGUAGES), ["es", "fr"]);
  assert.deepEqual(rulesNeeded("протокол مختبر 中文", ["en"]), ["ru", "ar"]);
  assert.deepEqual(rulesNeeded("evaluation 中文 2020", ["en", "zh", "ru", "pt"]), []);
  assert.equal(stem("evaluaciones", "es"), "evaluaciones");
  for (const [language, found] of Object.entries(rules)) registerRules(language, found);
  assert.deepEqual(rulesNeeded("evaluation протокол", LANGUAGES), []);
});

for (const language of LANGUAGES) {
  test(`terms of frequent words are what Python gives: ${language}`, () => {
    const lines = read(`${language}.terms.txt`).trimEnd().split("\n");
    assert.ok(lines.length >= 4000);
    const ours = lines.map((line) => line.split("\t")[0] ?? "").map((word) => `${word}\t${terms(word, language).join(" ")}`);
    assert.deepEqual(ours.filter((line, number) => line !== lines[number]), []);
  });
}

test("difficult texts", () => {
  for (const each of texts) {
    assert.deepEqual(tokens(each.text), each.tokens);
    assert.deepEqual(terms(each.text, each.language), each.terms, each.text);
  }
});

test("English terms are those of lunr.js itself", () => {
  for (const line of read("en.terms.txt").trimEnd().split("\n")) {
    const [word = "", term] = line.split("\t");
    const token = new lunr.Token(word, {});
    const theirs = lunr.stopWordFilter(token) ? lunr.stemmer(token).toString() : "";
    assert.equal(termOf(word, "en"), theirs, word);
    assert.equal(term, theirs, word);
  }
});

test("the English stemmer is that of lunr.js for short and strange words too", () => {
  const letters = "abeyislt";
  const suffixes = "ational tional izer bli alli eli ization ator alism fulness aliti iviti logi icate ful ness ance er able ement ent sion tion ize e ll s es sses ies eed ed ing ated bled y ion".split(" ");
  const starts = [...letters].flatMap((a) => [a, ...[...letters].flatMap((b) => [a + b, ...[...letters].map((c) => a + b + c)])]);
  for (const start of ["", ...starts]) {
    for (const suffix of ["", ...suffixes]) {
      const word = start + suffix;
      if (word) assert.equal(stemEnglish(word), lunr.stemmer(new lunr.Token(word, {})).toString(), word);
    }
  }
});

test("a token of a query has a term for each language of its script", () => {
  assert.deepEqual(variants("evaluations", ["fr", "en", "es", "ru"]), ["evalu", "evaluations"]);
  assert.deepEqual(variants("on", ["en", "fr", "es"]), ["on"]);
  assert.deepEqual(variants("a", ["en", "fr", "es"]), []);
  assert.deepEqual(variants("биоразнообразия", ["en", "fr"]), ["биоразнообраз"]);
  assert.deepEqual(variants("生物", LANGUAGES), ["生物"]);
  assert.deepEqual(variants("projetos", ["pt", "en"]), ["projetos", "projeto"]);
});

test("places are those of the words in the text as it was", () => {
  /** @param {string} text */
  const words = (text) => tokensWithPlaces(text).map(([, start, end]) => text.slice(start, end));
  assert.deepEqual(words("The project’s day"), ["The", "project", "day"]);
  assert.deepEqual(words("l’É\u0301valuation ﬁnale, Straße d’Ærø"), ["É\u0301valuation", "ﬁnale", "Straße", "Ærø"]);
  assert.deepEqual(words("😀 中文字 a𠀀𠀁"), ["中文", "文字", "a", "𠀀𠀁"]);
  assert.deepEqual(words("الْمُخْتَبَرُ"), ["الْمُخْتَبَرُ"]);
  assert.deepEqual(words("½ \u1112\u1161\u11ab x"), ["½", "½", "\u1112\u1161\u11ab", "x"]);
  assert.deepEqual(words("co\u00adop"), ["co\u00adop"]);
});

test("tokens with places are the tokens, and places rise", () => {
  for (const { text, tokens: expected } of texts) {
    const found = tokensWithPlaces(`${text} ${text}`);
    assert.deepEqual(found.map(([token]) => token), [...expected, ...expected]);
    for (const [number, [, start, end]] of found.entries()) {
      assert.ok(start < end && start >= (found[number - 1]?.[1] ?? 0));
    }
  }
});

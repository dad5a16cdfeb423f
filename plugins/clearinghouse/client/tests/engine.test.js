import assert from "node:assert/strict";
import { before, test } from "node:test";
import { createEngine } from "../search/engine.js";
import { emptyQuestion } from "../search/question.js";
import { filesOf, serve } from "./made-up-index.js";

/** @type {import("../search/engine.js").Engine} */
let engine;
/** @type {ReturnType<typeof serve>} */
let server;

const RECORDS = [
  { title: "Laboratory for detection", names: "Zambia ZM", summary: "A laboratory.", text: "detection of organisms in maize" },
  { title: "Training of inspectors", names: "Namibia NA", summary: "Courses.", text: "a laboratory was visited, and maize grown" },
  { title: "National survey", names: "Zambia ZM", summary: "Questions.", text: "survey of needs, money and key policy" },
];

before(() => {
  server = serve(filesOf(RECORDS, { country: { ZM: [0, 2], NA: [1] } }));
  engine = createEngine("site/", server.load);
});

/**
 * @param {string} text
 * @param {Partial<import("../search/question.js").Question>} [more]
 */
const ask = (text, more = {}) => engine.ask({ ...emptyQuestion(), text, ...more });

test("what has all words is all that is found, titles first", async () => {
  assert.deepEqual((await ask("laboratory")).hits, [0, 1]);
  assert.deepEqual((await ask("laboratory maize")).hits, [0, 1]);
  const some = await ask("laboratory survey");
  assert.equal(some.note.kind, "some");
  assert.deepEqual([...some.hits].sort(), [0, 1, 2]);
});

test("codes and names find records, and it is told where", async () => {
  const answer = await ask("zm");
  assert.deepEqual(answer.hits, [0, 2]);
  assert.deepEqual(answer.fields(0), ["names"]);
});

test("a typo is mended, in the first letter too, and told", async () => {
  for (const typed of ["labratory", "aboratory", "xaboratory", "alboratory"]) {
    const answer = await ask(typed);
    assert.deepEqual(answer.note, { kind: "mended", words: [[typed, "laboratory"]] }, typed);
    assert.deepEqual(answer.hits, [0, 1]);
  }
});

test("what is being typed is completed, also where the word is longer than its stem", async () => {
  assert.deepEqual((await ask("inspec")).hits, [1]);
  assert.deepEqual((await ask("detectio")).hits, [0]);
  assert.equal((await ask("detectio")).note.kind, "all");
});

test("signs include and exclude; what is refused is searched as plain words", async () => {
  assert.deepEqual((await ask("+maize -visited")).hits, [0]);
  assert.deepEqual((await ask("-maize")).hits, [2]);
  assert.deepEqual((await ask("title:survey")).hits, [2]);
  const plain = await ask("nonsense:survey");
  assert.deepEqual([plain.note.kind, plain.hits], ["plain", [2]]);
});

test("words in quotation marks stand next to each other in what comes first", async () => {
  const records = [
    { title: "Assessment first, then risk; risk", summary: "Assessment of assessment." },
    { title: "Assessment", summary: "How the risk assessment of maize was made, at length, by many people in many places." },
  ];
  const other = createEngine("site/", serve(filesOf(records, {})).load);
  assert.deepEqual((await other.ask({ ...emptyQuestion(), text: "assessment risk" })).hits, [0, 1]);
  assert.deepEqual((await other.ask({ ...emptyQuestion(), text: '"risk assessment"' })).hits[0], 1);
  engine = createEngine("site/", server.load); // the page has one engine, which gets what is loaded
});

test("words that say nothing do not count, unless there are no others: then they may be a code", async () => {
  const records = [
    { title: "World Health Organization", acronym: "WHO", summary: "Health.", text: "" },
    { title: "Who trains inspectors", acronym: "", summary: "Training of inspectors.", text: "health" },
  ];
  engine = createEngine("site/", serve(filesOf(records, {})).load);
  assert.deepEqual((await ask("who")).hits, [0]);
  assert.deepEqual((await ask("the WHO")).hits, [0]);
  assert.deepEqual((await ask("who trains the inspectors")).hits, [1]);
  assert.equal((await ask("training of inspectors")).note.kind, "all");
  engine = createEngine("site/", server.load);
});

test("many patterns and typos share a budget", async () => {
  const text = Array.from("abcdefghijklmnopqrstuvwxyz", (letter) => `${letter}* ${letter}urvey~2`).join(" ");
  const started = performance.now();
  await ask(text.slice(0, 1000));
  assert.ok(performance.now() - started < 500);
});

test("choices: any value of a facet, none that is excluded; counts leave out the facet's own choice", async () => {
  const choices = { country: { include: ["ZM"], exclude: [] } };
  assert.deepEqual((await ask("laboratory", { choices })).hits, [0]);
  assert.deepEqual((await ask("", { choices: { country: { include: [], exclude: ["ZM"] } } })).hits, [1]);
  const facet = await engine.facet("country");
  assert.deepEqual([...(await facet.counts({ ...emptyQuestion(), text: "laboratory", choices }))], [["ZM", 1], ["NA", 1]]);
  const without = { country: { include: [], exclude: ["ZM"] } };
  assert.deepEqual([...(await facet.counts({ ...emptyQuestion(), text: "laboratory", choices: without }))], [["ZM", 1], ["NA", 1]]);
  assert.deepEqual(await engine.columns([1, 0], ["country"]), [["NA label"], ["ZM label"]]);
});

test("orders: the newest first, and titles from A to Z", async () => {
  assert.deepEqual((await ask("", { sort: "date" })).hits, [2, 1, 0]);
  assert.deepEqual((await ask("laboratory", { sort: "title" })).hits, [0, 1]);
});

test("words of the answer are marked in any form", async () => {
  const { matches } = await ask("survey laboratory");
  assert.deepEqual(matches("Surveys of LABORATORIES", "en"), [[0, 7], [11, 23]]);
});

test("only what is needed is loaded", async () => {
  const fresh = serve(filesOf(RECORDS, { country: { ZM: [0, 2], NA: [1] } }));
  const other = createEngine("site/", fresh.load);
  await other.documents((await other.ask({ ...emptyQuestion(), text: "laboratory" })).hits);
  assert.deepEqual(fresh.loaded.filter((name) => /facets|orders|words|rules/u.test(name)), []);
  engine = createEngine("site/", server.load);
});

test("when a file cannot be loaded, asking again tries again", async () => {
  const broken = serve(filesOf(RECORDS, {}));
  broken.fail = true;
  const other = createEngine("site/", broken.load);
  await assert.rejects(other.ask({ ...emptyQuestion(), text: "survey" }));
  broken.fail = false;
  assert.deepEqual((await other.ask({ ...emptyQuestion(), text: "survey" })).hits, [2]);
});

test("files from before the list of documents changed are loaded anew, once", async () => {
  const changing = serve(filesOf(RECORDS, {}, "old"));
  const other = createEngine("site/", changing.load);
  await other.ready();
  changing.files = filesOf([...RECORDS].reverse(), {}, "new");
  assert.deepEqual((await other.ask({ ...emptyQuestion(), text: "survey" })).hits, [0]);
  assert.ok(changing.addresses.some((address) => /manifest\.js\?\d+$/u.test(address)), "not from the browser's store");
});

test("hostile questions give an answer", async () => {
  const other = createEngine("site/", server.load);
  for (const text of ["__proto__", "constructor", "a".repeat(10_000), "*", "~9", "(a+)+$", "🦠", "\u202e", '"', "+", "- - -", "toString~2"]) {
    const { hits } = await other.ask({ ...emptyQuestion(), text, choices: { __proto__: { include: ["x"], exclude: [] }, constructor: { include: ["x"], exclude: [] } } });
    assert.ok(Array.isArray(hits), text);
  }
});

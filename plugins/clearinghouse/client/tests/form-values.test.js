import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isBefore, isDay, isPartialDate } from "../form/dates.js";
import { folded, isId, slugOf } from "../form/ids.js";
import { certainOf, namedBy, Offers, optionsFor, titlesFrom } from "../form/offers.js";
import { forgeAddress } from "../form/result.js";
import { completed, conceptsFrom } from "../form/spec.js";

/** @type {[string, string][]} */
const SLUGS = JSON.parse(readFileSync(new URL("../../../../tests/pages/slugs.json", import.meta.url), "utf-8"));
/** @type {[number, number]} */
const YEARS = [1900, 2199];

test("an id follows from the title as it does in Python", () => {
  for (const [title, slug] of SLUGS) assert.equal(slugOf(title), slug, title);
});

test("an id has lower-case letters, digits and hyphens between them, and is not the listing", () => {
  for (const good of ["a", "zm-norway", "2006"]) assert.ok(isId(good, 80), good);
  for (const bad of ["", "A", "a--b", "-a", "a-", "../a", "index", "a".repeat(81), "a\n"]) assert.ok(!isId(bad, 80), bad);
});

test("letters count, not accents nor capitals", () => assert.equal(folded("Côte d’Ivoire"), "cote d’ivoire"));

test("a date is a day, a month or a year that exists", () => {
  for (const good of ["2006", "2006-05", "2004-02-29", "1900", "2199-12-31"]) assert.ok(isPartialDate(good, YEARS), good);
  for (const bad of ["06", "2006-13", "2006-00", "2005-02-29", "1899", "2200", "31/01/2006", "2006-1-1", "2006-01-01 "]) assert.ok(!isPartialDate(bad, YEARS), bad);
  assert.ok(isDay("2006-01-18", YEARS));
  assert.ok(!isDay("2006-01", YEARS));
});

test("2006 is neither before 2006-05 nor after it", () => {
  assert.ok(!isBefore("2006", "2006-05"));
  assert.ok(!isBefore("2006-05", "2006"));
  assert.ok(isBefore("2005-12", "2006"));
});

test("a line of titles gives id, title and old ids; an id that follows from the title is left out", () => {
  const { options, taken } = titlesFrom("\tNorwegian assistance\nzm\tZambia\told-zm older-zm");
  assert.deepEqual(options.map(({ id, label }) => [id, label]), [["norwegian-assistance", "Norwegian assistance"], ["zm", "Zambia"]]);
  assert.deepEqual([...taken].sort(), ["norwegian-assistance", "old-zm", "older-zm", "zm"]);
  assert.deepEqual(titlesFrom("").options, []);
});

test("what begins with the typed words comes first, then what has them all", () => {
  const options = ["Bank of Norway", "Norway Agency", "Sweden"].map((label) => ({ id: slugOf(label), label }));
  assert.deepEqual(optionsFor(options, "norw").map(({ label }) => label), ["Norway Agency", "Bank of Norway"]);
  assert.deepEqual(optionsFor(options, "of NOR").map(({ label }) => label), ["Bank of Norway"]);
  assert.equal(optionsFor(options, " ").length, 3);
});

test("a record is loaded from its own file, once, and only if it is listed", async () => {
  /** @type {string[]} */
  const loaded = [];
  const offers = new Offers("data/", async (address) => {
    loaded.push(address);
    if (address === "data/projects.js") offers.receive("titles/projects", "a\tA\nb\tB\nc\tC");
    else offers.receive("texts/projects/c", { file: "content/projects/c.md" });
  });
  const spec = /** @type {any} */ ({ collection: "projects" });
  assert.deepEqual(await offers.original(spec, "c"), { file: "content/projects/c.md" });
  await offers.original(spec, "c");
  for (const other of ["toString", "../projects"]) assert.equal(await offers.original(spec, other), undefined);
  assert.deepEqual(loaded, ["data/projects.js", "data/projects/c.js"]);
});

test("the name of a country is the browser's, but for a label of our own", () => {
  assert.deepEqual(conceptsFrom("ZM\nXA\tAlvania\nZZZZ", "region", "en").map(({ label }) => label), ["Alvania", "Zambia", "ZZZZ"]);
  assert.deepEqual(conceptsFrom("b\tThe first\na-course", undefined, "en").map(({ label }) => label), ["The first", "A course"]);
});

test("a short file goes to the forge with its text, a long one without it, a change to the page of its file", () => {
  const spec = { newAddress: "https://f.example/new?filename={file}&value={text}", editAddress: "https://f.example/edit", maxAddress: 100 };
  const file = "content/a/b.md";
  assert.deepEqual(forgeAddress(spec, { file, text: "a & {file}", isNew: true }), {
    address: "https://f.example/new?filename=content%2Fa%2Fb.md&value=a%20%26%20%7Bfile%7D", isWhole: true,
  });
  assert.deepEqual(forgeAddress(spec, { file, text: "x".repeat(100), isNew: true }), { address: "https://f.example/new?filename=content%2Fa%2Fb.md&value=", isWhole: false });
  assert.deepEqual(forgeAddress(spec, { file, text: "", isNew: false }), { address: "https://f.example/edit/content/a/b.md", isWhole: false });
  assert.equal(forgeAddress({ ...spec, newAddress: "" }, { file, text: "", isNew: true }).address, "");
});

test("what is called just as somebody typed comes first, though others begin so", () => {
  const options = [["KP", "North Korea"], ["NO", "Norway"], ["CI", "Nocountry"]].map(([id = "", label = ""]) => ({ id, label }));
  assert.deepEqual(optionsFor(options, "no").map(({ id }) => id), ["NO", "KP", "CI"]);
});

test("what follows from the rest of a field is put in", () => {
  const [group, ...others] = completed(/** @type {any[]} */ ([{ name: "after_end", fields: [{ name: "url", kind: "uri" }] }, { name: "a", list: "x" }, { name: "b", to: "x" }, { name: "c", format: "date" }, { name: "d", title: "D!" }]));
  assert.deepEqual(group, { name: "after_end", title: "After end", kind: "group", fields: [{ name: "url", title: "Url", kind: "uri" }] });
  assert.deepEqual(others.map(({ kind, title }) => [kind, title]), [["code", "A"], ["reference", "B"], ["date", "C"], ["text", "D!"]]);
});

test("Enter takes an option only where nothing else can be meant by what is typed", () => {
  const countries = [["MZ", "Mozambique"], ["NE", "Niger"], ["NG", "Nigeria"], ["SZ", "Eswatini"], ["ZM", "Zambia"]].map(([id = "", label = ""]) => ({ id, label }));
  const taken = (/** @type {string} */ typed) => {
    const found = optionsFor(countries, typed);
    return found[certainOf(found, typed)]?.id;
  };
  assert.equal(taken("zamb"), "ZM"); // Mozambique has these letters too, but begins otherwise
  assert.equal(taken("moz"), "MZ");
  assert.equal(taken("niger"), "NE"); // it is called just so
  assert.equal(taken("sz"), "SZ");
  for (const typed of ["nig", "i", "", "xyz"]) assert.equal(taken(typed), undefined, typed);
});

test("a name that is not shown leads to what is called otherwise now, and is seen beside it", () => {
  const countries = conceptsFrom("SZ\t\tSwaziland\nCI\t\tIvory Coast\nGB\t\tUK\tGreat Britain\nUA\nXA\tAlvania\tUkania\nBW", "region", "en");
  const offered = (/** @type {string} */ typed) => optionsFor(countries, typed).map(({ id, note }) => [id, note]);
  const taken = (/** @type {string} */ typed) => optionsFor(countries, typed)[certainOf(optionsFor(countries, typed), typed)]?.id;
  assert.deepEqual(offered("swaziland"), [["SZ", "Swaziland"]]);
  assert.deepEqual(offered("Ivory"), [["CI", "Ivory Coast"]]);
  assert.deepEqual(offered("uk"), [["GB", "UK"], ["UA", undefined], ["XA", "Ukania"]]);
  assert.deepEqual(offered("kingdom"), [["GB", undefined]]);
  assert.deepEqual([taken("UK"), taken("swazi"), taken("swa"), taken("great brit"), taken("uk ")], ["GB", "SZ", "SZ", "GB", "GB"]);
  const two = [{ id: "a", label: "A", also: ["X"] }, { id: "b", label: "B", also: ["X"] }];
  assert.equal(certainOf(two, "x"), -1);
  assert.deepEqual(["Swaziland", "uk", "gb", "swazi", ""].map((typed) => namedBy(countries, typed)), ["SZ", "GB", "GB", undefined, undefined]);
  assert.deepEqual([namedBy(two, "x"), namedBy(two, "b")], [undefined, "b"]);
});

/**
 * The same queries to lunr.js on the whole index and to our search on its shards: hits and scores must be equal.
 *
 * node contract.mjs <folder of the index> <documents.json> <lunr.js> <number of queries> <seed> <where to write lunr's index>
 *
 * documents.json holds, for each document, the terms of each field. Prints {"queries": n, "hits": n, "kinds": {…}, "differences": […]}.
 */
import fs from "node:fs";
import { createRequire } from "node:module";
import vm from "node:vm";
import { expandAsLunr } from "../../plugins/clearinghouse/client/search/expansion.js";
import { createEngine } from "../../plugins/clearinghouse/client/search/engine.js";
import { parseQuery } from "../../plugins/clearinghouse/client/search/grammar.js";
import { lunrScores } from "../../plugins/clearinghouse/client/search/scoring.js";
import { termOf } from "../../plugins/clearinghouse/client/search/words.js";

const [folder, documentsFile, lunrFile, count, seed, indexFile] = process.argv.slice(2);
const lunr = createRequire(import.meta.url)(lunrFile);
const documents = JSON.parse(fs.readFileSync(documentsFile, "utf8"));
const engine = createEngine(`${folder}/`, async (address) => {
  vm.runInThisContext(fs.readFileSync(address.split("?")[0], "utf8"));
});
const index = await engine.open();
const names = index.manifest.fields.map(([name]) => name);
const numbers = await index.numbers(names);

/** The reference: lunr.js itself, over the same terms. */
const builder = new lunr.Builder();
builder.ref("id");
for (const [name, boost] of index.manifest.fields) builder.field(name, { boost });
documents.forEach((texts, id) => {
  builder.add({ id, ...Object.fromEntries(names.map((name, field) => [name, texts[field]])) });
});
const stem = (token) => token.update(() => termOf(token.toString(), "en"));
lunr.Pipeline.registerFunction(stem, "termOf");
builder.searchPipeline.add(stem);
const whole = builder.build();

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
function random(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const next = random(Number(seed));
const pick = (list) => list[Math.floor(next() * list.length)];

/** Words that mean the same after stemming as before, so that both sides look for the same term; no stop words. */
const known = [...new Set(documents.flat(2))].filter((term) => term.length > 1 && termOf(term, "en") === term);

/** A word: mostly of a document, since rare and frequent words are then found as often as they stand; at times unknown. */
function word() {
  for (;;) {
    const term = next() < 0.05 ? `${pick(known)}zq` : next() < 0.5 ? pick(known) : pick(pick(pick(documents)));
    if (term && term.length > 1 && termOf(term, "en") === term) return term;
  }
}

function wrong(term) {
  const at = Math.floor(next() * term.length);
  const letter = pick([..."abcdefghijklmnopqrstuvwxyz"]);
  return pick([
    term.slice(0, at) + term.slice(at + 1),
    term.slice(0, at) + letter + term.slice(at),
    term.slice(0, at) + letter + term.slice(at + 1),
    term.slice(0, at) + (term[at + 1] ?? "") + term[at] + term.slice(at + 2),
  ]);
}

/** A typo whose stem is itself, so that lunr's pipeline leaves it alone. */
function typo() {
  for (;;) {
    const term = wrong(word());
    if (term.length > 1 && termOf(term, "en") === term) return term;
  }
}

const KINDS = {
  plain: () => word(),
  required: () => `+${word()}`,
  prohibited: () => `-${word()}`,
  field: () => `${pick(names)}:${word()}`,
  requiredField: () => `+${pick(names)}:${word()}`,
  prohibitedField: () => `-${pick(names)}:${word()}`,
  beginning: () => `${word().slice(0, 2 + Math.floor(next() * 4))}*`,
  inside: () => `${word().slice(0, 2)}*${word().slice(-2)}`,
  ending: () => `*${word().slice(-3)}`,
  typo: () => `${typo()}~1`,
  boost: () => `${word()}^${1 + Math.floor(next() * 9)}`,
};
const ALONE = new Set(["inside", "ending"]); // these look through all words, which costs lunr.js a second

/** A query with the kinds of its clauses. */
function query() {
  const first = pick(Object.keys(KINDS));
  if (ALONE.has(first) && next() < 0.8) return query();
  const kinds = [first];
  if (first === "prohibited" && next() < 0.5) return { kinds: ["onlyProhibited"], text: KINDS.prohibited() };
  while (next() < 0.55 && kinds.length < 5) kinds.push(pick(Object.keys(KINDS).filter((kind) => !ALONE.has(kind))));
  return { kinds, text: kinds.map((kind) => KINDS[kind]()).join(" ") };
}

const told = { queries: 0, hits: 0, kinds: {}, differences: [] };
for (let number = 0; number < Number(count); number += 1) {
  const { kinds, text } = query();
  const expanded = await expandAsLunr(index, parseQuery(text, names));
  const { scores, hits } = lunrScores(expanded, numbers);
  const theirs = new Map(whole.search(text).map(({ ref, score }) => [Number(ref), score]));
  const differs = hits.length !== theirs.size || hits.some((hit) => !(Math.abs(scores[hit] - (theirs.get(hit) ?? NaN)) <= 1e-9));
  if (differs) told.differences.push({ text, ours: hits.length, theirs: theirs.size });
  told.queries += 1;
  told.hits += theirs.size;
  for (const kind of kinds) told.kinds[kind] = (told.kinds[kind] ?? 0) + 1;
}
fs.writeFileSync(indexFile, JSON.stringify(whole));
console.log(JSON.stringify(told));

/**
 * What our search finds on a built site, the best first.
 *
 * node asked.mjs <folder of the index> <question>…  prints [{"urls": […], "mended": [[typed, used], …]}, …]
 */
import fs from "node:fs";
import vm from "node:vm";
import { ask } from "../../plugins/clearinghouse/client/search/asking.js";
import { createEngine } from "../../plugins/clearinghouse/client/search/engine.js";
import { emptyQuestion } from "../../plugins/clearinghouse/client/search/question.js";

const [folder, ...questions] = process.argv.slice(2);
const engine = createEngine(`${folder}/`, async (address) => {
  vm.runInThisContext(fs.readFileSync(address.split("?")[0], "utf8"));
});
const answers = [];
for (const text of questions) {
  const { answer, found } = await ask(engine, { ...emptyQuestion(), text }, 10);
  answers.push({ urls: found.map((each) => each.url), mended: answer.note.kind === "mended" ? answer.note.words : [] });
}
process.stdout.write(JSON.stringify(answers));

/**
 * The script of the pages with forms. The page says what to do without it.
 */
import { element, find } from "../elements.js";
import { fill } from "../messages.js";
import { RecordForm } from "./form.js";
import { Offers } from "./offers.js";
import { completed } from "./spec.js";

const host = find(document, "#ch-form");
/** @type {import("./spec.js").Spec} */
const spec = JSON.parse(find(document, "#ch-form-spec").textContent ?? "");
spec.fields = completed(spec.fields);
const offers = new Offers(new URL(spec.data, location.href).href);
/** @type {any} */ (window).clearinghouseForm = { receive: offers.receive.bind(offers) };

/** Put the form on the page, filled with the record that the address names. */
async function start() {
  const id = new URLSearchParams(location.search).get("record");
  const original = id ? await load(id) : undefined;
  if (original === null) return;
  if (original) {
    const title = fill(spec.words.titleChange, { title: String(original.data.title ?? id) });
    find(document, "#ch-form-title").textContent = title;
    const back = element("a", { href: `../../${spec.collection}/${id}.html` }, spec.words.back ?? "");
    find(document, ".ch-kicker").replaceChildren(back);
    document.title = title;
  }
  new RecordForm(host, spec, offers, original);
  if (id && !original) host.prepend(element("p", { class: "ch-form-result", role: "alert" }, fill(spec.words.noSuchRecord, { id })));
}

/**
 * Load the record that is to be changed.
 *
 * @param {string} id
 * @returns {Promise<import("./file.js").Original | null | undefined>} null where the page says why it cannot be changed here
 */
async function load(id) {
  host.replaceChildren(element("p", { role: "status" }, spec.words.loading ?? ""));
  try {
    const found = await offers.original(spec, id);
    if (found === null) host.replaceChildren(element("p", { role: "alert" }, spec.words.notByForm ?? ""));
    return found;
  } catch {
    host.replaceChildren(element("p", { role: "alert" }, spec.words.notLoaded ?? ""));
    return null;
  }
}

void start();

/**
 * The finished file: to be looked at, downloaded, copied, or handed over to the website that holds the files.
 *
 * @typedef {import("./spec.js").Spec} Spec
 * @typedef {{ file: string, text: string, isNew: boolean }} Finished `file` is its path in the folder of the project
 */
import { button, element } from "../elements.js";
import { fill } from "../messages.js";

/**
 * What the page shows of a finished file.
 *
 * @param {Spec} spec
 * @param {Finished} finished
 * @param {Node | undefined} next what is to be done with it, in words
 */
export function resultOf(spec, finished, next) {
  const { words } = spec;
  const { file, text, isNew } = finished;
  const shown = element("textarea", { id: "ch-form-text", readonly: true, rows: "14", dir: "auto", spellcheck: "false" });
  shown.value = text;
  const status = element("p", { role: "status", class: "ch-note" });
  const download = button("md-button md-button--primary", () => save(text, file.slice(file.lastIndexOf("/") + 1)), words.download ?? "");
  const copy = button("md-button", () => {
    void copied(shown).then((done) => (status.textContent = (done ? words.copied : words.notCopied) ?? ""));
  }, words.copy ?? "");
  const heading = element("h2", { tabindex: "-1" }, words.ready ?? "");
  const about = element("p", {}, fill(isNew ? words.readyNew : words.readyChange, { file }));
  const parts = [heading, about, element("p", { class: "ch-form-actions" }, download, copy), status, ...forgeOf(spec, finished)];
  const label = element("label", { for: shown.id }, words.result ?? "");
  return element("section", { class: "ch-form-result" }, ...parts, ...(next ? [next] : []), label, shown);
}

/**
 * The way to the website that holds the files; nothing where it has no address.
 *
 * @param {Spec} spec
 * @param {Finished} finished
 * @returns {HTMLElement[]}
 */
function forgeOf(spec, finished) {
  const { words } = spec;
  const { address, isWhole } = forgeAddress(spec, finished);
  if (!address) return [];
  const [text, about] = isWhole ? [words.propose, ""] : finished.isNew ? [words.openNew, words.tooLarge] : [words.openEdit, words.pasteEdit];
  const link = element("a", { class: "md-button", href: address, target: "_blank", rel: "noopener noreferrer" }, text ?? "");
  const said = about ? [element("p", {}, about)] : [];
  return [...said, element("p", { class: "ch-form-actions" }, link)];
}

/**
 * Where a file is proposed on the website that holds the files, and whether the address carries the whole file.
 *
 * @param {Pick<Spec, "newAddress" | "editAddress" | "maxAddress">} spec
 * @param {Finished} finished
 */
export function forgeAddress({ newAddress, editAddress, maxAddress }, { file, text, isNew }) {
  if (!isNew) return { address: editAddress && `${editAddress}/${file}`, isWhole: false };
  const filled = fill(newAddress, { file: encodeURIComponent(file), text: encodeURIComponent(text) });
  if (filled.length <= maxAddress) return { address: filled, isWhole: newAddress.includes("{text}") };
  return { address: fill(newAddress, { file: encodeURIComponent(file), text: "" }), isWhole: false };
}

/**
 * Let the browser save a text as a file.
 *
 * @param {string} text
 * @param {string} name
 */
function save(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  const link = element("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * Copy a text, or at least mark it; a browser may refuse the first.
 *
 * @param {HTMLTextAreaElement} shown
 */
async function copied(shown) {
  try {
    await navigator.clipboard.writeText(shown.value);
    return true;
  } catch {
    shown.focus();
    shown.select();
    return false;
  }
}

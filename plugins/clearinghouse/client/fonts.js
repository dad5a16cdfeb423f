// Takes from Fontsource the part of Noto that a site with `fonts: noto` carries: Latin, Cyrillic and Arabic in two weights.
// What it writes into ../fonts/noto is committed, so that nobody who builds a site needs npm or a network.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const TAKEN = [
  { from: "noto-sans", subsets: ["latin", "latin-ext", "cyrillic", "cyrillic-ext"] },
  { from: "noto-sans-arabic", subsets: ["arabic"] },
];
const WEIGHTS = [400, 700];
const OUT = new URL("../fonts/noto/assets/fonts/", import.meta.url);

/**
 * The @font-face rule of one file as Fontsource writes it, with that file alone, which lies beside the style sheet.
 * @param {string} sheet
 * @param {string} name
 */
function rule(sheet, name) {
  const found = sheet.match(new RegExp(`/\\* ${name} \\*/\\s*(@font-face \\{[^}]*\\})`));
  const rewritten = found?.[1]?.replace(/src: [^;]*;/, `src: url(${name}.woff2) format("woff2");`).replaceAll("'", '"');
  if (!rewritten || !rewritten.includes("unicode-range:") || !rewritten.includes("font-display: swap;")) {
    throw new Error(`Fontsource no longer describes ${name} as it did: look at what it gives.`);
  }
  return rewritten;
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const rules = [];
const versions = [];
for (const { from, subsets } of TAKEN) {
  const folder = new URL(`node_modules/@fontsource/${from}/`, import.meta.url);
  versions.push(`@fontsource/${from} ${JSON.parse(readFileSync(new URL("package.json", folder), "utf8")).version}`);
  copyFileSync(new URL("LICENSE", folder), new URL(`LICENSE-${from}.txt`, OUT));
  for (const weight of WEIGHTS) {
    const sheet = readFileSync(new URL(`${weight}.css`, folder), "utf8");
    for (const subset of subsets) {
      const name = `${from}-${subset}-${weight}-normal`;
      rules.push(rule(sheet, name));
      copyFileSync(new URL(`files/${name}.woff2`, folder), new URL(`${name}.woff2`, OUT));
    }
  }
}
// The selectors are those of clearinghouse.css, after which this is loaded. What Noto does not have here, Chinese above all, the system has.
const order = ':root, [data-md-color-scheme="default"] { --md-text-font: "Noto Sans", "Noto Sans Arabic", system-ui, sans-serif, "Noto Sans SC"; }';
const head = `/* Made by \`nox -s client\` from ${versions.join(" and ")}: SIL Open Font License 1.1, see the two files LICENSE beside this. */`;
writeFileSync(new URL("noto.css", OUT), `${[head, ...rules, order].join("\n\n")}\n`);

"""Material's own search, on a real page of stock Material: words are typed into its field, and its worker's answers are read.

python benchmarks/search/stock_material.py PROJECT    writes PROJECT/search_index.json, prints the processor seconds it took

The site is built with one page only. The index of all pages is made by the same code of MkDocs and Material that a whole build runs,
without the HTML around the pages, which takes long and is no part of the search.
"""

import json
import os
import shutil
import sys
import time
from pathlib import Path

from corpus import MadeUp, write_mkdocs
from searches import Built, Search, run, run_python
from serving import on_disk

# The messages of Material's worker have a type: 1 ready, 2 a query, 3 the result. It answers every query in order.
DRIVE = """
const waiting = [];
let ready;
const isReady = new Promise((resolve) => (ready = resolve));
window.Worker = class extends Worker {
  constructor(...all) {
    super(...all);
    this.addEventListener("message", ({ data }) => {
      if (data.type === 1) ready();
      if (data.type === 3) for (const resolve of waiting.splice(0)) resolve(data.data.items ?? data.data);
    });
  }
};
const shown = () => new Promise((resolve) => requestAnimationFrame(function look() {
  document.querySelector(".md-search-result__item, .md-search-result__meta:not(:empty)") ? resolve() : requestAnimationFrame(look);
}));
const pages = (items) => [...new Set(items.map((group) => new URL([group].flat()[0].location, location.href).pathname))].slice(0, 10);
let before = [];
window.ask = async (query) => {
  await isReady;
  const field = document.querySelector("input[data-md-component=search-query]");
  if (field.value === query) return before; // the same words again are not sent to the worker
  const answered = new Promise((resolve) => waiting.push(resolve));
  field.focus();
  field.value = query;
  field.dispatchEvent(new Event("keyup"));
  return (before = pages(await answered));
};
const asked = new URLSearchParams(location.search).get("q");
if (asked) window.first = new Promise((resolve) => waiting.push(resolve))
  .then(async (items) => (await shown(), [pages(items), performance.now()]));
"""


def write_index(project: Path) -> float:
    """Write the index of all pages; return the processor seconds that Material's search took of it."""
    from mkdocs.config import load_config  # noqa: PLC0415 - only where the index is made
    from mkdocs.structure.files import get_files  # noqa: PLC0415
    from mkdocs.structure.pages import Page  # noqa: PLC0415

    config = load_config(str(project / "mkdocs.yml"), site_dir=str(project / "unused"))
    config = config.plugins.on_config(config)
    search = config.plugins["material/search"]
    files = get_files(config)
    seconds = 0.0
    for file in files.documentation_pages():
        page = Page(None, file, config)
        page.read_source(config)
        page.render(config, files)
        started = time.process_time()
        search.on_page_context({}, page=page, config=config, nav=None)
        seconds += time.process_time() - started
    started = time.process_time()
    text = search.search_index.generate_search_index(None)
    (project / "search_index.json").write_text(text, encoding="utf-8")
    return seconds + time.process_time() - started


def make(found: list[MadeUp], site: Path) -> Built:
    """Write a site of one page with the search of all."""
    project = site.with_name(f"{site.name}-project")
    write_mkdocs(found, project)
    seconds = run_python("stock_material.py", project)
    for path in (project / "docs").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    run(sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", project / "mkdocs.yml", "--site-dir", site)
    index = site / "search" / "search_index.json"
    shutil.copy(project / "search_index.json", index)
    return Built(seconds, on_disk([index]))


MATERIAL = Search(
    "Material", make, "index.html", ("/search/search_index.json", "/workers/search"), DRIVE, has_facets=False
)

if __name__ == "__main__":
    print(json.dumps(write_index(Path(sys.argv[1]))))

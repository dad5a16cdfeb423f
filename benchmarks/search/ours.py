"""Our search: its files made from the records of a project, a small page that asks it, and the real search page.

python benchmarks/search/ours.py PROJECT SITE    writes the files of the search into SITE, prints the processor seconds it took
"""

import json
import os
import shutil
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

from corpus import MadeUp, documents, write_project
from searches import FACETS, SHOWN, Built, Search, run, run_python, small_page
from serving import on_disk

from clearinghouse.pages.page import Press, Settings
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from clearinghouse.search.documents import view_documents
from clearinghouse.search.files import search_files
from clearinghouse.search.site import fingerprints_of, searchable_site
from clearinghouse.views.wording import Wording
from clearinghouse.words import translations_for

INDEX, SCRIPT = "assets/search", "assets/clearinghouse.js"
FACETS_BY_SCRIPT = f"""() => Promise.all({json.dumps(FACETS)}.map((name) => new Promise((resolve, reject) => {{
  const script = Object.assign(document.createElement("script"), {{ src: `{INDEX}/facets/${{name}}.js`, onload: resolve, onerror: reject }});
  document.head.append(script);
}})))"""
SMALL = small_page(
    f'<script src="{SCRIPT}"></script>', f"(query) => clearinghouse.find(query, {SHOWN})", FACETS_BY_SCRIPT
)
WATCH = f"""
window.ask = (query) => clearinghouse.find(query, {SHOWN});
window.first = new Promise((resolve) => new MutationObserver(() => {{
  const links = [...document.querySelectorAll(".ch-results h3 a")];
  if (links.length) resolve([links.map((each) => each.href), performance.now()]);
}}).observe(document, {{ childList: true, subtree: true }}));
"""


def press_of(project: Path) -> Press:
    """Read a project, as a build does."""
    reading = read_project(Project.from_config(project / "mkdocs.yml"))
    if reading.failed:
        sys.exit("The made-up records are not valid.")
    wording = Wording("en", reading.catalogue.code_lists, translations_for("en"))
    return Press(reading.catalogue, wording, Settings("Made-up"), reading.desk)


def write_search(project: Path, site: Path) -> float:
    """Write the files of the search; return the processor seconds from records in memory to files on disk.

    The texts are rendered in this time. The views are worked out before: a build needs them for their own pages.
    """
    press = press_of(project)
    list(view_documents(press))
    started = time.process_time()
    for file in search_files(searchable_site(press, [], fingerprints_of(press.catalogue.records), b"")):
        (site / file.path).parent.mkdir(parents=True, exist_ok=True)
        (site / file.path).write_bytes(file.content())
    return time.process_time() - started


@cache
def frame() -> Path:
    """Build a site of few records, whose search page serves for any number; return its folder, kept until the end."""
    folder = Path(tempfile.mkdtemp(prefix="search-frame-"))
    write_project(documents(40, 1), folder / "project")
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    run(sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", folder / "project" / "mkdocs.yml")
    shutil.rmtree(folder / "project" / "site" / INDEX)
    return folder / "project" / "site"


def make(found: list[MadeUp], site: Path) -> Built:
    """Write a site with the search of all records, and the pages of a few."""
    project = site.with_name(f"{site.name}-project")
    write_project(found, project)
    shutil.copytree(frame(), site, dirs_exist_ok=True)
    seconds = run_python("ours.py", project, site)
    (site / "small.html").write_text(SMALL, encoding="utf-8")
    return Built(seconds, on_disk([path for path in (site / INDEX).rglob("*") if path.is_file()]))


OWN = (f"/{SCRIPT}", f"/{INDEX}/")
OURS = Search("ours", make, "small.html", OWN)
OURS_IN_THEME = Search("ours, real page", make, "search.html", OWN, WATCH, has_facets=False)

if __name__ == "__main__":
    print(json.dumps(write_search(Path(sys.argv[1]), Path(sys.argv[2]))))

"""Pagefind by its command line, over one HTML page a record."""

import os
from pathlib import Path

from corpus import MadeUp, write_html
from searches import SHOWN, Built, Search, run, small_page
from serving import on_disk

NOT_ASKED_FOR = ("-ui.js", "-ui.css", "highlight.js")  # Pagefind's own dress for its answers, left out in its favour
ASK = f"""async (query) => {{
  const found = await (await window.pagefind).search(query);
  const shown = await Promise.all(found.results.slice(0, {SHOWN}).map((each) => each.data()));
  return shown.map((each) => each.raw_url ?? each.url);
}}"""
PAGE = small_page(
    '<script type="module">window.pagefind = import("./pagefind/pagefind.js");</script>',
    ASK,
    "async () => (await window.pagefind).filters()",
)


def program() -> str:
    """Return the path of the Pagefind program: from the environment, or that of the package `pagefind_bin`."""
    if "PAGEFIND" in os.environ:
        return os.environ["PAGEFIND"]
    import pagefind_bin  # noqa: PLC0415 - only where the environment names none

    return str(Path(pagefind_bin.__file__).with_name("pagefind"))


def make(documents: list[MadeUp], site: Path) -> Built:
    """Write the pages, and index them."""
    write_html(documents, site)
    seconds, _ = run(program(), "--site", site)
    (site / "small.html").write_text(PAGE, encoding="utf-8")
    files = [path for path in (site / "pagefind").rglob("*") if path.is_file()]
    return Built(seconds, on_disk([path for path in files if not path.name.endswith(NOT_ASKED_FOR)]))


PAGEFIND = Search("Pagefind", make, "small.html", ("/pagefind/",))

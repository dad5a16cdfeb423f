"""The page on starting another clearinghouse works by the letter: its files, its commands, and what they give."""

import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tests.browser.test_links import read
from tests.docs.conftest import page
from tests.docs.walkthrough import blocks, follow, repository

PAGE = page("another-clearinghouse")


@pytest.fixture(scope="module")
def tools(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("another")
    follow(PAGE, folder, str(repository(folder)))
    return folder / "tools"


def test_the_page_has_a_schema_a_code_list_a_record_and_the_settings():
    paths = [block["path"] for block in blocks(PAGE) if block["path"]]
    assert paths == [
        "mkdocs.yml", "content/index.md", "content/contribute/index.md", "schemas/tool.schema.json", "schemas/code-lists/tool-kinds.yaml", "content/tools/long-ladder.md",
    ]  # fmt: skip


def test_the_site_has_the_record_in_every_form(tools):
    text = (tools / "site" / "tools" / "long-ladder.html").read_text(encoding="utf-8")
    assert "It needs two people to carry it." in text
    assert "For what is high up" in text
    assert "April 2019" in text
    assert "Long ladder" in (tools / "site" / "tools" / "index.html").read_text(encoding="utf-8")
    assert "For cutting" in (tools / "site" / "contribute" / "list-tool-kinds.html").read_text(encoding="utf-8")
    assert json.loads((tools / "site" / "api" / "v1" / "tools.json").read_text(encoding="utf-8"))
    assert "long-ladder" in (tools / "site" / "downloads" / "tools.csv").read_text("utf-8-sig")


def test_every_link_of_the_site_leads_somewhere(tools):
    site, broken = tools / "site", []
    for each in site.rglob("*.html"):
        for link in read(each).links:
            parts = urlsplit(link)
            target = (each.parent / unquote(parts.path)).resolve() if parts.path else each
            if not (parts.scheme or parts.netloc or target.is_file()):
                broken.append(f"{each.relative_to(site)}: {link}")
    assert broken == []


def test_the_page_that_explains_the_fields_of_a_tool_has_an_example(tools):
    text = (tools / "site" / "contribute" / "tools.html").read_text(encoding="utf-8")
    assert "title: Long ladder" in text
    assert "2019-04" in text
    assert 'href="list-tool-kinds.html"' in text

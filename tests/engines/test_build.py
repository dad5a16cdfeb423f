"""The small project, built by a real engine: MkDocs and ProperDocs."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from clearinghouse.project import ProjectFault, day_of_build

ENGINES = {
    "mkdocs": [sys.executable, "-m", "mkdocs"],
    "properdocs": [sys.executable, "-m", "properdocs"],
}
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def build(
    project: Path, *, engine: str = "mkdocs", site: str = "site", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build a project in a process of its own, as people do."""
    command = [*ENGINES[engine], "build", "--config-file", "mkdocs.yml", "--site-dir", site]
    # ProperDocs warns on every start that MkDocs is not it; that is not what is tested here.
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", **environment}
    return subprocess.run(command, cwd=project, env=settings, capture_output=True, text=True, check=False, timeout=120)


def files_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    project = shutil.copytree(Path(__file__).parents[1] / "small", tmp_path_factory.mktemp("built") / "project")
    result = build(project)
    assert result.returncode == 0, result.stderr
    return project / "site"


def test_every_record_listing_and_concept_has_a_page(built):
    pages = {name for name in files_of(built) if name.endswith(".html")}
    assert pages >= {
        "index.html", "search.html", "records.html", "projects/index.html", "projects/first.html", "projects/second.html",
        "projects/number-two.html", "bodies/index.html", "bodies/norad.html", "countries/index.html", "countries/zm.html",
        "countries/no.html", "countries/dz.html", "contribute/errors.html", "contribute/record-types.html", "contribute/projects.html",
    }  # fmt: skip


def test_a_record_page_shows_facts_sources_and_both_directions(built):
    page = (built / "projects" / "first.html").read_text()
    assert "<title>First project – Small clearinghouse</title>" in page
    assert '<dt>Funder</dt><dd><a href="../bodies/norad.html">Norwegian Agency for Development Cooperation</a>' in page
    assert 'USD 480,000.50 <a class="ch-source" href="#source-report"' in page
    assert '<a href="../countries/zm.html">Zambia</a>' in page
    assert "Has parts" in page
    assert 'href="second.html">Second project: follow-up</a>' in page
    assert 'id="steps-s1"' in page
    assert "not yet confirmed" in page


def test_the_page_of_an_organisation_says_in_which_role_it_takes_part(built):
    page = (built / "bodies" / "norad.html").read_text()
    assert re.search(r'href="../projects/first.html">First project</a> <span class="ch-chip">Funder</span>', page)


def test_the_index_page_is_filled_and_no_slot_is_left(built):
    for name, content in files_of(built).items():
        if name.endswith(".html"):
            text = content.decode()
            assert "\ue000" not in text, name
            assert "---\ntitle:" not in re.sub(r"<pre.*?</pre>", "", text, flags=re.DOTALL), name
    assert "First project" in (built / "projects" / "index.html").read_text()


def test_hand_written_pages_link_to_records(built):
    assert 'href="projects/first.html"' in (built / "index.html").read_text()


def test_an_old_address_leads_to_the_new_one(built):
    page = (built / "projects" / "number-two.html").read_text()
    assert '<meta http-equiv="refresh" content="0; url=second.html">' in page


def test_nothing_is_loaded_from_elsewhere(built):
    for name, content in files_of(built).items():
        if name.endswith(".html"):
            loads = re.findall(rb'<(?:script|img|iframe|link)[^>]*(?:src|href)="(https?:)?//[^"]*"', content)
            assert not loads, name


def test_the_api_gives_records_with_references_both_ways_and_exact_numbers(built):
    first = json.loads((built / "api/v1/projects/first.json").read_text(), parse_float=str)
    assert first["data"]["budget"] == {"amount": "480000.50", "currency": "USD"}
    assert first["references"][0] == {
        "field": "/partners/0/body", "collection": "bodies", "id": "norad", "url": "bodies/norad.html", "qualifier": "funding",
    }  # fmt: skip
    assert first["backlinks"] == [
        {
            "inverse": "Has parts",
            "collection": "projects",
            "id": "second",
            "field": "/part_of",
            "url": "projects/second.html",
        }
    ]
    catalogue = json.loads((built / "api/v1/catalogue.json").read_text())
    assert [(each["name"], each["count"]) for each in catalogue["collections"]] == [("bodies", 2), ("projects", 2)]
    listed = json.loads((built / "api/v1/projects.json").read_text())["records"]
    assert [each["id"] for each in listed] == ["first", "second"]


def test_two_builds_in_two_folders_at_two_times_are_equal(small, built):
    elsewhere = small.rename(small.parent / "other folder ü")
    for path in elsewhere.rglob("*.md"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    result = build(elsewhere, PYTHONHASHSEED="7", TZ="Pacific/Auckland", CLEARINGHOUSE_TODAY="2001-09-09")
    assert result.returncode == 0, result.stderr
    assert files_of(elsewhere / "site") == files_of(built)


def test_properdocs_builds_the_same_pages_but_for_the_generator(small, built):
    result = build(small, engine="properdocs")
    assert result.returncode == 0, result.stderr
    theirs, ours = files_of(small / "site"), files_of(built)
    assert theirs.keys() == ours.keys()
    different = [name for name in ours if GENERATOR.sub(b"", theirs[name]) != GENERATOR.sub(b"", ours[name])]
    assert different == []


def test_a_wrong_record_stops_the_build_with_our_diagnostics(small):
    (small / "content/projects/broken.md").write_text("---\ntitle: Zambia: assistance\n---\n")
    result = build(small, CLEARINGHOUSE_NOX="nox")
    assert result.returncode == 1
    assert "error[CH124]" in result.stderr
    assert "content/projects/broken.md:2:14" in result.stderr
    assert "Traceback" not in result.stderr
    told = result.stderr.partition("5 records checked: 1 error.\n")[2].splitlines()
    assert told == [
        "The site was not built; one that was there before is as it was. That is all that “Aborted” means below.",
        "Mend what is told above in the files that are named, then build again.",
        "Some of it is mended without asking by: nox -s fix",
        "To see the messages again without a build: nox -s check",
    ]
    assert "Aborted" in result.stdout  # the engine adds that, whatever we say
    assert not (small / "site/projects/broken.html").exists()


def test_an_error_stops_the_build_also_when_it_is_told_to_be_quiet(small):
    (small / "content/projects/broken.md").write_text("")
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [*ENGINES["mkdocs"], "build", "--strict", "--quiet"]
    result = subprocess.run(command, cwd=small, env=settings, capture_output=True, text=True, check=False, timeout=120)
    assert result.returncode == 1
    assert "CH103" in result.stderr


def test_a_hand_written_page_never_shows_its_front_matter(small):
    (small / "content/about.md").write_text("---\ntitle: About: us\n---\n\nText\n")
    result = build(small)
    assert result.returncode == 1
    assert "error[CH124]" in result.stderr
    assert "content/about.md:2:13" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_warning_does_not_stop_the_build(small):
    record = small / "content/projects/second.md"
    record.write_text(record.read_text().replace("[DZ]", "[DZ, NO]"))
    result = build(small)
    assert result.returncode == 0
    assert "warning[CH130]" in result.stderr


def test_the_plugins_say_what_they_need(small):
    settings = (small / "mkdocs.yml").read_text()
    (small / "mkdocs.yml").write_text(settings.replace("clearinghouse/records, ", ""))
    result = build(small)
    assert result.returncode == 1
    assert "clearinghouse/records must come before" in result.stderr
    (small / "mkdocs.yml").write_text(settings.replace("use_directory_urls: false", "use_directory_urls: true"))
    assert "use_directory_urls must be false" in build(small).stderr


def test_records_alone_can_be_published(small):
    settings = (small / "mkdocs.yml").read_text()
    (small / "mkdocs.yml").write_text(
        settings.replace(", clearinghouse/references, clearinghouse/search, clearinghouse/exports", "")
    )
    result = build(small)
    assert result.returncode == 0, result.stderr
    pages = files_of(small / "site")
    assert "projects/first.html" in pages
    assert "countries/index.html" not in pages
    assert "api/v1/catalogue.json" not in pages


def test_the_day_that_things_are_reckoned_for_can_be_given(tmp_path):
    root = Path(__file__).parents[2]
    result = build(root, site=str(tmp_path / "site"), CLEARINGHOUSE_TODAY="2027-01-31")
    assert result.returncode == 0, result.stderr
    assert "As of 31 January 2027." in (tmp_path / "site" / "coordination" / "quality.html").read_text()


@pytest.mark.parametrize(
    ("setting", "environment", "day"),
    [
        ("2026-06-30", {"CLEARINGHOUSE_TODAY": "2027-01-31"}, date(2026, 6, 30)),
        ("", {"CLEARINGHOUSE_TODAY": "2027-01-31", "SOURCE_DATE_EPOCH": "0"}, date(2027, 1, 31)),
        ("", {"SOURCE_DATE_EPOCH": "1893456000"}, date(2030, 1, 1)),
    ],
)
def test_a_setting_wins_over_the_environment_and_that_over_the_clock(monkeypatch, setting, environment, day):
    for name in ("CLEARINGHOUSE_TODAY", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert day_of_build(setting) == day


def test_what_is_no_day_is_refused_with_the_form_that_it_should_have():
    with pytest.raises(ProjectFault, match="2026-06-30"):
        day_of_build("31/12/2026")

"""The fonts of a copy: those of the reader's system, or Noto, where that is asked for."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.fonts import STYLE_SHEET, theme_folders
from clearinghouse.packs.selection import Selection
from clearinghouse.packs.start_here import MadeWith, made_with
from tests.packs.building import build_pack

ROOT = Path(__file__).parents[2]
MOST = 320_000
"""Bytes that all fonts together may take."""

FACES = {
    *(f"noto-sans-{script}-{weight}-normal.woff2" for script in ("latin", "latin-ext", "cyrillic", "cyrillic-ext") for weight in (400, 700)),
    *(f"noto-sans-arabic-arabic-{weight}-normal.woff2" for weight in (400, 700)),
}  # fmt: skip
LICENCES = {"LICENSE-noto-sans.txt", "LICENSE-noto-sans-arabic.txt"}
SAMPLES = {
    "en": ("Łódź or <b>Kenya</b>", {"Noto Sans"}),
    "ru": ("Биобезопасность <b>и обмен</b>", {"Noto Sans"}),
    "ar": ("السلامة<b>الأحيائية</b>", {"Noto Sans Arabic"}),
    "zh": ("生物安全", set()),
}
"""Text in each script, ordinary and bold, and the families of the copy that it is set in; Chinese is left to the system.
In the Arabic there is no space, which is the same in both."""

SELECTION = Selection(countries=("XA",))


@pytest.fixture(scope="module")
def packed(training, tmp_path_factory) -> Path:
    """A part of the training clearinghouse, with Noto."""
    out = tmp_path_factory.mktemp("fonts") / "noto.zip"
    done = CliRunner().invoke(main, ["pack", str(out), "--country", "XA", "--fonts", "noto", "--config", str(training)])
    assert done.exit_code == 0, done.output
    return out


def test_a_copy_with_noto_carries_two_weights_of_three_scripts_with_their_licences_and_lists_them(packed):
    with zipfile.ZipFile(packed) as opened:
        fonts = {name.rpartition("/")[2]: name for name in opened.namelist() if name.startswith("site/assets/fonts/")}
        assert set(fonts) == {*FACES, *LICENCES, "noto.css"}
        assert sum(opened.getinfo(fonts[each]).file_size for each in FACES) <= MOST
        assert set(fonts.values()) <= set(json.loads(opened.read("manifest.json"))["files"])
        for each in LICENCES:
            text = opened.read(fonts[each]).decode()
            assert text.startswith("Copyright 2022 The Noto Project Authors")
            assert "SIL OPEN FONT LICENSE Version 1.1" in text
        sheet = opened.read(fonts["noto.css"]).decode()
        assert all(sheet.count(f"url({each})") == 1 for each in FACES)
        assert "http" not in sheet


def test_a_copy_without_noto_has_nothing_of_it_though_it_was_built_beside_one_with_it(training, packed):
    site = build_pack(training, SELECTION).site
    assert not (site / "assets" / "fonts").exists()
    assert [path for path in site.rglob("*.html") if b"noto.css" in path.read_bytes()] == []
    with zipfile.ZipFile(packed) as opened:  # nothing else differs: the pages are the same but for that link
        page = opened.read("site/initiatives/xa-lab.html").decode()
    link = f'<link rel="stylesheet" href="../{STYLE_SHEET}">\n'
    assert page.count(link) == 1
    assert page.replace(link, "") == (site / "initiatives" / "xa-lab.html").read_text("utf-8")


def test_an_update_keeps_the_fonts_of_the_old_copy_unless_others_are_asked_for(training, packed, tmp_path):
    run, more = CliRunner().invoke, ["--from", str(packed), "--config", str(training)]
    kept = run(main, ["pack", str(tmp_path / "kept.zip"), *more])
    assert "Nothing has changed" in kept.output, kept.output
    changed = run(main, ["pack", str(tmp_path / "changed.zip"), "--fonts", "system", *more])
    assert changed.exit_code == 0, changed.output
    with zipfile.ZipFile(tmp_path / "changed.zip") as opened:
        assert f"site/{STYLE_SHEET}" in opened.read("manifest-updates/removed.txt").decode().splitlines()
        assert made_with(opened.read("START-HERE.html").decode()).fonts == "system"


def test_the_page_says_in_which_fonts_a_copy_is():
    known = MadeWith("2026-06-30", SELECTION, "noto").as_text()
    page = '<meta name="clearinghouse-pack" content="{}">'
    assert made_with(page.format(known.replace('"', "&quot;"))) == MadeWith("2026-06-30", SELECTION, "noto")
    without = json.loads(known)
    del without["fonts"]
    assert made_with(page.format(json.dumps(without).replace('"', "&quot;"))) is None
    assert made_with(page.format(known.replace("noto", "comic").replace('"', "&quot;"))) is None


def test_fonts_that_there_are_not_and_fonts_of_a_handbook_are_refused(training, tmp_path):
    run, more = CliRunner().invoke, ["--config", str(training), "--fonts"]
    assert run(main, ["pack", str(tmp_path / "x.zip"), *more, "comic"]).exit_code == 2
    refused = run(main, ["pack", str(tmp_path / "x.epub"), *more, "noto"])
    assert refused.exit_code == 2
    assert ".zip, .zim" in refused.output
    assert list(tmp_path.iterdir()) == []


def test_a_site_says_in_mkdocs_yml_that_it_has_noto(training, tmp_path):
    config = training.with_name("mkdocs-noto.yml")
    text = training.read_text("utf-8")
    assert text.count("- clearinghouse/records:\n") == 1
    config.write_text(
        text.replace("- clearinghouse/records:\n", "- clearinghouse/records:\n      fonts: noto\n"), "utf-8"
    )
    try:
        assert (build_pack(config, SELECTION).site / STYLE_SHEET).is_file()
    finally:
        config.unlink()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["START-HERE.html", "site/initiatives/xa-lab.html"])
def test_three_scripts_are_set_in_noto_from_a_folder_and_chinese_in_what_the_system_has(
    packed, browser, tmp_path, path
):
    with zipfile.ZipFile(packed) as opened:
        opened.extractall(tmp_path)
    context = browser.new_context(offline=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda asked: asked.url.startswith("file:") or wrong.append(asked.url))
    page.on("requestfailed", lambda asked: wrong.append(asked.url))
    page.on("console", lambda said: said.type in ("error", "warning") and wrong.append(said.text))
    page.goto((tmp_path / path).as_uri())
    page.evaluate(PUT_IN, [[language, html] for language, (html, _) in SAMPLES.items()])
    families = {f"{family} {weight}" for family in ("Noto Sans", "Noto Sans Arabic") for weight in (400, 700)}
    assert set(page.evaluate(LOADED)) == families
    assert wrong == []  # told before the tools for developers load style sheets once more, which is refused in a folder
    assert {each: families_of(page, each) for each in SAMPLES} == {each: of for each, (_, of) in SAMPLES.items()}
    context.close()


PUT_IN = """all => {
  for (const [language, html] of all) {
    const text = document.createElement('p');
    [text.lang, text.id, text.innerHTML] = [language, language, html];
    document.querySelector('main').prepend(text);
  }
}"""
LOADED = """document.fonts.ready.then(all =>
  [...all].filter(each => each.status === 'loaded').map(each => `${each.family} ${each.weight}`))"""


def families_of(page, element: str) -> set[str]:
    """The families among the fonts of the page itself, not of the system, in which an element is drawn."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": f"#{element}"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert fonts
    return {each["familyName"].removesuffix(" Bold") for each in fonts if each["isCustomFont"]}


def test_the_wheel_brings_the_fonts_and_their_licences(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    (folder,) = theme_folders("noto")
    committed = {each.relative_to(ROOT / "plugins").as_posix() for each in folder.rglob("*") if each.is_file()}
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        assert committed <= set(names)
        assert len(committed) == len({*FACES, *LICENCES}) + 1
        (metadata,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        assert "License-Expression: MIT AND OFL-1.1" in opened.read(metadata).decode()
        assert {name.rpartition("/")[2] for name in names if ".dist-info/licenses/" in name} >= LICENCES

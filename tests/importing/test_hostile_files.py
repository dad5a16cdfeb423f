"""Any bytes at all: a table or a fault that says why, never anything else; and the page on importing tells the truth."""

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clearinghouse.importing.cells import TableFault
from clearinghouse.importing.delimited import read_delimited
from clearinghouse.importing.iati import read_iati
from clearinghouse.importing.mapping import MappingFault, import_mapping, written_mapping
from clearinghouse.importing.workbook import read_workbook
from clearinghouse.project import Project, read_types

ROOT = Path(__file__).parents[2]
PARTS = [b'"', b";", b",", b"\n", b"\r", b"\x00", b"a", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9", b"'", b"=1"]
XML = [b"<iati-activities version='2.03'>", b"</iati-activities>", b"<iati-activity>", b"</iati-activity>", b"<title>", b"</title>",
       b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#0;", b"x", b"<x:y/>", b"<?p?>", b"<!-- -->", b" a='1'"]  # fmt: skip


@given(st.one_of(st.binary(max_size=60), st.lists(st.sampled_from(PARTS), max_size=20).map(b"".join)))
def test_any_bytes_as_a_text_file(content):
    try:
        table = read_delimited(content)
    except TableFault:
        return
    assert table.rows


@given(st.one_of(st.binary(max_size=60), st.lists(st.sampled_from(XML), max_size=12).map(b"".join)))
def test_any_bytes_as_iati(content):
    try:
        table = read_iati(content)
    except TableFault:
        return
    assert table.rows


def workbook_parts() -> dict[str, bytes]:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, "x"])
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


WORKBOOK = workbook_parts()


@settings(max_examples=40)
@given(st.sampled_from(sorted(WORKBOOK)), st.integers(0, 5_000), st.binary(max_size=8))
def test_a_workbook_with_a_damaged_part(name, place, bytes_in_place):
    part = WORKBOOK[name]
    at = place % len(part)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for other, content in WORKBOOK.items():
            archive.writestr(other, part[:at] + bytes_in_place + part[at + 8 :] if other == name else content)
    try:
        read_workbook(out.getvalue())
    except TableFault:
        return


@example("[")
@given(st.text(max_size=60))
def test_any_text_as_a_mapping(text):
    with pytest.raises(MappingFault):
        written_mapping(text, "m.yaml")


@pytest.mark.parametrize(
    "file",
    [
        "content/contribute/importing.md",
        "plugins/clearinghouse/importing/iati.mapping.yaml",
        "examples/imports/projects.mapping.yaml",
    ],
)
def test_every_mapping_that_is_shown_is_good(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) or [text]:
        schemas, _, _ = read_types(Project.from_config(ROOT / "mkdocs.yml"))
        assert import_mapping(written_mapping(block, file), schemas, "x").columns

"""What the benchmarks measure is a project that this package takes: else they would end at once, and nobody sees it for weeks."""

from pathlib import Path

from clearinghouse.engines.packing import built_pack

ROOT = Path(__file__).parents[1]


def test_a_made_up_clearinghouse_can_be_built(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.builds.corpus import write_project
    from benchmarks.copies import LEAST

    write_project(LEAST, tmp_path / "project")
    with built_pack(tmp_path / "project" / "mkdocs.yml", today="2026-06-30") as pack:
        assert len(pack.press.catalogue.records) == LEAST
        assert (pack.site / "index.html").is_file()

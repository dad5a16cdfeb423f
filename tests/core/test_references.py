"""What a wrong id most likely means: looked for among all records, once for each text."""

from clearinghouse.core import reference
from clearinghouse.core.record import Key
from clearinghouse.core.reference import Titles
from clearinghouse.importing.values import Known, process


def test_a_wrong_id_that_stands_in_many_places_is_looked_for_once(monkeypatch):
    asked = []

    def counted(text, candidates, cutoff, *, fold=True):
        asked.append(text)
        return closest(text, candidates, cutoff, fold=fold)

    closest = reference.closest
    monkeypatch.setattr(reference, "closest", counted)
    titles = Titles({Key("bodies", "norad"): "Norwegian Agency", Key("projects", "nora"): "Nora"})
    assert [titles.meant("bodies", "norrad") for _ in range(3)] == ["norad"] * 3
    assert [titles.like("bodies", "norwegian agencies") for _ in range(3)] == [[]] * 3  # it is clear what that means
    assert titles.meant("projects", "norrad") == "nora"  # the same text in another collection is another question
    assert [asked.count("norrad"), asked.count("norwegian agencies")] == [2, 2]  # none a second time


def test_a_cell_that_means_no_record_is_compared_with_all_titles_once(monkeypatch):
    extract, asked = process.extract, []
    monkeypatch.setattr(
        process, "extract", lambda text, *rest, **how: asked.append(text) or extract(text, *rest, **how)
    )
    known = Known({}, {Key("bodies", "norad"): "Norwegian Agency"}, {})
    assert [known.near_records("bodies", "Agency of Norwegians") for _ in range(3)] == [["norad"]] * 3
    assert known.near_records("projects", "Agency of Norwegians") == []
    assert len(asked) == 2

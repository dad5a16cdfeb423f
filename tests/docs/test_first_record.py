"""The tutorial for contributors works by the letter, from a clone to a branch that has been sent and can be merged."""

from tests.docs.conftest import git, page
from tests.docs.walkthrough import blocks

RECORD = "content/resources/customs-handbook.md"


def test_the_record_is_on_the_site_and_on_the_page_of_its_country(walk):
    site = walk.clone / "site"
    record = (site / "resources" / "customs-handbook.html").read_text(encoding="utf-8")
    assert "The handbook begins with the papers that come with a shipment." in record
    assert "Handbook for customs officers" in (site / "countries" / "no.html").read_text(encoding="utf-8")


def test_what_was_sent_can_be_merged_and_changes_nothing_but_the_record(walk):
    git(walk.origin, "merge", "--quiet", "customs-handbook")
    assert git(walk.origin, "diff", "--name-only", "HEAD~1", "HEAD").split() == [RECORD]
    assert 'countries: ["NO"]' in git(walk.origin, "show", f"HEAD:{RECORD}")


def test_the_page_shows_the_answer_of_the_check_as_it_is_and_says_what_the_build_prints():
    text = page("first-record")
    shown = next(block["text"] for block in blocks(text) if block["text"].startswith("error[CH211]"))
    assert [line.split(":")[0] for line in shown.splitlines()[-5:]] == [
        "  = try", "  = help", "  = see", "", "1 record checked",
    ]  # fmt: skip
    assert "notice of the theme" in text.partition("mkdocs build --quiet")[2]


def test_nothing_is_left_that_was_not_sent(walk):
    assert walk.unsent == ""

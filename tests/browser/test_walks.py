"""Questions that people come with, each answered in at most three clicks from the home page, by links alone."""

import pytest
from playwright.sync_api import Locator, expect


class Walk:
    """A way through the site that counts its clicks; what has been read is in view."""

    def __init__(self, visit):
        self.visit = visit
        self.page = visit.page
        self.clicks = 0
        visit.open("index.html")

    def click(self, link: Locator) -> None:
        self.clicks += 1
        assert self.clicks <= 3, "more than three clicks"
        link.click()
        self.page.wait_for_load_state()

    def tab(self, name: str) -> None:
        self.click(self.page.locator(".md-tabs").get_by_role("link", name=name, exact=True))

    def choose(self, name: str) -> None:
        self.click(self.page.locator(".md-content").get_by_role("link", name=name, exact=True).first)

    def section(self, heading: str) -> Locator:
        return self.page.locator("section.ch-block").filter(
            has=self.page.get_by_role("heading", level=2, name=heading, exact=True)
        )


@pytest.mark.requirement("R31")
@pytest.mark.requirement("R67")
def test_who_funds_biosafety_work_in_zambia(visit):
    walk = Walk(visit)
    walk.tab("Countries")
    walk.choose("Zambia")
    funders = walk.section("Who funds")
    for name in ("Government of Norway", "Government of Zambia", "Global Environment Facility"):
        row = funders.locator("tr").filter(has=walk.page.get_by_role("rowheader", name=name))
        expect(row).to_have_count(1)
    norway = funders.locator("tr").filter(has=walk.page.get_by_role("rowheader", name="Government of Norway"))
    expect(norway.get_by_role("link", name="Norwegian assistance to Zambia")).to_be_visible()


@pytest.mark.requirement("R16")
def test_which_recommendations_of_2006_have_evidence_of_follow_up(visit):
    walk = Walk(visit)
    walk.tab("Coordination")
    walk.click(
        walk.page.locator(".md-content").get_by_role("link", name="Recommendations and what became of them").first
    )
    with_evidence, without = walk.page.locator("section.ch-block").all()[:2]
    expect(with_evidence.locator("tbody tr")).to_have_count(2)
    expect(with_evidence).to_contain_text("Second Coordination Meeting, Tromso 2006")
    expect(with_evidence.get_by_role("link", name="Build core expertise by long-term training")).to_be_visible()
    expect(with_evidence.get_by_role("link", name="Coordination best practices are documented")).to_be_visible()
    expect(without.locator("tbody tr")).to_have_count(16)


@pytest.mark.requirement("R30")
@pytest.mark.requirement("R32")
def test_which_countries_of_the_matra_project_had_which_other_initiative_at_the_same_time(visit):
    walk = Walk(visit)
    walk.tab("Who does what")
    walk.click(walk.page.locator(".ch-numbers").get_by_role("link", name="Initiatives"))
    walk.choose("Biosafety frameworks in Central and Eastern Europe (MATRA)")
    others = walk.section("Others at work here")
    expect(others).to_contain_text("Demonstration projects on putting national biosafety frameworks into practice")
    card = others.locator(".ch-card").filter(has_text="Demonstration projects").first
    for text in ("Bulgaria", "Poland", "November 2001"):
        expect(card).to_contain_text(text)


@pytest.mark.requirement("R14")
@pytest.mark.requirement("R11")
def test_what_the_six_case_studies_say_about_sustainability(visit):
    walk = Walk(visit)
    walk.tab("Lessons")
    walk.choose("Case studies by meeting")
    meeting = walk.section("Second Coordination Meeting, Tromso 2006")
    expect(meeting.locator("tbody tr")).to_have_count(6)
    expect(meeting.get_by_role("columnheader", name="What it says about sustainability")).to_be_visible()
    for row in meeting.locator("tbody tr").all():
        expect(row.locator("td").first).not_to_be_empty()

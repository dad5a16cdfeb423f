"""Strategies: when they hold, who follows them, what is paid for them, and what runs beside them."""

from datetime import date

import pytest

from clearinghouse.coordination.period import Period
from clearinghouse.coordination.situation import Situation
from clearinghouse.coordination.strategies import Strategies
from clearinghouse.core.record import Key
from clearinghouse.pages.coordination import record_blocks
from clearinghouse.pages.coordination.strategy import strategies_view
from clearinghouse.pages.record import record_page
from clearinghouse.views.view import Timeline

from .plain_text import text_of_cell
from .test_donors import rows_of
from .test_money import titled


def strategies_in(situation: Situation, name: str):
    return Strategies(situation), situation.record("strategies", name)


@pytest.mark.parametrize(
    ("text", "period", "holds"),
    [
        ("start: 2022\nend: 2027\nadopted: 2021-12\nstatus: in-force\n", Period("2022", "2027"), True),
        ("adopted: 2022-05-10\nstatus: in-force\n", Period("2022-05-10", "", running=True), True),
        ("adopted: 2008\n", Period("2008", ""), None),
        ("adopted: 2008\nstatus: adopted\n", Period("2008", ""), None),
        ("start: 2015\nend: 2020\n", Period("2015", "2020"), False),
        ("start: 2015\nend: 2030\nstatus: replaced\n", Period("2015", "2030"), False),
        ("start: 2027\nend: 2030\nstatus: adopted\n", Period("2027", "2030"), False),
        ("start: 2022\nend: 2027\nstatus: draft\n", Period(), False),
        ("status: in-force\n", Period("", "", running=True), True),
        ("", Period(), None),
    ],
)
def test_when_a_strategy_is_in_force_is_what_its_record_tells_and_no_more(text, period, holds, situation_of):
    strategies, record = strategies_in(situation_of(titled({"strategies/plan": f"country: ZM\n{text}"})), "plan")
    assert strategies.in_force(record) == period
    assert strategies.is_in_force(record) is holds


def test_a_strategy_without_end_ends_when_another_takes_its_place(situation_of):
    situation = situation_of(
        titled(
            {
                "strategies/old": "country: ZM\nadopted: 2010\nstatus: replaced\n",
                "strategies/new": "country: ZM\nadopted: 2024-03-20\nstart: 2024\nreplaces: old\nstatus: in-force\n",
            }
        )
    )
    strategies, record = strategies_in(situation, "old")
    assert strategies.in_force(record) == Period("2010", "2024")


ZAMBIA = {
    "strategies/plan": "country: ZM\nstart: 2020\nend: 2025\nstatus: in-force\npermalink: strategies/plan.html\ncite_as: Zambia (2020)\n"
    "targets: [{id: lab, text: A laboratory, indicator: Samples, due: 2025}, {id: staff, text: Ten people}]\n",
    "initiatives/follower": "countries: [ZM]\nstart: 2021\nend: 2022\nfollows_strategies: [plan]\n"
    "organisations: [{organisation: aid, role: funding}]\nfinance: [{kind: grant, donor: aid, amount: 10.50, currency: USD, plan_item: lab}]\n",
    "initiatives/undated": "countries: [ZM]\n",
    "initiatives/early": "countries: [ZM]\nstart: 2010\nend: 2019\n",
    "initiatives/reasoned": "countries: [ZM]\nstart: 2019-06\nend: 2020-02\nstrategy_reason: It was planned before.\n",
    "initiatives/silent": "countries: [UG, ZM]\nstart: 2024-05\nstatus: ongoing\n",
    "initiatives/abroad": "countries: [UG]\nstart: 2021\nend: 2022\n",
    "organisations/aid": "type: government\n",
    "progress-reports/progress": "kind: country\nstrategy: plan\npublished: 2022-03\nnext_due: 2023-03\n",
    "monitoring-frameworks/frame": "country: ZM\nstrategy: plan\nreview_due: 2024-12-31\n",
}


@pytest.fixture(scope="module")
def press(press_from):
    return press_from(titled(ZAMBIA))


@pytest.fixture
def blocks(press):
    return record_blocks(press.catalogue.by_key[Key("strategies", "plan")], press)


@pytest.mark.requirement("R09")
def test_what_ran_in_the_country_at_the_time_and_does_not_follow_is_told_with_its_reason_and_the_common_days(press):
    strategies, record = strategies_in(press.desk.situation, "plan")
    assert [(each.initiative.key.id, each.first, each.last, each.reason) for each in strategies.beside(record)] == [
        ("reasoned", date(2020, 1, 1), date(2020, 2, 29), "It was planned before."),
        ("silent", date(2024, 5, 1), date(2025, 12, 31), ""),
    ]


@pytest.mark.requirement("R09")
def test_the_page_of_a_strategy_shows_who_follows_and_who_does_not(blocks):
    followers = rows_of(blocks, "followers")
    assert {key: cells[1:] for key, cells in followers.items()} == {
        "Title of follower": ["2021 – 2022", "not known [unknown]", "Zambia", "Title of aid"]
    }
    assert {key: cells[-1] for key, cells in rows_of(blocks, "beside").items()} == {
        "Title of reasoned": "It was planned before.", "Title of silent": "no reason given [gap]"
    }  # fmt: skip


@pytest.mark.requirement("R09")
def test_initiatives_without_strategy_are_counted_by_country_and_listed(press):
    view = strategies_view(press)
    coverage = rows_of(view.blocks, "coverage")
    assert coverage["coverage-zm"][-2:] == [
        "1 → coordination/strategies.html#with-zm",
        "2 → coordination/strategies.html#without-zm",
    ]
    assert coverage["coverage-ug"][-2:] == ["–", "–"]
    assert rows_of(view.blocks, "initiatives")["without-zm"][2] == (
        "Title of reasoned (It was planned before.); Title of silent (no reason given)"
    )


def test_what_follows_one_strategy_of_a_country_is_not_without_strategy_for_not_following_another(situation_of):
    plan = "country: ZM\nstart: 2020\nend: 2030\nstatus: in-force\n"
    situation = situation_of(
        titled(
            {
                "strategies/one": plan, "strategies/two": plan,
                "initiatives/a": "countries: [ZM]\nstart: 2021\nend: 2022\nfollows_strategies: [one]\n",
            }
        )
    )  # fmt: skip
    found = Strategies(situation).coverage("ZM")
    assert ([each.key.id for each in found.following], found.beside) == (["a"], ())


@pytest.mark.requirement("R10")
def test_strategies_are_listed_with_documents_languages_and_the_countries_that_have_none(press_from):
    press = press_from(
        titled(
            {
                "strategies/plan": "country: ZM\nstart: 2020\nend: 2030\nstatus: in-force\nlanguages: [en]\n"
                "documents: [{title: The plan, language: fr}]\n",
                "strategies/policy": "country: UG\nadopted: 2008\n",
                "initiatives/a": "countries: [MX]\n",
            }
        )
    )
    view = strategies_view(press)
    rows = rows_of(view.blocks, "strategies")
    assert rows["Title of plan"][2:6] == ["2020 – 2030", "yes", "The plan", "English, French"]
    assert rows["Title of policy"][2:6] == [
        "from 2008",
        "not known [unknown]",
        "none recorded [gap]",
        "not known [unknown]",
    ]
    coverage = {key: cells[1:4] for key, cells in rows_of(view.blocks, "coverage").items()}
    assert coverage == {
        "coverage-mx": ["none recorded [gap]", "–", "–"],
        "coverage-ug": ["–", "Title of policy", "–"],
        "coverage-zm": ["Title of plan", "–", "–"],
    }


@pytest.mark.requirement("R43")
def test_the_page_of_a_strategy_says_what_it_rests_on_and_what_it_lacks(press_from, blocks, training_press):
    rows = {key: cells[1] for key, cells in rows_of(blocks, "foundation").items()}
    assert rows["Needs that it rests on"] == "not known [unknown]"
    assert rows["Vision"] == rows["Priorities"] == rows["Objectives"] == "none recorded [gap]"
    assert rows["Targets"] == "1 of 2 with an indicator and a date"
    full = record_blocks(training_press.catalogue.by_key[Key("strategies", "xa-strategy")], training_press)
    rows = {key: cells[1] for key, cells in rows_of(full, "foundation").items()}
    assert rows["Needs that it rests on"] == "Needs of Almara 2021"
    assert rows["Vision"] == rows["Priorities"] == rows["Objectives"] == "stated"
    assert rows["Targets"] == "4 of 4 with an indicator and a date"


@pytest.mark.requirement("R45")
def test_the_strategy_is_the_reference_with_a_timeline_of_its_followers_and_an_address_that_can_be_cited(blocks):
    timelines = [block for block in blocks if isinstance(block, Timeline)]
    assert [[bar.label for lane in block.lanes for bar in lane.bars] for block in timelines] == [["Title of follower"]]
    rows = rows_of(blocks, "foundation")
    assert (rows["Cite as"][1], rows["Address that stays"][1]) == ("Zambia (2020)", "strategies/plan.html")


@pytest.mark.requirement("R59")
def test_the_page_of_a_strategy_shows_the_money_against_its_items_and_the_gap(blocks):
    rows = rows_of(blocks, "items")
    assert rows["A laboratory"][1:] == [
        "2025", "USD", "USD 10.50", "not known [unknown]", "not known [unknown]", "Title of follower"
    ]  # fmt: skip
    assert rows["Ten people"][1:3] == ["not known [unknown]", "none recorded [gap]"]
    assert rows["Ten people"][-1] == "none recorded [gap]"


def test_reports_and_frameworks_of_a_strategy_are_listed_with_what_is_due(blocks):
    rows = rows_of(blocks, "monitoring")
    assert rows["Title of progress"][2:] == ["March 2022", "March 2023"]
    assert rows["Title of frame"][2:] == ["–", "31 December 2024"]


def test_an_unrelated_initiative_changes_nothing_of_a_strategy(press, press_from):
    records = {name: text for name, text in ZAMBIA.items() if not name.startswith("progress")}
    more = press_from(titled({**records, "initiatives/far": "countries: [MX]\nstart: 2021\nend: 2022\n"}))
    shown = []
    for each in (press, more):
        strategies, record = strategies_in(each.desk.situation, "plan")
        beside = [(one.initiative.key.id, one.first, one.last) for one in strategies.beside(record)]
        shown.append((beside, [one.key.id for one in strategies.followers["plan"]]))
    assert shown[0] == shown[1]
    assert [name for name, _, _ in shown[0][0]] == ["reasoned", "silent"]


def test_a_link_to_a_document_of_a_strategy_leads_to_it(press_from):
    press = press_from(
        titled({"strategies/plan": "country: ZM\ndocuments: [{title: The plan, url: 'https://example.org/plan'}]\n"})
    )
    cells = strategies_view(press).tables[0].rows[0].cells
    assert [cell.address for cell in cells if cell.address] == ["https://example.org/plan"]
    assert text_of_cell(cells[4]) == "The plan"


@pytest.mark.requirement("R44")
def test_the_page_of_a_strategy_shows_who_does_what_how_and_on_which_themes(training, training_press):
    record = training.catalogue.get(Key("strategies", "xa-strategy"))
    page = record_page(record, training_press).content
    for heading, text in (
        ("Roles", "The authority runs the laboratory."), ("Approaches", "Learn from neighbours first."), ("Themes", "Risk assessment and scientific expertise"),
    ):  # fmt: skip
        assert heading in page
        assert text in page

"""Money by donor, year and country, in cases reckoned by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearinghouse.coordination.money import NOT_NAMED, Ledger, Place, Use, domestic_budget, missing_budget_years, total
from clearinghouse.coordination.situation import Situation
from clearinghouse.pages.coordination.money import country_money, money_view

from .conftest import TODAY, catalogue_from
from .plain_text import text_of_cell

ORGANISATIONS = {"organisations/aid": "type: government\n", "organisations/bank": "type: multilateral\n"}
MONEY = "{kind: %s, donor: %s, date: %s, amount: %s, currency: %s}"


def ledger_of(records: dict[str, str], today: date = TODAY) -> Ledger:
    return Ledger(Situation(catalogue_from(titled({**ORGANISATIONS, **records})), today))


def titled(records: dict[str, str]) -> dict[str, str]:
    """The same records, with a title and a summary that are long enough."""
    return {
        name: f"title: Title of {name.rpartition('/')[2]}\nsummary: A record that was invented for a test.\n{text}"
        for name, text in records.items()
    }


def initiative(*lines: str, countries: str = "[ZM]", more: str = "") -> str:
    finance = "".join(f"  - {{{line}}}\n" for line in lines)
    return f"countries: {countries}\n{more}" + (f"finance:\n{finance}" if lines else "")


def figures(ledger: Ledger, sums) -> list[tuple]:
    """Balances in short: currency, committed, disbursed, spent, and the ids behind them."""
    return [
        (b.currency, b.committed, b.disbursed, b.spent, [each.key.id for each in b.initiatives])
        for b in ledger.balances(sums)
    ]


@pytest.mark.requirement("R59")
def test_tenths_that_no_binary_fraction_can_hold_add_up_exactly():
    ledger = ledger_of(
        {
            "initiatives/a": initiative(
                "kind: disbursement, donor: aid, amount: 0.1, currency: USD",
                "kind: disbursement, donor: aid, amount: 0.2, currency: USD",
            )
        }
    )
    assert figures(ledger, ledger.by_donor["aid"]) == [("USD", None, Decimal("0.3"), None, ["a"])]


def test_amounts_of_very_many_digits_are_not_rounded():
    ledger = ledger_of(
        {
            "initiatives/a": initiative(
                "kind: grant, donor: aid, amount: 1000000000000000000000.01, currency: USD",
                "kind: grant, donor: aid, amount: 0.00000000001, currency: USD",
            )
        }
    )
    assert total(ledger.sums, Use.COMMITTED) == Decimal("1000000000000000000000.01000000001")


@pytest.mark.requirement("R59")
def test_two_currencies_stay_two_balances():
    ledger = ledger_of(
        {
            "initiatives/a": initiative(
                "kind: commitment, donor: aid, date: 2024-01-10, amount: 80000, currency: EUR",
                "kind: commitment, donor: aid, date: 2024-03-01, amount: 500.50, currency: USD",
            )
        }
    )
    assert figures(ledger, ledger.by_donor["aid"]) == [
        ("EUR", Decimal(80000), None, None, ["a"]),
        ("USD", Decimal("500.50"), None, None, ["a"]),
    ]


def test_commitments_grants_and_co_financing_are_promises_and_a_budget_is_added_to_nothing():
    ledger = ledger_of(
        {
            "initiatives/a": initiative(
                "kind: commitment, donor: aid, amount: 1, currency: USD",
                "kind: grant, donor: aid, amount: 20, currency: USD",
                "kind: co-financing, donor: aid, amount: 300, currency: USD",
                "kind: disbursement, donor: aid, amount: 4000, currency: USD",
                "kind: expenditure, donor: aid, amount: 50000, currency: USD",
                "kind: budget, donor: aid, amount: 600000, currency: USD",
                more="budget: {amount: 7000000, currency: USD}\n",
            )
        }
    )
    assert figures(ledger, ledger.sums) == [("USD", Decimal(321), Decimal(4000), Decimal(50000), ["a"])]


@pytest.mark.requirement("R59")
def test_what_nobody_states_is_unknown_and_the_initiative_is_told_of_beside_the_total():
    paid = "organisations: [{organisation: aid, role: funding}]\n"
    ledger = ledger_of(
        {
            "initiatives/a": initiative("kind: grant, donor: aid, amount: 100000.10, currency: USD", more=paid),
            "initiatives/b": initiative("kind: grant, donor: aid, amount: 200000.20, currency: USD", more=paid),
            "initiatives/c": initiative(more=paid),
            "initiatives/d": initiative("kind: budget, donor: aid, amount: 9, currency: USD", more=paid),
            "initiatives/e": initiative(more="organisations: [{organisation: aid, role: co-funding}]\n"),
        }
    )
    assert figures(ledger, ledger.by_donor["aid"]) == [("USD", Decimal("300000.30"), None, None, ["a", "b"])]
    assert [each.key.id for each in ledger.unstated_of("aid")] == ["c", "d", "e"]
    assert [each.key.id for each in ledger.unstated] == ["c", "d", "e"]


@pytest.mark.requirement("R59")
def test_a_disbursement_above_its_commitment_is_found_with_both_figures():
    ledger = ledger_of(
        {
            "initiatives/over": initiative(
                "kind: commitment, donor: bank, amount: 80000, currency: EUR",
                "kind: disbursement, donor: bank, amount: 50000, currency: EUR",
                "kind: disbursement, donor: bank, amount: 35000, currency: EUR",
            ),
            "initiatives/even": initiative(
                "kind: commitment, donor: bank, amount: 85000, currency: EUR",
                "kind: disbursement, donor: bank, amount: 85000, currency: EUR",
            ),
        }
    )
    found = ledger.overdrafts
    assert [(o.initiative.key.id, o.donor, o.currency, o.committed, o.disbursed) for o in found] == [
        ("over", "bank", "EUR", Decimal(80000), Decimal(85000))
    ]


def test_another_donor_another_currency_or_an_unknown_commitment_is_no_overdraft():
    ledger = ledger_of(
        {
            "initiatives/donor": initiative(
                "kind: commitment, donor: bank, amount: 1, currency: EUR",
                "kind: disbursement, donor: aid, amount: 2, currency: EUR",
            ),
            "initiatives/currency": initiative(
                "kind: commitment, donor: bank, amount: 1, currency: EUR",
                "kind: disbursement, donor: bank, amount: 2, currency: USD",
            ),
            "initiatives/unknown": initiative("kind: disbursement, donor: bank, amount: 2, currency: USD"),
        }
    )
    assert ledger.overdrafts == ()


def test_money_dated_only_by_year_stands_in_that_year_and_money_without_date_in_none():
    ledger = ledger_of(
        {
            "initiatives/a": initiative(
                "kind: grant, donor: aid, date: 2024, amount: 1, currency: USD",
                "kind: grant, donor: aid, date: 2024-05, amount: 20, currency: USD",
                "kind: grant, donor: aid, date: 2024-12-31, amount: 300, currency: USD",
                "kind: grant, donor: aid, date: 2025-01-01, amount: 4000, currency: USD",
                "kind: grant, donor: aid, amount: 50000, currency: USD",
            )
        }
    )
    by_year = ledger.balances_by(ledger.sums, lambda each: each.year)
    assert {year: balances[0].committed for year, balances in by_year.items()} == {
        2024: Decimal(321), 2025: Decimal(4000), None: Decimal(50000)
    }  # fmt: skip


def test_money_of_which_no_source_names_the_donor_stands_under_no_donor():
    ledger = ledger_of(
        {
            "initiatives/a": initiative(
                "kind: grant, donor: aid, amount: 993950, currency: USD",
                "kind: co-financing, amount: 840000, currency: USD",
            )
        }
    )
    assert figures(ledger, ledger.by_donor["aid"]) == [("USD", Decimal(993950), None, None, ["a"])]
    assert figures(ledger, ledger.by_donor[NOT_NAMED]) == [("USD", Decimal(840000), None, None, ["a"])]


@pytest.mark.requirement("R59")
def test_the_money_of_several_countries_is_neither_divided_nor_counted_for_each():
    ledger = ledger_of(
        {
            "initiatives/one": initiative("kind: grant, donor: aid, amount: 100, currency: USD", countries="[ZM]"),
            "initiatives/two": initiative("kind: grant, donor: aid, amount: 1000, currency: USD", countries="[ZM, UG]"),
            "initiatives/swapped": initiative(
                "kind: grant, donor: aid, amount: 20000, currency: USD", countries="[UG, ZM]"
            ),
            "initiatives/region": "regions: [africa]\nfinance: [{kind: grant, donor: aid, amount: 300000, currency: USD}]\n",
        }
    )
    by_place = ledger.balances_by(ledger.sums, lambda each: each.place)
    assert {place: balances[0].committed for place, balances in by_place.items()} == {
        Place(("ZM",)): Decimal(100), Place(("UG", "ZM")): Decimal(21000), Place(regions=("africa",)): Decimal(300000)
    }  # fmt: skip
    assert figures(ledger, ledger.sums)[0][1] == Decimal(321100)


@pytest.mark.requirement("R59")
def test_sums_of_parts_that_the_programme_holds_are_not_counted_twice():
    """The programme has 1,000,000 in dollars from aid, of which 350,000 are for the part; it says nothing of euros or payments."""
    ledger = ledger_of(
        {
            "initiatives/programme": initiative(
                "kind: commitment, donor: aid, amount: 1000000, currency: USD", countries="[ZM, UG]"
            ),
            "initiatives/part": initiative(
                "kind: grant, donor: aid, amount: 350000, currency: USD",  # within: the same promise of the same donor
                "kind: commitment, donor: aid, amount: 7, currency: EUR",  # the programme states no euros
                "kind: commitment, donor: bank, amount: 11, currency: USD",  # nor money of the bank
                "kind: disbursement, donor: aid, amount: 330000, currency: USD",  # nor payments
                more="part_of: programme\n",
            ),
        }
    )
    assert figures(ledger, ledger.by_donor["aid"]) == [
        ("EUR", Decimal(7), None, None, ["part"]),
        ("USD", Decimal(1000000), Decimal(330000), None, ["part", "programme"]),
    ]
    assert figures(ledger, ledger.by_donor["bank"]) == [("USD", Decimal(11), None, None, ["part"])]
    assert [(each.amount, each.within) for each in ledger.sums if each.within] == [(Decimal(350000), "programme")]
    assert ledger.balances(ledger.by_donor["aid"])[1].share == Decimal("0.33")
    assert ledger.overdrafts == ()


def test_a_part_of_a_part_is_held_by_the_nearest_that_states_the_money():
    ledger = ledger_of(
        {
            "initiatives/top": initiative("kind: grant, donor: aid, amount: 100, currency: USD"),
            "initiatives/middle": initiative(more="part_of: top\n"),
            "initiatives/low": initiative(
                "kind: grant, donor: aid, amount: 10, currency: USD", more="part_of: middle\n"
            ),
        }
    )
    assert [(each.initiative.key.id, each.within) for each in ledger.sums] == [("low", "top"), ("top", "")]


def test_initiatives_that_are_parts_of_each_other_by_mistake_keep_their_money():
    line = "kind: grant, donor: aid, amount: 10, currency: USD"
    ledger = ledger_of(
        {"initiatives/a": initiative(line, more="part_of: b\n"), "initiatives/b": initiative(line, more="part_of: a\n")}
    )
    assert figures(ledger, ledger.sums) == [("USD", Decimal(20), None, None, ["a", "b"])]


@pytest.mark.requirement("R59")
def test_only_a_sum_with_a_stated_rate_is_converted_and_exactly():
    ledger = ledger_of(
        {
            "initiatives/a": initiative(
                "kind: grant, donor: aid, amount: 80000.30, currency: EUR, rate: {to: USD, rate: 1.1, date: 2024-01-10}",
                "kind: grant, donor: aid, amount: 5, currency: EUR",
            )
        }
    )
    assert [each.converted for each in ledger.sums] == [Decimal("88000.330"), None]
    assert figures(ledger, ledger.sums) == [("EUR", Decimal("80005.30"), None, None, ["a"])]


def test_the_share_paid_out_looks_only_at_initiatives_of_which_both_sums_are_known():
    """Of 400 promised to a and b, 100 were paid: a quarter. That c promises 600 and d pays 50 says nothing of a share."""
    promise, payment = (
        "kind: commitment, donor: aid, currency: USD, amount: %s",
        "kind: disbursement, donor: aid, currency: USD, amount: %s",
    )
    ledger = ledger_of(
        {
            "initiatives/a": initiative(promise % 300, payment % 100),
            "initiatives/b": initiative(promise % 100, payment % 0),
            "initiatives/c": initiative(promise % 600),
            "initiatives/d": initiative(payment % 50),
        }
    )
    balance = ledger.balances(ledger.sums)[0]
    assert (balance.committed, balance.disbursed, balance.share) == (Decimal(1000), Decimal(150), Decimal("0.25"))


PLAN = "country: ZM\ntargets:\n  - {id: lab, text: A laboratory}\n  - {id: staff, text: Ten people}\n"


@pytest.mark.requirement("R59")
def test_money_stands_against_the_items_of_the_strategy_that_it_names_or_that_is_followed():
    ledger = ledger_of(
        {
            "strategies/plan": PLAN,
            "initiatives/named": initiative(
                "kind: grant, donor: aid, amount: 1, currency: USD, plan: plan, plan_item: lab"
            ),
            "initiatives/follower": initiative(
                "kind: grant, donor: aid, amount: 20, currency: USD, plan_item: lab",
                more="follows_strategies: [plan]\n",
            ),
            "initiatives/wrong": initiative(
                "kind: grant, donor: aid, amount: 300, currency: USD, plan: plan, plan_item: labs"
            ),
            "initiatives/itemless": initiative("kind: grant, donor: aid, amount: 4000, currency: USD, plan: plan"),
            "initiatives/stranger": initiative("kind: grant, donor: aid, amount: 50000, currency: USD, plan_item: lab"),
        }
    )
    items = ledger.items_of(ledger.situation.record("strategies", "plan"))
    assert [(each.item, each.target is not None, figures(ledger, each.sums)) for each in items] == [
        ("lab", True, [("USD", Decimal(21), None, None, ["follower", "named"])]),
        ("staff", True, []),
        ("", False, [("USD", Decimal(4000), None, None, ["itemless"])]),
        ("labs", False, [("USD", Decimal(300), None, None, ["wrong"])]),
    ]
    assert [each.initiative.key.id for each in ledger.astray] == ["stranger"]


def test_the_money_of_a_part_for_an_item_counts_there_although_its_programme_holds_it():
    whole, part = (
        "kind: grant, donor: aid, amount: 100, currency: USD",
        "kind: grant, donor: aid, amount: 40, currency: USD, plan: plan, plan_item: %s",
    )
    ledger = ledger_of(
        {
            "strategies/plan": PLAN,
            "initiatives/programme": initiative(
                whole, "kind: grant, donor: aid, amount: 7, currency: USD, plan: plan, plan_item: staff"
            ),
            "initiatives/part": initiative(part % "lab", part % "staff", more="part_of: programme\n"),
        }
    )
    lab, staff = ledger.items_of(ledger.situation.record("strategies", "plan"))
    assert [balance.committed for balance in lab.balances] == [Decimal(40)]
    assert [balance.committed for balance in staff.balances] == [Decimal(7)]  # the programme names this item itself
    assert figures(ledger, ledger.sums) == [("USD", Decimal(107), None, None, ["programme"])]


def test_a_budget_for_an_item_is_no_money_and_yet_no_gap():
    ledger = ledger_of(
        {
            "strategies/plan": PLAN,
            "initiatives/a": initiative(
                "kind: budget, donor: aid, amount: 40, currency: USD, plan: plan, plan_item: lab"
            ),
        }
    )
    lab, staff = ledger.items_of(ledger.situation.record("strategies", "plan"))
    assert (lab.balances, len(lab.sums)) == ((), 1)
    assert (staff.balances, len(staff.sums)) == ((), 0)


def test_an_item_that_two_followed_strategies_have_is_given_to_neither():
    ledger = ledger_of(
        {
            "strategies/plan": PLAN,
            "strategies/other": PLAN,
            "initiatives/a": initiative(
                "kind: grant, donor: aid, amount: 20, currency: USD, plan_item: lab",
                more="follows_strategies: [plan, other]\n",
            ),
        }
    )
    assert [each.plan for each in ledger.sums] == [""]


def test_old_ids_of_donors_and_strategies_count_as_the_new_ones():
    ledger = ledger_of(
        {
            "organisations/new-aid": "type: government\naliases: [old-aid]\n",
            "strategies/plan": PLAN + "aliases: [draft]\n",
            "initiatives/a": initiative(
                "kind: grant, donor: old-aid, amount: 20, currency: USD, plan: draft, plan_item: lab"
            ),
        }
    )
    assert [(each.donor, each.plan) for each in ledger.sums] == [("new-aid", "plan")]


@pytest.mark.requirement("R18")
def test_years_without_a_domestic_budget_are_missing_and_not_nought(situation_of):
    record = situation_of(
        titled(
            {
                "countries/zm": "country: ZM\ndomestic_budget:\n"
                "  - {year: 2022, amount: 40000.50, currency: USD}\n  - {year: 2023, amount: 42000.25, currency: USD}\n"
                "  - {year: 2023, amount: 7, currency: EUR}\n  - {year: 2025, amount: 0, currency: USD}\n"
            }
        )
    ).record("countries", "zm")
    assert [(each.year, each.amount, each.currency) for each in domestic_budget(record, TODAY)] == [
        (2022, Decimal("40000.50"), "USD"), (2023, Decimal("42000.25"), "USD"), (2023, Decimal(7), "EUR"),
        (2024, None, ""), (2025, Decimal(0), "USD"), (2026, None, ""),
    ]  # fmt: skip
    assert missing_budget_years(record, TODAY) == (2024, 2026)


def test_a_country_that_states_no_budget_at_all_has_no_missing_years(situation_of):
    record = situation_of(titled({"countries/zm": "country: ZM\n"})).record("countries", "zm")
    assert domestic_budget(record, TODAY) == ()


def rows_of(table) -> list[list[str]]:
    return [[text_of_cell(cell) for cell in row.cells] for row in table.rows]


def table_of(press, table_id: str):
    return next(table for table in money_view(press).tables if table.id == table_id)


@pytest.fixture
def press(press_from):
    return press_from(
        titled(
            {
                **ORGANISATIONS,
                "countries/zm": "country: ZM\ndomestic_budget: [{year: 2025, amount: 40000.50, currency: USD}]\n",
                "initiatives/over": initiative(
                    "kind: commitment, donor: aid, date: 2024, amount: 80000, currency: EUR, "
                    "rate: {to: USD, rate: 1.0001, date: 2024-01-10, source: A letter}",
                    "kind: disbursement, donor: aid, amount: 85000.5, currency: EUR",
                ),
                "initiatives/wide": initiative("kind: grant, amount: 7, currency: USD", countries="[ZM, UG]"),
                "initiatives/silent": initiative(countries="[UG]"),
                "initiatives/part": initiative("kind: grant, amount: 3, currency: USD", more="part_of: wide\n"),
                "initiatives/total": initiative(more="budget: {amount: 12.345, currency: USD}\n"),
            }
        )
    )


@pytest.mark.requirement("R59")
def test_the_page_flags_what_was_paid_above_the_promise_with_both_figures(press):
    assert rows_of(table_of(press, "above")) == [
        ["Title of over", "Title of aid", "EUR 80,000", "EUR 85,000.50 [late]", "EUR 5,000.50"]
    ]


@pytest.mark.requirement("R59")
def test_the_page_shows_a_conversion_only_with_its_rate_date_and_source(press):
    assert rows_of(table_of(press, "converted")) == [
        [
            "Title of over",
            "Title of aid",
            "Commitment",
            "EUR 80,000",
            "1.0001",
            "10 January 2024",
            "A letter",
            "USD 80,008",
        ]
    ]


@pytest.mark.requirement("R59")
def test_the_page_tells_donor_year_and_country_and_names_the_several_countries(press):
    unknown = "not known [unknown]"
    assert rows_of(table_of(press, "by-year")) == [
        ["Title of aid", "2024", "Zambia → countries/zm.html", "EUR", "EUR 80,000", unknown, unknown, "Title of over"],
        ["Title of aid", "year not known [unknown]", "Zambia → countries/zm.html", "EUR", unknown, "EUR 85,000.50", unknown, "Title of over"],
        ["donor not named [unknown]", "year not known [unknown]", "several countries: Uganda, Zambia", "USD", "USD 7", unknown, unknown, "Title of wide"],
    ]  # fmt: skip


def test_the_page_tells_what_is_in_no_total_and_shows_more_than_two_decimals(press):
    assert [row[0] for row in rows_of(table_of(press, "unstated"))] == ["Title of silent", "Title of total"]
    assert [row[:2] for row in rows_of(table_of(press, "within"))] == [["Title of part", "Title of wide"]]
    assert [row[-1] for row in rows_of(table_of(press, "budgets"))] == ["USD 12.345"]


def test_amounts_of_very_many_digits_do_not_stop_the_page(press_from):
    rate = "rate: {to: EUR, rate: 1.000000000001, date: 2024}"
    lines = (
        "kind: commitment, donor: aid, amount: 0.01, currency: USD",
        f"kind: disbursement, donor: aid, amount: 100000000000000000000000000000000.05, currency: USD, {rate}",
    )
    press = press_from(titled({**ORGANISATIONS, "initiatives/a": initiative(*lines)}))
    (above,) = rows_of(table_of(press, "above"))
    assert above[-1] == "USD 100,000,000,000,000,000,000,000,000,000,000.04"
    assert rows_of(table_of(press, "converted"))[0][-1] == "EUR 100,000,000,000,100,000,000,000,000,000,000.05"


@pytest.mark.requirement("R18")
def test_the_page_and_the_panel_of_a_country_show_its_own_budget_and_the_missing_year(press):
    assert rows_of(table_of(press, "domestic")) == [
        ["Uganda → countries/ug.html", "no year recorded [gap]", "not known [unknown]"],
        ["Zambia → countries/zm.html", "2025", "USD 40,000.50"],
        ["Zambia → countries/zm.html", "2026", "not known [unknown]"],
    ]
    panel = {table.id: table for table in country_money("ZM", press)}
    assert rows_of(panel["domestic-budget"]) == [["2025", "USD 40,000.50"], ["2026", "not known [unknown]"]]
    assert [row[-1] for row in rows_of(panel["money-by-year"])] == ["Title of over", "Title of over", "Title of wide"]
    assert [row[0] for row in rows_of(panel["money-unstated"])] == ["Title of total"]
    nothing = {table.id: table for table in country_money("UG", press)}["domestic-budget"]
    assert (nothing.rows, nothing.empty) == (
        (),
        "Whether biosafety is in the national budget is not known: no year is recorded.",
    )


amounts = st.decimals(min_value=0, max_value=10**9, places=2)
line = st.tuples(
    st.sampled_from(["commitment", "grant", "disbursement", "expenditure", "budget"]), st.sampled_from(["aid", "bank", ""]),
    st.sampled_from(["", "2024", "2025-03"]), amounts, st.sampled_from(["USD", "EUR"]),
)  # fmt: skip
one = st.tuples(st.sampled_from(["[ZM]", "[UG]", "[ZM, UG]"]), st.lists(line, max_size=4))
several = st.lists(one, max_size=5)


def written(entry) -> str:
    countries, lines = entry
    texts = []
    for kind, donor, day, amount, currency in lines:
        more = (f", donor: {donor}" if donor else "") + (f", date: {day}" if day else "")
        texts.append(f"kind: {kind}, amount: {amount}, currency: {currency}{more}")
    return initiative(*texts, countries=countries)


def named(entries) -> dict[str, str]:
    return {f"initiatives/i{number}": written(entry) for number, entry in enumerate(entries)}


def as_known(ledger: Ledger) -> dict:
    return {
        key: [(b.currency, b.committed, b.disbursed, b.spent, b.share) for b in balances]
        for key, balances in ledger.balances_by(ledger.sums, lambda each: (each.donor, each.year, each.place)).items()
    }


@settings(max_examples=60, deadline=None)
@given(several)
def test_sums_by_country_and_sums_by_donor_add_up_to_the_same(entries):
    ledger = ledger_of(named(entries))
    wholes = []
    for key in (lambda each: each.donor, lambda each: each.place, lambda each: each.year):
        whole: dict = {}
        for balances in ledger.balances_by(ledger.sums, key).values():
            for each in balances:
                for use, amount in (("c", each.committed), ("d", each.disbursed), ("s", each.spent)):
                    if amount is not None:
                        whole[each.currency, use] = whole.get((each.currency, use), Decimal(0)) + amount
        wholes.append(whole)
    expected: dict = {}
    for _, lines in entries:
        for kind, _, _, amount, currency in lines:
            use = {"commitment": "c", "grant": "c", "disbursement": "d", "expenditure": "s"}.get(kind)
            if use:
                expected[currency, use] = expected.get((currency, use), Decimal(0)) + amount
    assert wholes == [expected, expected, expected]


@settings(max_examples=60, deadline=None)
@given(several, st.randoms(use_true_random=False))
def test_the_order_of_files_changes_no_sum(entries, random):
    records = list(named(entries).items())
    before = as_known(ledger_of(dict(records)))
    random.shuffle(records)
    assert as_known(ledger_of(dict(records))) == before


@settings(max_examples=60, deadline=None)
@given(several, st.lists(line, max_size=3))
def test_an_unrelated_initiative_changes_no_sum_of_others(entries, lines):
    before = as_known(ledger_of(named(entries)))
    unrelated = initiative(
        *(
            f"kind: {kind}, amount: {amount}, currency: {currency}, donor: other"
            for kind, _, _, amount, currency in lines
        )
    )
    after = as_known(
        ledger_of({**named(entries), "organisations/other": "type: other\n", "initiatives/unrelated": unrelated})
    )
    assert {key: value for key, value in after.items() if key[0] != "other"} == before

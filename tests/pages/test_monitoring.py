"""What was seen, how long ago, and whom to visit next: counts worked by hand, the draw that can be repeated."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from analytics.i18n import catalog
from analytics.wording.estimates import DASH
from tests.conftest import Row
from tests.pages.conftest import OpenPage, texts
from tests.pages.test_coverage import Stored, answer, stored
from tests.pages.written import rows_with
from tests.sentences import says

__all__ = ["stored"]

LANGUAGES = ("id", "en")
LATEST_VISIT = "2026-06-30"


def grant(number: int, regency: str = "Berau", disbursed_on: str = "2024-01-10", **more: object) -> Row:
    return {
        "grant_id": f"UEP-{number:03d}", "programme": "UEP", "regency": regency, "amount_idr": 5_000_000,
        "district": "Kelay", "disbursed_on": disbursed_on, **more,
    }  # fmt: skip


def visit(number: int, status: str = "running", visited_on: str = LATEST_VISIT, **more: object) -> Row:
    return {"grant_id": f"UEP-{number:03d}", "visited_on": visited_on, "status": status, **more}


def table(page: AppTest, heading: str) -> list[list[str]]:
    return rows_with(page, catalog("id")(f"monitoring.column.{heading}"))


def drawn(page: AppTest, lang: str = "id") -> list[str]:
    """The ids of the list, once it is asked for."""
    page.button(key="monitoring_list").click().run()
    return [row[0] for row in rows_with(page, catalog(lang)("monitoring.column.grant_id"))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_is_shown_with_its_list_in_both_languages(lang: str, open_page: OpenPage) -> None:
    page = open_page("monitoring", lang, monitoring_tab="next", monitoring_ask="points")
    assert len(drawn(page, lang)) > 20
    assert not page.exception
    assert not page.error


def test_the_answer_says_who_was_never_seen_and_what_visits_would_tell(open_page: OpenPage, stored: Stored) -> None:
    """1,000 not known closed, none closed: Wilson's width at one half with 60 / (1 - 60/1000) visits is 23.8 points."""
    folder = stored(grants=[grant(number) for number in range(1000)], visits=[visit(0)])
    assert answer(open_page("monitoring", store=folder)) == (
        catalog("id")("monitoring.answer.visits", u="999", k="60", w="24")
    )


def test_states_add_up_and_a_place_without_a_grant_is_said(open_page: OpenPage, stored: Stored) -> None:
    grants = [grant(1), grant(2), grant(3), grant(4, disbursed_on="2026-06-01"), grant(5, "Paser")]
    visits = [visit(1), visit(2, "closed"), visit(3, "moved"), visit(5, visited_on="2025-01-10")]
    page = open_page("monitoring", store=stored(grants=grants, visits=visits), monitoring_by="regency")
    rows = {row[0]: row[1:] for row in table(page, "too_young")}
    assert rows["Berau"] == ["4", "1", "1", "1", "1", "1"]
    assert rows["Paser"] == ["1", "1", "0", "0", "0", "0"]
    assert rows["Bontang"] == ["0"] * 6


def test_verdicts_are_aged_in_calendar_months(open_page: OpenPage, stored: Stored) -> None:
    """On 30 June 2026: 31 December 2025 is within six months, 30 December is not."""
    days = ["2026-06-30", "2025-12-31", "2025-12-30", "2025-06-30", "2024-06-30"]
    folder = stored(
        grants=[grant(number) for number in range(5)],
        visits=[visit(number, visited_on=day) for number, day in enumerate(days)],
    )
    (row,) = table(open_page("monitoring", store=folder), "verdict_under_6_months")
    assert row[:8] == ["UEP", "2", "1", "1", "1", "–", "5", "0"]


def test_the_known_closed_are_never_drawn_and_the_last_seen_running_may_be(open_page: OpenPage, stored: Stored) -> None:
    grants = [grant(number) for number in range(40)] + [grant(99, disbursed_on="2026-03-01")]
    visits = [visit(number, "closed" if number < 10 else "running") for number in range(25)]
    ids = drawn(open_page("monitoring", store=stored(grants=grants, visits=visits), monitoring_tab="next"))
    assert ids == [f"UEP-{number:03d}" for number in range(10, 40)]


def test_another_number_draws_others_and_the_same_one_the_same(open_page: OpenPage, stored: Stored) -> None:
    folder = stored(grants=[grant(number) for number in range(200)], visits=[visit(0)])
    first = drawn(open_page("monitoring", store=folder, monitoring_tab="next", monitoring_visits="30"))
    assert len(first) == 30
    assert drawn(open_page("monitoring", store=folder, monitoring_tab="next", monitoring_visits="30")) == first
    assert (
        drawn(open_page("monitoring", store=folder, monitoring_tab="next", monitoring_visits="30", monitoring_seed="2"))
        != first
    )


def test_a_draw_under_a_filter_says_that_it_holds_for_that_filter_only(open_page: OpenPage) -> None:
    said = catalog("id")("monitoring.visits.filtered")
    everywhere = open_page("monitoring", monitoring_tab="next")
    filtered = open_page("monitoring", monitoring_tab="next", programme="KUBE")
    drawn(everywhere)
    assert all(row.startswith("CONTOH-KUBE") for row in drawn(filtered))
    assert (said in texts(everywhere), said in texts(filtered)) == (False, True)


def test_a_precision_is_answered_by_a_number_of_visits(open_page: OpenPage, stored: Stored) -> None:
    """Wilson's width at one half is z / sqrt(n + z^2): 30 points at n = 38.8, that is 37.4 of 1,000."""
    folder = stored(grants=[grant(number) for number in range(1000)], visits=[visit(0)])
    asked = {"monitoring_tab": "next", "monitoring_ask": "points", "monitoring_points": "30"}
    assert len(drawn(open_page("monitoring", store=folder, **asked))) == 38


def test_few_grants_are_all_to_be_visited(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("monitoring", store=stored(grants=[grant(1), grant(2)], visits=[visit(1)]), monitoring_tab="next")
    assert answer(page) == (catalog("id")("monitoring.answer.too_few", u="1", frame="2"))
    assert drawn(page) == ["UEP-001", "UEP-002"]


def test_where_all_are_too_young_nothing_is_drawn(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("monitoring", store=stored(grants=[grant(1, disbursed_on="2026-06-01")]))
    assert answer(page) == catalog("id")("monitoring.answer.too_young", n="1")
    assert not page.exception


def test_where_all_closed_nothing_is_drawn(open_page: OpenPage, stored: Stored) -> None:
    page = open_page("monitoring", store=stored(grants=[grant(1)], visits=[visit(1, "closed")]))
    assert answer(page) == (catalog("id")("monitoring.answer.all_closed", n="1"))


def test_visits_of_the_audit_take_the_headline(open_page: OpenPage, stored: Stored) -> None:
    """40 of 100 known closed; of the 60 others 30 drawn: 18 run, 6 closed, 6 not found: 0.6 x 18/24."""
    grants = [grant(number) for number in range(100)]
    visits = [visit(number, "closed", "2025-10-01") for number in range(40)]
    found = ["running"] * 18 + ["closed"] * 6 + ["not_found"] * 6
    visits += [visit(40 + number, status, visit_reason="audit") for number, status in enumerate(found)]
    page = open_page("monitoring", store=stored(grants=grants, visits=visits))
    assert says(answer(page), "monitoring.answer.audited", n="24", p="45,0%", N="100")
    assert says(texts(page), "monitoring.answer.audited_more", not_found="6")
    assert says(texts(page), "figures.bounds_audit", lower="36,0%")


def test_the_longest_unseen_come_first_and_the_closed_not_at_all(open_page: OpenPage, stored: Stored) -> None:
    grants = [grant(1, disbursed_on="2024-06-30"), grant(2), grant(3), grant(4)]
    visits = [visit(2, visited_on="2025-01-30"), visit(3, "closed", "2024-03-01"), visit(4)]
    rows = table(
        open_page("monitoring", store=stored(grants=grants, visits=visits), monitoring_tab="next"), "unseen_months"
    )
    assert [(row[0], row[-1]) for row in rows] == [("UEP-001", "24"), ("UEP-002", "17")]
    assert rows[0][5] == DASH


def test_visits_are_counted_by_role_and_place(open_page: OpenPage, stored: Stored) -> None:
    visits = [
        visit(1, visited_on="2025-01-10", officer_role="PSM"),
        visit(1, officer_role="TKSK"),
        visit(2, officer_role="PSM"),
        visit(2, visited_on="2025-03-10"),
    ]
    page = open_page(
        "monitoring", store=stored(grants=[grant(1), grant(2, "Paser")], visits=visits), monitoring_tab="roles"
    )
    assert rows_with(page, catalog("id")("monitoring.roles.missing")) == [
        ["Paser", "1", "0", "1", "2"],
        ["Berau", "1", "1", "0", "2"],
    ]


def test_obstacles_are_counted_by_year(open_page: OpenPage, stored: Stored) -> None:
    visits = [
        visit(1, visited_on="2025-01-10", obstacle="capital"),
        visit(1, visited_on="2025-02-10", obstacle="market"),
        visit(1, obstacle="capital"),
    ]
    page = open_page("monitoring", store=stored(grants=[grant(1)], visits=visits), monitoring_tab="obstacles")
    assert table(page, "year") == [["2025", "1", "1", "2"], ["2026", "1", "0", "1"]]


def test_who_was_reached_is_counted_with_its_completeness(open_page: OpenPage, stored: Stored) -> None:
    grants = [
        grant(1, recipient_sex="P", recipient_id="A1"),
        grant(2, recipient_sex="L", recipient_id="A1", disbursed_on="2025-01-10"),
        grant(3, recipient_sex=None, recipient_id="A2"),
    ]
    page = open_page("monitoring", store=stored(grants=grants, visits=[visit(1)]), monitoring_tab="equity")
    said = texts(page)
    t = catalog("id")
    sex, repeated = "monitoring.value.recipient_sex", "monitoring.value.repeat_recipient"
    assert f"{t(f'{sex}.F')} 1, {t(f'{sex}.M')} 1. {t('monitoring.equity.recorded', recorded=2, asked=3)}" in said
    complete = t("monitoring.equity.recorded", recorded=3, asked=3)
    assert f"{t(f'{repeated}.first')} 2, {t(f'{repeated}.repeat')} 1. {complete}" in said
    assert f"**{t('monitoring.trait.poverty_register')}.** {t('monitoring.equity.absent')}" in said
    assert f"**{t('monitoring.trait.women_of_groups')}.** {t('monitoring.equity.not_asked')}" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_filters_that_leave_nothing_say_so(lang: str, open_page: OpenPage) -> None:
    craft = catalog(lang)("business_category.craft")
    page = open_page("monitoring", lang, programme="KUBE", business_category=craft)
    assert page.info[0].value == catalog(lang)("frame.empty")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_grant_is_shown_in_both_languages(lang: str, open_page: OpenPage, stored: Stored) -> None:
    page = open_page("monitoring", lang, store=stored(grants=[grant(1)]))
    assert not page.exception
    assert not page.error


def test_no_code_of_an_officer_or_recipient_is_on_the_page(open_page: OpenPage, stored: Stored) -> None:
    folder = stored(
        grants=[grant(1, recipient_id="SAMARAN-1")], visits=[visit(1, officer_code="PETUGAS-7", officer_role="PSM")]
    )
    shown = ""
    for tab in ("known", "next", "roles", "obstacles", "equity"):
        page = open_page("monitoring", store=folder, monitoring_tab=tab)
        if tab == "next":
            page.button(key="monitoring_list").click().run()
        shown += texts(page) + "".join(one.value.to_csv() for one in page.dataframe)
    assert "PETUGAS-7" not in shown
    assert "SAMARAN-1" not in shown

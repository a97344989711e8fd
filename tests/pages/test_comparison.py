"""Groups and individuals: first whether they can be compared, the difference only where
they can, and each side on its own."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from analytics.i18n import catalog
from analytics.wording.estimates import DASH
from tests.pages.conftest import FolderOf, OpenPage, texts
from tests.pages.written import written
from tests.sentences import says
from tests.spec.tables import CLOSED, RUNNING, TEN, Tables, running_with

LANGUAGES = ("id", "en")
YEARS = ("2022-01-15", "2023-01-15")
UNITS = ("business", "person", "cost_business", "cost_person")
COMPARING_WORDS = (
    r"\bselisih\b|\bdifference\b|\brasio\b|\bratio\b|\bHR\b|\bp ?[=<]|lebih tinggi|lebih rendah|higher|lower than"
)


def answer(page: AppTest) -> str:
    return str(page.header[0].value)


def told(page: AppTest) -> str:
    """The words of the page without its method, which names tables and columns of the queries."""
    return texts(page).split(catalog("id")("frame.method.sources"))[0]


def units(page: AppTest, lang: str = "id", shown: str = "comparison.column.value") -> dict[tuple[str, str], str]:
    t = catalog(lang)
    table = written(page.dataframe[-2])
    columns = [t("frame.programme"), t("comparison.column.unit"), t(shown)]
    return {(row[0], row[1]): row[2] for row in table[columns].to_numpy().tolist()}


def comparable() -> Tables:
    """In two years on each side 15 running and 6 closed, alike in place and business, seen once in 2025."""
    tables = Tables()
    for programme, running in (("KUBE", running_with(3)), ("UEP", RUNNING)):
        for day in YEARS:
            tables.add(15, programme, running, disbursed_on=day).add(6, programme, CLOSED, disbursed_on=day)
    return tables


@pytest.mark.parametrize("lang", LANGUAGES)
class TestInBothLanguages:
    def test_the_sample_cannot_be_compared_and_says_why_and_what_no_visit_can_mend(
        self, open_page: OpenPage, lang: str
    ) -> None:
        t = catalog(lang)
        page = open_page("comparison", lang)
        assert not page.error
        assert t("comparison.cause.no_common_years") in answer(page)
        assert t("comparison.refused_for_good") in texts(page)
        gaps = t("comparison.gate.gaps", group="GROUP", individual="INDIVIDUAL")
        assert gaps.split("GROUP")[0] in texts(open_page("comparison", lang, comparison_tab="gate"))

    def test_every_condition_is_shown_with_its_state_in_words_and_icon(self, open_page: OpenPage, lang: str) -> None:
        t = catalog(lang)
        said = texts(open_page("comparison", lang))
        assert f":orange[**:material/cancel: {t('comparison.gate.not_met')}**]" in said
        assert f":material/check_circle: {t('comparison.gate.met')}" in said

    def test_one_grant_is_shown_and_every_figure_is_withheld(
        self, open_page: OpenPage, folder_of: FolderOf, lang: str
    ) -> None:
        page = open_page("comparison", lang, store=folder_of(Tables().add(1, "UEP", RUNNING)), comparison_tab="arms")
        assert not page.error
        assert set(units(page, lang).values()) == {DASH}
        reasons = units(page, lang, "tables.part.withheld").values()
        assert all(reason.startswith(catalog(lang)("figures.withheld.title")) for reason in reasons)

    def test_filters_that_leave_nothing_say_so(self, open_page: OpenPage, lang: str) -> None:
        page = open_page("comparison", lang, as_of="2010-01-01")
        assert [info.value for info in page.info] == [catalog(lang)("frame.empty")]


class TestRefused:
    def test_names_the_causes_and_the_first_need(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        tables = Tables().add(30, "KUBE", RUNNING, disbursed_on=YEARS[0]).add(30, "UEP", RUNNING, disbursed_on=YEARS[1])
        t = catalog("id")
        reasons = ("no_common_years", "too_few_closures", "too_few_known_beyond_24_months")
        causes = ", ".join(t(f"comparison.cause.{reason}") for reason in reasons)
        need = t("comparison.refused_more", need=t("comparison.need.no_common_years", threshold=2, verdicts=20))
        page = open_page("comparison", store=folder_of(tables))
        assert answer(page) == t("comparison.refused", causes=causes)
        assert t("comparison.refused_needs", needs=need) in texts(page)

    def test_holds_no_difference_ratio_or_p(self, open_page: OpenPage) -> None:
        assert re.findall(COMPARING_WORDS, told(open_page("comparison"))) == []

    def test_conditions_that_no_common_year_lets_one_check_say_so(
        self, open_page: OpenPage, folder_of: FolderOf
    ) -> None:
        tables = Tables().add(30, "KUBE", RUNNING, disbursed_on=YEARS[0]).add(30, "UEP", RUNNING, disbursed_on=YEARS[1])
        said = texts(open_page("comparison", store=folder_of(tables)))
        assert said.count(catalog("id")("comparison.gate.unchecked")) == 2

    def test_without_visits_no_gap_is_told(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        page = open_page("comparison", store=folder_of(Tables().add(30, "KUBE").add(30, "UEP")), comparison_tab="gate")
        assert catalog("id")("comparison.gate.no_visits") in texts(page)

    @pytest.mark.parametrize(("programme", "missing"), [("KUBE", "individual"), ("UEP", "group"), ("WRSE", "both")])
    def test_a_filter_that_leaves_one_side_without_grants_is_told(
        self, open_page: OpenPage, programme: str, missing: str
    ) -> None:
        page = open_page("comparison", programme=programme, comparison_tab="arms")
        assert catalog("id")(f"comparison.missing.{missing}") in answer(page)
        assert {code for code, _ in units(page)} == {programme}


class TestAllConditionsMet:
    def test_says_the_difference_with_its_interval_and_that_it_is_no_effect(
        self, open_page: OpenPage, folder_of: FolderOf
    ) -> None:
        page = open_page("comparison", store=folder_of(comparable()))
        # Both sides are alike in all that is known of them.
        assert says(answer(page), "comparison.met", d="0,0")
        assert catalog("id")("comparison.holds_zero") in texts(page)
        assert catalog("id")("comparison.gate.not_met") not in texts(page)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_gives_the_crude_beside_the_adjusted_and_what_it_hangs_on(
        self, open_page: OpenPage, folder_of: FolderOf, lang: str
    ) -> None:
        t = catalog(lang)
        page = open_page("comparison", lang, store=folder_of(comparable()))
        rows = page.dataframe[0].value.to_numpy().tolist()
        assert [row[0] for row in rows] == [
            t(f"comparison.difference.{kind}", k="0") for kind in ("crude", "adjusted", "lost_as_closed")
        ]
        assert t("comparison.assumption") in texts(page)

    def test_describes_the_difference_in_the_method(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        page = open_page("comparison", store=folder_of(comparable()))
        assert catalog("id")("indicators.group_individual_difference_24.limits") in texts(page)

    def test_gives_each_condition_its_figure(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        said = texts(open_page("comparison", store=folder_of(comparable())))
        assert catalog("id")("comparison.gate.years", count=2, years="2022, 2023") in said
        assert catalog("id")("comparison.arm.figures", group="12", individual="12") in said
        assert catalog("id")("comparison.arm.figures", group="30", individual="30") in said


class TestThreeUnits:
    def test_tell_another_story_per_person_than_per_business(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        # 20 groups of Rp20 million, all running with 1 of 5; 100 individuals at Rp4 million, 60 running.
        tables = (
            Tables()
            .add(20, "KUBE", running_with(1), regencies=TEN)
            .add(60, "UEP", RUNNING, regencies=TEN, amount_idr=4_000_000)
            .add(40, "UEP", CLOSED, regencies=TEN, amount_idr=4_000_000)
        )
        t = catalog("id")
        shown = units(open_page("comparison", store=folder_of(tables), comparison_tab="arms"))
        values = {
            (code, unit): shown.get((code, t(f"comparison.unit.{unit}"))) for code in ("KUBE", "UEP") for unit in UNITS
        }
        assert values == {
            ("KUBE", "business"): "100,0%",
            ("UEP", "business"): "60,0%",
            ("KUBE", "person"): "20,0%",
            ("UEP", "person"): None,
            ("KUBE", "cost_business"): "Rp20 juta",
            ("UEP", "cost_business"): "Rp6,67 juta",
            ("KUBE", "cost_person"): "Rp20 juta",
            ("UEP", "cost_person"): "Rp6,67 juta",
        }

    def test_of_wrse_stand_alone(self, open_page: OpenPage) -> None:
        said = texts(open_page("comparison", comparison_tab="arms"))
        t = catalog("id")
        for heading, programme in (("group", "KUBE"), ("individual", "UEP"), ("alone", "WRSE")):
            assert f"**{t(f'comparison.heading.{heading}', programme=programme)}**" in said

    def test_say_the_assumption_about_visiting(self, open_page: OpenPage) -> None:
        assert catalog("id")("figures.persistence.assumption") in texts(open_page("comparison"))

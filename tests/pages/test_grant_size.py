"""The planner: the answer on Rp5 against 7.5 million, with and without a baseline from the data."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from analytics.i18n import catalog
from analytics.methods.grant_size import Baseline, Plan, Prior
from pages.sections.grant_size.scenarios import Scenario, in_address
from tests.pages.conftest import FolderOf, OpenPage, texts
from tests.pages.written import table_with
from tests.sentences import says
from tests.spec.tables import CLOSED, RUNNING, TEN, Tables, running_with

LANGUAGES = ("id", "en")


def answer(page: AppTest) -> str:
    return str(page.header[0].value)


def enter(page: AppTest, **fields: str) -> AppTest:
    """Fields of the page by the end of their key, all typed before the page answers."""
    for name, value in fields.items():
        page.text_input(key=f"grant_size_{name}").set_value(value)
    return page.run()


def entering(open_page: OpenPage, lang: str = "id", tab: str = "amounts") -> AppTest:
    """The page with a baseline to be entered in place of the data's."""
    return open_page("grant_size", lang, grant_size_source="entered", grant_size_tab=tab)


def individuals() -> Tables:
    """In each of ten regencies, 12 individuals seen running at three years and 8 found closed at one."""
    return (
        Tables()
        .add(120, "UEP", ("2024-02-01", "running"), ("2026-02-15", "running"), regencies=TEN, disbursed_on="2023-01-15")
        .add(80, "UEP", ("2023-12-15", "running"), ("2024-01-15", "closed"), regencies=TEN, disbursed_on="2023-01-15")
    )


class TestOnTheSample:
    """Few of its individuals are 24 months old: what they say of the others is said with its range."""

    @pytest.mark.parametrize(
        ("lang", "expected"),
        [
            (
                "id",
                "**Rp8,4 miliar: 1.120 keluarga dengan Rp7,5 juta, bukan 1.680.** Agar sama hasilnya, yang bertahan "
                "harus menjadi **1,5 kali**: mustahil bila kini lebih dari 67 dari 100 bertahan.",
            ),
            (
                "en",
                "**Rp8.4 billion: 1,120 families with Rp7.5 million, not 1,680.** For the same result **1.5 times** as "
                "many must survive: impossible if more than 67 of 100 survive now.",
            ),
        ],
    )
    def test_without_a_baseline_the_answer_is_the_ratio_with_its_ceiling(
        self, open_page: OpenPage, lang: str, expected: str
    ) -> None:
        page = entering(open_page, lang)
        assert not page.error
        assert answer(page) == expected

    def test_the_answer_reaches_from_end_to_end_of_the_baseline(self, open_page: OpenPage) -> None:
        """Of 100 UEP 45 to 82 run after two years; Rp7.5 million needs 1.5 times as many."""
        page = open_page("grant_size")
        assert answer(page) == (
            "**Rp8,4 miliar: 1.120 keluarga dengan Rp7,5 juta, bukan 1.680.** Agar sama hasilnya, **102 dari 100** "
            "(67–123, di atas 100 mustahil) harus bertahan; kini 68 (45–82)."
        )
        # If old and young close alike 48 to 82 do: in about 6 of 10 cases 1.5 times that is more than all.
        assert catalog("id")("grant_size.answer.chance_impossible", tenths="6") in texts(page)
        assert catalog("id")("grant_size.baseline.of_few", old="40") in texts(page)

    def test_what_looks_ahead_is_of_the_province_whatever_place_is_chosen(self, open_page: OpenPage) -> None:
        assert answer(open_page("grant_size", regency="64.72")) == answer(open_page("grant_size"))

    def test_survivors_bear_a_range_at_the_present_amount_too(self, open_page: OpenPage) -> None:
        # 1,680 families, of whom 68.1 (44.7 to 81.7) of 100 survive.
        assert "dengan Rp5 juta: 1.145 (rentang 751–1.373)." in texts(open_page("grant_size", grant_size_tab="chance"))

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_field_is_empty_and_the_page_says_why(
        self, open_page: OpenPage, folder_of: FolderOf, lang: str
    ) -> None:
        t = catalog(lang)
        page = open_page("grant_size", lang, folder_of(Tables().add(30, "UEP", RUNNING)))
        assert page.text_input(key="grant_size_share").value == ""
        too_few = t("figures.withheld.too_few_old_enough", fewest="10")
        reason = t("grant_size.baseline.withheld", programme="UEP", reason=too_few)
        assert reason in texts(page)
        assert t("grant_size.baseline.ratio_instead") in texts(page)

    def test_delivery_cost_starts_at_a_visible_zero(self, open_page: OpenPage) -> None:
        page = open_page("grant_size")
        assert page.text_input(key="grant_size_cost").value == "0"
        assert "= Rp0" in texts(page)

    @pytest.mark.parametrize(("typed", "families"), [("10%", "1.018"), ("500 ribu", "1.050")])
    def test_delivery_costs_rupiah_a_grant_or_a_share_of_its_amount(
        self, open_page: OpenPage, typed: str, families: str
    ) -> None:
        # Rp8,400 million / 8.25 million = 1,018.2; / 8 million = 1,050. A share raises every amount alike.
        page = open_page("grant_size", grant_size_cost=typed)
        assert f"{families} keluarga dengan Rp7,5 juta, bukan 1.527" in answer(page)

    def test_another_amount_is_typed(self, open_page: OpenPage) -> None:
        page = open_page("grant_size", grant_size_considered="other", grant_size_other="8 juta")
        assert "1.050 keluarga dengan Rp8 juta" in answer(page)

    def test_an_entered_baseline_gives_the_worked_answer(self, open_page: OpenPage) -> None:
        typed = {"cost": "500 ribu", "share": "46", "margin": "10%"}
        page = enter(entering(open_page, tab="pilot"), **typed)
        assert answer(page) == (
            "**Rp8,4 miliar: 1.050 keluarga dengan Rp7,5 juta, bukan 1.527.** Agar sama hasilnya, **67 dari 100** "
            "(52–81) harus bertahan; kini 46 (36–56)."
        )
        said = texts(page)
        assert "Angka saat ini diisi sendiri: 46 dari setiap 100 (selang 36–56)." in said
        assert "**402 keluarga di tiap kelompok uji**" in said
        # The usual 400 families an arm: the size that tells 56 from 67 is 402.
        assert says(said, "grant_size.pilot.detects_even_short", families="400", greatest="56")
        assert "sekitar 30 bulan sesudah penyaluran pertama, bukan tahun depan" in said
        said = texts(enter(entering(open_page, tab="chance"), **typed))
        assert re.search(r"setara atau lebih baik sekitar \*\*[45] dari 100\*\*", said)

    @pytest.mark.parametrize(("lang", "echoed"), [("id", "= Rp8,4 miliar"), ("en", "= Rp8.4 billion")])
    @pytest.mark.parametrize("typed", ["8,4", "8.4", "8,4 miliar", "Rp8.400.000.000"])
    def test_a_budget_as_people_type_it_is_echoed_in_words(
        self, open_page: OpenPage, typed: str, lang: str, echoed: str
    ) -> None:
        page = open_page("grant_size", lang, grant_size_budget=typed)
        assert echoed in texts(page).splitlines()
        assert not page.error

    @pytest.mark.parametrize("typed", ["84000", "8.400", "10%", "banyak"])
    def test_a_refused_budget_is_said_and_what_is_calculated_with(self, open_page: OpenPage, typed: str) -> None:
        page = enter(open_page("grant_size", grant_size_budget="4,2"), budget=typed)
        (refused,) = page.error
        assert refused.value.endswith(catalog("id")("numbers.typed.refused.used_instead", value="Rp8,4 miliar"))
        assert answer(page).startswith("**Rp8,4 miliar: ")

    def test_what_is_typed_is_never_markup(self, open_page: OpenPage) -> None:
        (refused,) = enter(open_page("grant_size"), budget="<b>[x](y)").error
        assert r"\<b\>\[x\]\(y\)" in refused.value

    def test_a_refused_baseline_counts_as_empty(self, open_page: OpenPage) -> None:
        page = enter(entering(open_page), share="0,46")
        assert page.error[0].value.endswith(catalog("id")("numbers.typed.refused.left_empty"))
        assert catalog("id")("grant_size.baseline.empty") in texts(page)

    def test_an_assumption_is_entered_of_100_businesses(self, open_page: OpenPage) -> None:
        # Of 46 now, 10 more is 56, with 46 to 66 in the middle 95%; what must be reached is 69.
        page = enter(entering(open_page, tab="chance"), share="46", prior_rise="10", prior_doubt="10")
        assert "kini 46 bertahan, dan dengan Rp7,5 juta sekitar 56 (rentang 46–66)" in texts(page)

    def test_a_link_with_the_assumption_on_the_logit_scale_keeps_its_meaning(self, open_page: OpenPage) -> None:
        # 50 of 100 is 0 on that scale, and log(3) is 75 of 100; a doubt of 0.05 hardly widens it.
        page = open_page(
            "grant_size", grant_size_source="entered", grant_size_share="50", grant_size_mean="1.0986",
            grant_size_deviation="0.05", grant_size_tab="chance",
        )  # fmt: skip
        assert "kini 50 bertahan, dan dengan Rp7,5 juta sekitar 75 (rentang 73–77)" in texts(page)

    def test_what_cannot_be_reached_is_said_to_be_impossible(self, open_page: OpenPage) -> None:
        page = enter(entering(open_page), share="70")
        assert answer(page).endswith("lebih dari 100 dari 100 harus bertahan: mustahil; kini 70.")

    def test_another_programme_for_individuals_is_chosen_by_name_and_never_the_groups(
        self, open_page: OpenPage
    ) -> None:
        page = open_page("grant_size")
        source = page.selectbox(key="shown_grant_size_source")
        assert source.options == ["UEP, dari data", "WRSE, dari data", "Diisi sendiri"]
        page = source.select("WRSE").run()
        assert answer(page).endswith("(80–122, di atas 100 mustahil) harus bertahan; kini 70 (53–82).")
        assert "sekitar 70, mungkin 53 sampai 82, dari setiap 100 usaha WRSE masih berjalan" in texts(page)

    def test_what_is_unlikely_is_not_said_to_be_impossible(self, open_page: OpenPage) -> None:
        page = enter(entering(open_page, tab="chance"), share="50")
        assert "sekitar **kurang dari 1 dari 100**" in texts(page)
        assert "sekitar **0 dari 100**" in texts(enter(page, share="70"))

    def test_prices_name_the_last_year_of_the_index(self, open_page: OpenPage) -> None:
        assert (
            "Barang seharga Rp5 juta pada Desember 2024 berharga Rp5,15 juta pada Desember 2025. Dengan Rp5 juta yang "
            "sama, pada Desember 2025 terbeli barang senilai Rp4,86 juta menurut harga 2024."
        ) in texts(open_page("grant_size", grant_size_tab="records"))

    def test_recipients_by_regency_have_the_quota_first(self, open_page: OpenPage) -> None:
        page = open_page("grant_size", grant_size_tab="split")
        assert "memerlukan 200 keluarga. Rp7,5 juta menjangkau 1.120: kuota terpenuhi." in texts(page)
        assert set(table_with(page, "Rp7,5 juta")["Rp7,5 juta"]) == {"112"}

    def test_recipients_by_type_follow_the_records(self, open_page: OpenPage) -> None:
        page = open_page("grant_size", grant_size_tab="split", grant_size_split="type")
        table = table_with(page, "Rp5 juta")
        assert sum(int(count.replace(".", "")) for count in table["Rp5 juta"]) == 1680

    def test_scenarios_stand_side_by_side_under_their_names(self, open_page: OpenPage) -> None:
        page = enter(entering(open_page, tab="chance"), share="46")
        page.text_input(key="grant_size_name").set_value("Tahun ini").run()
        page.button(key="grant_size_keep").click().run()
        page.text_input(key="grant_size_name").set_value("Tanpa angka").run()
        page.text_input(key="grant_size_share").set_value("").run()
        page.button(key="grant_size_keep").click().run()
        table = table_with(page, "Nama skenario").set_index("Nama skenario")
        assert table["Harus bertahan"].to_dict() == {"Tahun ini": "69%", "Tanpa angka": "–"}

    def test_scenarios_come_with_the_link_that_was_shared(self, open_page: OpenPage) -> None:
        kept = Scenario(Plan(8_400_000_000, 500_000, 5_000_000), 7_500_000, Baseline(0.46, (0.36, 0.56)), Prior())
        page = open_page(
            "grant_size", grant_size_tab="chance", grant_size_scenario=[in_address("Usulan", kept), "[1]", "rusak"]
        )
        shared = table_with(page, "Nama skenario").set_index("Nama skenario").loc["Usulan"]
        assert (shared["Harus bertahan"], shared["Keluarga, besaran kini"]) == ("67%", "1.527")

    def test_the_list_by_lot_names_places_and_no_one(self, open_page: OpenPage) -> None:
        page = open_page("grant_size", grant_size_tab="pilot")
        table = table_with(page, "Nomor urut keluarga")
        assert list(table.columns) == ["Kabupaten/kota", "Nomor urut keluarga", "Besaran"]
        assert table["Besaran"].value_counts().to_dict() == {"Rp5 juta": 400, "Rp7,5 juta": 400}

    def test_a_programme_filter_is_said_not_to_apply(self, open_page: OpenPage) -> None:
        page = open_page("grant_size", programme="KUBE")
        assert catalog("id")("grant_size.answer.programme_filter") in texts(page)
        assert "UEP" in texts(page)

    def test_the_same_amount_twice_asks_for_another(self, open_page: OpenPage) -> None:
        page = open_page("grant_size", grant_size_considered="5000000")
        assert not page.error
        assert answer(page) == catalog("id")("grant_size.answer.same")


class TestWithABaselineFromTheData:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_names_programme_n_and_interval(self, open_page: OpenPage, folder_of: FolderOf, lang: str) -> None:
        page = open_page("grant_size", lang, store=folder_of(individuals()))
        assert not page.error
        baseline = {
            "id": r"sekitar \d+, mungkin (\d+) sampai (\d+), dari setiap 100 usaha UEP .* \(n = 200 keluarga\)",
            "en": r"Baseline: about \d+, possibly (\d+) to (\d+), of every 100 UEP businesses .* \(n = 200 families\)",
        }[lang]
        found = re.search(baseline, texts(page))
        assert found is not None
        assert answer(page).endswith(f" ({found[1]}–{found[2]}).")

    def test_one_amount_has_no_slope_and_no_best_size(self, open_page: OpenPage, folder_of: FolderOf) -> None:
        said = texts(open_page("grant_size", store=folder_of(individuals()), grant_size_tab="records"))
        assert (
            "Catatan yang ada belum dapat menunjukkan apakah bantuan lebih besar membuat usaha lebih bertahan: semua "
            "bantuan sama besarnya."
        ) in said
        assert re.findall(r"optimal|terbaik|kemiringan|\btren\b|setiap tambahan", said) == []


class TestUnits:
    def test_a_person_still_earning_tells_another_story_than_a_business(
        self, open_page: OpenPage, folder_of: FolderOf
    ) -> None:
        # 20 groups of Rp20 million, all running with 1 of 5; 100 individuals at Rp4 million, 60 running.
        tables = (
            Tables()
            .add(20, "KUBE", running_with(1), regencies=TEN)
            .add(60, "UEP", ("2025-03-01", "running"), regencies=TEN, amount_idr=4_000_000)
            .add(40, "UEP", CLOSED, regencies=TEN, amount_idr=4_000_000)
        )
        said = texts(open_page("grant_size", store=folder_of(tables), grant_size_tab="paid"))
        assert re.search(r"\*\*KUBE\*\*: Rp20 juta \(.*\) untuk satu usaha .*, Rp20 juta \(.*\) untuk satu orang", said)
        assert re.search(
            r"\*\*UEP\*\*: Rp6,67 juta \(.*\) untuk satu usaha .*, Rp6,67 juta \(.*\) untuk satu orang", said
        )

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_filters_that_leave_nothing_leave_the_ratio(self, open_page: OpenPage, lang: str) -> None:
        t = catalog(lang)
        page = open_page("grant_size", lang, as_of="2010-01-01")
        assert not page.error
        assert t("grant_size.baseline.no_grants", programme="UEP") in texts(page)
        assert t("grant_size.records.refused", reason=t("grant_size.records.no_grants")) in texts(page)

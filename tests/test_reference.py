"""The shipped reference data: every fact has its source, and the files agree with one another."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from analytics import contract
from analytics.programmes import PROGRAMMES

REFERENCE = Path(__file__).parents[1] / "data" / "reference"
PROVINCE = "64"


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def folded(text: str) -> str:
    """As texts are compared: no case, no punctuation."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


REGENCY_CODES = {row["regency_code"] for row in rows("regencies.csv")}


def test_regencies_have_the_columns_of_the_contract_and_a_source() -> None:
    expected = [column.name for column in contract.REGENCIES.columns]
    assert list(rows("regencies.csv")[0]) == [*expected, "source"]


def test_ten_regencies_with_codes_used_once_in_each_system() -> None:
    assert len(REGENCY_CODES) == len({row["bps_code"] for row in rows("regencies.csv")}) == 10


def test_three_of_the_ten_are_cities() -> None:
    cities = {row["regency_code"] for row in rows("regencies.csv") if row["regency_type"] == "kota"}
    assert cities == {"64.71", "64.72", "64.74"}


def test_poor_people_of_2020_add_up_to_the_province() -> None:
    assert sum(int(row["poor_people"]) for row in rows("regencies.csv")) == 230_270


def test_poor_people_of_the_regencies_are_those_of_their_year() -> None:
    by_year = {(row["year"], row["regency_code"]): row["poor_people"] for row in rows("poor_people.csv")}
    for row in rows("regencies.csv"):
        assert by_year[row["poor_people_year"], row["regency_code"]] == row["poor_people"]


def test_a_year_is_complete_when_all_ten_regencies_have_a_count() -> None:
    for row in rows("poor_people.csv"):
        if row["regency_code"] == PROVINCE:
            continue
        counted = {r["regency_code"] for r in rows("poor_people.csv") if r["year"] == row["year"] and r["poor_people"]}
        assert (row["year_completeness"] == "complete") == (counted >= REGENCY_CODES)


@pytest.mark.parametrize(
    "name",
    ["regencies.csv", "regency_aliases.csv", "regency_not_resolvable.csv", "poor_people.csv", "price_index.csv"],
)
def test_every_row_names_its_source(name: str) -> None:
    assert all(row["source"] for row in rows(name))


def test_every_published_figure_names_title_and_outlet() -> None:
    assert all(row["source_title"] and row["outlet"] for row in rows("published_figures.csv"))


def test_every_alias_leads_to_one_regency() -> None:
    codes: dict[str, set[str]] = {}
    for row in rows("regency_aliases.csv"):
        codes.setdefault(folded(row["alias"]), set()).add(row["regency_code"])
    assert all(len(found) == 1 and found <= REGENCY_CODES for found in codes.values())


@pytest.mark.parametrize(
    ("alias", "code"),
    [("Kukar", "64.02"), ("PPU", "64.09"), ("Mahakam Hulu", "64.11"), ("Pasir", "64.01"), ("Smd", "64.72")],
)
def test_names_in_daily_use_are_known(alias: str, code: str) -> None:
    assert {folded(row["alias"]): row["regency_code"] for row in rows("regency_aliases.csv")}[folded(alias)] == code


def test_every_official_name_is_an_alias_of_itself() -> None:
    known = {folded(row["alias"]): row["regency_code"] for row in rows("regency_aliases.csv")}
    assert all(known[folded(row["regency_name"])] == row["regency_code"] for row in rows("regencies.csv"))


def test_what_cannot_be_resolved_is_no_alias() -> None:
    refused = {folded(row["text"]) for row in rows("regency_not_resolvable.csv")}
    assert not refused & {folded(row["alias"]) for row in rows("regency_aliases.csv")}


def test_an_ambiguous_code_is_listed_exactly_where_the_two_systems_disagree() -> None:
    kemendagri = {row["regency_code"].replace(".", ""): row["regency_code"] for row in rows("regencies.csv")}
    bps = {row["bps_code"]: row["regency_code"] for row in rows("regencies.csv")}
    shared = kemendagri.keys() & bps.keys()
    disagree = {code: {kemendagri[code], bps[code]} for code in shared if kemendagri[code] != bps[code]}
    listed = {
        row["text"]: set(row["candidates"].split())
        for row in rows("regency_not_resolvable.csv")
        if row["reason"] == "ambiguous_regency_code"
    }
    assert listed == disagree


def test_price_index_is_the_chain_of_december_inflation() -> None:
    index = 100.0
    for row in rows("price_index.csv")[1:]:
        index *= 1 + float(row["inflation_dec_yoy_percent"]) / 100
        assert float(row["cpi_dec_2015_100"]) == pytest.approx(index, abs=0.01)


def test_price_index_has_no_gap_in_years() -> None:
    assert [int(row["year"]) for row in rows("price_index.csv")] == list(range(2015, 2026))


def test_published_figures_have_an_id_each_a_known_programme_a_number_and_a_date() -> None:
    figures = rows("published_figures.csv")
    assert len({row["figure_id"] for row in figures}) == len(figures)
    for row in figures:
        assert row["programme"] in PROGRAMMES
        assert float(row["value"]) > 0
        assert date.fromisoformat(row["as_of"]).year >= 2016


def test_units_of_published_figures_are_codes() -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", row["unit"]) for row in rows("published_figures.csv"))


def test_published_figures_name_known_regencies_or_the_province() -> None:
    for row in rows("published_figures.csv"):
        assert set(row["regency_codes"].split()) <= REGENCY_CODES | {PROVINCE}


def test_published_figures_agree_with_one_another() -> None:
    value = {row["figure_id"]: int(row["value"]) for row in rows("published_figures.csv")}
    assert value["uep_target_2025"] + value["uep_extra_2025"] == value["uep_total_2025"]
    assert value["kube_target_regency"] * 10 == value["kube_target_year"]
    assert value["kube_target_year"] * 3 == value["kube_target_total"]
    assert value["wrse_target_regency"] * 10 == value["wrse_target_year"]
    assert value["wrse_target_year"] * 3 == value["wrse_target_total"]


WORDS = {
    "status_words.csv": ("status", contract.VISITS.column("status").domain),
    "programme_words.csv": ("programme", contract.GRANTS.column("programme").domain),
    "business_words.csv": ("business_category", contract.BUSINESS_CATEGORIES),
}


@pytest.mark.parametrize("name", WORDS)
def test_words_map_onto_the_domains_of_the_contract(name: str) -> None:
    column, domain = WORDS[name]
    assert {row[column] for row in rows(f"words/{name}")} <= set(domain)


@pytest.mark.parametrize("name", WORDS)
def test_every_phrase_is_listed_once_and_written_as_compared(name: str) -> None:
    phrases = [row["phrase"] for row in rows(f"words/{name}")]
    assert len(set(phrases)) == len(phrases)
    assert all(phrase == folded(phrase) for phrase in phrases)


def test_choice_words_map_onto_the_domain_of_their_column() -> None:
    domains = {c.name: c.domain for table in contract.TABLES.values() for c in table.columns if c.kind == "choice"}
    domains["yes_no"] = ("true", "false")
    seen = [(row["column"], row["phrase"]) for row in rows("words/choice_words.csv")]
    assert len(set(seen)) == len(seen)
    assert all(row["value"] in domains[row["column"]] for row in rows("words/choice_words.csv"))


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("Masih berjalan", "running"),
        ("Aktif", "running"),
        ("berkembang", "running"),
        ("belum bubar", "running"),
        ("Bubar", "closed"),
        ("Tidak aktif", "closed"),
        ("Macet", "closed"),
        ("Pindah", "moved"),
        ("Tidak ditemukan", "not_found"),
        ("Blm dikunjungi", None),
    ],
)
def test_status_words_as_officers_type_them(typed: str, status: str | None) -> None:
    assert {row["phrase"]: row["status"] for row in rows("words/status_words.csv")}.get(folded(typed)) == status


@pytest.mark.parametrize(
    ("typed", "category"),
    [
        ("Jualan gorengan", "fried_snacks"),
        ("GORENGAN & ES", "fried_snacks"),
        ("kue-kue basah", "cakes"),
        ("Ternak ayam kampung", "poultry"),
        ("Ayam kampung (ternak)", "poultry"),
        ("Bkl. motor", "repair"),
        ("sembako/warung", "trade"),
        ("Warung makan", "food"),
        ("Ayam geprek", "food"),
        ("Es teh", "drinks"),
        ("Budidaya lele", "fish"),
        ("Ternak sapi", "livestock"),
        ("Sayur hidroponik", "farming"),
        ("Menjahit", "services"),
        ("Anyaman rotan", "craft"),
        ("Machinery rental", "services"),
    ],
)
def test_business_words_first_whole_phrase_from_the_top(typed: str, category: str) -> None:
    text = f" {folded(typed)} "
    found = (row["business_category"] for row in rows("words/business_words.csv") if f" {row['phrase']} " in text)
    assert next(found, "other") == category

"""The committed sample says what the published figures say, obeys the contract, and can be made again.

Counted here from the CSV files themselves, in plain Python, without the product's own queries.
"""

import csv
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

import pytest

from analytics import contract
from analytics.programmes import PROGRAMMES
from analytics.sample import LAST_DAY
from analytics.sample.places import DISTRICTS, REACH

DATA = Path(__file__).parents[2] / "data"
SAMPLE = DATA / "sample"
DAY_OF_THE_46_PERCENT = date(2025, 6, 4)
Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


GRANTS = rows(SAMPLE / "grants.csv")
VISITS = rows(SAMPLE / "visits.csv")
TARGETS = rows(SAMPLE / "targets.csv")
REGENCIES = rows(DATA / "reference" / "regencies.csv")
ALL_TEN = {row["regency_code"] for row in REGENCIES}
PUBLISHED = {
    row["figure_id"]: row | {"value": int(row["value"])} for row in rows(DATA / "reference" / "published_figures.csv")
}


def published(figure_id: str) -> int:
    return int(PUBLISHED[figure_id]["value"])


def published_regencies(figure_id: str) -> set[str]:
    return set(str(PUBLISHED[figure_id]["regency_codes"]).split())


def day(text: str) -> date:
    return date.fromisoformat(text)


def grants_of(programme: str, first: str = "2010-01-01", last: str = "2026-12-31") -> list[Row]:
    return [row for row in GRANTS if row["programme"] == programme and first <= row["disbursed_on"] <= last]


def in_year(programme: str, year: int) -> list[Row]:
    return grants_of(programme, f"{year}-01-01", f"{year}-12-31")


def regency_codes(grants: list[Row]) -> set[str]:
    return {row["regency_code"] for row in grants}


def visits_by_grant(until: date = LAST_DAY) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(VISITS, key=lambda row: row["visited_on"]):
        if day(row["visited_on"]) <= until:
            found[row["grant_id"]].append(row)
    return found


def six_months_after(start: date) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + 6, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def last_verdicts(programme: str, until: date) -> dict[str, Row]:
    """By grant at least six calendar months old: the last visit that said running or closed."""
    old_enough = {
        row["grant_id"] for row in grants_of(programme) if six_months_after(day(row["disbursed_on"])) <= until
    }
    return {
        grant: [visit for visit in visits if visit["status"] in {"running", "closed"}][-1]
        for grant, visits in visits_by_grant(until).items()
        if grant in old_enough and any(visit["status"] in {"running", "closed"} for visit in visits)
    }


@pytest.mark.parametrize(
    ("start", "half_a_year_on"),
    [
        (date(2024, 1, 15), date(2024, 7, 15)),
        (date(2024, 6, 30), date(2024, 12, 30)),
        (date(2025, 8, 31), date(2026, 2, 28)),
    ],
)
def test_six_months_are_calendar_months(start: date, half_a_year_on: date) -> None:
    assert six_months_after(start) == half_a_year_on


class TestSize:
    def test_some_3100_grants(self) -> None:
        assert 3_050 <= len(GRANTS) <= 3_150

    def test_some_15000_visits(self) -> None:
        assert 14_500 <= len(VISITS) <= 15_500

    def test_grants_begin_in_2016(self) -> None:
        assert min(row["disbursed_on"] for row in GRANTS).startswith("2016")

    def test_visits_end_on_30_june_2026(self) -> None:
        assert max(row["visited_on"] for row in VISITS) == "2026-06-30"

    def test_no_grant_in_2026_as_none_was_published(self) -> None:
        assert not [row for row in GRANTS if row["disbursed_on"] >= "2026"]


class TestKube:
    @pytest.mark.parametrize("year", range(2016, 2023))
    def test_about_100_a_year(self, year: int) -> None:
        assert 95 <= len(in_year("KUBE", year)) <= 105

    def test_40_in_2023(self) -> None:
        assert len(in_year("KUBE", 2023)) == published("kube_groups_2023") == 40

    def test_2023_went_to_the_two_regencies_named(self) -> None:
        assert regency_codes(in_year("KUBE", 2023)) == published_regencies("kube_groups_2023") == {"64.02", "64.07"}

    def test_80_in_the_first_half_of_2024(self) -> None:
        assert len(grants_of("KUBE", "2024-01-01", "2024-06-30")) == published("kube_groups_to_date_2024") == 80

    def test_2024_went_to_the_five_regencies_named(self) -> None:
        named = {"64.02", "64.07", "64.08", "64.71", "64.72"}
        assert regency_codes(in_year("KUBE", 2024)) == published_regencies("kube_groups_to_date_2024") == named

    def test_none_after_june_2024(self) -> None:
        assert not grants_of("KUBE", "2024-07-01")

    def test_amount_to_2023(self) -> None:
        assert {int(row["amount_idr"]) for row in grants_of("KUBE", last="2023-12-31")} == {
            published("kube_amount_2023")
        }

    def test_amount_of_2024(self) -> None:
        assert {int(row["amount_idr"]) for row in in_year("KUBE", 2024)} == {published("kube_amount_2024")}

    def test_five_members_each(self) -> None:
        assert {int(row["members"]) for row in grants_of("KUBE")} == {published("kube_members")}

    def test_five_business_types(self) -> None:
        types = {row["business_type"] for row in grants_of("KUBE")}
        assert types == {"Sembako", "Pertanian", "Nelayan", "Budidaya ikan", "Peternakan"}
        assert len(types) == published("kube_business_types")


class TestWrse:
    @pytest.mark.parametrize("year", range(2017, 2023))
    def test_some_60_a_year(self, year: int) -> None:
        assert 55 <= len(in_year("WRSE", year)) <= 65

    def test_50_in_2023(self) -> None:
        assert len(in_year("WRSE", 2023)) == published("wrse_recipients_2023") == 50

    def test_2023_went_to_the_two_regencies_named(self) -> None:
        assert regency_codes(in_year("WRSE", 2023)) == published_regencies("wrse_recipients_2023") == {"64.02", "64.72"}

    def test_100_in_2024(self) -> None:
        assert len(in_year("WRSE", 2024)) == 100

    def test_none_outside_2017_to_2024(self) -> None:
        assert {row["disbursed_on"][:4] for row in grants_of("WRSE")} == {str(year) for year in range(2017, 2025)}

    def test_amount(self) -> None:
        assert {int(row["amount_idr"]) for row in grants_of("WRSE")} == {published("wrse_amount_2023")}

    def test_women_only(self) -> None:
        assert {row["recipient_sex"] for row in grants_of("WRSE")} == {"F", ""}


class TestUep:
    def test_100_in_2024_at_5_million(self) -> None:
        amounts = [int(row["amount_idr"]) for row in in_year("UEP", 2024)]
        assert amounts == [published("uep_amount_2024")] * 100

    def test_1500_after_4_june_2025(self) -> None:
        assert len(grants_of("UEP", "2025-06-05", "2025-09-30")) == published("uep_target_2025") == 1_500

    def test_180_more_in_the_last_quarter(self) -> None:
        assert len(grants_of("UEP", "2025-10-01", "2025-12-31")) == published("uep_extra_2025") == 180

    def test_1680_in_all_in_2025(self) -> None:
        assert len(in_year("UEP", 2025)) == published("uep_total_2025") == 1_680

    def test_2025_reached_all_ten_regencies(self) -> None:
        assert regency_codes(grants_of("UEP", "2025-06-05", "2025-09-30")) == ALL_TEN

    def test_the_180_are_of_the_revised_budget(self) -> None:
        assert {row["funding_source"] for row in grants_of("UEP", "2025-10-01")} == {"APBD-P"}

    def test_amounts_of_2025_span_the_published_range(self) -> None:
        amounts = [int(row["amount_idr"]) for row in in_year("UEP", 2025)]
        assert (min(amounts), max(amounts)) == (published("uep_amount_2025_low"), published("uep_amount_2025_high"))

    def test_six_business_types(self) -> None:
        types = {row["business_type"] for row in in_year("UEP", 2025)}
        assert types == {"Makanan", "Minuman", "Gorengan", "Ternak ayam", "Kue", "Bengkel motor"}
        assert len(types) == published("uep_business_types_2025")

    def test_men_only_from_2025(self) -> None:
        assert {row["disbursed_on"][:4] for row in GRANTS if row["recipient_sex"] == "M"} == {"2025"}


class TestPersistence:
    KNOWN = last_verdicts("KUBE", DAY_OF_THE_46_PERCENT)

    def test_46_percent_of_kube_run(self) -> None:
        share = sum(visit["status"] == "running" for visit in self.KNOWN.values()) / len(self.KNOWN)
        assert 0.455 <= share <= 0.465
        assert round(100 * share) == published("kube_persistence_2025")

    def test_on_at_least_400_verdicts(self) -> None:
        assert len(self.KNOWN) >= 400

    @pytest.mark.parametrize("until", [DAY_OF_THE_46_PERCENT, LAST_DAY])
    def test_more_than_half_of_the_running_groups_are_one_or_two(self, until: date) -> None:
        known = last_verdicts("KUBE", until).values()
        active = [
            int(visit["active_members"]) for visit in known if visit["status"] == "running" and visit["active_members"]
        ]
        assert sum(count <= 2 for count in active) / len(active) > 0.5

    def test_a_running_business_has_somebody_and_a_closed_one_nobody(self) -> None:
        active = defaultdict(set)
        for visit in VISITS:
            if visit["active_members"]:
                active[visit["status"]].add(int(visit["active_members"]) > 0)
        assert active == {"running": {True}, "closed": {False}}

    def test_eight_regencies_have_the_five_verdicts_that_a_jackknife_asks(self) -> None:
        code = {row["grant_id"]: row["regency_code"] for row in GRANTS}
        assert sum(count >= 5 for count in Counter(code[grant] for grant in self.KNOWN).values()) >= 8


class TestVisits:
    def test_visits_come_irregularly(self) -> None:
        gaps = [
            (day(later["visited_on"]) - day(earlier["visited_on"])).days
            for visits in visits_by_grant().values()
            for earlier, later in pairwise(visits)
        ]
        deciles = quantiles(gaps, n=10)
        assert deciles[0] < median(gaps) / 2
        assert deciles[-1] > median(gaps) * 2

    def test_between_a_tenth_and_a_third_was_never_visited(self) -> None:
        assert 0.10 < 1 - len(visits_by_grant()) / len(GRANTS) < 0.33

    def test_remote_regencies_are_visited_less_than_cities(self) -> None:
        visited = visits_by_grant()

        def never(codes: set[str]) -> float:
            here = [row["grant_id"] for row in GRANTS if row["regency_code"] in codes]
            return sum(grant not in visited for grant in here) / len(here)

        assert never({"64.07", "64.08", "64.11"}) > 3 * never({"64.71", "64.72", "64.74"})

    @pytest.mark.parametrize("status", ["moved", "not_found"])
    def test_some_are_moved_or_not_found(self, status: str) -> None:
        assert sum(visit["status"] == status for visit in VISITS) >= 30

    def test_some_reopen(self) -> None:
        reopened = 0
        for visits in visits_by_grant().values():
            said = [visit["status"] for visit in visits if visit["status"] in {"running", "closed"}]
            reopened += any(pair == ("closed", "running") for pair in pairwise(said))
        assert reopened >= 10

    def test_visits_mostly_end_when_a_closure_is_found(self) -> None:
        closures = followed = 0
        for visits in visits_by_grant().values():
            for visit, is_last in zip(visits, [*[False] * (len(visits) - 1), True], strict=True):
                closures += visit["status"] == "closed"
                followed += visit["status"] == "closed" and not is_last
        assert 0.2 < followed / closures < 0.5


class TestTargets:
    @pytest.mark.parametrize("year", ["2024", "2025", "2026"])
    @pytest.mark.parametrize(
        ("programme", "figure"), [("KUBE", "kube_target_regency"), ("WRSE", "wrse_target_regency")]
    )
    def test_groups_and_women_a_regency_a_year(self, year: str, programme: str, figure: str) -> None:
        found = {
            row["regency_code"]: int(row["target_grants"])
            for row in TARGETS
            if (row["year"], row["programme"]) == (year, programme)
        }
        assert found == dict.fromkeys(ALL_TEN, published(figure))

    def test_kube_add_up_to_600(self) -> None:
        total = sum(int(row["target_grants"]) for row in TARGETS if row["programme"] == "KUBE")
        assert total == published("kube_target_total") == 600

    def test_uep_of_2025_add_up_to_1680(self) -> None:
        uep = [row for row in TARGETS if row["programme"] == "UEP"]
        assert {row["year"] for row in uep} == {"2025"}
        assert sum(int(row["target_grants"]) for row in uep) == published("uep_total_2025")

    def test_a_kube_is_planned_at_20_million(self) -> None:
        kube = [row for row in TARGETS if row["programme"] == "KUBE"]
        assert {int(row["target_amount_idr"]) / int(row["target_grants"]) for row in kube} == {20_000_000}


FILES = {"grants": GRANTS, "visits": VISITS, "targets": TARGETS}
VALID: dict[str, Callable[[str], bool]] = {
    "text": lambda cell: cell == cell.strip(),
    "code": lambda cell: cell == cell.strip().upper(),
    "date": lambda cell: contract.FIRST_DAY <= day(cell) <= LAST_DAY,
    "rupiah": lambda cell: cell.isdigit(),
    "number": lambda cell: cell.isdigit(),
    "count": lambda cell: cell.isdigit(),
    "year": lambda cell: cell.isdigit(),
    "boolean": lambda cell: cell in {"true", "false"},
    "choice": bool,
}


class TestContract:
    @pytest.mark.parametrize("name", FILES)
    def test_columns_are_those_of_the_contract_and_none_is_personal(self, name: str) -> None:
        known = {column.name for column in contract.TABLES[name].columns} - {"notes", "business_category"}
        assert set(FILES[name][0]) <= known

    @pytest.mark.parametrize("name", FILES)
    def test_every_cell_obeys_its_column(self, name: str) -> None:
        for column in contract.TABLES[name].columns:
            for cell in {row[column.name] for row in FILES[name] if column.name in row}:
                if not cell:
                    assert not column.required, column.name
                    continue
                assert VALID[column.kind](cell), (column.name, cell)
                assert not column.domain or cell in column.domain, (column.name, cell)
                assert column.minimum is None or int(cell) >= column.minimum, (column.name, cell)
                assert column.maximum is None or int(cell) <= column.maximum, (column.name, cell)

    @pytest.mark.parametrize("name", FILES)
    def test_no_key_comes_twice(self, name: str) -> None:
        for key in contract.TABLES[name].keys:
            assert len({tuple(row[part] for part in key) for row in FILES[name]}) == len(FILES[name])

    def test_every_id_is_marked_as_sample(self) -> None:
        ids = [
            row[column]
            for row in GRANTS + VISITS
            for column in ("grant_id", "visit_id", "recipient_id")
            if row.get(column)
        ]
        assert all(text.startswith(contract.SAMPLE_PREFIX) for text in ids)

    def test_every_visit_is_of_a_grant_and_not_before_it(self) -> None:
        disbursed = {row["grant_id"]: row["disbursed_on"] for row in GRANTS}
        assert all(visit["visited_on"] >= disbursed[visit["grant_id"]] for visit in VISITS)

    def test_no_visit_counts_more_members_than_founded_the_group(self) -> None:
        members = {row["grant_id"]: int(row["members"]) for row in GRANTS}
        assert all(int(visit["active_members"] or 0) <= members[visit["grant_id"]] for visit in VISITS)

    def test_nothing_earns_a_warning(self) -> None:
        for row in GRANTS:
            programme = PROGRAMMES[row["programme"]]
            low, high = programme.usual_amount_idr
            year = int(row["disbursed_on"][:4])
            assert low <= int(row["amount_idr"]) <= high
            assert programme.first_year <= year <= (programme.last_year or year)
            assert int(row["members"]) == programme.usual_members
            assert int(row["budget_year"]) == year

    def test_name_and_code_of_the_regency_agree(self) -> None:
        names = {row["regency_code"]: row["regency_name"] for row in REGENCIES}
        assert all(names[row["regency_code"]] == row["regency"] for row in GRANTS + TARGETS)

    def test_optional_columns_are_filled_with_some_missing(self) -> None:
        optional = {
            "grants": ["district", "village", "mentored", "baseline_turnover_idr", "women_members", "recipient_sex",
                       "assessed_on", "verified", "poverty_register", "funding_source"],
            "visits": ["active_members", "workers_employed", "monthly_turnover_idr", "visit_reason", "obstacle"],
        }  # fmt: skip
        for name, columns in optional.items():
            for column in columns:
                filled = sum(bool(row[column]) for row in FILES[name])
                assert 0 < filled < len(FILES[name]), column


def test_the_half_year_of_the_80_groups_is_said_to_be_our_assumption() -> None:
    text = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert "Januari–Juni 2024" in text
    assert "January–June 2024" in text


@pytest.mark.parametrize(("counted", "word"), [(GRANTS, "bantuan"), (VISITS, "kunjungan")])
def test_the_readme_counts_what_is_there(counted: list[Row], word: str) -> None:
    number = f"{len(counted):,}".replace(",", ".")
    assert f"{number} {word}" in (SAMPLE / "README.md").read_text(encoding="utf-8")


def test_places_are_the_ten_regencies() -> None:
    assert set(DISTRICTS) == set(REACH) == ALL_TEN


def test_no_regency_has_more_districts_than_it_has() -> None:
    assert all(len(DISTRICTS[row["regency_code"]]) <= int(row["district_count"]) for row in REGENCIES)

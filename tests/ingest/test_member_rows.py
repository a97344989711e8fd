"""A row for each member of a group is one grant, where its amounts allow one reading; else the file is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from analytics.ingest.choices import Choices, MemberRows
from analytics.ingest.files.exports import Export
from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.versions import database_file
from tests.conftest import LATEST, NOW, Row, write_export

GROUPS, MEMBERS = 4, 5


def rows(amount: Callable[[int], object], **more: Callable[[int], object]) -> list[Row]:
    """Four groups of five, one row per member; `amount` and `more` say what the member's row holds."""
    return [
        {
            "grant_id": f"KUBE-{group}", "programme": "KUBE", "regency": "Paser", "Nama": f"Orang {group}{member}",
            "NIK": f"64720101018500{group}{member}", "recipient_sex": "FM"[member % 2], "amount_idr": amount(member),
            "members": MEMBERS, "disbursed_on": f"2024-03-0{group + 1}", **{k: f(member) for k, f in more.items()},
        }
        for group in range(GROUPS)
        for member in range(MEMBERS)
    ]  # fmt: skip


def load(folder: Path, given: list[Row], said: MemberRows | None = None) -> Report:
    path = write_export(folder / "b.csv", given)
    export = Export(path, path.name, Choices(member_rows=said))
    return import_exports(folder / "store", [export], as_of=LATEST, now=NOW)


def stored(folder: Path, report: Report) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database_file(folder / "store", str(report.version))), read_only=True) as data:
        return data.execute("select grant_id, amount_idr, members, women_members from grants order by all").fetchall()


@pytest.mark.parametrize(
    ("amount", "note"),
    [
        (lambda _: 20_000_000, "member_rows_joined"),
        (lambda _: 4_000_000, "member_rows_summed"),
        (lambda member: 20_000_000 if member == 0 else "", "member_rows_joined"),
        (lambda member: 3_000_000 + 500_000 * member, "member_rows_summed"),
    ],
)
@pytest.mark.parametrize("members", [MEMBERS, ""])
def test_the_rows_of_a_group_are_one_grant(
    tmp_path: Path, amount: Callable[[int], object], note: str, members: object
) -> None:
    report = load(tmp_path, rows(amount, members=lambda _: members))
    assert report.outcome == "accepted"
    (file,) = report.files
    assert (file.records, file.accepted, file.ignored) == (20, 4, 16)
    assert stored(tmp_path, report) == [(f"KUBE-{group}", 20_000_000, MEMBERS, 3) for group in range(GROUPS)]
    (said,) = (item for item in report.warnings if item.reason.startswith("member_rows"))
    assert (said.reason, said.column, said.details["rows"]) == (note, "amount_idr", 20)


@pytest.mark.parametrize(
    "amount",
    [
        lambda _: "",
        lambda member: 20_000_000 if member < 2 else "",
        lambda _: 40_000_000,
        lambda member: 10_000_000 + member * 1_000_000,
    ],
)
def test_amounts_that_can_be_read_in_two_ways_or_none_refuse_the_file(
    tmp_path: Path, amount: Callable[[int], object]
) -> None:
    report = load(tmp_path, rows(amount))
    (file,) = report.files
    assert (report.outcome, file.refused_because) == ("refused", "member_rows_unclear")
    assert file.details == {"grant_id": "KUBE-0", "row": 2, "rows": 5}


def test_two_members_with_ten_million_each_or_together_are_not_guessed(tmp_path: Path) -> None:
    given = [row for row in rows(lambda _: 10_000_000, members=lambda _: 2) if str(row["Nama"])[-1] in "01"]
    assert load(tmp_path, given).files[0].refused_because == "member_rows_unclear"


def test_members_with_ids_of_their_own_refuse_the_file(tmp_path: Path) -> None:
    given = [{**row, "grant_id": f"M-{at:02d}"} for at, row in enumerate(rows(lambda _: 4_000_000))]
    (file,) = load(tmp_path, given).files
    assert (file.refused_because, file.details["grant_id"]) == ("members_with_own_ids", "M-00")


@pytest.mark.parametrize(("heading", "refused"), [("Nama Anggota", "members_with_own_ids"), ("Nama Ketua", None)])
def test_members_not_counted_are_told_by_a_heading_that_names_them(
    tmp_path: Path, heading: str, refused: str | None
) -> None:
    given = [
        {heading if name == "Nama" else name: value for name, value in row.items() if name not in ("NIK", "members")}
        | {"grant_id": f"M-{at:02d}"}
        for at, row in enumerate(rows(lambda _: 20_000_000))
    ]
    (file,) = load(tmp_path, given).files
    assert (file.refused_because, file.details.get("rows")) == (refused, MEMBERS if refused else None)


def test_members_not_counted_are_one_grant_where_the_reader_says_so(tmp_path: Path) -> None:
    given = [{**row, "grant_id": f"M-{at:02d}", "members": ""} for at, row in enumerate(rows(lambda _: 20_000_000))]
    report = load(tmp_path, given, "group_amount")
    assert stored(tmp_path, report) == [(f"M-{at:02d}", 20_000_000, MEMBERS, 3) for at in (0, 5, 10, 15)]


def test_a_row_typed_twice_among_grants_is_no_row_a_member(tmp_path: Path) -> None:
    given = rows(lambda _: 20_000_000)[::MEMBERS]
    report = load(tmp_path, [*given, given[0]])
    assert [item.reason for item in report.rejected] == ["duplicate_row"]


def test_an_id_used_for_two_grants_is_no_row_a_member(tmp_path: Path) -> None:
    given = rows(lambda _: 20_000_000)
    given[1] = {**given[1], "disbursed_on": "2023-01-01"}
    report = load(tmp_path, given)
    assert {item.reason for item in report.rejected} == {"conflicting_duplicate_id"}
    assert [grant[0] for grant in stored(tmp_path, report)] == ["KUBE-1", "KUBE-2", "KUBE-3"]


@pytest.mark.parametrize(
    ("amount", "said", "total"), [(40_000_000, "group_amount", 40_000_000), (10_000_000, "member_amount", 50_000_000)]
)
def test_amounts_that_can_be_read_in_two_ways_are_read_as_the_reader_says(
    tmp_path: Path, amount: int, said: MemberRows, total: int
) -> None:
    report = load(tmp_path, rows(lambda _: amount), said)
    assert [grant[1:3] for grant in stored(tmp_path, report)] == [(total, MEMBERS)] * GROUPS


def test_members_with_ids_of_their_own_are_one_grant_where_the_reader_says_so(tmp_path: Path) -> None:
    given = [{**row, "grant_id": f"M-{at:02d}"} for at, row in enumerate(rows(lambda _: 4_000_000))]
    report = load(tmp_path, given, "member_amount")
    assert stored(tmp_path, report) == [(f"M-{at:02d}", 20_000_000, MEMBERS, 3) for at in (0, 5, 10, 15)]


def test_rows_of_a_group_stay_grants_where_the_reader_says_so(tmp_path: Path) -> None:
    report = load(tmp_path, rows(lambda _: 20_000_000), "grant")
    assert {item.reason for item in report.rejected} == {"conflicting_duplicate_id"}


def test_rows_without_any_sign_of_members_are_joined_where_the_reader_says_so(tmp_path: Path) -> None:
    plain = [
        {k: v for k, v in row.items() if k not in ("Nama", "NIK", "recipient_sex")} for row in rows(lambda _: 4_000_000)
    ]
    assert {item.reason for item in load(tmp_path, plain).rejected} == {"duplicate_row"}
    report = load(tmp_path, plain, "member_amount")
    assert [grant[1] for grant in stored(tmp_path, report)] == [20_000_000] * GROUPS

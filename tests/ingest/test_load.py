"""The manners of the importer, each held by a small case: all or nothing, nothing lost, nothing guessed, no person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.documents.tables import write_table
from analytics.i18n import catalog
from analytics.ingest import pipeline
from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.database import Store
from analytics.store.versions import StoreError, current_version, versions, writing
from analytics.wording.imports import as_json
from tests.conftest import NOW, Row, first_of, write_export

AS_OF = date(2025, 12, 31)
GRANT: Row = {
    "grant_id": "KUBE-1", "programme": "KUBE", "regency": "Paser", "business_type": "Kue basah",
    "amount_idr": 20_000_000, "members": 5, "disbursed_on": "2022-03-05", "budget_year": 2022,
}  # fmt: skip
VISIT: Row = {"grant_id": "KUBE-1", "visited_on": "2023-03-05", "status": "running", "active_members": 4}
Bring = Callable[..., Report]


def grant(number: int, **changed: object) -> Row:
    return {**GRANT, "grant_id": f"KUBE-{number}", **changed}


def visit(number: int, **changed: object) -> Row:
    return {**VISIT, "grant_id": f"KUBE-{number}", **changed}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def bring(tmp_path: Path, store: Path) -> Bring:
    """`bring(grants=[...], visits=[...], **options)`: one import of these tables into `store`."""

    def brought(
        grants: Sequence[Row] = (), visits: Sequence[Row] = (), targets: Sequence[Row] = (), **options: object
    ) -> Report:
        tables = {"grants": grants, "visits": visits, "targets": targets}
        given = [write_export(tmp_path / f"{name}.csv", rows) for name, rows in tables.items() if rows]
        return import_exports(store, given, as_of=AS_OF, now=NOW, **options)  # type: ignore[arg-type]

    return brought


def rows(store: Path, table: str) -> list[dict[str, str]]:
    opened = Store.open(store)
    try:
        frame = opened.query("table", table_name=f"data.{table}")
        return frame.astype(object).where(frame.notna(), None).to_dict("records")  # type: ignore[return-value]
    finally:
        opened.close()


def rejections(report: Report) -> list[tuple[int, str]]:
    return [(item.row, item.reason) for item in report.rejected]


def test_a_clean_pair_gives_no_warning(bring: Bring) -> None:
    report = bring([grant(1), grant(2)], [visit(1), visit(2, status="closed")])
    assert (report.outcome, report.version, report.warnings) == ("accepted", "0001", ())


def test_a_file_that_changes_while_it_is_read_loads_nothing(
    bring: Bring, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program writes it: the digest in the manifest would be of bytes that were not read."""
    take_in = pipeline._take_in

    def and_written_to(*read: Any) -> None:
        take_in(*read)
        with (tmp_path / "grants.csv").open("a") as file:
            file.write("\n")

    monkeypatch.setattr(pipeline, "_take_in", and_written_to)
    report = bring([grant(1)])
    assert (report.outcome, report.files[0].refused_because) == ("refused", "file_changed")
    assert current_version(store) is None


def test_several_files_are_all_or_nothing(bring: Bring, store: Path) -> None:
    report = bring([grant(1)], [{"grant_id": "KUBE-1", "status": "running"}])
    assert report.outcome == "refused"
    assert [file.refused_because for file in report.files] == ["other_file_refused", "missing_columns"]
    assert current_version(store) is None


def test_a_table_is_replaced_and_the_others_stay(bring: Bring, store: Path) -> None:
    bring([grant(1)], [visit(1)])
    report = bring([grant(1, amount_idr=15_000_000), grant(2)])
    assert report.changes["grants"] == {"added": 1, "changed": 1, "gone": 0}
    assert len(rows(store, "visits")) == 1
    assert current_version(store) == "0002"


def test_rows_that_would_go_need_their_number_said(bring: Bring, store: Path) -> None:
    bring([grant(1), grant(2), grant(3)], [visit(1), visit(2), visit(2, visited_on="2024-03-05")])
    refused = bring([grant(1)])
    assert (refused.outcome, refused.rows_that_would_go) == ("refused", 4)  # two grants and their two visits
    assert refused.files[0].refused_because == "would_drop_rows"
    assert bring([grant(1)], allow_drop=3).outcome == "refused"
    assert current_version(store) == "0001"
    assert bring([grant(1)], allow_drop=4).outcome == "accepted"
    assert (len(rows(store, "grants")), len(rows(store, "visits"))) == (1, 1)


def test_add_updates_and_inserts_by_key(bring: Bring, store: Path) -> None:
    bring([grant(1), grant(2)], [visit(1)])
    report = bring([grant(2, members=4), grant(3)], [visit(1, status="closed"), visit(3)], add=True)
    assert report.changes["grants"] == {"added": 1, "changed": 1, "gone": 0}
    assert {(row["grant_id"], row["status"]) for row in rows(store, "visits")} == {
        ("KUBE-1", "closed"), ("KUBE-3", "running"),
    }  # fmt: skip


def test_two_visits_of_one_day_with_ids_of_their_own_both_stay(bring: Bring, store: Path) -> None:
    bring([grant(1)], [visit(1, visit_id="V-1")])
    bring(visits=[visit(1, visit_id="V-2")], add=True)
    assert {row["visit_id"] for row in rows(store, "visits")} == {"V-1", "V-2"}


def test_the_same_rows_again_make_no_version_whatever_their_order(bring: Bring, store: Path) -> None:
    bring([grant(1), grant(2)], [visit(1)])
    again = bring([grant(2), grant(1)])
    assert (again.outcome, again.version) == ("accepted", "0001")
    assert len(versions(store)) == 1


def test_a_dry_run_changes_nothing(bring: Bring, store: Path) -> None:
    report = bring([grant(1)], dry_run=True)
    assert (report.outcome, report.changes["grants"]["added"]) == ("accepted", 1)
    assert not store.exists()


def test_exact_duplicates_keep_one(bring: Bring) -> None:
    report = bring([grant(1), grant(2), grant(1)])
    assert rejections(report) == [(4, "duplicate_row")]
    assert report.files[0].accepted == 2


def test_one_id_with_different_values_rejects_both_and_names_them(bring: Bring) -> None:
    report = bring([grant(1), grant(2), grant(1, regency="Berau", amount_idr=15_000_000)])
    assert rejections(report) == [(2, "conflicting_duplicate_id"), (4, "conflicting_duplicate_id")]
    details = report.rejected[0].details
    assert (details["rows"], details["columns"]) == ("2, 4", "regency_code, amount_idr")


@pytest.mark.parametrize("rows", first_of([3_000, 30_000]))
def test_of_many_rows_with_one_id_the_first_are_named(rows: int, bring: Bring) -> None:
    report = bring([grant(1, amount_idr=10_000_000 + number) for number in range(rows)] + [grant(2)])
    assert report.files[0].accepted == 1
    assert str(report.rejected[-1].details["rows"]).startswith("2, 3, 4, 5, ")


def test_closed_then_running_is_kept_and_said(bring: Bring) -> None:
    report = bring([grant(1)], [visit(1, status="closed"), visit(1, visited_on="2024-03-05")])
    assert report.files[1].accepted == 2
    assert [(item.row, item.reason) for item in report.warnings] == [(3, "running_after_closed")]


def test_two_verdicts_on_one_day_are_both_rejected(bring: Bring) -> None:
    report = bring(
        [grant(1), grant(2)],
        [visit(1, visit_id="V-1"), visit(1, visit_id="V-2", status="closed"), visit(2, visit_id="V-3")],
    )
    assert rejections(report) == [(2, "conflicting_verdicts"), (3, "conflicting_verdicts")]


def test_visits_belong_to_grants_that_are_there(bring: Bring) -> None:
    report = bring(
        [grant(1), grant(2, amount_idr="rusak")],
        [visit(1, visited_on="2022-03-05"), visit(1, visited_on="2022-03-04"), visit(2), visit(9),
         visit(1, visited_on="2026-01-01"), {**VISIT, "grant_id": ""}],
    )  # fmt: skip
    assert rejections(report) == [
        (3, "bad_amount"), (3, "visit_before_disbursement"), (4, "grant_rejected"), (5, "unknown_grant"),
        (6, "future_date"), (7, "missing_id"),
    ]  # fmt: skip


def test_a_bad_value_in_an_optional_column_never_costs_the_row(bring: Bring, store: Path) -> None:
    report = bring([grant(1, members="lima"), grant(2, members=0)], [visit(1, active_members=9), visit(2)])
    assert report.outcome == "accepted"
    assert [row["members"] for row in rows(store, "grants")] == [None, None]
    assert {(item.row, item.reason) for item in report.warnings} == {
        (2, "bad_members"), (3, "bad_members"), (2, "members_missing"), (3, "members_missing"),
    }  # fmt: skip


def test_active_members_beyond_the_members_are_left_empty(bring: Bring, store: Path) -> None:
    report = bring([grant(1)], [visit(1, active_members=9)])
    assert [item.reason for item in report.warnings] == ["more_active_than_members"]
    assert rows(store, "visits")[0]["active_members"] is None


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"amount_idr": 30_000_000}, "amount_unusual"),
        ({"members": 12}, "members_unusual"),
        ({"budget_year": 2021}, "budget_year_differs"),
        ({"disbursed_on": "2015-03-05", "budget_year": 2015}, "programme_year_unusual"),
        ({"disbursed_on": "3/4/2022"}, "day_first"),
    ],
)
def test_what_is_unusual_is_a_warning(bring: Bring, changed: Row, reason: str) -> None:
    report = bring([grant(1, **changed)])
    assert (report.outcome, [item.reason for item in report.warnings]) == ("accepted", [reason])


def test_words_that_no_table_knows_are_listed_with_their_count(bring: Bring) -> None:
    report = bring(
        [grant(1), grant(2)], [visit(1), visit(2, status="entah"), visit(1, visited_on="2024-01-01", status="entah")]
    )
    assert [(word.column, word.found, word.rows) for word in report.unmapped] == [("status", "entah", 2)]


def test_targets_of_zero_are_targets(bring: Bring) -> None:
    target = {"year": 2024, "regency": "Paser", "programme": "KUBE", "target_grants": 20}
    report = bring(targets=[target, {**target, "regency": "Bontang", "target_grants": 0},
                            {**target, "regency": "Berau", "target_grants": -3}, {**target, "year": 24}])  # fmt: skip
    assert rejections(report) == [(4, "bad_target"), (5, "bad_year")]
    assert report.files[0].accepted == 2


PERSONAL = {
    "NIK": "6472014101850001", "Nama Penerima": "Siti Rahmawati", "No HP": "081253001122",
    "Alamat": "Jl. Pelita RT 4", "No Rekening": "1234567890", "Catatan": "hubungi Siti Rahmawati 081253001122",
}  # fmt: skip
PLANTED = (
    "6472014101850001", "Siti Rahmawati", "081253001122", "Jl. Pelita", "1234567890", "Yohana Lung", "0852-4600-7788",
)  # fmt: skip


def test_no_person_reaches_the_store_the_report_or_a_download(bring: Bring, store: Path, tmp_path: Path) -> None:
    report = bring(
        [
            {**PERSONAL, **grant(1, business_type="Warung HP 0852-4600-7788 nik 6472014101850001")},
            {**PERSONAL, **grant(2, amount_idr="Siti Rahmawati")},
            {**PERSONAL, **grant(3, programme="081253001122")},
            {**PERSONAL, **grant(4), "grant_id": "6472014101850001"},
            {**PERSONAL, **grant(5), "recipient_id": "6472014101850001"},
            {**PERSONAL, **grant(6), "disbursed_on": "Siti Rahmawati 1234567890"},
        ],
        [
            {**visit(1), "Petugas": "Yohana Lung", "kode_petugas": "Yohana Lung", "Keterangan": PERSONAL["Catatan"]},
            {**visit(1, visited_on="2024-01-01"), "status": "Yohana Lung 0852-4600-7788"},
        ],
    )
    assert (report.outcome, report.files[0].accepted, report.files[1].accepted) == ("accepted_in_part", 2, 1)
    opened = Store.open(store)
    for table in ("grants", "visits"):
        write_table(opened, table, tmp_path / f"{table}-out.csv", "csv")
    opened.close()
    files = [path for path in store.rglob("*") if path.is_file()] + list(tmp_path.glob("*-out.csv"))
    said = repr(report).encode() + b"".join(path.read_bytes() for path in files)
    for word in PLANTED:
        assert word.encode() not in said, word


def test_formulas_leave_as_text(bring: Bring, store: Path, tmp_path: Path) -> None:
    bring([grant(1, business_type="=HYPERLINK(1)"), grant(2, business_type="@SUM(1)")])
    opened = Store.open(store)
    write_table(opened, "grants", tmp_path / "out.csv", "csv")
    opened.close()
    written = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert "'=HYPERLINK(1)" in written and "'@SUM(1)" in written


def test_what_goes_out_comes_in_again_the_same(bring: Bring, store: Path, tmp_path: Path) -> None:
    bring([grant(1), grant(2, members=None)], [visit(1), visit(2)])
    opened = Store.open(store)
    for table in ("grants", "visits"):
        write_table(opened, table, tmp_path / f"{table}.parquet", "parquet")
    opened.close()
    report = import_exports(
        store, [tmp_path / "grants.parquet", tmp_path / "visits.parquet"], as_of=AS_OF, now=NOW
    )  # fmt: skip
    assert (report.outcome, report.version) == ("accepted", "0001")


def test_a_second_import_at_once_is_told_to_wait(bring: Bring, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.store.versions.MAX_LOCK_WAIT_SECONDS", 0.01)
    with writing(store), pytest.raises(StoreError, match="store_busy"):
        bring([grant(1)])


def test_a_store_that_cannot_be_written_says_so(bring: Bring, store: Path) -> None:
    store.write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="store_not_writable"):
        bring([grant(1)])


def test_leftovers_of_a_killed_import_are_cleared_by_the_next(bring: Bring, store: Path) -> None:
    (store / ".draft-dead").mkdir(parents=True)
    bring([grant(1)])
    assert list(store.glob(".draft-*")) == []


def test_rejected_rows_are_told_reason_by_reason_the_most_frequent_first(tmp_path: Path) -> None:
    row: Row = {"grant_id": "UEP-0", "programme": "UEP", "regency": "Paser", "amount_idr": 5_000_000,
                "disbursed_on": "2024-03-05"}  # fmt: skip
    rows = [{**row, "grant_id": f"UEP-{at}"} for at in range(6)]
    rows[1] = {**rows[1], "disbursed_on": "kapan?"}
    rows[2] = {**rows[2], "amount_idr": "lima"}
    rows[3] = {**rows[3], "amount_idr": "enam", "disbursed_on": "kelak"}
    rows[4] = {**rows[4], "amount_idr": "tujuh"}
    report = import_exports(tmp_path / "store", [write_export(tmp_path / "b.csv", rows)], as_of=AS_OF, now=NOW)
    assert [(group.reason, group.column, group.rows, group.example.row) for group in report.rejected_alike] == [
        ("bad_amount", "amount_idr", 3, 4), ("bad_date", "disbursed_on", 2, 3),
    ]  # fmt: skip
    said = as_json(report, catalog("en"))["rejected_by_reason"]
    assert [(group["rows"], group["row"]) for group in said] == [(3, 4), (2, 3)]

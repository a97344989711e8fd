"""Archives and folders are accounted for whole; repeats of ODK and KoboToolbox are joined with their submissions."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from analytics.ingest.files.exports import exports_in
from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.database import Store
from tests.conftest import LATEST, NOW

GRANTS = "grant_id,programme,regency,amount_idr,disbursed_on\n" + "".join(
    f"U-{i},UEP,Paser,5000000,2024-03-0{i}\n" for i in range(1, 5)
)
SUBMISSIONS = """SubmissionDate,kunjungan-tanggal_kunjungan,kunjungan-petugas,meta-instanceID,KEY,SubmitterName
2025-06-03T03:20:11Z,2025-06-03,PSM,uuid:a,uuid:a,enum
2025-06-04T03:20:11Z,2025-06-04,PSM,uuid:b,uuid:b,enum
"""
REPEAT = """kode_kube,status_usaha,PARENT_KEY,KEY
U-1,tutup,uuid:a,uuid:a/penerima[1]
U-2,berjalan,uuid:a,uuid:a/penerima[2]
U-3,berjalan,uuid:b,uuid:b/penerima[1]
"""


def zipped(files: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return packed.getvalue()


def load(folder: Path, **files: str | bytes) -> Report:
    """Files by name, `__` for a dot, brought together in one import."""
    (folder / "exports").mkdir()
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / "exports" / name.replace("__", ".")).write_bytes(data)
    return import_exports(folder / "store", [folder / "exports"], as_of=LATEST, now=NOW)


def visits(folder: Path) -> list[tuple[str, str, str]]:
    store = Store.open(folder / "store")
    try:
        found = store.query("table", table_name="data.visits").sort_values("grant_id")
        return [
            (ident, str(day)[:10], state)
            for ident, day, state in found[["grant_id", "visited_on", "status"]].to_numpy()
        ]
    finally:
        store.close()


JOINED = [("U-1", "2025-06-03", "closed"), ("U-2", "2025-06-03", "running"), ("U-3", "2025-06-04", "running")]


def test_an_export_of_odk_central_is_read_with_its_repeat(tmp_path: Path) -> None:
    archive = zipped({"monev.csv": SUBMISSIONS, "monev-penerima.csv": REPEAT})
    report = load(tmp_path, grants__csv=GRANTS, monev__csv__zip=archive)
    assert visits(tmp_path) == JOINED
    account = {file.file: (file.records, file.accepted, file.ignored) for file in report.files}
    assert account == {
        "grants.csv": (4, 4, 0), "monev.csv.zip/monev.csv": (2, 0, 2), "monev.csv.zip/monev-penerima.csv": (3, 3, 0),
    }  # fmt: skip


def test_the_files_of_such_an_archive_are_joined_when_they_come_by_themselves(tmp_path: Path) -> None:
    load(tmp_path, grants__csv=GRANTS, monev__csv=SUBMISSIONS, penerima__csv=REPEAT)
    assert visits(tmp_path) == JOINED


def test_a_row_of_a_repeat_without_its_submission_is_rejected(tmp_path: Path) -> None:
    repeat = REPEAT + "U-4,tutup,uuid:lost,uuid:lost/penerima[1]\n"
    report = load(tmp_path, grants__csv=GRANTS, monev__csv=SUBMISSIONS, penerima__csv=repeat)
    assert [(item.row, item.column, item.reason) for item in report.rejected] == [(5, "visited_on", "missing_value")]


@pytest.mark.parametrize("names_a_grant", [False, True])
def test_the_repeat_sheet_of_kobo_is_joined_with_its_submissions(tmp_path: Path, names_a_grant: bool) -> None:
    (tmp_path / "grants.csv").write_text(GRANTS)
    with xlsxwriter.Workbook(tmp_path / "kobo.xlsx") as workbook:
        submissions, repeat = workbook.add_worksheet("Monev"), workbook.add_worksheet("penerima")
        own = ["kode_kube", "status_usaha"] if names_a_grant else []
        submissions.write_row(0, 0, ["tanggal_kunjungan", "petugas", "_uuid", "_index", *own])
        submissions.write_row(1, 0, ["2025-06-03", "PSM", "aaaa-1", 1, *(["U-4", "tutup"] if names_a_grant else [])])
        repeat.write_row(0, 0, ["kode_kube", "status_usaha", "_index", "_parent_table_name", "_parent_index"])
        repeat.write_row(1, 0, ["U-1", "tutup", 1, "Monev", 1])
        repeat.write_row(2, 0, ["U-2", "berjalan", 2, "Monev", 1])
    report = import_exports(
        tmp_path / "store", [tmp_path / "grants.csv", tmp_path / "kobo.xlsx"], as_of=LATEST, now=NOW
    )
    assert report.outcome == "accepted"
    own_visit = [("U-4", "2025-06-03", "closed")] if names_a_grant else []
    assert visits(tmp_path) == [*JOINED[:2], *own_visit]
    assert "rows_joined" in {item.reason for item in report.warnings}


def test_what_lies_beside_the_tables_of_an_archive_is_named(tmp_path: Path) -> None:
    archive = zipped(
        {"data/grants.csv": GRANTS, "media/1.jpg": b"\xff\xd8\xff", "daftar.csv": "kode\nsatu\n", "__MACOSX/x": b"x"}
    )
    report = load(tmp_path, semua__zip=archive)
    assert {file.file: file.accepted for file in report.files} == {"semua.zip/data/grants.csv": 4}
    assert [(item.file, item.reason) for item in report.warnings] == [
        ("semua.zip/media/1.jpg", "file_not_read"), ("semua.zip/daftar.csv", "table_not_read"),
    ]  # fmt: skip


def test_what_lies_beside_the_exports_of_a_folder_is_named(tmp_path: Path) -> None:
    report = load(tmp_path, grants__csv=GRANTS, nota__pdf=b"%PDF", _lama__csv=GRANTS, __DS_Store=b"x")
    assert [(item.file, item.reason) for item in report.warnings] == [
        ("_lama.csv", "file_not_read"), ("nota.pdf", "file_not_read"),
    ]  # fmt: skip


def test_a_folder_without_an_export_is_refused(tmp_path: Path) -> None:
    assert load(tmp_path, nota__pdf=b"%PDF").files[0].refused_because == "no_exports"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped({f"{at}.csv": bytes(8_000_000) for at in range(10)}), "bomb"),
        (zipped({"nota.pdf": b"%PDF"}), "not_an_export"),
        (zipped({"grants.csv": GRANTS})[:-30], "damaged_archive"),
        (zipped({"a.csv": "satu\ndua\n"}), "no_heading"),
    ],
)
def test_an_archive_that_cannot_be_taken_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    report = load(tmp_path, semua__zip=content)
    assert (report.outcome, report.files[0].refused_because) == ("refused", reason)


def test_no_member_is_written_outside_of_its_folder(tmp_path: Path) -> None:
    load(tmp_path, semua__zip=zipped({"../../grants.csv": GRANTS}))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["exports", "store"]


def test_folders_are_columns_of_parquet_alone(tmp_path: Path) -> None:
    lines = GRANTS.replace("regency,", "").replace("Paser,", "")
    archive = zipped({"grants/kabupaten=Paser/a.csv": lines})
    assert load(tmp_path, semua__zip=archive).files[0].refused_because == "missing_columns"


def test_names_of_a_folder_are_masked_like_those_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "6472010101900001").mkdir()
    (tmp_path / "6472010101900001" / "grants.csv").write_text(GRANTS)
    assert [export.name for export in exports_in(tmp_path)] == ["•••/grants.csv"]

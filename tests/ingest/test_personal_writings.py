"""Each writing of personal data in each place where an export can hold it: in none of what comes of the import."""

from __future__ import annotations

import io
import json
from pathlib import Path

import duckdb
import openpyxl
import pytest
from pypdf import PdfReader

from analytics.__main__ import main
from analytics.contract import TABLES
from analytics.i18n import catalog, languages
from analytics.ingest.load import import_exports
from analytics.ingest.own_words import OwnWord, WordRefusedError, add_word
from analytics.ingest.report import Report
from analytics.store.versions import current_version, database_file
from analytics.wording.imports import as_json
from pages.sections.imports.report import rejected_workbook
from tests.conftest import LATEST, NOW, Row, write_export
from tests.ingest.personal_writings import WRITINGS, WRITINGS_FOR_CODES
from tests.ingest.test_personal_numbers import digits_in

GRANT: Row = {
    "grant_id": "KUBE-0", "programme": "KUBE", "regency": "Paser", "district": "", "village": "",
    "business_type": "Kue",
    "goods": "", "amount_idr": 20_000_000, "members": 10, "disbursed_on": "2022-03-05", "poverty_register": "",
    "mentored": "", "baseline_turnover_idr": "", "budget_year": "", "assessed_on": "",
}  # fmt: skip
VISIT: Row = {"visit_id": "", "grant_id": "KUBE-0", "status": "running", "obstacle": "", "petugas": "",
    "kode_petugas": "",
              "monthly_turnover_idr": "", "active_members": "", "Catatan": ""}  # fmt: skip
TEXTS = ("district", "village", "business_type", "goods")
OPTIONAL = ("poverty_register", "mentored", "members", "baseline_turnover_idr", "budget_year", "assessed_on")
REQUIRED = ("programme", "regency", "amount_idr", "disbursed_on")
NUMBERS = {digits_in(writing) for writing in WRITINGS if len(digits_in(writing)) >= 10}
NOT_IN_NAMES = set('[]:*?/\\"')


def persons_in(text: str) -> list[str]:
    """The writings that a text holds, as they were written or by their digits."""
    digits = digits_in(text)
    return [w for w in WRITINGS if w in text] + [number for number in NUMBERS if number in digits]


def strings_in(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for pair in value.items() for one in pair for text in strings_in(one)]
    if isinstance(value, list | tuple):
        return [text for one in value for text in strings_in(one)]
    return [str(value)]


def held(values: object) -> list[str]:
    return [person for text in strings_in(values) for person in persons_in(text)]


def grants() -> list[Row]:
    rows: list[Row] = [GRANT]
    for at, writing in enumerate(WRITINGS):
        rows.append({**GRANT, "grant_id": f"T-{at}", **dict.fromkeys(TEXTS, f"Kue {writing}"), "Catatan": writing})
        rows.append({**GRANT, "grant_id": f"O-{at}", **dict.fromkeys((*TEXTS, *OPTIONAL), writing)})
        rows += [{**GRANT, "grant_id": f"R-{at}-{name}", name: writing} for name in REQUIRED]
    return rows + [{**GRANT, "grant_id": writing} for writing in WRITINGS_FOR_CODES]


def visits() -> list[Row]:
    rows: list[Row] = []
    for at, writing in enumerate(WRITINGS):
        optional = dict.fromkeys(("obstacle", "petugas", "monthly_turnover_idr", "active_members", "Catatan"), writing)
        rows.append({**VISIT, "visit_id": f"V-{at}", **optional})
        rows += [{**VISIT, "visit_id": f"V-{at}-{name}", name: writing} for name in ("status", "visited_on")]
    for writing in WRITINGS_FOR_CODES:
        rows += [{**VISIT, "visit_id": writing, "kode_petugas": writing}, {**VISIT, "grant_id": writing}]
    return [{"visited_on": f"2023-{at // 28 % 12 + 1:02d}-{at % 28 + 1:02d}", **row} for at, row in enumerate(rows)]


def names(writings: tuple[str, ...]) -> list[str]:
    return [writing for writing in writings if not NOT_IN_NAMES & set(writing)]


def write_files(folder: Path) -> list[Path]:
    """The writings in cells, ids, headings, and the names of files, folders and sheets."""
    headings = {f"Kolom {writing}": "x" for writing in WRITINGS} | {"Kecamatan (HP 081253001122)": "Long Ikis"}
    plain = {name: GRANT[name] for name in ("programme", "regency", "amount_idr", "members", "disbursed_on")}
    files = [
        write_export(folder / "grants.csv", grants()),
        write_export(folder / "visits.csv", visits()),
        write_export(folder / "headings.csv", [{"grant_id": "H-1", **plain, **headings}]),
    ]
    workbook = openpyxl.Workbook()
    for at, writing in enumerate(one for one in names(WRITINGS) if len(one) <= 31):
        (folder / writing).mkdir()
        files.append(write_export(folder / writing / f"{writing}.csv", [{"grant_id": f"F-{at}", **plain}]))
        sheet = workbook.create_sheet(writing)
        if at % 2:
            sheet.append(["grant_id", *plain])
            sheet.append([f"S-{at}", *plain.values()])
        else:
            sheet.append(["Rekap", writing])
    workbook.save(folder / "sheets.xlsx")
    return [*files, folder / "sheets.xlsx"]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    folder = tmp_path_factory.mktemp("exports")
    write_files(folder)
    store = tmp_path_factory.mktemp("store") / "store"
    report = import_exports(store, [folder], as_of=LATEST, now=NOW)
    assert report.outcome == "accepted_in_part", [file for file in report.files if file.refused_because]
    return store, report


def test_every_row_in_which_only_texts_hold_a_person_is_kept(imported: tuple[Path, Report]) -> None:
    kept = {file.file: file.accepted for file in imported[1].files}
    assert kept["grants.csv"] == 1 + 2 * len(WRITINGS)
    assert kept["visits.csv"] == len(WRITINGS) + len(WRITINGS_FOR_CODES)


def test_none_is_in_the_store(imported: tuple[Path, Report]) -> None:
    store, report = imported
    with duckdb.connect(str(database_file(store, str(report.version))), read_only=True) as data:
        cells = [list(row) for table in TABLES for row in data.execute(f"from {table}").fetchall()]
    assert held(cells) == []
    assert held(json.loads((store / "versions" / str(report.version) / "manifest.json").read_text())) == []


@pytest.mark.parametrize("lang", languages())
def test_none_is_in_the_report_or_its_workbook(lang: str, imported: tuple[Path, Report]) -> None:
    report, t = imported[1], catalog(lang)
    assert held(as_json(report, t)) == []
    assert held([[file.columns, file.unknown, file.dropped] for file in report.files]) == []
    book = openpyxl.load_workbook(io.BytesIO(rejected_workbook(t, report)))
    assert held([list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]) == []


def test_none_is_in_what_commands_say_and_write(
    imported: tuple[Path, Report], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    store = imported[0]
    (tmp_path / "exports").mkdir()
    files = write_files(tmp_path / "exports")
    main(["import", "--store", str(tmp_path / "store"), str(files[0].parent)])
    main(["versions", "--store", str(store)])
    main(["memo", "--store", str(store), "--out", str(tmp_path / "memo.pdf")])
    main(["table", "grants", "--store", str(store), "--format", "csv", "--out", str(tmp_path / "g.csv")])
    said = capsys.readouterr()
    memo = " ".join(page.extract_text() for page in PdfReader(tmp_path / "memo.pdf").pages)
    lines = [*(said.out + said.err + caplog.text + memo).splitlines(), *(tmp_path / "g.csv").read_text().splitlines()]
    assert [w for line in lines for w in WRITINGS if w in line] == []


@pytest.mark.parametrize("writing", WRITINGS)
def test_none_is_taken_for_a_word_of_the_agencys_own(writing: str, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    for own in (OwnWord("status_words", writing, "running"), OwnWord("heading_words", writing, "status", "visits")):
        with pytest.raises(WordRefusedError):
            add_word(tmp_path / "store", own, LATEST)
    assert current_version(tmp_path / "store") is None

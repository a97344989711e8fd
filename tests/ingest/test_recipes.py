"""What the reader says of a file, and that it holds for later files of the same headings."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from analytics.ingest.choices import Choices
from analytics.ingest.files.exports import Export
from analytics.ingest.load import import_exports
from analytics.ingest.recipe_files import forget_recipe, keep_recipe, kept_recipes
from analytics.ingest.recipes import Recipe, RecipeRefusedError, as_text, read_recipe
from analytics.ingest.report import FileReport, Report
from analytics.store.versions import StoreError, database_file
from tests.conftest import LATEST, NOW, Row, write_export

GRANT: Row = {
    "Kode": "KUBE-1", "Skema": "KUBE", "Kabupaten": "Paser", "Besarnya": "20000000", "Tanggal Penyaluran": "03/04/2023",
}  # fmt: skip
COLUMNS = {"Kode": "grant_id", "Besarnya": "amount_idr"}
HEADINGS = ("••• A", "Skema", "Kabupaten", "••• D", "Tanggal Penyaluran")
CHOICES = Choices("grants", COLUMNS, {"disbursed_on": "month_first"})
RECIPE = Recipe("Bantuan Paser", HEADINGS, CHOICES)


def load(folder: Path, rows: list[Row], choices: Choices | None = None, **how: str) -> Report:
    path = write_export(folder / "b.csv", rows)
    export = Export(path, path.name, choices or Choices())
    return import_exports(folder / "store", [export], as_of=LATEST, now=NOW, **how)  # type: ignore[arg-type]


def refused(report: Report) -> FileReport:
    assert report.outcome == "refused"
    return report.files[0]


def stored(folder: Path, columns: str, version: str = "0001") -> list[tuple[object, ...]]:
    with duckdb.connect(str(database_file(folder / "store", version)), read_only=True) as data:
        return data.execute(f"select {columns} from grants order by grant_id").fetchall()


def test_a_file_that_is_refused_is_read_by_what_the_reader_says_of_it(tmp_path: Path) -> None:
    file = refused(load(tmp_path, [GRANT]))
    assert (file.refused_because, file.unknown) == ("missing_columns", ("Kode", "Besarnya"))
    report = load(tmp_path, [GRANT], CHOICES)
    assert (report.outcome, report.files[0].recipe) == ("accepted", "")
    assert stored(tmp_path, "amount_idr, disbursed_on::VARCHAR") == [(20_000_000, "2023-03-04")]


def test_a_recipe_is_applied_to_files_of_the_same_headings_in_any_order_and_said(tmp_path: Path) -> None:
    file = refused(load(tmp_path, [GRANT]))
    keep_recipe(tmp_path / "store", Recipe("Bantuan Paser", file.headings, CHOICES))
    for row in (GRANT, dict(reversed(GRANT.items()))):
        keep_recipe(tmp_path / "store", Recipe("Bantuan Paser", refused_headings(tmp_path, row), CHOICES))
        report = load(tmp_path, [row])
        assert (report.outcome, report.files[0].recipe) == ("accepted", "Bantuan Paser")
        assert [item.details for item in report.warnings if item.reason == "recipe_applied"] == [
            {"recipe": "Bantuan Paser"}
        ]
    assert refused(load(tmp_path, [{**GRANT, "Catatan": "x"}])).recipe == ""


def refused_headings(folder: Path, row: Row) -> tuple[str, ...]:
    forget_recipe(folder / "store", "Bantuan Paser")
    return refused(load(folder, [row])).headings


def test_a_recipe_that_is_named_is_applied_whatever_the_headings(tmp_path: Path) -> None:
    keep_recipe(tmp_path / "store", RECIPE)
    report = load(tmp_path, [{**GRANT, "Catatan": "x"}], recipe="Bantuan Paser")
    assert (report.outcome, report.files[0].recipe) == ("accepted", "Bantuan Paser")
    with pytest.raises(StoreError, match="unknown_recipe"):
        load(tmp_path, [GRANT], recipe="Bantuan Berau")


def test_what_the_reader_says_of_a_file_goes_before_its_recipe(tmp_path: Path) -> None:
    keep_recipe(tmp_path / "store", replace(RECIPE, headings=refused(load(tmp_path, [GRANT])).headings))
    load(tmp_path, [GRANT], Choices(day_orders={"disbursed_on": "day_first"}))
    assert stored(tmp_path, "amount_idr, disbursed_on::VARCHAR") == [(20_000_000, "2023-04-03")]


def test_a_recipe_reads_back_as_it_was_kept_and_can_be_renamed_and_taken_away(tmp_path: Path) -> None:
    keep_recipe(tmp_path, RECIPE)
    assert kept_recipes(tmp_path) == [RECIPE]
    renamed = replace(RECIPE, name="Bantuan 2024", choices=Choices("grants", COLUMNS))
    keep_recipe(tmp_path, renamed, instead_of=RECIPE.name)
    assert kept_recipes(tmp_path) == [renamed]
    assert [path.name for path in (tmp_path / "recipes").iterdir()] == ["Bantuan 2024.json"]
    forget_recipe(tmp_path, "Bantuan 2024")
    assert kept_recipes(tmp_path) == []


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".x", "x" * 61, "x.", "a\nb"])
def test_a_name_that_cannot_be_a_file_is_not_taken(name: str) -> None:
    with pytest.raises(RecipeRefusedError, match="bad_name"):
        as_text(replace(RECIPE, name=name))


@pytest.mark.parametrize(
    "recipe",
    [
        replace(RECIPE, name="Budi 6472011203850004"),
        replace(RECIPE, headings=("Kode", "6472011203850004")),
        replace(RECIPE, choices=Choices("grants", {"telp 081234567890": "grant_id"})),
        replace(RECIPE, choices=Choices(sheets_left_out=("6472011203850004",))),
    ],
)
def test_a_recipe_holds_no_personal_number(recipe: Recipe, tmp_path: Path) -> None:
    with pytest.raises(RecipeRefusedError, match="personal"):
        keep_recipe(tmp_path, recipe)
    assert kept_recipes(tmp_path) == []


@pytest.mark.parametrize(
    "change",
    [
        {"table": "orang"}, {"columns": {"Kode": "nik"}}, {"columns": {"Kode": "business_category"}},
        {"day_orders": {"amount_idr": "day_first"}}, {"day_orders": {"disbursed_on": "sideways"}},
        {"member_rows": "yes"}, {"sheets_left_out": [1]}, {"headings": "Kode"}, {"more": 1}, {"columns": 3},
    ],
)  # fmt: skip
def test_a_recipe_that_was_edited_into_none_stops_the_import_with_its_name(
    change: dict[str, object], tmp_path: Path
) -> None:
    keep_recipe(tmp_path / "store", RECIPE)
    path = tmp_path / "store" / "recipes" / "Bantuan Paser.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}), encoding="utf-8")
    with pytest.raises(StoreError) as error:
        load(tmp_path, [GRANT])
    assert (error.value.code, error.value.details) == ("broken_recipe", {"file": "Bantuan Paser.json"})


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"headings": null}'])
def test_what_is_no_recipe_is_not_read(text: str) -> None:
    with pytest.raises(RecipeRefusedError, match="not_a_recipe"):
        read_recipe("x", text)


def test_columns_are_told_by_their_letters_where_no_heading_is_known(tmp_path: Path) -> None:
    rows: list[Row] = [dict(zip("QWXYZ", row.values(), strict=True)) for row in (GRANT, {**GRANT, "Kode": "KUBE-2"})]
    file = refused(load(tmp_path, rows))
    assert (file.refused_because, file.unknown) == ("no_heading", tuple(f"••• {letter}" for letter in "ABCDE"))
    names = ("grant_id", "programme", "regency", "amount_idr", "disbursed_on")
    choices = Choices("grants", dict(zip(file.unknown, names, strict=True)))
    keep_recipe(tmp_path / "store", Recipe("Tanpa judul", file.headings, choices))
    report = load(tmp_path, rows)
    assert (report.outcome, report.files[0].accepted, report.files[0].recipe) == ("accepted", 2, "Tanpa judul")


def test_no_person_is_kept_where_a_name_stands_in_the_heading(tmp_path: Path) -> None:
    row: Row = {"Kode KUBE": "KUBE-1", "Tanggal Kunjungan": "2024-01-01", "Status": "tutup", "Budi Santoso": "1"}
    file = load(tmp_path, [row]).files[0]
    assert file.headings == ("Kode KUBE", "Tanggal Kunjungan", "Status", "••• D")


def test_of_two_columns_that_claim_to_be_one_the_reader_says_which_counts(tmp_path: Path) -> None:
    grants = write_export(tmp_path / "g.csv", [{**GRANT, "Kode": "", "ID Bantuan": "KUBE-1", "Pagu": "20000000"}])
    path = tmp_path / "k.csv"
    path.write_text("Kode KUBE,Tanggal Kunjungan,Status,Status\nKUBE-1,2024-05-06,tutup,berjalan\n", encoding="utf-8")

    def brought(columns: dict[str, str | None]) -> Report:
        given: list[Export | Path] = [grants, Export(path, path.name, Choices(columns=columns))]
        return import_exports(tmp_path / "store", given, as_of=LATEST, now=NOW)

    report = brought({})
    assert report.files[1].claimed == {"status": ("Status", "Status (2)")}
    for heading, status in (("Status", "closed"), ("Status (2)", "running")):
        report = brought({heading: "status"})
        assert report.outcome == "accepted", report.files
        with duckdb.connect(str(database_file(tmp_path / "store", str(report.version))), read_only=True) as data:
            assert data.execute("select status from visits").fetchall() == [(status,)]


def test_a_sheet_that_refuses_a_workbook_can_be_left_out_and_is_named_with_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        data, recap = workbook.add_worksheet("Data"), workbook.add_worksheet("Rekap")
        names = ["ID Bantuan", "Program", "Kabupaten", "Nilai Bantuan", "Tanggal Penyaluran"]
        data.write_row(0, 0, names)
        data.write_row(1, 0, ["KUBE-1", "KUBE", "Paser", 20_000_000, "2023-03-01"])
        recap.write_row(0, 0, ["Program", "Kabupaten", "Nilai Bantuan"])
        recap.write_row(1, 0, ["KUBE", "Paser", 20_000_000])

    def brought(choices: Choices) -> Report:
        return import_exports(tmp_path / "store", [Export(path, path.name, choices)], as_of=LATEST, now=NOW)

    file = refused(brought(Choices()))
    assert (file.refused_because, file.details["sheet"]) == ("missing_columns", "Rekap")
    report = brought(Choices(sheets_left_out=("Rekap",)))
    assert report.outcome == "accepted"
    assert [(item.reason, item.details) for item in report.not_read] == [
        ("sheet_left_out", {"sheet": "Rekap", "rows": 2})
    ]

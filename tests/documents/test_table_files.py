"""Tables as files, read back: numbers are numbers, days are days, and no text is ever run."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from analytics.documents.about import Asked, file_stem
from analytics.documents.neutral import neutral
from analytics.documents.software import Software, software
from analytics.documents.table_files import excel_csv, machine_archive, workbook
from analytics.documents.typed_table import Column, TypedTable, estimate_columns, estimates_table
from analytics.estimate import Bounds, Estimate, Sampling, Source
from analytics.i18n import catalog
from analytics.store.versions import Manifest

DAY = date(2026, 6, 30)
SOURCE = Source("grants.csv", "ab" * 32, 3)
HOSTILE = ("=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "biasa;=1", "biasa,@x", "a\n=1", '";=1')
LANGUAGES = ("id", "en")


def estimate(value: float | None, programme: str = "UEP", **more: object) -> Estimate:
    intervals = () if value is None else (Sampling("wilson", 0.3, 0.6, 0.95), Bounds("last_sight", 0.1, 0.9))
    fields = {
        "withheld": "too_few_verdicts" if value is None else None, "by": {"programme": programme},
        "counts": {"unknown": 7}, **more,
    }  # fmt: skip
    return Estimate("persistence_rate", value, "share", 40, "families", 2, DAY, (SOURCE,), intervals, **fields)  # type: ignore[arg-type]


def asked(title: str = "Masih berjalan", **more: object) -> Asked:
    manifest = Manifest("0003", 1, "2026-07-01T00:00:00+00:00", DAY, False, {}, {"grants": "3-1-2"}, {"grants": (SOURCE,)}, {})  # fmt: skip # noqa: E501
    fields = {
        "where": {"regency": ["64.72"], "programme": ["UEP"]}, "places": {"64.72": "Samarinda"},
        "link": "https://contoh.id/survival", "software": Software("dasbor", "1.2.3", "abc"), **more,
    }  # fmt: skip
    return Asked(title, "Daya tahan", manifest, DAY, **fields)  # type: ignore[arg-type]


def typed() -> TypedTable:
    """One column of each kind."""
    return TypedTable(
        "contoh",
        (
            Column("regency_code", "Kode", ["64.72", None], "code"),
            Column("regency", "Tempat", ["Samarinda", None]),
            Column("share", "Bagian", [0.4285714, None], "share"),
            Column("grants", "Bantuan", [1234, 0], "count"),
            Column("amount", "Rupiah", [7_500_000, None], "idr"),
            Column("year", "Tahun", [2024, 2025], "year"),
            Column("day", "Hari", [date(2025, 6, 4), None], "date"),
        ),
    )


def sheets(made: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(made))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def records(made: bytes) -> tuple[list[list[str]], dict[str, Any]]:
    """The CSV of an archive, and the description beside it."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        described = json.loads(archive.read("datapackage.json"))
        text = archive.read(described["resources"][0]["path"]).decode()
    return list(csv.reader(io.StringIO(text))), described


class TestWorkbook:
    def test_holds_values_as_they_are_under_headings_in_the_first_row(self) -> None:
        rows = sheets(workbook(catalog("id"), typed(), asked()))["Masih berjalan"]
        assert rows == [
            ["Kode", "Tempat", "Bagian", "Bantuan", "Rupiah", "Tahun", "Hari"],
            ["64.72", "Samarinda", 0.4285714, 1234, 7_500_000, 2024, datetime(2025, 6, 4)],
            [None, None, None, 0, None, 2025, None],
        ]

    def test_shows_them_in_their_units(self) -> None:
        (sheet, _) = openpyxl.load_workbook(io.BytesIO(workbook(catalog("id"), typed(), asked())))
        formats = [cell.number_format for cell in sheet[2]][2:]
        assert formats == ["0.0%", "#,##0", '"Rp"#,##0', "0", "[$-421]d mmmm yyyy"]

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_says_on_its_second_sheet_what_must_be_known(self, lang: str) -> None:
        t = catalog(lang)
        table = estimates_table(t, "bertahan", "programme", [estimate(0.5)], "Masih berjalan")
        _, *about = sheets(workbook(t, table, asked()))[t("tables.about.sheet")]
        said = {(str(part), str(name)): str(value) for part, name, value in about}
        table_part = t("tables.about.table")
        for name in ("title", "page", "as_of", "filters", "filter_codes", "version", "digest", "source", "software",
                     "link", "licence", "reading"):  # fmt: skip
            assert said[table_part, t(f"tables.about.{name}")]
        assert said[table_part, t("tables.about.filter_codes")] == "regency=64.72; programme=UEP"
        assert said[table_part, t("tables.about.software")] == "dasbor 1.2.3 (abc)"
        indicator = t("indicators.persistence_rate.name")
        assert said[indicator, t("frame.method.definition")] == t("indicators.persistence_rate.definition")
        assert {name for part, name in said if part == t("tables.about.column")} == {
            one.key for one in table.of("files")
        }

    def test_is_the_same_bytes_twice(self) -> None:
        assert workbook(catalog("id"), typed(), asked()) == workbook(catalog("id"), typed(), asked())


class TestMachineArchive:
    def test_is_a_csv_of_keys_points_and_iso_days(self) -> None:
        rows, _ = records(machine_archive(catalog("id"), typed(), asked()))
        assert rows == [
            ["regency_code", "regency", "share", "grants", "amount", "year", "day"],
            ["64.72", "Samarinda", "0.4285714", "1234", "7500000", "2024", "2025-06-04"],
            ["", "", "", "0", "", "2025", ""],
        ]

    def test_describes_its_fields_and_data(self) -> None:
        _, described = records(machine_archive(catalog("id"), typed(), asked()))
        fields = described["resources"][0]["schema"]["fields"]
        types = {field["name"]: field["type"] for field in fields}
        assert types == {
            "regency_code": "string", "regency": "string", "share": "number", "grants": "integer",
            "amount": "number", "year": "year", "day": "date",
        }  # fmt: skip
        assert described["version"] == "0003"
        assert described["as_of"] == "2026-06-30"

    def test_is_the_same_bytes_twice(self) -> None:
        made = [machine_archive(catalog("id"), typed(), asked()) for _ in range(2)]
        assert made[0] == made[1]


def test_indonesian_excel_gets_semicolons_decimal_commas_and_no_codes() -> None:
    made = excel_csv(catalog("id"), typed())
    assert made.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))[:2] == [
        ["Tempat", "Bagian", "Bantuan", "Rupiah", "Tahun", "Hari"],
        ["Samarinda", "0,4285714", "1234", "7500000", "2024", "04/06/2025"],
    ]


def test_an_estimate_has_its_parts_in_columns_of_their_own() -> None:
    columns = estimate_columns(catalog("id"), [estimate(0.5), estimate(None), None], "Masih berjalan")
    cells = {one.key: one.cells for one in columns if one.only != "page"}
    assert {key: values[0] for key, values in cells.items()} == {
        "value": 0.5, "lower": 0.3, "upper": 0.6, "bounds_lower": 0.1, "bounds_upper": 0.9, "n": 40,
        "n_unit": "keluarga", "unknown": 7, "withheld": None,
    }  # fmt: skip
    reason = catalog("id")("figures.withheld.too_few_verdicts", n="40", fewest="20")
    assert (cells["value"][1], cells["withheld"][1]) == (None, reason)
    assert {values[2] for values in cells.values()} == {None}


@pytest.mark.parametrize("text", HOSTILE)
class TestHostileText:
    def test_is_run_nowhere(self, text: str) -> None:
        table = TypedTable(text, (Column(text, text, [text]),), notes=(text,))
        of = asked(text, places={"64.72": text}, link=text)
        found: list[str] = []
        for lang in LANGUAGES:
            made = workbook(catalog(lang), table, of)
            found += [str(cell) for rows in sheets(made).values() for row in rows for cell in row]
            found += [sheet.title for sheet in openpyxl.load_workbook(io.BytesIO(made))]
            rows, _ = records(machine_archive(catalog(lang), table, of))
            found += [cell for row in rows for cell in row]
            found += cells_of_any_delimiter(excel_csv(catalog(lang), table).decode("utf-8-sig"))
        assert not [cell for cell in found if cell.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r", "＝")]

    def test_is_told_from_harmless_text_only_by_what_would_be_run(self, text: str) -> None:
        assert neutral(text).replace("'", "") == text
        assert neutral(f"Kue {text[-1]}2 − Rp5 juta–Rp7,5 juta") == f"Kue {text[-1]}2 − Rp5 juta–Rp7,5 juta"


def cells_of_any_delimiter(text: str) -> Sequence[str]:
    return [cell for line in text.splitlines() for cell in line.replace('"', "").split(";")]


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="one name"):
        TypedTable("contoh", (Column("a", "A", [1]), Column("b", "A", [1])))


def test_a_file_is_named_by_table_day_version_filters_and_language() -> None:
    t = catalog("en")
    assert file_stem(t, "contoh", asked()) == "contoh-2026-06-30-v0003-64.72_UEP-en"
    assert file_stem(t, "contoh", asked(where={})) == "contoh-2026-06-30-v0003-all-en"
    many = {"cohort_year": list(range(1900, 2000))}
    other = {"cohort_year": list(range(1900, 2001))}
    assert len(file_stem(t, "contoh", asked(where=many))) < 110
    assert file_stem(t, "contoh", asked(where=many)) != file_stem(t, "contoh", asked(where=other))


def test_the_software_says_its_version() -> None:
    assert software().version
    assert str(Software("dasbor", "1.2.3", "")) == "dasbor 1.2.3"

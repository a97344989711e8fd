"""Tables as files: a workbook with numbers and days in its cells, CSV for machines, CSV for Indonesian Excel."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from analytics.documents.about import Asked, Fact, facts, file_stem, filters_in_codes, kind_of
from analytics.documents.neutral import neutral, without_controls
from analytics.documents.typed_table import Cell, Column, TypedTable
from analytics.i18n import Catalog

MAX_LETTERS_OF_SHEET = 31
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
MAX_COLUMN_PX = 400
FIELD_TYPES = {"number": "number", "year": "year", "date": "date", "text": "string", "code": "string"}
WHOLE = ("grants", "families", "count")


def workbook(t: Catalog, table: TypedTable, asked: Asked) -> bytes:
    """XLSX: the table with its headings in the first row, and a sheet of what must be known of it."""
    about = facts(t, table, asked)
    notes = [
        Column(name, t(f"tables.about.columns.{name}"), [getattr(fact, name) for fact in about])
        for name in ("part", "name", "value")
    ]
    sheets = {asked.title: table.of("files"), t("tables.about.sheet"): notes}
    return workbook_of_sheets(t, sheets, made_on=asked.as_of)


def workbook_of_sheets(t: Catalog, sheets: Mapping[str, Sequence[Column]], made_on: date | None = None) -> bytes:
    """XLSX, a sheet for each name: headings in the first row. No cell is a formula.

    `made_on` stands as the day on which it was made, so that the same table is the same bytes.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        if made_on:
            book.set_properties({"created": datetime.combine(made_on, time())})
        formats = _Formats(book, t("tables.excel_day"))
        for name, columns in sheets.items():
            _write_sheet(book.add_worksheet(_sheet_name(name)), columns, formats)
    return stream.getvalue()


def machine_archive(t: Catalog, table: TypedTable, asked: Asked) -> bytes:
    """ZIP of a CSV by RFC 4180 (keys as headings, points, ISO days) and its `datapackage.json`."""
    name = f"{file_stem(t, table.name, asked)}.csv"
    content = _csv(table.of("files"), [one.key for one in table.of("files")], ",", _machine_cell).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, data in ((name, content), ("datapackage.json", _data_package(t, table, asked, name, content))):
            moment = asked.as_of.timetuple()[:6]
            archive.writestr(zipfile.ZipInfo(file, (max(moment[0], 1980), *moment[1:])), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def excel_csv(t: Catalog, table: TypedTable) -> bytes:
    """CSV as Excel opens it under Indonesian settings: semicolons, decimal commas, a byte order mark.

    Codes are left out, since Excel would read that of a regency as a number.
    """
    columns = [one for one in table.of("files") if one.unit != "code"]
    return _csv(columns, [one.words for one in columns], ";", _excel_cell).encode("utf-8-sig")


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any, day_format: str) -> None:
        self._book, self._day_format, self._made = book, day_format, dict[str, Any]()

    def heading(self) -> Any:
        if "heading" not in self._made:
            self._made["heading"] = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        return self._made["heading"]

    def of(self, unit: str, decimals: int) -> Any:
        code = self._code(unit, decimals)
        if code not in self._made:
            self._made[code] = self._book.add_format({"num_format": code})
        return self._made[code]

    def _code(self, unit: str, decimals: int) -> str:
        if unit == "date":
            return self._day_format
        if unit == "year":
            return "0"
        if unit == "idr":
            return '"Rp"#,##0'
        point = "." + "0" * decimals if decimals else ""
        return f"0{point}%" if unit in ("share", "share_difference") else f"#,##0{point}"


def _write_sheet(sheet: Any, columns: Sequence[Column], formats: _Formats) -> None:
    for place, column in enumerate(columns):
        sheet.write_string(0, place, _text(column.words), formats.heading())
        for row, (value, unit) in enumerate(zip(column.cells, column.units, strict=True), start=1):
            if isinstance(value, str):
                sheet.write_string(row, place, _text(value))
            elif isinstance(value, date):
                sheet.write_datetime(row, place, datetime.combine(value, time()), formats.of("date", 0))
            elif value is not None:
                sheet.write_number(row, place, value, formats.of(unit, column.decimals_of(unit)))
    sheet.autofit(max_width=MAX_COLUMN_PX)
    sheet.freeze_panes(1, 0)


def _sheet_name(name: str) -> str:
    return _text(name).translate(NOT_IN_SHEET_NAMES)[:MAX_LETTERS_OF_SHEET].strip() or "1"


def _csv(columns: Sequence[Column], headings: Sequence[str], delimiter: str, cell: Any) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow([_text(heading) for heading in headings])
    writer.writerows([cell(value) for value in row] for row in zip(*(one.cells for one in columns), strict=True))
    return stream.getvalue()


def _machine_cell(value: Cell) -> str:
    if value is None:
        return ""
    return _text(value) if isinstance(value, str) else value.isoformat() if isinstance(value, date) else repr(value)


def _excel_cell(value: Cell) -> str:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return _machine_cell(value).replace(".", ",") if isinstance(value, float) else _machine_cell(value)


def _text(text: str) -> str:
    return neutral(without_controls(text))


def _data_package(t: Catalog, table: TypedTable, asked: Asked, name: str, content: bytes) -> bytes:
    """The Frictionless description of the CSV beside it, with all that the workbook's second sheet says."""
    manifest = asked.manifest
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": table.name,
        "title": asked.title,
        "homepage": asked.link,
        "version": manifest.version,
        "created": f"{asked.as_of.isoformat()}T00:00:00Z",
        "sources": [{"title": one.file, "hash": one.sha256} for of in manifest.sources.values() for one in of],
        "software": str(asked.software),
        "as_of": asked.as_of.isoformat(),
        "filters": filters_in_codes(asked.where),
        "is_sample": manifest.is_sample,
        "digests": dict(manifest.digests),
        "indicators": list(table.indicators),
        "about": [_fact(fact) for fact in facts(t, table, asked)],
        "resources": [
            {
                "name": table.name,
                "path": name,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(content),
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                "dialect": {"delimiter": ",", "header": True},
                "schema": {"fields": [_field(one) for one in table.of("files")], "missingValues": [""]},
            }
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=1).encode()


def _fact(fact: Fact) -> dict[str, str]:
    return {"part": _text(fact.part), "name": _text(fact.name), "value": _text(fact.value)}


def _field(column: Column) -> dict[str, object]:
    kind = kind_of(column)
    whole = kind == "number" and set(column.units) <= set(WHOLE)
    return {
        "name": column.key,
        "title": _text(column.words),
        "type": "integer" if whole else FIELD_TYPES[kind],
        **({"unit": column.unit} if kind == "number" and isinstance(column.unit, str) else {}),
    }

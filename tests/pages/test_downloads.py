"""Every file that a table of a page offers, opened: numbers are numbers, nothing is run, names differ, and what must be
known of it is in it."""

from __future__ import annotations

import csv
import io
import re
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import streamlit as st

from analytics.i18n import catalog
from pages import PAGES
from tests.conftest import Row, first_of
from tests.pages.conftest import OpenPage
from tests.pages.test_coverage import Stored, stored

__all__ = ["stored"]

LANGUAGES = ("id", "en")
LOOKS_LIKE_A_NUMBER = re.compile(r"[-+−]?(Rp ?)?\d[\d.,]*( ?%| juta| miliar| million| billion)?")
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HOSTILE = "=1+1"

FOLDER = Path(__file__).parents[2] / "analytics" / "i18n"

Files = dict[str, bytes]
Offered = list[tuple[str, bytes]]
FilesOf = Callable[..., Files]


@pytest.fixture
def files_of(monkeypatch: pytest.MonkeyPatch, open_page: OpenPage) -> FilesOf:
    """`files_of(stem, lang, store=folder, **query)`: every file that the page offers behind any tab, by its name."""

    def found(stem: str, lang: str, store: Path | None = None, **query: str) -> Files:
        files: Files = {}
        for tab in tabs_of(stem) or [""]:
            offered: list[tuple[str, bytes]] = []

            def offer(
                label: str, data: object, name: str, *args: object, into: Offered = offered, **how: object
            ) -> bool:
                into.append((name, data() if callable(data) else data))  # type: ignore[arg-type]
                return False

            with monkeypatch.context() as patched:
                patched.setattr(st, "download_button", offer)
                page = open_page(stem, lang, store=store, **query, **({f"{stem}_tab": tab} if tab else {}))
                if any(button.key == "monitoring_list" for button in page.button):
                    offered.clear()
                    page.button(key="monitoring_list").click().run()
            assert not page.exception
            assert not page.error
            assert len({name for name, _ in offered}) == len(offered), "two files of one name"
            files |= dict(offered)
        return files

    return found


def tabs_of(stem: str) -> list[str]:
    """The codes of a page's tabs, which its catalog names."""
    words = tomllib.loads((FOLDER / LANGUAGES[0] / f"{stem}.toml").read_text(encoding="utf-8"))
    return list(words.get("tab", {}))


@pytest.mark.slow
@pytest.mark.parametrize("lang", first_of(LANGUAGES))
@pytest.mark.parametrize("stem", first_of([entry.stem for entry in PAGES], 2))
def test_every_file_of_the_sample_holds_numbers_as_numbers(stem: str, lang: str, files_of: FilesOf) -> None:
    files = files_of(stem, lang)
    for name, made in files.items():
        assert re.fullmatch(rf"[\w.-]+-\d{{4}}-\d\d-\d\d-v\w+-[\w.]+-{lang}\.(xlsx|csv|zip)", name)
        for heading, cell in cells_of(name, made, catalog(lang)("tables.code", of="")):
            assert not cell.startswith(RUNS), f"{name}: {cell}"
            assert not LOOKS_LIKE_A_NUMBER.fullmatch(cell), f"{name}: {heading} holds {cell} as text"
        # A form has the sheets that an XLSForm has.
        if name.endswith(".xlsx") and not name.startswith("visit-form"):
            assert_says_what_must_be_known(made, lang)


@pytest.mark.slow
def test_hostile_words_of_an_export_stay_words(files_of: FilesOf, stored: Stored) -> None:
    folder = stored(grants=[grant(number, HOSTILE) for number in range(3)])
    for stem in ("coverage", "monitoring"):
        for name, made in files_of(stem, "id", store=folder, regency="Berau").items():
            for _, cell in cells_of(name, made, "kode"):
                assert not cell.startswith(RUNS), f"{name}: {cell}"


def grant(number: int, words: str) -> Row:
    return {
        "grant_id": f"UEP-{number}", "programme": "UEP", "regency": "Berau", "district": words,
        "amount_idr": 5_000_000, "disbursed_on": "2024-01-10", "business_type": words,
    }  # fmt: skip


def cells_of(name: str, made: bytes, code: str) -> Iterator[tuple[str, str]]:
    """Heading and content of every text cell of a file, headings too; columns of codes are left out."""
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(made))
        table = book.worksheets[0]
        for sheet in book:
            for row in sheet.iter_rows():
                assert all(cell.data_type != "f" for cell in row)
        rows = [[cell.value if cell.data_type == "s" else None for cell in row] for row in table.iter_rows()]
        numeric: list[list[str | None]] = rows
    elif name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            (table_name,) = [one for one in archive.namelist() if one.endswith(".csv")]
            numeric = [list(row) for row in csv.reader(io.StringIO(archive.read(table_name).decode()))]
            numeric = [[None if _is_a_number(cell, ".") else cell for cell in row] for row in numeric]
    else:
        read = csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";")
        numeric = [[None if _is_a_number(cell, ",") else cell for cell in row] for row in read]
    headings = [str(heading) for heading in numeric[0]]
    for row in numeric[1:]:
        for heading, cell in zip(headings, row, strict=True):
            if isinstance(cell, str) and cell and not heading.endswith(("_code", code)):
                yield heading, cell


def _is_a_number(cell: str | None, point: str) -> bool:
    """Whether a cell of a CSV is a number as that CSV writes it, and so no text."""
    return bool(re.fullmatch(rf"-?\d+({re.escape(point)}\d+)?(e-?\d+)?", cell or ""))


def assert_says_what_must_be_known(made: bytes, lang: str) -> None:
    t = catalog(lang)
    about = openpyxl.load_workbook(io.BytesIO(made)).worksheets[1]
    said = {str(row[1].value) for row in about.iter_rows(min_row=2) if row[2].value}
    names = ("title", "page", "sample", "as_of", "filters", "version", "digest", "source", "software", "licence")
    assert {t(f"tables.about.{name}") for name in names} <= said

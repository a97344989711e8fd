"""Exports at random, made from the contract: clean ones, and what may have happened to them on their way."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
from hypothesis import strategies as st

from analytics.contract import FIRST_DAY, TABLES, Column
from analytics.ingest.cells.converting import MIN_AMOUNT_IDR
from analytics.ingest.cells.values import is_blank, says_nothing

AS_OF = date(2025, 12, 31)
REGENCIES = ("64.01", "64.02", "64.03", "64.07", "64.08", "64.09", "64.11", "64.71", "64.72", "64.74")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéÀñ &'().,;|\"/"
MAX_ROWS = 8
MAX_AT = 2**20
"""Not the length of what is changed: a workbook holds the moment of its making, and packs to this length or that."""

Cells = dict[str, object]
Grid = list[list[str]]
"""A file as lines of cells, the heading first."""


def texts() -> st.SearchStrategy[str]:
    """A text that means itself: neither blank, nor in need of tidying, without a digit to be masked."""
    tidy = st.text(LETTERS, min_size=1, max_size=20).map(lambda text: " ".join(text.split()))
    return tidy.filter(lambda text: not is_blank(text) and not says_nothing(text))


def values(column: Column) -> st.SearchStrategy[object]:
    """What a clean cell of the column may hold, typed."""
    if column.name == "regency_code":
        return st.sampled_from(REGENCIES)
    if column.domain:
        return st.sampled_from([value for value in column.domain if value not in column.left_out])
    if column.pattern:
        return st.from_regex(column.pattern, fullmatch=True, alphabet="0123456789")
    if column.kind == "rupiah":
        return st.integers(max(column.minimum or 0, MIN_AMOUNT_IDR), column.maximum or 10**6)
    if column.kind in ("number", "count", "year"):
        return st.integers(column.minimum or 0, 1_000 if column.maximum is None else column.maximum)
    return {
        "text": texts(),
        "code": st.integers(0, 10**6).map(lambda number: f"P-{number:07d}"),
        "date": st.dates(FIRST_DAY, AS_OF),
        "boolean": st.booleans(),
    }[column.kind]


@st.composite
def rows(draw: st.DrawFn, table: str, known: Sequence[Cells] = ()) -> list[Cells]:
    """Clean rows of a table, of which optional columns may be missing; visits are those of `known` grants."""
    columns = [c for c in TABLES[table].stored_columns if not c.derived]
    kept = [c for c in columns if c.required or c.alone_enough or draw(st.booleans())]
    made = [
        {c.name: draw(values(c) if c.required or c.alone_enough else st.none() | values(c)) for c in kept}
        for _ in range(draw(st.integers(1, MAX_ROWS)))
    ]
    for number, row in enumerate(made):
        if table == "grants":
            row["grant_id"] = f"KUBE-{number:04d}"
            continue
        grant = draw(st.sampled_from(known))
        row["grant_id"] = grant["grant_id"]
        row["visited_on"] = draw(st.dates(grant["disbursed_on"], AS_OF))  # type: ignore[arg-type]
        if "visit_id" in row:
            row["visit_id"] = f"V-{number:04d}"
        active, members = row.get("active_members"), grant.get("members")
        if isinstance(active, int) and isinstance(members, int):
            row["active_members"] = min(active, members)
    days = {(row["grant_id"], row.get("visited_on")): row for row in made}
    return list(days.values())


def as_text(cell: object) -> str:
    """A clean cell as an export writes it."""
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def grid(made: Sequence[Cells]) -> Grid:
    return [list(made[0]), *([as_text(cell) for cell in row.values()] for row in made)]


def encoded(lines: Grid, delimiter: str = ",", encoding: str = "utf-8", newline: str = "\r\n") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(lines)
    return text.getvalue().encode(encoding, errors="replace")


def write_csv(made: Sequence[Cells], path: Path, **how: str) -> Path:
    path.write_bytes(encoded(grid(made), **how))
    return path


def write_workbook(made: Sequence[Cells], path: Path) -> Path:
    workbook = openpyxl.Workbook()
    for line in [list(made[0]), *(list(row.values()) for row in made)]:
        workbook.active.append(line)
    workbook.save(path)
    return path


def write_parquet(made: Sequence[Cells], table: str, path: Path) -> Path:
    types = {column.name: column.sql_type for column in TABLES[table].columns}
    columns = ", ".join(f"{name}::VARCHAR::{types[name]} as {name}" for name in made[0])
    cells = [[None if cell is None else as_text(cell) for cell in row.values()] for row in made]
    frame = pd.DataFrame(cells, columns=list(made[0]), dtype=object)
    with duckdb.connect() as connection:
        connection.register("frame", frame)
        connection.execute(f"copy (select {columns} from frame) to '{path}' (format parquet)")
    return path


NASTY = (
    "", " ", "-", "0", "-1", "1", "abc", "nan", "NULL", "#REF!", "=1+1", "@SUM(1)", "+62 812-5300-1122",
    "6472014101850001", "Siti Rahmawati", "Rp 5 juta", "Rp5.000.000,00", "5,000,000.50", "5000", "1e10",
    "6.47E+15", "31/02/2024", "3/4/2022", "04-06-25", "44927", "4 Juni 2025", "Juni 2025",
    "2025-06-04T23:30:00Z", "9999-12-31", "0001-01-01", "2010", "99", "tidak aktif", "Masih berjalan", "tutup",
    "Kutai", "6402", "64.02", "Samarinda", "Kab. Paser", "Jawa", "kube", "TOTAL", "Jumlah", "x" * 600, "9" * 40,
    "\x00", "a\x00b", "\t", "a\tb", "\u200b", "\ufeff", "😀", "é", "e\u0301", "\r", "a\nb", 'a"b', '"', "''",
    "a;b,c|d", "<b>x</b>", "{}", "[1]", "true", "ya", "KUBE-0001", "kube-0001 ", "KUBE-0000", "V-0000", "1/2",
    "½", "١٢", "−5", "1 000 000",
)  # fmt: skip
"""Cells that exports have held, or that someone may try."""
MARKS = (b"<", b">", b'"', b"/", b"&", b"&x;", b"<!--", b"<![CDATA[", b"]]>", b"9999999999", b"-1", b"<v/>", b"<t>")
"""What a workbook's XML may break on."""
HEADINGS = (
    "NIK", "Nama Penerima", "No HP", "Catatan", "", "1", "Kolom lain", "Nilai (ribu)", "grant_id",
    "Kabupaten/Kota", "x" * 400, "Tanggal", "Status", "=1+1",
)  # fmt: skip
LINES: tuple[list[str], ...] = (
    [], [""], ["Rekap bantuan 2024"], ["Jumlah", "", "", "5000000"], ["Samarinda, 4 Juni 2025"],
    ["1", "2", "3", "4", "5"], ["a", "b", "c"], ["Mengetahui,", "Kepala Dinas"], ["dalam ribuan rupiah"],
)  # fmt: skip


def spoil_cell(draw: st.DrawFn, lines: Grid) -> None:
    line = lines[draw(st.integers(1, len(lines) - 1))] if len(lines) > 1 else lines[0]
    if line:
        line[draw(st.integers(0, len(line) - 1))] = draw(st.sampled_from(NASTY) | st.text(max_size=12))


def spoil_column(draw: st.DrawFn, lines: Grid) -> None:
    at, cell = draw(st.integers(0, max(len(lines[0]) - 1, 0))), draw(st.sampled_from(NASTY))
    for line in lines[1:]:
        line[at : at + 1] = [cell]


def rename_heading(draw: st.DrawFn, lines: Grid) -> None:
    if lines[0]:
        lines[0][draw(st.integers(0, len(lines[0]) - 1))] = draw(st.sampled_from(HEADINGS))


def add_column(draw: st.DrawFn, lines: Grid) -> None:
    at = draw(st.integers(0, len(lines[0])))
    lines[0].insert(at, draw(st.sampled_from(HEADINGS)))
    for line in lines[1:]:
        line.insert(at, draw(st.sampled_from(NASTY)))


def drop_column(draw: st.DrawFn, lines: Grid) -> None:
    at = draw(st.integers(0, max(len(lines[0]) - 1, 0)))
    for line in lines:
        del line[at : at + 1]


def double_line(draw: st.DrawFn, lines: Grid) -> None:
    at = draw(st.integers(0, len(lines) - 1))
    lines.insert(draw(st.integers(0, len(lines))), list(lines[at]))


def double_record(draw: st.DrawFn, lines: Grid) -> None:
    at, to = (draw(st.integers(1, len(lines) - 1)) for _ in range(2))
    lines.insert(to, list(lines[at]))


def add_line(draw: st.DrawFn, lines: Grid) -> None:
    lines.insert(draw(st.integers(0, len(lines))), list(draw(st.sampled_from(LINES))))


def cut_line(draw: st.DrawFn, lines: Grid) -> None:
    line = lines[draw(st.integers(0, len(lines) - 1))]
    del line[draw(st.integers(0, len(line))) :]


SPOILS: tuple[Callable[[st.DrawFn, Grid], None], ...] = (
    spoil_cell, spoil_cell, spoil_cell, spoil_cell, spoil_column, rename_heading, add_column, drop_column, double_line,
    add_line, cut_line,
)  # fmt: skip


@st.composite
def spoiled_files(draw: st.DrawFn) -> dict[str, bytes]:
    """A pair of CSV files with up to three faults each, sometimes cut off or with bytes changed."""
    grants = draw(rows("grants"))
    visits = draw(rows("visits", grants))
    return {name: draw(spoiled(grid(made))) for name, made in (("grants.csv", grants), ("visits.csv", visits))}


@st.composite
def spoiled(draw: st.DrawFn, lines: Grid) -> bytes:
    for spoil in draw(st.lists(st.sampled_from(SPOILS), max_size=3)):
        spoil(draw, lines)
    content = encoded(
        lines,
        draw(st.sampled_from(",;\t|")),
        draw(st.sampled_from(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"))),
        draw(st.sampled_from(("\r\n", "\n", "\r"))),
    )
    if draw(st.integers(0, 9)) == 0:
        content = content[: draw(st.integers(0, len(content)))]
    if content and draw(st.integers(0, 9)) == 0:
        at = draw(st.integers(0, len(content) - 1))
        content = content[:at] + draw(st.binary(max_size=4)) + content[at + 1 :]
    return content


@st.composite
def spoiled_workbooks(draw: st.DrawFn) -> bytes:
    """Grants in a workbook of which some bytes are changed, packed or as they lie in a part of it."""
    with tempfile.TemporaryDirectory() as folder:
        content = write_workbook(draw(rows("grants")), Path(folder) / "g.xlsx").read_bytes()
    if draw(st.booleans()):
        return changed(draw, content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = draw(st.sampled_from(sorted(name for name in parts if name.startswith("xl/"))))
    with zipfile.ZipFile(spoiled := io.BytesIO(), "w") as package:
        for part, text in parts.items():
            package.writestr(part, changed(draw, text) if part == name else text)
    return spoiled.getvalue()


def changed(draw: st.DrawFn, content: bytes) -> bytes:
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, MAX_AT)) % max(len(content), 1)
        content = content[:at] + draw(st.binary(max_size=2) | st.sampled_from(MARKS)) + content[at + 1 :]
    return content


@st.composite
def spoiled_cells(draw: st.DrawFn) -> Grid:
    """Grants of which cells and lines are spoiled, each line by itself, so that their order says nothing."""
    lines = grid(draw(rows("grants")))
    for spoil in draw(st.lists(st.sampled_from((spoil_cell, double_record)), max_size=6)):
        spoil(draw, lines)
    return lines


Mutation = Callable[[st.DrawFn, list[Cells]], bytes]
"""What a program or person does to a table of grants before it is sent, as the workbook that then comes."""


def days_half_swapped(draw: st.DrawFn, made: list[Cells]) -> bytes:
    """A spreadsheet set to month first has opened days written day first: where it could, it swapped them."""
    lines = [list(row.values()) for row in made]
    at = list(made[0]).index("disbursed_on")
    swapped, kept = date(2021, 3, 4), date(2021, 3, 24)
    for number, line in enumerate(lines):
        day = draw(st.sampled_from((swapped, kept)) if number > 1 else st.just((swapped, kept)[number]))
        made[number]["disbursed_on"] = day
        line[at] = day.replace(day=day.month, month=day.day) if day.day <= 12 else day.strftime("%d/%m/%Y")
    return saved(made, [lines])


def in_a_hidden_sheet(draw: st.DrawFn, made: list[Cells]) -> bytes:
    at = draw(st.integers(0, len(made)))
    lines = [list(row.values()) for row in made]
    return saved(made, [lines[:at], lines[at:]], is_second_hidden=True)


def with_merged_cells(draw: st.DrawFn, made: list[Cells]) -> bytes:
    """Cells of a column that say the same one below the other are one cell; of counts that might be their sum."""
    kinds = {column.name: column.kind for column in TABLES["grants"].columns}
    name = draw(st.sampled_from([name for name in made[0] if kinds[name] in ("text", "choice", "boolean")]))
    value = draw(st.sampled_from([row[name] for row in made if row[name] is not None] or [None]))
    for row in made:
        row[name] = value
    at = list(made[0]).index(name) + 1
    return saved(made, [[list(row.values()) for row in made]], merged=(2, at, len(made) + 1, at))


def stacked(draw: st.DrawFn, made: list[Cells]) -> bytes:
    """A second table beneath the first, its columns in another order."""
    at = draw(st.integers(1, len(made)))
    order = draw(st.permutations(list(made[0])))
    lines: list[list[object]] = [list(row.values()) for row in made[:at]]
    if made[at:]:
        lines += [[], list(order), *([row[name] for name in order] for row in made[at:])]
    return saved(made, [lines])


def with_prefixed_headings(draw: st.DrawFn, made: list[Cells]) -> bytes:
    group = draw(st.sampled_from(("data/", "grup_a/data/", "data-", "data.", "data:", "1. ", "a) ", "data_", "No. ")))
    lines = [list(row.values()) for row in made]
    return saved([{f"{group}{name}": cell for name, cell in row.items()} for row in made], [lines])


def saved(
    made: Sequence[Cells], sheets: Sequence[Sequence[Sequence[object]]], *, is_second_hidden: bool = False,
    merged: tuple[int, int, int, int] | None = None,
) -> bytes:  # fmt: skip
    """A workbook of these sheets, each under the headings of the rows made."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, lines in enumerate(sheets):
        sheet = workbook.create_sheet(f"Data {number}")
        sheet.append(list(made[0]))
        for line in lines:
            sheet.append(list(line))
        sheet.sheet_state = "hidden" if number and is_second_hidden else "visible"
        if merged:
            first_row, first_column, last_row, last_column = merged
            sheet.merge_cells(start_row=first_row, start_column=first_column, end_row=last_row, end_column=last_column)
    workbook.save(content := io.BytesIO())
    return content.getvalue()


MUTATIONS: tuple[Mutation, ...] = (
    days_half_swapped, in_a_hidden_sheet, with_merged_cells, stacked, with_prefixed_headings,
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, mutation: Mutation) -> tuple[list[Cells], bytes]:
    """Grants as they are, and the workbook that comes of them."""
    made = draw(rows("grants").filter(lambda made: len(made) > 1))
    return made, mutation(draw, made)

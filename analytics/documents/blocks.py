"""The forms that a memo is laid out in, as plain data for the template: words, numbers and codes, never markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.charts.palette import LIGHT, SYMBOLS
from analytics.estimate import Estimate

Block = Mapping[str, object]
STRONG = "**"
PERCENT_TICKS = [[0.0, "0%"], [0.25, "25%"], [0.5, "50%"], [0.75, "75%"], [1.0, "100%"]]


@dataclass(frozen=True)
class Cell:
    """A cell of a table: a strong line, and fainter ones under it; `share` draws a bar of its length (1 is full)."""

    strong: str
    lines: Sequence[str] = ()
    share: float | None = None
    code: str = ""


@dataclass(frozen=True)
class Row:
    """An estimate drawn in a row of a picture, with its numbers written beside it.

    `label`, `note`: what it is and its n; `words`: value, interval and bounds in words; `lead`: which of these is said
    strongly; `reason`: why a value is withheld; `alt`: the row as a sentence.
    """

    label: str
    note: str
    estimate: Estimate
    words: Sequence[str]
    alt: str
    lead: int = 0
    reason: str = ""
    is_too_young: bool = False


def heading(text: str) -> Block:
    """A heading of a section."""
    return {"kind": "heading", "text": text}


def paragraph(text: str, *, leads: bool = False) -> Block:
    """What is said in full ink; what `leads` is not separated from the table or list under it."""
    return {"kind": "text", "runs": runs(text), "leads": leads}


def note(text: str) -> Block:
    """What must be read with a figure, fainter."""
    return {"kind": "note", "text": text}


def answer(sentence: str, more: Sequence[str]) -> Block:
    """The sentence that the memo is for, and what must be read with it."""
    return {"kind": "answer", "text": sentence, "more": list(more)}


def bullets(sentences: Sequence[str], columns: int = 1) -> Block:
    """A list, in one column or in two."""
    return {"kind": "list", "items": [runs(sentence) for sentence in sentences], "columns": columns}


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str | Cell]],
    widths: Sequence[float],
    total: int = 0,
    numbers: Sequence[int] = (),
) -> Block:
    """A table with a head; `widths` are parts of the page's, the last `total` rows are set off as sums, the columns
    `numbers` (from 0) are set to the right."""
    cells = [[_cell(cell) for cell in row] for row in rows]
    return {
        "kind": "table",
        "head": list(head),
        "rows": cells,
        "widths": list(widths),
        "total": total,
        "numbers": list(numbers),
    }


def picture(head: Sequence[str], axis: str, rows: Sequence[Row]) -> Block:
    """Points with intervals and bounds on one scale of shares, in a table whose columns are headed `head`: what the
    row is, the picture (headed `axis`), then one for each of what is said."""
    return {
        "kind": "picture",
        "head": list(head),
        "axis": axis,
        "ticks": PERCENT_TICKS,
        "rows": [_drawn(row) for row in rows],
    }


def reading_key(lines: Mapping[str, str]) -> Block:
    """How to read the forms: a name of a form (`point`, `sampling`, ...) and its words, a line each."""
    return {"kind": "key", "lines": [[form, words] for form, words in lines.items()]}


def runs(sentence: str) -> list[Block]:
    """A sentence of the catalogs in its strong and ordinary stretches."""
    parts = sentence.split(STRONG)
    return [{"text": part, "strong": place % 2 == 1} for place, part in enumerate(parts) if part]


def _cell(cell: str | Cell) -> Block:
    if isinstance(cell, str):
        return {"text": cell, "lines": []}
    bar = {"share": min(cell.share, 1.0), "colour": LIGHT.of_programme(cell.code)} if cell.share is not None else {}
    return {"strong": cell.strong, "lines": list(cell.lines), **bar}


def _drawn(row: Row) -> Block:
    code, sampling, bounds = row.estimate.by.get("programme"), *_ends(row.estimate)
    return {
        "label": row.label,
        "note": row.note,
        "words": list(row.words),
        "lead": row.lead,
        "alt": row.alt,
        "reason": row.reason,
        "hollow": row.estimate.is_hollow,
        "symbol": SYMBOLS.get(str(code), "circle"),
        "colour": LIGHT.of_programme(str(code)),
        "value": row.estimate.value,
        "sampling": sampling,
        "bounds": bounds,
        "young": row.is_too_young,
    }


def _ends(estimate: Estimate) -> tuple[list[float] | None, list[float] | None]:
    found = estimate.sampling, estimate.bounds
    sampling, bounds = ([one.lower, one.upper] if one else None for one in found)
    return sampling, bounds

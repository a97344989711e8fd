"""Every published figure with its source."""

from __future__ import annotations

from analytics.documents.typed_table import Column, TypedTable, dimension_columns, named
from analytics.wording.published import column_unit, source_date_words
from pages.shared.frame import Frame
from pages.shared.show import show_note
from pages.shared.tables import show_table

HEADINGS = ("measure", "value", "unit", "place", "as_of", "note", "source_title", "outlet", "source_date")


def show_published(frame: Frame) -> None:
    t = frame.t
    show_note(t("definitions.published.text"))
    show_table(frame, published_table(frame), t("definitions.published.table"), is_open=True)


def published_table(frame: Frame) -> TypedTable:
    """Every published figure, one per row, with its source."""
    t = frame.t
    rows = frame.rows("published_figures").to_dict("records")
    words = {name: t(f"definitions.published.column.{name}") for name in HEADINGS}
    figures = [row["figure_id"] for row in rows]
    units = [column_unit(row["unit"]) for row in rows]
    values = [row["value"] / 100 if row["unit"] == "percent" else row["value"] for row in rows]
    return TypedTable(
        "definitions-published",
        (
            *dimension_columns(t, "programme", [row["programme"] for row in rows]),
            *named(t, "figure", words["measure"], figures, lambda figure: t(f"published.figure.{figure}")),
            Column("value", words["value"], values, units),
            Column("unit", words["unit"], [t(f"definitions.published.unit.{row['unit']}") for row in rows]),
            Column("place", words["place"], [place_words(frame, row["regency_codes"]) for row in rows]),
            Column("as_of", words["as_of"], [row["as_of"] for row in rows], "date"),
            Column("note", words["note"], [t(f"definitions.published.note.{figure}") for figure in figures]),
            Column("source_title", words["source_title"], [row["source_title"] for row in rows]),
            Column("outlet", words["outlet"], [row["outlet"] for row in rows]),
            Column("source_date", words["source_date"], [source_date_words(t, row["source_date"]) for row in rows]),
        ),
    )


def place_words(frame: Frame, codes: str) -> str:
    """Names of the places of a published figure; the province where it names none."""
    names = frame.regencies
    places = [names[code] for code in codes.split() if code in names]
    return ", ".join(places) or frame.t("definitions.published.province")

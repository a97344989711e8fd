"""The headline's picture: businesses still running by programme, and the table of what was delivered."""

from __future__ import annotations

from analytics.charts.estimate_rows import EstimateRow, estimate_rows
from analytics.documents.typed_table import TypedTable, dimension_columns, estimate_columns, value_column
from analytics.wording.estimates import persistence_sentence
from pages.shared.frame import Frame
from pages.shared.rows import estimate_row
from pages.shared.show import show_chart, show_note
from pages.shared.tables import show_table


def show_persistence(frame: Frame) -> None:
    """One row per programme, and the table beside what was delivered."""
    axis = frame.t("overview.persistence.axis")
    figure = estimate_rows(persistence_rows(frame), frame.palette, frame.lang, axis)
    show_chart(frame, figure, alt_text(frame), "overview-persistence")
    show_note(frame.t("overview.persistence.text"))
    show_table(frame, programme_table(frame))


def persistence_rows(frame: Frame) -> list[EstimateRow]:
    return [
        estimate_row(frame.t, frame.t(f"programme.{code}.short"), estimate, code)
        for code, estimate in frame.by_programme("persistence_rate").items()
    ]


def programme_table(frame: Frame) -> TypedTable:
    t = frame.t
    counted = {key: frame.by_programme(key) for key in ("grants", "families", "amount_idr", "visited_rate")}
    codes, persistence = list(counted["grants"]), frame.by_programme("persistence_rate")
    return TypedTable(
        "overview-programmes",
        (
            *dimension_columns(t, "programme", codes),
            *(value_column(t(f"overview.column.{key}"), [of[code] for code in codes]) for key, of in counted.items()),
            *estimate_columns(t, [persistence[code] for code in codes], t("overview.column.persistence")),
        ),
    )


def alt_text(frame: Frame) -> str:
    return " ".join(
        persistence_sentence(frame.t, estimate) for estimate in frame.by_programme("persistence_rate").values()
    )

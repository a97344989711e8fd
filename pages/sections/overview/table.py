"""What was delivered and what became of it, a row a programme."""

from __future__ import annotations

from analytics.documents.typed_table import TypedTable, dimension_columns, estimate_columns, value_column
from pages.sections.overview.programmes import AGES
from pages.shared.frame import Frame
from pages.shared.tables import show_table

COUNTED = ("grants", "families", "amount_idr", "visited_rate")


def show_programme_table(frame: Frame) -> None:
    """The programmes' figures as numbers, with files to take along."""
    show_table(frame, programme_table(frame), frame.t("overview.table.title"), is_open=True)


def programme_table(frame: Frame) -> TypedTable:
    """Counts, and the share still running at each age and at last sight, with all that goes with it."""
    t = frame.t
    counted = {key: frame.by_programme(key) for key in COUNTED}
    codes, shares = list(counted["grants"]), {age: frame.by_programme(key) for age, key in AGES.items()}
    return TypedTable(
        "overview-programmes",
        (
            *dimension_columns(t, "programme", codes),
            *(value_column(t(f"overview.column.{key}"), [of[code] for code in codes]) for key, of in counted.items()),
            *(
                column
                for age, of in shares.items()
                for column in estimate_columns(
                    t, [of[code] for code in codes], t(f"overview.age.{age}"), age, is_brief=True
                )
            ),
        ),
    )

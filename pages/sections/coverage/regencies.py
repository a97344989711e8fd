"""Every measure by regency."""

from __future__ import annotations

from analytics.documents.typed_table import Column, TypedTable, dimension_columns, value_column
from analytics.estimate import Count
from pages.sections.coverage.map import by_regency
from pages.shared.frame import Frame
from pages.shared.tables import show_table


def show_regencies(frame: Frame, target: tuple[str, int] | None) -> None:
    """`target`: programme and year whose target stands beside what was delivered."""
    show_table(frame, regency_table(frame, target), frame.t("coverage.table.regencies"))


def regency_table(frame: Frame, target: tuple[str, int] | None) -> TypedTable:
    """All places of the filters in official order; one without grants has zeros, not a gap."""
    t, picked = frame.t, frame.picked_regencies
    poverty_year = frame.estimate("grants_per_1000_poor").context.get("poor_people_year", 0)

    def column(key: str, absent: int | None = 0) -> Column:
        found = by_regency(frame, key)
        words = t(f"coverage.column.{key}", poverty_year=poverty_year)
        return value_column(words, [found.get(code) for code in picked], absent=absent)

    return TypedTable(
        "coverage-regencies",
        (
            *dimension_columns(t, "regency", picked, frame.regencies),
            *(column(key) for key in ("grants", "families", "amount_idr")),
            *(target_columns(frame, *target) if target else ()),
            *(column(key) for key in ("grants_per_1000_poor", "representation_ratio")),
            column("visited_rate", None),
        ),
    )


def target_columns(frame: Frame, programme: str, year: int) -> list[Column]:
    """What was to be delivered in that year, what was, and the share."""
    t, picked = frame.t, frame.picked_regencies
    found = by_regency(frame, "target_realisation", programme=[programme], cohort_year=[year])
    of = [found.get(code) for code in picked]
    words = {"programme": t(f"programme.{programme}.short"), "year": year}
    counts: tuple[Count, ...] = ("target", "delivered")
    return [
        *(
            Column(name, t(f"coverage.column.{name}", **words), [one and one.counts[name] for one in of], "count")
            for name in counts
        ),
        Column("realisation", t("coverage.column.realisation"), [one and one.value for one in of], "share",
               indicators=("target_realisation",)),
    ]  # fmt: skip

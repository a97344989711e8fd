"""Every measure by regency."""

from __future__ import annotations

from analytics.documents.typed_table import Column, TypedTable, dimension_columns, estimate_columns, value_column
from analytics.estimate import Count
from analytics.programmes import PROGRAMMES
from pages.sections.coverage.map import by_regency
from pages.shared.frame import Frame
from pages.shared.tables import show_table

BOTH = ("regency", "programme")


def show_regencies(frame: Frame, target: tuple[str, int] | None) -> None:
    """`target`: programme and year whose target stands beside what was delivered."""
    show_table(frame, regency_table(frame, target), frame.t("coverage.table.regencies"), is_open=True)
    show_table(frame, programmes_table(frame), frame.t("coverage.table.programmes"))


def programmes_table(frame: Frame) -> TypedTable:
    """A row a regency and programme: grants, still running at the last visit, expected at equal age, never visited."""
    t = frame.t
    grants, running, lasting, visited = (
        {(str(one.by["regency"]), str(one.by["programme"])): one for one in frame.estimates(key, by=BOTH)}
        for key in ("grants", "persistence_rate", "survival_24_by_rate", "visited_rate")
    )
    pairs = [(code, programme) for code in frame.picked_regencies for programme in PROGRAMMES]
    rows = [pair for pair in pairs if pair in grants]
    never = [visited[row].unvisited if row in visited else None for row in rows]
    return TypedTable(
        "coverage-programmes",
        (
            *dimension_columns(t, "regency", [code for code, _ in rows], frame.regencies),
            *dimension_columns(t, "programme", [programme for _, programme in rows]),
            value_column(t("coverage.column.grants"), [grants[row] for row in rows]),
            *estimate_columns(t, [running.get(row) for row in rows], t("coverage.column.running_share"), "running"),
            *estimate_columns(
                t, [lasting.get(row) for row in rows], t("coverage.column.lasting"), "lasting", is_brief=True
            ),
            Column("never_visited", t("coverage.column.never_visited"), never, "count"),
        ),
    )


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

"""What is known of each regency or programme."""

from __future__ import annotations

from analytics.charts.monitoring import STATES, StateRow, state_bars
from analytics.documents.typed_table import Column, TypedTable, dimension_columns
from analytics.i18n.numbers import number
from analytics.programmes import PROGRAMMES
from pages.sections.monitoring.answer import Counts
from pages.shared.frame import Frame
from pages.shared.show import show_chart

GROUPS = ("programme", "regency")
COUNTED = ("grants", *STATES, "never_visited")
NO_GRANTS: Counts = dict.fromkeys(COUNTED, 0)


def counts_by(frame: Frame, dimension: str) -> dict[str, Counts]:
    rows = frame.filtered_rows("monitoring", by=[dimension]).to_dict("records")
    return {str(row["grouping"][dimension]): {str(name): row[name] for name in row} for row in rows}


def show_states(frame: Frame, by: str) -> None:
    """A bar a regency or programme: running, closed, not known."""
    t, found, labels = frame.t, counts_by(frame, by), labels_of(frame, by)
    rows = [
        StateRow(label, state_note(frame, found.get(code)), found.get(code, NO_GRANTS), colour_code(frame, by, code))
        for code, label in labels.items()
    ]
    names = {state: t(f"monitoring.state.{state}") for state in STATES}
    words = " ".join(f"{row.label}: {state_words(frame, row.counts)}." for row in rows)
    show_chart(frame, state_bars(rows, names, frame.palette, frame.lang), words, f"monitoring-{by}", is_headed=False)


def states_table(frame: Frame, by: str) -> TypedTable:
    """The bars' numbers, and who was never visited."""
    t, found, labels = frame.t, counts_by(frame, by), labels_of(frame, by)
    counts = [
        Column(name, t(f"monitoring.column.{name}"), [found.get(code, NO_GRANTS)[name] for code in labels], "count")
        for name in COUNTED
    ]
    return TypedTable(f"monitoring-states-{by}", (*dimension_columns(t, by, list(labels), labels), *counts))


def labels_of(frame: Frame, by: str) -> dict[str, str]:
    """Regencies that the filters leave, in official order, with or without grants; programmes in their own."""
    if by == "programme":
        picked = frame.where.get("programme", PROGRAMMES)
        return {code: frame.t(f"programme.{code}.short") for code in PROGRAMMES if code in picked}
    return {code: frame.regencies[code] for code in frame.picked_regencies}


def colour_code(frame: Frame, by: str, code: str) -> str:
    return code if by == "programme" else frame.only_programme


def state_note(frame: Frame, counts: Counts | None) -> str:
    if counts is None:
        return frame.t("monitoring.state.nothing")
    return " · ".join(number(counts[state], frame.lang) for state in STATES)


def state_words(frame: Frame, counts: Counts) -> str:
    return ", ".join(f"{number(counts[state], frame.lang)} {frame.t(f'monitoring.state.{state}')}" for state in STATES)

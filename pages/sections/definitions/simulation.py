"""How far each method misses on made-up grants whose truth is known: the table of `analytics.trials.simulation`."""

from __future__ import annotations

import pandas as pd

from analytics.documents.typed_table import Column, TypedTable, named
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, percent
from pages.shared.frame import Frame
from pages.shared.show import show_note, show_text
from pages.shared.tables import show_table

SPOKEN = ("kaplan_meier_closed_when_seen", "pwe")
HIDDEN = ("closed_avoided", "complaints_draw_visits")
SPOKEN_SCENARIO, SPOKEN_AGE_MONTHS = "irregular_visits", 24


def show_simulation(frame: Frame) -> None:
    """What the usual curve and the one used here miss by, and the whole table."""
    t = frame.t
    runs = frame.rows("simulation")
    show_note(t("definitions.simulation.text"))
    show_text(spoken(t, runs))
    show_text(hidden(t, runs))
    show_table(frame, simulation_table(t, runs), t("definitions.simulation.table"), is_open=True)


def spoken(t: Catalog, runs: pd.DataFrame) -> str:
    """The bias of the usual curve and of the one used here, in one scenario at one age."""
    at = runs[(runs["scenario"] == SPOKEN_SCENARIO) & (runs["age_months"] == SPOKEN_AGE_MONTHS)].set_index("method")
    naive, used = (at.T[method] for method in SPOKEN)
    return t(
        "definitions.simulation.spoken",
        naive=signed(float(naive["bias_points"]), t.lang),
        used=signed(float(used["bias_points"]), t.lang),
        covered=percent(float(used["coverage"]), t.lang),
        met=number(int(runs["is_met"].dropna().astype(bool).sum()), t.lang),
        asked=number(int(runs["is_met"].notna().sum()), t.lang),
    )


def hidden(t: Catalog, runs: pd.DataFrame) -> str:
    """What no data can reveal: the bias where visits depend on closing, and that random visits are free of it."""
    words = {}
    for scenario in HIDDEN:
        by_method = runs[runs["scenario"] == scenario].set_index("method")
        curve = by_method[by_method["age_months"] == SPOKEN_AGE_MONTHS].T["pwe"]
        words[scenario] = signed(float(curve["bias_points"]), t.lang)
        words[f"{scenario}_covered"] = percent(float(curve["coverage"]), t.lang)
        words[f"{scenario}_audit"] = signed(float(by_method["bias_points"].loc["audit"]), t.lang)
    return t("definitions.simulation.hidden", **words)


def simulation_table(t: Catalog, runs: pd.DataFrame) -> TypedTable:
    """Every scenario, method and age, one per row."""
    words = {
        name: t(f"definitions.simulation.column.{name}")
        for name in ("scenario", "method", "age", "truth", "bias", "coverage")
    }
    return TypedTable(
        "definitions-simulation",
        (
            *named(t, "scenario", words["scenario"], list(runs["scenario"]),
                   lambda code: t(f"definitions.simulation.scenario.{code}")),
            *named(t, "method", words["method"], list(runs["method"]),
                   lambda code: t(f"definitions.simulation.method.{code}")),
            Column("age_months", words["age"], list(runs["age_months"]), "months", decimals=0),
            Column("truth", words["truth"], list(runs["truth"]), "share"),
            Column("bias_points", words["bias"], list(runs["bias_points"]), "points"),
            Column("coverage", words["coverage"], list(runs["coverage"]), "share"),
        ),
    )  # fmt: skip


def signed(points: float, lang: str) -> str:
    """Points with one decimal and their sign."""
    return ("+" if points > 0 else "") + number(points, lang, 1)

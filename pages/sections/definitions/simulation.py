"""How far each method misses on made-up grants whose truth is known: the table of `analytics.trials.simulation`."""

from __future__ import annotations

import pandas as pd

from analytics.i18n import Catalog
from analytics.i18n.numbers import number, percent
from pages.shared.frame import Frame
from pages.shared.show import show_section, show_table, show_text

SPOKEN = ("kaplan_meier_closed_when_seen", "pwe")
HIDDEN = ("closed_avoided", "complaints_draw_visits")
SPOKEN_SCENARIO, SPOKEN_AGE_MONTHS = "irregular_visits", 24


def show_simulation(frame: Frame) -> None:
    """What the usual curve and the one used here miss by, and the whole table."""
    t = frame.t
    runs = frame.rows("simulation")
    show_section(t("definitions.simulation.title"), t("definitions.simulation.text"))
    show_text(spoken(t, runs))
    show_text(hidden(t, runs))
    show_table(frame, simulation_table(t, runs), t("definitions.simulation.table"))


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


def simulation_table(t: Catalog, runs: pd.DataFrame) -> pd.DataFrame:
    """Every scenario, method and age, one per row."""
    columns = {
        "scenario": [t(f"definitions.simulation.scenario.{code}") for code in runs["scenario"]],
        "method": [t(f"definitions.simulation.method.{code}") for code in runs["method"]],
        "age": ["–" if pd.isna(age) else number(age, t.lang) for age in runs["age_months"]],
        "truth": ["–" if pd.isna(share) else percent(share, t.lang) for share in runs["truth"]],
        "bias": ["–" if pd.isna(points) else signed(points, t.lang) for points in runs["bias_points"]],
        "coverage": ["–" if pd.isna(share) else percent(share, t.lang) for share in runs["coverage"]],
    }
    return pd.DataFrame({t(f"definitions.simulation.column.{name}"): cells for name, cells in columns.items()})


def signed(points: float, lang: str) -> str:
    """Points with one decimal and their sign."""
    return ("+" if points > 0 else "") + number(points, lang, 1)

"""The state of the programmes: how many were reached, how many never seen, and the targets of a year."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, percent, rupiah_about
from analytics.wording.estimates import value_words


def reached_words(t: Catalog, grants: Estimate, families: Estimate, amount: Estimate) -> str:
    """Grants, families and rupiah, counted in full."""
    return t(
        "overview.state.reached",
        grants=value_words(t, grants),
        families=value_words(t, families),
        amount=rupiah_about(amount.value or 0, t.lang),
    )


def never_visited_words(t: Catalog, visited: Estimate) -> str:
    """How many grants were never visited, from `visited_rate`."""
    return t(
        "overview.state.never_visited",
        unvisited=number(visited.unvisited, t.lang),
        grants=number(visited.n, t.lang),
        visited=value_words(t, visited),
    )


def target_lines(t: Catalog, targets: Mapping[str, Estimate], year: int) -> list[str]:
    """The `target_realisation` of a year, a programme a line; one line where there is none."""
    lines = [
        t(
            "overview.state.target",
            programme=t(f"programme.{code}.short"),
            year=str(year),
            delivered=number(estimate.counts["delivered"], t.lang),
            target=number(estimate.counts["target"], t.lang),
            share=percent(estimate.value, t.lang),
        )
        for code, estimate in targets.items()
        if estimate.value is not None
    ]
    return lines or [t("overview.state.no_target", year=str(year))]

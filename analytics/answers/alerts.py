"""What somebody should be told of the figures of a day: rules of `data/reference/alerts.csv`, and those that apply."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from analytics.answers.figures import figures
from analytics.estimate import Estimate
from analytics.indicators import REGISTRY
from analytics.store.database import DIMENSIONS, Store
from analytics.store.versions import StoreError

Part = Literal["value", "unknown_share"]
Side = Literal["above", "below"]
FILE = "alerts.csv"


@dataclass(frozen=True)
class Rule:
    """An indicator, by one dimension, of which a part above or below a limit is to be told.

    `unknown_share`: the unknown of the known and unknown, a fraction of 1; `value` in the unit of the indicator.
    """

    indicator: str
    by: str
    part: Part
    side: Side
    limit: float

    def found(self, estimate: Estimate) -> float | None:
        """The part of a figure that the rule looks at; None where the figure has none."""
        if self.part == "value":
            return estimate.value
        unknown = estimate.counts.get("unknown", 0)
        return unknown / (estimate.n + unknown) if estimate.n + unknown else None


@dataclass(frozen=True)
class Alert:
    """A figure of which a rule applies, and what was found."""

    rule: Rule
    estimate: Estimate
    found: float


def read_rules(folder: Path) -> list[Rule]:
    """The rules in the folder of reference data; none where there is no file. Raises StoreError(`broken_alerts`)."""
    path = folder / FILE
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [_rule(row, number) for number, row in enumerate(rows, start=2)]


def alerts(store: Store, rules: Sequence[Rule]) -> list[Alert]:
    """The figures of the version's latest day of which a rule applies, in the order of the rules."""
    return [
        Alert(rule, estimate, found)
        for rule in rules
        for estimate in figures(store, rule.indicator, by=[rule.by] if rule.by else [])
        if (found := rule.found(estimate)) is not None
        and (found > rule.limit if rule.side == "above" else found < rule.limit)
    ]


def _rule(row: dict[str, str], number: int) -> Rule:
    try:
        part, side = row["part"], row["side"]
        is_known = row["indicator"] in REGISTRY and row["by"] in ("", *DIMENSIONS)
        if not is_known or part not in get_args(Part) or side not in get_args(Side):
            raise ValueError(row)
        return Rule(row["indicator"], row["by"], part, side, float(row["limit"]))  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError("broken_alerts", row=number) from error

"""The grants behind a figure, each with its part in it, so that anyone can add them up again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.answers.figures import figures
from analytics.estimate import Estimate
from analytics.indicators import REGISTRY
from analytics.store.database import Selection, Store

OF_A_GRANT = ("grant_id", "programme", "regency")


class NotOfGrantsError(ValueError):
    """The figure is not made of grants, one by one."""


@dataclass(frozen=True)
class FigureRows:
    """The rows behind the figure `key`.

    - `rows`: one a grant (of what is observed over several visits, more): `grant_id`, `programme`, `regency`, its
      `numerator` and `denominator`, and every other number or day that the question of the figure tells of it.
    - `figure`: what the rows are behind; None where that is several or none. `adds_up`: whether the sum of the
      numerators, over that of the denominators, is its value. It is not where the figure is fitted, where what is blank
      was filled, or where it is withheld.
    """

    key: str
    rows: pd.DataFrame
    figure: Estimate | None
    adds_up: bool


def figure_rows(store: Store, key: str, *, as_of: date, where: Selection) -> FigureRows:
    """Asked as the figure is. Raises KeyError for no indicator, NotOfGrantsError where the question does not ask for
    grants."""
    rows = _rows(store, key, as_of, where)
    found = figures(store, key, as_of=as_of, where=where)
    figure = found[0] if len(found) == 1 else None
    return FigureRows(key, rows, figure, _adds_up(rows, figure))


def _adds_up(rows: pd.DataFrame, figure: Estimate | None) -> bool:
    if figure is None or figure.value is None:
        return False
    over = rows["denominator"].sum() if "denominator" in rows else 1
    return bool(over) and math.isclose(rows["numerator"].sum() / over, figure.value, rel_tol=1e-9)


def _rows(store: Store, key: str, as_of: date, where: Selection) -> pd.DataFrame:
    indicator = REGISTRY[key]
    answer = store.query(indicator.query, as_of=as_of, picked=where, by=list(OF_A_GRANT))
    if "grouping" not in answer or not all(of.get("grant_id") for of in answer["grouping"]):
        raise NotOfGrantsError(key)
    of = pd.DataFrame([{name: row[name] for name in OF_A_GRANT} for row in answer["grouping"]], columns=OF_A_GRANT)
    sums = {
        part: answer[list(columns)].sum(axis="columns")
        for part, columns in (("numerator", indicator.numerator), ("denominator", indicator.denominator))
        if columns
    }
    plain = [name for name, values in answer.items() if values.map(pd.api.types.is_scalar).all() and name not in of]
    return pd.concat([of, pd.DataFrame(sums), answer[plain]], axis="columns")

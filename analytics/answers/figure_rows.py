"""The grants behind a figure, each with its part in it, so that anyone can add them up again."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.indicators import REGISTRY
from analytics.store.database import Selection, Store

OF_A_GRANT = ("grant_id", "programme", "regency")


class NotOfGrantsError(ValueError):
    """The figure is not made of grants, one by one."""


def figure_rows(store: Store, key: str, *, as_of: date, where: Selection) -> pd.DataFrame:
    """One row a grant (of what is observed over several visits, more): `grant_id`, `programme`, `regency`, its
    `numerator` and `denominator`, and every other number or day that the question of the figure tells of it.

    Over all rows numerator and denominator add up to those of the figure; a fitted figure has in them the grants that
    it was fitted to. Raises KeyError for no indicator, NotOfGrantsError where the question does not ask for grants.
    """
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

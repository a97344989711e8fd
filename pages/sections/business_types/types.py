"""The business types of one programme, as the page orders and names them; None is a grant whose business is not
named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from analytics.contract import BUSINESS_CATEGORIES
from analytics.estimate import Estimate
from pages.shared.address import choose
from pages.shared.frame import Frame
from pages.shared.show import show_how_to_read

Category = str | None
ByCategory = Mapping[Category, Estimate]

MISSING = "missing"
"""Stands in addresses and catalogs for a business that is not named."""


@dataclass(frozen=True)
class Types:
    """One programme's types: `frame` is the page narrowed to the `programme`, `order` the most numerous first, 'other'
    last, after it the grants whose business is not named."""

    frame: Frame
    programme: str
    order: tuple[Category, ...]
    grants: ByCategory

    @cached_property
    def at_12_months(self) -> ByCategory:
        """Survival at 12 months."""
        return by_category(self.frame, "survival_12")

    @cached_property
    def rates(self) -> ByCategory:
        """How many times as fast each closes as the programme does on average."""
        return by_category(self.frame, "closing_rate")

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year of disbursement."""
        found = [int(one.by["cohort_year"] or 0) for one in self.frame.estimates("grants", by=["cohort_year"])]
        return min(found), max(found)

    @property
    def short(self) -> str:
        """The programme in a word."""
        return self.frame.t(f"programme.{self.programme}.short")

    def label(self, category: Category) -> str:
        """A type in the reader's words."""
        return self.frame.t(f"business_category.{category or MISSING}")

    def count(self, category: Category) -> float:
        """Its grants."""
        found = self.grants.get(category)
        return (found.value or 0) if found else 0


def choose_programme(frame: Frame) -> Frame:
    """The page narrowed to the programme that the reader chooses, since no average holds for several."""
    offered = {code: frame.t(f"programme.{code}.short") for code in frame.by_programme("grants")}
    with st.container(horizontal=True, vertical_alignment="center"):
        code = choose(frame.t("frame.programme"), "business_types_programme", offered, is_labelled=False)
        show_how_to_read(frame, frame.t("business_types.how_to_read"))
        st.markdown(f":gray[{frame.t('business_types.choose_row')}]", width="content")
    return frame.narrowed(programme=[code])


def types_of(frame: Frame) -> Types:
    """The types of a page that is narrowed to one programme."""
    grants = by_category(frame, "grants")
    return Types(frame, frame.only_programme, tuple(in_order(grants)), grants)


def category_of(value: object) -> Category:
    """The category in a row of the store."""
    return None if pd.isna(value) else str(value)  # type: ignore[call-overload]


def by_category(frame: Frame, key: str) -> dict[Category, Estimate]:
    """One estimate per category, under the active filters."""
    return {category_of(one.by["business_category"]): one for one in frame.estimates(key, by=["business_category"])}


def in_order(grants: ByCategory) -> list[Category]:
    """Most numerous first, 'other' last, after it the grants whose business is not named."""
    last: dict[Category, int] = {"other": 1, None: 2}
    return sorted(
        grants,
        key=lambda category: (
            last.get(category, 0),
            -(grants[category].value or 0),
            BUSINESS_CATEGORIES.index(category) if category else 0,
        ),
    )

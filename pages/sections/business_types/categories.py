"""Business categories as the pages order and name them; None is a grant whose business is not named."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analytics.contract import BUSINESS_CATEGORIES
from analytics.estimate import Estimate
from pages.shared.frame import Frame

Category = str | None


def category_of(estimate: Estimate) -> Category:
    """The category that an estimate belongs to."""
    category = estimate.by["business_category"]
    return None if pd.isna(category) else str(category)


def by_category(frame: Frame, key: str) -> dict[Category, Estimate]:
    """One estimate per category, under the active filters."""
    return {category_of(estimate): estimate for estimate in frame.estimates(key, by=["business_category"])}


def in_order(grants: Mapping[Category, Estimate]) -> list[Category]:
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


def label(frame: Frame, category: Category) -> str:
    """The category in the reader's words."""
    return frame.t(f"business_category.{category or 'missing'}")

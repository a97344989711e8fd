"""Published figures, and this data's beside them, in words."""

from __future__ import annotations

import re
from datetime import date

from analytics.answers.published import Comparison
from analytics.i18n import Catalog
from analytics.i18n.numbers import day, number, percent, rupiah
from analytics.wording.estimates import interval_words, n_words


def published_words(t: Catalog, value: float | None, unit: str) -> str:
    """A published or recomputed value in its unit."""
    if value is None:
        return "–"
    if unit == "percent":
        return percent(value, t.lang, 0 if value == round(value, 2) else 1)
    if unit.startswith("rupiah"):
        return rupiah(value, t.lang)
    return str(int(value)) if unit == "year" else number(value, t.lang)


def ours_words(t: Catalog, comparison: Comparison) -> str:
    """This data's value; with its interval and n where it is an estimate."""
    value = published_words(t, comparison.ours, comparison.unit)
    interval = comparison.estimate.sampling if comparison.estimate else None
    if comparison.estimate is None or interval is None:
        return value
    chance = interval_words(t, interval, comparison.estimate.unit)
    return f"{value} ({chance}; {n_words(t, comparison.estimate)})"


def status_words(t: Catalog, comparison: Comparison) -> str:
    """Whether both agree, and why they cannot be compared with each other."""
    status = t(f"published.status.{comparison.status}")
    return f"{status}: {t(f'published.reason.{comparison.reason}')}" if comparison.reason else status


def published_line(t: Catalog, comparison: Comparison) -> str:
    """A published figure, this data's at its day, whether both agree, the source; its name between `**`."""
    line = t(
        "overview.published.line",
        published=published_words(t, comparison.published, comparison.unit),
        ours=ours_words(t, comparison),
        status=status_words(t, comparison),
        as_of=day(comparison.as_of, t.lang),
        source=comparison.source,
    )
    return f"**{t(f'published.figure.{comparison.figure_id}')}** {line}"


def column_unit(published_unit: str) -> str:
    """The unit in which a table writes a published value."""
    if published_unit.startswith("rupiah"):
        return "idr"
    return {"percent": "share", "year": "year"}.get(published_unit, "count")


def source_date_words(t: Catalog, text: str | float) -> str:
    """A day in full where the source has one, else the year or years."""
    if not isinstance(text, str):
        return t("definitions.published.undated")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return day(date.fromisoformat(text), t.lang)
    return t("definitions.published.years", years=text)

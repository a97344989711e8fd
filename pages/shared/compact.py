"""Compact rows of a panel: counts, and beside them the share of 100 that lasts 24 months."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.charts.compact_rows import CompactRow, compact_rows
from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from pages.shared.frame import Frame
from pages.shared.rows import alt_text
from pages.shared.show import show_chart, show_note

FEWEST = 20


def lasting_row(frame: Frame, label: str, count: float, lasting: Estimate | None) -> CompactRow:
    """`lasting`: survival at 24 months; not shown of fewer than twenty whose status is known."""
    t = frame.t
    n = number(lasting.n if lasting else 0, t.lang)
    written = number(count, t.lang)
    if lasting is None or lasting.value is None or lasting.sampling is None or lasting.n < FEWEST:
        return CompactRow(label, count, written, note=t("figures.lasting.too_few", n=n))
    value, interval = lasting.value, lasting.sampling
    note = t("figures.lasting.value", value=number(100 * value, t.lang), n=n)
    return CompactRow(label, count, written, (value, interval.lower, interval.upper), note, lasting.is_hollow)


def show_lasting_rows(frame: Frame, rows: Sequence[CompactRow], key: str) -> None:
    """The rows under their heads, with the average of the programme as a line."""
    t = frame.t
    whole = frame.without("regency", "business_category").estimate("survival_24")
    heads = (t("figures.lasting.grants"), t("figures.lasting.of_100"))
    figure = compact_rows(rows, frame.palette, t.lang, frame.only_programme, heads, whole.value)
    show_chart(frame, figure, alt_text(rows), key, is_headed=False)
    if whole.value is not None and any(row.share for row in rows):
        show_note(t("figures.lasting.average", average=number(100 * whole.value, t.lang)))


def show_counts(frame: Frame, counts: Sequence[tuple[str, int]], key: str) -> None:
    """Counts in grey, as bars."""
    rows = [CompactRow(label, count, number(count, frame.lang)) for label, count in counts]
    show_chart(frame, compact_rows(rows, frame.palette, frame.lang, ""), alt_text(rows), key, is_headed=False)

"""The amounts side by side: families reached and the survival that each needs."""

from __future__ import annotations

import streamlit as st

from analytics.charts.grant_size import AmountRow, amount_rows
from analytics.documents.typed_table import Column, TypedTable, cell_words
from analytics.i18n.numbers import number, rupiah
from analytics.methods.grant_size import Amount
from analytics.wording.grant_size import hundred, times
from pages.sections.grant_size.inputs import Inputs
from pages.shared.frame import Frame
from pages.shared.show import show_chart, show_note
from pages.shared.tables import show_table

COLUMNS = (
    "amount", "recipients", "ratio", "ceiling", "needed", "needed_range", "surviving", "surviving_range", "cost",
    "cost_range",
)  # fmt: skip


def verdict_words(frame: Frame, amount: Amount, inputs: Inputs) -> str:
    """By how much survival must rise or may fall, of every 100, as the rounded numbers themselves differ."""
    t = frame.t
    if amount.amount_idr == inputs.plan.present_amount_idr:
        return t("grant_size.present")
    if amount.needed is None or inputs.baseline is None:
        form = "ratio" if amount.ratio > 1 else "ratio_less"
        return t(f"grant_size.chart.{form}", ratio=times(frame.t, amount.ratio))
    if amount.is_impossible:
        return t("grant_size.chart.impossible")
    points = abs(int(hundred(frame.t, amount.needed)) - int(hundred(frame.t, inputs.baseline.share)))
    return t(f"grant_size.chart.{'up' if amount.ratio > 1 else 'down'}", points=number(points, t.lang))


def show_picture(frame: Frame, inputs: Inputs, amounts: dict[int, Amount]) -> None:
    t, baseline = frame.t, inputs.baseline
    rows = [
        AmountRow(
            rupiah(one.amount_idr, t.lang),
            t("grant_size.chart.families", reached=number(one.recipients, t.lang)),
            verdict_words(frame, one, inputs),
            one.needed,
            one.ceiling,
            t("grant_size.chart.ceiling", ceiling=hundred(frame.t, one.ceiling))
            if one.needed is None
            else hundred(frame.t, one.needed),
        )
        for one in amounts.values()
    ]  # fmt: skip
    now, interval = (baseline.share, baseline.interval) if baseline else (None, None)
    st.markdown(reading_words(frame, inputs))
    axis = t("grant_size.chart.axis" if baseline else "grant_size.chart.axis_ratio")
    alt = " ".join(alt_words(frame, one, inputs) for one in amounts.values())
    show_chart(frame, amount_rows(rows, now, interval, frame.palette, t.lang, axis), alt, "grant-size")
    st.markdown(f":gray[{t('grant_size.answer.caveat')}]")


def reading_words(frame: Frame, inputs: Inputs) -> str:
    t, baseline = frame.t, inputs.baseline
    cost = rupiah(inputs.plan.delivery_cost_idr, t.lang)
    if baseline is None:
        return t("grant_size.chart.reading_ratio", cost=cost)
    if baseline.interval is None:
        return t("grant_size.chart.reading", now=hundred(frame.t, baseline.share), cost=cost)
    lower, upper = (hundred(frame.t, end) for end in baseline.interval)
    return t(
        "grant_size.chart.reading_range", now=hundred(frame.t, baseline.share), lower=lower, upper=upper, cost=cost
    )  # fmt: skip


def alt_words(frame: Frame, one: Amount, inputs: Inputs) -> str:
    words = {
        "amount": rupiah(one.amount_idr, frame.lang),
        "reached": number(one.recipients, frame.lang),
        "verdict": verdict_words(frame, one, inputs).replace("<b>", "").replace("</b>", ""),
    }
    if one.needed is None or one.is_impossible:
        return frame.t("grant_size.chart.alt", **words)
    return frame.t("grant_size.chart.alt_needed", needed=hundred(frame.t, one.needed), **words)


def show_amounts(frame: Frame, amounts: dict[int, Amount]) -> None:
    """The picture's numbers, and what they hold for every amount."""
    show_table(frame, amounts_table(frame, amounts), frame.t("grant_size.table.amounts"))
    show_note(frame.t("grant_size.table.note"))


def amounts_table(frame: Frame, amounts: dict[int, Amount]) -> TypedTable:
    t, rows = frame.t, list(amounts.values())
    words = {name: t(f"grant_size.column.{name}") for name in COLUMNS}

    def with_range(key: str, name: str, ends: str, unit: str, decimals: int | None = None) -> list[Column]:
        """A value, its range in words on the page, and its ends in files."""
        ranges = [getattr(one, ends) for one in rows]
        said = [one and "–".join(cell_words(t, end, unit, decimals) for end in one) for one in ranges]
        return [
            Column(key, words[name], [getattr(one, key) for one in rows], unit, decimals),
            Column(f"{key}_range", words[f"{name}_range"], said, only="page"),
            *(
                Column(f"{key}_{end}", t("tables.of", of=words[name], part=t(f"tables.part.{end}")),
                       [one and one[place] for one in ranges], unit, decimals, only="files")
                for place, end in enumerate(("lower", "upper"))
            ),
        ]  # fmt: skip

    columns = [
        Column("amount_idr", words["amount"], [one.amount_idr for one in rows], "idr"),
        Column("recipients", words["recipients"], [one.recipients for one in rows], "count"),
        Column("ratio", words["ratio"], [one.ratio for one in rows], "ratio"),
        Column("ceiling", words["ceiling"], [one.ceiling if one.ceiling < 1 else None for one in rows], "share", 0),
    ]
    if any(one.needed is not None for one in rows):
        columns += with_range("needed", "needed", "needed_range", "share", 0)
        columns += with_range("surviving", "surviving", "surviving_range", "count")
        columns += with_range("cost_per_surviving_idr", "cost", "cost_range_idr", "idr")
    return TypedTable("grant-size-amounts", tuple(columns))

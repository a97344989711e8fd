"""The amounts side by side: families reached and the survival that each needs."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.charts.grant_size import AmountRow, amount_rows
from analytics.i18n.numbers import number, rupiah, rupiah_about
from analytics.methods.grant_size import Amount
from analytics.wording.grant_size import hundred, times
from pages.sections.grant_size.inputs import Inputs
from pages.sections.grant_size.scenarios import needed_words
from pages.shared.frame import Frame
from pages.shared.show import show_chart, show_note, show_table


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


def amounts_table(frame: Frame, amounts: dict[int, Amount]) -> pd.DataFrame:
    t, lang = frame.t, frame.lang

    def counts(ends: tuple[float, float] | None) -> str:
        return "–" if ends is None else "–".join(number(end, lang) for end in ends)

    rows = []
    for one in amounts.values():
        row = {
            "amount": rupiah(one.amount_idr, lang),
            "recipients": number(one.recipients, lang),
            "ratio": times(frame.t, one.ratio),
            "ceiling": hundred(frame.t, one.ceiling) if one.ceiling < 1 else "–",
        }
        if one.needed is not None and one.surviving is not None and one.cost_per_surviving_idr is not None:
            row |= {
                "needed": needed_words(frame, one.needed),
                "needed_range": "–".join(needed_words(frame, end) for end in one.needed_range or ()) or "–",
                "surviving": number(one.surviving, lang),
                "surviving_range": counts(one.surviving_range),
                "cost": rupiah_about(one.cost_per_surviving_idr, lang, 2),
                "cost_range": "–".join(rupiah_about(end, lang, 2) for end in one.cost_range_idr or ()) or "–",
            }
        rows.append(row)
    return pd.DataFrame(rows).rename(columns=lambda name: t(f"grant_size.column.{name}"))

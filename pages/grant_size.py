"""The planner of next year's grant size: by how much survival must rise for an amount to be worth it."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.charts.grant_size import AmountRow, amount_rows
from analytics.i18n.numbers import number, rupiah, rupiah_about
from analytics.methods.grant_size import Amount, Prior, chance_of_break_even, shifted_share, split, weigh
from analytics.wording.estimates import group_words
from analytics.wording.grant_size import hundred, times
from pages.sections.grant_size.inputs import Inputs, baseline_words, planner_inputs
from pages.sections.grant_size.pilot import amount_words, show_pilot
from pages.sections.grant_size.records import refusal_words, show_paid, show_records
from pages.sections.grant_size.scenarios import needed_words, show_scenarios
from pages.shared.filters import regency_names
from pages.shared.frame import Frame, page_frame
from pages.shared.show import (
    PROSE_PX,
    show_answer,
    show_chart,
    show_head,
    show_method,
    show_note,
    show_section,
    show_table,
)

QUOTA = 20
SMALLEST_SAID = 0.01
METHOD = ("survival_24", "cost_per_surviving_business_idr", "cost_per_active_member_idr")


def answer_words(frame: Frame, inputs: Inputs, amounts: dict[int, Amount]) -> str:
    """The one sentence: reach, and what survival must be; without a baseline the ratio and its ceiling."""
    t, considered, now = frame.t, amounts[inputs.considered_idr], amounts[inputs.plan.present_amount_idr]
    if considered is now:
        return t("grant_size.answer.same")
    amount = rupiah(considered.amount_idr, t.lang)
    reach = t(
        "grant_size.answer.reach",
        budget=rupiah(inputs.plan.budget_idr, t.lang),
        amount=amount,
        reached=number(considered.recipients, t.lang),
        reached_now=number(now.recipients, t.lang),
    )
    if considered.needed is None or inputs.baseline is None:
        form = "ratio" if considered.ratio > 1 else "ratio_less"
        said = {
            "amount": amount,
            "ratio": times(frame.t, considered.ratio),
            "ceiling": hundred(frame.t, considered.ceiling),
        }
        return f"{reach} {t(f'grant_size.answer.{form}', **said)}"
    form = "impossible" if considered.is_impossible else "must" if considered.ratio > 1 else "enough"
    said = {"needed": hundred(frame.t, considered.needed), "now": hundred(frame.t, inputs.baseline.share)}
    return f"{reach} {t(f'grant_size.answer.{form}', **said)}"


def range_words(frame: Frame, considered: Amount) -> list[str]:
    if considered.needed_range is None or considered.needed_range[0] > 1:
        return []
    lower, upper = considered.needed_range
    form = "range" if upper <= 1 else "range_beyond"
    return [frame.t(f"grant_size.answer.{form}", lower=hundred(frame.t, lower), upper=hundred(frame.t, upper))]


def show_planner_answer(frame: Frame, inputs: Inputs, amounts: dict[int, Amount], is_programme_filtered: bool) -> None:
    t = frame.t
    lines = [" ".join([*range_words(frame, amounts[inputs.considered_idr]), *baseline_words(frame, inputs)])]
    refused = refusal_words(frame)
    lines += [refused] if refused else []
    if is_programme_filtered:
        lines.append(t("grant_size.answer.programme_filter"))
    show_answer(frame, answer_words(frame, inputs, amounts), *lines)


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
    said = {
        "amount": rupiah(one.amount_idr, frame.lang),
        "reached": number(one.recipients, frame.lang),
        "verdict": verdict_words(frame, one, inputs).replace("<b>", "").replace("</b>", ""),
    }
    if one.needed is None or one.is_impossible:
        return frame.t("grant_size.chart.alt", **said)
    return frame.t("grant_size.chart.alt_needed", needed=hundred(frame.t, one.needed), **said)


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


def show_prior(frame: Frame, inputs: Inputs, amounts: dict[int, Amount]) -> Prior:
    """The chance of break-even under an assumption that is the planner's own, said as such."""
    t, words = frame.t, amount_words(frame, inputs)
    show_section(t("grant_size.prior.title"), t("grant_size.prior.text", **words))
    with st.container(width=PROSE_PX):
        usual = Prior()
        mean = st.slider(
            t("grant_size.prior.mean"), -1.0, 2.0, usual.mean, 0.05, key="grant_size_mean", bind="query-params"
        )
        deviation = st.slider(
            t("grant_size.prior.deviation"), 0.05, 1.5, usual.deviation, 0.05,
            key="grant_size_deviation", bind="query-params",
        )  # fmt: skip
        prior = Prior(mean, deviation)
        for line in prior_lines(frame, inputs, amounts, prior):
            st.markdown(line)
    return prior


def prior_lines(frame: Frame, inputs: Inputs, amounts: dict[int, Amount], prior: Prior) -> list[str]:
    t, words, baseline = frame.t, amount_words(frame, inputs), inputs.baseline
    if not inputs.is_larger:
        return [t("grant_size.prior.only_larger")]
    if baseline is None:
        return [t("grant_size.prior.needs_baseline")]
    considered, now = amounts[inputs.considered_idr], amounts[inputs.plan.present_amount_idr]
    then, (lower, upper) = shifted_share(baseline, prior)
    chance = chance_of_break_even(baseline, considered.ratio, prior)
    shares = {
        "now": hundred(frame.t, baseline.share),
        "then": hundred(frame.t, then),
        "lower": hundred(frame.t, lower),
        "upper": hundred(frame.t, upper),
    }
    surviving = {
        "surviving": number(considered.recipients * then, t.lang),
        "lower": number(considered.recipients * lower, t.lang),
        "upper": number(considered.recipients * upper, t.lang),
        "now": number(now.surviving or 0, t.lang),
    }
    return [
        t("grant_size.prior.answer", amount=words["amount"], chance=chance_words(frame, chance)),
        t("grant_size.prior.shift", amount=words["amount"], **shares),
        t("grant_size.prior.surviving", **words, **surviving),
    ]


def chance_words(frame: Frame, chance: float) -> str:
    """Of 100; what is unlikely is not said to be impossible."""
    return frame.t("grant_size.prior.under_one") if 0 < chance < SMALLEST_SAID else hundred(frame.t, chance)


def show_split(frame: Frame, inputs: Inputs, amounts: dict[int, Amount]) -> None:
    """Recipients by regency, a quota first, or by type as on record; only where asked."""
    t = frame.t
    show_section(t("grant_size.split.title"))
    asked = st.segmented_control(
        t("grant_size.split.label"), ["regency", "type"], format_func=lambda way: t(f"grant_size.split.{way}"),
        key="grant_size_split", bind="query-params",
    )  # fmt: skip
    if asked == "regency":
        show_by_regency(frame, inputs, amounts)
    elif asked == "type":
        show_by_type(frame, inputs, amounts)


def show_by_regency(frame: Frame, inputs: Inputs, amounts: dict[int, Amount]) -> None:
    t, names = frame.t, regency_names(frame.lang)
    codes = [code for code in names if code in (frame.where.get("regency") or names)]
    with st.container(width=PROSE_PX):
        entered = st.number_input(
            t("grant_size.split.quota"), 0, 1_000, QUOTA, 1, key="grant_size_quota", bind="query-params"
        )
        quota = QUOTA if entered is None else int(entered)
        considered = amounts[inputs.considered_idr]
        form = "met" if considered.recipients >= quota * len(codes) else "not_met"
        st.markdown(
            t(
                f"grant_size.split.{form}",
                quota=number(quota, t.lang),
                places=number(len(codes), t.lang),
                all=number(quota * len(codes), t.lang),
                amount=rupiah(considered.amount_idr, t.lang),
                reached=number(considered.recipients, t.lang),
            )
        )
        st.markdown(f":gray[{t('grant_size.split.regency_text')}]")
    show_shares(frame, "place", names, dict.fromkeys(codes, 1.0), amounts, quota)


def show_by_type(frame: Frame, inputs: Inputs, amounts: dict[int, Amount]) -> None:
    t, programme = frame.t, frame.t(f"programme.{inputs.programme}.short")
    picked = {**frame.where, "programme": [inputs.programme]}
    rows = frame.rows("business_types", as_of=frame.as_of, picked=picked, by=[]).dropna(subset=["category"])
    if rows.empty:
        st.markdown(t("grant_size.split.none", programme=programme))
        return
    st.markdown(f":gray[{t('grant_size.split.type_text', programme=programme)}]")
    weights = dict(zip(rows["category"], rows["grants"].astype(float), strict=True))
    labels = {code: group_words(t, "business_category", code) for code in weights}
    show_shares(frame, "type", labels, weights, amounts)


def show_shares(
    frame: Frame,
    column: str,
    labels: dict[str, str],
    weights: dict[str, float],
    amounts: dict[int, Amount],
    each: int = 0,
) -> None:
    shares = {amount: split(one.recipients, weights, each) for amount, one in amounts.items()}
    table = pd.DataFrame(
        {frame.t(f"grant_size.column.{column}"): [labels[code] for code in weights]}
        | {
            rupiah(amount, frame.lang): [number(of[code], frame.lang) for code in weights]
            for amount, of in shares.items()
        }
    )
    show_table(frame, table, "grant_size", frame.t("grant_size.split.table"), is_open=True)


def show_how(frame: Frame) -> None:
    with st.expander(frame.t("grant_size.how.title")), st.container(width=PROSE_PX):
        st.markdown(frame.t("grant_size.how.text"))


asked_frame = page_frame("grant_size")
frame = replace(asked_frame, where={name: values for name, values in asked_frame.where.items() if name != "programme"})
show_head(frame, "grant_size")
answer = st.container()
picture, fields = st.columns([3, 1], gap="large")
with fields:
    inputs = planner_inputs(frame)
amounts = {one.amount_idr: one for one in weigh(inputs.plan, inputs.amounts_idr, inputs.baseline)}
with answer:
    show_planner_answer(frame, inputs, amounts, frame.where != asked_frame.where)
with picture:
    show_picture(frame, inputs, amounts)
show_table(frame, amounts_table(frame, amounts), "grant_size", frame.t("grant_size.table.amounts"))
show_note(frame.t("grant_size.table.note"))
show_records(frame, inputs)
prior = show_prior(frame, inputs, amounts)
show_pilot(frame, inputs)
show_split(frame, inputs, amounts)
show_paid(frame)
show_scenarios(frame, inputs, prior)
show_how(frame)
show_method(frame, *METHOD, queries=("grant_amounts", "mentoring", "price_index"))

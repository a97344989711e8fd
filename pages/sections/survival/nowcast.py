"""Persistence brought up to the as-of date, and what becomes of it if those not seen for long close faster."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analytics.answers.survival import persistence_nowcast
from analytics.charts.nowcast import nowcast_rows
from analytics.estimate import Estimate, Sensitivity
from analytics.i18n.numbers import day, number, percent
from analytics.methods.persistence_today import Today
from analytics.wording.estimates import both_targets_words, unit_words, value_words, withheld_words
from analytics.wording.survival import number_of_times, turning_words, what_if_words
from pages.sections.survival.left_out import show_left_out
from pages.sections.survival.over_time import show_what_it_hangs_on
from pages.shared.frame import Frame
from pages.shared.panels import panel, sides
from pages.shared.rows import alt_text, estimate_row
from pages.shared.show import show_chart, show_note, show_withheld

SPEEDS = (0.5, 0.75, 1.5, 2.0, 3.0, 5.0, 10.0)
FIRST_SPEED = 2.0
LINES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
FIRST_LINE = 0.5


def show_unknown(frame: Frame, persistence: dict[str, Estimate]) -> None:
    """What is estimated of the day itself and what it hangs on; then who is left out.

    `persistence`: the share last seen running, by programme.
    """
    show_nowcast(frame, persistence)
    show_left_out(frame, persistence)
    show_what_it_hangs_on(frame)


def show_nowcast(frame: Frame, persistence: dict[str, Estimate]) -> None:
    t = frame.t
    estimates = {
        str(estimate.by["programme"]): estimate
        for estimate in frame.estimates("persistence_nowcast", by=["programme"])
        if estimate.by["programme"] in persistence
    }
    shown = {code: estimates[code] for code in persistence if code in estimates}
    for estimate in shown.values():
        if estimate.value is None:
            reason = withheld_words(t, estimate)
            show_withheld(t("survival.nowcast.withheld", unit=unit_words(t, estimate), reason=reason))
    with_value = {code: estimate for code, estimate in shown.items() if estimate.value is not None}
    if with_value:
        show_what_if(frame, with_value, persistence)
    show_note(t("survival.nowcast.assumption"))


def today_sentence(frame: Frame, estimate: Estimate) -> str:
    t = frame.t
    counts = {name: number(estimate.counts[name], t.lang) for name in ("closed", "long_unseen")}
    sentence = t(
        "survival.nowcast.sentence",
        N=number(estimate.n, t.lang),
        unit=unit_words(t, estimate, estimate.n),
        p=value_words(t, estimate),
        day=day(frame.as_of, t.lang),
        interval=both_targets_words(t, estimate),
    )
    return f"**{sentence}** {t('survival.nowcast.closed_and_unseen', **counts)}"


@st.fragment
def show_what_if(frame: Frame, estimates: dict[str, Estimate], persistence: dict[str, Estimate]) -> None:
    """The two choices of the reader, the pictures under them, and where the conclusion turns."""
    t = frame.t
    speed, line = choose_speed_and_line(frame)
    places = sides("nowcast", *[1] * max(2, len(estimates)))
    for place, (code, estimate) in zip(places, estimates.items(), strict=False):
        answer = frame.narrowed(programme=[code]).ask(persistence_nowcast, what_if=(speed,), line=line)
        assert answer is not None
        what_if = what_if_estimate(estimate, answer, speed)
        words = {"unit": unit_words(t, estimate), "k": number_of_times(frame.t, speed), "day": day(frame.as_of, t.lang)}
        rows = [
            estimate_row(t, t(f"survival.nowcast.row.{name}", **words), shown, code)
            for name, shown in (("seen", persistence[code]), ("now", estimate), ("what_if", what_if))
        ]
        label = t("survival.nowcast.line_label", line=percent(line, t.lang, 0))
        figure = nowcast_rows(rows, frame.palette, t.lang, t("survival.nowcast.axis"), line, label)
        alt = alt_text(rows)
        with place, panel(f"nowcast-{code}", t(f"programme.{code}.short")):
            show_chart(frame, figure, alt, f"survival-nowcast-{code}")
            st.markdown(today_sentence(frame, estimate))
            st.markdown(f"{what_if_words(frame.t, what_if, words)} {turning_words(frame.t, estimate, answer, line)}")


def choose_speed_and_line(frame: Frame) -> tuple[float, float]:
    t = frame.t
    left, right = sides("assume", 1, 1)
    with left:
        speed: float = st.select_slider(
            t("survival.nowcast.speed"),
            SPEEDS,
            FIRST_SPEED,
            format_func=lambda k: t("survival.nowcast.times", k=number_of_times(frame.t, k)),
            key="survival_speed",
        )
    with right:
        line: float = st.select_slider(
            t("survival.nowcast.line"), LINES, FIRST_LINE, format_func=lambda share: percent(share, t.lang, 0),
            key="survival_line",
        )  # fmt: skip
    return speed, line


def what_if_estimate(estimate: Estimate, answer: Today, speed: float) -> Estimate:
    """The estimate at another speed, with all that travels with it; its range reaches from the estimate to it."""
    lower, upper = sorted([answer.what_if[speed], answer.share])
    return replace(estimate, value=answer.what_if[speed], intervals=(Sensitivity("model", lower, upper),), notes=())

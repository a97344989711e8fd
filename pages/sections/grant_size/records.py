"""What the records can say about the amount, about mentoring, about what was paid, and what the rupiah buys."""

from __future__ import annotations

import streamlit as st

from analytics.answers.amounts import amounts_on_record, mentoring
from analytics.estimate import Estimate
from analytics.i18n.numbers import number, percent, rupiah, rupiah_about
from analytics.methods.grant_size import at_prices_of
from analytics.methods.grant_size_records import MIN_AMOUNTS, MIN_VERDICTS, StillRunning
from analytics.programmes import PROGRAMMES
from analytics.wording.estimates import group_words, interval_words, value_words
from pages.sections.grant_size.inputs import Inputs
from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX, show_note, show_text

YEAR_OF_FIVE_MILLION = 2024
PAID = {"business": "cost_per_surviving_business_idr", "person": "cost_per_active_member_idr"}


def show_records(frame: Frame, inputs: Inputs) -> None:
    """A plain refusal with its reason and what it would take; rows side by side only where the rule is met."""
    t = frame.t
    on_record = frame.ask(amounts_on_record)
    records, prices = on_record.records, {"year": str(on_record.prices_of_year)}
    with st.container(width=PROSE_PX):
        if records.refused:
            st.markdown(f"**{refusal_words(frame)}**")
            limits = {"amounts": number(MIN_AMOUNTS, t.lang), "verdicts": number(MIN_VERDICTS, t.lang)}
            st.markdown(t("grant_size.records.needs", **limits, **prices))
        else:
            st.markdown(t("grant_size.records.side_by_side", **prices))
            st.markdown("\n".join(f"- {line_words(frame, row)}" for row in records.rows))
        for line in mentoring_lines(frame, inputs.programme):
            st.markdown(line)
        st.markdown(f":gray[{price_words(frame, inputs.plan.present_amount_idr)}]")


def refusal_words(frame: Frame) -> str:
    """The one sentence; empty where the records can say something."""
    t, refused = frame.t, frame.ask(amounts_on_record).records.refused
    return t("grant_size.records.refused", reason=t(f"grant_size.records.{refused}")) if refused else ""


def line_words(frame: Frame, row: StillRunning) -> str:
    t = frame.t
    return t(
        "grant_size.records.line",
        programme=t(f"programme.{row.of['programme']}.short"),
        cohort_year=str(row.of["cohort_year"]),
        category=group_words(t, "business_category", row.of["business_category"]),
        amount=rupiah_about(int(row.of["real_amount_idr"]), t.lang, 2),
        **share_words(frame, row),
    )


def share_words(frame: Frame, row: StillRunning) -> dict[str, str]:
    t = frame.t
    return {
        "share": percent(row.share, t.lang),
        "known": number(row.known, t.lang),
        "interval": interval_words(t, row.interval, "share"),
    }


def mentoring_lines(frame: Frame, programme: str) -> list[str]:
    """The rival lever, described; nothing where the export does not say who was mentored, and who was not."""
    t = frame.t
    rows = frame.ask(mentoring, programme=programme)
    if len(rows) < 2:
        return []
    lines = [
        t(f"grant_size.records.mentored_{str(row.of['mentored']).lower()}", **share_words(frame, row)) for row in rows
    ]
    return [t("grant_size.records.mentored", programme=t(f"programme.{programme}.short"), lines=", ".join(lines))]


def price_words(frame: Frame, amount_idr: int) -> str:
    """What the present amount of 2024 buys in the last year of the index."""
    t = frame.t
    index = frame.rows("price_index").set_index("year")["cpi_dec_2015_100"]
    then = YEAR_OF_FIVE_MILLION if YEAR_OF_FIVE_MILLION in index.index else int(index.index[0])
    last = int(index.index[-1])
    return t(
        "grant_size.prices.text",
        amount=rupiah(amount_idr, t.lang),
        then=str(then),
        year=str(last),
        now=rupiah_about(at_prices_of(amount_idr, index[then], index[last]), t.lang, 2),
        left=rupiah_about(at_prices_of(amount_idr, index[last], index[then]), t.lang, 2),
    )


def show_paid(frame: Frame) -> None:
    """Each programme's cost of one business still running and one person still active, from the records."""
    t = frame.t
    found = {unit: frame.by_programme(key) for unit, key in PAID.items()}
    codes = [code for code in PROGRAMMES if code in found["business"]]
    if not codes:
        return
    show_note(t("grant_size.paid.text"))
    show_text(
        "\n".join(
            "- "
            + t(
                "grant_size.paid.line",
                programme=t(f"programme.{code}.short"),
                **{unit: paid_words(frame, by_code[code]) for unit, by_code in found.items()},
            )
            for code in codes
        )
    )


def paid_words(frame: Frame, estimate: Estimate) -> str:
    t, value, interval = frame.t, value_words(frame.t, estimate), estimate.sampling
    if estimate.value is None or interval is None:
        return value
    return t("grant_size.paid.each", value=value, interval=interval_words(t, interval, estimate.unit))

"""The pilot that would settle the amount: its size, its end, and the list drawn at random."""

from __future__ import annotations

import streamlit as st

from analytics.answers.amounts import BASELINE_PROGRAMME, never_seen
from analytics.documents.typed_table import Column, TypedTable, dimension_columns
from analytics.i18n.numbers import number, percent, rupiah
from analytics.i18n.typed_numbers import NumberField
from analytics.methods.grant_size_pilot import (
    PilotSize,
    allocation,
    decisive_shares,
    families_to_draw,
    months_to_read_out,
    pilot_sizes,
)
from analytics.wording.grant_size import hundred
from pages.sections.grant_size.inputs import Inputs
from pages.shared.frame import Frame
from pages.shared.number_input import ask_number
from pages.shared.show import PROSE_PX, show_note
from pages.shared.tables import show_table

GAINS_OF_HUNDRED = (5, 10, 15, 20, 25)
COUNT_PX = 210


def show_pilot(frame: Frame, inputs: Inputs) -> None:
    """The sentence and the table of sizes where there is a baseline; when it reads out and the list in any case."""
    t, words = frame.t, amount_words(frame, inputs)
    show_note(t("grant_size.pilot.text", **words))
    if not inputs.is_larger:
        st.markdown(t("grant_size.pilot.only_larger"))
        return
    with st.container(horizontal=True, key="pilot"):
        gain = ask_count(frame, "gain", 1, 60, 10)
        families = ask_count(frame, "families", 10, 5_000, 400)
        disbursing = ask_count(frame, "disbursing", 1, 24, 6)
        seed = ask_count(frame, "seed", 1, 1_000_000, 1)
    with st.container(width=PROSE_PX):
        st.markdown(size_words(frame, inputs, gain, families))
        st.markdown(" ".join(filter(None, [detectable_words(frame, inputs, families), draw_words(frame, families)])))
        st.markdown(t("grant_size.pilot.reads_out", months=number(months_to_read_out(disbursing), t.lang)))
    if inputs.baseline is not None:
        sizes = pilot_sizes(inputs.baseline.share, inputs.ratio, [*GAINS_OF_HUNDRED, gain], families)
        show_table(frame, size_table(frame, sizes, families), t("grant_size.pilot.table"))
    show_table(frame, list_by_lot(frame, inputs, families, seed), t("grant_size.pilot.list"))


def ask_count(frame: Frame, name: str, minimum: int, maximum: int, usual: int) -> int:
    field = NumberField("count", minimum, maximum)
    with st.container(width=COUNT_PX, gap="xsmall"):
        return int(ask_number(frame, frame.t(f"grant_size.pilot.{name}"), field, usual, f"grant_size_{name}"))


def amount_words(frame: Frame, inputs: Inputs) -> dict[str, str]:
    return {
        "amount": rupiah(inputs.considered_idr, frame.lang),
        "present": rupiah(inputs.plan.present_amount_idr, frame.lang),
    }


def size_words(frame: Frame, inputs: Inputs, gain: int, families: int) -> str:
    """How many families it takes if survival in truth rises by `gain` of 100."""
    t = frame.t
    if inputs.baseline is None:
        return t("grant_size.pilot.needs_baseline")
    sizes = pilot_sizes(inputs.baseline.share, inputs.ratio, [gain], families)
    if not sizes:
        return t("grant_size.pilot.size_out")
    words = {"amount": rupiah(inputs.considered_idr, t.lang), "truth": hundred(frame.t, sizes[0].truth)}
    if sizes[0].families_per_arm is None:
        return t("grant_size.pilot.size_none", **words)
    return t("grant_size.pilot.size", families=number(sizes[0].families_per_arm, t.lang), **words)


def detectable_words(frame: Frame, inputs: Inputs, families: int) -> str:
    """From which true share on so many families show that the amount breaks even, and up to which that it falls short;
    empty without a baseline."""
    if inputs.baseline is None:
        return ""
    t, found = frame.t, decisive_shares(families, inputs.baseline.share, inputs.ratio)
    least, greatest = found.least_showing_break_even, found.greatest_showing_short
    parts = ("even" if least is not None else "", "short" if greatest is not None else "")
    form = "_".join(filter(None, parts)) or "nothing"
    return t(
        f"grant_size.pilot.detects_{form}",
        families=number(families, t.lang),
        amount=rupiah(inputs.considered_idr, t.lang),
        least=hundred(t, least or 0.0),
        greatest=hundred(t, greatest or 0.0),
    )


def draw_words(frame: Frame, families: int) -> str:
    """How many to draw for so many to be found; none where more than half of the programme were never seen."""
    t = frame.t
    unseen = frame.ask(never_seen, programme=BASELINE_PROGRAMME)
    said = {"programme": t(f"programme.{BASELINE_PROGRAMME}.short"), "share": percent(unseen or 0.0, t.lang, 0)}
    drawn = families_to_draw(families, unseen or 0.0)
    if drawn is None:
        return t("grant_size.pilot.too_many_unseen", **said)
    return t("grant_size.pilot.draw", drawn=number(drawn, t.lang), families=number(families, t.lang), **said)


def size_table(frame: Frame, sizes: list[PilotSize], families: int) -> TypedTable:
    """One row per true share: families per arm to decide against break-even, and the power of as many as were
    entered."""
    t = frame.t
    words = {
        name: t(f"grant_size.column.{name}", families=number(families, t.lang))
        for name in ("truth", "arm", "both", "power", "differ")
    }
    return TypedTable(
        "grant-size-pilot",
        (
            Column("truth", words["truth"], [size.truth for size in sizes], "share", 0),
            Column("families_per_arm", words["arm"], [size.families_per_arm for size in sizes], "count"),
            Column("families", words["both"], [size.families for size in sizes], "count"),
            Column("power", words["power"], [size.power for size in sizes], "share", 0),
            Column("families_to_differ", words["differ"], [size.families_to_differ for size in sizes], "count"),
        ),
    )


def list_by_lot(frame: Frame, inputs: Inputs, families: int, seed: int) -> TypedTable:
    """Regency, place in its list of eligible families, amount: no names, the agency's own list holds those."""
    drawn = allocation(frame.picked_regencies, families, inputs.plan.present_amount_idr, inputs.considered_idr, seed)
    return TypedTable(
        "grant-size-pilot-list",
        (
            *dimension_columns(frame.t, "regency", list(drawn["regency_code"]), frame.regencies),
            Column("slot", frame.t("grant_size.column.slot"), list(drawn["place"]), "count"),
            Column("amount_idr", frame.t("grant_size.column.amount"), list(drawn["amount_idr"]), "idr"),
        ),
    )

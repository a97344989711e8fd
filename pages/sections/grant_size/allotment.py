"""Recipients by regency or by business type."""

from __future__ import annotations

import streamlit as st

from analytics.documents.typed_table import Column, TypedTable, dimension_columns
from analytics.i18n.numbers import number, rupiah
from analytics.i18n.typed_numbers import NumberField
from analytics.methods.grant_size import Amount, split
from pages.sections.grant_size.inputs import Inputs
from pages.shared.address import choose
from pages.shared.frame import Frame
from pages.shared.number_input import ask_number
from pages.shared.tables import show_table

QUOTA = NumberField("count", 0, 1_000)
USUAL_QUOTA = 20
FIELD_PX = 210


def show_split(frame: Frame, inputs: Inputs, amounts: dict[int, Amount]) -> None:
    """Recipients by regency, a quota first, or by type as on record."""
    t = frame.t
    ways = {way: t(f"grant_size.split.{way}") for way in ("regency", "type")}
    with st.container(horizontal=True):
        with st.container(width="content"):
            way = choose(t("grant_size.split.label"), "grant_size_split", ways)
        field = st.container(width=FIELD_PX, gap="xsmall")
    if way == "regency":
        with field:
            quota = int(ask_number(frame, t("grant_size.split.quota"), QUOTA, USUAL_QUOTA, "grant_size_quota"))
        show_by_regency(frame, inputs, amounts, quota)
    else:
        show_by_type(frame, inputs, amounts)


def show_by_regency(frame: Frame, inputs: Inputs, amounts: dict[int, Amount], quota: int) -> None:
    t, codes = frame.t, frame.picked_regencies
    considered = amounts[inputs.considered_idr]
    form = "met" if considered.recipients >= quota * len(codes) else "not_met"
    words = t(
        f"grant_size.split.{form}",
        quota=number(quota, t.lang),
        places=number(len(codes), t.lang),
        all=number(quota * len(codes), t.lang),
        amount=rupiah(considered.amount_idr, t.lang),
        reached=number(considered.recipients, t.lang),
    )
    st.markdown(f"{words} :gray[{t('grant_size.split.regency_text')}]")
    show_shares(frame, "regency", dict.fromkeys(codes, 1.0), amounts, quota)


def show_by_type(frame: Frame, inputs: Inputs, amounts: dict[int, Amount]) -> None:
    t, programme = frame.t, frame.t(f"programme.{inputs.programme}.short")
    rows = frame.narrowed(programme=[inputs.programme]).filtered_rows("business_types", by=[])
    rows = rows.dropna(subset=["category"])
    if rows.empty:
        st.markdown(t("grant_size.split.none", programme=programme))
        return
    st.markdown(f":gray[{t('grant_size.split.type_text', programme=programme)}]")
    weights = dict(zip(rows["category"], rows["grants"].astype(float), strict=True))
    show_shares(frame, "business_category", weights, amounts)


def show_shares(
    frame: Frame,
    dimension: str,
    weights: dict[str, float],
    amounts: dict[int, Amount],
    each: int = 0,
) -> None:
    shares = {amount: split(one.recipients, weights, each) for amount, one in amounts.items()}
    of_amounts = [
        Column(f"amount_{amount}", rupiah(amount, frame.lang), [share[code] for code in weights], "count")
        for amount, share in shares.items()
    ]
    of = dimension_columns(frame.t, dimension, list(weights), frame.regencies)
    table = TypedTable(f"grant-size-split-{dimension.replace('_', '-')}", (*of, *of_amounts))
    show_table(frame, table, frame.t("grant_size.split.table"), is_open=True)

"""The rows behind a figure: grants with the state that visits left them in, in words, without personal data."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.i18n.numbers import number, rupiah
from pages.shared.frame import Frame

MAX_ROWS = 500


def show_grant_rows(frame: Frame) -> None:
    """The newest grants that the filters leave, and how many there are in all."""
    rows = frame.filtered_rows("grant_rows", by=[], most=MAX_ROWS)
    shown, total = number(len(rows), frame.lang), number(frame.grants, frame.lang)
    st.markdown(f"**{frame.t('frame.method.rows')}** " + frame.t("frame.method.rows_shown", shown=shown, of=total))
    st.dataframe(in_words(frame, rows), hide_index=True, width="stretch")


def in_words(frame: Frame, rows: pd.DataFrame) -> pd.DataFrame:
    """Codes as words and headings in the reader's language; what is not recorded stays empty."""
    t, places = frame.t, frame.regencies
    worded = rows.assign(
        regency_code=rows["regency_code"].map(lambda code: places.get(code, code)),
        business_category=rows["business_category"].map(
            lambda code: t(f"business_category.{code}") if isinstance(code, str) else ""
        ),
        amount_idr=rows["amount_idr"].map(lambda amount: rupiah(amount, t.lang)),
        verdict=rows["verdict"].map(lambda code: t(f"frame.verdict.{code}")),
        disbursed_on=rows["disbursed_on"].dt.date,
        last_visited_on=rows["last_visited_on"].dt.date,
        verdict_on=rows["verdict_on"].dt.date,
    )
    return worded.rename(columns={column: t(f"frame.grant_row.{column}") for column in worded.columns})

"""Every published figure with its source."""

from __future__ import annotations

import pandas as pd

from analytics.i18n.numbers import day
from analytics.wording.published import published_value, source_date_words
from pages.shared.frame import Frame
from pages.shared.show import show_section, show_table


def show_published(frame: Frame) -> None:
    t = frame.t
    show_section(t("definitions.published.title"), t("definitions.published.text"))
    show_table(frame, published_table(frame), t("definitions.published.table"))


def published_table(frame: Frame) -> pd.DataFrame:
    """Every published figure, one per row, with its source."""
    t = frame.t
    rows = frame.rows("published_figures").to_dict("records")
    words = {
        "programme": [row["programme"] for row in rows],
        "measure": [t(f"published.figure.{row['figure_id']}") for row in rows],
        "value": [published_value(t, row["value"], row["unit"]) for row in rows],
        "place": [place_words(frame, row["regency_codes"]) for row in rows],
        "as_of": [day(pd.Timestamp(row["as_of"]).date(), t.lang) for row in rows],
        "note": [t(f"definitions.published.note.{row['figure_id']}") for row in rows],
        "source_title": [row["source_title"] for row in rows],
        "outlet": [row["outlet"] for row in rows],
        "source_date": [source_date_words(t, row["source_date"]) for row in rows],
    }
    return pd.DataFrame({t(f"definitions.published.column.{name}"): cells for name, cells in words.items()})


def place_words(frame: Frame, codes: str) -> str:
    """Names of the places of a published figure; the province where it names none."""
    names = frame.regencies
    places = [names[code] for code in codes.split() if code in names]
    return ", ".join(places) or frame.t("definitions.published.province")

"""The headline's picture: businesses still running by programme, and the table of what was delivered."""

from __future__ import annotations

import pandas as pd

from analytics.charts.estimate_rows import EstimateRow, estimate_rows
from analytics.i18n.numbers import rupiah_about
from analytics.wording.estimates import bounds_words, persistence_sentence, sampling_words, value_words
from pages.shared.frame import Frame
from pages.shared.rows import estimate_row
from pages.shared.show import show_chart, show_note, show_table


def show_persistence(frame: Frame) -> None:
    """One row per programme, and the table beside what was delivered."""
    axis = frame.t("overview.persistence.axis")
    figure = estimate_rows(persistence_rows(frame), frame.palette, frame.lang, axis)
    show_chart(frame, figure, alt_text(frame), "overview-persistence")
    show_note(frame.t("overview.persistence.text"))
    show_table(frame, programme_table(frame))


def persistence_rows(frame: Frame) -> list[EstimateRow]:
    return [
        estimate_row(frame.t, frame.t(f"programme.{code}.short"), estimate, code)
        for code, estimate in frame.by_programme("persistence_rate").items()
    ]


def programme_table(frame: Frame) -> pd.DataFrame:
    t = frame.t
    persistence = frame.by_programme("persistence_rate")
    grants, families = frame.by_programme("grants"), frame.by_programme("families")
    amounts, visited = frame.by_programme("amount_idr"), frame.by_programme("visited_rate")
    return pd.DataFrame(
        [
            {
                t("overview.column.programme"): t(f"programme.{code}.short"),
                t("overview.column.grants"): value_words(t, grants[code]),
                t("overview.column.families"): value_words(t, families[code]),
                t("overview.column.amount"): rupiah_about(amounts[code].value or 0, t.lang),
                t("overview.column.visited"): value_words(t, visited[code]),
                t("overview.column.persistence"): value_words(t, persistence[code]),
                t("overview.column.interval"): sampling_words(t, persistence[code]),
                t("overview.column.bounds"): bounds_words(t, persistence[code]),
            }
            for code in grants
        ]
    )


def alt_text(frame: Frame) -> str:
    return " ".join(
        persistence_sentence(frame.t, estimate) for estimate in frame.by_programme("persistence_rate").values()
    )

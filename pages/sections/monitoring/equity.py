"""Who was reached, as far as the export says: counts and how complete they are. Described, never explained."""

from __future__ import annotations

import pandas as pd

from analytics.documents.typed_table import Column, TypedTable, named
from analytics.i18n.numbers import number
from analytics.wording.estimates import n_words, sampling_words, value_words, withheld_words
from pages.shared.frame import Frame
from pages.shared.show import show_note, show_text
from pages.shared.tables import show_table

VALUES = {
    "recipient_sex": ("F", "M"),
    "women_of_groups": ("all", "some", "none"),
    "poverty_register": ("DTSEN", "DTKS", "P3KE", "PKH", "none"),
    "assessed": ("before", "after"),
    "repeat_recipient": ("first", "repeat"),
}
RECORDED = (
    "kube_tumbuh_rate", "kube_berkembang_rate", "kube_mandiri_rate", "turnover_at_minimum_wage_rate",
    "deciles_1_to_5_rate",
)  # fmt: skip
COUNTED = ("grants", "running", "closed", "unknown")


def show_equity(frame: Frame) -> None:
    t = frame.t
    show_note(t("monitoring.equity.text"))
    rows = frame.filtered_rows("equity")
    lines = [f"**{t(f'monitoring.trait.{trait}')}.** {_said(frame, rows, trait)}" for trait in VALUES]
    ladder = [recorded_words(frame, key) for key in RECORDED]
    show_text("\n".join(f"- {line}" for line in (*lines, workers_words(frame), *ladder)))
    table = equity_table(frame, rows)
    if table.rows:
        show_table(frame, table, t("monitoring.table.equity"))


def _said(frame: Frame, rows: pd.DataFrame, trait: str) -> str:
    """The counts of a trait in a line, or why there are none."""
    t = frame.t
    trait_rows = rows[rows["trait"] == trait]
    if trait_rows.empty:
        return t("monitoring.equity.not_asked")
    recorded, grants_asked = int(trait_rows["recorded"].iloc[0]), int(trait_rows["asked"].iloc[0])
    if not recorded:
        return t("monitoring.equity.absent")
    grants = trait_rows.dropna(subset="value").set_index("value")["grants"].to_dict()
    counts = ", ".join(
        f"{t(f'monitoring.value.{trait}.{value}')} {number(grants[value], t.lang)}"
        for value in VALUES[trait]
        if value in grants
    )
    complete = t("monitoring.equity.recorded", recorded=number(recorded, t.lang), asked=number(grants_asked, t.lang))
    return f"{counts}. {complete}"


def equity_table(frame: Frame, rows: pd.DataFrame) -> TypedTable:
    """One row per trait and value, unrecorded last; traits that the export lacks are left out."""
    t = frame.t
    kept = [
        (trait, value, row)
        for trait, values in VALUES.items()
        for value in (*values, None)
        for row in rows[(rows["trait"] == trait) & (rows["recorded"] > 0)].to_dict("records")
        if (None if pd.isna(row["value"]) else row["value"]) == value
    ]
    values = [
        t(f"monitoring.value.{trait}.{value}" if value else "monitoring.value.missing") for trait, value, _ in kept
    ]
    traits = [trait for trait, _, _ in kept]
    return TypedTable(
        "monitoring-equity",
        (
            *named(t, "trait", t("monitoring.column.trait"), traits, lambda trait: t(f"monitoring.trait.{trait}")),
            Column("value_code", t("tables.code", of=t("monitoring.column.value")), [one[1] for one in kept], "code",
                   only="files"),
            Column("value", t("monitoring.column.value"), values),
            *(
                Column(name, t(f"monitoring.column.{name}"), [row[name] for _, _, row in kept], "count")
                for name in COUNTED
            ),
        ),
    )  # fmt: skip


def workers_words(frame: Frame) -> str:
    """People that the businesses employ."""
    t, workers = frame.t, frame.estimate("workers_employed")
    if workers.value is None:
        return t("monitoring.equity.workers_withheld", reason=withheld_words(t, workers))
    return t(
        "monitoring.equity.workers",
        value=value_words(t, workers),
        interval=sampling_words(t, workers),
        n=n_words(t, workers),
    )


def recorded_words(frame: Frame, key: str) -> str:
    """A share of what was recorded, or why there is none."""
    t, found = frame.t, frame.estimate(key)
    name = t(f"indicators.{key}.name")
    if found.value is None:
        return f"**{name}.** {withheld_words(t, found)}"
    return f"**{name}.** {value_words(t, found)} ({sampling_words(t, found)}), {n_words(t, found)}."

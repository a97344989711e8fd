"""The programmes at equal age, or as they were seen last."""

from __future__ import annotations

import streamlit as st

from analytics.charts.programme_rows import ProgrammeRow, programme_panels, programme_rows
from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from analytics.wording.estimates import is_too_young, withheld_words
from analytics.wording.headline import of_100, range_of_100
from pages.shared.address import choose
from pages.shared.frame import Frame
from pages.shared.panels import panel
from pages.shared.rows import alt_text
from pages.shared.show import show_chart, show_text

AGES = {"12": "survival_12", "24": "survival_24", "last": "persistence_rate"}
LAST = "last"
PUBLISHED = "kube_persistence_2025"


def show_programmes(frame: Frame) -> str:
    """The rows under a choice of age, which is returned."""
    t = frame.t
    with panel("programmes"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="ages"):
            st.markdown(f"**{t('overview.programmes.title')}**", width="content")
            labels = {code: t(f"overview.age.{code}") for code in AGES}
            age = choose(t("overview.age.label"), "overview_age", labels, is_labelled=False)
        rows = last_rows(frame) if age == LAST else rows_at_age(frame, AGES[age])
        figure = (programme_panels if age == LAST else programme_rows)(rows, frame.palette, frame.lang)
        show_chart(frame, figure, alt_text(rows), f"overview-programmes-{age}")
        few = [
            t("overview.programmes.few", programme=row.label, old=number(note.numbers["old"], t.lang))
            for row in rows
            if (note := row.estimate.note("told_by_few"))
        ]
        caveat = t(f"overview.programmes.caveat_{'last' if age == LAST else 'equal'}")
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="caveat"
        ):
            st.markdown(f":gray[{' '.join([caveat, *few])}]", width="content")
            with st.popover(t("frame.how_to_read"), icon=":material/help:", type="tertiary"):
                show_text(t("overview.how_to_read"))
    return age


def rows_at_age(frame: Frame, key: str) -> list[ProgrammeRow]:
    """All programmes at one age."""
    t, before = frame.t, shares_before(frame, key)
    return [
        row(
            frame,
            code,
            one,
            before.get(code),
            t("overview.programmes.note", **known_words(frame, one.n - known, one.n)),
        )
        for code, one in frame.by_programme(key).items()
        for known in [one.counts.get("known", 0)]
    ]


def last_rows(frame: Frame) -> list[ProgrammeRow]:
    """All programmes as they were seen last, each with its median age."""
    t, before, published = frame.t, shares_before(frame, AGES[LAST]), published_share(frame)
    ages = frame.filtered_rows("median_ages").set_index("programme")["median_age_months"]
    rows = []
    for code, one in frame.by_programme(AGES[LAST]).items():
        note = t("overview.programmes.note_last", **known_words(frame, one.counts["unknown"], one.n),
                 years=number(ages.get(code, 0) / 12, t.lang, 1))  # fmt: skip
        rows.append(row(frame, code, one, before.get(code), note, published.get(code)))
    return rows


def known_words(frame: Frame, unknown: int, n: int) -> dict[str, str]:
    return {"n": number(n, frame.lang), "unknown": number(unknown, frame.lang)}


def row(
    frame: Frame, code: str, estimate: Estimate, before: float | None, note: str,
    published: tuple[float, str] | None = None,
) -> ProgrammeRow:  # fmt: skip
    """A programme's row; its number and its range are of 100."""
    t = frame.t
    withheld = "" if estimate.withheld is None else withheld_words(t, estimate)
    return ProgrammeRow(
        code,
        t(f"programme.{code}.short"),
        note,
        estimate,
        of_100(t, estimate.value),
        range_of_100(t, estimate.sampling) if estimate.value is not None else "",
        t("figures.short.too_young") if is_too_young(estimate) else withheld,
        before,
        published,
    )


def shares_before(frame: Frame, key: str) -> dict[str, float]:
    """The shares with nothing left out, where something is."""
    before = frame.before_leaving_out.by_programme(key) if frame.left_out else {}
    return {code: float(one.value) for code, one in before.items() if one.value is not None}


def published_share(frame: Frame) -> dict[str, tuple[float, str]]:
    """The published share of a programme, which speaks of the whole province and of all years."""
    if set(frame.where) - {"programme"}:
        return {}
    rows = frame.rows("published_figures").to_dict("records")
    shares = {str(row["programme"]): row["value"] / 100 for row in rows if row["figure_id"] == PUBLISHED}
    said = frame.t
    return {
        code: (share, said("overview.programmes.published", p=of_100(said, share))) for code, share in shares.items()
    }

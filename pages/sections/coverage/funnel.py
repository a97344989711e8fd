"""Whether a regency's businesses last as is to be expected at their ages: a funnel, never a ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from analytics.answers.variation import persistence_funnel
from analytics.charts.funnel import FunnelDot, FunnelLabels, funnel
from analytics.documents.typed_table import Column, TypedTable, dimension_columns
from analytics.estimate import Count, Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.indicators import REGISTRY
from analytics.methods.funnel import Funnel, FunnelPoint, Limits
from pages.sections.coverage.places import joined
from pages.shared.frame import Frame
from pages.shared.panels import sides
from pages.shared.show import show_chart, show_text, show_withheld
from pages.shared.tables import show_table

MAX_DOTS_ALL_NAMED = 3


def show_regency_funnel(frame: Frame) -> None:
    """The regencies `picked` about against the province, those with few verdicts as counts"""
    names, picked = frame.regencies, frame.picked_regencies
    found = frame.estimates("persistence_rate", by=["regency"], regency=list(names))
    verdicts = {str(estimate.by["regency"]): estimate for estimate in found}
    enough = [code for code in names if code in verdicts and verdicts[code].value is not None]
    province = frame.ask(persistence_funnel).among(enough)
    shown = province.among(picked)
    reason = "alone" if shown.points and len(province.points) < 2 else None if shown.points else "too_few"
    if reason:
        fewest = number(REGISTRY["persistence_rate"].fewest, frame.lang)
        show_withheld(frame.t(f"coverage.funnel.{reason}", fewest=fewest))
    else:
        show_points(frame, province, shown)
    few = [code for code in picked if code in verdicts and code not in enough]
    if few:
        show_text(few_words(frame.t, names, {code: verdicts[code] for code in few}))
    points = {} if reason else {point.regency_code: point for point in shown.points}
    show_table(frame, funnel_table(frame.t, names, picked, verdicts, points), frame.t("coverage.table.funnel"))


def show_points(frame: Frame, province: Funnel, shown: Funnel) -> None:
    t, names = frame.t, frame.regencies
    color = frame.palette.of_programme(frame.only_programme)
    notes = [chance_words(t, names, shown), t("coverage.funnel.reading")]
    if len(shown.points) < len(province.points):
        notes.append(t("coverage.funnel.province"))
    left, right = sides("funnel", 3, 2)
    with right:
        st.markdown(f"**{funnel_sentence(t, names, shown)}**")
        for note in (*notes[:1], " ".join(notes[1:]), t("coverage.funnel.assumption")):
            st.markdown(f":gray[{note}]")
    with left:
        is_named = len(shown.points) <= MAX_DOTS_ALL_NAMED
        dots = [funnel_dot(t, names[point.regency_code], point, is_named) for point in shown.points]
        axes = FunnelLabels(
            t("coverage.funnel.x"), t("coverage.funnel.y"), t("coverage.funnel.equal"),
            (t("coverage.funnel.limit_95"), t("coverage.funnel.limit_998")),
        )  # fmt: skip
        alt = " ".join(f"{dot.note}." for dot in dots)
        figure = funnel(dots, province.limit_lines(), axes, frame.palette, frame.lang, color)
        show_chart(frame, figure, alt, "coverage-funnel")


def funnel_dot(t: Catalog, name: str, point: FunnelPoint, is_named: bool) -> FunnelDot:
    flagged = f"{name}\n{t('coverage.funnel.outside')}"
    label = flagged if point.is_flagged else name if is_named or point.is_beyond_95 else ""
    note = t("coverage.funnel.dot", name=name, verdict=verdict_words(t, point), **closings_words(t, point))
    return FunnelDot(point.closings_expected, point.closings, label, note)


def funnel_sentence(t: Catalog, names: Mapping[str, str], shown: Funnel) -> str:
    """Which regencies lie beyond what chance explains, and on which side; or that none does."""
    flagged = [point for point in shown.points if point.is_flagged]
    more = joined(t, [counted_words(t, names, point) for point in flagged if point.ratio < 1])
    fewer = joined(t, [counted_words(t, names, point) for point in flagged if point.ratio >= 1])
    form = "both" if fewer and more else "fewer" if fewer else "more" if more else "none"
    if form == "none" and len(shown.points) == 1:
        return t("coverage.funnel.one_within", place=joined(t, [counted_words(t, names, shown.points[0])]))
    return t(f"coverage.funnel.{form}", fewer=fewer, more=more, n=number(len(shown.points), t.lang))


def counted_words(t: Catalog, names: Mapping[str, str], point: FunnelPoint) -> str:
    return t("coverage.funnel.counted", place=names[point.regency_code], **closings_words(t, point))


def closings_words(t: Catalog, point: FunnelPoint) -> dict[str, str]:
    return {"found": number(point.closings, t.lang), "expected": number(point.closings_expected, t.lang)}


def chance_words(t: Catalog, names: Mapping[str, str], shown: Funnel) -> str:
    """Who lies between the lines, and how many chance alone would put beyond them."""
    between = [names[point.regency_code] for point in shown.points if point.is_beyond_95 and not point.is_flagged]
    sentences = [t("coverage.funnel.between", places=joined(t, between))] if between else []
    sentences.append(
        t(
            "coverage.funnel.chance",
            n=number(len(shown.points), t.lang),
            beyond=number(shown.beyond_95_expected, t.lang, 2),
            flags=number(shown.false_flags_expected, t.lang, 3),
        )
    )
    return " ".join(sentences)


def few_words(t: Catalog, names: Mapping[str, str], few: Mapping[str, Estimate]) -> str:
    """The counts of those with too few verdicts for a dot."""
    counts = [
        t(
            "coverage.funnel.few_counts",
            place=names[code],
            **{name: number(one.counts[name], t.lang) for name in ("running", "closed", "unknown")},
        )
        for code, one in few.items()
    ]
    fewest = number(REGISTRY["persistence_rate"].fewest, t.lang)
    return t("coverage.funnel.few", fewest=fewest, counts="; ".join(counts))


def funnel_table(
    t: Catalog, names: Mapping[str, str], picked: Sequence[str], verdicts: Mapping[str, Estimate],
    points: Mapping[str, FunnelPoint],
) -> TypedTable:  # fmt: skip
    """Every regency that the filters leave in official order: what is known, and where the funnel has it."""
    of = [points.get(code) for code in picked]
    known: tuple[Count, ...] = ("running", "closed", "unknown")

    def limits(name: str) -> list[Column]:
        ends = [one and one.in_closings(getattr(one, name)) for one in of]
        words = t(f"coverage.column.{name}")
        return [
            Column(name, words, [one and limits_words(t, one) for one in ends], only="page"),
            *(
                Column(f"{name}_{end}", t("tables.of", of=words, part=t(f"coverage.column.{end}")),
                       [one and one[place] for one in ends], "count", 1, only="files")
                for place, end in enumerate(("lower", "upper"))
            ),
        ]  # fmt: skip

    return TypedTable(
        "coverage-funnel",
        (
            *dimension_columns(t, "regency", picked, names),
            *(
                Column(
                    name, t(f"coverage.column.{name}"),
                    [verdicts[code].counts[name] if code in verdicts else 0 for code in picked], "count",
                )
                for name in known
            ),
            Column("closings", t("coverage.column.found"), [one and one.closings for one in of], "count"),
            Column("closings_expected", t("coverage.column.expected"), [one and one.closings_expected for one in of],
                   "count", 1),
            *limits("limits_95"),
            *limits("limits_998"),
            Column("verdict", t("coverage.column.verdict"), [one and verdict_words(t, one) for one in of]),
        ),
    )  # fmt: skip


def limits_words(t: Catalog, limits: Limits) -> str:
    return "–".join(number(end, t.lang, 1) for end in limits)


def verdict_words(t: Catalog, point: FunnelPoint) -> str:
    return t(f"coverage.funnel.{'outside' if point.is_flagged else 'beyond_95' if point.is_beyond_95 else 'within'}")

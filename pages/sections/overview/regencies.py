"""The regencies of one programme as tiles, each beside the whole province: never a ranking."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analytics.answers.variation import persistence_funnel
from analytics.charts.coverage import Place, said, tile_map
from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from analytics.indicators import PLACES
from analytics.methods.funnel import Funnel
from analytics.wording.headline import of_100
from pages.sections.overview.programmes import LAST
from pages.shared.address import hand_on
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.panels import panel
from pages.shared.show import show_chart


def show_regencies(frame: Frame, code: str, age: str) -> None:
    """The map at 24 months, or at last sight where that was chosen; a click makes a regency the filter, or takes it
    away."""
    t, key = frame.t, "persistence_rate" if age == LAST else "survival_24_by_rate"
    everywhere = frame.without(*PLACES).narrowed(programme=[code])
    found = {str(one.by["regency"]): one for one in everywhere.estimates(key, by=["regency"])}
    whole = province(everywhere, age)
    funnel = everywhere.ask(persistence_funnel).among([name for name, one in found.items() if one.value is not None])
    flagged = {point.regency_code for point in funnel.points if point.is_flagged}
    places = [place(frame, name, found.get(name), whole, name in flagged) for name in frame.regencies]
    form = "last" if age == LAST else "24"
    with panel("regencies", t(f"overview.regencies.title_{form}", programme=t(f"programme.{code}.short"))):
        tick = t("overview.regencies.tick", p=of_100(t, whole.value)) if whole.value is not None else ""
        note = "\n".join(
            [t(f"overview.regencies.scale_{form}"), *([tick] if tick else []), t("overview.regencies.click")]
        )
        figure = tile_map(
            places, frame.palette, frame.lang, frame.palette.of_programme(code), note, full=1.0, is_small=True
        )
        picked = "-".join(frame.picked_regencies) if "regency" in frame.where else ""
        alt = "; ".join(said(one) for one in places) + "."
        show_chart(frame, figure, alt, f"overview-regencies-{form}-{picked}", pick(frame))
        st.markdown(f":gray[{chance_words(frame, funnel)}]")


def pick(frame: Frame) -> Callable[[str], None]:
    """What a click on a regency does."""
    only = frame.picked_regencies if "regency" in frame.where else []

    def picked(code: str) -> None:
        hand_on("regency", [] if only == [code] else [code])

    return picked


def province(everywhere: Frame, age: str) -> Estimate:
    """What each regency stands beside: the programme in the whole province."""
    if age == LAST:
        return everywhere.estimate("persistence_rate")
    return everywhere.without("business_category").estimate("survival_24")


def place(frame: Frame, code: str, estimate: Estimate | None, whole: Estimate, is_flagged: bool) -> Place:
    """A regency's tile: the share of 100 and n; words where nothing was delivered or too little is known."""
    t, name = frame.t, frame.regencies[code]
    if estimate is None:
        return Place(code, name, "none", words=t("overview.regencies.none"))
    n = t("overview.regencies.n", n=number(estimate.n, t.lang))
    if estimate.value is None:
        return Place(code, name, "not_asked", words=t("overview.regencies.too_few", n=number(estimate.n, t.lang)))
    is_faint = code not in frame.picked_regencies
    share, tick = float(estimate.value), None if whole.value is None else float(whole.value)
    return Place(code, name, "counted", of_100(t, share), n, share, tick, is_flagged=is_flagged, is_faint=is_faint)


def chance_words(frame: Frame, funnel: Funnel) -> str:
    """Which regencies lie beyond chance, and on which side; or that none does, or that it cannot be told."""
    t, flagged = frame.t, [point for point in funnel.points if point.is_flagged]
    if len(funnel.points) < 2:
        return t("overview.regencies.alone")
    more, fewer = (
        ", ".join(escaped(frame.regencies[point.regency_code]) for point in flagged if (point.ratio < 1) == is_more)
        for is_more in (True, False)
    )
    sides = [
        t(f"overview.regencies.{side}", places=names) for side, names in (("more", more), ("fewer", fewer)) if names
    ]
    return t("overview.regencies.beyond", sides="; ".join(sides)) if sides else t("overview.regencies.within")

"""The programmes: years, unit and usual amounts."""

from __future__ import annotations

from analytics.i18n import Catalog
from analytics.i18n.numbers import number, rupiah
from analytics.programmes import PROGRAMMES, Programme
from pages.shared.frame import Frame
from pages.shared.show import show_note, show_section, show_text


def show_programmes(frame: Frame) -> None:
    t = frame.t
    show_section(t("definitions.programmes.title"))
    show_text("\n".join(f"- {programme_words(t, programme)}" for programme in PROGRAMMES.values()))
    show_note(t("definitions.programmes.text"))


def programme_words(t: Catalog, programme: Programme) -> str:
    """Years, unit and usual amounts of a programme."""
    form = "between" if programme.last_year else "since"
    low, high = programme.usual_amount_idr
    return t(
        f"definitions.programmes.{programme.delivery}",
        name=t(f"programme.{programme.code}.name"),
        years=t(f"definitions.programmes.{form}", first=programme.first_year, last=programme.last_year),
        members=number(programme.usual_members, t.lang),
        low=rupiah(low, t.lang),
        high=rupiah(high, t.lang),
    )

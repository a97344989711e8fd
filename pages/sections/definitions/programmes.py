"""The programmes: years, unit and usual amounts."""

from __future__ import annotations

from analytics.programmes import PROGRAMMES
from analytics.wording.definitions import programme_words
from pages.shared.frame import Frame
from pages.shared.show import show_note, show_text


def show_programmes(frame: Frame) -> None:
    t = frame.t
    show_text("\n".join(f"- {programme_words(t, programme)}" for programme in PROGRAMMES.values()))
    show_note(t("definitions.programmes.text"))

"""The guide for readers, opened from the bar at what it says of the page."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from analytics.i18n import Catalog
from pages import PAGES
from pages.shared.show import show_text

GUIDE = Path(__file__).parents[2] / "docs" / "panduan.md"


def offer_guide(t: Catalog, stem: str) -> None:
    """A button that opens the guide."""
    if st.button("", icon=":material/help:", key="bar-guide", help=t("frame.guide")):
        st.dialog(t("frame.guide"), width="medium")(show_guide)(t, stem)


def show_guide(t: Catalog, stem: str) -> None:
    """One section at a time, that of the page first."""
    sections = guide_sections(GUIDE.read_text(encoding="utf-8"))
    titles = list(sections)
    own = next(entry.guide_section for entry in PAGES if entry.stem == stem)
    title = st.selectbox(t("frame.guide_section"), titles, index=own - 1, key="guide-section")
    show_text(sections[title])


def guide_sections(text: str) -> dict[str, str]:
    """The text under each heading of the guide, in its order; pictures are left out, since the page itself is there."""
    parts = re.split(r"^## (.+)$", re.sub(r"^!\[.*$", "", text, flags=re.MULTILINE), flags=re.MULTILINE)
    return dict(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))

"""The dictionary: what every figure means, how it is made, what has been published, what cannot be answered."""

from __future__ import annotations

from functools import partial

from pages.sections.definitions.entries import show_count, show_dictionary, show_entries
from pages.sections.definitions.methods import show_methods, show_unanswered
from pages.sections.definitions.programmes import show_programmes
from pages.sections.definitions.published import show_published
from pages.sections.definitions.simulation import show_simulation
from pages.shared.address import show_page_tabs
from pages.shared.frame import page_frame

TABS = {
    "entry": show_entries,
    "all": show_dictionary,
    "methods": show_methods,
    "simulation": show_simulation,
    "published": show_published,
    "programmes": show_programmes,
    "unanswered": show_unanswered,
}

frame = page_frame("definitions")
show_count(frame)
show_page_tabs(frame.t, "definitions", {code: partial(show, frame) for code, show in TABS.items()})

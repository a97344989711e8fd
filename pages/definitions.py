"""The dictionary: what every figure means, how it is made, what has been published, what cannot be answered."""

from __future__ import annotations

from pages.sections.definitions.entries import show_count, show_dictionary, show_entries
from pages.sections.definitions.methods import show_methods, show_unanswered
from pages.sections.definitions.programmes import show_programmes
from pages.sections.definitions.published import show_published
from pages.sections.definitions.simulation import show_simulation
from pages.shared.frame import page_frame

frame = page_frame("definitions")
show_count(frame)
show_entries(frame)
show_dictionary(frame)
show_methods(frame)
show_simulation(frame)
show_published(frame)
show_programmes(frame)
show_unanswered(frame)

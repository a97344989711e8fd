"""The agency's exports: checked before anything changes, loaded all or nothing, every version kept."""

from __future__ import annotations

from pages.sections.imports.state import show_state
from pages.sections.imports.tabs import show_tabs
from pages.shared.frame import page_frame

frame = page_frame("imports")
show_state(frame)
show_tabs(frame)

"""The agency's exports: checked before anything changes, loaded all or nothing, every version kept."""

from __future__ import annotations

from pages.sections.imports.help import show_completeness, show_contract
from pages.sections.imports.load import show_import
from pages.sections.imports.state import show_state
from pages.sections.imports.versions import show_versions
from pages.sections.imports.words import show_mappings
from pages.shared.frame import page_frame

frame = page_frame("imports")
show_state(frame)
show_import(frame)
show_versions(frame)
show_completeness(frame)
show_contract(frame.t)
show_mappings(frame)

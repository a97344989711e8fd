"""What the last import brought, and the figures that moved with it."""

from __future__ import annotations

from pages.shared.frame import Frame
from pages.shared.moved_figures import lines_since_before
from pages.shared.show import show_section, show_text


def show_changes(frame: Frame) -> None:
    """What the last import brought, and the figures that moved with it; nothing before there are two versions."""
    changed = lines_since_before(frame.t, frame.store)
    if not changed:
        return
    show_section(frame.t("overview.changes.title"), frame.t("overview.changes.text"))
    show_text("\n".join(f"- {line}" for line in changed))

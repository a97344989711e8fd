"""What the last import brought, and the figures that moved with it."""

from __future__ import annotations

from collections.abc import Sequence

from pages.shared.frame import Frame
from pages.shared.show import show_note, show_text


def show_changes(frame: Frame, lines: Sequence[str]) -> None:
    """What came, changed and went with the last import, and the figures that moved."""
    show_note(frame.t("overview.changes.text"))
    show_text("\n".join(f"- {line}" for line in lines))

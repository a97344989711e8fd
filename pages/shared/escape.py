"""Text from outside on a page."""

from __future__ import annotations

import re


def escaped(text: str) -> str:
    """Text from outside shown as it was written: markup in it is shown, not followed."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|:$~])", r"\\\1", text)

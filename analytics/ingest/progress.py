"""How far an import has come: the share of its work, and what is being done at that share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Progress = Callable[[float], None]
Phase = Literal["reading", "converting", "checking", "comparing"]

READ, CONVERTED, CHECKED = 0.4, 0.7, 0.9
"""The shares after which all files are read, all cells converted, all records checked."""


def no_progress(_share: float) -> None:
    """For those who do not watch."""


def phase_of(share: float) -> Phase:
    """What is being done once a share of the work is done."""
    if share < READ:
        return "reading"
    if share < CONVERTED:
        return "converting"
    return "checking" if share < CHECKED else "comparing"

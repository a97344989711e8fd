"""What the environment sets: where versions are kept, where exports are dropped, the first language."""

from __future__ import annotations

import os
from pathlib import Path

from analytics.answers import served
from analytics.i18n import languages


def store_folder() -> Path:
    """Where versions are kept: DASHBOARD_STORE, else `data/store`."""
    return Path(os.environ.get("DASHBOARD_STORE", served.DEFAULT_STORE))


def exports_folder() -> Path:
    """Where the agency drops its exports: DASHBOARD_EXPORTS, else `data/exports`."""
    return Path(os.environ.get("DASHBOARD_EXPORTS", served.EXPORTS))


def default_language() -> str:
    """The first language: DASHBOARD_LANGUAGE where it names one, else Bahasa Indonesia."""
    named = os.environ.get("DASHBOARD_LANGUAGE", "")
    return named if named in languages() else languages()[0]

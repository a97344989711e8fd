"""What the environment sets: where versions are kept, where exports are dropped, the first language."""

from __future__ import annotations

import os
from pathlib import Path

from analytics.answers import served
from analytics.i18n import languages

ROOT = Path(__file__).parents[2]


def store_folder() -> Path:
    """Where versions are kept: DASHBOARD_STORE, else `data/store`."""
    return Path(os.environ.get("DASHBOARD_STORE", served.DEFAULT_STORE))


def access_file() -> Path:
    """Who may do what: DASHBOARD_ACCESS, else `deploy/access.toml`."""
    return Path(os.environ.get("DASHBOARD_ACCESS", ROOT / "deploy" / "access.toml"))


def exports_folder() -> Path:
    """Where the agency drops its exports: DASHBOARD_EXPORTS, else `data/exports`."""
    return Path(os.environ.get("DASHBOARD_EXPORTS", served.EXPORTS))


def default_language() -> str:
    """The first language: DASHBOARD_LANGUAGE where it names one, else Bahasa Indonesia."""
    named = os.environ.get("DASHBOARD_LANGUAGE", "")
    return named if named in languages() else languages()[0]

"""Versions of the data, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from analytics.i18n import Catalog
from analytics.i18n.numbers import moment, number
from analytics.store.versions import Manifest

PLACE = ZoneInfo("Asia/Makassar")
"""By whose clock a moment is said."""


def loaded_words(t: Catalog, manifest: Manifest) -> str:
    """When the version was loaded, by the clock of the province."""
    return moment(datetime.fromisoformat(manifest.imported_at).astimezone(PLACE), t.lang)


def version_words(t: Catalog, manifest: Manifest) -> str:
    """Which version, and when it was loaded."""
    return t("frame.method.version", version=manifest.version, imported_at=loaded_words(t, manifest))


def change_lines(t: Catalog, changes: Mapping[str, Mapping[str, int]]) -> list[str]:
    """One sentence per table in which anything changes."""
    return [
        t(
            "imports.change",
            table=t(f"imports.table.{table}"),
            **{name: number(count, t.lang) for name, count in change.items()},
        )
        for table, change in changes.items()
        if any(change.values())
    ]

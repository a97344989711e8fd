"""What became of the nightly runs: `status.json` in the folder that they fill, and the same beside the data."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from analytics.store.durable import replace_file

STATUS, BESIDE_DATA = "status.json", "nightly.json"
MAX_AGE = timedelta(hours=36)
"""A run that is late by half a day is late."""

Status = dict[str, Any]
"""`last_run` and `last_good` (at, folder, version, as_of ...), `last_failed` (at, why); null where there was none."""


def read_status(path: Path) -> Status:
    """What the file says; empty where there is none that can be read."""
    try:
        status = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return status if isinstance(status, dict) else {}


def write_status(status: Status, *paths: Path) -> None:
    """In each place all or nothing. Raises OSError."""
    for path in paths:
        replace_file(path, (json.dumps(status, ensure_ascii=False, indent=1) + "\n").encode())


def is_late(status: Status, now: datetime) -> bool:
    """Whether there are nightly runs and the last good one is older than it should be."""
    if not status:
        return False
    good = status.get("last_good")
    return good is None or now - datetime.fromisoformat(good["at"]) > MAX_AGE

"""Who did what and when to the data, one line of JSON for each act; no datum of a beneficiary ever stands in it."""

from __future__ import annotations

import json
import logging
import os
from datetime import datetime
from pathlib import Path

TRAIL = "audit.jsonl"


def put_down(store: Path, act: str, *, by: str, at: datetime, **what: str | int | None) -> None:
    """Adds a line to the trail, through to the disk.

    `by` is the account's name, `what` what it was done to: versions, digests, names of lists and files as they are
    shown on pages. Lines of several processes never mix, as each is written at one go. Where the trail cannot be
    written the log says so, and the act, which is done by then, stands.
    """
    line = json.dumps({"at": at.isoformat(timespec="seconds"), "by": by, "act": act, **what}) + "\n"
    try:
        trail = os.open(store / TRAIL, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        try:
            os.write(trail, line.encode())
            os.fsync(trail)
        finally:
            os.close(trail)
    except OSError as error:
        logging.getLogger("dashboard").warning("audit trail not written: %s %s", act, type(error).__name__)

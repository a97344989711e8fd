"""The trail of who did what: a line for each act."""

from __future__ import annotations

import json
import logging
import threading
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from analytics.store.audit_trail import TRAIL, put_down

AT = datetime(2026, 11, 27, 9, 30, 15, tzinfo=ZoneInfo("Asia/Makassar"))


def test_a_line_says_when_who_and_what(tmp_path: Path) -> None:
    put_down(tmp_path, "restore", by="data", at=AT, version="0002", digest="ab12")
    assert json.loads((tmp_path / TRAIL).read_text()) == {
        "at": "2026-11-27T09:30:15+08:00", "by": "data", "act": "restore", "version": "0002", "digest": "ab12",
    }  # fmt: skip


def test_lines_are_added_and_never_break_in_two(tmp_path: Path) -> None:
    put_down(tmp_path, "words", by="data", at=AT, word="jalan\nterus\u202e")
    put_down(tmp_path, "words", by="data", at=AT, word="tutup")
    lines = (tmp_path / TRAIL).read_text().splitlines()
    assert [json.loads(line)["word"] for line in lines] == ["jalan\nterus\u202e", "tutup"]
    assert "\u202e" not in lines[0]


def test_lines_of_many_at_once_stay_whole(tmp_path: Path) -> None:
    threads = [
        threading.Thread(
            target=put_down, args=(tmp_path, "download"), kwargs={"by": str(at), "at": AT, "file": "x" * 900}
        )
        for at in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    by = [json.loads(line)["by"] for line in (tmp_path / TRAIL).read_text().splitlines()]
    assert sorted(by, key=int) == [str(at) for at in range(20)]


def test_a_trail_that_cannot_be_written_is_said_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / TRAIL).mkdir()
    with caplog.at_level(logging.WARNING, logger="dashboard"):
        put_down(tmp_path, "download", by="data", at=AT)
    assert "audit trail not written: download" in caplog.text

"""What pages say of a nightly run that has not done its work."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.i18n import catalog
from analytics.i18n.numbers import moment
from analytics.store.nightly import BESIDE_DATA, Status, write_status
from analytics.wording.versions import PLACE
from tests.conftest import import_tables
from tests.pages.conftest import OpenPage
from tests.spec.tables import RUNNING, Tables

LONG_AGO = datetime(2026, 7, 1, tzinfo=UTC)
FAILED = {"at": LONG_AGO.isoformat(), "why": [{"code": "x", "message": {"id": "sebab *satu*", "en": "cause"}}]}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return import_tables(tmp_path, Tables().add(20, "UEP", RUNNING))


def warnings(open_page: OpenPage, store: Path, status: Status) -> list[str]:
    write_status(status, store / BESIDE_DATA)
    return [str(one.value) for one in open_page("definitions", store=store).warning]


def test_a_late_run_is_said_with_its_cause(open_page: OpenPage, store: Path) -> None:
    t = catalog("id")
    status = {"last_good": {"at": LONG_AGO.isoformat()}, "last_failed": FAILED, "ok": False}
    (said,) = warnings(open_page, store, status)
    assert said.startswith(t("nightly.late", moment=moment(LONG_AGO.astimezone(PLACE), "id")))
    assert "\\*satu\\*" in said


def test_a_run_that_never_succeeded_is_said(open_page: OpenPage, store: Path) -> None:
    (said,) = warnings(open_page, store, {"last_good": None, "last_failed": None, "ok": False})
    assert said == catalog("id")("nightly.never")


def test_a_run_of_today_is_not_mentioned(open_page: OpenPage, store: Path) -> None:
    status = {"last_good": {"at": datetime.now(UTC).isoformat()}, "last_failed": FAILED, "ok": True}
    assert warnings(open_page, store, status) == []

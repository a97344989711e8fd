"""The bench measures an import that is clean: every record of the files it made is accepted."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.ingest.load import import_exports
from analytics.sample import LAST_DAY
from analytics.trials.bench import make_exports

pytestmark = pytest.mark.slow


@pytest.mark.long
def test_a_measurement_accounts_for_every_record(tmp_path: Path) -> None:
    assert main(["bench", "--grants", "200", "--out", str(tmp_path / "bench.json")]) == 0
    (measured,) = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert (measured["grants"], measured["visits"], measured["records"]) == (200, 1000, 1200)
    assert (measured["outcome"], measured["accepted"], measured["rejected"]) == ("accepted", 1200, 0)
    assert measured["ratio_to_typed_scan"] == pytest.approx(measured["import_seconds"] / measured["typed_scan_seconds"])
    assert measured["import_peak_bytes"] > 0


def test_the_exports_made_earn_no_warning(tmp_path: Path) -> None:
    make_exports(tmp_path, 300)
    report = import_exports(
        tmp_path / "store", [tmp_path / "grants.csv", tmp_path / "visits.csv"],
        as_of=LAST_DAY, now=datetime(2026, 7, 1, tzinfo=UTC),
    )  # fmt: skip
    assert report.warnings == ()
    assert [file.accepted for file in report.files] == [300, 1500]


@pytest.mark.parametrize("grants", ["0", "many"])
def test_a_size_is_a_whole_number(grants: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bench", "--grants", grants])
    assert ended.value.code == 2

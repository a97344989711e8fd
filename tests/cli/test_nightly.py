"""The nightly run: three days over a folder that changes, and what may happen to it."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics.__main__ import main
from analytics.answers.alerts import FILE, Rule, alerts, read_rules
from analytics.i18n import catalog, languages
from analytics.ingest.choices import Choices
from analytics.ingest.recipe_files import keep_recipe
from analytics.ingest.recipes import Recipe
from analytics.store.nightly import BESIDE_DATA, STATUS, is_late, read_status, write_status
from analytics.store.versions import StoreError, current_version
from tests.conftest import Row, write_export
from tests.spec.tables import CLOSED, RUNNING, TEN, StoreOf, Tables

FORTY = Tables().add(20, "UEP", RUNNING, regencies=TEN).add(20, "UEP", CLOSED, regencies=TEN)
SEEN_AGAIN: Row = {"grant_id": "G0039", "visited_on": "2025-03-02", "status": "running", "visit_id": "V0040"}


class Desk:
    """A folder of exports, a store and a folder that is published into."""

    def __init__(self, root: Path) -> None:
        self.exports, self.store, self.to = root / "exports", root / "store", root / "desk"
        self.exports.mkdir()
        self.bring(FORTY.visits)

    def bring(self, visits: list[Row]) -> None:
        write_export(self.exports / "grants.csv", FORTY.grants)
        write_export(self.exports / "visits.csv", visits)

    def break_a_file(self) -> None:
        (self.exports / "visits.csv").write_bytes(b"%PDF-1.7 not an export")

    def night(self, *more: str) -> int:
        asked = ["--lang", "en", "--store", str(self.store), "--from", str(self.exports), "--to", str(self.to)]
        return main(["nightly", *asked, *more])

    @property
    def status(self) -> dict[str, Any]:
        return read_status(self.to / STATUS)

    @property
    def folders(self) -> list[str]:
        return sorted(path.name for path in self.to.iterdir() if path.is_dir() and not path.is_symlink())

    def contents(self) -> dict[str, bytes]:
        return {str(path.relative_to(self.to)): path.read_bytes() for path in self.to.rglob("*") if path.is_file()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def is_whole(folder: Path) -> bool:
    """Whether every file bears the sum that is written for it, and each file has one."""
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    del files["SHA256SUMS"]
    return files == sums


def test_three_nights_with_a_broken_file_on_the_second(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.night() == 0
    first, before = desk.status["last_good"]["folder"], desk.contents()

    desk.break_a_file()
    assert desk.night() == 4
    assert "visits.csv" in capsys.readouterr().err
    assert {**desk.contents(), STATUS: b""} == {**before, STATUS: b""}
    (why,) = desk.status["last_failed"]["why"]
    assert (why["code"], why["file"], set(why["message"])) == ("not_an_export", "visits.csv", set(languages()))
    assert (desk.status["ok"], desk.status["last_good"]["folder"]) == (False, first)

    # 20 of 40 ran, now 21.
    desk.bring([*FORTY.visits, SEEN_AGAIN])
    assert desk.night() == 0
    third = desk.to / desk.status["last_good"]["folder"]
    assert desk.folders == [first, third.name]
    assert is_whole(third)
    assert is_whole(desk.to / first)
    assert (desk.to / "latest").resolve() == third.resolve()
    assert (desk.status["ok"], desk.status["last_good"]["version"]) == (True, "0002")
    assert desk.status == read_status(desk.store / BESIDE_DATA)
    moved = json.loads((third / "moved.json").read_text())
    assert (moved["since"]["version"], moved["causes"]) == ("0001", ["day", "data"])
    of_uep = {"indicator": "persistence_rate", "by": {"programme": "UEP"}, "before": 0.5, "after": 0.525}
    assert of_uep in moved["figures"]


def test_what_a_night_publishes(desk: Desk) -> None:
    assert desk.night() == 0
    made = {path.name for path in (desk.to / desk.folders[0]).iterdir()}
    of_languages = {
        f"{stem}-{lang}.{end}"
        for lang in languages()
        for stem, end in (("memo", "pdf"), ("angka", "xlsx"), ("import", "json"))
    }
    assert made == {"figures.json", "alerts.json", "CITATION.txt", "SHA256SUMS", *of_languages}
    cited = (desk.to / desk.folders[0] / "CITATION.txt").read_text(encoding="utf-8")
    assert cited.count("0001") == len(languages())
    assert main(["verify", "--store", str(desk.store), str(desk.to / desk.folders[0] / "figures.json")]) == 0


def test_an_unchanged_folder_is_published_again_of_the_same_version(desk: Desk) -> None:
    assert [desk.night(), desk.night()] == [0, 0]
    assert len(desk.folders) == 2
    assert current_version(desk.store) == "0001"
    moved = json.loads((desk.to / desk.folders[1] / "moved.json").read_text())
    assert (moved["causes"], moved["figures"]) == ([], [])


def test_rejected_rows_are_counted_and_the_rest_is_published(desk: Desk) -> None:
    desk.bring([*FORTY.visits, {**SEEN_AGAIN, "status": "not a status"}])
    assert desk.night() == 3
    assert desk.status["last_good"]["rejected"] == 1


def test_a_night_reads_by_the_recipes_of_the_store(desk: Desk) -> None:
    unknown = [{"Nomor Kartu" if name == "grant_id" else name: row[name] for name in row} for row in FORTY.grants]
    write_export(desk.exports / "grants.csv", unknown)
    assert desk.night() == 4
    keep_recipe(desk.store, Recipe("Bantuan", tuple(unknown[0]), Choices("grants", {"Nomor Kartu": "grant_id"})))
    assert desk.night() == 0


def test_a_full_disk_leaves_everything_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.night() == 0
    before = desk.contents()
    desk.bring([*FORTY.visits, SEEN_AGAIN])

    def no_room(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", no_room)
    assert desk.night() == 4
    assert capsys.readouterr().err.strip() == catalog("en")("nightly.disk_full")
    assert desk.contents() == before
    monkeypatch.undo()
    assert desk.night() == 0
    assert len(desk.folders) == 2


def test_a_defect_is_recorded_and_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def defect(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("analytics.documents.publication.decision_memo", defect)
    with pytest.raises(ZeroDivisionError):
        desk.night()
    assert desk.status["last_failed"]["why"][0]["code"] == "unexpected"
    assert desk.folders == []


def test_the_oldest_nights_are_forgotten_and_no_other_folder(desk: Desk) -> None:
    (desk.to / "notes").mkdir(parents=True)
    (desk.to / ".draft-left").mkdir()
    assert [desk.night(), desk.night("--keep", "1")] == [0, 0]
    assert desk.folders == [desk.status["last_good"]["folder"], "notes"]


def test_a_rule_tells_what_lies_beyond_its_limit(store_of: StoreOf) -> None:
    # KUBE: 20 with a verdict, 20 never seen: half is unknown. UEP: all known.
    store = store_of(Tables().add(20, "KUBE", RUNNING).add(20, "KUBE").add(20, "UEP", RUNNING))
    told = alerts(store, [Rule("persistence_rate", "programme", "unknown_share", "above", 0.4)])
    assert [(one.estimate.by, one.found) for one in told] == [({"programme": "KUBE"}, 0.5)]
    (told_below,) = alerts(store, [Rule("visited_rate", "programme", "value", "below", 0.6)])
    assert told_below.found == 0.5
    assert alerts(store, [Rule("visited_rate", "programme", "value", "below", 0.5)]) == []


def test_a_rule_that_cannot_be_read_names_its_row(tmp_path: Path) -> None:
    good: Row = {"indicator": "grants", "by": "", "part": "value", "side": "below", "limit": 1}
    write_export(tmp_path / FILE, [good, {**good, "side": "beside"}])
    with pytest.raises(StoreError, match="broken_alerts") as error:
        read_rules(tmp_path)
    assert error.value.details == {"row": 3}


@pytest.mark.parametrize(("hours", "expected"), [(35, False), (37, True)])
def test_a_run_is_late_after_a_day_and_a_half(hours: int, expected: bool) -> None:
    now = datetime(2026, 7, 1, tzinfo=UTC)
    assert is_late({"last_good": {"at": (now - timedelta(hours=hours)).isoformat()}}, now) == expected


def test_without_nightly_runs_nothing_is_late(tmp_path: Path) -> None:
    assert not is_late(read_status(tmp_path / STATUS), datetime.now(UTC))


def test_a_status_that_cannot_be_read_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / STATUS).write_text("{", encoding="utf-8")
    assert read_status(tmp_path / STATUS) == {}
    write_status({"ok": True}, tmp_path / STATUS)
    assert read_status(tmp_path / STATUS) == {"ok": True}

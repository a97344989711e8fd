"""What a hostile file may cost: a process of its own is ended at its limits, and the store is as it was."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest

from analytics.i18n import catalog, languages
from analytics.ingest.files.exports import Export
from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.ingest.sandbox import (
    MAX_MEMORY_BYTES,
    MEMORY_BYTES,
    SECONDS,
    Limits,
    Watch,
    import_within_limits,
    limits_of,
)
from analytics.store.audit_trail import TRAIL
from analytics.store.versions import StoreError, current_version, writing
from tests.conftest import NOW, Row, write_export

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
AS_OF = date(2025, 12, 31)
GRANT: Row = {
    "grant_id": "KUBE-1", "programme": "KUBE", "regency": "Paser", "amount_idr": 20_000_000,
    "disbursed_on": "2022-03-05",
}  # fmt: skip
AMPLE = Limits(60, MEMORY_BYTES)

needs_named_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
needs_scripts = pytest.mark.skipif(os.name == "nt", reason="this system runs no shell scripts")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of one version."""
    import_exports(tmp_path / "store", [write_export(tmp_path / "first.csv", [GRANT])], as_of=AS_OF, now=NOW)
    return tmp_path / "store"


def bring(store: Path, path: Path, limits: Limits = AMPLE, **options: object) -> Report:
    return import_within_limits(
        store, [Export(path, path.name)], as_of=AS_OF, now=NOW, limits=limits, **options  # type: ignore[arg-type]
    )  # fmt: skip


def packed_cells(path: Path) -> Path:
    """A workbook of 30 kB in which a million cells lie, all alike."""
    openpyxl.Workbook().save(path.with_suffix(".empty"))
    heading = "".join(f'<c t="str"><v>{name}</v></c>' for name in GRANT)
    row = f"<row><c/><c/>{'<c><v>1</v></c>' * 150}</row>".encode()
    with zipfile.ZipFile(path.with_suffix(".empty")) as plain, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in plain.namelist():
            if name != "xl/worksheets/sheet1.xml":
                file.writestr(name, plain.read(name))
        with file.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                + f"<row>{heading}</row>".encode()
                + row * 8_000
                + b"</sheetData></worksheet>"
            )
    return path


def swelling_cells(path: Path) -> Path:
    """A Parquet file of 10 kB in which one cell of 1 MB stands 5,000 times."""
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select 'KUBE-' || i as grant_id, 'KUBE' as programme, 'Paser' as regency, 20000000 as amount_idr, "
            "'2022-03-05' as disbursed_on, repeat('x', 1000000) as business_type from range(5000) as rows(i)) "
            f"to '{path}' (format parquet, compression zstd)"
        )
    return path


def test_an_import_apart_reports_what_one_within_reports(store: Path, tmp_path: Path) -> None:
    export = write_export(tmp_path / "b.csv", [GRANT, {**GRANT, "grant_id": "KUBE-2", "amount_idr": "rusak"}])
    shares: list[float] = []
    apart = bring(store, export, dry_run=True, progress=shares.append)
    assert apart == import_exports(store, [export], as_of=AS_OF, now=NOW, dry_run=True)
    assert shares == sorted(shares)
    assert shares[-1] == 1


@pytest.mark.parametrize(
    ("hostile", "limits", "reason"),
    [
        (packed_cells, Limits(1, MEMORY_BYTES), "took_too_long"),
        (swelling_cells, Limits(60, 400_000_000), "took_too_much_memory"),
    ],
)
def test_a_hostile_file_is_stopped_at_its_limit(
    store: Path, tmp_path: Path, hostile: type[Path], limits: Limits, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    before = {*store.rglob("*"), store / TRAIL}
    report = bring(store, hostile(tmp_path / "hostile"), limits)
    assert (report.outcome, report.version, report.files[0].refused_because) == ("refused", "0001", reason)
    assert set(store.rglob("*")) == before
    assert list((tmp_path / "temporary").iterdir()) == []
    assert bring(store, write_export(tmp_path / "next.csv", [GRANT])).outcome == "accepted"


def test_a_refusal_is_put_down_by_its_reason_and_by_no_name(store: Path, tmp_path: Path) -> None:
    (tmp_path / "Siti 6472014509810001.csv").write_bytes(b"%PDF-1.7")
    bring(store, tmp_path / "Siti 6472014509810001.csv")
    line = (store / TRAIL).read_text()
    said = json.loads(line)
    assert (said["outcome"], said["refused_because"], said["rejected"]) == ("refused", "not_an_export", 0)
    assert not ("Siti" in line or "6472014509810001" in line)


def test_what_is_said_of_the_store_comes_through(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="store_not_writable"):
        bring(tmp_path / "store", write_export(tmp_path / "b.csv", [GRANT]))


def test_a_process_that_ends_without_an_answer_is_one_sentence(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(StoreError, match="import_ended"):
        bring(store, write_export(tmp_path / "b.csv", [GRANT]))


@pytest.mark.skipif(not hasattr(signal, "SIGABRT"), reason="no signals here")
@needs_scripts
def test_a_library_that_ends_the_process_is_a_refusal_that_says_so(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nkill -ABRT $$\n")
    broken.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(broken))
    report = bring(store, write_export(tmp_path / "b.csv", [GRANT]))
    assert (report.outcome, report.files[0].refused_because, report.version) == ("refused", "reader_ended", "0001")


@needs_named_pipes
def test_a_file_that_does_not_answer_is_not_called_bad(store: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless.csv")
    report = bring(store, tmp_path / "endless.csv", Limits(60, MEMORY_BYTES, clock_seconds=3))
    assert (report.outcome, report.files[0].refused_because) == ("refused", "machine_busy")


@pytest.mark.parametrize(("program", "exceeded"), [("time.sleep(3)", ""), ("any(iter(int, 1))", "took_too_long")])
def test_time_is_that_of_the_processor_and_not_of_the_clock(program: str, exceeded: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", f"import time; {program}"])
    watch = Watch(child, Limits(1, MEMORY_BYTES))
    watching = threading.Thread(target=watch.look)
    watching.start()
    child.wait()
    watch.is_over.set()
    watching.join()
    assert watch.exceeded == exceeded


@needs_named_pipes
def test_an_import_ends_with_who_waits_for_it(store: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless.csv")
    command = [sys.executable, "-m", "analytics", "import", "--store", str(store), str(tmp_path / "endless.csv")]
    waiting = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 20
    while not list(store.glob(".draft-*")) and time.monotonic() < until:
        time.sleep(0.02)
    waiting.send_signal(signal.SIGKILL)
    waiting.wait()
    with writing(store):  # refused as busy if the import still went on
        assert current_version(store) == "0001"


def test_small_files_have_the_usual_limits_and_large_ones_more(tmp_path: Path) -> None:
    sizes = {"small.csv": 1_000, "large.csv": 300_000_000, "larger.csv": 900_000_000}
    for name, size in sizes.items():
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
    assert [limits_of([Export(tmp_path / name, name)]) for name in sizes] == [
        Limits(SECONDS, MEMORY_BYTES), Limits(SECONDS, 2_400_000_000), Limits(54, MAX_MEMORY_BYTES, 1_080),
    ]  # fmt: skip


def test_workbooks_are_given_no_more_time_however_large(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    with path.open("wb") as file:
        file.write(b"PK")
        file.truncate(100_000_000)
    assert limits_of([Export(path, path.name)]).seconds == SECONDS


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("reason", ["took_too_long", "took_too_much_memory", "machine_busy", "reader_ended"])
def test_every_limit_has_its_sentence_and_its_remedy(lang: str, reason: str) -> None:
    t = catalog(lang)
    assert t(f"ingest.refused.{reason}", seconds=18, minutes=10) and t(f"ingest.refused_remedy.{reason}")

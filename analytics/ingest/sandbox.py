"""An import within limits: made by a process of its own, which is ended where a file costs too much.

A hostile file can neither stop the dashboard nor make it grow, and who waits here loads neither DuckDB nor pandas.
`analytics.ingest.worker` is the program that does the work.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import psutil

from analytics.ingest.files.exports import Export
from analytics.ingest.private_folder import private_folder
from analytics.ingest.report import FileReport, Report
from analytics.store.audit_trail import put_down
from analytics.store.versions import StoreError, checked, current_version, discard_drafts

PROJECT = Path(__file__).parents[2]
SECONDS = 18
"""Of the processor's time, which a busy machine gives more slowly but not less of."""
SECONDS_A_MB = 0.06
"""Three times what a MB of clean CSV takes."""
MIN_CLOCK_SECONDS = 600
CLOCK_SECONDS_A_SECOND = 20
"""By the clock, for each second of the processor's: so many others may run beside an import."""
MEMORY_BYTES = 2_000_000_000
"""Of 2 GiB: between two looks a process can take the rest."""
MAX_MEMORY_BYTES = 3_000_000_000
MEMORY_BYTES_A_BYTE = 8
LOOK_EVERY_SECONDS = 0.02
SECONDS_TO_END = 2
CRASHES = frozenset(-getattr(signal, name, 0) for name in ("SIGABRT", "SIGSEGV", "SIGBUS", "SIGILL")) - {0}
WINDOWS_FAULTS = 0xC0000000
"""The first of the exit codes that Windows gives to faults."""
TEMPORARY_FOLDER = ("TMPDIR", "TEMP", "TMP")
"""What names it: the first on Linux and macOS, the others on Windows."""
MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What an import may cost: `seconds` of processor time, `memory_bytes` resident at once.

    By the clock it may take `clock_seconds`; beyond them the machine is busy, or a drive does not answer.
    """

    seconds: float
    memory_bytes: int
    clock_seconds: float = MIN_CLOCK_SECONDS


def limits_of(exports: Sequence[Export]) -> Limits:
    """18 seconds of processor time and 2 GB; more only for more data.

    More than 300 MB of CSV or Parquet may take 0.06 seconds a MB, and files beyond 250 MB eight times their size in
    memory, up to 3 GB. Workbooks and archives are given no more than 18 seconds, in which some 10 MB of XLSX are read,
    as their size on disk says nothing of what is packed in them: a larger one is to be saved as CSV.
    """
    seconds = SECONDS_A_MB * sum(_size(export.path) for export in exports if not _is_packed(export.path)) / MB
    memory = MEMORY_BYTES_A_BYTE * sum(_size(export.path) for export in exports)
    seconds = max(SECONDS, seconds)
    clock_seconds = max(MIN_CLOCK_SECONDS, CLOCK_SECONDS_A_SECOND * seconds)
    return Limits(seconds, min(max(MEMORY_BYTES, memory), MAX_MEMORY_BYTES), clock_seconds)


def import_within_limits(
    store: Path, exports: Sequence[Export], *, as_of: date, now: datetime,
    add: bool = False, allow_drop: int | None = None, dry_run: bool = False, recipe: str = "", by: str = "",
    progress: Callable[[float], None] = lambda share: None, limits: Limits | None = None,
) -> Report:  # fmt: skip
    """`analytics.ingest.load.import_exports` in a process of its own, ended at its `limits` (else `limits_of` files).

    At a limit the import is refused, each file with `took_too_long`, `took_too_much_memory` or `machine_busy`, and so
    it is with `reader_ended` where a library ended the process; the store is as it was. `progress` is called in the
    caller's thread. Raises StoreError as `import_exports` does, and `import_ended` where the process ended otherwise.
    """
    limits = limits or limits_of(exports)
    request = {
        "store": store.absolute(), "given": [_absolute(export) for export in exports], "as_of": as_of, "now": now,
        "add": add, "allow_drop": allow_drop, "dry_run": dry_run, "recipe": recipe, "by": by,
    }  # fmt: skip
    with private_folder(store) as temporary, _started(store, str(temporary.absolute())) as child:
        watch = Watch(child, limits)
        watcher = threading.Thread(target=watch.look, daemon=True)
        watcher.start()
        try:
            answer = _answer(child, request, progress, watch)
            is_crash = answer is None and _is_crash(child)
        finally:
            watch.is_over.set()
            watcher.join()
    exceeded = "took_too_much_memory" if isinstance(answer, StoreError) and answer.code == "out_of_memory" else ""
    if isinstance(answer, Report):
        report = answer
    elif why := exceeded or watch.exceeded or ("reader_ended" if is_crash else ""):
        report = _refusal(store, exports, as_of, why, limits)
    else:
        raise answer or StoreError("import_ended")
    if not dry_run:
        _put_down_import(store, report, by, now)
    return report


def _put_down_import(store: Path, report: Report, by: str, at: datetime) -> None:
    """One line of the trail: of a refusal the codes of its reasons, never a name of a file or a value; files go by name
    in the version's manifest, which the digest ties to it."""
    version = report.version if report.outcome != "refused" else None
    digest = checked(store, version).sha256 if version else None
    reasons = sorted({one.refused_because for one in report.files if one.refused_because})
    put_down(
        store, "import", by=by, at=at, outcome=report.outcome, version=version, digest=digest,
        refused_because=", ".join(reasons) or None, rejected=len(report.rejected),
    )  # fmt: skip


@dataclass
class Watch:
    """Looks at the process until it is over, and ends it at its limits. `exceeded` says which."""

    child: subprocess.Popen[bytes]
    limits: Limits
    is_over: threading.Event = field(default_factory=threading.Event)
    exceeded: str = ""

    def look(self) -> None:
        """Returns when the process is over, or has been ended."""
        until = time.monotonic() + self.limits.clock_seconds
        while not self.is_over.wait(LOOK_EVERY_SECONDS):
            if _processor_seconds(self.child.pid) > self.limits.seconds:
                self.exceeded = "took_too_long"
            elif time.monotonic() > until:
                self.exceeded = "machine_busy"
            elif _resident_bytes(self.child.pid) > self.limits.memory_bytes:
                self.exceeded = "took_too_much_memory"
            if self.exceeded:
                self.child.kill()
                return


@contextmanager
def _started(store: Path, temporary: str) -> Iterator[subprocess.Popen[bytes]]:
    """The process, gone afterwards with its draft. What it has to say beside its answers goes nowhere."""
    child = subprocess.Popen(
        [sys.executable, "-m", "analytics.ingest.worker"],
        cwd=PROJECT, env={**os.environ, **dict.fromkeys(TEMPORARY_FOLDER, temporary)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield child
    finally:
        child.kill()
        with suppress(BrokenPipeError):
            child.communicate()
        discard_drafts(store, child.pid)


def _answer(
    child: subprocess.Popen[bytes], request: dict[str, object], progress: Callable[[float], None], watch: Watch
) -> Report | StoreError | None:
    """The answer of the process, shares of the work before it; None where it ended without one.

    Its input stays open: the process ends with the one that waits for it. When all is done no limit holds any more, for
    the version is there.
    """
    assert child.stdin and child.stdout
    try:
        pickle.dump(request, child.stdin)
        child.stdin.flush()
        while isinstance(answer := pickle.load(child.stdout), float):
            if answer >= 1:
                watch.is_over.set()
            progress(answer)
    except (EOFError, pickle.UnpicklingError, BrokenPipeError):
        return None
    return answer  # type: ignore[no-any-return]


def _refusal(store: Path, exports: Sequence[Export], as_of: date, code: str, limits: Limits) -> Report:
    said = {"seconds": round(limits.seconds), "minutes": round(limits.clock_seconds / 60)}
    files = tuple(FileReport(export.name, export.table, refused_because=code, details=said) for export in exports)
    return Report("refused", current_version(store), as_of, files)


def _absolute(export: Export) -> Export:
    return replace(export, path=export.path.absolute())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_packed(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False


def _processor_seconds(process_id: int) -> float:
    """The processor time of a process and of those that it started and waited for; 0 where it is gone."""
    try:
        return sum(psutil.Process(process_id).cpu_times()[:4])
    except psutil.Error:
        return 0


def _is_crash(child: subprocess.Popen[bytes]) -> bool:
    """Whether the process, which has ended or is about to, was ended from within by a fault of compiled code."""
    with suppress(subprocess.TimeoutExpired):
        code = child.wait(SECONDS_TO_END)
        return code in CRASHES or code >= WINDOWS_FAULTS
    return False


def _resident_bytes(process_id: int) -> int:
    """The memory that the process holds; 0 once it has ended."""
    try:
        return psutil.Process(process_id).memory_info().rss
    except psutil.Error:
        return 0

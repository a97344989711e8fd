"""How long an import takes, beside what DuckDB itself needs for the same files in the same run.

The yardstick is the typed scan: every column read into its declared type and kept, as tables in a database
file, with no check at all; for an import too must keep what it has read. The bare scan is measured beside it:
every column of every record read into its type and hashed, nothing kept, the least that any reader can take.
Both have the memory and the threads that an import has.

The files are clean exports made for the purpose, with five visits per grant. Each step runs in a process of its
own, so that the peak of memory is that step's alone; of three rounds, in which yardstick and import take turns,
the least seconds count, since a busy machine only ever adds to them.
"""

from __future__ import annotations

import csv
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import duckdb
import psutil

from analytics.contract import SAMPLE_PREFIX, TABLES
from analytics.ingest.load import MEMORY_LIMIT, import_exports
from analytics.sample import LAST_DAY
from analytics.store.database import REFERENCE, SQL

VISITS_PER_GRANT = 5
ROUNDS = 3
EXPORTS = ("grants", "visits")

Result = TypeVar("Result")


@dataclass(frozen=True)
class Bench:
    """One size of export, and what it took.

    Seconds are of a clock on the wall; ratios are import over yardstick; peaks are of resident memory.
    """

    grants: int
    visits: int
    file_bytes: int
    threads: int
    typed_scan_seconds: float
    bare_scan_seconds: float
    import_seconds: float
    import_peak_bytes: int
    outcome: str
    records: int
    accepted: int
    rejected: int

    @property
    def ratio_to_typed_scan(self) -> float:
        """How many times the typed scan an import takes."""
        return self.import_seconds / self.typed_scan_seconds

    @property
    def ratio_to_bare_scan(self) -> float:
        """How many times the bare scan an import takes."""
        return self.import_seconds / self.bare_scan_seconds

    @property
    def records_per_second(self) -> float:
        """Records of both files that an import takes in a second."""
        return self.records / self.import_seconds


@dataclass(frozen=True)
class _Scan:
    """DuckDB's own reading in a round: the threads it had, and seconds."""

    threads: int
    typed_seconds: float
    bare_seconds: float


@dataclass(frozen=True)
class _Import:
    """One import of a round: its seconds, the peak of its process, and what became of the records."""

    seconds: float
    peak_bytes: int
    outcome: str
    accepted: int
    rejected: int


def bench(grants: int) -> Bench:
    """Makes exports of so many grants in a temporary folder, and measures. Raises OSError where there is no room."""
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(temporary)
        _apart(partial(make_exports, folder, grants))
        rounds = [(_apart(partial(_scan, folder)), _apart(partial(_import, folder))) for _ in range(ROUNDS)]
        scans, imports = zip(*rounds, strict=True)
        return Bench(
            grants=grants, visits=grants * VISITS_PER_GRANT, threads=scans[0].threads,
            file_bytes=sum(_export(folder, name).stat().st_size for name in EXPORTS),
            typed_scan_seconds=min(scan.typed_seconds for scan in scans),
            bare_scan_seconds=min(scan.bare_seconds for scan in scans),
            import_seconds=min(one.seconds for one in imports),
            import_peak_bytes=max(one.peak_bytes for one in imports),
            records=grants * (1 + VISITS_PER_GRANT),
            outcome=imports[-1].outcome, accepted=imports[-1].accepted, rejected=imports[-1].rejected,
        )  # fmt: skip


def make_exports(folder: Path, grants: int) -> None:
    """Writes `grants.csv` and `visits.csv`: nothing in them is rejected, nothing earns a warning."""
    with (REFERENCE / "regencies.csv").open(encoding="utf-8", newline="") as file:
        regencies = list(csv.DictReader(file))
    with _connection(folder) as connection:
        made = connection.sql(
            _question("grants"),
            params={
                "grants": grants,
                "prefix": SAMPLE_PREFIX,
                "regency_codes": [regency["regency_code"] for regency in regencies],
                "regency_names": [regency["regency_name"] for regency in regencies],
            },
        )
        made.create("made_grants")
        connection.table("made_grants").write_csv(str(_export(folder, "grants")), header=True)
        visits = connection.sql(
            _question("visits"), params={"visits_per_grant": VISITS_PER_GRANT, "prefix": SAMPLE_PREFIX}
        )
        visits.write_csv(str(_export(folder, "visits")), header=True)


def _connection(folder: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "temp_directory": str(folder / "overflow")})
    connection.execute("set enable_progress_bar = false")
    return connection


def _question(name: str) -> str:
    return (SQL / "bench" / f"{name}.sql").read_text(encoding="utf-8")


def _export(folder: Path, name: str) -> Path:
    return folder / f"{name}.csv"


def _apart(step: Callable[[], Result]) -> Result:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(step).result()


def _scan(folder: Path) -> _Scan:
    with tempfile.TemporaryDirectory(dir=folder) as kept, _connection(folder) as connection:
        threads = connection.sql("select current_setting('threads')").fetchall()[0][0]
        started = time.perf_counter()
        for source, given in _typed(folder):
            connection.execute(f"select bit_xor(hash(export)) from {source} as export", given).fetchall()
        scanned = time.perf_counter()
        connection.execute(f"attach '{kept}/typed.duckdb' as typed")
        for name, (source, given) in zip(EXPORTS, _typed(folder), strict=True):
            connection.execute(f"create table typed.{name} as from {source}", given)
        connection.execute("detach typed")
        return _Scan(threads, time.perf_counter() - scanned, scanned - started)


def _typed(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The two files as DuckDB reads them with every type declared."""
    for name in EXPORTS:
        path = _export(folder, name)
        with path.open(encoding="utf-8", newline="") as file:
            heading = next(csv.reader(file))
        types = ", ".join(f"'{column}': '{TABLES[name].column(column).sql_type}'" for column in heading)
        yield (
            "read_csv($path, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', "
            f"columns = {{{types}}})",
            {"path": str(path)},
        )


def _import(folder: Path) -> _Import:
    with tempfile.TemporaryDirectory(dir=folder) as kept:
        started = time.perf_counter()
        report = import_exports(
            Path(kept) / "store", [_export(folder, name) for name in EXPORTS], as_of=LAST_DAY, now=datetime.now(UTC)
        )
        seconds = time.perf_counter() - started
    accepted, rejected = sum(file.accepted for file in report.files), sum(file.rejected for file in report.files)
    return _Import(seconds, _peak_bytes(), report.outcome, accepted, rejected)


def _peak_bytes() -> int:
    """The most memory that this process has held at once."""
    if sys.platform == "win32":
        return psutil.Process().memory_info().peak_wset
    from resource import RUSAGE_SELF, getrusage  # noqa: PLC0415 (Windows has no such module)

    return getrusage(RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

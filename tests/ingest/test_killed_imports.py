"""An import killed at any moment: the version that was, or the new one whole, and the next import as ever.

`make fuzz` kills fifty, at moments of a seed of its own; the tests kill five, always the same.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from analytics.ingest.load import import_exports
from analytics.ingest.private_folder import sweep
from analytics.store.database import Store
from analytics.store.versions import current_version, versions
from tests.conftest import NOW, Row, write_export

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system cannot kill a group of processes at once"),
]

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("FUZZ_KILLS", "5"))
SEED = int(os.environ.get("FUZZ_SEED", "20260701"))
AS_OF = date(2025, 12, 31)
MANY = 10_000
START_SECONDS = 60
PERSON, NIK = "Siti Rahmahwati", "6402015203880002"


def grants(count: int) -> list[Row]:
    return [
        {"grant_id": f"KUBE-{number}", "programme": "KUBE", "regency": "Paser", "amount_idr": 20_000_000 + number,
         "disbursed_on": "2022-03-05", "business_type": f"Kue {number}", "nama_penerima": PERSON, "nik": NIK}
        for number in range(count)
    ]  # fmt: skip


class Killed:
    """A store of one grant, and an export of many that is never let alone."""

    def __init__(self, folder: Path) -> None:
        self.store, self.elsewhere = folder / "store", folder / "elsewhere"
        self.few = write_export(folder / "few.csv", grants(1))
        self.many = write_export(folder / "many.csv", grants(MANY))

    def load_few(self) -> None:
        """The version that was; what a kill left goes with it."""
        going = MANY - 1 if self.rows() == MANY else None
        report = import_exports(self.store, [self.few], as_of=AS_OF, now=NOW, allow_drop=going)
        assert report.outcome == "accepted"

    def start(self) -> subprocess.Popen[bytes]:
        """The import of many, at work on its draft."""
        command = [sys.executable, "-m", "analytics", "import", "--store", str(self.store), str(self.many)]
        self.elsewhere.mkdir(exist_ok=True)
        running = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "TMPDIR": str(self.elsewhere)}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        until = time.monotonic() + START_SECONDS
        while not list(self.store.glob(".draft-*")) and running.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        return running

    def seconds(self) -> float:
        """How long the work takes where nobody kills it."""
        running = self.start()
        started = time.monotonic()
        assert running.wait() == 0
        return time.monotonic() - started

    def kill_after(self, seconds: float) -> None:
        """Ends the import and the process that waits for it, at once."""
        running = self.start()
        try:
            running.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()

    def personal(self) -> list[Path]:
        """Files of the store, or of the folder for temporary files, in which a person is named."""
        files = [file for folder in (self.store, self.elsewhere) for file in folder.rglob("*") if file.is_file()]
        return [file for file in files if any(word.encode() in file.read_bytes() for word in (PERSON, NIK))]

    def rows(self) -> int:
        if current_version(self.store) is None:
            return 0
        opened = Store.open(self.store)
        try:
            return len(opened.query("table", table_name="data.grants"))
        finally:
            opened.close()


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Killed:
    return Killed(tmp_path_factory.mktemp("killed"))


@pytest.fixture(scope="module")
def seconds(killed: Killed) -> float:
    killed.load_few()
    return killed.seconds()


MOMENTS = random.Random(SEED)


@pytest.mark.parametrize("share", [round(MOMENTS.uniform(0, 1.05), 3) for _ in range(KILLS)])
def test_a_killed_import_loads_whole_or_not_at_all(killed: Killed, seconds: float, share: float) -> None:
    killed.load_few()
    listed = len(versions(killed.store))
    killed.kill_after(share * seconds)
    rows = killed.rows()
    assert rows in (1, MANY)
    assert versions(killed.store)[-1].version == "0001"
    assert len(versions(killed.store)) - listed in ((1,) if rows == MANY else (0, 1))
    assert list(killed.elsewhere.iterdir()) == []
    sweep(killed.store)
    assert killed.personal() == []
    assert [*killed.store.glob(".draft-*"), *killed.store.glob(".tmp/*")] == []
    killed.load_few()
    assert killed.rows() == 1

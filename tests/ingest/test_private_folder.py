"""Files with personal data at rest: for their owner alone, and gone after a kill."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.ingest.private_folder import private_folder, sweep

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("FUZZ_KILLS", "2"))
SERVER = """
import sys, time
from pathlib import Path
from analytics.ingest.private_folder import private_folder
with private_folder(Path(sys.argv[1])) as folder:
    (folder / "0.csv").write_text("nama\\nSiti Rahmahwati\\n")
    print("ready", flush=True)
    time.sleep(600)
"""
Start = Callable[[], subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """A server that has just taken an upload to disk."""

    def started() -> subprocess.Popen[str]:
        running = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert running.stdout
        assert running.stdout.readline() == "ready\n"
        return running

    return started


def kept(store: Path) -> list[str]:
    return [file.name for file in store.rglob("*") if file.is_file()]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
@pytest.mark.parametrize("_time", range(KILLS))
def test_what_a_killed_server_leaves_is_swept(_time: int, start: Start, tmp_path: Path) -> None:
    running = start()
    running.kill()
    running.communicate()
    assert kept(tmp_path) == ["0.csv"]
    sweep(tmp_path)
    assert kept(tmp_path) == []


@pytest.mark.slow
def test_what_a_living_server_is_at_work_on_stays(start: Start, tmp_path: Path) -> None:
    running = start()
    sweep(tmp_path)
    assert kept(tmp_path) == ["0.csv"]
    running.kill()
    running.communicate()


def test_a_folder_of_an_earlier_process_of_the_same_number_is_swept(tmp_path: Path) -> None:
    left = tmp_path / ".tmp" / f"{os.getpid()}-1-abc"
    left.mkdir(parents=True)
    sweep(tmp_path)
    assert not left.exists()


@pytest.mark.skipif(os.name != "posix", reason="this system has no such rights")
def test_only_its_owner_can_enter_it_and_it_is_gone_afterwards(tmp_path: Path) -> None:
    (tmp_path / ".tmp").mkdir(mode=0o755)
    with private_folder(tmp_path) as folder:
        assert [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / ".tmp", folder)] == [0o700, 0o700]
        assert folder.parent == tmp_path / ".tmp"
    assert not folder.exists()


def test_where_the_store_cannot_hold_it_the_system_does(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    with private_folder(tmp_path / "store") as folder:
        assert folder.is_dir()
    assert not folder.exists()

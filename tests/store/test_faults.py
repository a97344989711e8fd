"""What can happen to a store from outside: each fault ends in a sentence, and the store is whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

from analytics.i18n import catalog
from analytics.ingest.load import import_exports
from analytics.store.database import Store
from analytics.store.versions import StoreError, current_version, restore, versions
from tests.conftest import NOW, Row, write_export

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
AS_OF = date(2025, 12, 31)
GRANT: Row = {
    "grant_id": "KUBE-1", "programme": "KUBE", "regency": "Paser", "business_type": "Kue basah",
    "amount_idr": 20_000_000, "disbursed_on": "2022-03-05",
}  # fmt: skip
NOBODY = 65534


def grants(count: int) -> list[Row]:
    return [{**GRANT, "grant_id": f"KUBE-{number}", "business_type": f"Usaha {number}"} for number in range(count)]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of one version with one grant."""
    import_exports(tmp_path / "store", [write_export(tmp_path / "first.csv", grants(1))], as_of=AS_OF, now=NOW)
    return tmp_path / "store"


def command(store: Path, export: Path) -> list[str]:
    return [sys.executable, "-m", "analytics", "import", "--lang", "en", "--store", str(store), str(export)]


def rows(store: Path) -> int:
    opened = Store.open(store)
    try:
        return len(opened.query("table", table_name="data.grants"))
    finally:
        opened.close()


def said(code: str) -> str:
    return catalog("en")(f"store_error.{code}") + "\n"


def test_two_imports_at_once_each_load_whole_or_are_told_to_wait(store: Path, tmp_path: Path) -> None:
    exports = [write_export(tmp_path / f"{count}.csv", grants(count)) for count in (2_000, 3_000)]
    running = [
        subprocess.Popen(
            [*command(store, export), "--add"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for export in exports
    ]
    ended = [(one.communicate()[1], one.returncode) for one in running]
    assert all(one in (("", 0), (said("store_busy"), 4)) for one in ended)
    loaded = sum(code == 0 for _, code in ended)
    assert loaded >= 1
    assert rows(store) == versions(store)[0].rows["grants"] in (2_000, 3_000)


def smallest_files() -> None:
    """No file larger than 300 kB, as under a quota."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))


@pytest.mark.skipif(find_spec("resource") is None, reason="this system has no limit on the size of a file")
def test_no_room_for_the_data_leaves_the_version_that_was(store: Path, tmp_path: Path) -> None:
    before = sorted(store.rglob("*"))
    large = write_export(tmp_path / "large.csv", grants(20_000))
    ended = subprocess.run(
        command(store, large), cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=smallest_files
    )
    assert (ended.returncode, ended.stderr) == (4, said("disk_full"))
    assert (sorted(store.rglob("*")), rows(store)) == (before, 1)


@pytest.fixture
def no_room_for_the_pointer(store: Path) -> Path:
    """A store whose disk is full at the very moment when the new version is to be named as the current one."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    (store / ".current-next").symlink_to("/dev/full")
    with pytest.raises(StoreError, match="disk_full"):
        import_exports(store, [write_export(store.parent / "b.csv", grants(2))], as_of=AS_OF, now=NOW)
    (store / ".current-next").unlink()
    return store


def test_a_version_that_was_never_named_is_listed_and_not_served(no_room_for_the_pointer: Path) -> None:
    assert current_version(no_room_for_the_pointer) == "0001"
    assert rows(no_room_for_the_pointer) == 1
    assert [one.version for one in versions(no_room_for_the_pointer)] == ["0002", "0001"]


def test_a_version_that_was_never_named_can_be_restored(no_room_for_the_pointer: Path) -> None:
    restore(no_room_for_the_pointer, "0002")
    assert rows(no_room_for_the_pointer) == 2


def test_the_next_import_takes_the_next_number(no_room_for_the_pointer: Path) -> None:
    export = write_export(no_room_for_the_pointer.parent / "b.csv", grants(2))
    assert import_exports(no_room_for_the_pointer, [export], as_of=AS_OF, now=NOW).version == "0003"


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """Root may write anywhere: for as long as this lasts, it is nobody."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(was)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no user who may write nowhere")
def test_a_read_only_store_says_so_and_goes_on_serving(store: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own can be entered by its owner only
        kept = Path(shutil.copytree(store, f"{folder}/store"))
        export = write_export(Path(folder) / "b.csv", grants(2))
        modes = {path: path.stat().st_mode for path in [Path(folder), kept, *kept.rglob("*")]}
        for path in modes:
            path.chmod(0o555 if path.is_dir() else 0o444)
        with as_an_ordinary_user(), pytest.raises(StoreError, match="store_not_writable"):
            import_exports(kept, [export], as_of=AS_OF, now=NOW)
        assert (current_version(kept), rows(kept)) == ("0001", 1)
        for path, mode in modes.items():
            path.chmod(mode)


def test_a_clock_set_back_leaves_the_versions_in_the_order_of_their_imports(
    store: Path, bring_at: Callable[[datetime, int], None]
) -> None:
    bring_at(datetime(2020, 1, 1, tzinfo=UTC), 2)
    bring_at(datetime(2026, 7, 2, tzinfo=UTC), 3)
    assert [(one.version, one.rows["grants"]) for one in versions(store)] == [("0003", 3), ("0002", 2), ("0001", 1)]
    assert current_version(store) == "0003"


@pytest.fixture
def bring_at(store: Path, tmp_path: Path) -> Callable[[datetime, int], None]:
    def brought(now: datetime, count: int) -> None:
        import_exports(store, [write_export(tmp_path / "b.csv", grants(count))], as_of=AS_OF, now=now)

    return brought

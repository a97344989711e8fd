"""Each damage of the table: the last good version is opened, what is wrong is named, and every way out works."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from analytics.ingest.load import import_exports
from analytics.store.database import Store
from analytics.store.versions import StoreError, broken_versions, current_version, restore, versions
from tests.conftest import NOW, write_export
from tests.store.damages import AS_OF, DAMAGES, DATA, GRANT, MANIFEST, POINTER, Damage, damaged, store_of_two_versions
from tests.store.damages import table as table_of_damages
from tests.store.test_faults import NOBODY, as_an_ordinary_user

pytestmark = pytest.mark.slow
every_damage = pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: f"{one.file} {one.what}".replace(" ", "-"))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of_two_versions(tmp_path_factory.mktemp("sound"))


def opened(store: Path) -> tuple[str, list[str]]:
    """The version that is served, and the codes of what is said."""
    with closing(Store.open(store)) as found:
        return found.manifest.version, [fault.code for fault in found.faults]


@every_damage
def test_the_last_good_version_is_opened_and_the_fault_named(damage: Damage, sound: Path, tmp_path: Path) -> None:
    assert opened(damaged(sound, damage, tmp_path)) == (damage.served, [damage.said] if damage.said else [])


@every_damage
def test_an_import_over_it_compares_with_what_is_served_and_ends_the_fault(
    damage: Damage, sound: Path, tmp_path: Path
) -> None:
    store = damaged(sound, damage, tmp_path)
    served = int(damage.served)
    grants = [{**GRANT, "grant_id": f"KUBE-{at}"} for at in range(3)]
    report = import_exports(store, [write_export(tmp_path / "three.csv", grants)], as_of=AS_OF, now=NOW)
    assert (report.outcome, report.changes["grants"]) == ("accepted", {"added": 3 - served, "changed": 0, "gone": 0})
    assert opened(store) == (report.version, [])


@every_damage
def test_restoring_the_first_version_ends_the_fault(damage: Damage, sound: Path, tmp_path: Path) -> None:
    store = damaged(sound, damage, tmp_path)
    restore(store, "0001")
    assert opened(store) == ("0001", [])


def test_the_same_rows_again_are_a_new_version_over_a_fault(sound: Path, tmp_path: Path) -> None:
    store = damaged(sound, next(one for one in DAMAGES if one.said == "data_missing"), tmp_path)
    export = write_export(tmp_path / "one.csv", [{**GRANT, "grant_id": "KUBE-0"}])
    import_exports(store, [export], as_of=AS_OF, now=NOW)
    assert opened(store) == ("0003", [])


@pytest.mark.parametrize("damage", [one for one in DAMAGES if one.file in (DATA, MANIFEST)], ids=lambda one: one.said)
def test_a_version_that_cannot_be_read_is_not_restored(damage: Damage, sound: Path, tmp_path: Path) -> None:
    store = damaged(sound, damage, tmp_path)
    restore(store, "0001")
    with pytest.raises(StoreError, match=damage.said):
        restore(store, "0002")
    assert current_version(store) == "0001"


def test_readable_and_broken_versions_are_told_apart(sound: Path, tmp_path: Path) -> None:
    store = damaged(sound, next(one for one in DAMAGES if one.said == "data_missing"), tmp_path)
    assert [one.version for one in versions(store)] == ["0001"]
    assert [(fault.code, fault.details) for fault in broken_versions(store)] == [("data_missing", {"version": "0002"})]


def test_where_no_version_can_be_read_that_is_said_and_an_import_loads_anew(sound: Path, tmp_path: Path) -> None:
    store = Path(shutil.copytree(sound, tmp_path / "store"))
    for file in store.glob("versions/*/data.duckdb"):
        file.unlink()
    with pytest.raises(StoreError, match="nothing_readable"):
        Store.open(store)
    report = import_exports(store, [write_export(tmp_path / "one.csv", [GRANT])], as_of=AS_OF, now=NOW)
    assert (report.outcome, report.version, opened(store)) == ("accepted", "0003", ("0003", []))


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no rights of this kind")
@pytest.mark.parametrize(
    ("file", "served", "said"),
    [
        (POINTER, "0002", "pointer_unreadable"),
        (MANIFEST, "0001", "manifest_no_access"),
        (DATA, "0001", "data_no_access"),
    ],
)
def test_a_file_without_rights(file: str, served: str, said: str, sound: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own can be entered by its owner only
        store = Path(shutil.copytree(sound, f"{folder}/store"))
        for path in [Path(folder), store, *store.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
            if os.geteuid() == 0:
                os.chown(path, NOBODY, -1)
        (store / file).chmod(0)
        with as_an_ordinary_user():
            assert opened(store) == (served, [said])


def test_the_readme_carries_the_table() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert table_of_damages() in readme

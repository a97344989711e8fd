"""The store laid aside, taken back, and made smaller: whole each time, and nothing lost that was not named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.store.audit_trail import TRAIL
from analytics.store.backups import back_up, prunable, prune, take_back
from analytics.store.versions import StoreError, current_version, database_file, restore, version_ids, versions
from tests.store.damages import store_of_two_versions


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Versions 0001 and 0002, of which the second is in use; a recipe; what processes at work leave."""
    (tmp_path / "made").mkdir()
    folder = store_of_two_versions(tmp_path / "made")
    (folder / "recipes").mkdir()
    (folder / "recipes" / "Kutim.json").write_text("{}")
    (folder / ".tmp").mkdir()
    (folder / ".tmp" / "raw.csv").write_text("NIK")
    return folder


def never(_: list[str]) -> bool:
    raise AssertionError("nobody was to be asked")


class TestBackUp:
    def test_all_but_what_only_a_process_at_work_needs(self, store: Path, tmp_path: Path) -> None:
        assert back_up(store, tmp_path / "backup") == ["0002", "0001"]
        assert sorted(path.name for path in (tmp_path / "backup").iterdir()) == ["current", "recipes", "versions"]

    def test_a_folder_that_is_there_is_never_written_over(self, store: Path, tmp_path: Path) -> None:
        (tmp_path / "backup").mkdir()
        with pytest.raises(StoreError, match="backup_exists"):
            back_up(store, tmp_path / "backup")

    def test_of_a_version_in_use_that_is_damaged_there_is_none(self, store: Path, tmp_path: Path) -> None:
        database_file(store, "0002").write_bytes(b"else")
        with pytest.raises(StoreError, match="data_unreadable"):
            back_up(store, tmp_path / "backup")
        assert [path.name for path in tmp_path.iterdir()] == ["made"]

    def test_of_nothing_there_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="no_data"):
            back_up(tmp_path / "store", tmp_path / "backup")


class TestTakeBack:
    @pytest.fixture
    def backup(self, store: Path, tmp_path: Path) -> Path:
        back_up(store, tmp_path / "backup")
        return tmp_path / "backup"

    def test_on_a_new_machine_nobody_is_asked(self, backup: Path, tmp_path: Path) -> None:
        assert take_back(tmp_path / "new", backup, never) == ["0002", "0001"]
        assert current_version(tmp_path / "new") == "0002"
        assert [one.version for one in versions(tmp_path / "new")] == ["0002", "0001"]
        assert (tmp_path / "new" / "recipes" / "Kutim.json").exists()

    def test_what_is_replaced_is_named_and_not_lost(self, store: Path, backup: Path) -> None:
        restore(store, "0001")
        take_back(store, backup, lambda replaced: replaced == ["0002", "0001"])
        assert current_version(store) == "0002"
        (aside,) = store.glob(".replaced-*")
        assert (aside / "current").read_text() == "0001\n"

    def test_not_agreed_to_nothing_changes(self, store: Path, backup: Path) -> None:
        restore(store, "0001")
        assert take_back(store, backup, lambda replaced: False) == []
        assert current_version(store) == "0001"

    def test_a_damaged_backup_replaces_nothing(self, store: Path, backup: Path) -> None:
        shutil.copy(database_file(backup, "0001"), database_file(backup, "0002"))
        with pytest.raises(StoreError, match="data_changed"):
            take_back(store, backup, never)
        assert [one.version for one in versions(store)] == ["0002", "0001"]


class TestPrune:
    @pytest.mark.parametrize(
        ("keep", "in_use", "going"), [(2, "0002", []), (1, "0002", ["0001"]), (1, "0001", []), (0, "0002", ["0001"])]
    )
    def test_what_goes(self, store: Path, keep: int, in_use: str, going: list[str]) -> None:
        restore(store, in_use)
        assert prunable(store, keep) == going

    def test_the_newest_that_can_be_read_stays(self, store: Path) -> None:
        database_file(store, "0002").unlink()
        assert prunable(store, 0) == []

    def test_the_version_in_use_stays_whoever_names_it(self, store: Path) -> None:
        prune(store, ["0001", "0002"])
        assert version_ids(store) == ["0002"]


class TestOnTheCommandLine:
    def run(self, *arguments: object) -> int:
        return main([*map(str, arguments), "--lang", "en"])

    def test_backup_and_restore(self, store: Path, tmp_path: Path) -> None:
        assert self.run("backup", tmp_path / "backup", "--store", store) == 0
        assert self.run("restore", tmp_path / "backup", "--store", tmp_path / "new") == 0
        assert current_version(tmp_path / "new") == "0002"

    def test_in_a_pipe_nothing_is_replaced_without_yes(self, store: Path, tmp_path: Path) -> None:
        self.run("backup", tmp_path / "backup", "--store", store)
        assert self.run("restore", tmp_path / "backup", "--store", store) == 2
        assert self.run("restore", tmp_path / "backup", "--store", store, "--yes") == 0

    def test_prune_asks_and_puts_down_what_went(self, store: Path) -> None:
        assert self.run("versions", "--prune", 1, "--store", store) == 2
        assert version_ids(store) == ["0002", "0001"]
        assert self.run("versions", "--prune", 1, "--yes", "--store", store) == 0
        assert version_ids(store) == ["0002"]
        put_down = [json.loads(line) for line in (store / TRAIL).read_text().splitlines()]
        assert [(one["act"], one["versions"]) for one in put_down] == [("prune", "0001")]

"""Every command on a store whose newest version is damaged: it does its work on the last good one and says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.__main__ import main
from tests.conftest import write_export
from tests.sentences import says
from tests.store.damages import DAMAGES, GRANT, Damage, damaged, store_of_two_versions

pytestmark = pytest.mark.slow
ONE_OF_EACH = list({damage.said: damage for damage in DAMAGES if damage.said}.values())
each_fault = pytest.mark.parametrize("damage", ONE_OF_EACH, ids=lambda one: one.said)
Run = Callable[..., int]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of_two_versions(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def run(damage: Damage, sound: Path, tmp_path: Path) -> Run:
    """`run(command, ...)` in English on the store with the damage."""
    store = damaged(sound, damage, tmp_path)

    def ran(command: str, *arguments: object) -> int:
        return main([command, "--lang", "en", "--store", str(store), *map(str, arguments)])

    return ran


@each_fault
@pytest.mark.parametrize(
    "command",
    [("figures", "--indicator", "grants"), ("table", "grants"), ("memo", "--out", "memo.pdf"),
     ("form", "--out", "form.xlsx"), ("import", "three.csv"), ("import", "--dry-run", "three.csv")],
    ids=" ".join,
)  # fmt: skip
def test_it_works_and_says_what_is_wrong(
    command: tuple[str, ...], damage: Damage, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    write_export(tmp_path / "three.csv", [{**GRANT, "grant_id": f"KUBE-{at}"} for at in range(3)])
    assert run(*command) == 0
    said = capsys.readouterr().err
    assert says(said, f"store_error.{damage.said}", "en")
    assert says(said, "frame.shown_instead", "en", version=damage.served)


@each_fault
def test_verify_asks_the_last_good_version(
    damage: Damage, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "figures.json"
    assert run("figures", "--indicator", "grants", "--format", "document", "--out", document) == 0
    assert run("verify", document) == 0
    assert says(capsys.readouterr().err, f"store_error.{damage.said}", "en")


@each_fault
def test_the_list_of_versions_says_which_cannot_be_read(
    damage: Damage, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    is_of_a_version = damage.served == "0001" and not damage.said.startswith("pointer")
    assert run("versions", "--check") == (3 if is_of_a_version else 0)
    assert says(capsys.readouterr().out, f"store_error.{damage.said}", "en") == is_of_a_version


@each_fault
def test_a_version_can_be_restored(damage: Damage, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("versions", "--restore", "0001") == 0
    assert run("figures", "--indicator", "grants", "--format", "json") == 0
    captured = capsys.readouterr()
    assert (json.loads(captured.out[captured.out.index("[") :])[0]["value"], captured.err) == (1, "")

"""Every page on a store that is damaged: it shows the last good version and says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pages import PAGES
from tests.pages.conftest import OpenPage, texts
from tests.sentences import says
from tests.store.damages import DAMAGES, Damage, damaged, store_of_two_versions

pytestmark = pytest.mark.slow
every_damage = pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: f"{one.file} {one.what}".replace(" ", "-"))
every_page = pytest.mark.parametrize("stem", [page.stem for page in PAGES])
DATA_MISSING = next(damage for damage in DAMAGES if damage.said == "data_missing")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of_two_versions(tmp_path_factory.mktemp("sound"))


@every_damage
@pytest.mark.parametrize("stem", ["overview", "imports"])
def test_what_is_wrong_is_said_and_the_last_good_version_shown(
    damage: Damage, stem: str, sound: Path, tmp_path: Path, open_page: OpenPage
) -> None:
    page = open_page(stem, store=damaged(sound, damage, tmp_path))
    assert [page.exception.len, page.error.len] == [0, 0]
    said = " ".join(str(one.value) for one in page.warning)
    if damage.said:
        assert says(said, f"store_error.{damage.said}")
        assert says(said, "frame.shown_instead", version=damage.served)
    assert says(said, "frame.shown_instead") == bool(damage.said)


@every_page
def test_every_page_shows_the_last_good_version(stem: str, sound: Path, tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(stem, store=damaged(sound, DATA_MISSING, tmp_path))
    assert [page.exception.len, page.error.len] == [0, 0]
    assert says(texts(page), "frame.shown_instead", version="0001")


@every_page
def test_where_nothing_can_be_read_figures_are_not_replaced_by_the_sample(
    stem: str, sound: Path, tmp_path: Path, open_page: OpenPage
) -> None:
    store = Path(shutil.copytree(sound, tmp_path / "store"))
    for file in store.glob("versions/*/data.duckdb"):
        file.unlink()
    page = open_page(stem, store=store)
    said = texts(page)
    assert page.exception.len == 0
    assert says(said, "store_error.nothing_readable")
    assert not says(said, "imports.state.sample")
    assert bool(page.button) == (stem == "imports")


def test_a_file_that_is_damaged_while_it_is_open_is_noticed_at_the_next_rerun(
    sound: Path, tmp_path: Path, open_page: OpenPage
) -> None:
    store = Path(shutil.copytree(sound, tmp_path / "store"))
    page = open_page("overview", store=store)
    assert not says(texts(page), "frame.shown_instead")
    (store / "versions/0002/data.duckdb").unlink()
    assert says(texts(page.run()), "frame.shown_instead", version="0001")

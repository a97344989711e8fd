"""The word lists on the page of imports: a new word is given its meaning, listed, refused with a reason, taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.i18n import catalog
from analytics.ingest.own_words import OwnWord, add_word, own_words
from tests.pages.conftest import OpenPage, texts
from tests.pages.test_imports import (
    GRANTS,
    LANGUAGES,
    VISITS,
    account,
    checked,
    folder,
    grant_ids,
    open_part,
    press,
    upload,
)

__all__ = ["folder"]

NEW_WORDS = VISITS.replace("2024-01-15;Masih berjalan", "2024-01-15;jalan terus").replace("Tutup", "entahlah")
PAIR = (("bantuan.csv", GRANTS), ("kunjungan.csv", NEW_WORDS))
STILL_GOING = OwnWord("status_words", "jalan terus", "running")


def said(folder: Path) -> list[OwnWord]:
    return [word for word, _ in own_words(folder)]


def press_key(page: AppTest, key: str) -> AppTest:
    return next(button for button in page.button if button.key == key).click().run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_met_in_a_trial_is_given_its_meaning_and_its_row_is_then_loaded(
    lang: str, open_page: OpenPage, folder: Path
) -> None:
    page = checked(open_page("imports", lang, folder), *PAIR)
    assert account(page)[1][2:6] == ["3", "1", "2", "0"]
    page.selectbox(key="imports_means_status_words__jalan terus").select("running")
    page = press(page, "imports.unmapped.add")
    assert account(page)[1][2:6] == ["3", "2", "1", "0"]
    assert said(folder) == [STILL_GOING]
    assert [box.key for box in page.selectbox if "_means_" in str(box.key)] == ["imports_means_status_words__entahlah"]
    page = press(page, "imports.load.button")
    assert catalog(lang)("imports.loaded.done", version="0001", accepted="5", rejected="1") in page.success[0].value
    assert grant_ids(folder) == {"KUBE-1", "KUBE-2", "UEP-3"}


def test_a_file_refused_for_its_words_alone_is_taken_once_they_are_known(open_page: OpenPage, folder: Path) -> None:
    visits = VISITS.replace("Masih berjalan", "jalan terus").replace("Tutup", "jalan terus")
    page = checked(open_page("imports", "id", folder), PAIR[0], ("kunjungan.csv", visits))
    assert catalog("id")("imports.trial.refused") in texts(page)
    page.selectbox(key="imports_means_status_words__jalan terus").select("running")
    page = press(page, "imports.unmapped.add")
    assert catalog("id")("imports.all_ready", ok="6", bad="0") in texts(page)


def test_without_a_meaning_nothing_is_added(open_page: OpenPage, folder: Path) -> None:
    page = press(checked(open_page("imports", "id", folder), *PAIR), "imports.unmapped.add")
    assert page.error[0].value == catalog("id")("imports.words.incomplete")
    assert said(folder) == []


def test_what_cannot_be_a_word_is_not_asked_for(open_page: OpenPage, folder: Path) -> None:
    visits = VISITS.replace("Tutup", "Budi Santoso 081234567890")
    grants = GRANTS.replace("Bontang", "Kutai").replace("Berau", "6499")
    page = checked(open_page("imports", "id", folder), ("b.csv", grants), ("k.csv", visits))
    assert [box.key for box in page.selectbox if "_means_" in str(box.key)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_added_to_its_list_is_shown_there_with_its_meaning_and_can_be_removed(
    lang: str, open_page: OpenPage, folder: Path
) -> None:
    t = catalog(lang)
    page = add(open_page("imports", lang, folder), "business_words", "rempeyek", "food")
    added = t("imports.words.added", word="rempeyek", meaning=t("business_category.food"))
    assert added in [element.value for element in page.success]
    heading = t("imports.mapping.column.business_category")
    table = next(table.value for table in page.dataframe if heading in table.value)
    assert list(table.iloc[0])[:2] == ["rempeyek", t("business_category.food")]
    press_key(page, "imports_remove_business_words")
    assert said(folder) == []


def add(page: AppTest, name: str, word: str, meaning: str, within: str = "") -> AppTest:
    page = open_part(page, "words")
    page.text_input(key=f"imports_word_{name}_0").input(word)
    if within:
        page.selectbox(key=f"imports_within_{name}").select(within).run()
    page.selectbox(key=f"imports_meaning_{name}_{within}_0").select(meaning)
    return press_key(page, f"imports_add_{name}")


@pytest.mark.parametrize(
    ("name", "within", "word", "meaning"),
    [
        ("choice_words", "obstacle", "sepi sekali", "market"),
        ("heading_words", "visits", "Keadaan", "status"),
        ("regency_aliases", "", "Kota Tepian", "64.72"),
    ],
)
def test_every_list_can_be_extended(
    name: str, within: str, word: str, meaning: str, open_page: OpenPage, folder: Path
) -> None:
    add(open_page("imports", "id", folder), name, word, meaning, within)
    assert said(folder) == [OwnWord(name, word, meaning, within)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("word", "code", "details"),
    [
        ("Tutup", "contradicts", {"word": "Tutup", "meaning": "closed"}),
        ("12", "bare_number", {}),
        ("telp 081234567890", "personal", {}),
        ("<b>jalan</b>", "not_plain", {}),
        ("x" * 61, "too_long", {"longest": 60}),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_a_word_that_is_not_taken_is_refused_with_a_sentence(
    lang: str, word: str, code: str, details: dict[str, str], open_page: OpenPage, folder: Path
) -> None:
    t = catalog(lang)
    page = add(open_page("imports", lang, folder), "status_words", word, "running")
    if "meaning" in details:
        details = {**details, "meaning": t(f"imports.status.{details['meaning']}")}
    assert page.error[0].value == t(f"imports.words.refused.{code}", **details)
    assert said(folder) == []


def test_files_that_were_chosen_are_checked_again_once_a_list_has_changed(open_page: OpenPage, folder: Path) -> None:
    page = checked(open_page("imports", "id", folder), *PAIR)
    page = add(page, "status_words", "jalan terus", "running")
    assert account(page)[1][2:6] == ["3", "2", "1", "0"]


def test_a_list_that_was_broken_by_hand_is_said_on_the_page(open_page: OpenPage, folder: Path) -> None:
    (folder / "words").mkdir(parents=True)
    (folder / "words" / "status_words.csv").write_text("apa,ini\n1,2\n", encoding="utf-8")
    page = upload(open_page("imports", "id", folder), PAIR[0])
    sentence = catalog("id")("store_error.broken_words", file="status_words.csv", row=1)
    assert sentence in [error.value for error in page.error]
    assert catalog("id")("imports.title") in texts(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_list_is_shown_in_words_with_what_was_added(lang: str, open_page: OpenPage, folder: Path) -> None:
    for own in (
        OwnWord("heading_words", "Keadaan", "status", "visits"),
        OwnWord("choice_words", "sepi sekali", "market", "obstacle"),
        OwnWord("regency_aliases", "Kota Tepian", "64.72"),
    ):
        add_word(folder, own, date(2026, 7, 1))
    t, page = catalog(lang), open_part(open_page("imports", lang, folder), "words")
    assert not page.error
    tables = [table.value for table in page.dataframe if t("imports.mapping.column.added_on") in table.value]
    first = {row[0]: row[1:] for table in tables for row in table.head(1).astype(str).to_numpy().tolist()}
    day = {"id": "1 Juli 2026", "en": "1 July 2026"}[lang]
    assert set(first) == {"Keadaan", "sepi sekali", "Kota Tepian"}
    assert {"Samarinda", day} <= set(first["Kota Tepian"])
    assert {t("imports.choice.obstacle.market"), t("imports.choice_of.obstacle"), day} <= set(first["sepi sekali"])
    assert {"status", t("imports.table.visits"), day} <= set(first["Keadaan"])

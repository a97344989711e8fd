"""Words that the agency adds: read over the shipped lists, refused where they contradict them or are no words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analytics.ingest.load import import_exports
from analytics.ingest.own_words import (
    OwnWord,
    WordRefusedError,
    add_word,
    meaning_now,
    meanings,
    own_words,
    places,
    remove_word,
    words_in_force,
)
from analytics.ingest.vocabulary import LISTS, list_file
from analytics.store.database import REFERENCE, Store
from analytics.store.versions import StoreError, versions, writing
from tests.conftest import LATEST, NOW, Row, write_export

TODAY = date(2026, 7, 1)
STILL_GOING = OwnWord("status_words", "jalan terus", "running")

GRANT: Row = {
    "grant_id": "KUBE-1", "programme": "KUBE", "regency": "Samarinda", "amount_idr": 20_000_000,
    "disbursed_on": "2022-03-05", "business_type": "warung ayam geprek",
}  # fmt: skip
VISIT: Row = {"grant_id": "KUBE-1", "visited_on": "2024-01-15", "status": "Jalan  terus"}


@pytest.mark.parametrize(
    "own",
    [
        STILL_GOING,
        OwnWord("programme_words", "kelompok usaha produktif", "KUBE"),
        OwnWord("regency_aliases", "Kota Tepian", "64.72"),
        OwnWord("business_words", "keripik singkong", "food"),
        OwnWord("choice_words", "sepi sekali", "market", "obstacle"),
        OwnWord("choice_words", "betul sekali", "true", "yes_no"),
        OwnWord("heading_words", "Besarnya (Rp)", "amount_idr", "grants"),
    ],
    ids=lambda own: f"{own.list}-{own.within}",
)
def test_a_word_that_is_added_is_in_force_and_gone_once_it_is_removed(own: OwnWord, tmp_path: Path) -> None:
    add_word(tmp_path, own, TODAY)
    assert meaning_now(words_in_force(tmp_path), own.list, own.word, own.within) == own.meaning
    assert own_words(tmp_path) == [(own, "2026-07-01")]
    remove_word(tmp_path, own)
    assert meaning_now(words_in_force(tmp_path), own.list, own.word, own.within) is None
    assert own_words(tmp_path) == []


@pytest.mark.parametrize(
    ("own", "code"),
    [
        (OwnWord("status_words", " - ", "running"), "blank"),
        (OwnWord("status_words", "x" * 61, "running"), "too_long"),
        (OwnWord("status_words", "hubungi 0812 3456 7890", "running"), "personal"),
        (OwnWord("business_words", "usaha 6472011203850004", "food"), "personal"),
        (OwnWord("status_words", "<b>jalan</b>", "running"), "not_plain"),
        (OwnWord("status_words", "=1+1 jalan", "running"), "not_plain"),
        (OwnWord("status_words", "jalan\nterus", "running"), "not_plain"),
        (OwnWord("regency_aliases", "64.99", "64.72"), "bare_number"),
        (OwnWord("heading_words", "Nama Ketua", "district", "grants"), "personal_heading"),
        (OwnWord("regency_aliases", "Kutai", "64.02"), "never_guessed"),
        (OwnWord("status_words", "jalan terus", "open"), "unknown_meaning"),
        (OwnWord("business_words", "aneka rupa", "other"), "unknown_meaning"),
        (OwnWord("heading_words", "Besarnya", "amount_idr", "payments"), "unknown_meaning"),
        (OwnWord("status_words", "Masih Berjalan", "running"), "known"),
        (OwnWord("status_words", "tidak_aktif", "running"), "contradicts"),
        (OwnWord("business_words", "ternak ayam", "food"), "contradicts"),
        (OwnWord("regency_aliases", "kukar", "64.72"), "contradicts"),
        (OwnWord("heading_words", "Kecamatan", "village", "grants"), "contradicts"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_taken_as_a_word(own: OwnWord, code: str, tmp_path: Path) -> None:
    with pytest.raises(WordRefusedError) as refused:
        add_word(tmp_path, own, TODAY)
    assert refused.value.code == code
    assert own_words(tmp_path) == []


def test_an_own_word_is_not_given_a_second_meaning(tmp_path: Path) -> None:
    add_word(tmp_path, STILL_GOING, TODAY)
    with pytest.raises(WordRefusedError) as refused:
        add_word(tmp_path, OwnWord("status_words", "Jalan Terus", "closed"), TODAY)
    assert refused.value.details["meaning"] == "running"


def test_the_shipped_lists_are_left_alone(tmp_path: Path) -> None:
    before = {name: list_file(REFERENCE, name).read_bytes() for name in LISTS}
    add_word(tmp_path, STILL_GOING, TODAY)
    assert {name: list_file(REFERENCE, name).read_bytes() for name in LISTS} == before
    assert [path.name for path in (tmp_path / "words").iterdir()] == ["status_words.csv"]


def test_an_own_list_is_a_plain_file_that_can_be_read_and_edited(tmp_path: Path) -> None:
    add_word(tmp_path, STILL_GOING, TODAY)
    file = tmp_path / "words" / "status_words.csv"
    assert file.read_text(encoding="utf-8").splitlines() == ["phrase,status,added_on", "jalan terus,running,2026-07-01"]
    file.write_text("﻿phrase,status,added_on\nngadat,closed,2026-07-02\n", encoding="utf-8")
    assert words_in_force(tmp_path).choice("status", "Ngadat") == "closed"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("phrase,status,added_on\njalan terus,running,2026-07-01\nngadat,tamat,2026-07-01\n", 3),
        ("phrase,added_on\njalan terus,2026-07-01\n", 1),
        ("phrase,status,added_on\njalan terus\n", 1),
    ],
    ids=["no such meaning", "no such column", "a cell missing"],
)
def test_an_own_list_that_was_broken_by_hand_stops_the_import_with_a_sentence(
    text: str, row: int, tmp_path: Path
) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "status_words.csv").write_text(text, encoding="utf-8")
    grants = write_export(tmp_path / "grants.csv", [GRANT])
    with pytest.raises(StoreError) as error:
        import_exports(tmp_path, [grants], as_of=LATEST, now=NOW)
    assert (error.value.code, error.value.details) == ("broken_words", {"file": "status_words.csv", "row": row})
    assert versions(tmp_path) == []


def test_a_row_with_an_own_word_is_loaded_and_the_version_tells_the_word(tmp_path: Path) -> None:
    files = [write_export(tmp_path / "grants.csv", [GRANT]), write_export(tmp_path / "visits.csv", [VISIT])]
    before = import_exports(tmp_path / "store", files, as_of=LATEST, now=NOW)
    assert [(word.column, word.found, word.rows) for word in before.unmapped] == [("status", "Jalan terus", 1)]
    add_word(tmp_path / "store", STILL_GOING, TODAY)
    after = import_exports(tmp_path / "store", files, as_of=LATEST, now=NOW)
    assert (after.outcome, after.unmapped) == ("accepted", ())
    manifest = versions(tmp_path / "store")[0]
    assert manifest.own_words == {
        "status_words": [{"phrase": "jalan terus", "status": "running", "added_on": "2026-07-01"}]
    }


def test_a_version_tells_what_it_was_made_from(tmp_path: Path) -> None:
    for district in (None, "Palaran"):
        grants = write_export(tmp_path / "grants.csv", [{**GRANT, "district": district}])
        import_exports(tmp_path / "store", [grants], as_of=LATEST, now=NOW)
    assert [one.made_from for one in versions(tmp_path / "store")] == ["0001", ""]


@pytest.mark.parametrize(
    ("phrase", "typed", "category"),
    [
        ("warung pulsa", "Warung pulsa dan kopi", "services"),
        ("giling", "kopi giling", "drinks"),
        ("giling", "giling daging", "services"),
    ],
    ids=["says more than a shipped phrase", "a shipped phrase is in the text too", "alone"],
)
def test_an_own_business_phrase_changes_what_a_text_means_only_where_it_says_more(
    phrase: str, typed: str, category: str, tmp_path: Path
) -> None:
    add_word(tmp_path, OwnWord("business_words", phrase, "services"), TODAY)
    assert words_in_force(tmp_path).business_category(typed) == category


def test_a_column_is_known_by_an_own_heading(tmp_path: Path) -> None:
    given = {("Besarnya" if name == "amount_idr" else name): value for name, value in GRANT.items()}
    grants = write_export(tmp_path / "grants.csv", [given])
    add_word(tmp_path / "store", OwnWord("heading_words", "Besarnya", "amount_idr", "grants"), TODAY)
    assert import_exports(tmp_path / "store", [grants], as_of=LATEST, now=NOW).outcome == "accepted"
    store = Store.open(tmp_path / "store")
    assert store.query("grant_rows", as_of=LATEST, picked={}, by=[], most=9)["amount_idr"].tolist() == [20_000_000]
    store.close()


def test_every_list_says_where_its_words_hold_and_what_they_can_mean(tmp_path: Path) -> None:
    words = words_in_force(tmp_path)
    for name in LISTS:
        assert bool(places(name)) == bool(LISTS[name].within)
        for within in places(name) or ("",):
            assert meanings(words, name, within), (name, within)


def test_a_word_is_not_added_while_an_import_holds_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.store.versions.MAX_LOCK_WAIT_SECONDS", 0)
    with writing(tmp_path), pytest.raises(StoreError) as error:
        add_word(tmp_path, STILL_GOING, TODAY)
    assert error.value.code == "store_busy"

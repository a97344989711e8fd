"""Both languages say the same things."""

import re
from string import Formatter

import pytest

from analytics.i18n import Catalog, catalog, languages, plural_categories

BETWEEN = "(?:other|more|random|active|closed|running|rejected|founding|disbursement|district|of them)"
"""What may stand between a number and the word that goes with it."""

NO_COUNTS = {
    "p",
    "programme",
    "file",
    "unit",
    "d",
    "upper",
    "highest",
    "naive",
    "closed_avoided",
    "complaints_draw_visits",
}
"""Shares, names, and numbers that are always written with a decimal (`1.0 points`)."""


def placeholders(sentence: str) -> set[str]:
    """What a sentence says; not what only chooses a form of a word."""
    return {name for _, name, spec, _ in Formatter().parse(sentence) if name is not None and "|" not in (spec or "")}


def forms(sentence: str) -> list[tuple[str, list[str]]]:
    """The counts of a sentence that choose a form, with the forms."""
    return [
        (name, spec.split("|")) for _, name, spec, _ in Formatter().parse(sentence) if name and spec and "|" in spec
    ]


def test_both_languages_have_the_same_keys() -> None:
    first, *others = [set(catalog(lang).sentences) for lang in languages()]
    for other in others:
        assert first ^ other == set()


def test_every_key_has_the_same_placeholders_in_both_languages() -> None:
    first, *others = [catalog(lang).sentences for lang in languages()]
    for other in others:
        differing = {key for key in first if placeholders(first[key]) != placeholders(other[key])}
        assert differing == set()


def test_placeholders_are_named() -> None:
    for lang in languages():
        assert {key for key, said in catalog(lang).sentences.items() if "" in placeholders(said)} == set()


def test_a_missing_key_is_an_error_and_never_shown() -> None:
    with pytest.raises(KeyError):
        catalog("id")("no.such.sentence")


def test_a_language_without_catalog_is_an_error() -> None:
    with pytest.raises(KeyError):
        catalog("fr")


class TestPlurals:
    def test_a_count_chooses_the_form(self) -> None:
        sentence = Catalog("en", {"rows": "{n} {n:row is|rows are} here"})
        said = {n: sentence("rows", n=n) for n in ("0", "1", "2", "1,234", "1.0", "5 or more", 1)}
        assert [n for n, words in said.items() if words.endswith(" row is here")] == ["1", 1]
        assert said["1,234"] == "1,234 rows are here"

    def test_a_number_is_read_as_the_language_writes_it(self) -> None:
        russian = Catalog("ru", {"rows": "{n} {n:строка|строки|строк|строки}"})
        assert [russian("rows", n=n) for n in ("1", "3", "5", "21", "1,5")] == [
            "1 строка", "3 строки", "5 строк", "21 строка", "1,5 строки",
        ]  # fmt: skip

    @pytest.mark.parametrize("lang", languages())
    def test_no_choice_has_more_forms_than_the_language(self, lang: str) -> None:
        most = len(plural_categories(lang))
        sentences = catalog(lang).sentences
        assert {key for key in sentences for _, given in forms(sentences[key]) if len(given) > most} == set()

    def test_the_last_form_serves_for_the_rest(self) -> None:
        sentence = Catalog("fr", {"rows": "{n} {n:ligne|lignes}"})
        assert [sentence("rows", n=n) for n in ("1", "2", "1000000")] == ["1 ligne", "2 lignes", "1000000 lignes"]

    @pytest.mark.parametrize("lang", languages())
    def test_a_form_goes_with_a_number_that_is_said(self, lang: str) -> None:
        """A sentence that is nothing but the form of a noun is put beside its number by another."""
        for key, sentence in catalog(lang).sentences.items():
            said = placeholders(sentence)
            assert not said or {name for name, _ in forms(sentence)} <= said, key

    def test_one_is_never_followed_by_a_plural(self) -> None:
        """Every sentence with every number in it a 1: `1 rows`, `1 of them were`, `that 1 rows are` must not occur."""
        t = catalog("en")
        chosen = [given for sentence in t.sentences.values() for _, given in forms(sentence)]
        singular, plural = ({given[at].split()[0] for given in chosen} for at in (0, 1))
        wrong = re.compile(rf"(?<![\w.,%–-])1\**(?: {BETWEEN})* (?:{'|'.join(plural - singular)})\b")
        assert {key: said for key in t.sentences if wrong.search(said := in_ones(t, key))} == {}


def in_ones(t: Catalog, key: str) -> str:
    names = {name for _, name, _, _ in Formatter().parse(t.sentences[key]) if name}
    return t(key, **{name: "…" if name in NO_COUNTS else "1" for name in names})

"""Both languages say the same things."""

from string import Formatter

import pytest

from analytics.i18n import catalog, languages


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


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

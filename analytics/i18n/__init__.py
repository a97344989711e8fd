"""How it is said: the reader's words, one catalog a language.

A language is a folder here, a room of the product is a file in it (`id/imports.toml`), and a key is the path
to a sentence: `imports.reason.unknown_regency`.

To add a language: copy a folder under its code (`ms`, `jv`: one that Babel knows) and translate the sentences; nothing
else names a language. `numbers.toml` says how days, moments and large amounts are written; decimal and grouping
marks and the names of months are Babel's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter

from babel import Locale
from babel.numbers import NumberFormatError, parse_decimal

FOLDER = Path(__file__).parent
FIRST_LANGUAGE = "id"
"""What a reader meets who has chosen none."""


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are catalogs for, Bahasa Indonesia first."""
    found = {folder.name for folder in FOLDER.iterdir() if any(folder.glob("*.toml"))}
    return (FIRST_LANGUAGE, *sorted(found - {FIRST_LANGUAGE}))


def plural_categories(lang: str) -> tuple[str, ...]:
    """The plural categories of a language in the order of CLDR: `one`, `other` in English, `other` in Indonesian."""
    tags = {*Locale.parse(lang).plural_form.tags, "other"}
    return tuple(tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in tags)


class _WithPlurals(Formatter):
    """Fills `{n}` as `str.format` does, and `{n:row|rows}` with the form of n, a number as the language writes it.

    What is no number takes the last form.
    """

    def __init__(self, lang: str) -> None:
        self._locale = Locale.parse(lang)
        self._categories = plural_categories(lang)

    def format_field(self, value: object, format_spec: str) -> str:
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        forms = format_spec.split("|")
        return forms[min(self._categories.index(self._category(str(value))), len(forms) - 1)]

    def _category(self, written: str) -> str:
        try:
            return str(self._locale.plural_form(parse_decimal(written, locale=self._locale)))
        except NumberFormatError:
            return "other"


class Catalog:
    """The words of one language. Called with a key, it gives the sentence with its placeholders filled.

    `{n} {n:row|rows}` writes n, then the form that goes with it: one for each of `plural_categories(lang)`, in that
    order; where fewer are given, the last serves for the rest.
    """

    def __init__(self, lang: str, sentences: Mapping[str, str]) -> None:
        self.lang = lang
        self.sentences = sentences
        self._filled = _WithPlurals(lang)

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence of `key`. Raises KeyError where the key, or the value of a placeholder, is missing."""
        sentence = self.sentences[key]
        return self._filled.vformat(sentence, (), values) if "|" in sentence else sentence.format(**values)

    def has(self, key: str) -> bool:
        """Whether there is a sentence of that key."""
        return key in self.sentences


@cache
def catalog(lang: str) -> Catalog:
    """The catalog of a language (one of `languages()`). Raises KeyError for any other."""
    if lang not in languages():
        raise KeyError(lang)
    sentences: dict[str, str] = {}
    for room in sorted((FOLDER / lang).glob("*.toml")):
        sentences.update(_flat(room.stem, tomllib.loads(room.read_text(encoding="utf-8"))))
    return Catalog(lang, sentences)


def _flat(path: str, words: object) -> Iterator[tuple[str, str]]:
    if isinstance(words, dict):
        for key, inner in words.items():
            yield from _flat(f"{path}.{key}", inner)
    elif isinstance(words, str):
        yield path, words
    else:
        raise TypeError(f"{path}: a catalog holds sentences only")

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

FOLDER = Path(__file__).parent
FIRST_LANGUAGE = "id"
"""What a reader meets who has chosen none."""


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are catalogs for, Bahasa Indonesia first."""
    found = {folder.name for folder in FOLDER.iterdir() if any(folder.glob("*.toml"))}
    return (FIRST_LANGUAGE, *sorted(found - {FIRST_LANGUAGE}))


class Catalog:
    """The words of one language. Called with a key, it gives the sentence with its placeholders filled."""

    def __init__(self, lang: str, sentences: Mapping[str, str]) -> None:
        self.lang = lang
        self.sentences = sentences

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence of `key`. Raises KeyError where the key, or the value of a placeholder, is missing."""
        return self.sentences[key].format(**values)

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

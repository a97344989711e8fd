"""Sentences of the catalogs in what a page or a memo shows: words from the catalog, numbers from the test."""

from __future__ import annotations

import re
from string import Formatter

from analytics.i18n import catalog


def says(text: str, key: str, lang: str = "id", **values: str) -> bool:
    """Whether the text holds the sentence of `key` with these values, and anything where no value is given.

    Strong type and breaks of lines do not count. Raises KeyError for a value that the sentence does not have.
    """
    return re.search(_pattern(catalog(lang).sentences[key], values), _plain(text)) is not None


def _pattern(sentence: str, values: dict[str, str]) -> str:
    parts = list(Formatter().parse(_plain(sentence)))
    unknown = set(values) - {name for _, name, _, _ in parts}
    if unknown:
        raise KeyError(*unknown)
    return "".join(re.escape(literal) + _placeholder(name, form, values) for literal, name, form, _ in parts)


def _placeholder(name: str | None, form: str | None, values: dict[str, str]) -> str:
    if name is None:
        return ""
    if form and "|" in form:
        return f"(?:{'|'.join(map(re.escape, form.split('|')))})"
    return re.escape(_plain(values[name])) if name in values else ".+?"


def _plain(text: str) -> str:
    return " ".join(text.replace("**", "").split())

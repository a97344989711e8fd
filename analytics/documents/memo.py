"""The decision memo as a PDF: two or three A4 pages, tagged for readers who listen (PDF/UA-1).

The template stands in `decision.typ`, what it draws in `pictures.typ`. Words and numbers go in as JSON, so that nothing
in the data, a name of a file or of a district, can become markup. A character that no font of the memo has would end
a PDF/UA: it is replaced by `REPLACEMENT`, and the memo says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import typst

from analytics.answers.memo_contents import Contents
from analytics.documents.blocks import Block
from analytics.documents.layout import memo_data
from analytics.i18n import Catalog

FOLDER = Path(__file__).parent
REPLACEMENT = "\ufffd"
LONE_SURROGATES = re.compile("[\ud800-\udfff]")
BEYOND_LATIN = re.compile("[^ -~\u00a0-\u024f\u2010-\u2026\u2212\ufffd]")
PRINTABLE_ASCII = re.compile("[ -~]")
NOT_IN_THE_FONTS = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


def decision_memo(contents: Contents, t: Catalog) -> bytes:
    """The PDF in the language of the catalog. The same contents give the same bytes: it is dated by its version, and
    set in the fonts that typst brings with it."""
    given = memo_data(contents, t)
    memo = _with_texts(given, partial(LONE_SURROGATES.sub, REPLACEMENT))
    compiled = partial(_compiled, dated=datetime.fromisoformat(contents.head.manifest.imported_at))
    said = t("memo.replaced", sign=REPLACEMENT)
    try:
        return compiled(memo if memo == given else _noted(memo, said))
    except typst.TypstError as error:
        missing = unprintable(str(error.diagnostic))
        if not missing:
            raise
    # A letter that the fonts have is complained of where they lack a mark on it: then only what is Latin stays.
    signs = re.compile("|".join(map(re.escape, sorted(missing, key=len, reverse=True))))
    if not any(PRINTABLE_ASCII.search(text) for text in missing):
        try:
            return compiled(_noted(_with_texts(memo, partial(signs.sub, REPLACEMENT)), said))
        except typst.TypstError as error:
            if not unprintable(str(error.diagnostic)):
                raise
    return compiled(_noted(_with_texts(memo, partial(BEYOND_LATIN.sub, REPLACEMENT)), said))


def unprintable(diagnostic: str) -> set[str]:
    """What the compiler says its fonts cannot show: characters, or a letter with the marks on it."""
    return {
        ESCAPED.sub(lambda escape: chr(int(escape[1], 16)) if escape[1] else CONTROLS.get(escape[2], escape[2]), text)
        for text in NOT_IN_THE_FONTS.findall(diagnostic)
    }


def _noted(memo: Block, said: str) -> Block:
    scope = memo["scope"]
    assert isinstance(scope, list)
    return {**memo, "scope": [*scope, said]}


def _with_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The same lists and mappings with every text in them changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: _with_texts(one, change) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_with_texts(one, change) for one in value]
    return value


def _compiled(memo: Block, dated: datetime) -> bytes:
    return typst.compile(
        FOLDER / "decision.typ",
        root=FOLDER,
        ignore_system_fonts=True,
        sys_inputs={"memo": json.dumps(memo, ensure_ascii=False, allow_nan=False)},
        pdf_standards="ua-1",
        timestamp=dated,
    )

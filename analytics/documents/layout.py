"""A decision memo laid out: what stands at its head and on every page, and its sections in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.answers.memo_contents import Contents, Head
from analytics.documents.blocks import Block, answer
from analytics.documents.money import kinds_section, size_section
from analytics.documents.sections import (
    answer_section,
    closing_sections,
    coverage_section,
    decisions_section,
    members_section,
    persistence_section,
    sources_section,
    survival_section,
)
from analytics.i18n import Catalog
from analytics.i18n.numbers import day
from analytics.wording.estimates import scope_words
from analytics.wording.versions import version_words

MAX_LETTERS_AT_FOOT = 180
"""Of filters in words; longer ones stand on the first page only."""


def memo_data(contents: Contents, t: Catalog) -> Block:
    """The memo as the template takes it."""
    blocks = _sections(contents, t) if contents.state.grants.value else _nothing(contents, t)
    return {**_head(contents.head, t), "blocks": list(blocks)}


def _head(head: Head, t: Catalog) -> Block:
    """What the memo is of; `running` and `page` stand on every page."""
    as_of, version, filters = day(head.as_of, t.lang), head.manifest.version, scope_words(t, head.where, head.places)
    return {
        "lang": t.lang,
        "product": t("frame.product"),
        "title": t("memo.title"),
        "what": t("memo.what"),
        "scope": [
            t("frame.scope", day=as_of, filters=filters),
            version_words(t, head.manifest),
        ],
        "running": t("frame.picture_of", day=as_of, version=version),
        "filters": filters if len(filters) <= MAX_LETTERS_AT_FOOT else t("memo.filters"),
        "sample": t("frame.sample") if head.manifest.is_sample else "",
        "page": t("memo.page", page="{page}", pages="{pages}"),
    }


def _sections(contents: Contents, t: Catalog) -> Iterator[Block]:
    yield from answer_section(contents, t)
    yield from decisions_section(contents, t)
    yield from persistence_section(contents.state, t)
    yield from survival_section(contents.lives, t)
    yield from members_section(contents, t)
    yield from kinds_section(contents, t)
    yield from size_section(contents, t)
    yield from coverage_section(contents, t)
    yield from closing_sections(contents, t)


def _nothing(contents: Contents, t: Catalog) -> Iterator[Block]:
    """Where day and filters leave no grant."""
    yield answer(t("frame.empty"), [])
    yield from sources_section(contents, t)

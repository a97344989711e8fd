"""Small tables in, the words of the printed memo out."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader

from analytics.answers.memo_contents import memo_contents
from analytics.documents.memo import decision_memo
from analytics.i18n import catalog
from analytics.store.database import Store
from tests.spec.tables import ON, StoreOf, Tables

Memo = Callable[..., PdfReader]


@pytest.fixture(scope="session")
def memo(store_of: StoreOf) -> Memo:
    """`memo(tables, lang="id", as_of=ON, where={...})`: the memo of these rows, written once for the same questions."""
    written: dict[str, PdfReader] = {}

    def of(tables: Tables, lang: str = "id", **asked: Any) -> PdfReader:
        name = repr((vars(tables), lang, asked))
        if name not in written:
            written[name] = read(store_of(tables), lang, **{"as_of": ON, **asked})
        return written[name]

    return of


@pytest.fixture(scope="session")
def sample_memo(sample: Store) -> PdfReader:
    return read(sample, "id")


def read(store: Store, lang: str, **asked: Any) -> PdfReader:
    return PdfReader(io.BytesIO(decision_memo(memo_contents(store, **asked), catalog(lang))))


def pages(pdf: PdfReader) -> list[str]:
    """The words of each page; where a line ends is not told."""
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


def words(pdf: PdfReader) -> str:
    return " ".join(pages(pdf))

"""The only memory of the pages: the version that is open, and the answers that were given of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import streamlit as st

from analytics.answers import served
from analytics.store.database import Store
from analytics.store.versions import current_version
from pages.shared.settings import store_folder

Answer = TypeVar("Answer")

MAX_ANSWERS = 2_000


@dataclass(frozen=True)
class Question(Generic[Answer]):
    """What is to be calculated, and the `key` that tells it from every other: two of one key have one answer."""

    calculate: Callable[[], Answer]
    key: tuple[object, ...]


@st.cache_data(max_entries=MAX_ANSWERS, show_spinner=False, hash_funcs={Question: lambda question: question.key})
def remembered(question: Question[Answer]) -> Answer:
    """The answer, calculated once; each reader gets a copy of their own."""
    return question.calculate()


def open_served() -> Store:
    """The version served now: a newer one is taken up at the next rerun, without a restart."""
    folder = served.served_store(store_folder())
    return _open(folder, current_version(folder))


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(folder: Path, version: str | None) -> Store:
    return Store.open(folder, version=version)

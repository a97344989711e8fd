"""The only memory of the pages: the version that is open, and the answers that were given of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import streamlit as st

from analytics.answers import served
from analytics.store.database import Store
from analytics.store.versions import current_version, version_ids
from pages.shared.settings import store_folder

Answer = TypeVar("Answer")

MAX_ANSWERS = 2_000
VERSION = "version"


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
    """The version that the address asks for, where it is there; else the one served now, of which a newer one is taken
    up at the next rerun, without a restart."""
    folder = served.served_store(store_folder())
    asked = asked_version()
    return _open(folder, asked if asked in version_ids(folder) else current_version(folder))


def asked_version() -> str:
    """The version that the address asks for; empty where it asks for none."""
    return str(st.session_state.get(VERSION, ""))


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(folder: Path, version: str | None) -> Store:
    return Store.open(folder, version=version)

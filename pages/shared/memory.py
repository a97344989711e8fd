"""The only memory of the pages: the version that is open, and the answers that were given of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import streamlit as st

from analytics.answers import served
from analytics.door.access import Access, read_access
from analytics.ingest.private_folder import sweep
from analytics.store.database import Store
from analytics.store.versions import Manifest, StoreError, database_file, first_readable
from pages.shared.settings import access_file, store_folder

Answer = TypeVar("Answer")

MAX_ANSWERS = 2_000
MAX_BYTES_OF_ANSWERS = "300MB"
VERSION = "version"


@dataclass(frozen=True)
class Question(Generic[Answer]):
    """What is to be calculated, and the `key` that tells it from every other: two of one key have one answer."""

    calculate: Callable[[], Answer]
    key: tuple[object, ...]


@st.cache_data(
    max_entries=MAX_ANSWERS, max_size=MAX_BYTES_OF_ANSWERS, show_spinner=False,
    hash_funcs={Question: lambda question: question.key},
)  # fmt: skip
def remembered(question: Question[Answer]) -> Answer:
    """The answer, calculated once; each reader gets a copy of their own."""
    return question.calculate()


@dataclass(frozen=True)
class Served:
    """The version that is shown, and what of the store could not be read on the way to it. Where no version can be
    read, `is_stand_in`: it is the sample, which only lends its names to the page of imports."""

    store: Store
    faults: tuple[StoreError, ...]
    is_stand_in: bool = False


def serve() -> Served:
    """The version that the address asks for, where it is there; else the one served now, of which a newer one is taken
    up at the next rerun, without a restart. Where it cannot be read, the newest that can."""
    folder = served.served_store(store_folder())
    store, faults = first_readable(folder, lambda manifest: _opened(folder, manifest), asked_version())
    if store is not None:
        return Served(store, faults)
    return Served(Store.open(served.sample_store(folder)), faults, is_stand_in=True)


def open_served() -> Store:
    """The version that is shown."""
    return serve().store


@st.cache_resource(show_spinner=False)
def sweep_once(folder: Path) -> None:
    """Once in the life of a server: what an earlier one left that was killed goes from the store."""
    sweep(folder)


def asked_version() -> str:
    """The version that the address asks for; empty where it asks for none."""
    return str(st.session_state.get(VERSION, ""))


def access_now() -> Access | None:
    """Who may do what, read anew where the file was changed; None where nobody is asked. Raises AccessError."""
    file = access_file()
    try:
        state = file.stat().st_mtime_ns
    except OSError:
        state = 0
    return _access(file, state, st.get_option("server.address"))


@st.cache_resource(max_entries=1, show_spinner=False)
def _access(file: Path, state: int, bound_to: str | None) -> Access | None:
    """`state`: of the file, so that one that was changed is read anew."""
    return read_access(file, bound_to)


def health() -> tuple[str, str]:
    """How the store is: `ok`, `damaged` (an earlier version is served) or `down`, and the version that is served."""
    folder = served.served_store(store_folder())
    store, faults = first_readable(folder, lambda manifest: _opened(folder, manifest))
    if store is None:
        return "down", ""
    return "damaged" if faults else "ok", store.manifest.version


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(folder: Path, version: str, state: tuple[int, int]) -> Store:
    """`state`: of its file, so that one that was changed is opened anew."""
    return Store.open(folder, version=version)


def _opened(folder: Path, manifest: Manifest) -> Store:
    """Opened once, and anew where its file was changed since."""
    state = database_file(folder, manifest.version).stat()
    return _open(folder, manifest.version, (state.st_mtime_ns, state.st_size))

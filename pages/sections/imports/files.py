"""Files brought to the page: which, what each is taken for, and the import of them, as a trial or for good."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.contract import TABLES
from analytics.i18n import Catalog
from analytics.ingest.files.exports import SUFFIXES, Export, exports_in
from analytics.ingest.own_words import OwnWord, own_words
from analytics.ingest.report import Report
from analytics.ingest.sandbox import import_within_limits
from analytics.store.versions import current_version
from pages.shared.escape import escaped
from pages.shared.settings import exports_folder, store_folder

PLACE = ZoneInfo("Asia/Makassar")
COLUMNS = "imports_columns"
ROUND = "imports_round"

Columns = dict[str, str | None]


@dataclass(frozen=True)
class Brought:
    """A file that the reader chose: uploaded, or lying in the exports folder. `mark` changes with its content."""

    mark: str
    export: Export
    upload: UploadedFile | None = None

    @property
    def name(self) -> str:
        return self.export.name


@dataclass(frozen=True)
class Chosen:
    """All that an import depends on. Two that are equal give the same report."""

    brought: tuple[Brought, ...]
    add: bool
    current: str | None
    words: tuple[OwnWord, ...]

    @property
    def mark(self) -> tuple[object, ...]:
        """What a trial is remembered by."""
        files = tuple((one.mark, one.export.table, tuple(one.export.columns.items())) for one in self.brought)
        return files, self.add, self.current, self.words


def choose_files(t: Catalog) -> Chosen:
    """The uploader, the offer of what lies in the exports folder, and whether rows are added or tables replaced."""
    at = st.session_state.get(ROUND, 0)
    uploads = st.file_uploader(t("imports.upload"), accept_multiple_files=True, key=f"imports_files_{at}")
    st.markdown(f":gray[{t('imports.upload_help')}]")
    lying = exports_in(exports_folder()) if exports_folder().is_dir() else []
    offered = _by_name(_in_folder(export) for export in lying if not export.is_passed_over)
    picked = (
        st.multiselect(
            t("imports.folder", count=len(offered)), list(offered), placeholder=t("imports.folder_none"),
            key=f"imports_folder_{at}",
        )
        if offered
        else []
    )  # fmt: skip
    add = st.checkbox(t("imports.add"), help=t("imports.add_help"), key=f"imports_add_{at}", persist_state="session")
    brought = [*map(_uploaded, uploads), *(offered[name] for name in picked)]
    own = tuple(word for word, _ in own_words(store_folder()))
    return Chosen(tuple(brought), add, current_version(store_folder()), own)


def corrected(t: Catalog, chosen: Chosen) -> Chosen:
    """What each file is said to hold; left open, its columns tell."""
    return replace(chosen, brought=tuple(_corrected(t, one) for one in chosen.brought))


def assign(one: Brought, heading: str, column: str | None) -> None:
    """Remembers what a heading of a file is to be read as; None is nothing."""
    columns: dict[str, Columns] = st.session_state.setdefault(COLUMNS, {})
    columns[one.mark] = {**columns.get(one.mark, {}), heading: column}


def forget_files() -> None:
    """Empties the choice of files and what was said of them."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    for name in [name for name in st.session_state if str(name).startswith(("imports_table_", COLUMNS))]:
        del st.session_state[name]


def run_import(chosen: Chosen, *, dry_run: bool, allow_drop: int | None, progress: Callable[[float], None]) -> Report:
    """One import of all files into the agency's store. Uploads lie in a private folder while it lasts.

    Raises StoreError for the store, never for a file.
    """
    now = datetime.now(PLACE)
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        exports = [_written(one, Path(folder), at) for at, one in enumerate(chosen.brought)]
        return import_within_limits(
            store_folder(), exports, as_of=now.date(), now=now, add=chosen.add,
            allow_drop=allow_drop, dry_run=dry_run, progress=progress,
        )  # fmt: skip


def _uploaded(upload: UploadedFile) -> Brought:
    return Brought(f"{upload.file_id}", Export(Path(upload.name), upload.name), upload)


def _in_folder(export: Export) -> Brought:
    state = export.path.stat()
    return Brought(f"{export.name}-{state.st_mtime_ns}-{state.st_size}", export)


def _by_name(files: Iterable[Brought]) -> dict[str, Brought]:
    """Files by name, numbered where the personal numbers covered in them made two alike."""
    named: dict[str, Brought] = {}
    for one in files:
        named[f"{one.name} ({len(named) + 1})" if one.name in named else one.name] = one
    return named


def _corrected(t: Catalog, one: Brought) -> Brought:
    table = st.selectbox(
        t("imports.taken_for", file=escaped(one.name)),
        ["", *TABLES],
        format_func=lambda name: t(f"imports.table.{name or 'by_columns'}"),
        key=f"imports_table_{one.mark}",
    )
    columns = st.session_state.get(COLUMNS, {}).get(one.mark, {})
    was = one.export
    return Brought(one.mark, Export(was.path, was.name, table or None, columns, was.is_partitioned), one.upload)


def _written(one: Brought, folder: Path, at: int) -> Export:
    if one.upload is None:
        return one.export
    suffix = Path(one.name).suffix.lower()
    path = folder / f"{at}{suffix if suffix in SUFFIXES else ''}"
    path.write_bytes(one.upload.getbuffer())
    return Export(path, one.name, one.export.table, one.export.columns)

"""Files brought to the page: which, what is said of each, and the import of them, as a trial or for good."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.contract import TABLES
from analytics.i18n import Catalog
from analytics.ingest.choices import Choices
from analytics.ingest.files.exports import SUFFIXES, Export, exports_in
from analytics.ingest.own_words import OwnWord, own_words
from analytics.ingest.private_folder import private_folder
from analytics.ingest.recipe_files import kept_recipes
from analytics.ingest.recipes import Recipe
from analytics.ingest.report import Report
from analytics.ingest.sandbox import import_within_limits
from analytics.store.versions import current_version
from analytics.wording.versions import PLACE
from pages.sections.imports.uploader import uploaded_files
from pages.shared.account import require
from pages.shared.escape import escaped
from pages.shared.settings import exports_folder, store_folder

CHOICES = "imports_choices"
ROUND = "imports_round"
LIST_PX = 260
MAX_FILES_IN_VIEW = 3


@dataclass(frozen=True)
class Brought:
    """A file that the reader chose: uploaded, or lying in the exports folder. `mark` changes with its content."""

    mark: str
    export: Export
    upload: UploadedFile | None = None

    @property
    def name(self) -> str:
        return self.export.name

    @property
    def choices(self) -> Choices:
        """What the reader said of it."""
        return self.export.choices


@dataclass(frozen=True)
class Chosen:
    """All that an import depends on. Two that are equal give the same report."""

    brought: tuple[Brought, ...]
    add: bool
    current: str | None
    words: tuple[OwnWord, ...]
    recipes: tuple[Recipe, ...]

    @property
    def mark(self) -> tuple[object, ...]:
        """What a trial is remembered by."""
        files = tuple((one.mark, repr(one.choices)) for one in self.brought)
        return files, self.add, self.current, self.words, repr(self.recipes)


def choose_files(t: Catalog) -> Chosen:
    """The uploader, the offer of what lies in the exports folder, and whether rows are added or tables replaced."""
    at = st.session_state.get(ROUND, 0)
    uploads = uploaded_files(t, f"imports_files_{at}")
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
    brought = [*map(_uploaded, uploads), *(offered[name] for name in picked)]
    with st.container(height=LIST_PX if len(brought) > MAX_FILES_IN_VIEW else "content", border=False):
        brought = [_as_said(t, one) for one in brought]
    add = st.checkbox(t("imports.add"), help=t("imports.add_help"), key=f"imports_add_{at}", persist_state="session")
    own = tuple(word for word, _ in own_words(store_folder()))
    return Chosen(tuple(brought), add, current_version(store_folder()), own, tuple(kept_recipes(store_folder())))


def say(one: Brought, choices: Choices) -> None:
    """Remembers what the reader says of a file, over what was said of it before."""
    said = _said()
    said[one.mark] = choices.over(said.get(one.mark, Choices()))


def unsay(one: Brought) -> None:
    """Forgets what the reader said of a file."""
    _said().pop(one.mark, None)


def forget_files() -> None:
    """Empties the choice of files and what was said of them."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    for name in [name for name in st.session_state if str(name).startswith(("imports_table_", CHOICES))]:
        del st.session_state[name]


def run_import(chosen: Chosen, *, dry_run: bool, allow_drop: int | None, progress: Callable[[float], None]) -> Report:
    """One import of all files into the agency's store. Uploads lie in a private folder while it lasts.

    Raises StoreError for the store, never for a file.
    """
    by, now = require("import"), datetime.now(PLACE)
    with private_folder(store_folder()) as folder:
        exports = [_written(one, folder, at) for at, one in enumerate(chosen.brought)]
        return import_within_limits(
            store_folder(), exports, as_of=now.date(), now=now, add=chosen.add,
            allow_drop=allow_drop, dry_run=dry_run, by=by, progress=progress,
        )  # fmt: skip


def _said() -> dict[str, Choices]:
    said: dict[str, Choices] = st.session_state.setdefault(CHOICES, {})
    return said


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


def _as_said(t: Catalog, one: Brought) -> Brought:
    """The file with what the reader says of it; which table it is stands here, and follows what was said elsewhere."""
    said = _said().get(one.mark, Choices())
    key = f"imports_table_{one.mark}"
    if said.table:
        st.session_state[key] = said.table
        _said()[one.mark] = replace(said, table=None)
    table = st.selectbox(
        t("imports.taken_for", file=escaped(one.name)),
        ["", *TABLES],
        format_func=lambda name: t(f"imports.table.{name or 'by_columns'}"),
        key=key,
    )
    return replace(one, export=replace(one.export, choices=replace(said, table=table or None)))


def _written(one: Brought, folder: Path, at: int) -> Export:
    if one.upload is None:
        return one.export
    suffix = Path(one.name).suffix.lower()
    path = folder / f"{at}{suffix if suffix in SUFFIXES else ''}"
    path.write_bytes(one.upload.getbuffer())
    return replace(one.export, path=path)

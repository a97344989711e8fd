"""The agency's official map, read once for as long as its file does not change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from analytics.ingest.official_map import Ring, ShapesError, read_shapes, shapes_file
from analytics.ingest.vocabulary import read_words


@dataclass(frozen=True)
class OfficialShapes:
    """Outlines by regency code; none where no file is there, or where it has a `problem` (a catalog word)."""

    file: str = ""
    shapes: Mapping[str, list[Ring]] = field(default_factory=dict)
    problem: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def official_shapes(reference: Path) -> OfficialShapes:
    """What was dropped into the reference folder."""
    try:
        file = shapes_file(reference)
    except ShapesError as error:
        return OfficialShapes(str(error.details["file"]), problem=error.code, details=error.details)
    return OfficialShapes() if file is None else _read(file, file.stat().st_mtime_ns)


@st.cache_resource(max_entries=1, show_spinner=False)
def _read(file: Path, changed_at_ns: int) -> OfficialShapes:
    try:
        return OfficialShapes(file.name, read_shapes(file, read_words(file.parent)))
    except ShapesError as error:
        return OfficialShapes(file.name, problem=error.code, details=error.details)

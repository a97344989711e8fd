"""The agency's official map, read once for as long as its file does not change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from analytics.ingest.official_map import Ring, ShapesError, read_attribution, read_shapes, shapes_file
from analytics.ingest.vocabulary import read_words
from pages.shared.memory import Question, remembered


@dataclass(frozen=True)
class OfficialShapes:
    """Outlines by regency code and whose they are; none where no file is there, or where it has a `problem` (a catalog
    word)."""

    file: str = ""
    attribution: str = ""
    shapes: Mapping[str, list[Ring]] = field(default_factory=dict)
    problem: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def official_shapes(reference: Path) -> OfficialShapes:
    """What was dropped into the reference folder."""
    try:
        file = shapes_file(reference)
    except ShapesError as error:
        return OfficialShapes(str(error.details["file"]), problem=error.code, details=error.details)
    if file is None:
        return OfficialShapes()
    return remembered(Question(partial(_read, file), ("official_map", file, file.stat().st_mtime_ns)))


def _read(file: Path) -> OfficialShapes:
    try:
        return OfficialShapes(file.name, read_attribution(file), read_shapes(file, read_words(file.parent)))
    except ShapesError as error:
        return OfficialShapes(file.name, problem=error.code, details=error.details)

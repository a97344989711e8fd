"""Figures as a document that can be checked later: what was asked, of which data, by which software, and what came out.

Its form is docs/figures.schema.json.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from analytics.answers.figures import OF_LEVELS
from analytics.documents.software import Software
from analytics.estimate import Estimate, Interval
from analytics.indicators import REGISTRY
from analytics.store.database import DIMENSIONS, Selection
from analytics.store.versions import Manifest

SCHEMA_VERSION = "1"
TOLERANCE = 1e-9
COMPARED = ("value", "n", "withheld", "intervals")

Record = dict[str, Any]
Document = dict[str, Any]
Question = tuple[str, date, tuple[str, ...]]
"""An indicator, the day, and the dimensions by which it is broken down."""


def figures_document(
    estimates: Sequence[Estimate], manifest: Manifest, reference: Mapping[str, str], by: Software, as_of: date,
    where: Selection,
) -> Document:  # fmt: skip
    """`reference`: the SHA-256 of each reference file, since figures rest on them too; `where`: the filters asked."""
    return {
        "schema_version": SCHEMA_VERSION,
        "software": asdict(by),
        "data": {
            "version": manifest.version,
            "is_sample": manifest.is_sample,
            "imported_at": manifest.imported_at,
            "digests": dict(manifest.digests),
            "sources": {table: [asdict(one) for one in sources] for table, sources in manifest.sources.items()},
            "own_words": {name: [dict(row) for row in rows] for name, rows in manifest.own_words.items()},
            "reference": dict(reference),
        },
        "question": {"as_of": as_of.isoformat(), "where": {name: list(values) for name, values in where.items()}},
        "figures": [{**as_record(one, manifest), "printed_interval": _printed(one)} for one in estimates],
    }


def as_record(estimate: Estimate, manifest: Manifest) -> Record:
    """An Estimate in the documented form of `figures --format json`."""
    return {
        **asdict(estimate),
        "intervals": [_interval(interval) for interval in estimate.intervals],
        "as_of": estimate.as_of.isoformat(),
        "version": manifest.version,
        "is_sample": manifest.is_sample,
    }


def _interval(interval: Interval) -> Record:
    """Every kind has the same keys, null where the kind has no such thing."""
    return {"kind": interval.kind, **dict.fromkeys(("method", "lower", "upper", "level")), **asdict(interval)}


def _printed(estimate: Estimate) -> int | None:
    """Which of the intervals pages print beside the value, by its place; None where they print none."""
    printed = estimate.sampling
    return None if printed is None else list(estimate.intervals).index(printed)


def reference_hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every reference file, those of words too."""
    files = sorted(folder.rglob("*.csv"))
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def read_document(text: str) -> Document:
    """The document of figures in `text`, all of whose parts are there that a comparison reads. Raises ValueError for
    anything else."""
    document: Document = json.loads(text)
    try:
        questions(document)
        where = {**document["question"]["where"]}
        is_itself = not causes(document, document) and not [*moved(document, document)]
        is_known = is_itself and document["schema_version"] == SCHEMA_VERSION and set(where) <= set(DIMENSIONS)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("a part is missing") from error
    if not is_known:
        raise ValueError("another form")
    return document


def questions(document: Document) -> list[Question]:
    """What was asked: each indicator with its day and dimensions, once. An indicator or a dimension that there is no
    longer is left out."""
    asked = {(one["indicator"], date.fromisoformat(one["as_of"]), _asked_by(one)) for one in document["figures"]}
    return sorted(one for one in asked if one[0] in REGISTRY and set(one[2]) <= set(DIMENSIONS))


def _asked_by(record: Record) -> tuple[str, ...]:
    """The dimensions that were asked for: a figure of a level of a model bears its covariate behind them."""
    indicator = REGISTRY.get(record["indicator"])
    is_of_level = indicator is not None and indicator.estimator in OF_LEVELS and "closures" in record["counts"]
    return tuple(record["by"])[: -1 if is_of_level else None]


def causes(then: Document, now: Document) -> list[str]:
    """What differs of what figures rest on: `data`, `reference:<file>`, `software`."""
    old, new = then["data"], now["data"]
    files = sorted({*old["reference"], *new["reference"]})
    return [
        *(["data"] if old["digests"] != new["digests"] else []),
        *(f"reference:{file}" for file in files if old["reference"].get(file) != new["reference"].get(file)),
        *(["software"] if then["software"] != now["software"] else []),
    ]


def moved(then: Document, now: Document, *, is_across_days: bool = False) -> Iterator[tuple[Record, Record | None]]:
    """The figures that are no longer what they were, each with what it is now; None where it is not there.

    `is_across_days` compares documents of one day each, whatever the days.
    """
    key = _group if is_across_days else _key
    found = {key(one): one for one in now["figures"]}
    for one in then["figures"]:
        other = found.get(key(one))
        if other is None or not all(_same(one[part], other[part]) for part in COMPARED):
            yield one, other


def _key(record: Record) -> tuple[object, ...]:
    return record["as_of"], *_group(record)


def _group(record: Record) -> tuple[object, ...]:
    return record["indicator"], tuple(sorted(record["by"].items()))


def _same(one: Any, other: Any) -> bool:
    """Numbers to a billionth, since sums may be added up in another order."""
    if isinstance(one, float) or isinstance(other, float):
        return one is not None and other is not None and math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)

"""The agency's official map: a GeoJSON file, read into the outlines of the regencies that it names.

Dropped into `data/reference/`, it is drawn in place of the tiles. Which property names a regency is not
prescribed: every text that the table of aliases knows counts, and official codes where no text does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from analytics.ingest.cells.regencies import resolve
from analytics.ingest.vocabulary import Words

Ring = list[tuple[float, float]]

ATTRIBUTION = "attribution"
MAX_MEGABYTES = 60
STEPS = 700
"""Corners closer together than a STEPS-th of the map's extent are one: finer detail cannot be seen on a screen."""


class ShapesError(Exception):
    """A map file that cannot be drawn: `code` is a word of the catalogs (`coverage.shapes_error.*`)."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def shapes_file(folder: Path) -> Path | None:
    """The map in a folder, None where there is none. Raises ShapesError(`several_files`)."""
    files = sorted(folder.glob("*.geojson"))
    if len(files) > 1:
        raise ShapesError("several_files", file=", ".join(file.name for file in files))
    return files[0] if files else None


def read_shapes(file: Path, words: Words) -> dict[str, list[Ring]]:
    """Regency code to its rings of (longitude, latitude) in degrees, WGS 84; holes wind the other way round.

    Several features of one regency (its districts, say) are put together. Raises ShapesError (`too_large`,
    `not_json`, `no_features`, `not_degrees`, `missing_regencies` with the codes in `missing`).
    """
    if file.stat().st_size > MAX_MEGABYTES * 1_000_000:
        raise ShapesError("too_large", file=file.name, megabytes=MAX_MEGABYTES)
    try:
        collection = json.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ShapesError("not_json", file=file.name) from error
    shapes: dict[str, list[Ring]] = {}
    try:
        for feature in _features(collection):
            code = regency_of(feature.get("properties") or {}, words)
            if code is not None:
                shapes.setdefault(code, []).extend(_rings(feature.get("geometry") or {}))
    except (TypeError, ValueError, KeyError, AttributeError, IndexError) as error:
        raise ShapesError("no_features", file=file.name) from error
    _check(shapes, words, file.name)
    return _thinned(shapes)


def read_attribution(file: Path) -> str:
    """Whose map it is, in the words of its file; empty where they are not there."""
    said = json.loads(file.read_text(encoding="utf-8-sig")).get(ATTRIBUTION)
    return said if isinstance(said, str) else ""


def own_map(shapes: Mapping[str, Sequence[Ring]], names: Mapping[str, str], attribution: str) -> str:
    """The outlines that `read_shapes` gives as GeoJSON, one feature a regency with its code and name, corners to five
    decimals (about a metre); whose map it is stands in it."""
    features = [
        {
            "type": "Feature",
            "properties": {"regency_code": code, "regency_name": names[code]},
            "geometry": {"type": "MultiPolygon", "coordinates": _polygons(rings)},
        }
        for code, rings in shapes.items()
    ]
    return json.dumps({"type": "FeatureCollection", ATTRIBUTION: attribution, "features": features}, ensure_ascii=False)


def _polygons(rings: Sequence[Ring]) -> list[list[Ring]]:
    """Each outline with the holes that follow it, which wind the other way round."""
    polygons: list[list[Ring]] = []
    for ring in rings:
        rounded = [(round(longitude, 5), round(latitude, 5)) for longitude, latitude in ring]
        if polygons and _winding(ring) != _winding(rings[0]):
            polygons[-1].append(rounded)
        else:
            polygons.append([rounded])
    return polygons


def _winding(ring: Ring) -> bool:
    """Whether a ring goes round counterclockwise."""
    ahead = [*ring[1:], ring[0]]
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(ring, ahead, strict=True)) > 0


def regency_of(properties: Mapping[str, Any], words: Words) -> str | None:
    """The one regency that the properties name, else the one whose code they hold; None for any other."""
    texts = [str(value) for value in properties.values() if isinstance(value, (str, int)) and str(value).strip()]
    named = {resolve(text, None, words).code for text in texts if not any(sign.isdigit() for sign in text)} - {None}
    if not named:
        named = {resolve(None, text, words).code for text in texts} - {None}
    return named.pop() if len(named) == 1 else None


def _features(collection: Any) -> Iterator[Mapping[str, Any]]:
    if collection["type"] != "FeatureCollection":
        raise ValueError(collection["type"])
    yield from collection["features"]


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    if geometry["type"] not in {"Polygon", "MultiPolygon"}:
        raise ValueError(geometry["type"])
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        for ring in polygon:
            yield [(float(corner[0]), float(corner[1])) for corner in ring]


def _check(shapes: Mapping[str, Sequence[Ring]], words: Words, name: str) -> None:
    corners = [corner for rings in shapes.values() for ring in rings for corner in ring]
    if any(abs(longitude) > 180 or abs(latitude) > 90 for longitude, latitude in corners):
        raise ShapesError("not_degrees", file=name)
    missing = [code for code in words.regencies if not shapes.get(code)]
    if missing:
        raise ShapesError("missing_regencies", file=name, missing=missing)


def _thinned(shapes: Mapping[str, Sequence[Ring]]) -> dict[str, list[Ring]]:
    """Corners moved to a fine grid and repeats left out, so that shared borders stay shared."""
    corners = [corner for rings in shapes.values() for ring in rings for corner in ring]
    extent = max(max(axis) - min(axis) for axis in zip(*corners, strict=True)) or 1.0
    step = extent / STEPS

    def thin(ring: Ring) -> Ring:
        moved = [(round(longitude / step) * step, round(latitude / step) * step) for longitude, latitude in ring]
        return [corner for corner, before in zip(moved, [None, *moved], strict=False) if corner != before]

    thinned = {code: [thin(ring) for ring in rings] for code, rings in shapes.items()}
    return {code: [ring for ring in rings if len(ring) > 3] or list(shapes[code]) for code, rings in thinned.items()}

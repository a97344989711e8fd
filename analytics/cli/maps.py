"""`map`: outlines of any official file cut to the ten regencies and thinned, with whose map it is."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analytics.cli import DONE, REFUSED, write_file
from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.ingest.official_map import ShapesError, own_map, read_shapes, shapes_file
from analytics.ingest.vocabulary import read_words
from analytics.store import database

OUTLINES = "outlines.geojson"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `map`."""
    parser = commands.add_parser("map", help=t("command_line.map.help"))
    parser.add_argument("file", type=Path, metavar="FILE", help=t("command_line.map.file"))
    parser.add_argument("--source", required=True, metavar="WORDS", help=t("command_line.map.source"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, t: Catalog) -> int:
    """Writes the outlines where pages look for them; a map that cannot be drawn changes nothing."""
    folder = database.REFERENCE
    words = read_words(folder)
    names = {code: regency.name for code, regency in words.regencies.items()}
    try:
        shapes = read_shapes(arguments.file, words)
        there = shapes_file(folder)
        if there is not None and there.name != OUTLINES:
            raise ShapesError("several_files", file=f"{there.name}, {OUTLINES}")
    except ShapesError as error:
        missing = error.details.get("missing", [])
        places = ", ".join(names[code] for code in missing) if isinstance(missing, list) else ""
        details = {"file": arguments.file.name, **error.details, "places": places}
        print(t(f"coverage.shapes_error.{error.code}", **details), file=sys.stderr)
        return REFUSED
    write_file(folder / OUTLINES, own_map(shapes, names, arguments.source))
    corners = sum(len(ring) for rings in shapes.values() for ring in rings)
    said = {"regencies": number(len(shapes), t.lang), "corners": number(corners, t.lang), "source": arguments.source}
    print(t("command_line.map.done", file=OUTLINES, **said))
    return DONE

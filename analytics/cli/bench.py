"""`bench`: what an import takes, beside DuckDB's own reading of the same files."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from analytics.cli import DONE, write_file
from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.trials.bench import Bench, bench

GRANTS = (10_000, 100_000, 1_000_000)
MEGABYTE = 1_000_000
WIDTH = 9
HEADS = ("grants", "visits", "files", "scan", "bare_scan", "import", "to_scan", "to_bare_scan", "peak", "rate")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `bench`."""
    parser = commands.add_parser("bench", help=t("bench.help"), description=t("bench.description"))
    parser.add_argument("--grants", nargs="+", type=_count, default=GRANTS, metavar="N", help=t("bench.grants"))
    parser.add_argument("--out", type=Path, metavar="FILE.json", help=t("bench.out"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, t: Catalog) -> int:
    """Measures each size, prints a row for each, and writes them as JSON where that is asked for."""
    heads = [t(f"bench.head.{head}").rjust(WIDTH) for head in HEADS]
    print(" | ".join(heads))
    measured = []
    for grants in arguments.grants:
        measured.append(bench(grants))
        cells = zip(heads, _row(measured[-1], t.lang), strict=True)
        print(" | ".join(cell.rjust(len(head)) for head, cell in cells), flush=True)
    if arguments.out:
        write_file(arguments.out, json.dumps([as_record(one) for one in measured], indent=1) + "\n")
    return DONE


def as_record(measured: Bench) -> dict[str, object]:
    """What was measured, with its ratios and rate, for JSON."""
    return {
        **asdict(measured),
        "ratio_to_typed_scan": measured.ratio_to_typed_scan,
        "ratio_to_bare_scan": measured.ratio_to_bare_scan,
        "records_per_second": measured.records_per_second,
    }


def _row(measured: Bench, lang: str) -> list[str]:
    figures: list[tuple[float, int]] = [
        (measured.grants, 0),
        (measured.visits, 0),
        (measured.file_bytes / MEGABYTE, 0),
        (measured.typed_scan_seconds, 1),
        (measured.bare_scan_seconds, 1),
        (measured.import_seconds, 1),
        (measured.ratio_to_typed_scan, 1),
        (measured.ratio_to_bare_scan, 1),
        (measured.import_peak_bytes / MEGABYTE, 0),
        (measured.records_per_second, 0),
    ]
    return [number(value, lang, decimals) for value, decimals in figures]


def _count(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(text)
    return int(text)

"""`import`: exports into the store."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, datetime
from pathlib import Path

from analytics.cli import DONE, DONE_IN_PART, REFUSED, add_store, require_writable, who, write_file
from analytics.cli.asking import say_faults
from analytics.contract import TABLES
from analytics.i18n import Catalog
from analytics.ingest.files.exports import Export, exports_in
from analytics.ingest.report import Report
from analytics.ingest.sandbox import import_within_limits
from analytics.store.versions import first_readable
from analytics.wording.imports import (
    alike_sentence,
    as_json,
    place_of,
    refusal_remedy,
    refusal_sentence,
    warning_sentence,
)
from analytics.wording.versions import PLACE

BAR_WIDTH = 40
MAX_LINES = 20


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `import`."""
    parser = commands.add_parser("import", help=t("command_line.import.help"))
    add_store(parser, t("command_line.store"))
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help=t("command_line.import.as_of"))
    parser.add_argument("--report", type=Path, metavar="FILE", help=t("command_line.import.report"))
    parser.add_argument("--dry-run", action="store_true", help=t("command_line.import.dry_run"))
    parser.add_argument("--add", action="store_true", help=t("command_line.import.add"))
    parser.add_argument("--allow-drop", type=int, metavar="N", help=t("command_line.import.allow_drop"))
    parser.add_argument("--recipe", default="", metavar="NAME", help=t("command_line.import.recipe"))
    parser.add_argument("paths", nargs="+", metavar="[TABLE=]PATH", help=t("command_line.import.paths"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, t: Catalog) -> int:
    """Imports, writes the report where one is asked for, and says what came of it."""
    if arguments.report:
        require_writable(arguments.report)
    now = datetime.now(PLACE)
    before, faults = first_readable(arguments.store, lambda manifest: manifest.version)
    say_faults(faults, before or "–", t)
    report = import_within_limits(
        arguments.store,
        [export for path in arguments.paths for export in _exports(path)],
        as_of=arguments.as_of or now.date(),
        now=now,
        add=arguments.add,
        allow_drop=arguments.allow_drop,
        dry_run=arguments.dry_run,
        recipe=arguments.recipe,
        by=who(),
        progress=_draw_bar if sys.stderr.isatty() else _draw_nothing,
    )
    if arguments.report:
        written = json.dumps(as_json(report, t), ensure_ascii=False, indent=1)
        write_file(arguments.report, written + "\n")
    _say(report, arguments.dry_run, t)
    return {"accepted": DONE, "accepted_in_part": DONE_IN_PART, "refused": REFUSED}[report.outcome]


def _exports(given: str) -> list[Export]:
    table, separator, path = given.partition("=")
    if separator and table in TABLES:
        return exports_in(Path(path), table)
    return exports_in(Path(given))


def _say(report: Report, dry_run: bool, t: Catalog) -> None:
    if report.outcome == "refused":
        refused = [file for file in report.files if file.refused_because != "other_file_refused"]
        for sentence in dict.fromkeys(
            t("ingest.in_file", file=file.file, sentence=f"{refusal_sentence(file, t)} {refusal_remedy(file, t)}")
            for file in refused
        ):
            print(sentence, file=sys.stderr)
        print(t("ingest.refused_whole"), file=sys.stderr)
        return
    for file in report.files:
        print(t("ingest.done", file=file.file, records=file.records, accepted=file.accepted,
                rejected=file.rejected, ignored=file.ignored))  # fmt: skip
    alike = report.rejected_alike
    for group in alike[:MAX_LINES]:
        print(alike_sentence(group, t))
    if len(alike) > MAX_LINES:
        print(t("command_line.import.more", reasons=len(alike) - MAX_LINES))
    _say_warnings(report, t)
    changed = any(count for change in report.changes.values() for count in change.values())
    key = "ingest.trial" if dry_run else "ingest.version" if changed else "ingest.unchanged"
    print(t(key, version=report.version))


def _say_warnings(report: Report, t: Catalog) -> None:
    """Each warning once, what was not read before the others, with its first row and how many rows are alike."""
    rows: dict[tuple[str, str], list[int]] = {}
    for item in (*report.not_read, *(item for item in report.warnings if item not in report.not_read)):
        rows.setdefault((place_of(item, t), warning_sentence(item, t)), []).append(item.row)
    for (file, sentence), alike in list(rows.items())[:MAX_LINES]:
        key = "warning_rows" if len(alike) > 1 else "warning"
        print(t(f"command_line.import.{key}", file=file, row=alike[0], rows=len(alike), sentence=sentence))
    if len(rows) > MAX_LINES:
        print(t("command_line.import.more_warnings", count=len(rows) - MAX_LINES))


def _draw_bar(share: float) -> None:
    filled = round(share * BAR_WIDTH)
    end = "\n" if share >= 1 else ""
    print(f"\r[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {share:4.0%}", end=end, file=sys.stderr, flush=True)


def _draw_nothing(_share: float) -> None:
    return

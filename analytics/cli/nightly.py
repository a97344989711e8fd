"""`nightly`: the export of the night into the store, and what follows from it onto the desk."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from analytics.cli import DONE, DONE_IN_PART, REFUSED, add_store, who
from analytics.i18n import Catalog, catalog, languages
from analytics.ingest.files.exports import exports_in
from analytics.ingest.report import Report
from analytics.ingest.sandbox import import_within_limits
from analytics.store.database import Store
from analytics.store.durable import make_folder
from analytics.store.nightly import BESIDE_DATA, STATUS, Status, read_status, write_status
from analytics.store.versions import NO_ROOM, StoreError
from analytics.wording.imports import as_json, refusal_remedy, refusal_sentence
from analytics.wording.versions import PLACE

NAME = "%Y-%m-%dT%H%M%S"
LATEST = "latest"
KEEP = 30

Why = list[dict[str, Any]]
"""What went wrong: a code each, the file that it is about, and a sentence in every language."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], t: Catalog) -> None:
    """Declares `nightly`."""
    parser = commands.add_parser("nightly", help=t("nightly.help"), description=t("nightly.description"))
    add_store(parser, t("command_line.store"))
    parser.add_argument("--from", dest="exports", type=Path, required=True, metavar="DIR", help=t("nightly.from"))
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help=t("nightly.to"))
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help=t("command_line.import.as_of"))
    parser.add_argument("--add", action="store_true", help=t("command_line.import.add"))
    parser.add_argument("--keep", type=int, default=KEEP, metavar="N", help=t("nightly.keep"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, t: Catalog) -> int:
    """One night: exit 0 all done, 3 done with rows rejected, 4 nothing published and all as it was."""
    now = datetime.now(PLACE)
    places = (arguments.to / STATUS, arguments.store / BESIDE_DATA)
    status = {"last_good": None, "last_failed": None, **read_status(places[0]), "last_run": now.isoformat()}
    try:
        report, why = _imported(arguments, now)
        if why:
            return _failed(status, places, why, t)
        good = _published(arguments, status["last_good"], report, now)
        write_status({**status, "last_good": good, "ok": True}, *places)
    except (StoreError, OSError) as error:
        return _failed(status, places, [_why(error)], t)
    except Exception as error:
        # Whoever reads status.json must learn of a defect too; the trace goes to whom the scheduler writes.
        _failed(status, places, [{"code": "unexpected", "message": dict.fromkeys(languages(), repr(error))}], t)
        raise
    _forget(arguments.to, arguments.keep)
    print(t("nightly.done", folder=good["folder"], version=good["version"], alerts=len(good["alerts"])))
    return DONE_IN_PART if report.rejected else DONE


def _imported(arguments: argparse.Namespace, now: datetime) -> tuple[Report, Why]:
    """The report of the import by the store's recipes, and why it was refused, if it was."""
    exports = exports_in(arguments.exports)
    report = import_within_limits(
        arguments.store,
        exports,
        as_of=arguments.as_of or now.date(),
        now=now,
        add=arguments.add,
        by=who(),
    )
    refused = [one for one in report.files if one.refused_because not in (None, "other_file_refused")]
    return report, [
        {
            "code": one.refused_because,
            "file": one.file,
            "message": {t.lang: f"{refusal_sentence(one, t)} {refusal_remedy(one, t)}" for t in _catalogs()},
        }
        for one in refused
    ]


def _published(
    arguments: argparse.Namespace, last_good: Mapping[str, Any] | None, report: Report, now: datetime
) -> dict[str, Any]:
    """What was put into a new folder, for `status.json`."""
    # The estimators' libraries take a second to import, which a refused import need not wait for.
    from analytics.answers.alerts import alerts, read_rules  # noqa: PLC0415
    from analytics.documents.proof import read_document  # noqa: PLC0415
    from analytics.documents.publication import FIGURES, alert_record, json_file, publication  # noqa: PLC0415
    from analytics.documents.software import software  # noqa: PLC0415

    before = None
    with suppress(OSError, ValueError):
        if last_good:
            text = (arguments.to / last_good["folder"] / FIGURES).read_text(encoding="utf-8")
            before = read_document(text)
    store = Store.open(arguments.store)
    try:
        found = alerts(store, read_rules(store.reference))
        reports = {f"import-{t.lang}.json": json_file(as_json(report, t)) for t in _catalogs()}
        files = publication(store, _catalogs(), found, before, software(), reports)
        as_of = store.latest_on.isoformat()
    finally:
        store.close()
    name = now.strftime(NAME)
    _discard_drafts(arguments.to)
    make_folder(arguments.to / name, files)
    _point_to(arguments.to, name)
    return {
        "at": now.isoformat(), "folder": name, "version": report.version, "as_of": as_of,
        "rejected": len({(one.file, one.sheet, one.row) for one in report.rejected}),
        "alerts": [alert_record(one) for one in found],
    }  # fmt: skip


def _failed(status: Status, places: Sequence[Path], why: Why, t: Catalog) -> int:
    """Says why, and leaves everything else as it was."""
    for one in why:
        print(
            f"{one['file']}: {one['message'][t.lang]}" if one.get("file") else one["message"][t.lang], file=sys.stderr
        )
    failed = {"at": status["last_run"], "why": why}
    with suppress(OSError):
        places[0].parent.mkdir(parents=True, exist_ok=True)
        write_status({**status, "last_failed": failed, "ok": False}, *places)
    return REFUSED


def _why(error: StoreError | OSError) -> dict[str, Any]:
    if isinstance(error, StoreError):
        return {
            "code": error.code,
            "message": {t.lang: t(f"store_error.{error.code}", **error.details) for t in _catalogs()},
        }
    if error.errno in NO_ROOM:
        return {"code": "disk_full", "message": {t.lang: t("nightly.disk_full") for t in _catalogs()}}
    said = {"file": error.filename or "", "error": error.strerror or ""}
    return {"code": "file_error", "message": {t.lang: t("command_line.file_error", **said) for t in _catalogs()}}


def _point_to(to: Path, name: str) -> None:
    """`latest` leads to the newest folder, where the system has links."""
    beside = to / f".{LATEST}.next"
    with suppress(OSError):
        beside.unlink(missing_ok=True)
        beside.symlink_to(name, target_is_directory=True)
        beside.replace(to / LATEST)


def _forget(to: Path, keep: int) -> None:
    """Removes all but the newest folders."""
    made = sorted(path for path in to.iterdir() if path.is_dir() and not path.is_symlink() and _is_ours(path.name))
    for folder in made[: -max(keep, 1)]:
        shutil.rmtree(folder, ignore_errors=True)


def _is_ours(name: str) -> bool:
    with suppress(ValueError):
        return bool(datetime.strptime(name, NAME))
    return False


def _discard_drafts(to: Path) -> None:
    """What a run left that was ended in the middle."""
    for draft in to.glob(".draft-*"):
        shutil.rmtree(draft, ignore_errors=True)


def _catalogs() -> list[Catalog]:
    return [catalog(lang) for lang in languages()]

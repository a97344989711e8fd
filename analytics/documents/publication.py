"""What a nightly run puts on the desk: figures, memos, what moved, alerts, how to cite, and the sums that prove it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analytics.answers.alerts import Alert
from analytics.answers.memo_contents import memo_contents
from analytics.documents.figures_workbook import WORKBOOK, Everything, everything, figures_workbook, workbook_asked
from analytics.documents.memo import decision_memo
from analytics.documents.proof import Document, causes, figures_document, moved
from analytics.documents.software import Software
from analytics.i18n import Catalog
from analytics.i18n.numbers import day
from analytics.store.database import Store

FIGURES = "figures.json"
VERIFIED_BY = ("", "programme", "regency")
Record = dict[str, Any]


def publication(
    store: Store, catalogs: Sequence[Catalog], found: Sequence[Alert], before: Document | None, by: Software,
    more: Mapping[str, bytes],
) -> dict[str, bytes]:  # fmt: skip
    """Every file of the version's latest day by its name; `before` is the document that was published last, `more`
    what goes with them."""
    found_now = everything(store, as_of=store.latest_on, where={})
    now = all_figures(store, found_now, by)
    files = {
        **more,
        FIGURES: json_file(now),
        "alerts.json": json_file([alert_record(one) for one in found]),
        "CITATION.txt": "\n".join(citation(t, store, by) for t in catalogs).encode(),
    }
    if before:
        files["moved.json"] = json_file(moved_record(before, now))
    contents = memo_contents(store)
    for t in catalogs:
        files[f"memo-{t.lang}.pdf"] = decision_memo(contents, t)
        asked = workbook_asked(t, store, store.latest_on, {}, by)
        files[f"{WORKBOOK}-{t.lang}.xlsx"] = figures_workbook(t, found_now, asked)
    return {**files, "SHA256SUMS": sums(files.items())}


def all_figures(store: Store, found: Everything, by: Software) -> Document:
    """Every indicator of all grants, by programme and by regency, as a document that `verify` reads."""
    estimates = [one for dimension, one in found.answers if dimension in VERIFIED_BY]
    return figures_document(estimates, store.manifest, found.reference, by, store.latest_on, {})


def moved_record(then: Document, now: Document) -> Record:
    """Which figures are others than in the document before, and what changed under them."""
    changed = [
        {"indicator": one["indicator"], "by": one["by"], "before": one["value"], "after": other and other["value"]}
        for one, other in moved(then, now, is_across_days=True)
    ]
    since = {"version": then["data"]["version"], "as_of": then["question"]["as_of"]}
    another_day = ["day"] if since["as_of"] != now["question"]["as_of"] else []
    return {"since": since, "causes": [*another_day, *causes(then, now)], "figures": changed}


def alert_record(alert: Alert) -> Record:
    """An alert in codes."""
    rule = alert.rule
    return {
        "indicator": rule.indicator, "by": dict(alert.estimate.by), "part": rule.part, "found": alert.found,
        "side": rule.side, "limit": rule.limit, "n": alert.estimate.n,
    }  # fmt: skip


def citation(t: Catalog, store: Store, by: Software) -> str:
    """How a figure of this version is cited."""
    manifest = store.manifest
    digests = ", ".join(f"{name} {digest}" for name, digest in manifest.digests.items())
    said = t(
        "nightly.citation", day=day(store.latest_on, t.lang), version=manifest.version, software=by, digests=digests
    )
    return f"{t('frame.sample')}\n{said}\n" if manifest.is_sample else f"{said}\n"


def sums(files: Iterable[tuple[str, bytes]]) -> bytes:
    """As `sha256sum --check` reads them."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files).encode()


def json_file(value: object) -> bytes:
    """JSON to be read by programs and people."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()

"""What can become of the files of a store, a row a damage: what is done, what is then served and what is said of it.

`python -m tests.store.damages` (`make faults`) does each to a copy of a store and prints the table of the README.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

import duckdb

from analytics.ingest.load import import_exports
from analytics.store.database import Store
from tests.conftest import NOW, write_export

AS_OF = date(2025, 12, 31)
GRANT: dict[str, object] = {
    "grant_id": "KUBE-1", "programme": "KUBE", "regency": "Paser", "business_type": "Kue basah",
    "amount_idr": 20_000_000, "disbursed_on": "2022-03-05",
}  # fmt: skip
POINTER = "current"
MANIFEST = "versions/0002/manifest.json"
DATA = "versions/0002/data.duckdb"


@dataclass(frozen=True)
class Damage:
    """`do` is done to a store of two versions, of which the second is in use; `served` is then the version that is
    shown, `said` the code of what is said (`store_error.*`), empty where nothing of what is in use is touched."""

    what: str
    file: str
    do: Callable[[Path], object]
    served: str
    said: str


def missing(path: Path) -> None:
    """The file or folder is gone."""
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def empty(path: Path) -> None:
    """Nothing is left in it."""
    path.write_bytes(b"")


def truncated(path: Path) -> None:
    """Its second half is gone, as after a full disk."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def zeros(path: Path) -> None:
    """As long as it was, all zero bytes, as after a power cut."""
    path.write_bytes(bytes(path.stat().st_size))


def other_bytes(path: Path) -> None:
    """A thousand bytes in its middle are others."""
    content = bytearray(path.read_bytes())
    at = len(content) // 2
    content[at : at + 1_000] = b"\xaa" * 1_000
    path.write_bytes(content)


def no_text(path: Path) -> None:
    """Bytes that are no UTF-8."""
    path.write_bytes(b"\xff\xfe0\x00")


def a_folder(path: Path) -> None:
    """A folder has its name."""
    path.unlink()
    path.mkdir()


def written(text: str) -> Callable[[Path], None]:
    """It says something else."""

    def done(path: Path) -> None:
        path.write_text(text, encoding="utf-8")

    return done


def field(name: str, value: object) -> Callable[[Path], None]:
    """A field of the manifest is another, or missing where that is None."""

    def done(path: Path) -> None:
        said = json.loads(path.read_text(encoding="utf-8"))
        said[name] = value
        path.write_text(json.dumps({key: one for key, one in said.items() if one is not None}), encoding="utf-8")

    return done


def of_another_version(path: Path) -> None:
    """The file of the first version under the name of the second's."""
    shutil.copy(path.parents[1] / "0001" / path.name, path)


def other_tables(path: Path) -> None:
    """A database with other tables."""
    path.unlink()
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table grants as select 1 as something")


def a_log(path: Path) -> None:
    """A log of changes lies beside it, which DuckDB would carry out."""
    path.with_name("data.duckdb.wal").write_bytes(b"half a log")


def leftovers(store: Path) -> None:
    """What an import leaves that was killed: half a draft, half a pointer."""
    draft = store / ".draft-999999-killed"
    draft.mkdir()
    (draft / "data.duckdb").write_bytes(b"half a database")
    (store / ".current-next").write_text("00", encoding="utf-8")


DAMAGES = (
    Damage("missing", POINTER, missing, "0002", "pointer_missing"),
    Damage("empty", POINTER, empty, "0002", "pointer_unreadable"),
    Damage("zero bytes", POINTER, zeros, "0002", "pointer_unreadable"),
    Damage("no text", POINTER, no_text, "0002", "pointer_unreadable"),
    Damage("a folder", POINTER, a_folder, "0002", "pointer_unreadable"),
    Damage("other words", POINTER, written("the newest\n"), "0002", "pointer_unreadable"),
    Damage("names a version that is not there", POINTER, written("0009\n"), "0002", "pointer_to_nothing"),
    Damage("missing", "versions/0002", missing, "0001", "pointer_to_nothing"),
    Damage("missing", MANIFEST, missing, "0001", "manifest_missing"),
    Damage("empty", MANIFEST, empty, "0001", "manifest_unreadable"),
    Damage("truncated", MANIFEST, truncated, "0001", "manifest_unreadable"),
    Damage("zero bytes", MANIFEST, zeros, "0001", "manifest_unreadable"),
    Damage("no text", MANIFEST, no_text, "0001", "manifest_unreadable"),
    Damage("a list", MANIFEST, written("[]"), "0001", "manifest_unreadable"),
    Damage("a field missing", MANIFEST, field("sources", None), "0001", "manifest_unreadable"),
    Damage("a field of another form", MANIFEST, field("rows", {"grants": "two"}), "0001", "manifest_unreadable"),
    Damage("a moment that is none", MANIFEST, field("imported_at", "yesterday"), "0001", "manifest_unreadable"),
    Damage("of another version", MANIFEST, of_another_version, "0001", "manifest_unreadable"),
    Damage("a folder", MANIFEST, a_folder, "0001", "manifest_no_access"),
    Damage("of another layout", MANIFEST, field("layout", 0), "0001", "other_layout"),
    Damage("missing", DATA, missing, "0001", "data_missing"),
    Damage("zero bytes", DATA, zeros, "0001", "data_unreadable"),
    Damage("empty", DATA, empty, "0001", "data_unreadable"),
    Damage("truncated", DATA, truncated, "0001", "data_changed"),
    Damage("other bytes in its middle", DATA, other_bytes, "0001", "data_changed"),
    Damage("of another version", DATA, of_another_version, "0001", "data_changed"),
    Damage("a database with other tables", DATA, other_tables, "0001", "data_changed"),
    Damage("a folder", DATA, a_folder, "0001", "data_no_access"),
    Damage("a log of changes beside it", DATA, a_log, "0001", "data_changed"),
    Damage("what a killed import leaves", ".", leftovers, "0002", ""),
)


def store_of_two_versions(folder: Path) -> Path:
    """One grant, then two."""
    for count in (1, 2):
        grants = [{**GRANT, "grant_id": f"KUBE-{at}"} for at in range(count)]
        report = import_exports(
            folder / "store", [write_export(folder / "grants.csv", grants)], as_of=AS_OF, now=NOW
        )  # fmt: skip
        assert report.outcome == "accepted"
    return folder / "store"


def damaged(store: Path, damage: Damage, folder: Path) -> Path:
    """A copy of the store in `folder`, to which the damage is done."""
    copy = Path(shutil.copytree(store, folder / "damaged"))
    damage.do(copy / damage.file)
    return copy


def table() -> str:
    """In Markdown: the damages of each file, what is said, and what was served when each was done just now."""
    rows = ["| file | damage | served | said |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        store = store_of_two_versions(Path(folder))
        for (file, said), alike in groupby(DAMAGES, key=lambda one: (one.file, one.said)):
            found, whats = set(), []
            for at, damage in enumerate(alike):
                copy = damaged(store, damage, Path(folder) / f"{len(rows)}-{at}")
                with closing(Store.open(copy)) as opened:
                    found.add((opened.manifest.version, *(fault.code for fault in opened.faults)))
                whats.append(damage.what)
            assert {one[1:] for one in found} == {(said,) if said else ()}
            served = "the one in use" if {one[0] for one in found} == {"0002"} else "the last good one"
            rows.append(f"| `{file}` | {', '.join(whats)} | {served} | {f'`{said}`' if said else 'nothing'} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table())

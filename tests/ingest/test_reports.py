"""Inputs modelled on what people reported of other programs, where a folder of them is given: each is loaded right, or
refused with the cause. None loads a wrong value.

The folder is named by GRANTS_REPORTS; it holds one folder per case. Each kind has a test of its own elsewhere in this
room.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from analytics.i18n import catalog, languages
from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.versions import current_version
from analytics.wording.imports import refusal_remedy, refusal_sentence, warning_sentence
from tests.conftest import NOW

FOLDER = Path(os.environ.get("GRANTS_REPORTS", "reports"))
AS_OF = date(2026, 6, 30)
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="GRANTS_REPORTS names no folder of reported inputs")


@dataclass(frozen=True)
class Right:
    """What is right for an input: so many rows of these values, or a refusal with one of these codes.

    `says` are warnings of which each must be there; `values` are questions of the version with their one answer.
    """

    grants: int = 12
    visits: int = 0
    closed: int = 0
    rejected: int = 0
    says: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    refused: tuple[str, ...] = ()


AMOUNTS = {"select sum(amount_idr) from grants": 150_000_000}
DAYS = {"select min(disbursed_on)::VARCHAR || ' ' || max(disbursed_on)::VARCHAR from grants": "2024-03-13 2024-09-16"}
PLAIN = Right(values={**AMOUNTS, **DAYS})
VISITED = Right(visits=24, closed=4, values=AMOUNTS)
FIRST_VISIT = {"select min(visited_on)::VARCHAR from visits": "2024-06-21"}
DATED = Right(visits=24, closed=4, values=FIRST_VISIT)
TICKS = {"select count(monthly_turnover_idr) + count(workers_employed) from visits": 0}
REALISED = {"select sum(amount_idr) from grants": 135_000_000}
A_GROUP = Right(6, values={"select sum(amount_idr) || ' ' || max(amount_idr) from grants": "120000000 20000000"})
MEMBER_ROWS = Right(refused=("member_rows_unclear", "members_with_own_ids"))
BESIDE = ("visits_beside_grants",)

RIGHT: dict[str, tuple[Right, ...]] = {
    "01a": (A_GROUP, replace(A_GROUP, rejected=24), MEMBER_ROWS),
    "01b": (A_GROUP, MEMBER_ROWS),
    "01c": (A_GROUP, MEMBER_ROWS),
    "01d": (A_GROUP, MEMBER_ROWS),
    "01f": (Right(12, says=("cells_merged",), values={"select count(distinct regency_code) from grants": 3}),),
    "02a": (Right(refused=("wide_monitoring",)),),
    "02b": (Right(visits=24, closed=4), Right(refused=("wide_monitoring",))),
    "02d": (Right(visits=12, closed=4), Right(says=BESIDE), Right(refused=BESIDE)),
    "03a": (Right(refused=("status_in_ticks",)), Right(visits=12, closed=4)),
    "03c": (Right(values={"select count(mentored) filter (mentored) from grants": 8}), Right(says=("unknown_word",))),
    "03d": (Right(refused=("heading_over_several", "status_in_ticks")), Right(visits=12, closed=4)),
    "03e": (Right(refused=("status_empty",)),),
    "04_old_and_open_formats [xlsb]": (Right(refused=("damaged_workbook", "no_heading")),),  # a stub without cells
    "04": (VISITED,),
    "05_odk": (Right(visits=9, closed=3, says=("rows_joined", "left_out_rejected")),),  # a reviewer voided three
    "05": (VISITED,),
    "06a": (Right(visits=12, closed=4, says=("rows_joined",)),),
    "07a": (Right(20), Right(refused=("missing_columns",))),
    "07b": (Right(refused=("regency_only_in_sheet_name",)),),
    "07c": (Right(says=("sheet_hidden",)),),
    "08a": (Right(visits=24, closed=4, says=("cells_without_heading",)),),
    "08b": (Right(visits=24, closed=4, says=("cells_without_heading",)),),
    "09a": (PLAIN,),
    "10": (Right(refused=("days_half_swapped",)),),
    "11": (Right(says=("rows_hidden",), values=AMOUNTS),),
    "12": (Right(visits=24, closed=4, values={"select min(grant_id) from grants": "00001"}),),
    "13": (VISITED,),
    "14l": (Right(refused=("no_row_kept",)), DATED),
    "14": (DATED,),
    "16a": (Right(visits=24, closed=4, values=TICKS),),
    "16b": (VISITED,),
    "16c": (VISITED,),
    "17a": (Right(visits=18, closed=4), Right(visits=18, closed=3), Right(visits=18, closed=2)),
    "18": (VISITED, Right(visits=24, closed=3), Right(refused=("key_names_another", "conflicting_verdicts"))),
    "19": (Right(visits=29, closed=5), Right(visits=24, closed=4)),
    "20a": (PLAIN,),
    "20b": (Right(refused=("tables_side_by_side",)),),
    "21": (PLAIN,),
    "22f": (Right(4, rejected=8), Right(12)),
    "22g": (Right(8, rejected=4), Right(9, rejected=3)),
    "22": (PLAIN,),
    "23": (PLAIN,),
    "24": (Right(16), Right(15, rejected=1)),
    "25h": (PLAIN,), "25i": (Right(12, values=AMOUNTS),), "25j": (PLAIN,),
    "25": (DATED,),
    "26b": (Right(11, rejected=1),),
    "26_": (PLAIN,),
    "27": (Right(9), Right(12, says=("not_disbursed",))),
    "28": (Right(values=REALISED), Right(refused=("two_amounts",))),
    "29": (PLAIN, Right(refused=("duplicate_column",))),
}  # fmt: skip


def imports_of(folder: Path) -> dict[str, list[tuple[list[Path], bool]]]:
    """The imports that a case asks for, by name: files together, and whether they are added."""
    paths = sorted(path for path in folder.iterdir() if path.name != "case.json")
    if folder.name.startswith("04_"):
        return {f"{folder.name} [{path.suffix[1:]}]": [([path], False)] for path in paths}
    if folder.name.startswith("05_odk_zip"):
        packed = [path for path in paths if path.suffix == ".zip" or path.stem == "grants"]
        return {
            f"{folder.name} [zip]": [(packed, False)],
            f"{folder.name} [files]": [([path for path in paths if path.suffix != ".zip"], False)],
        }
    if folder.name.startswith("18_"):
        july = [path for path in paths if "juli" in path.name]
        return {folder.name: [([path for path in paths if path not in july], False), (july, True)]}
    return {folder.name: [(paths, False)]}


CASES = {
    name: imports
    for folder in (sorted(FOLDER.iterdir()) if FOLDER.is_dir() else [])
    if folder.is_dir()
    for name, imports in imports_of(folder).items()
}


@pytest.mark.parametrize("name", CASES)
def test_a_reported_input_is_loaded_right_or_refused_with_its_cause(name: str, tmp_path: Path) -> None:
    for paths, add in CASES[name]:
        report = import_exports(tmp_path / "store", paths, as_of=AS_OF, now=NOW, add=add)
    expected = next(right for case, right in sorted(RIGHT.items(), reverse=True) if name.startswith(case))
    wrong = [_what_is_wrong(report, tmp_path / "store", right) for right in expected]
    assert "" in wrong, wrong
    for lang in languages():
        t = catalog(lang)
        refused = [file for file in report.files if file.refused_because]
        said = [sentence(file, t) for file in refused for sentence in (refusal_sentence, refusal_remedy)]
        assert all([*said, *(warning_sentence(item, t) for item in report.warnings)])


def _what_is_wrong(report: Report, store: Path, right: Right) -> str:
    codes = {file.refused_because for file in report.files} - {None, "other_file_refused"}
    if right.refused or codes:
        return "" if codes & set(right.refused) else f"refused: {codes or None}"
    found = _found(store, right)
    said = Counter(item.reason for item in report.warnings)
    wanted = (right.grants, right.visits, right.closed, right.rejected, list(right.values.values()))
    have = (*found[0], len({(item.file, item.row) for item in report.rejected}), found[1])
    missing = [reason for reason in right.says if reason not in said]
    return "" if wanted == have and not missing else f"{have} instead of {wanted}; not said: {missing}"


def _found(store: Path, right: Right) -> tuple[list[object], list[object]]:
    file = store / "versions" / str(current_version(store)) / "data.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:

        def one(query: str) -> object:
            return connection.sql(query).fetchall()[0][0]

        counted = ("grants", "visits", "visits where status = 'closed'")
        return [one(f"select count(*) from {rows}") for rows in counted], [one(query) for query in right.values]

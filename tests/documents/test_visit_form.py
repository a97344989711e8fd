"""The visit form: valid as an XLSForm, made of the contract, and its export comes back in without a word to teach."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from pyxform.xls2xform import convert

from analytics.answers.visit_plan import grants_to_visit
from analytics.contract import VISITS
from analytics.documents.visit_form import ASKED, GRANTS, survey_rows, visit_form
from analytics.i18n import catalog, languages
from analytics.ingest.load import import_exports
from analytics.store.database import Store
from tests.conftest import FolderOf
from tests.spec.tables import CLOSED, RUNNING, Tables

DAY = date(2026, 6, 30)
TO_VISIT = pd.DataFrame(
    {
        "grant_id": ["UEP-1", "UEP-2"],
        "place": ["Berau", "Paser"],
        "district": ["Kelay", None],
        "visit_reason": ["audit", "routine"],
    }
)


def sheet(book: bytes, name: str) -> list[dict[str, object]]:
    heads, *rows = openpyxl.load_workbook(io.BytesIO(book))[name].iter_rows(values_only=True)
    return [{str(head): cell for head, cell in zip(heads, row, strict=True) if cell is not None} for row in rows]


@pytest.mark.parametrize("lang", languages())
def test_is_a_valid_form_without_a_warning(lang: str, tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(visit_form(catalog(lang), TO_VISIT, DAY))
    made = convert(xlsform=file)
    assert made.warnings == []
    assert all(f"/data/{name}" in made.xform for name in ASKED)


def test_asks_for_the_columns_of_the_contract_that_a_visit_can_answer() -> None:
    left_to_the_server = {"visit_id", "review_state"}
    stored = {column.name for column in VISITS.columns if column.stored}
    assert {row["name"] for row in survey_rows()} == stored - left_to_the_server
    required = {row["name"] for row in survey_rows() if row["required"]}
    assert required == {column.name for column in VISITS.columns if column.required}


def test_grants_are_preloaded_with_number_place_and_reason_and_nothing_else() -> None:
    choices = sheet(visit_form(catalog("id"), TO_VISIT, DAY), "choices")
    grants = [row for row in choices if row["list_name"] == GRANTS]
    labels = [[words for head, words in row.items() if head.startswith("label")] for row in grants]
    assert labels == [["UEP-1 · Kelay, Berau"] * 2, ["UEP-2 · Paser"] * 2]
    assert [row["visit_reason"] for row in grants] == ["audit", "routine"]


def test_two_makings_of_one_list_are_the_same_bytes() -> None:
    assert visit_form(catalog("id"), TO_VISIT, DAY) == visit_form(catalog("id"), TO_VISIT, DAY)


def test_those_drawn_stand_first_and_the_overdue_are_named_once(folder_of: FolderOf) -> None:
    # Ten never seen since 2024: each is in the frame and overdue; three are drawn.
    store = Store.open(folder_of(Tables().add(10, "UEP").add(5, "UEP", CLOSED).add(1, "UEP", RUNNING)))
    found = grants_to_visit(store, visits=3)
    store.close()
    assert list(found["visit_reason"][:3]) == ["audit"] * 3
    assert set(found["visit_reason"][3:]) <= {"routine"}
    assert found["grant_id"].is_unique


def test_what_the_server_exports_of_it_is_loaded_as_it_is(tmp_path: Path, folder_of: FolderOf) -> None:
    folder = folder_of(Tables().add(2, "UEP", RUNNING))
    store = Store.open(folder)
    before, ids = (
        len(store.query("table", table_name="data.visits")),
        list(grants_to_visit(store, visits=2)["grant_id"]),
    )
    store.close()
    heads = ["SubmissionDate", *ASKED, "meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "ReviewState"]
    answers = {
        "grant_id": ids[0], "visited_on": "2026-06-20", "status": "running", "active_members": "1",
        "monthly_turnover_idr": "1500000", "obstacle": "market", "officer_role": "PSM", "visit_reason": "audit",
        "KEY": "uuid:1", "meta-instanceID": "uuid:1", "SubmissionDate": "2026-06-20T04:00:00.000Z",
        "ReviewState": "approved",
    }  # fmt: skip
    export = tmp_path / "visits.csv"
    export.write_text(",".join(heads) + "\n" + ",".join(answers.get(head, "") for head in heads) + "\n", "utf-8")
    report = import_exports(folder, [export], as_of=DAY, now=datetime(2026, 7, 1, tzinfo=UTC), add=True)
    assert (report.outcome, report.rejected) == ("accepted", ())
    store = Store.open(folder)
    visits = store.query("table", table_name="data.visits")
    store.close()
    assert len(visits) == before + 1
    (new,) = visits[visits["visit_reason"] == "audit"].to_dict("records")
    assert (new["grant_id"], new["status"], new["monthly_turnover_idr"]) == (ids[0], "running", 1_500_000)

"""The visit form as an XLSForm, made of the contract: what KoboToolbox and ODK fill comes back without a word to teach.

Questions bear the names of the contract's columns, choices its values; the grants to visit are preloaded with their
number and district, and nothing of a person. XLSForm: https://xlsform.org/en/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from analytics.contract import VISITS
from analytics.contract import Column as ContractColumn
from analytics.documents.table_files import workbook_of_sheets
from analytics.documents.typed_table import Column
from analytics.i18n import Catalog, catalog, languages

ASKED = (
    "grant_id", "visited_on", "status", "kube_class", "active_members", "workers_employed", "monthly_turnover_idr",
    "obstacle", "officer_role", "officer_code", "visit_reason",
)  # fmt: skip
"""Columns of the contract in the order of a visit. The number of the visit and its review come from the server."""

TYPES = {"date": "date", "count": "integer", "rupiah": "integer", "code": "text", "text": "text"}
OF_RUNNING = ("kube_class", "active_members", "workers_employed", "monthly_turnover_idr")
GRANTS = "grants_to_visit"
SURVEY = ("type", "name", "required", "default", "constraint", "relevant", "calculation", "appearance")

Row = Mapping[str, str | None]


def visit_form(t: Catalog, grants: pd.DataFrame, made_on: date) -> bytes:
    """The workbook with its sheets survey, choices and settings, in every language of the catalogs.

    `grants`: those to visit, columns grant_id, place, district and visit_reason (`audit` for those drawn). The language
    of `t` is the one that the form opens in.
    """
    sheets = {
        "survey": _sheet(list(survey_rows()), (*SURVEY, *_labels())),
        "choices": _sheet(list(choice_rows(grants)), ("list_name", "name", *_labels(), "visit_reason")),
        "settings": _sheet(
            [
                {
                    "form_title": t("visit_form.title", day=made_on.isoformat()),
                    "form_id": f"visits_{made_on:%Y%m%d}",
                    "version": f"{made_on:%Y%m%d}",
                    "default_language": _language(t),
                }
            ],
            ("form_title", "form_id", "version", "default_language"),
        ),
    }
    return workbook_of_sheets(t, sheets, made_on)


def survey_rows() -> Iterator[Row]:
    """A question a column; why the visit is made follows from the list that the grant stands on."""
    for name in ASKED:
        column = VISITS.column(name)
        yield {
            "type": _type(column),
            "name": name,
            "required": "yes" if column.required else None,
            "default": "today()" if column.kind == "date" else None,
            "constraint": _constraint(column),
            "relevant": "${status} = 'running'" if name in OF_RUNNING else None,
            "calculation": f"instance('{GRANTS}')/root/item[name = ${{grant_id}}]/visit_reason"
            if name == "visit_reason"
            else None,
            "appearance": "autocomplete" if name == "grant_id" else None,
            **{_label(t): t(f"contract.column.visits.{name}") for t in _catalogs()},
        }


def choice_rows(grants: pd.DataFrame) -> Iterator[Row]:
    """The values of each choice that is asked, then the grants."""
    for name in ASKED:
        column = VISITS.column(name)
        for value in column.domain if name != "visit_reason" else ():
            words = {_label(t): _value_words(t, name, value) for t in _catalogs()}
            yield {"list_name": name, "name": value, **words}
    for row in grants.to_dict("records"):
        district = "" if pd.isna(row["district"]) else f"{row['district']}, "
        words = {_label(t): f"{row['grant_id']} · {district}{row['place']}" for t in _catalogs()}
        yield {"list_name": GRANTS, "name": str(row["grant_id"]), "visit_reason": str(row["visit_reason"]), **words}


def _type(column: ContractColumn) -> str:
    if column.name == "grant_id":
        return f"select_one {GRANTS}"
    if column.name == "visit_reason":
        return "calculate"
    return f"select_one {column.name}" if column.domain else TYPES[column.kind]


def _constraint(column: ContractColumn) -> str | None:
    if column.minimum is None and column.maximum is None:
        return ". <= today()" if column.kind == "date" else None
    ends = ((">=", column.minimum), ("<=", column.maximum))
    return " and ".join(f". {sign} {end}" for sign, end in ends if end is not None)


def _value_words(t: Catalog, name: str, value: str) -> str:
    key = f"imports.status.{value}" if name == "status" else f"imports.choice.{name}.{value}"
    return t(key) if t.has(key) else value


def _catalogs() -> list[Catalog]:
    return [catalog(lang) for lang in languages()]


def _language(t: Catalog) -> str:
    return f"{t('frame.language')} ({t.lang})"


def _label(t: Catalog) -> str:
    return f"label::{_language(t)}"


def _labels() -> list[str]:
    return [_label(t) for t in _catalogs()]


def _sheet(rows: Sequence[Row], heads: Sequence[str]) -> list[Column]:
    return [Column(head, head, [row.get(head) for row in rows]) for head in heads]

"""The report of an import in the reader's words: sentences, remedies, and the JSON of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analytics.contract import TABLES
from analytics.i18n import Catalog
from analytics.ingest.choices import Choices
from analytics.ingest.report import FileReport, Ignored, Rejected, RejectedAlike, RejectedRecord, Report, Warned
from analytics.programmes import PROGRAMMES


def refusal_sentence(file: FileReport, t: Catalog) -> str:
    """Why a file was refused, in one sentence."""
    sentence = t(f"ingest.refused.{file.refused_because}", **_details_in_words(file.details, t))
    sheet = file.details.get("sheet")
    return t("ingest.in_sheet", sheet=sheet, sentence=sentence) if sheet else sentence


def refusal_remedy(file: FileReport, t: Catalog) -> str:
    """What to do about a refused file."""
    remedy = t(f"ingest.refused_remedy.{file.refused_because}", **_details_in_words(file.details, t))
    return f"{remedy} {t('ingest.sheet_remedy')}" if "sheet" in file.details else remedy


def place_of(item: Rejected | Warned | Ignored | RejectedRecord, t: Catalog) -> str:
    """The file of a row, and its sheet where several of it were read."""
    return t("ingest.file_and_sheet", file=item.file, sheet=item.sheet) if item.sheet else item.file


def rejection_sentence(item: Rejected, t: Catalog) -> str:
    """What is wrong with a rejected row: what was found and what was expected."""
    words = _details_in_words({"column": item.column, "found": item.found, **item.details}, t)
    return t(f"ingest.reason.{item.reason}", programmes=", ".join(PROGRAMMES), **words)


def rejection_remedy(item: Rejected, t: Catalog) -> str:
    """What to do about a rejected row."""
    return t(f"ingest.remedy.{item.reason}")


def alike_sentence(group: RejectedAlike, t: Catalog) -> str:
    """How many records were rejected for one reason, the first of them, and what to do."""
    example = group.example
    return t(
        "ingest.rejected_alike", rows=group.rows, file=place_of(example, t), row=example.row,
        sentence=rejection_sentence(example, t), remedy=rejection_remedy(example, t),
    )  # fmt: skip


def column_words(table: str, column: str, t: Catalog) -> str:
    """A column of the contract by its name and by the heading that exports give it."""
    aliases = TABLES[table].column(column).aliases
    return f"{column} ({aliases[0].replace('_', ' ').title()})" if aliases else column


def choice_sentence(part: Choices, t: Catalog) -> str:
    """One thing that the reader said of a file."""
    if part.table:
        return t("imports.choice_made.table", table=t(f"imports.table.{part.table}"))
    for heading, column in part.columns.items():
        return t("imports.correct.now", heading=heading, column=column or t("imports.correct.not_loaded"))
    for column, order in part.day_orders.items():
        return t("imports.choice_made.days", column=column, order=t(f"imports.repair.day_order.{order}"))
    if part.member_rows:
        return t(f"imports.repair.member_rows.{part.member_rows}")
    return t("imports.choice_made.sheet", sheet=", ".join(part.sheets_left_out))


def warning_sentence(item: Warned, t: Catalog) -> str:
    """What the reader should know; of a cell that could not be read, that it was left empty."""
    words = _details_in_words({"column": item.column, **item.details}, t)
    if t.has(f"ingest.warning.{item.reason}"):
        return t(f"ingest.warning.{item.reason}", **words)
    return t("ingest.warning.left_empty", sentence=t(f"ingest.reason.{item.reason}", **words))


def as_json(report: Report, t: Catalog) -> dict[str, Any]:
    """The report as the command line writes it; `message` and `remedy` are in the language of `t`."""
    return {
        "outcome": report.outcome,
        "version": report.version,
        "as_of": report.as_of.isoformat(),
        "files": [_file(file, t) for file in report.files],
        "rejected": [
            {
                **_address(item), "column": item.column, "found": item.found, "reason": item.reason,
                "message": rejection_sentence(item, t), "remedy": rejection_remedy(item, t),
            }
            for item in report.rejected
        ],
        "rejected_by_reason": [
            {
                **_address(group.example), "column": group.column, "reason": group.reason, "rows": group.rows,
                "message": rejection_sentence(group.example, t), "remedy": rejection_remedy(group.example, t),
            }
            for group in report.rejected_alike
        ],
        "ignored": [{**_address(item), "reason": item.reason} for item in report.ignored],
        "warnings": [
            {
                **_address(item), "column": item.column, "reason": item.reason,
                "message": warning_sentence(item, t),
            }
            for item in report.warnings
        ],
        "unmapped": [
            {"table": word.table, "column": word.column, "found": word.found, "rows": word.rows}
            for word in report.unmapped
        ],
        "changes": {table: dict(change) for table, change in report.changes.items()},
        "rows_that_would_go": report.rows_that_would_go,
    }  # fmt: skip


def _address(item: Rejected | Ignored | Warned) -> dict[str, str | int]:
    return {"file": item.file, "sheet": item.sheet, "row": item.row}


def _file(file: FileReport, t: Catalog) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "file": file.file, "table": file.table, "records": file.records, "accepted": file.accepted,
        "rejected": file.rejected, "ignored": file.ignored, "refused_because": file.refused_because,
    }  # fmt: skip
    if file.refused_because:
        fields |= {"message": refusal_sentence(file, t), "remedy": refusal_remedy(file, t)}
    return fields


def _details_in_words(details: Mapping[str, str | int], t: Catalog) -> dict[str, str | int]:
    """Details with their codes in words: a table, what a file really is, the reason that most rows share."""
    words = dict(details)
    for key, room in (("table", "table"), ("expected", "table"), ("kind", "kind")):
        if key in words and t.has(f"ingest.{room}.{words[key]}"):
            words[key] = t(f"ingest.{room}.{words[key]}")
    if "reason" in words:
        words["reason"] = t(f"ingest.reason.{words['reason']}", programmes=", ".join(PROGRAMMES), **words)
    return words

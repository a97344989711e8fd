"""What came of an import, in the reader's words: the account, the rows to fix, what was noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analytics.import_words import (
    refusal_remedy,
    refusal_sentence,
    rejection_remedy,
    rejection_sentence,
    warning_sentence,
)
from analytics.ingest.report import FileReport, Rejected, Report
from analytics.memo.workbook import workbook_of_sheets
from analytics.text import Catalog
from analytics.text.numbers import number
from pages.parts.show import PROSE_PX, ROWS_SHOWN
from pages.parts.wording import as_typed

Rows = list[dict[str, object]]


def show_report(t: Catalog, report: Report) -> None:
    """The account of every file; then rows to fix, warnings and rows that were no records."""
    for file in refused_files(report):
        st.error(
            t(
                "imports.refused", file=as_typed(file.file), why=as_typed(refusal_sentence(file, t)),
                remedy=as_typed(refusal_remedy(file, t)),
            ),
            icon=":material/block:",
        )  # fmt: skip
    if any(file.records for file in report.files):
        st.dataframe(_frame(t, "account", account_rows(t, report)), hide_index=True, width="stretch")
        st.markdown(f":gray[{t('imports.balance')}]")
    show_changes(t, report)
    show_rejected(t, report)
    _show_list(t, "warnings", warning_rows(t, report))
    _show_list(t, "unmapped", unmapped_rows(t, report))
    _show_list(t, "ignored", ignored_rows(t, report))
    _show_list(t, "columns", column_rows(t, report))


def summary(t: Catalog, report: Report) -> str:
    """How many rows are ready and how many must be fixed."""
    counts = Counter(accepted=0, rejected=0)
    for file in report.files:
        counts.update(accepted=file.accepted, rejected=file.rejected)
    form = "all_ready" if not counts["rejected"] else "some_ready"
    return t(
        f"imports.{form}", ok=number(counts["accepted"], t.lang), bad=number(counts["rejected"], t.lang)
    )  # fmt: skip


def refused_files(report: Report) -> list[FileReport]:
    """The files for whose sake the import was refused."""
    others = ("other_file_refused", "would_drop_rows")
    return [file for file in report.files if file.refused_because and file.refused_because not in others]


def show_changes(t: Catalog, report: Report) -> None:
    """Rows added, changed and gone, table by table."""
    lines = change_lines(t, report.changes)
    if lines:
        st.markdown("\n".join(f"- {line}" for line in lines))
    elif report.changes:
        st.markdown(t("imports.no_change"))


def change_lines(t: Catalog, changes: Mapping[str, Mapping[str, int]]) -> list[str]:
    """One sentence a table in which anything changes."""
    return [
        t(
            "imports.change",
            table=t(f"imports.table.{table}"),
            **{name: number(count, t.lang) for name, count in change.items()},
        )
        for table, change in changes.items()
        if any(change.values())
    ]


def show_rejected(t: Catalog, report: Report) -> None:
    """The rows that were not loaded, each with what is wrong and what to do, and the workbook to fix them in."""
    if not report.rejected:
        return
    rejected = len(report.rejected)
    with st.expander(t("imports.rejected.title", count=number(rejected, t.lang)), expanded=True):
        rows = [rejected_row(t, item) for item in report.rejected[:ROWS_SHOWN]]
        st.dataframe(_frame(t, "rejected", rows), hide_index=True, width="stretch")
        if rejected > ROWS_SHOWN:
            st.markdown(f":gray[{t('imports.rejected.more', count=number(rejected - ROWS_SHOWN, t.lang))}]")
        st.download_button(
            t("imports.rejected.download"), lambda: rejected_workbook(t, report), t("imports.rejected.file"),
            on_click="ignore", key=f"imports_rejected_{id(report)}",
        )  # fmt: skip
        st.markdown(f":gray[{t('imports.rejected.how')}]")


def rejected_row(t: Catalog, item: Rejected) -> dict[str, object]:
    """One rejected row as it is listed."""
    return {
        "file": item.file,
        "row": item.row,
        "column": item.column,
        "found": item.found,
        "message": rejection_sentence(item, t),
        "remedy": rejection_remedy(item, t),
    }


def rejected_workbook(t: Catalog, report: Report) -> bytes:
    """The rejected records, a sheet a table, to be corrected and sent back; and the list of all that is wrong."""
    wrong: dict[tuple[str, int], list[Rejected]] = {}
    for item in report.rejected:
        wrong.setdefault((item.file, item.row), []).append(item)
    sheets: dict[str, Rows] = {}
    for record in report.rejected_records:
        items = wrong.get((record.file, record.row), [])
        said = {
            t("imports.rejected.column.file"): record.file,
            t("imports.rejected.column.row"): record.row,
            t("imports.rejected.column.message"): " ".join(rejection_sentence(item, t) for item in items),
            t("imports.rejected.column.remedy"): " ".join(rejection_remedy(item, t) for item in items),
        }
        sheets.setdefault(record.table, []).append({**said, **record.cells})
    frames = {table: pd.DataFrame(rows) for table, rows in sheets.items()}
    frames[t("imports.rejected.sheet")] = _frame(t, "rejected", [rejected_row(t, item) for item in report.rejected])
    return workbook_of_sheets(frames, [t("imports.rejected.heading"), t("imports.rejected.how")])


def account_rows(t: Catalog, report: Report) -> Rows:
    """Every file: what it was taken for, and what became of its records."""
    return [
        {
            "file": file.file,
            "table": t(f"imports.table.{file.table or 'unknown'}"),
            "records": number(file.records, t.lang),
            "accepted": number(file.accepted, t.lang),
            "rejected": number(file.rejected, t.lang),
            "ignored": number(file.ignored, t.lang),
        }
        for file in report.files
    ]


def warning_rows(t: Catalog, report: Report) -> Rows:
    return [
        {"file": item.file, "row": item.row, "column": item.column, "message": warning_sentence(item, t)}
        for item in report.warnings
    ]


def unmapped_rows(t: Catalog, report: Report) -> Rows:
    return [
        {"table": t(f"imports.table.{item.table}"), "column": item.column, "found": item.found, "rows": item.rows}
        for item in report.unmapped
    ]


def ignored_rows(t: Catalog, report: Report) -> Rows:
    return [
        {"file": item.file, "row": item.row, "message": t(f"ingest.ignored.{item.reason}")} for item in report.ignored
    ]


def column_rows(t: Catalog, report: Report) -> Rows:
    """Every heading and what it was read as."""
    rows: Rows = []
    for file in report.files:
        rows += [{"file": file.file, "heading": heading, "column": name} for heading, name in file.columns.items()]
        for kind, headings in (("unknown", file.unknown), ("dropped", file.dropped)):
            said = t(f"imports.columns.{kind}")
            rows += [{"file": file.file, "heading": heading, "column": said} for heading in headings]
    return rows


def _show_list(t: Catalog, name: str, rows: Rows) -> None:
    if not rows:
        return
    with st.expander(t(f"imports.{name}.title", count=number(len(rows), t.lang))):
        if t.has(f"imports.{name}.text"):
            with st.container(width=PROSE_PX):
                st.markdown(f":gray[{t(f'imports.{name}.text')}]")
        st.dataframe(_frame(t, name, rows[:ROWS_SHOWN]), hide_index=True, width="stretch")


def _frame(t: Catalog, name: str, rows: Rows) -> pd.DataFrame:
    return pd.DataFrame(rows).rename(columns=lambda column: t(f"imports.{name}.column.{column}"))

"""What came of an import, in the reader's words: the account, the rows to fix, what was noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

import pandas as pd
import streamlit as st

from analytics.documents.table_files import workbook_of_sheets
from analytics.documents.typed_table import Column
from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.ingest.report import FileReport, Rejected, Report
from analytics.wording.imports import (
    alike_sentence,
    place_of,
    refusal_remedy,
    refusal_sentence,
    rejection_remedy,
    rejection_sentence,
    warning_sentence,
)
from analytics.wording.versions import change_lines
from pages.shared.downloads import offer_download
from pages.shared.escape import escaped
from pages.shared.show import PROSE_PX

ROWS_SHOWN = 500
LINES_SHOWN = 8
LINES_OPENED = 50
ROWS_NAMED = 5

WAITING = ("other_file_refused", "would_drop_rows")
"""Refusals of a file for the sake of another, or of the data that there is."""

Rows = list[dict[str, object]]
Status = Literal["ready", "in_part", "waiting", "refused"]


class Said(NamedTuple):
    """A sentence about a row of a file."""

    file: str
    row: int
    sentence: str


def show_refusals(t: Catalog, report: Report) -> None:
    """Why the import is refused, and what to do, file by file; what waits for another file is no fault of its own."""
    for file in refused_files(report):
        if status_of(file) == "waiting":
            st.info(t("imports.waits_for_grants", file=escaped(file.file)), icon=":material/hourglass_top:")
            continue
        st.error(
            t(
                "imports.refused", file=escaped(file.file), why=escaped(refusal_sentence(file, t)),
                remedy=escaped(refusal_remedy(file, t)),
            ),
            icon=":material/block:",
        )  # fmt: skip


def show_account(t: Catalog, report: Report) -> None:
    """The account of every file, what changes, and the rows to fix."""
    if any(file.records for file in report.files):
        st.dataframe(framed(t, "account", account_rows(t, report)), hide_index=True, width="stretch")
        if report.outcome != "refused":
            st.markdown(f":gray[{t('imports.balance')}]")
    for recipe in dict.fromkeys(file.recipe for file in report.files if file.recipe):
        st.markdown(f":material/bookmark: {escaped(t('ingest.warning.recipe_applied', recipe=recipe))}")
    _show_not_read(t, report)
    show_changes(t, report)
    show_rejected(t, report)


def _show_not_read(t: Catalog, report: Report) -> None:
    """What was brought and is in no account of rows, by name: nobody need open a list to see it."""
    if report.not_read:
        said = [Said(place_of(one, t), one.row, warning_sentence(one, t)) for one in report.not_read]
        st.warning("\n".join(f"- {line}" for line in lines(t, said, LINES_SHOWN)), icon=":material/visibility_off:")


def show_remarks(t: Catalog, report: Report) -> None:
    """Warnings, rows that were no records, and what every heading was read as."""
    _show_said(t, "warnings", [Said(place_of(one, t), one.row, warning_sentence(one, t)) for one in report.warnings])
    _show_said(
        t, "ignored", [Said(place_of(one, t), one.row, t(f"ingest.ignored.{one.reason}")) for one in report.ignored]
    )
    _show_list(t, "columns", column_rows(t, report))


def summary(t: Catalog, report: Report) -> str:
    """How many rows are ready and how many must be fixed."""
    counts = Counter(accepted=0, rejected=0)
    for file in report.files:
        counts.update(accepted=file.accepted, rejected=file.rejected)
    form = "rest_not_read" if report.not_read else "some_ready" if counts["rejected"] else "all_ready"
    return t(
        f"imports.{form}", ok=number(counts["accepted"], t.lang), bad=number(counts["rejected"], t.lang)
    )  # fmt: skip


def refused_files(report: Report) -> list[FileReport]:
    """The files for whose sake the import was refused."""
    return [file for file in report.files if file.refused_because and file.refused_because not in WAITING]


def status_of(file: FileReport) -> Status:
    """How a file stands; of a refused import, whether it waits for another file or is what stands in the way."""
    if file.refused_because is None:
        return "in_part" if file.rejected else "ready"
    lacks_grants = (file.refused_because, file.details.get("reason")) == ("no_row_kept", "unknown_grant")
    return "waiting" if lacks_grants or file.refused_because in WAITING else "refused"


def show_changes(t: Catalog, report: Report) -> None:
    """Rows added, changed and gone, table by table."""
    lines = change_lines(t, report.changes)
    if lines:
        st.markdown("\n".join(f"- {line}" for line in lines))
    elif report.changes:
        st.markdown(t("imports.no_change"))


def show_rejected(t: Catalog, report: Report) -> None:
    """The rows that were not loaded, reason by reason with an example and what to do, and the workbook of them all."""
    if not report.rejected:
        return
    rejected = len(report.rejected)
    alike = report.rejected_alike
    said = [f"- {escaped(alike_sentence(group, t))}" for group in alike[:LINES_SHOWN]]
    if len(alike) > LINES_SHOWN:
        said.append(f"- {t('imports.more_lines', count=number(len(alike) - LINES_SHOWN, t.lang))}")
    with st.container(width=PROSE_PX):
        st.markdown("\n".join(said))
        offer_download(
            t("imports.rejected.download"), lambda: rejected_workbook(t, report), t("imports.rejected.file"),
            icon=":material/download:", key="imports_rejected_rows",
        )  # fmt: skip
        st.markdown(f":gray[{t('imports.rejected.how')}]")
    with st.expander(t("imports.rejected.title", count=number(rejected, t.lang))):
        rows = [rejected_row(t, item) for item in report.rejected[:ROWS_SHOWN]]
        st.dataframe(framed(t, "rejected", rows), hide_index=True, width="stretch")
        if rejected > ROWS_SHOWN:
            st.markdown(f":gray[{t('imports.rejected.more', count=number(rejected - ROWS_SHOWN, t.lang))}]")


def lines(t: Catalog, said: Sequence[Said], most: int) -> list[str]:
    """What is said of rows, once for all rows of a file of which it is said, the most frequent first."""
    alike: dict[tuple[str, str], list[int]] = {}
    for one in said:
        alike.setdefault((one.file, one.sentence), []).append(one.row)
    shown = sorted(alike.items(), key=lambda group: -len(group[1]))[:most]
    written = [
        t("imports.line", file=escaped(file), rows=_row_words(t, rows), sentence=escaped(sentence))
        for (file, sentence), rows in shown
    ]
    if len(alike) > len(shown):
        written.append(t("imports.more_lines", count=number(len(alike) - len(shown), t.lang)))
    return written


def _row_words(t: Catalog, rows: list[int]) -> str:
    if len(rows) == 1:
        return t("imports.row", row=rows[0])
    first = ", ".join(map(str, rows[:ROWS_NAMED]))
    more = number(len(rows) - ROWS_NAMED, t.lang)
    return t("imports.rows" if len(rows) <= ROWS_NAMED else "imports.rows_more", rows=first, count=more)


def _show_lines(t: Catalog, said: Sequence[Said], most: int) -> None:
    st.markdown("\n".join(f"- {line}" for line in lines(t, said, most)))


def rejected_row(t: Catalog, item: Rejected) -> dict[str, object]:
    """One rejected row as it is listed."""
    return {
        "file": place_of(item, t),
        "row": item.row,
        "column": item.column,
        "found": item.found,
        "message": rejection_sentence(item, t),
        "remedy": rejection_remedy(item, t),
    }


def rejected_workbook(t: Catalog, report: Report) -> bytes:
    """The rejected records, a sheet a table, to be corrected and sent back; and the list of all that is wrong."""
    wrong: dict[tuple[str, str, int], list[Rejected]] = {}
    for item in report.rejected:
        wrong.setdefault((item.file, item.sheet, item.row), []).append(item)
    sheets: dict[str, Rows] = {}
    for record in report.rejected_records:
        items = wrong.get((record.file, record.sheet, record.row), [])
        said = {
            t("imports.rejected.column.file"): place_of(record, t),
            t("imports.rejected.column.row"): record.row,
            t("imports.rejected.column.message"): " ".join(rejection_sentence(item, t) for item in items),
            t("imports.rejected.column.remedy"): " ".join(rejection_remedy(item, t) for item in items),
        }
        sheets.setdefault(record.table, []).append({**said, **record.cells})
    listed: Rows = [
        {t(f"imports.rejected.column.{name}"): said for name, said in rejected_row(t, item).items()}
        for item in report.rejected
    ]
    about: Rows = [{t("tables.about.columns.value"): t(f"imports.rejected.{name}")} for name in ("heading", "how")]
    sheets |= {t("imports.rejected.sheet"): listed, t("tables.about.sheet"): about}
    return workbook_of_sheets(t, {name: columns_of(rows) for name, rows in sheets.items()})


def columns_of(rows: Rows) -> list[Column]:
    """Rows as columns, in the order in which their headings first come up."""
    headings = dict.fromkeys(heading for row in rows for heading in row)
    return [Column(heading, heading, [row.get(heading) for row in rows], "count") for heading in headings]


def account_rows(t: Catalog, report: Report) -> Rows:
    """Every file: what it was taken for, and what became of its records."""
    return [
        {
            "file": file.file,
            "table": t(f"imports.table.{file.table or 'unknown'}"),
            **{name: _count(t, file, name) for name in ("records", "accepted", "rejected", "ignored")},
            "status": t(f"imports.status_of.{status_of(file)}"),
        }
        for file in report.files
    ]


def _count(t: Catalog, file: FileReport, name: str) -> str:
    """A number of the account; of a file that was not loaded, whether a row was accepted or rejected is not told."""
    is_told = file.refused_because is None or name in ("records", "ignored")
    return number(getattr(file, name), t.lang) if is_told else "–"


def column_rows(t: Catalog, report: Report) -> Rows:
    """Every heading and what it was read as."""
    rows: Rows = []
    for file in report.files:
        rows += [{"file": file.file, "heading": heading, "column": name} for heading, name in file.columns.items()]
        for kind, headings in (("unknown", file.unknown), ("dropped", file.dropped)):
            said = t(f"imports.columns.{kind}")
            rows += [{"file": file.file, "heading": heading, "column": said} for heading in headings]
    return rows


def _show_said(t: Catalog, name: str, said: Sequence[Said]) -> None:
    if not said:
        return
    with st.expander(t(f"imports.{name}.title", count=number(len(said), t.lang))), st.container(width=PROSE_PX):
        st.markdown(f":gray[{t(f'imports.{name}.text')}]")
        _show_lines(t, said, LINES_OPENED)


def _show_list(t: Catalog, name: str, rows: Rows) -> None:
    if not rows:
        return
    with st.expander(t(f"imports.{name}.title", count=number(len(rows), t.lang))):
        st.markdown(f":gray[{t(f'imports.{name}.text')}]")
        st.dataframe(framed(t, name, rows[:ROWS_SHOWN]), hide_index=True, width="stretch")


def framed(t: Catalog, name: str, rows: Rows) -> pd.DataFrame:
    """Rows as a table headed by the words of `imports.<name>.column`."""
    return pd.DataFrame(rows).rename(columns=lambda column: t(f"imports.{name}.column.{column}"))

"""Workbooks, whatever wrote them: every sheet of cells, hidden ones too, as rows of text."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from analytics.ingest.files import binary_workbooks, odf, xlsx
from analytics.ingest.files.exports import Format
from analytics.ingest.files.grids import Grid

WORKBOOKS: tuple[Format, ...] = ("xlsx", "xlsb", "xls", "ods", "fods")


def opened_sheets(path: Path, kind: Format) -> AbstractContextManager[list[Grid]]:
    """The sheets of a workbook, in order.

    Raises RefusalError: `bomb`, `cells_far_apart`, `damaged_workbook`, `has_password`; so does reading a sheet.
    """
    if kind == "xlsb":
        binary_workbooks.look_over(path)
    readers = {
        "xlsx": xlsx.opened_sheets, "ods": odf.opened_sheets, "fods": odf.opened_flat_sheets,
    }  # fmt: skip
    return readers.get(kind, binary_workbooks.opened_sheets)(path)

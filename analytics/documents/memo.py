"""The decision memo as a PDF: two or three A4 pages, tagged for readers who listen (PDF/UA-1).

The template stands in `decision.typ`, what it draws in `pictures.typ`. Words and numbers go in as JSON, so that nothing
in the data, a name of a file or of a district, can become markup.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import typst

from analytics.answers.memo_contents import Contents
from analytics.documents.layout import sheet
from analytics.i18n import Catalog

FOLDER = Path(__file__).parent


def decision_memo(contents: Contents, t: Catalog) -> bytes:
    """The PDF in the language of the catalog. The same contents give the same bytes: it is dated by its version, and
    set in the fonts that typst brings with it."""
    return typst.compile(
        FOLDER / "decision.typ",
        root=FOLDER,
        ignore_system_fonts=True,
        sys_inputs={"memo": json.dumps(sheet(contents, t), ensure_ascii=False, allow_nan=False)},
        pdf_standards="ua-1",
        timestamp=datetime.fromisoformat(contents.head.manifest.imported_at),
    )

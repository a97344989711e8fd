"""Text that no spreadsheet runs, wherever in a file it stands."""

from __future__ import annotations

import re

STARTS_A_FORMULA = re.compile(r"(?:^|(?<=[;,|\t\r\n]))(?=\s*[=+\-@＝＋－＠]|[\t\r\n])")
"""Where a cell may begin that is read as a formula: at the start, and after what some spreadsheet takes for the end of
a cell. Excel reads the wide forms of the signs too."""


def neutral(text: str) -> str:
    """The text with an apostrophe before what would be run; other text as it is."""
    return STARTS_A_FORMULA.sub("'", text)


def without_controls(text: str) -> str:
    """The text without the characters that XML, and so a workbook, cannot hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)

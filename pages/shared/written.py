"""Tables whose numbers stay numbers and are written in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd


def written(table: pd.DataFrame, words: Mapping[str, Callable[[float], str]]) -> pd.io.formats.style.Styler:
    """The table with each of these columns written so; the rest as it is."""
    return table.style.format(dict(words), na_rep="")  # type: ignore[arg-type]

"""What a table on a page shows: each cell as the reader reads it."""

from __future__ import annotations

import pandas as pd
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Dataframe

from analytics.wording.estimates import DASH


def written(table: Dataframe) -> pd.DataFrame:
    """The cells in words, a dash where nothing stands."""
    data = table.proto.arrow_data
    if not data.HasField("styler"):
        return table.value
    shown = convert_arrow_bytes_to_pandas_df(data.styler.display_values)
    return shown.set_axis(table.value.columns, axis=1).where(table.value.notna(), DASH)


def table_with(page: AppTest, heading: str) -> pd.DataFrame:
    """The first table of the page that has this heading, in words."""
    return next(written(table) for table in page.dataframe if heading in table.value)


def rows_with(page: AppTest, heading: str) -> list[list[str]]:
    """The rows of that table."""
    rows: list[list[str]] = table_with(page, heading).to_numpy().tolist()
    return rows

"""Synthetic exports: what the agency's own could look like, made from the contract and from a seed.

    plan (what was disbursed: the published counts) -> grants -> lives (when each closed) -> visits -> files

No row describes a person or a group that exists. What is calibrated to published figures and what is
assumed is listed in `data/sample/README.md`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import duckdb
import numpy as np
import pandas as pd

from analytics import contract
from analytics.sample.grants import draw_grants
from analytics.sample.lives import draw_lives
from analytics.sample.plan import targets
from analytics.sample.visits import draw_visits

SEED = 2026
LAST_DAY = date(2026, 6, 30)
"""No visit is later: the date to which the sample speaks."""

Format = Literal["csv", "parquet"]


def write_sample(
    out_dir: Path, grants: int | None = None, seed: int = SEED, format: Format = "csv"
) -> tuple[Path, ...]:
    """Write grants, visits and targets to `out_dir` (made if absent) and return the three paths.

    `grants` is the number of grants, shared over programmes, years and regencies as in the published plan;
    left out, it is the plan itself (3,110). The same arguments give the same bytes with the same pinned
    libraries. Calibration (the 46% of KUBE) holds for the default size and seed only.
    """
    streams = [np.random.default_rng([seed, stream]) for stream in range(3)]
    made = draw_grants(streams[0], grants)
    visits = draw_visits(made, draw_lives(made, streams[1]), streams[2], LAST_DAY)
    out_dir.mkdir(parents=True, exist_ok=True)
    frames = {"grants": made, "visits": visits, "targets": targets()}
    return tuple(_write(frame, contract.TABLES[name], out_dir, format) for name, frame in frames.items())


def _write(frame: pd.DataFrame, table: contract.Table, out_dir: Path, format: Format) -> Path:
    """One table, its columns in the order and types of the contract, without those that it lacks."""
    path = out_dir / f"{table.name}.{format}"
    columns = [column for column in table.columns if column.name in frame]
    with duckdb.connect() as connection:
        relation = connection.from_df(frame[[column.name for column in columns]])
        declared = relation.select(*(duckdb.ColumnExpression(c.name).cast(c.sql_type).alias(c.name) for c in columns))
        if format == "csv":
            declared.write_csv(str(path), header=True)
        else:
            declared.write_parquet(str(path))
    return path

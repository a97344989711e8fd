"""What the reader says of a file that its cells do not tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from analytics.ingest.cells.days import DayOrder

MemberRows = Literal["group_amount", "member_amount", "grant"]
"""A row is a member, and its amount what the whole group received, or that member's part of it; or a row is a grant."""


@dataclass(frozen=True)
class Choices:
    """How a file is to be read. What is left open its columns tell.

    - `table`: what it holds.
    - `columns`: headings, as `files.headings.labels` writes them, with the column that each is; None is none.
    - `day_orders`: of columns of days, how they are written.
    - `member_rows`: whether a row is a member of a group, and what its amount is then.
    - `sheets_left_out`: sheets that are not read.
    """

    table: str | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)
    day_orders: Mapping[str, DayOrder] = field(default_factory=dict)
    member_rows: MemberRows | None = None
    sheets_left_out: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Choices()

    @property
    def parts(self) -> tuple[Choices, ...]:
        """One by one. Together (`over`) they are these choices again."""
        return (
            *([Choices(self.table)] if self.table else []),
            *(Choices(columns={heading: column}) for heading, column in self.columns.items()),
            *(Choices(day_orders={column: order}) for column, order in self.day_orders.items()),
            *([Choices(member_rows=self.member_rows)] if self.member_rows else []),
            *(Choices(sheets_left_out=(sheet,)) for sheet in self.sheets_left_out),
        )

    def over(self, others: Choices) -> Choices:
        """These choices, and those of `others` where these leave something open."""
        return Choices(
            self.table or others.table,
            {**others.columns, **self.columns},
            {**others.day_orders, **self.day_orders},
            self.member_rows or others.member_rows,
            tuple(dict.fromkeys((*others.sheets_left_out, *self.sheets_left_out))),
        )

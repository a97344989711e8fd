"""The frame around every page: which data, which day, which grants, in which words and colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import TypeVar

import pandas as pd

from analytics.answers import figures
from analytics.charts.palette import SCREEN, Palette
from analytics.estimate import Estimate
from analytics.i18n import Catalog, catalog
from analytics.store.database import Selection, Store
from pages.shared.address import chosen_language
from pages.shared.filters import filters_in_address, options_of, regencies_of
from pages.shared.memory import Question, open_served, remembered
from pages.shared.opening import require_dashboard

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Frame:
    """What a page works with: `stem` is its file and address, `where` holds the active filters, `as_of` the day on
    which figures stand; `left_out` says which of the filters were set by what they leave out."""

    stem: str
    t: Catalog
    store: Store
    as_of: date
    where: Selection
    palette: Palette = SCREEN
    left_out: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def lang(self) -> str:
        return self.t.lang

    @cached_property
    def regencies(self) -> dict[str, str]:
        """Code to name of every regency, in official order."""
        return regencies_of(self.store)

    @property
    def picked_regencies(self) -> list[str]:
        """Codes of the regencies that the filters leave, in official order."""
        return [code for code in self.regencies if code in self.where.get("regency", self.regencies)]

    @property
    def only_programme(self) -> str:
        """The programme whose colour a picture of all grants may have: the one that is filtered for, else none."""
        picked = self.where.get("programme", [])
        return str(picked[0]) if len(picked) == 1 else ""

    @property
    def bar_color(self) -> str:
        """The colour of bars over all grants: that of the only programme, else the grey of no programme."""
        return self.palette.of_programme(self.only_programme) if self.only_programme else self.palette.unknown

    def narrowed(self, **where: Sequence[str | int]) -> Frame:
        """The same page under more filters; one given here overrides the active one of the same name."""
        return replace(self, where={**self.where, **{name: values for name, values in where.items() if values}})

    @property
    def before_leaving_out(self) -> Frame:
        """The same page with nothing left out."""
        return self.without(*self.left_out)

    def without(self, *filters: str) -> Frame:
        """The same page as if these filters were not set."""
        return replace(self, where={name: values for name, values in self.where.items() if name not in filters})

    def ask(self, question: Callable[..., Answer], **arguments: object) -> Answer:
        """What a function of `analytics.answers` says under the active day and filters."""
        return self.ask_of_version(question, as_of=self.as_of, where=self.where, **arguments)

    def ask_of_version(self, question: Callable[..., Answer], **arguments: object) -> Answer:
        """What a function of `analytics.answers` says of the version, whatever the day and filters."""
        key = (self.store.manifest.version_key, question.__module__, question.__qualname__, arguments)
        return remembered(Question(partial(question, self.store, **arguments), key))

    def estimates(self, key: str, by: Sequence[str] = (), **where: Sequence[str | int]) -> list[Estimate]:
        """Estimates under the active filters; a filter given here overrides the active one of the same name."""
        return self.narrowed(**where).ask(figures.figures, key=key, by=tuple(by))

    def by_programme(self, key: str, **where: Sequence[str | int]) -> dict[str, Estimate]:
        """One estimate per programme that has any, in the order of `PROGRAMMES`."""
        return figures.by_programme(self.estimates(key, by=["programme"], **where))

    def estimate(self, key: str, **where: Sequence[str | int]) -> Estimate:
        """The one Estimate over all grants that the filters leave."""
        return self.estimates(key, (), **where)[0]

    def rows(self, query: str) -> pd.DataFrame:
        """Rows of a query in `sql/` that is no figure (names, lists), of the whole version."""
        return self.store.query(query)

    def filtered_rows(self, query: str, **parameters: object) -> pd.DataFrame:
        """Rows of a query in `sql/` that is no figure, under the active filters and date."""
        return self.store.query(query, as_of=self.as_of, picked=self.where, **parameters)

    @property
    def grants(self) -> int:
        """How many grants the filters leave."""
        return int(self.estimate("grants").value or 0)


def page_frame(stem: str) -> Frame:
    """Every page begins with it. Brings up the dashboard where the page was opened by its address without it."""
    require_dashboard()
    store = open_served()
    filters = filters_in_address(store)
    return Frame(
        stem,
        catalog(chosen_language()),
        store,
        filters.as_of,
        filters.where(options_of(store)),
        left_out=filters.left_out,
    )

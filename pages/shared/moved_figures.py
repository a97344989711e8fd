"""The headline figures that moved from one version of the data to another, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.answers.moved_figures import COUNTED, HEADLINES, MovedFigure, figures_moved, made_from
from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import day, number, rupiah
from analytics.store.database import Store
from analytics.store.versions import Manifest, StoreError, versions
from analytics.wording.estimates import n_words, sampling_words, value_words
from analytics.wording.versions import change_lines
from pages.shared.memory import Question, remembered
from pages.shared.settings import store_folder
from pages.shared.show import show_note, show_text

NONE = "–"


@st.fragment
def show_moved(t: Catalog, manifest: Manifest, before: Manifest) -> None:
    """What moved with a version, once it is asked for: the figures of both versions are then calculated."""
    opened = st.expander(
        t("imports.moved.title", version=manifest.version, before=before.version),
        key=f"imports_moved_{manifest.version}",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        try:
            with st.spinner(t("imports.moved.wait")):
                moved = said_anew(t, _moved(store_folder(), before, manifest, HEADLINES))
        except StoreError as error:
            st.error(t(f"store_error.{error.code}", **error.details), icon=":material/error:")
            return
        days = {name: _day(t, one.latest_on) for name, one in (("before_on", before), ("after_on", manifest))}
        form = "some" if moved else "none"
        st.markdown(t(f"imports.moved.{form}", count=number(len(moved), t.lang), **days))
        if moved:
            show_text("\n".join(f"- {line}" for line in lines(t, moved)))
            show_note(t("imports.moved.caveat"))
            st.dataframe(moved_table(t, moved), hide_index=True, width="stretch", height="content")


def lines_since_before(t: Catalog, store: Store) -> list[str]:
    """For a page that shows the version in use: rows that came, changed and went with it, and what moved in the counts
    and persistence, one line per figure.

    Nothing where it is the sample, the first version, or made from one that is gone.
    """
    known = {one.version: one for one in versions(store_folder())}
    before = known.get(made_from(store.manifest, list(known.values())) or "")
    if store.manifest.version_key != _key(known.get(store.manifest.version)) or before is None:
        return []
    try:
        moved = said_anew(t, _moved(store_folder(), before, store.manifest, COUNTED))
    except StoreError:
        moved = []
    return [*change_lines(t, store.manifest.changes), *lines(t, moved)]


def lines(t: Catalog, moved: Sequence[MovedFigure]) -> list[str]:
    """One line per figure: each programme before and after, with n where the figure is no count."""
    return [
        t(
            "imports.moved.line",
            name=t(f"indicators.{indicator}.name"),
            programmes="; ".join(
                t("imports.moved.from_to", programme=t(f"programme.{one.programme}.short"), before=_told(t, one.before),
                  after=_told(t, one.after))
                for one in alike
            ),
        )
        for indicator, alike in groupby(moved, key=lambda one: one.indicator)
    ]  # fmt: skip


def moved_table(t: Catalog, moved: Sequence[MovedFigure]) -> pd.DataFrame:
    """Before and after, each with its interval and n."""
    rows = [
        {
            "figure": t(f"indicators.{one.indicator}.name"),
            "programme": t(f"programme.{one.programme}.short"),
            "before": _value(t, one.before),
            "after": _value(t, one.after),
            "interval_before": _interval(t, one.before),
            "interval_after": _interval(t, one.after),
            "n_before": _n(t, one.before),
            "n_after": _n(t, one.after),
        }
        for one in moved
    ]
    return pd.DataFrame(rows).rename(columns=lambda column: t(f"imports.moved.column.{column}"))


def said_anew(t: Catalog, moved: Sequence[MovedFigure]) -> list[MovedFigure]:
    """Those that read otherwise than before: what moved in places that are not shown did not move."""
    return [one for one in moved if _value(t, one.before) != _value(t, one.after)]


def _moved(folder: Path, before: Manifest, after: Manifest, keys: tuple[str, ...]) -> list[MovedFigure]:
    calculate = partial(figures_moved, folder, before.version, after.version, keys)
    return remembered(Question(calculate, ("figures_moved", folder, before.version_key, after.version_key, keys)))


def _key(manifest: Manifest | None) -> str:
    return manifest.version_key if manifest else ""


def _value(t: Catalog, one: Estimate | None) -> str:
    if one is None:
        return NONE
    return rupiah(one.value, t.lang) if one.unit == "idr" and one.value is not None else value_words(t, one)


def _told(t: Catalog, one: Estimate | None) -> str:
    value = _value(t, one)
    if one is None or one.unit != "share":
        return value
    return t("imports.moved.with_n", value=value, n=n_words(t, one))


def _interval(t: Catalog, one: Estimate | None) -> str:
    if one is None or one.value is None:
        return NONE
    return sampling_words(t, one)


def _n(t: Catalog, one: Estimate | None) -> str:
    return NONE if one is None else n_words(t, one)


def _day(t: Catalog, on: date | None) -> str:
    return day(on, t.lang) if on else NONE

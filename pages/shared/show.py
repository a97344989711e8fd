"""The forms in which every page shows things: answer, picture, table, method, downloads. Empty, failed and
withheld look different."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from analytics.charts.style import config, headed
from analytics.i18n.numbers import day, number
from analytics.indicators import REGISTRY
from analytics.store.database import query_text
from analytics.wording.estimates import scope_words
from analytics.wording.versions import version_words
from pages.shared.frame import Frame
from pages.shared.grant_rows import show_grant_rows

PROSE_PX = 760


def show_answer(frame: Frame, sentence: str, *more: str, how_to_read: str = "") -> None:
    """The answer in one sentence, its figures in bold; a line of caveats; behind a click how to read the picture."""
    with st.container(key="answer", gap="xsmall"):
        st.header(sentence, anchor=False)
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            if any(more):
                show_note(" ".join(more))
            if how_to_read:
                show_how_to_read(frame, how_to_read)


def show_how_to_read(frame: Frame, text: str) -> None:
    """Behind a click: how the pictures are to be read."""
    with st.popover(frame.t("frame.how_to_read"), icon=":material/help:", type="tertiary"):
        show_text(text)


def show_section(title: str, text: str = "") -> None:
    """A heading inside a page and a line that says what is shown."""
    st.header(title, anchor=False, width=PROSE_PX)
    if text:
        show_note(text)


def show_text(text: str) -> None:
    """A paragraph or a list, no wider than one reads."""
    st.markdown(text, width=PROSE_PX)


def show_note(text: str) -> None:
    """What must be read with a figure, in a fainter ink."""
    show_text(f":gray[{text}]")


def show_chart(
    frame: Frame, figure: go.Figure, alt: str, key: str, pick: Callable[[str], None] | None = None, *,
    is_headed: bool = True,
) -> None:  # fmt: skip
    """A figure that says in words what it shows; drawn again when the device changes its theme. `pick` is called with
    what a mark stands for (its `customdata`) when a reader picks it.

    One without a head cannot be saved as a picture, since it would not say what it is of.
    """
    file = f"{key}-{frame.as_of.isoformat()}-{frame.store.manifest.version}"
    has_pointer = is_headed and "Mobile" not in user_agent()
    how = config(file, frame.t("frame.download.picture"), has_pointer=has_pointer)
    drawn = f"{key}-{st.context.theme.type}"
    picking: dict[str, Any] = {"on_select": partial(_pick, drawn, pick), "selection_mode": "points"} if pick else {}
    st.plotly_chart(
        headed(figure, head_lines(frame), frame.palette) if is_headed else figure, width="stretch", config=how,
        alt=alt, key=drawn, theme="streamlit", **picking,
    )  # fmt: skip


def _pick(chart: str, pick: Callable[[str], None]) -> None:
    for point in st.session_state[chart].selection.points[:1]:
        pick(str(point["customdata"]))


def user_agent() -> str:
    """What the browser says that it is."""
    return st.context.headers.get("User-Agent", "")


def head_lines(frame: Frame) -> list[str]:
    """What a picture must carry when it leaves its page: sample or not, day, version, active filters."""
    t, manifest = frame.t, frame.store.manifest
    said = t("frame.picture_of", day=day(frame.as_of, t.lang), version=manifest.version)
    filters = [scope_words(t, frame.where, frame.regencies)] if frame.where else []
    return [f"{t('frame.sample_short')} · {said}" if manifest.is_sample else said, *filters]


@st.fragment
def show_method(frame: Frame, *keys: str, queries: Sequence[str] = (), also: Sequence[str] = ()) -> None:
    """How each of these figures is calculated, from which files, and the rows behind it; like a table, written out once
    it is opened.

    `queries`: other questions that the page asked. `also`: where the catalogs describe, in the parts of an indicator,
    what is no indicator.
    """
    method = st.expander(frame.t("frame.method.title"), key="method", on_change="rerun")
    if method.open:
        with method, st.container(width=PROSE_PX):
            write_method(frame, keys, queries, also)


def write_method(frame: Frame, keys: Sequence[str], queries: Sequence[str], also: Sequence[str]) -> None:
    t = frame.t
    for described in (*(f"indicators.{key}" for key in keys), *also):
        st.markdown(f"**{t(f'{described}.name')}**")
        for part in ("definition", "numerator", "denominator", "how", "limits"):
            if t.has(f"{described}.{part}"):
                st.markdown(f":gray[{t(f'frame.method.{part}')}:] {t(f'{described}.{part}')}")
    st.markdown(f"**{t('frame.method.sources')}**")
    tables = sorted({table for key in keys for table in REGISTRY[key].tables})
    for source in frame.store.sources(*tables):
        st.markdown(
            t("frame.method.source", file=source.file, rows=number(source.rows, t.lang), sha256=source.sha256[:12])
        )
    st.markdown(version_line(frame))
    for query in dict.fromkeys([*(REGISTRY[key].query for key in keys), *queries]):
        st.markdown(f"**{t('frame.method.query')}** `sql/{query}.sql`")
        st.code(query_text(query), language="sql", wrap_lines=True)
    show_grant_rows(frame)


def show_empty(frame: Frame) -> bool:
    """Where the filters leave no grant: the one sentence that says so. True when the page has nothing to show."""
    if frame.grants:
        return False
    st.info(frame.t("frame.empty"), icon=":material/filter_alt_off:")
    return True


def show_withheld(text: str) -> None:
    """A figure that the data cannot carry: an empty frame with the reason, unlike an error and unlike nothing."""
    with st.container(border=True, width=PROSE_PX):
        st.markdown(f":gray[{text}]")


def scope(frame: Frame) -> str:
    """The day and the active filters in words."""
    filters = scope_words(frame.t, frame.where, frame.regencies)
    return frame.t("frame.scope", day=day(frame.as_of, frame.lang), filters=filters)


def version_line(frame: Frame) -> str:
    """Which version of the data."""
    return version_words(frame.t, frame.store.manifest)

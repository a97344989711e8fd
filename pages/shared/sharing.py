"""What a reader takes along from a page: a link, the memo, the workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from analytics.answers.memo_contents import memo_contents
from analytics.documents.about import Asked, file_stem
from analytics.documents.figures_workbook import WORKBOOK, everything, figures_workbook
from analytics.documents.memo import decision_memo
from pages.shared.downloads import offer_download
from pages.shared.frame import Frame
from pages.shared.opening import explain_errors
from pages.shared.tables import asked_of


def show_sharing(frame: Frame) -> None:
    """The popover of what can be taken along; made when it is opened."""
    popover = st.popover(frame.t("frame.share"), icon=":material/ios_share:", key="bar-share", on_change="rerun")
    if popover.open:
        with popover:
            offer_link(frame)
            offer_memo(frame)
            offer_workbook(frame)


def offer_link(frame: Frame) -> None:
    """An address that shows the same figures after the next import, with a button that copies it."""
    st.markdown(f"**{frame.t('frame.lasting_link')}**", help=frame.t("frame.lasting_link_help"))
    held_now = {name: st.query_params.get_all(name) for name in st.query_params}
    link = lasting_link(st.context.url or "", held_now, frame.lang, frame.as_of, frame.store.manifest.version)
    st.code(link, language=None, wrap_lines=True)


def lasting_link(url: str, parameters: Mapping[str, Sequence[str]], lang: str, as_of: date, version: str) -> str:
    """The address of a page with its choices, its language, its day and its version written out."""
    fixed = {**parameters, "lang": [lang], "as_of": [as_of.isoformat()], "version": [version]}
    return f"{url.partition('?')[0]}?{urlencode(fixed, doseq=True)}"


def offer_memo(frame: Frame) -> None:
    """The memo of the page's day and filters."""
    file_name = f"memo-{frame.as_of.isoformat()}-{frame.lang}.pdf"
    offer_made(frame, "memo", ":material/description:", lambda: memo_of(frame), file_name)


def offer_workbook(frame: Frame) -> None:
    """Every figure of the page's day and filters."""
    asked = asked_of(frame, frame.t("workbook.title"))
    file_name = f"{file_stem(frame.t, WORKBOOK, asked)}.xlsx"
    offer_made(frame, "workbook", ":material/table:", lambda: workbook_of(frame, asked), file_name)


@st.fragment
def offer_made(frame: Frame, name: str, icon: str, make: Callable[[], bytes], file_name: str) -> None:
    """A button that makes a file, then one that downloads it: what fails in the making is said on the page, which a
    download that is made while it is fetched cannot do."""
    t = frame.t
    if st.button(t(f"{name}.make"), key=f"{name}-make", icon=icon):
        with explain_errors(t):
            with st.spinner(t(f"{name}.wait")):
                made = make()
            offer_download(
                t(f"{name}.download"), lambda: made, file_name, key=name, icon=":material/download:", type="primary"
            )


def memo_of(frame: Frame) -> bytes:
    return decision_memo(memo_contents(frame.store, as_of=frame.as_of, where=frame.where), frame.t)


def workbook_of(frame: Frame, asked: Asked) -> bytes:
    return figures_workbook(frame.t, frame.ask(everything), asked)

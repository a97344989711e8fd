"""The bar on top of every page: its title, the day of the data, the filters, language, what can be taken along."""

from __future__ import annotations

import streamlit as st

from analytics.i18n import Catalog, languages
from analytics.i18n.numbers import day
from analytics.store.database import Store
from analytics.wording.versions import version_words
from pages import PAGES
from pages.shared.address import LANGUAGE, SHOWN, hand_on
from pages.shared.escape import escaped
from pages.shared.filters import FILTERS, Filters, clear, labels_of, show_filters
from pages.shared.frame import Frame
from pages.shared.guide import offer_guide
from pages.shared.lateness import show_lateness
from pages.shared.memory import VERSION, asked_version
from pages.shared.page_scripts import print_page
from pages.shared.sharing import show_sharing


def show_bar(frame: Frame, filters: Filters) -> None:
    """Everything that stands over the page itself, in one line that wraps."""
    t = frame.t
    is_filtered = next(entry.is_filtered for entry in PAGES if entry.stem == frame.stem)
    with st.container(key="bar", horizontal=True, vertical_alignment="center"):
        with st.container(key="bar-title", horizontal=True, vertical_alignment="center", width="content"):
            st.title(t(f"{frame.stem}.title"), anchor=False, width="content")
            show_badge(t, frame.store, filters)
        if is_filtered:
            with st.popover(t("frame.filters"), icon=":material/tune:", key="bar-filters"):
                show_filters(t, frame.store, filters)
            show_chips(t, frame.store, filters)
        with st.container(
            key="bar-tools", horizontal=True, width="content", horizontal_alignment="right",
            vertical_alignment="center",
        ):  # fmt: skip
            show_sharing(frame)
            print_page(t)
            offer_guide(t, frame.stem)
            show_languages(t)
    show_lateness(t)


def show_badge(t: Catalog, store: Store, filters: Filters) -> None:
    """The day that figures stand on; that it is the sample, where it is; when pointed at, which version of the data."""
    until = t("frame.until", day=day(filters.as_of, t.lang))
    is_sample = store.manifest.is_sample
    st.badge(
        f"{t('frame.sample_badge')} · {until}" if is_sample else until,
        icon=":material/science:" if is_sample else ":material/event:",
        color="orange" if is_sample else "gray",
        help=version_words(t, store.manifest),
    )


def show_chips(t: Catalog, store: Store, filters: Filters) -> None:
    """A button for each filter that is set, which takes it away; one for all of them."""
    labels = labels_of(t, store)
    chips = [
        (name, ", ".join([*_words(labels[name], filters.picked.get(name)), *_without(t, labels[name], filters, name)]))
        for name in FILTERS
        if name in filters.picked or name in filters.left_out
    ]
    for name, words in chips:
        st.button(
            words, key=f"chip-{name}", icon=":material/close:", icon_position="right", on_click=clear, args=(name,),
            help=t("frame.remove_filter", name=t(f"frame.{name}")),
        )  # fmt: skip
    if asked_version():
        words = t("frame.of_version", version=store.manifest.version)
        st.button(
            words, key="chip-version", icon=":material/close:", icon_position="right", on_click=hand_on,
            args=(VERSION, ""), help=t("frame.leave_version"),
        )  # fmt: skip
    if chips or filters.as_of != store.latest_on:
        st.button(t("frame.reset"), key="chip-reset", type="tertiary", on_click=clear)


def _words(labels: dict[str, str], codes: list[str] | None) -> list[str]:
    return [labels[code] for code in codes or []]


def _without(t: Catalog, labels: dict[str, str], filters: Filters, name: str) -> list[str]:
    codes = filters.left_out.get(name)
    return [t("frame.without", values=", ".join(_words(labels, codes)))] if codes else []


def show_languages(t: Catalog) -> None:
    """The languages, by their codes."""
    shown = SHOWN + LANGUAGE
    st.session_state[shown] = t.lang
    st.segmented_control(
        t("frame.choose_language"),
        languages(),
        format_func=str.upper,
        required=True,
        key=shown,
        label_visibility="collapsed",
        on_change=lambda: hand_on(LANGUAGE, st.session_state[shown]),
    )


def explain_address(frame: Frame, filters: Filters) -> bool:
    """Says what the address holds that is not understood, with a way out. True where something is: a figure of more
    than was asked for would pass for the answer."""
    t, asked = frame.t, asked_version()
    if asked not in ("", frame.store.manifest.version):
        st.warning(t("frame.version_gone", version=escaped(asked)), icon=":material/link_off:")
        st.button(t("frame.leave_version"), key="remove-version", on_click=hand_on, args=(VERSION, ""))
        return True
    for name, values in filters.not_understood.items():
        st.warning(
            t("frame.not_understood", name=t(f"frame.{name}"), values=", ".join(values)), icon=":material/link_off:"
        )
        st.button(t("frame.remove_filter", name=t(f"frame.{name}")), key=f"remove-{name}", on_click=clear, args=(name,))
    return bool(filters.not_understood)

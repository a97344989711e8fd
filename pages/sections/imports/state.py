"""Which data is shown now."""

from __future__ import annotations

import streamlit as st

from analytics.i18n.numbers import day
from analytics.wording.versions import loaded_words
from pages.sections.imports.versions import rows_words
from pages.shared.frame import Frame
from pages.shared.memory import serve
from pages.shared.show import PROSE_PX


def show_state(frame: Frame) -> None:
    """Which data is shown now; nothing where none can be."""
    if serve().is_stand_in:
        return
    t, manifest = frame.t, frame.store.manifest
    with st.container(width=PROSE_PX):
        if manifest.is_sample:
            st.subheader(t("imports.state.sample"), anchor=False)
            st.markdown(f":gray[{t('imports.state.sample_text')}]")
            return
        until = day(frame.store.latest_on, t.lang)
        st.subheader(t("imports.state.own", rows=rows_words(t, manifest), until=until), anchor=False)
        st.markdown(
            f":gray[{t('imports.state.version', version=manifest.version, moment=loaded_words(t, manifest))}]"
        )  # fmt: skip

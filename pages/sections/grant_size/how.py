"""How the planner weighs amounts, in plain words."""

from __future__ import annotations

import streamlit as st

from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX


def show_how(frame: Frame) -> None:
    with st.expander(frame.t("grant_size.how.title")), st.container(width=PROSE_PX):
        st.markdown(frame.t("grant_size.how.text"))

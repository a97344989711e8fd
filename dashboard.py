"""The frame of the dashboard: configuration, language, filters, navigation; then the page that was asked for."""

import streamlit as st

from analytics.text import catalog
from pages import PAGES
from pages.parts.filters import choose_language, show_filters
from pages.parts.frame import explain_errors, frame_up

st.set_page_config(page_title="Hasil bantuan usaha", page_icon="📊", layout="wide")

lang = choose_language()
t = catalog(lang)
menu: dict[str, list[st.Page]] = {}
for entry in PAGES:
    page = st.Page(
        f"pages/{entry.stem}.py",
        title=t(f"{entry.stem}.title"),
        icon=entry.icon,
        url_path=entry.stem,
        default=entry is PAGES[0],
    )
    menu.setdefault(t(f"frame.section.{entry.section}"), []).append(page)
chosen = st.navigation(menu)

with frame_up(), explain_errors(t):
    show_filters(t)
    chosen.run()

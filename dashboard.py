"""The frame of the dashboard: configuration, language, filters, navigation; then the page that was asked for."""

import streamlit as st

from analytics.i18n import catalog
from pages.shared.filters import choose_language, show_filters
from pages.shared.menu import menu
from pages.shared.opening import configure, dashboard_up, explain_errors, in_turn

lang = choose_language()
t = catalog(lang)
configure(t)
chosen = st.navigation(menu(t))

with in_turn(chosen.url_path), dashboard_up(), explain_errors(t):
    show_filters(t)
    chosen.run()

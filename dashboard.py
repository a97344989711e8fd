"""The frame of the dashboard: configuration, language, navigation, the bar; then the page that was asked for."""

import streamlit as st

from analytics.i18n import catalog
from pages.shared.account import is_known
from pages.shared.address import held, hold_language
from pages.shared.bar import explain_address, show_bar
from pages.shared.faults import is_shown_despite
from pages.shared.filters import filters_in_address, hold_filters
from pages.shared.frame import page_frame
from pages.shared.memory import VERSION, serve, sweep_once
from pages.shared.menu import menu, stem_of
from pages.shared.opening import configure, dashboard_up, explain_errors, in_turn
from pages.shared.page_scripts import dress_page
from pages.shared.settings import store_folder
from pages.shared.way_in import is_let_in

t = catalog(hold_language())
configure(t)
chosen = st.navigation(menu(t), position="sidebar" if is_known() else "hidden")
dress_page(t)
if not is_let_in(t):
    st.stop()

with in_turn(chosen.url_path), dashboard_up(), explain_errors(t):
    held(VERSION)
    sweep_once(store_folder())
    served = serve()
    hold_filters(served.store)
    filters = filters_in_address(served.store)
    frame = page_frame(stem_of(chosen))
    if not served.is_stand_in:
        show_bar(frame, filters)
    if is_shown_despite(frame, served) and not explain_address(frame, filters):
        chosen.run()

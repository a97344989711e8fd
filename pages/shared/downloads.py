"""Files that a reader takes along: each made when it is fetched, and put down in the trail."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import streamlit as st

from analytics.door.access import AccessError, NotLetInError
from pages.shared.account import account, put_down_act


def offer_download(label: str, make: Callable[[], bytes], file_name: str, *, key: str, **looks: Any) -> None:
    """A button that downloads what `make` gives; `looks` go to Streamlit's button as they are."""
    try:
        by = account().name
    except (NotLetInError, AccessError):
        st.rerun()  # a part of a page runs alone: the whole then says why, and shows the way in

    def made() -> bytes:
        data = make()
        put_down_act("download", by, file=file_name, sha256=hashlib.sha256(data).hexdigest())
        return data

    st.download_button(label, made, file_name, on_click="ignore", key=key, **looks)

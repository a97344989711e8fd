"""What the first reader of a fresh server would wait for, done before one comes."""

from __future__ import annotations

import importlib
import logging
import pkgutil
import runpy
import threading
from pathlib import Path

import streamlit as st

from pages import PAGES, sections
from pages.shared.opening import DASHBOARD_IS_UP

PAGE_FOLDER = Path(__file__).parents[1]
THREAD = "warm-up"
WARNS_OF_NO_READER = "streamlit.runtime.scriptrunner_utils.script_run_context"


def warm_up() -> None:
    """In a thread of its own: makes the first page for nobody, which leaves its answers in memory, and loads the code
    of the others. What fails here fails again, and is said, when a reader comes."""
    threading.Thread(target=_make_first_page, name=THREAD, daemon=True).start()


def _make_first_page() -> None:
    logging.getLogger(WARNS_OF_NO_READER).addFilter(_is_of_a_reader)
    try:
        st.session_state[DASHBOARD_IS_UP] = True
        runpy.run_path(str(PAGE_FOLDER / f"{PAGES[0].stem}.py"))
        for module in pkgutil.walk_packages(sections.__path__, f"{sections.__name__}."):
            importlib.import_module(module.name)
    except Exception as error:
        logging.getLogger("dashboard").info("not warmed up: %s", type(error).__name__)


def _is_of_a_reader(record: logging.LogRecord) -> bool:
    """Streamlit warns at each element that no reader is there to see it."""
    return record.threadName != THREAD

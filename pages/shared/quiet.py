"""Memory that pages no longer use is given back in the quiet, when no reader waits for it."""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
from collections.abc import Callable

QUIET_SECONDS = 5.0


def give_back() -> None:
    """Collects what is in circles, and hands free memory to the system, which the C library of Linux would keep."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


class QuietCollector:
    """Calls `collect` once no page has been made for `QUIET_SECONDS`.

    Streamlit collects after every run, which takes about half of a warm run's time; without any, what a run leaves in
    circles waits for Python's own collection of the oldest generation, which comes late.
    """

    def __init__(
        self, collect: Callable[[], object] = give_back, timer: type[threading.Timer] = threading.Timer
    ) -> None:
        self._collect, self._new_timer = collect, timer
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def page_made(self) -> None:
        """A page has just been made: the quiet begins anew."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = self._new_timer(QUIET_SECONDS, self._collect)
            self._timer.daemon = True
            self._timer.start()


COLLECTOR = QuietCollector()

"""The four steps of an import, and where the reader stands in them."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from analytics.i18n import Catalog

Step = Literal["files", "recognised", "check", "load"]
STEPS: tuple[Step, ...] = ("files", "recognised", "check", "load")


def show_steps(t: Catalog, at: Step | None, *, is_stopped: bool = False) -> None:
    """The steps in a line: those done, the one that is next (`is_stopped`: that cannot be passed as it is), those to
    come. None where all are done."""
    now = STEPS.index(at) if at else len(STEPS)
    said = []
    for number, step in enumerate(STEPS):
        label = f"{number + 1}. {t(f'imports.steps.{step}')}"
        if number < now:
            said.append(f":green-badge[:material/check: {label}]")
        elif number == now:
            said.append(f":{'red' if is_stopped else 'blue'}-badge[**{label}**]")
        else:
            said.append(f":gray-badge[{label}]")
    st.markdown(" :gray[→] ".join(said))

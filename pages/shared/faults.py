"""What of the store cannot be read, said over every page, with what is shown instead and the way out."""

from __future__ import annotations

import streamlit as st

from pages.shared.frame import Frame
from pages.shared.memory import Served


def is_shown_despite(frame: Frame, served: Served) -> bool:
    """Says the faults. False where no figure can be shown; the page of imports, which is the way out, always can."""
    t = frame.t
    if not served.faults:
        return True
    found = " ".join(t(f"store_error.{fault.code}", **fault.details) for fault in served.faults)
    if served.is_stand_in:
        st.error(f"{found} {t('store_error.nothing_readable')}", icon=":material/error:")
        return frame.stem == "imports"
    st.warning(f"{found} {t('frame.shown_instead', version=frame.store.manifest.version)}", icon=":material/warning:")
    return True

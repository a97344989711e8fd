"""Says when the nightly run, where there is one, has not done its work."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from analytics.i18n import Catalog
from analytics.i18n.numbers import moment
from analytics.store.nightly import BESIDE_DATA, is_late, read_status
from analytics.wording.versions import PLACE
from pages.shared.escape import escaped
from pages.shared.settings import store_folder


def show_lateness(t: Catalog) -> None:
    """When the last good run was and why the last one failed; nothing while it is as young as it should be."""
    status = read_status(store_folder() / BESIDE_DATA)
    if not is_late(status, datetime.now(PLACE)):
        return
    good, failed = status.get("last_good"), status.get("last_failed")
    at = good and datetime.fromisoformat(good["at"]).astimezone(PLACE)
    said = t("nightly.late", moment=moment(at, t.lang)) if at else t("nightly.never")
    why = " ".join(one["message"][t.lang] for one in failed["why"]) if failed and not status["ok"] else ""
    st.warning(f"{said} {t('nightly.why', why=escaped(why))}" if why else said, icon=":material/schedule:")

"""Files, then a trial, then the load."""

from __future__ import annotations

import streamlit as st

from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.ingest.report import Report
from analytics.store.versions import StoreError
from pages.sections.imports.columns import show_column_choice
from pages.sections.imports.files import Chosen, choose_files, corrected, forget_files, run_import
from pages.sections.imports.report import refused_files, show_account, show_remarks, summary
from pages.sections.imports.unmapped import show_unmapped
from pages.sections.imports.words import CHECK_AGAIN
from pages.shared.frame import Frame
from pages.shared.show import PROSE_PX, show_note, show_section

TRIAL = "imports_trial"
LOADED = "imports_loaded"


def show_import(frame: Frame) -> None:
    """Files, then a trial, then the load."""
    t = frame.t
    show_section(t("imports.load.title"), t("imports.load.text"))
    with st.container(width=PROSE_PX):
        chosen = choose_files(t)
        if chosen.brought:
            chosen = corrected(t, chosen)
        is_pressed = st.button(t("imports.check"), icon=":material/fact_check:", disabled=not chosen.brought)
        if is_pressed or (st.session_state.pop(CHECK_AGAIN, False) and chosen.brought):
            st.session_state.pop(LOADED, None)
            st.session_state[TRIAL] = (chosen.mark, _tried(t, chosen))
    mark, report = st.session_state.get(TRIAL, (None, None))
    if report and mark == chosen.mark:
        show_trial(frame, chosen, report)
    elif loaded := st.session_state.get(LOADED):
        show_loaded(frame, loaded)


def show_trial(frame: Frame, chosen: Chosen, report: Report) -> None:
    """The trial's account, what may be corrected, and the load where there is something to load."""
    t = frame.t
    st.subheader(
        t("imports.trial.refused") if report.outcome == "refused" else summary(t, report), anchor=False, width=PROSE_PX
    )
    show_note(t("imports.trial.text"))
    show_account(t, report)
    show_unmapped(frame, report, can_teach=True)
    show_remarks(t, report)
    with st.container(width=PROSE_PX):
        show_column_choice(frame, chosen, report)
        if report.outcome == "refused":
            return
        going = report.rows_that_would_go
        agreed = True
        if going:
            st.warning(t("imports.drop.warning", rows=number(going, t.lang)), icon=":material/warning:")
            agreed = st.checkbox(t("imports.drop.agree", rows=number(going, t.lang)), key=f"imports_agree_{going}")
        if st.button(t("imports.load.button"), type="primary", icon=":material/upload:", disabled=not agreed):
            _load(t, chosen, report)


def show_loaded(frame: Frame, report: Report) -> None:
    """What was loaded, until other files are checked."""
    t = frame.t
    with st.container(width=PROSE_PX):
        changed = any(count for change in report.changes.values() for count in change.values())
        form = "done" if changed else "unchanged"
        accepted, rejected = (
            number(sum(getattr(file, name) for file in report.files), t.lang) for name in ("accepted", "rejected")
        )
        st.success(
            t(f"imports.loaded.{form}", version=report.version, accepted=accepted, rejected=rejected),
            icon=":material/check_circle:",
        )
    show_account(t, report)
    show_unmapped(frame, report, can_teach=False)
    show_remarks(t, report)


def _tried(t: Catalog, chosen: Chosen) -> Report | None:
    """The trial; where rows would go it is tried once more as if that were agreed, to show the whole account."""
    report = _imported(t, chosen, dry_run=True)
    if report and report.rows_that_would_go and not refused_files(report):
        return _imported(t, chosen, dry_run=True, allow_drop=report.rows_that_would_go)
    return report


def _load(t: Catalog, chosen: Chosen, trial: Report) -> None:
    report = _imported(t, chosen, dry_run=False, allow_drop=trial.rows_that_would_go or None)
    if report is None:
        return
    if report.outcome == "refused":
        st.session_state[TRIAL] = (chosen.mark, report)
    else:
        st.session_state.pop(TRIAL)
        st.session_state[LOADED] = report
        forget_files()
    st.rerun()


def _imported(t: Catalog, chosen: Chosen, *, dry_run: bool, allow_drop: int | None = None) -> Report | None:
    """The report, or None where the store could not be read or written, which is said."""
    label = t("imports.progress.trial" if dry_run else "imports.progress.load")
    bar = st.progress(0.0, label)

    def draw(share: float) -> None:
        bar.progress(share, label)

    try:
        return run_import(chosen, dry_run=dry_run, allow_drop=allow_drop, progress=draw)
    except StoreError as error:
        st.error(t(f"store_error.{error.code}", **error.details), icon=":material/error:")
        return None
    finally:
        bar.empty()

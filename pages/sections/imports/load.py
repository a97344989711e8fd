"""Files, then a trial, then the load: what is asked at the left, what came of it beside it."""

from __future__ import annotations

import streamlit as st

from analytics.i18n import Catalog
from analytics.i18n.numbers import number
from analytics.ingest.progress import phase_of
from analytics.ingest.report import Report
from analytics.store.versions import StoreError
from pages.sections.imports.files import Chosen, choose_files, forget_files, run_import
from pages.sections.imports.repair import KEPT, show_repair
from pages.sections.imports.report import refused_files, show_account, show_refusals, show_remarks, summary
from pages.sections.imports.steps import show_steps
from pages.sections.imports.unmapped import show_unmapped
from pages.sections.imports.words import CHECK_AGAIN
from pages.shared.account import may
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.show import show_note

TRIAL = "imports_trial"
LOADED = "imports_loaded"


def show_import(frame: Frame) -> None:
    """The steps; the files and what they are; the result of a trial or of a load."""
    t = frame.t
    if not may("import"):
        st.info(t("imports.for_stewards"), icon=":material/lock:")
        return
    steps = st.container()
    with st.container(key="imports_load"):
        left, right = st.columns([2, 3], gap="medium")
    with left:
        chosen = _chosen(t)
        if chosen is None:
            return
        is_pressed = st.button(
            t("imports.check"), icon=":material/fact_check:", disabled=not chosen.brought, width="stretch"
        )
    with right:
        if is_pressed or (st.session_state.pop(CHECK_AGAIN, False) and chosen.brought):
            st.session_state.pop(LOADED, None)
            st.session_state[TRIAL] = (chosen.mark, _tried(t, chosen))
        mark, report = st.session_state.get(TRIAL, (None, None))
        report = report if mark == chosen.mark else None
        loaded = st.session_state.get(LOADED)
        if report:
            show_trial(frame, chosen, report)
        elif loaded and not chosen.brought:
            show_loaded(frame, loaded)
        else:
            show_note(t("imports.load.ready" if chosen.brought else "imports.load.text"))
    with steps:
        if report:
            is_refused = report.outcome == "refused"
            show_steps(t, "check" if is_refused else "load", is_stopped=is_refused)
        elif chosen.brought:
            show_steps(t, "recognised")
        else:
            show_steps(t, None if loaded else "files")


def show_trial(frame: Frame, chosen: Chosen, report: Report) -> None:
    """The trial's outcome and the load, or the way out of the refusal; then the account of it all."""
    t = frame.t
    if kept := st.session_state.pop(KEPT, None):
        st.success(t("imports.recipes.kept", name=escaped(kept)), icon=":material/bookmark_added:")
    if report.outcome == "refused":
        st.subheader(t("imports.trial.refused"), anchor=False)
        show_refusals(t, report)
        show_unmapped(frame, report, can_teach=True)
        show_repair(frame, chosen, report)
        show_account(t, report)
        show_remarks(t, report)
        return
    st.subheader(summary(t, report), anchor=False)
    _show_load(t, chosen, report)
    show_account(t, report)
    show_unmapped(frame, report, can_teach=True)
    show_repair(frame, chosen, report)
    show_remarks(t, report)


def _show_load(t: Catalog, chosen: Chosen, report: Report) -> None:
    """The load, after agreeing to rows that go."""
    show_note(t("imports.trial.text"))
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


def _chosen(t: Catalog) -> Chosen | None:
    """The files and all that an import of them depends on; None where the store cannot be read, which is said."""
    try:
        return choose_files(t)
    except StoreError as error:
        st.error(t(f"store_error.{error.code}", **error.details), icon=":material/error:")
        return None


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
    rest = t("imports.progress.trial" if dry_run else "imports.progress.load")
    bar = st.progress(0.0, rest)

    def draw(share: float) -> None:
        bar.progress(share, f"**{t(f'imports.progress.{phase_of(share)}')}** {rest}")

    try:
        return run_import(chosen, dry_run=dry_run, allow_drop=allow_drop, progress=draw)
    except StoreError as error:
        st.error(t(f"store_error.{error.code}", **error.details), icon=":material/error:")
        return None
    finally:
        bar.empty()

"""The versions of the data: what each holds, what it changed, and the way back to it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.answers.moved_figures import made_from
from analytics.estimate import Source
from analytics.i18n import Catalog
from analytics.i18n.numbers import day, number
from analytics.store.versions import Manifest, StoreError, broken_versions, current_version, restore, versions
from analytics.wording.versions import change_lines, loaded_words
from pages.shared.account import may, put_down_act, require
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.moved_figures import show_moved
from pages.shared.settings import store_folder
from pages.shared.show import PROSE_PX, show_section

RESTORED = "imports_restored"


def show_versions(frame: Frame) -> None:
    """All versions, newest first; the one that is looked at, with the way back to it."""
    t = frame.t
    show_section(t("imports.versions.title"), t("imports.versions.text"))
    known, current = versions(store_folder()), current_version(store_folder())
    with st.container(width=PROSE_PX):
        if restored := st.session_state.pop(RESTORED, None):
            st.success(t("imports.versions.restored", version=restored), icon=":material/history:")
        for broken in broken_versions(store_folder()):
            st.markdown(f":gray[{t(f'store_error.{broken.code}', **broken.details)}]")
        if not known:
            st.info(t("imports.versions.none"), icon=":material/inventory_2:")
            return
        labels = {one.version: _label(t, one, current) for one in known}
        picked = st.selectbox(
            t("imports.versions.pick"),
            list(labels),
            index=list(labels).index(current) if current in labels else 0,
            format_func=lambda id_: labels[id_],
            key=f"imports_version_{current}",
        )
        with st.container(border=True):
            shown = next(one for one in known if one.version == picked)
            _show_version(t, shown, known, current)
    if before := _before(shown, known):
        show_moved(t, shown, before)
    with st.expander(t("imports.versions.all", count=number(len(known), t.lang))):
        st.dataframe(_table(t, known), hide_index=True, width="stretch")


def _before(manifest: Manifest, known: list[Manifest]) -> Manifest | None:
    return next((one for one in known if one.version == made_from(manifest, known)), None)


def rows_words(t: Catalog, manifest: Manifest) -> str:
    """Rows of each table that has any."""
    counts = [(table, count) for table, count in manifest.rows.items() if count]
    counted = [(table, number(count, t.lang)) for table, count in counts]
    return ", ".join(f"{n} {t(f'imports.rows_of.{table}', n=n)}" for table, n in counted)


def _label(t: Catalog, manifest: Manifest, current: str | None) -> str:
    form = "current" if manifest.version == current else "earlier"
    return t(f"imports.versions.{form}", version=manifest.version, moment=loaded_words(t, manifest))


def _show_version(t: Catalog, manifest: Manifest, known: list[Manifest], current: str | None) -> None:
    st.markdown(t("imports.versions.holds", rows=rows_words(t, manifest), until=_until(t, manifest)))
    if before := _before(manifest, known):
        _list(t("imports.versions.changed", before=before.version), change_lines(t, manifest.changes))
    _list(t("imports.versions.sources"), [_source(t, *one) for one in _sources(manifest)])
    if own := sum(map(len, manifest.own_words.values())):
        st.markdown(f":gray[{t('imports.versions.own_words', count=number(own, t.lang))}]")
    if manifest.version == current or not may("restore"):
        return
    with st.popover(t("imports.versions.restore"), icon=":material/history:"):
        st.markdown(t("imports.versions.ask", version=manifest.version, current=current))
        if st.button(t("imports.versions.yes", version=manifest.version), type="primary"):
            _restore(t, manifest.version)


def _list(title: str, lines: list[str]) -> None:
    if lines:
        st.markdown("\n".join([title, "", *(f"- {line}" for line in lines)]))


def _restore(t: Catalog, version: str) -> None:
    try:
        by = require("restore")
        restored = restore(store_folder(), version)
    except StoreError as error:
        st.error(t(f"store_error.{error.code}", **error.details), icon=":material/error:")
        return
    put_down_act("restore", by, version=version, digest=restored.sha256)
    st.session_state[RESTORED] = version
    st.rerun()


def _sources(manifest: Manifest) -> list[tuple[str, Source]]:
    return [(table, source) for table, sources in manifest.sources.items() for source in sources]


def _source(t: Catalog, table: str, source: Source) -> str:
    return t(
        "imports.versions.source", table=t(f"imports.table.{table}"), file=escaped(source.file),
        rows=number(source.rows, t.lang), sha256=source.sha256[:12],
    )  # fmt: skip


def _until(t: Catalog, manifest: Manifest) -> str:
    return day(manifest.latest_on, t.lang) if manifest.latest_on else "–"


def _table(t: Catalog, known: list[Manifest]) -> pd.DataFrame:
    rows = [
        {
            "version": one.version,
            "loaded": loaded_words(t, one),
            "until": _until(t, one),
            "rows": rows_words(t, one),
            "changes": " ".join(change_lines(t, one.changes)),
            "files": ", ".join(dict.fromkeys(source.file for _, source in _sources(one))),
        }
        for one in known
    ]
    return pd.DataFrame(rows).rename(columns=lambda column: t(f"imports.versions.column.{column}"))

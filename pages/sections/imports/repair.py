"""The way out of a refusal: what the reader says of a file, tried again, and kept as a recipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

import streamlit as st

from analytics.contract import TABLES
from analytics.i18n import Catalog
from analytics.ingest.cells.days import DayOrder
from analytics.ingest.choices import Choices, MemberRows
from analytics.ingest.recipe_files import keep_recipe
from analytics.ingest.recipes import LONGEST_NAME, Recipe, RecipeRefusedError
from analytics.ingest.repairs import (
    DAYS,
    MEMBERS,
    can_be_repaired,
    likely_heading,
    missing_columns,
    nearest_heading,
)
from analytics.ingest.report import FileReport, Report
from analytics.store.versions import StoreError
from analytics.wording.imports import choice_sentence, column_words
from pages.sections.imports.files import Brought, Chosen, say, unsay
from pages.sections.imports.words import check_again
from pages.shared.account import put_down_act, require
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.settings import store_folder

NOT_LOADED = ""
KEPT = "imports_recipe_kept"


def show_repair(frame: Frame, chosen: Chosen, report: Report) -> None:
    """A file of the import, what may be said of it, and what has been said; the refused one first."""
    t = frame.t
    files = [
        (one, file) for one, file in _matched(chosen.brought, report.files) if can_be_repaired(file) or one.choices
    ]
    if not files:
        return
    files.sort(key=lambda both: (not _is_refused(both[1]), not both[0].choices))
    is_needed, is_said = _is_refused(files[0][1]), any(one.choices for one, _ in files)
    title = t("imports.repair.title" if is_needed else "imports.repair.yours" if is_said else "imports.correct.title")
    with st.expander(title, expanded=is_needed or is_said, icon=":material/build:"):
        one, file = files[0]
        if len(files) > 1:
            at = st.selectbox(
                t("imports.correct.file"), range(len(files)), format_func=lambda at: files[at][1].file,
                key="imports_correct_file",
            )  # fmt: skip
            one, file = files[at]
        _ask(t, one, file)
        _show_said(t, one, file, chosen.recipes)


def _ask(t: Catalog, one: Brought, file: FileReport) -> None:
    """The questions that this file needs answered; for all, what a heading is."""
    code = file.refused_because
    said: list[Choices] = []
    if _is_refused(file):
        said += _ask_table_and_columns(t, one, file)
        said += [_ask_which_counts(t, column, headings) for column, headings in file.claimed.items()]
        said += [_ask_day_order(t, file)] if code in DAYS else []
        said += [_ask_member_rows(t)] if code in MEMBERS else []
        said += [_ask_sheet(t, str(file.details["sheet"]))] if "sheet" in file.details else []
        if said and st.button(t("imports.correct.use"), type="primary", key="imports_repair_use"):
            _use(one, said)
    if file.table and (file.columns or file.unknown):
        with st.popover(t("imports.correct.other")) if said or one.choices else st.container():
            _ask_heading(t, one, file)


def _ask_table_and_columns(t: Catalog, one: Brought, file: FileReport) -> list[Choices]:
    """Which headings are the columns that are missing; where no heading is known, of which table."""
    table, said = file.table or "", []
    if not table and file.unknown:
        table = st.selectbox(
            t("imports.repair.table"), list(TABLES), format_func=lambda name: t(f"imports.table.{name}"),
            key=f"imports_repair_table_{one.mark}",
        )  # fmt: skip
        said.append(Choices(table))
    for column in missing_columns(file, table) if table and file.unknown else ():
        near = nearest_heading(file, table, column)
        likely = likely_heading(file, table, column)
        heading = st.selectbox(
            t("imports.repair.column", column=column_words(table, column, t)), file.unknown,
            index=file.unknown.index(likely) if likely else None, placeholder=t("imports.repair.choose"),
            help=t(f"contract.column.{table}.{column}"), key=f"imports_repair_{column}_{one.mark}",
        )  # fmt: skip
        if near:
            st.markdown(f":gray[{t('imports.repair.near', heading=escaped(near))}]")
        said += [Choices(columns={heading: column})] if heading else []
    return said


def _ask_which_counts(t: Catalog, column: str, headings: Sequence[str]) -> Choices:
    heading = st.radio(t("imports.repair.which", column=column), headings, key=f"imports_repair_which_{column}")
    return Choices(columns={**dict.fromkeys(headings), str(heading): column})


def _ask_day_order(t: Catalog, file: FileReport) -> Choices:
    orders = [order for order in get_args(DayOrder) if order != "swapped"]
    if file.refused_because == "days_half_swapped":
        orders = ["swapped", "day_first"]
    order = st.radio(
        t("imports.repair.days", column=file.details["said"]), orders,
        format_func=lambda order: t(f"imports.repair.day_order.{order}"), key="imports_repair_days",
    )  # fmt: skip
    return Choices(day_orders={str(file.details["column"]): order})


def _ask_member_rows(t: Catalog) -> Choices:
    reading = st.radio(
        t("imports.repair.members"), get_args(MemberRows),
        format_func=lambda one: t(f"imports.repair.member_rows.{one}"), key="imports_repair_members",
    )  # fmt: skip
    return Choices(member_rows=reading)


def _ask_sheet(t: Catalog, sheet: str) -> Choices:
    is_out = st.checkbox(t("imports.repair.sheet", sheet=escaped(sheet)), key=f"imports_repair_sheet_{sheet}")
    return Choices(sheets_left_out=(sheet,)) if is_out else Choices()


def _ask_heading(t: Catalog, one: Brought, file: FileReport) -> None:
    """One heading, and the column that it is to be read as."""
    st.markdown(f":gray[{t('imports.correct.text')}]")
    headings = {**file.columns, **dict.fromkeys(file.unknown, NOT_LOADED)}
    heading = st.selectbox(
        t("imports.correct.heading"), list(headings), key="imports_correct_heading",
        format_func=lambda heading: t("imports.correct.now", heading=heading, column=_said(t, headings[heading])),
    )  # fmt: skip
    columns = [column.name for column in TABLES[str(file.table)].columns if not column.derived]
    column = st.selectbox(
        t("imports.correct.column"), [NOT_LOADED, *columns], key="imports_correct_column",
        format_func=lambda name: _said(t, name),
    )  # fmt: skip
    if st.button(t("imports.correct.use"), key="imports_correct_use"):
        _use(one, [Choices(columns={heading: column or None})])


def _show_said(t: Catalog, one: Brought, file: FileReport, recipes: Sequence[Recipe]) -> None:
    """What has been said of the file, the way to take it back, and to keep it as a recipe."""
    parts = one.choices.parts
    if not parts:
        return
    st.markdown(
        "\n".join([t("imports.repair.said"), "", *(f"- {escaped(choice_sentence(part, t))}" for part in parts)])
    )
    if st.button(t("imports.repair.unsay"), icon=":material/undo:"):
        unsay(one)
        check_again()
        st.rerun()
    if not file.refused_because and file.headings:
        used = next((recipe for recipe in recipes if recipe.name == file.recipe), None)
        kept = one.choices.over(used.choices) if used else one.choices
        name = file.recipe or one.export.path.stem[:LONGEST_NAME]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(
                t("imports.recipes.name"), name, key=f"imports_recipe_{one.mark}",
                help=t("imports.recipes.keep_help"), width=300,
            )  # fmt: skip
            if st.button(t("imports.recipes.keep"), icon=":material/bookmark_add:"):
                _keep(t, Recipe(name.strip(), file.headings, kept))


def _keep(t: Catalog, recipe: Recipe) -> None:
    try:
        by = require("recipes")
        keep_recipe(store_folder(), recipe)
    except RecipeRefusedError as refused:
        st.error(t(f"imports.recipes.refused.{refused.code}", **refused.details), icon=":material/error:")
    except StoreError as error:
        st.error(t(f"store_error.{error.code}", **error.details), icon=":material/error:")
    else:
        put_down_act("recipes", by, kept=recipe.name)
        st.session_state[KEPT] = recipe.name
        check_again()
        st.rerun()


def _use(one: Brought, said: Sequence[Choices]) -> None:
    for choices in said:
        say(one, choices)
    check_again()
    st.rerun()


def _is_refused(file: FileReport) -> bool:
    """Whether the import is refused for the sake of this file."""
    return file.refused_because is not None and file.refused_because not in ("other_file_refused", "would_drop_rows")


def _matched(brought: Sequence[Brought], files: Sequence[FileReport]) -> Iterator[tuple[Brought, FileReport]]:
    """Each file of the report with what was brought: the file itself, or the archive that it was unpacked from."""
    waiting = list(brought)
    for file in files:
        one = next((one for one in waiting if file.file == one.name or file.file.startswith(f"{one.name}/")), None)
        if one is None:
            continue
        if file.file == one.name:
            waiting.remove(one)
        yield one, file


def _said(t: Catalog, column: str) -> str:
    return column or t("imports.correct.not_loaded")

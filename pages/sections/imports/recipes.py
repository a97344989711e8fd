"""The recipes that are kept: what each says, renamed, shortened or taken away."""

from __future__ import annotations

from functools import reduce

import streamlit as st

from analytics.i18n import Catalog
from analytics.ingest.choices import Choices
from analytics.ingest.recipe_files import forget_recipe, keep_recipe, kept_recipes
from analytics.ingest.recipes import Recipe, RecipeRefusedError
from analytics.store.versions import StoreError
from analytics.wording.imports import choice_sentence
from pages.sections.imports.words import check_again
from pages.shared.account import may, put_down_act, require
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.settings import store_folder
from pages.shared.show import PROSE_PX, show_section

CHANGED = "imports_recipes_changed"


def show_recipes(frame: Frame) -> None:
    """Every recipe, each to be opened."""
    t = frame.t
    show_section(t("imports.recipes.title"), t("imports.recipes.text"))
    with st.container(width=PROSE_PX):
        if message := st.session_state.pop(CHANGED, None):
            st.success(message, icon=":material/check_circle:")
        try:
            recipes = kept_recipes(store_folder())
        except StoreError as error:
            st.error(t(f"store_error.{error.code}", **error.details), icon=":material/error:")
            return
        if not recipes:
            st.markdown(t("imports.recipes.none"))
        for recipe in recipes:
            with st.expander(escaped(recipe.name), key=f"imports_recipe_{recipe.name}"):
                _show_recipe(t, recipe)


def _show_recipe(t: Catalog, recipe: Recipe) -> None:
    st.markdown(f":gray[{escaped(t('imports.recipes.headings', headings=', '.join(recipe.headings)))}]")
    parts = recipe.choices.parts
    kept = st.multiselect(
        t("imports.recipes.choices"), range(len(parts)), range(len(parts)),
        format_func=lambda at: choice_sentence(parts[at], t), key=f"imports_recipe_parts_{recipe.name}_{len(parts)}",
        placeholder=t("imports.recipes.no_choice"),
    )  # fmt: skip
    name = st.text_input(t("imports.recipes.name"), recipe.name, key=f"imports_recipe_name_{recipe.name}")
    if not may("recipes"):
        return
    with st.container(horizontal=True):
        if st.button(
            t("imports.recipes.save"), key=f"imports_recipe_save_{recipe.name}", icon=":material/save:",
            disabled=not kept,
        ):  # fmt: skip
            choices = reduce(lambda whole, at: parts[at].over(whole), kept, Choices())
            _save(t, Recipe(name.strip(), recipe.headings, choices), recipe.name)
        if st.button(t("imports.recipes.forget"), key=f"imports_recipe_forget_{recipe.name}", icon=":material/delete:"):
            _forget(t, recipe.name)


def _save(t: Catalog, recipe: Recipe, instead_of: str) -> None:
    try:
        by = require("recipes")
        keep_recipe(store_folder(), recipe, instead_of)
    except RecipeRefusedError as refused:
        st.error(t(f"imports.recipes.refused.{refused.code}", **refused.details), icon=":material/error:")
    except StoreError as error:
        st.error(t(f"store_error.{error.code}", **error.details), icon=":material/error:")
    else:
        put_down_act("recipes", by, kept=recipe.name)
        _changed(t("imports.recipes.kept", name=escaped(recipe.name)))


def _forget(t: Catalog, name: str) -> None:
    try:
        by = require("recipes")
        forget_recipe(store_folder(), name)
    except StoreError as error:
        st.error(t(f"store_error.{error.code}", **error.details), icon=":material/error:")
    else:
        put_down_act("recipes", by, forgotten=name)
        _changed(t("imports.recipes.forgotten", name=escaped(name)))


def _changed(message: str) -> None:
    st.session_state[CHANGED] = message
    check_again()
    st.rerun()

"""Recipes beside the store, a file each: `<store>/recipes/<name>.json`. They are the agency's: every import reads them,
and an update of the product leaves them alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analytics.ingest.recipes import Recipe, RecipeRefusedError, as_text, read_recipe
from analytics.store.durable import replace_file
from analytics.store.versions import StoreError, writing


def kept_recipes(store: Path) -> list[Recipe]:
    """All recipes, in the order of their names. Raises StoreError(`broken_recipe`) for one that cannot be read."""
    found = []
    for file in sorted((store / "recipes").glob("*.json")):
        try:
            found.append(read_recipe(file.stem, file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, RecipeRefusedError) as error:
            raise StoreError("broken_recipe", file=file.name) from error
    return found


def named(recipes: Sequence[Recipe], name: str) -> Recipe:
    """The recipe of this name. Raises StoreError(`unknown_recipe`)."""
    for recipe in recipes:
        if recipe.name == name:
            return recipe
    raise StoreError("unknown_recipe", recipe=name)


def keep_recipe(store: Path, recipe: Recipe, instead_of: str = "") -> None:
    """Keeps a recipe, over one of the same name and in place of `instead_of`. All or nothing: an import reads the
    recipe as it was or as it will be.

    Raises RecipeRefusedError for one that is not taken, StoreError where the store cannot be written.
    """
    text = as_text(recipe)
    with writing(store):
        path = _file(store, recipe.name)
        path.parent.mkdir(exist_ok=True)
        replace_file(path, text.encode())
        if instead_of and instead_of != recipe.name:
            _file(store, instead_of).unlink(missing_ok=True)


def forget_recipe(store: Path, name: str) -> None:
    """Takes a recipe away; one that is not there is no error. Raises StoreError."""
    with writing(store):
        _file(store, name).unlink(missing_ok=True)


def _file(store: Path, name: str) -> Path:
    return store / "recipes" / f"{name}.json"

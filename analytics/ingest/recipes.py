"""Recipes: what the reader chose for a file, under a name, for later files of the same headings.

A recipe holds no personal data: a heading that may be a person is told by the letters of its column alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, get_args

from analytics.contract import TABLES
from analytics.ingest.cells.days import DayOrder
from analytics.ingest.choices import Choices, MemberRows
from analytics.ingest.files.headings import Record, candidate_rows, column_at, labels
from analytics.ingest.personal import masked

LONGEST_NAME = 60

_NAME = re.compile(r"\w[\w .()-]*")


@dataclass(frozen=True)
class Recipe:
    """Choices under a name, and all headings of the files that they are for, in any order."""

    name: str
    headings: tuple[str, ...]
    choices: Choices

    def fits(self, said: Sequence[str]) -> bool:
        """Whether a row with these labels, blank where it has no heading, has the headings of the recipe alone."""
        hidden = {at for heading in self.headings if (at := column_at(heading)) is not None}
        shown = [label for at, label in enumerate(said) if label and at not in hidden]
        return all(at < len(said) and said[at] for at in hidden) and sorted(shown) == sorted(
            heading for heading in self.headings if column_at(heading) is None
        )


class RecipeRefusedError(Exception):
    """A recipe that is not taken: `code` is a word of `imports.recipes.refused`."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def recipe_for(heads: Iterable[Sequence[Record]], recipes: Sequence[Recipe]) -> Recipe | None:
    """The first recipe that fits one of the first rows of a file's sheets."""
    if not recipes:
        return None
    rows = [labels(cells) for head in heads for _, _, cells in candidate_rows(head)]
    return next((recipe for recipe in recipes if any(map(recipe.fits, rows))), None)


def as_text(recipe: Recipe) -> str:
    """A recipe as its file holds it, all but its name. Raises RecipeRefusedError for one that could not be read."""
    text = json.dumps({"headings": recipe.headings, **asdict(recipe.choices)}, ensure_ascii=False, indent=1)
    read_recipe(recipe.name, text)
    return f"{text}\n"


def read_recipe(name: str, text: str) -> Recipe:
    """The recipe that a file of this name holds. Raises RecipeRefusedError: `bad_name`, `personal`, `not_a_recipe`."""
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name) or name != name.strip(" ."):
        raise RecipeRefusedError("bad_name", longest=LONGEST_NAME)
    try:
        said = json.loads(text)
        recipe = Recipe(name, _texts(said.pop("headings")), _choices(**said))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecipeRefusedError("not_a_recipe") from error
    written = (name, *recipe.headings, *recipe.choices.columns, *recipe.choices.sheets_left_out)
    if any(masked(one) != one for one in written):
        raise RecipeRefusedError("personal")
    return recipe


def _choices(
    table: Any = None, columns: Any = None, day_orders: Any = None, member_rows: Any = None, sheets_left_out: Any = None
) -> Choices:
    """The choices that a file of a recipe holds. Raises KeyError, TypeError or ValueError for what is none."""
    tables = [TABLES[table]] if table else list(TABLES.values())
    known = {column.name: column for one in tables for column in one.columns if not column.derived}
    days = [name for name, column in known.items() if column.kind == "date"]
    return Choices(
        table or None,
        {_text(heading): name and _one_of(known, name) for heading, name in dict(columns or {}).items()},
        {_one_of(days, name): _one_of(get_args(DayOrder), order) for name, order in dict(day_orders or {}).items()},
        _one_of(get_args(MemberRows), member_rows) if member_rows else None,
        _texts(sheets_left_out or []),
    )


def _one_of(known: Iterable[Any], said: Any) -> Any:
    if said not in known:
        raise ValueError(said)
    return said


def _texts(said: Any) -> tuple[str, ...]:
    if not isinstance(said, list):
        raise TypeError(said)
    return tuple(map(_text, said))


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise TypeError(said)
    return said

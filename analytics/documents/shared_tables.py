"""Tables that both a page shows and the workbook of all figures holds."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.answers.published import Comparison
from analytics.documents.typed_table import Column, TypedTable, cell_words, estimate_columns, named
from analytics.i18n import Catalog
from analytics.indicators import REGISTRY
from analytics.methods.grant_size import Amount
from analytics.wording.definitions import fewest_words
from analytics.wording.published import column_unit, status_words

OF_PUBLISHED = ("figure", "published", "ours", "status", "as_of", "source")
OF_INDICATORS = ("name", "definition", "numerator", "denominator", "limits")
OF_AMOUNTS = (
    "amount", "recipients", "ratio", "ceiling", "needed", "needed_range", "surviving", "surviving_range", "cost",
    "cost_range",
)  # fmt: skip


def published_table(t: Catalog, comparisons: Sequence[Comparison]) -> TypedTable:
    """Published figures beside this data's, one per row."""
    words = {name: t(f"overview.published.column.{name}") for name in OF_PUBLISHED}
    units = [column_unit(comparison.unit) for comparison in comparisons]
    figures = [comparison.figure_id for comparison in comparisons]
    _, *beside = estimate_columns(t, [comparison.estimate for comparison in comparisons], words["ours"])
    return TypedTable(
        "overview-published",
        (
            *named(t, "figure", words["figure"], figures, lambda figure: t(f"published.figure.{figure}")),
            Column("published", words["published"], [one.published for one in comparisons], units),
            Column("value", words["ours"], [one.ours for one in comparisons], units),
            *beside,
            Column("status", words["status"], [status_words(t, one) for one in comparisons]),
            Column("as_of", words["as_of"], [one.as_of for one in comparisons], "date"),
            Column("source", words["source"], [one.source for one in comparisons]),
        ),
    )


def dictionary_table(t: Catalog) -> TypedTable:
    """Every indicator, one per row."""
    said = {word: [said_of(t, key, word) or None for key in REGISTRY] for word in OF_INDICATORS}
    said["unit"] = [t(f"definitions.unit.{one.unit}") for one in REGISTRY.values()]
    said["fewest"] = [fewest_words(t, one) for one in REGISTRY.values()]
    columns = [Column(name, t(f"definitions.column.{name}"), cells) for name, cells in said.items()]
    return TypedTable("definitions-indicators", (*columns, Column("key", t("definitions.column.key"), list(REGISTRY))))


def said_of(t: Catalog, key: str, word: str) -> str:
    """What the catalog says of an indicator under `word`; empty where it says nothing."""
    return t(f"indicators.{key}.{word}") if t.has(f"indicators.{key}.{word}") else ""


def amounts_table(t: Catalog, rows: Sequence[Amount]) -> TypedTable:
    """Amounts weighed against the present one, one per row; what rests on a baseline only where there is one."""
    words = {name: t(f"grant_size.column.{name}") for name in OF_AMOUNTS}

    def with_range(key: str, name: str, ends: str, unit: str, decimals: int | None = None) -> list[Column]:
        """A value, its range in words on the page, and its ends in files."""
        ranges = [getattr(one, ends) for one in rows]
        said = [one and "–".join(cell_words(t, end, unit, decimals) for end in one) for one in ranges]
        return [
            Column(key, words[name], [getattr(one, key) for one in rows], unit, decimals),
            Column(f"{key}_range", words[f"{name}_range"], said, only="page"),
            *(
                Column(f"{key}_{end}", t("tables.of", of=words[name], part=t(f"tables.part.{end}")),
                       [one and one[place] for one in ranges], unit, decimals, only="files")
                for place, end in enumerate(("lower", "upper"))
            ),
        ]  # fmt: skip

    columns = [
        Column("amount_idr", words["amount"], [one.amount_idr for one in rows], "idr"),
        Column("recipients", words["recipients"], [one.recipients for one in rows], "count"),
        Column("ratio", words["ratio"], [one.ratio for one in rows], "ratio"),
        Column("ceiling", words["ceiling"], [one.ceiling if one.ceiling < 1 else None for one in rows], "share", 0),
    ]
    if any(one.needed is not None for one in rows):
        columns += with_range("needed", "needed", "needed_range", "share", 0)
        columns += with_range("surviving", "surviving", "surviving_range", "count")
        columns += with_range("cost_per_surviving_idr", "cost", "cost_range_idr", "idr")
    return TypedTable("grant-size-amounts", tuple(columns), (t("grant_size.table.note"),))

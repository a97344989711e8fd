"""angka.xlsx: every indicator by every usual dimension in one workbook, with all that must be known of it.

What must be known comes first, then every figure in one long sheet, those of each dimension again in a sheet of their
own, targets, amounts with what they rest on, published figures, the dictionary, and the sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analytics.answers.figures import figures
from analytics.answers.memo_contents import Size, weighed_amounts
from analytics.answers.published import Comparison, compare_published
from analytics.documents.about import Asked, facts_of_table
from analytics.documents.proof import reference_hashes
from analytics.documents.shared_tables import amounts_table, dictionary_table, published_table
from analytics.documents.software import Software
from analytics.documents.table_files import workbook_of_sheets
from analytics.documents.typed_table import Column, TypedTable, dimension_columns, estimate_columns
from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.indicators import REGISTRY
from analytics.store.database import Selection, Store
from analytics.wording.estimates import withheld_words

BROKEN_DOWN_BY = ("programme", "regency", "cohort_year", "business_category")
TARGETS_BY = ("programme", "cohort_year", "regency")
TARGET = "target_realisation"
WORKBOOK = "angka"
"""How the names of its files begin."""
SHEETS = ("figures", *BROKEN_DOWN_BY, "targets", "amounts", "published", "dictionary", "sources")
"""Those after the first, which says what is in them."""


Answer = tuple[str, Estimate]
"""A figure, and the dimension that it was asked by; that is empty for the whole."""


@dataclass(frozen=True)
class Everything:
    """What the workbook holds: `answers` of all indicators, as a whole and by each of `BROKEN_DOWN_BY`; `targets` by
    `TARGETS_BY`; `reference`: the SHA-256 of each reference file."""

    answers: Sequence[Answer]
    targets: Sequence[Estimate]
    size: Size
    published: Sequence[Comparison]
    reference: Mapping[str, str]


def everything(store: Store, *, as_of: date, where: Selection) -> Everything:
    """Asked of the store on a day and under filters; published figures each at its own day."""
    return Everything(
        [
            (dimension, one)
            for key in REGISTRY
            for dimension in ("", *BROKEN_DOWN_BY)
            for one in figures(store, key, by=[dimension] if dimension else [], as_of=as_of, where=where)
        ],
        figures(store, TARGET, by=TARGETS_BY, as_of=as_of, where=where),
        weighed_amounts(store, as_of=as_of, where=where),
        compare_published(store),
        reference_hashes(store.reference),
    )


def figures_workbook(t: Catalog, found: Everything, asked: Asked) -> bytes:
    """XLSX; the same figures are the same bytes."""
    whole = TypedTable("figures", tuple(figure_columns(t, found.answers, asked.places, BROKEN_DOWN_BY)))
    broken_down = {
        name: TypedTable(
            name, tuple(figure_columns(t, [one for one in found.answers if one[0] == name], asked.places, (name,)))
        )
        for name in BROKEN_DOWN_BY
    }
    sheets = {
        "read_first": read_first(t, whole, asked),
        "figures": whole.of("files"),
        **{name: table.of("files") for name, table in broken_down.items()},
        "targets": target_columns(t, found.targets, asked.places),
        "amounts": amount_columns(t, found.size),
        "published": published_table(t, found.published).of("files"),
        "dictionary": dictionary_table(t).of("files"),
        "sources": source_columns(t, asked, found.reference),
    }
    return workbook_of_sheets(
        t, {t(f"workbook.sheet.{name}"): columns for name, columns in sheets.items()}, made_on=asked.as_of
    )


def workbook_asked(t: Catalog, store: Store, as_of: date, where: Selection, by: Software, title: str = "") -> Asked:
    """What a workbook answers where no page asks: of the version, on a day and under filters."""
    rows = store.query("regencies")
    places = dict(zip(rows["regency_code"], rows["regency_name"], strict=True))
    return Asked(title or t("workbook.title"), "", store.manifest, as_of, where, places, "", by)


def read_first(t: Catalog, whole: TypedTable, asked: Asked) -> list[Column]:
    """Which data, day and filters, how to read, and what each sheet holds."""
    facts = [(one.name, one.value) for one in facts_of_table(t, whole, asked)]
    holds = [(t(f"workbook.sheet.{name}"), t(f"workbook.holds.{name}")) for name in SHEETS]
    return [
        Column(name, t(f"tables.about.columns.{name}"), [row[place] for row in [*facts, *holds]])
        for place, name in enumerate(("name", "value"))
    ]


def figure_columns(
    t: Catalog, answers: Sequence[Answer], places: Mapping[str, str], dimensions: Sequence[str]
) -> list[Column]:
    """One row a figure: the indicator, what it is of, and everything that goes with the value."""
    estimates = [one for _, one in answers]
    of = [column for name in dimensions for column in _of_dimension(t, name, answers, places)]
    levels = [
        ", ".join(f"{name}={value}" for name, value in one.by.items() if name != asked) or None
        for asked, one in answers
    ]
    return [
        Column("indicator_code", t("tables.about.key"), [one.indicator for one in estimates], "code"),
        Column("indicator", t("workbook.indicator"), [t(f"indicators.{one.indicator}.name") for one in estimates]),
        *of,
        *([Column("level_code", t("workbook.level"), levels, "code")] if any(levels) else []),
        *estimate_columns(t, estimates, t("workbook.value")),
        *_sensitivity_columns(t, estimates),
    ]


def _sensitivity_columns(t: Catalog, estimates: Sequence[Estimate]) -> list[Column]:
    """Where the value lies under other assumptions, as pages say it; no columns where that is asked of none."""
    found = [one.sensitivity for one in estimates]
    if not any(found):
        return []
    ends = {
        "sensitivity_lower": [one and one.lower for one in found],
        "sensitivity_upper": [one and one.upper for one in found],
    }
    units = [one.unit for one in estimates]
    return [Column(name, t(f"workbook.{name}"), values, units) for name, values in ends.items()]


def _of_dimension(t: Catalog, dimension: str, answers: Sequence[Answer], places: Mapping[str, str]) -> Iterator[Column]:
    """The dimension's columns, empty where a figure was not asked by it, or cannot be."""
    for column in dimension_columns(t, dimension, [one.by.get(dimension) for _, one in answers], places):
        cells = zip(column.values, answers, strict=True)
        values = [value if asked == dimension and dimension in one.by else None for value, (asked, one) in cells]
        yield replace(column, values=values)


def target_columns(t: Catalog, targets: Sequence[Estimate], places: Mapping[str, str]) -> list[Column]:
    """Delivered beside the target, and their ratio, one row a programme, year and place; no row where the filters ask
    for what targets are not set by, which the sheet of all figures then says."""
    asked = [one for one in targets if one.by]
    of = [
        column for name in TARGETS_BY for column in dimension_columns(t, name, [one.by[name] for one in asked], places)
    ]
    counts = [
        Column(name, t(f"workbook.{name}"), [one.counts.get(name) for one in asked], "count")
        for name in ("target", "delivered")
    ]
    value = Column("value", t(f"indicators.{TARGET}.name"), [one.value for one in asked], "ratio")
    withheld = [withheld_words(t, one) if one.withheld else None for one in asked]
    return [*of, *counts, value, Column("withheld", t("tables.part.withheld"), withheld)]


def amount_columns(t: Catalog, size: Size) -> list[Column]:
    """Each amount with what it was calculated from."""
    baseline, plan, rows = size.baseline, size.plan, size.amounts
    ends = (baseline.interval or (None, None)) if baseline else (None, None)
    inputs = {
        "budget_idr": (plan.budget_idr, "idr"),
        "delivery_cost_idr": (plan.delivery_cost_idr, "idr"),
        "present_amount_idr": (plan.present_amount_idr, "idr"),
        "baseline_programme": (size.baseline_programme, "text"),
        "baseline": (baseline.share if baseline else None, "share"),
        "baseline_lower": (ends[0], "share"),
        "baseline_upper": (ends[1], "share"),
    }
    return [
        *amounts_table(t, rows).of("files"),
        *(Column(name, t(f"workbook.{name}"), [value] * len(rows), unit) for name, (value, unit) in inputs.items()),
    ]


def source_columns(t: Catalog, asked: Asked, reference: Mapping[str, str]) -> list[Column]:
    """Every file that the figures rest on, and its sum: exports with their rows, then reference files."""
    exports = [
        (t(f"definitions.table.{table}"), one.file, one.rows, one.sha256)
        for table, sources in asked.manifest.sources.items()
        for one in sources
    ]
    rows = [*exports, *((t("workbook.reference"), file, None, digest) for file, digest in reference.items())]
    kinds = {"table": "text", "file": "text", "rows": "count", "sha256": "text"}
    return [
        Column(name, t(f"workbook.source.{name}"), [row[place] for row in rows], kind)
        for place, (name, kind) in enumerate(kinds.items())
    ]

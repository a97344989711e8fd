"""The sections of a decision memo, each from its part of the contents, in the words that the pages use too."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.answers.memo_contents import Contents, Lives, State, TargetYear
from analytics.documents.blocks import (
    Block,
    Cell,
    Row,
    answer,
    bullets,
    heading,
    note,
    paragraph,
    picture,
    reading_key,
    table,
)
from analytics.estimate import Count, Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import day, number
from analytics.wording.decisions import amount_decision, kind_decision, visit_decision
from analytics.wording.estimates import (
    is_too_young,
    n_words,
    persistence_sentence,
    range_or_dash,
    sampling_words,
    value_words,
    withheld_words,
)
from analytics.wording.headline import answer_words, headline_words
from analytics.wording.members import members_sentence, uncounted_lines
from analytics.wording.published import published_line
from analytics.wording.state import never_visited_words, reached_words, target_lines

AGES_MONTHS = {"survival_12": 12, "survival_24": 24}
UNANSWERED = ("effect", "today", "unseen", "amount", "profit", "poverty")
"""Of what the data cannot answer, what a decision on money would lean on."""

LEFT_OUT: tuple[Count, ...] = ("too_young", "reopened")
"""What the persistence of all grants counts beside those with a status and those without."""

FORMS = ("point", "sampling", "bounds", "complete_count", "withheld")


def answer_section(contents: Contents, t: Catalog) -> Iterator[Block]:
    """The headline of the overview, what was published, what was reached, what was never seen."""
    state = contents.state
    code, first = next(iter(state.persistence.items()))
    audited, today = state.audited.get(code), state.today.get(code)
    at_12 = contents.lives.survival["survival_12"]
    sentence = answer_words(t, first, audited, today, at_12, contents.kinds.difference)
    reached = reached_words(t, state.grants, state.families, state.amount_idr)
    yield answer(
        sentence.replace("**", ""),
        [
            *headline_words(t, first, audited, today),
            *(published_line(t, one).replace("**", "") for one in contents.published),
            f"{reached} {never_visited_words(t, state.visited)}",
        ],
    )


def decisions_section(contents: Contents, t: Catalog) -> Iterator[Block]:
    """What has to be decided, as on the overview."""
    size = contents.size
    yield heading(t("overview.decision.title"))
    yield bullets(
        [
            decision.sentence
            for decision in (
                amount_decision(t, size.plan, size.now, size.considered),
                visit_decision(t, contents.state.all_persistence),
                kind_decision(t, contents.kinds.difference),
            )
        ]
    )


def persistence_section(state: State, t: Catalog) -> Iterator[Block]:
    """Each programme's persistence, drawn and written."""
    yield heading(t("survival.rows.title", dimension=t("survival.dimension.programme")))
    yield picture(
        [t("frame.programme"), t("overview.column.persistence"), t("tables.part.interval"), t("memo.column.bounds")],
        t("overview.persistence.axis"),
        [_persistence_row(code, one, t) for code, one in state.persistence.items()],
    )
    counts = state.all_persistence.counts
    left_out = [t(f"survival.left_out.{name}", k=number(counts[name], t.lang)) for name in LEFT_OUT if counts[name]]
    yield note(" ".join([t("overview.persistence.text"), *left_out, t("figures.persistence.assumption")]))


def _persistence_row(code: str, estimate: Estimate, t: Catalog) -> Row:
    too_young = is_too_young(estimate)
    return Row(
        t(f"programme.{code}.short"),
        t("figures.short.too_young") if too_young else n_words(t, estimate),
        estimate,
        _value_and_intervals(estimate, t),
        persistence_sentence(t, estimate),
        2 if estimate.note("bounds_lead") else 0,
        persistence_sentence(t, estimate) if estimate.value is None else "",
        too_young,
    )


def _value_and_intervals(estimate: Estimate, t: Catalog) -> list[str]:
    """Value, interval and bounds of a share, short enough for a column."""
    return [
        "–" if estimate.value is None else value_words(t, estimate),
        range_or_dash(t, estimate.sampling, estimate.unit),
        range_or_dash(t, estimate.bounds, estimate.unit),
    ]


def survival_section(lives: Lives, t: Catalog) -> Iterator[Block]:
    """The chance of running after one and two years; a programme that no curve can be had for says why."""
    yield heading(t("survival.curve.title"))
    first = next(iter(lives.survival.values()))
    rows = [
        _survival_row(code, months, lives.survival[key][code], t)
        for code in first
        for key, months in AGES_MONTHS.items()
    ]
    columns = [t("frame.programme"), *(t(f"memo.column.{name}") for name in ("survival", "interval"))]
    yield picture([*columns, t("tables.part.bounds")], t("memo.survival.axis"), rows)
    unvisited = ", ".join(
        t("memo.survival.unvisited_of", programme=t(f"programme.{code}.short"), k=number(one.unvisited, t.lang))
        for code, one in first.items()
    )
    sentence = t("memo.survival.unvisited", unvisited=unvisited)
    yield note(f"{t('memo.survival.reading')} {sentence} {t('survival.curve.assumption')}")


def _survival_row(code: str, months: int, estimate: Estimate, t: Catalog) -> Row:
    label = t("memo.survival.row", programme=t(f"programme.{code}.short"), months=months)
    seen = t("memo.survival.n", n=n_words(t, estimate), at_risk=number(estimate.counts.get("at_risk", 0), t.lang))
    numbers = _value_and_intervals(estimate, t)
    reason = withheld_words(t, estimate) if estimate.withheld else ""
    interval = sampling_words(t, estimate) if estimate.sampling else "–"
    return Row(label, seen, estimate, numbers, f"{label}: {reason or numbers[0]} ({interval}), {seen}.", 0, reason)


def members_section(contents: Contents, t: Catalog) -> Iterator[Block]:
    """Who is still in the groups, or why that is not said."""
    members, alone = contents.lives.members, contents.lives.nearly_alone
    yield heading(t("survival.members.title"))
    if "KUBE" not in contents.state.persistence:
        yield paragraph(t("survival.members.none"))
        return
    if members.value is None:
        yield paragraph(withheld_words(t, members))
        return
    yield paragraph(members_sentence(t, members, alone), leads=True)
    unknown = t("memo.members.unknown", unknown=number(members.counts["unknown"], t.lang))
    withheld = [t("overview.state.alone_withheld", reason=withheld_words(t, alone))] if alone.withheld else []
    yield note(" ".join([*withheld, unknown, *uncounted_lines(t, members)]))


def coverage_section(contents: Contents, t: Catalog) -> Iterator[Block]:
    """Targets of the year, and what was delivered of them in each place; in official order."""
    yield heading(t("coverage.title"))
    if contents.target.withheld and not contents.targets:
        yield paragraph(withheld_words(t, contents.target))
        return
    yield paragraph(" ".join(target_lines(t, contents.this_year, contents.head.as_of.year)), leads=True)
    rows: list[list[str | Cell]] = [
        [name, *(_target_cell(column, column.by_regency.get(code), t) for column in contents.targets)]
        for code, name in contents.head.places.items()
        if code in contents.head.picked_places
    ]
    if len(rows) > 1:
        rows.append([t("memo.coverage.all"), *(_target_cell(column, column.whole, t) for column in contents.targets)])
    columns = [
        t("coverage.targets.year", programme=t(f"programme.{one.programme}.short"), year=one.year)
        for one in contents.targets
    ]
    widths = [3.0, *(4.0 for _ in columns)]
    yield table([t("frame.regency"), *columns], rows, widths, 1 if len(rows) > 1 else 0)
    yield note(" ".join([t("memo.coverage.reading"), *_open_years(contents, t)]))


def _target_cell(column: TargetYear, estimate: Estimate | None, t: Catalog) -> Cell:
    if estimate is None or estimate.value is None:
        return Cell("", [t("coverage.no_target")])
    rest = t("coverage.of_target", target=number(estimate.counts["target"], t.lang))
    return Cell(number(estimate.counts["delivered"], t.lang), [rest], float(estimate.value), column.programme)


def _open_years(contents: Contents, t: Catalog) -> list[str]:
    as_of, years = contents.head.as_of, {column.year for column in contents.targets} | {contents.head.as_of.year}
    if (as_of.month, as_of.day) == (12, 31):
        return []
    return [t("coverage.year_open", year=year, day=day(as_of, t.lang)) for year in sorted(years) if year >= as_of.year]


def closing_sections(contents: Contents, t: Catalog) -> Iterator[Block]:
    """What the data cannot answer, how to read the forms, and the files behind the figures."""
    yield heading(t("definitions.unanswered.title"))
    yield bullets([t(f"definitions.unanswered.{question}") for question in UNANSWERED], columns=2)
    yield heading(t("memo.reading.title"))
    yield reading_key({form: t(f"memo.reading.{form}") for form in FORMS})
    yield note(t("memo.reading.n"))
    yield from sources_section(contents, t)


def sources_section(contents: Contents, t: Catalog) -> Iterator[Block]:
    """Every file of the version, with its rows and the beginning of its hash."""
    yield heading(t("frame.method.sources"))
    rows = [
        [t(f"definitions.table.{name}"), source.file, number(source.rows, t.lang), source.sha256[:12]]
        for name, sources in contents.head.manifest.sources.items()
        for source in sources
    ]
    yield table(
        [t(f"memo.source.{name}") for name in ("table", "file", "rows", "sha256")], rows, [3, 8, 2, 4], numbers=[2]
    )

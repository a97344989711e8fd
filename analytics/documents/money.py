"""The sections of a decision memo on groups and individuals, on next year's amount, and on what was paid."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.answers.memo_contents import Contents, Size
from analytics.documents.blocks import Block, Cell, heading, note, paragraph, table
from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, percent, rupiah
from analytics.methods.comparison import MIN_VERDICTS_OF_A_KIND, Gate
from analytics.methods.grant_size import Amount
from analytics.wording.comparison import (
    DIMENSION_OF,
    absent_words,
    asked_words,
    by_reason,
    difference_words,
    figure_words,
    gap_words,
    refusal_words,
)
from analytics.wording.estimates import n_words, sampling_words, value_words, withheld_words
from analytics.wording.grant_size import data_baseline_words, times, withheld_baseline_words

COSTS = {
    "cost_per_surviving_business_idr": "comparison.unit.cost_business",
    "cost_per_active_member_idr": "comparison.unit.cost_person",
}


def kinds_section(contents: Contents, t: Catalog) -> Iterator[Block]:
    """The gate with each condition; a difference only where it is open."""
    kinds = contents.kinds
    yield heading(t("comparison.title"))
    if "programme" in contents.head.where:
        yield note(t("memo.programme_filter"))
    absent = absent_words(t, kinds.programmes)
    if absent:
        yield paragraph(absent)
        return
    if not kinds.gate.is_open:
        yield paragraph(" ".join(refusal_words(t, kinds.gate)), leads=True)
    elif kinds.difference.value is None:
        yield paragraph(withheld_words(t, kinds.difference), leads=True)
    else:
        sentence, *more = difference_words(t, kinds.difference)
        yield paragraph(f"**{sentence}** {n_words(t, kinds.difference)}.")
        yield note(" ".join(more))
    head = [t(f"comparison.column.{name}") for name in ("condition", "figure", "status")]
    yield table(head, _conditions(kinds.gate, t), [8, 5, 3.6])
    yield note(f"{gap_words(t, kinds.gap_months)} {t('comparison.who')}")


def _conditions(gate: Gate, t: Catalog) -> list[list[str | Cell]]:
    """Each condition, what there is, and whether that is enough; what cannot be checked says so."""
    found = by_reason(gate)
    rows: list[list[str | Cell]] = []
    for reason, conditions in found.items():
        is_met = all(condition.is_met for condition in conditions)
        state = t(f"comparison.gate.{'met' if is_met else 'not_met'}")
        figures = figure_words(t, gate, conditions)
        rows.append([asked_words(t, reason, conditions[0].threshold), figures, state if is_met else Cell(state)])
    for reason in DIMENSION_OF:
        if reason not in found:
            condition_words = asked_words(t, reason, MIN_VERDICTS_OF_A_KIND)
            rows.append([condition_words, t("comparison.gate.nothing"), t("comparison.gate.unchecked")])
    return rows


def size_section(contents: Contents, t: Catalog) -> Iterator[Block]:
    """How many families each amount reaches and what survival it asks for; then what each programme has paid."""
    size = contents.size
    yield heading(t("grant_size.title"))
    plan = {"budget": size.plan.budget_idr, "cost": size.plan.delivery_cost_idr, "amount": size.now.amount_idr}
    amounts = {name: rupiah(amount, t.lang) for name, amount in plan.items()}
    recipients = number(size.now.recipients, t.lang)
    yield paragraph(t("memo.size.plan", n=recipients, **amounts), leads=True)
    columns = ["amount", "recipients", "ratio", *(["needed", "needed_range"] if size.baseline else ["ceiling"])]
    yield table(
        [t(f"grant_size.column.{name}") for name in columns],
        [_amount_row(size, amount, t) for amount in size.amounts],
        [3 if name == "amount" else 4 for name in columns],
        numbers=range(1, len(columns)),
    )
    filtered = [t("grant_size.answer.programme_filter")] if "programme" in contents.head.where else []
    example = t("memo.size.example", n=recipients, amount=amounts["amount"])
    yield note(" ".join([example, _baseline(size, t), *filtered, t("grant_size.answer.caveat")]))
    yield from _paid(size, t)


def _amount_row(size: Size, amount: Amount, t: Catalog) -> list[str | Cell]:
    is_now = amount.amount_idr == size.plan.present_amount_idr
    label = Cell(rupiah(amount.amount_idr, t.lang), [t("grant_size.present")] if is_now else [])
    row: list[str | Cell] = [label, number(amount.recipients, t.lang), times(t, amount.ratio)]
    if amount.needed is None:
        return [*row, percent(amount.ceiling, t.lang, 0) if amount.ceiling < 1 else "–"]
    return [*row, *(_needed(t, amount.needed), _needed_range(t, amount))]


def _needed(t: Catalog, share: float) -> str:
    return t("grant_size.chart.impossible") if share > 1 else percent(share, t.lang, 0)


def _needed_range(t: Catalog, amount: Amount) -> str:
    if amount.needed_range is None:
        return "–"
    lower, upper = amount.needed_range
    return t("figures.range", lower=_needed(t, lower), upper=_needed(t, upper)) if lower <= 1 else _needed(t, lower)


def _baseline(size: Size, t: Catalog) -> str:
    if size.baseline is not None and size.baseline_from is not None:
        return data_baseline_words(t, size.baseline_programme, size.baseline_from, size.baseline)
    return withheld_baseline_words(t, size.baseline_programme, size.baseline_from)


def _paid(size: Size, t: Catalog) -> Iterator[Block]:
    """What one business still running, and one person still active, has cost: each programme on its own."""
    codes = list(next(iter(size.costs.values())))
    rows: list[list[str | Cell]] = [
        [Cell(t(f"programme.{code}.short")), *(_cost_cell(of[code], t) for of in size.costs.values())] for code in codes
    ]
    yield paragraph(f"**{t('grant_size.paid.title')}**", leads=True)
    yield table([t("frame.programme"), *(t(key) for key in COSTS.values())], rows, [2, 6, 6])
    yield note(t("grant_size.paid.text"))


def _cost_cell(estimate: Estimate, t: Catalog) -> Cell:
    if estimate.value is None:
        return Cell("", [withheld_words(t, estimate), n_words(t, estimate)])
    interval = sampling_words(t, estimate)
    return Cell(value_words(t, estimate), [interval, n_words(t, estimate)])

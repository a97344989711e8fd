"""The amounts side by side: families reached and the survival that each needs."""

from __future__ import annotations

from analytics.charts.grant_size import AmountRow, families_figure, needed_figure
from analytics.documents.shared_tables import amounts_table
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, rupiah
from analytics.methods.grant_size import Amount
from analytics.wording.grant_size import hundred, times
from pages.sections.grant_size.inputs import Inputs
from pages.shared.frame import Frame
from pages.shared.panels import Metric, panel, show_metrics, sides
from pages.shared.show import show_chart
from pages.shared.tables import show_table


def show_figures(frame: Frame, inputs: Inputs, amounts: dict[int, Amount]) -> None:
    """Of the amount in question: families, what must survive, businesses that survive were the chance to stay."""
    t, one, now = frame.t, amounts[inputs.considered_idr], amounts[inputs.plan.present_amount_idr]
    amount, reached_now = rupiah(one.amount_idr, t.lang), number(now.recipients, t.lang)
    difference = one.recipients - now.recipients
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    metrics = [
        Metric(
            t("grant_size.metric.families", amount=amount), number(one.recipients, t.lang),
            f"{sign}{number(abs(difference), t.lang)}", t("grant_size.metric.of_now", n=reached_now),
        )
    ]  # fmt: skip
    if one.needed is None or one.surviving is None or now.surviving is None:
        label = t("grant_size.metric.ratio")
        metrics.append(Metric(label, times(t, one.ratio), of=t("grant_size.metric.ceiling", p=hundred(t, one.ceiling))))
    else:
        present = _with_range(t, now.needed, now.needed_range)
        metrics += [
            Metric(
                t("grant_size.metric.needed"), hundred(t, one.needed), _range_of_100(t, one.needed_range),
                t("grant_size.metric.now", now=present),
            ),
            Metric(
                t("grant_size.metric.surviving"), number(one.surviving, t.lang), _range(t, one.surviving_range),
                t("grant_size.metric.now", now=_surviving(t, now.surviving, now.surviving_range)),
            ),
        ]  # fmt: skip
    show_metrics(metrics)


def show_pictures(frame: Frame, inputs: Inputs, amounts: dict[int, Amount]) -> None:
    """Families beside what must survive, with common rows."""
    t, baseline = frame.t, inputs.baseline
    rows = [amount_row(frame, one, inputs) for one in amounts.values()]
    interval = baseline.interval or (baseline.share, baseline.share) if baseline else None
    left, right = sides("amounts", 2, 3)
    with left, panel("families", t("grant_size.metric.reached")):
        alt = "; ".join(f"{row.label}: {row.families_label}" for row in rows)
        show_chart(frame, families_figure(rows, frame.palette, t.lang), alt, "grant-size-families", is_headed=False)
    form = "needed" if baseline else "possible"
    with right, panel("needed", t(f"grant_size.picture.{form}"), t(f"grant_size.picture.{form}_key")):
        alt = "; ".join(f"{row.label}: {row.number} {row.range}" for row in rows)
        figure = needed_figure(rows, interval, frame.palette, t.lang, t("grant_size.picture.impossible"))
        show_chart(frame, figure, alt, "grant-size", is_headed=False)


def amount_row(frame: Frame, one: Amount, inputs: Inputs) -> AmountRow:
    t = frame.t
    is_now = one.amount_idr == inputs.plan.present_amount_idr
    label = rupiah(one.amount_idr, t.lang)
    if one.needed is None:
        written = hundred(t, one.ceiling) if one.ceiling < 1 else ""
        said = (t("grant_size.picture.at_most", p=written) if written else t("grant_size.picture.any"), "")
    else:
        beyond = t("grant_size.picture.impossible") if one.is_impossible else _range_of_100(t, one.needed_range)
        said = (hundred(t, one.needed), t("grant_size.present") if is_now and not one.needed_range else beyond)
    return AmountRow(
        label, one.recipients, number(one.recipients, t.lang), one.amount_idr == inputs.considered_idr, one.needed,
        one.needed_range, one.ceiling, *said,
    )  # fmt: skip


def _range_of_100(t: Catalog, ends: tuple[float, float] | None) -> str:
    return "–".join(hundred(t, end) for end in ends) if ends else ""


def _range(t: Catalog, ends: tuple[float, float] | None) -> str:
    return "–".join(number(end, t.lang) for end in ends) if ends else ""


def _surviving(t: Catalog, businesses: float, ends: tuple[float, float] | None) -> str:
    written = number(businesses, t.lang)
    return f"{written} ({_range(t, ends)})" if ends else written


def _with_range(t: Catalog, share: float | None, ends: tuple[float, float] | None) -> str:
    written = hundred(t, share or 0.0)
    return f"{written} ({_range_of_100(t, ends)})" if ends else written


def show_amounts(frame: Frame, amounts: dict[int, Amount]) -> None:
    """The pictures' numbers, and what they hold for every amount."""
    show_table(frame, amounts_table(frame.t, list(amounts.values())), is_open=True)

"""What else the head of the agency must know, as five figures: still running, reach, targets, visits, groups nearly
alone."""

from __future__ import annotations

from analytics.estimate import Estimate
from analytics.i18n.numbers import number, percent, percent_range, rupiah_about
from analytics.wording.estimates import DASH, value_words, withheld_words
from pages.shared.frame import Frame
from pages.shared.panels import Metric, show_metrics


def show_state(frame: Frame, code: str) -> None:
    """Five metrics: of the programme that is said first, and of all grants that the filters leave."""
    with_programme = frame.narrowed(programme=[code])
    show_metrics(
        [
            running_metric(with_programme, code),
            families_metric(frame),
            target_metric(with_programme, code),
            never_visited_metric(frame),
            alone_metric(frame),
        ]
    )


def running_metric(frame: Frame, code: str) -> Metric:
    """The share at last sight; its chart is survival to 12 months by year of disbursement, which does not age."""
    t, persistence = frame.t, frame.estimate("persistence_rate")
    by_year = frame.estimates("survival_12", by=["cohort_year"])
    label = t("overview.metric.running", programme=t(f"programme.{code}.short"))
    if persistence.value is None:
        return withheld_metric(frame, label, persistence)
    return Metric(
        label,
        value_words(t, persistence),
        whole_range(frame, persistence),
        t("overview.metric.running_of", running=number(persistence.counts["running"], t.lang),
          n=number(persistence.n, t.lang)),
        [100 * one.value for one in by_year if one.value is not None],
        is_line=True,
    )  # fmt: skip


def families_metric(frame: Frame) -> Metric:
    """Families and rupiah, counted in full."""
    t, by_year = frame.t, frame.estimates("families", by=["cohort_year"])
    years = [int(one.by["cohort_year"] or 0) for one in by_year]
    return Metric(
        t("overview.metric.families"),
        value_words(t, frame.estimate("families")),
        rupiah_about(frame.estimate("amount_idr").value or 0, t.lang),
        period(years),
        [float(one.value or 0) for one in by_year],
    )


def target_metric(frame: Frame, code: str) -> Metric:
    """Delivered of the targets of all years that have one."""
    t, programme = frame.t, frame.t(f"programme.{code}.short")
    by_year = [one for one in frame.estimates("target_realisation", by=["cohort_year"]) if one.counts.get("target")]
    if not by_year:
        (none,) = frame.estimates("target_realisation")[:1]
        return withheld_metric(frame, t("overview.metric.target", programme=programme, years=""), none)
    delivered = [one.counts["delivered"] for one in by_year]
    target = sum(one.counts["target"] for one in by_year)
    years = period([int(one.by["cohort_year"] or 0) for one in by_year])
    of = {"delivered": number(sum(delivered), t.lang), "target": number(target, t.lang)}
    return Metric(
        t("overview.metric.target", programme=programme, years=years).strip(),
        t("overview.metric.target_value", **of),
        percent(sum(delivered) / target, t.lang, 0),
        t("overview.metric.target_of"),
        [float(count) for count in delivered],
    )


def never_visited_metric(frame: Frame) -> Metric:
    """Grants without any visit, whatever their age."""
    t, visited = frame.t, frame.estimate("visited_rate")
    by_year = frame.estimates("visited_rate", by=["cohort_year"])
    return Metric(
        t("overview.metric.never_visited"),
        number(visited.unvisited, t.lang),
        percent(visited.unvisited / visited.n, t.lang, 0) if visited.n else DASH,
        t("overview.metric.never_visited_of", n=number(visited.n, t.lang)),
        [float(one.unvisited) for one in by_year],
    )


def alone_metric(frame: Frame) -> Metric:
    """Running groups that are down to one or two people."""
    t, alone = frame.t, frame.estimate("nearly_alone_rate")
    label = t("overview.metric.alone")
    if alone.value is None:
        return withheld_metric(frame, label, alone)
    of = t("overview.metric.alone_of", n=number(alone.n, t.lang))
    return Metric(label, percent(alone.value, t.lang, 0), whole_range(frame, alone), of)


def withheld_metric(frame: Frame, label: str, estimate: Estimate) -> Metric:
    """A dash where the figure would be, and why."""
    t = frame.t
    return Metric(label.strip(), DASH, of=t("figures.short.withheld"), help=withheld_words(t, estimate))


def whole_range(frame: Frame, estimate: Estimate) -> str:
    """The interval in whole percents."""
    interval = estimate.sampling
    return percent_range(interval.lower, interval.upper, frame.lang, decimals=0) if interval else ""


def period(years: list[int]) -> str:
    """`2016–2025`, or the one year."""
    return "–".join(str(year) for year in sorted({min(years), max(years)})) if years else ""

"""The figures of the survival curve, and of persistence brought up to date or audited, as Estimates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analytics.estimate import Bounds, Context, Count, Estimate, Interval, Note, Sampling, Sensitivity
from analytics.estimators.group import Group
from analytics.methods.audit import Audit, persistence_audited
from analytics.methods.interval_counts import IntervalCounts, fixed_age_bounds
from analytics.methods.intervals import LOG, Floats
from analytics.methods.nowcast import NowcastCounts
from analytics.methods.persistence_today import today_of_all
from analytics.methods.survival import median_clusters, median_withheld, strata_to_standardise_over
from analytics.methods.survival_at_age import (
    SurvivalAtAge,
    by_age_group,
    first_year_leads,
    is_wide,
    survival_at_age,
    survival_at_age_withheld,
    young_survival,
)
from analytics.methods.targets import Ends, Intervals, both_targets, intervals_of_clusters


def interval_counts(group: Group) -> IntervalCounts:
    """The rows of the survival query as counts, strata by programme and regency type."""
    strata = group.rows["programme"] + " " + group.rows["regency_type"].fillna("")
    return IntervalCounts.from_frame(group.rows.assign(stratum=strata))


def survival(group: Group, *, age_months: int) -> Estimate:
    """Pooled S at an age (survival_12, _24, _36), n = all grants of the curve, the young too.

    Withheld as `survival_at_age_withheld` says, never for the width of its interval: that is a note. Beside the
    intervals for chance bounds of kind `fixed_age` on the register's own share among grants at least that old, where
    they hold the value; they are in the context in any case, with the `fixed_age_grants` they are of in the counts.
    Where under a fifth of the grants are that old a sensitivity interval says where the value lies if old and young
    close at unlike rates.
    """
    counts, old = interval_counts(group).pooled(), group.column(f"grants_{age_months}")
    withheld = survival_at_age_withheld(counts, old)
    of_old = replace(counts, grants=old)
    numbers: dict[Count, int] = {
        **_curve_counts(group, counts),
        "at_risk": int(counts.at_risk(np.array([float(age_months)]))[0]),
        "fixed_age_grants": int(old.sum()),
    }
    context = _curve_context(group)
    bounds = None
    if numbers["fixed_age_grants"]:
        bounds = context["fixed_age_bounds"] = fixed_age_bounds(of_old, age_months)
    n = group.sum("grants")
    if withheld:
        return group.estimate(n=n, withheld=withheld, counts=numbers, context=context)
    found = survival_at_age(counts, age_months)
    intervals: list[Interval] = [*_sampling(group, counts, found)]
    notes = [] if not is_wide(_ends(intervals[0])) else [Note("wide")]
    if first_year_leads(counts, old):
        notes.append(Note("told_by_few", {"old": numbers["fixed_age_grants"], "age_months": age_months}))
        intervals += [_old_and_young(group, counts, old, age_months, found.survival)]
    if bounds is not None and bounds.holds(found.survival):
        intervals.append(bounds)
    return group.estimate(found.survival, n=n, intervals=intervals, counts=numbers, context=context, notes=notes)


def _sampling(group: Group, counts: IntervalCounts, found: SurvivalAtAge) -> Intervals:
    verdicts = counts.verdicts_by_regency()
    return both_targets(found.in_places, found.were_it_repeated, verdicts, is_of_places=group.question.is_of_places)


def _ends(interval: Interval) -> Ends:
    assert isinstance(interval, Sampling)
    return interval.lower, interval.upper


def _old_and_young(group: Group, counts: IntervalCounts, old: Floats, age_months: int, value: float) -> Sensitivity:
    """The interval of S where the young may close at another rate than the old, joined with the value; from 0 to 1
    where either has no closure, so that nothing tells their rates apart."""
    found = young_survival(by_age_group(counts, old), age_months)
    if found is None:
        return Sensitivity("model", 0.0, 1.0)
    lower, upper = found.in_places if group.question.is_of_places else found.were_it_repeated
    return Sensitivity("model", min(lower, value), max(upper, value))


def survival_standardised(group: Group, *, age_months: int) -> Estimate:
    """S at an age over strata of programme and regency type; withheld where strata were seen alike."""
    counts, old = interval_counts(group), group.column(f"grants_{age_months}")
    strata = strata_to_standardise_over(counts)
    withheld = "strata_seen_alike" if strata is None else survival_at_age_withheld(counts, old)
    numbers, context, n = _curve_counts(group, counts), _curve_context(group), group.sum("grants")
    if strata is None or withheld:
        return group.estimate(n=n, withheld=withheld, counts=numbers, context=context)
    found = survival_at_age(strata, age_months)
    intervals = _sampling(group, counts, found)
    notes = [Note("wide")] if is_wide(_ends(intervals[0])) else []
    return group.estimate(found.survival, n=n, intervals=intervals, counts=numbers, context=context, notes=notes)


def survival_median_months(group: Group) -> Estimate:
    """The age in months by which half have closed, pooled; intervals on the log scale."""
    counts = interval_counts(group)
    numbers, context, n = _curve_counts(group, counts), _curve_context(group), group.sum("grants")
    withheld = median_withheld(counts)
    if withheld:
        return group.estimate(n=n, withheld=withheld, counts=numbers, context=context)
    clusters = median_clusters(counts)
    value = float(LOG.backward(clusters.centre())[0])
    intervals = intervals_of_clusters(clusters, value, LOG, is_of_places=group.question.is_of_places)
    if not intervals:
        return group.estimate(n=n, withheld="too_few_closures", counts=numbers, context=context)
    return group.estimate(value, n=n, intervals=intervals, counts=numbers, context=context)


def _curve_counts(group: Group, counts: IntervalCounts) -> dict[Count, int]:
    """Grants `visited` and `known` (with a verdict), and `closures` seen."""
    return {
        "visited": group.sum("grants") - group.sum("unvisited"),
        "known": int(counts.verdicts_by_regency().sum()),
        "closures": counts.closures,
    }


def _curve_context(group: Group) -> Context:
    gaps = group.rows["median_gap_months"].dropna()
    return {"median_gap_months": float(gaps.iloc[0])} if len(gaps) else {}


def nowcast(group: Group) -> Estimate:
    """The share that runs at the as-of date, n = grants at least 6 months old.

    Withheld `too_few_closures` where no programme has a curve; `programme_without_curve` where only some have: then a
    range stands without a point, in which the others enter by their bounds on last sight, or none where one programme
    alone is asked about. Its range were the hazard beyond the curve none or three times as high is part of its
    intervals, and a note where it is over 2 points.
    """
    counts = NowcastCounts.from_frame(group.rows)
    n = group.sum("grants")
    numbers: dict[Count, int] = {
        "old_enough": n,
        "known": int(counts.intervals.verdicts_by_regency().sum()),
        "closed": counts.intervals.closures,
        "long_unseen": int(counts.intervals.grants @ counts.is_long_unseen),
        "regencies": group.regencies,
    }
    found = today_of_all(counts, what_if=(), is_whole_province=not group.question.is_of_places)
    if found is None:
        return group.estimate(n=n, withheld="none_old_enough", counts=numbers)
    today = found.today
    if today is None:
        programmes = len(np.unique(counts.intervals.stratum))
        is_partial = len(found.without_curve) < programmes
        total = Bounds("last_sight", *found.range) if is_partial else None
        withheld = "programme_without_curve" if is_partial else "too_few_closures"
        return group.estimate(n=n, withheld=withheld, counts=numbers, range_without_point=total)
    verdicts = counts.intervals.verdicts_by_regency()
    intervals = both_targets(
        today.in_places, today.were_it_repeated, verdicts, is_of_places=group.question.is_of_places
    )
    notes = [Note("wide")] if is_wide(_ends(intervals[0])) else []
    if today.hangs_on_beyond_cut:
        lower, upper = today.beyond_cut
        notes.append(Note("beyond_curve", {"lower": lower, "upper": upper}))
    return group.estimate(today.share, n=n, intervals=intervals, counts=numbers, notes=notes)


def audited(group: Group) -> Estimate:
    """The register's own share by random audit, n = drawn grants with a verdict.

    `regencies_not_drawn` have grants in the frame, and none of them was drawn: the others speak for them.
    """
    counts = group.counts("frame", "known_closed", "running", "closed", "not_found")
    frame, running, closed, not_found = (group.column(name) for name in ("frame", "running", "closed", "not_found"))
    result, bounds = persistence_audited(Audit(frame, running, closed, not_found, counts["known_closed"]))
    counts["regencies_not_drawn"] = int(((frame > 0) & (running + closed + not_found == 0)).sum())
    return group.estimate_of(result, bounds, n=counts["running"] + counts["closed"], counts=counts)

"""Two targets of an interval for chance: these places, and the province were it repeated.

- *These places*: what grants such as these may be expected to do in the regencies chosen, whose fate, and whose
  districts', is part of what is asked. Wilson's, or the model's own variance.
- *Were it repeated*: other fates might have befallen the regencies. The delete-one-regency jackknife.
- *This register*: the share of these very grants that runs; nothing is unknown where all were seen. `register_ends`.

No interval for chance is ever cut to, compared with or withheld for the bounds on what is not known.
"""

from __future__ import annotations

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from analytics.estimate import Sampling, SamplingMethod
from analytics.methods.intervals import (
    DESIGN_EFFECT_WHERE_UNKNOWN,
    LEVEL,
    LOGIT,
    MIN_REGENCIES,
    Clusters,
    Floats,
    Scale,
    enough_regencies,
)

Ends = tuple[float, float]
"""Lower and upper end of an interval."""

Intervals = tuple[Sampling, ...]
"""Those for chance of one figure, the one that is printed first."""

Z = float(stats.norm.ppf((1 + LEVEL) / 2))


def both_targets(
    in_places: Ends,
    were_it_repeated: Ends,
    verdicts: Floats,
    places_method: SamplingMethod = "model",
    *,
    is_of_places: bool,
) -> Intervals:
    """The interval of a choice of places; of the whole province first that were it repeated, then that of its places.

    `verdicts` (G,) says whether the jackknife over regencies could speak, or the model's variance times a design effect
    stands for it.
    """
    places = Sampling(places_method, *in_places, LEVEL, "places")
    if is_of_places:
        return (places,)
    method: SamplingMethod = "jackknife" if enough_regencies(verdicts) else "model"
    return Sampling(method, *were_it_repeated, LEVEL, "repeated"), places


def intervals_of_clusters(clusters: Clusters, value: float, scale: Scale, *, is_of_places: bool) -> Intervals:
    """Those of what is fitted, or is a ratio of sums; none where nothing bounds it."""
    values = np.array([value])
    places, repeated = (ends(clusters, values, scale)[:, 0] for ends in (ends_in_places, ends_were_it_repeated))
    if not np.isfinite([places, repeated]).all():
        return ()
    in_places, were_it_repeated = ((float(ends[0]), float(ends[1])) for ends in (places, repeated))
    return both_targets(in_places, were_it_repeated, clusters.verdicts, is_of_places=is_of_places)


def intervals_of_share(successes: Floats, trials: Floats, weights: Floats, *, is_of_places: bool) -> Intervals:
    """Those of a share of counts by regency (G,), several regencies weighing as `weights`, their grants at least 6
    months old."""
    method: SamplingMethod = "wilson" if 0 < successes.sum() < trials.sum() else "jeffreys"
    in_places = share_ends_in_places(successes, trials, weights)
    were_it_repeated = share_ends_were_it_repeated(successes, trials)
    return both_targets(in_places, were_it_repeated, trials, method, is_of_places=is_of_places)


def share_ends_in_places(successes: Floats, trials: Floats, weights: Floats) -> Ends:
    """Of a share in the places chosen, from counts by regency (G,); label `wilson`.

    One regency: Wilson's (Jeffreys' at 0 and n). Several: stratified, each weighing as `weights`, its grants at least 6
    months old: Wilson's at the size of a simple sample that is as sure of the weighted share. Widened where need be to
    hold the share of all, successes over trials. Raises ValueError where there is no trial.
    """
    seen = trials > 0
    successes, trials, weights = successes[seen], trials[seen], weights[seen]
    total = float(trials.sum())
    if total == 0:
        raise ValueError("a share of nothing has no interval")
    overall = float(successes.sum()) / total
    if len(trials) == 1 or overall in (0, 1):
        return _share_ends(overall, total)
    weights = weights / weights.sum()
    share = float(weights @ (successes / trials))
    drawn_in = (successes + overall) / (trials + 1)
    variance = float(weights**2 @ (drawn_in * (1 - drawn_in) / trials))
    share = float(np.clip(share, 0.5 / (total + 1), 1 - 0.5 / (total + 1)))
    lower, upper = _share_ends(share, share * (1 - share) / variance)
    return min(lower, overall), max(upper, overall)


def register_ends(successes: int, trials: int, register: int) -> Ends:
    """Of the share that runs in this register, from a sample of it without replacement; label `wilson_fpc`.

    Wilson's (Jeffreys' at 0 and n) at the size n / (1 - n / N): no width where all were seen. Raises
    ZeroDivisionError without a trial.
    """
    if trials >= register:
        return successes / trials, successes / trials
    return _share_ends(successes / trials, trials / (1 - trials / register))


def _share_ends(share: float, size: float) -> Ends:
    """Wilson's interval of a share of so many independent trials, not necessarily whole; Jeffreys' at 0 and 1."""
    method = "wilson" if 0 < share < 1 else "jeffreys"
    lower, upper = proportion_confint(share * size, size, alpha=1 - LEVEL, method=method)
    return 0.0 if share == 0 else float(lower), 1.0 if share == 1 else float(upper)


def ends_in_places(clusters: Clusters, values: Floats, scale: Scale) -> Floats:
    """Of figures (figures,) in the places chosen, by the model's own variance, (2, figures); label `model`.

    nan where nothing bounds a figure.
    """
    with np.errstate(all="ignore"):
        return _ends(clusters.centre(), clusters.own_variance(), Z, values, scale)


def ends_were_it_repeated(clusters: Clusters, values: Floats, scale: Scale, *, at_least_own: bool = True) -> Floats:
    """Of figures (figures,) of the whole province, (2, figures); label `jackknife`, or `model` where
    `jackknife_speaks` says no.

    Variance: the larger of jackknife and, `at_least_own`, the model's own, t(G-1). A curve needs the larger (the
    jackknife alone covers 92.5%); the coefficients of a model do not, which then cover 99%. With under 8 regencies of 5
    verdicts each the model's own times a design effect of 2. nan where nothing bounds a figure.
    """
    with np.errstate(all="ignore"):
        own = clusters.own_variance()
        regencies = int((clusters.verdicts > 0).sum())
        if jackknife_speaks(clusters):
            variance = clusters.jackknife_variance()
            variance = np.fmax(variance, own) if at_least_own else variance
        else:
            variance = own * DESIGN_EFFECT_WHERE_UNKNOWN
        errors = float(stats.t.ppf((1 + LEVEL) / 2, max(regencies, MIN_REGENCIES) - 1))
        return _ends(clusters.centre(), variance, errors, values, scale)


def jackknife_speaks(clusters: Clusters) -> bool:
    """Whether there are regencies enough for the jackknife."""
    return enough_regencies(clusters.verdicts)


def ends_of_one(ends: Floats, nothing: Ends = (0.0, 1.0)) -> Ends:
    """The ends (2, 1) of a single figure; `nothing` where nothing bounds it, for a share 0 to 1."""
    lower, upper = np.where(np.isfinite(ends[:, 0]), ends[:, 0], nothing)
    return float(lower), float(upper)


def _ends(centre: Floats, variance: Floats, errors: float, values: Floats, scale: Scale) -> Floats:
    """Around the centre on the natural scale, widened where need be to hold the values."""
    with np.errstate(all="ignore"):
        half = errors * np.sqrt(variance)
        ends = np.sort([scale.backward(centre - half), scale.backward(centre + half)], axis=0)
        bounded = np.isfinite(centre) & np.isfinite(half)
        held = np.array([np.fmin(ends[0], values), np.fmax(ends[1], values)])
    return np.where(bounded, held, np.nan)


def share_ends_were_it_repeated(successes: Floats, trials: Floats) -> Ends:
    """Of a share of the whole province, from counts by regency (G,): jackknife on the logit scale, as
    `ends_were_it_repeated`. Replicates are (x + 1/2) / (n + 1), so that a regency of 0 or n does not break them.
    """

    def logit(sums: Floats) -> float:
        return float(LOGIT.forward((sums[0] + 0.5) / (sums[1] + 1)))

    def variance(sums: Floats) -> float:
        share = (sums[0] + 0.5) / (sums[1] + 1)
        return float(1 / (sums[1] * share * (1 - share)))

    clusters = Clusters(np.column_stack([successes, trials]), trials, logit, variance)
    ends = ends_were_it_repeated(clusters, np.array([successes.sum() / trials.sum()]), LOGIT)
    return float(ends[0, 0]), float(ends[1, 0])

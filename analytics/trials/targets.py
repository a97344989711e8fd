"""What the two targets, the share today, members, rates of closing and flags do where the truth is known.

`python -m analytics.trials.targets --out data/reference/simulation_targets.csv` writes the table. Each coverage names
its target: `places` (the fate that befell the regencies is part of the truth), `repeated` (it is drawn again),
`register` (what these very grants do), `young` (what grants of the latest years do). Seeded.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from analytics.methods.closing_rates import closing_rates, survival_by_rate, visit_trials
from analytics.methods.funnel import funnel
from analytics.methods.hazard_ratios import hazard_ratios
from analytics.methods.interval_counts import IntervalCounts
from analytics.methods.intervals import Floats
from analytics.methods.members import MemberCounts, member_share
from analytics.methods.nowcast import NowcastCounts
from analytics.methods.persistence_today import share_today, strata_without_curve
from analytics.methods.survival_at_age import (
    avoided_visits,
    by_age_group,
    survival_at_age,
    survival_at_age_withheld,
    young_survival,
)
from analytics.methods.targets import Ends, share_ends_in_places, share_ends_were_it_repeated
from analytics.trials.simulation import DATA_SETS, EARLY, REGENCIES, Closing, Demand, seen

SEED = 20260731
AGE = 24.0
SHARED_FATE = 0.2
GAP_MONTHS, GAP_SHAPE, NEVER_VISITED = 12.0, 2.0, 0.25
OLDEST = 90.0
YOUNG, OLD = 1680, 100
TYPES = 6
LATEST_VISITS = 45

Target = Literal["places", "repeated", "register", "young"]
STEPS = Closing(EARLY.cumulative, EARLY.inverse)


@dataclass(frozen=True)
class Answer:
    """What one method said of one data set; nan where it did not speak."""

    method: str
    target: Target
    value: float
    lower: float
    upper: float
    truth: float


def _said(method: str, target: Target, value: float, ends: Ends, truth: float) -> Answer:
    return Answer(method, target, value, *ends, truth)


@dataclass(frozen=True)
class Grants:
    """Made-up grants, one entry each: regency, age at the as-of date, when it closed, ages at its visits (grants,
    visits), infinite beyond the as-of date, and what was seen of it."""

    regency: NDArray[np.intp]
    age_months: Floats
    closed_at_months: Floats
    visits: Floats
    lower_months: Floats
    upper_months: Floats
    regencies: int

    def counts(self) -> IntervalCounts:
        """What the estimators see."""
        one_each = np.ones(len(self.regency))
        nothing = np.zeros(len(self.regency))
        pooled = np.zeros(len(self.regency), dtype=np.intp)
        return IntervalCounts(
            self.lower_months, self.upper_months, self.regency, pooled, one_each, nothing, self.regencies
        )

    @property
    def runs(self) -> NDArray[np.bool_]:
        """Whether each runs at the as-of date."""
        return self.closed_at_months > self.age_months

    def trials(self, cell: NDArray[np.intp]) -> pd.DataFrame:
        """A row for each visit to a grant not yet seen closed, as the query of the funnel gives them."""
        before = np.column_stack([np.zeros(len(self.regency)), self.visits[:, :-1]])
        grant, visit = np.nonzero(np.isfinite(self.visits) & (before < self.closed_at_months[:, None]))
        at = self.visits[grant, visit]
        return pd.DataFrame(
            {
                "programme": "P",
                "regency_code": self.regency[grant],
                "cell": cell[grant],
                "from_months": before[grant, visit],
                "to_months": at,
                "has_survived": at < self.closed_at_months[grant],
                "trials": 1,
            }
        )


def made_up(
    regency: NDArray[np.intp],
    hazard: Floats,
    ages: Floats,
    generator: np.random.Generator,
    gaps: Floats | float = 1.0,
    rate_after_closing: float = 1.0,
) -> Grants:
    """Grants that close `hazard` (grants,) times as fast as the steps, visited every 12 months times `gaps`; a closed
    one is visited `rate_after_closing` times as often."""
    grants = len(ages)
    closed_at = STEPS.inverse(generator.exponential(1.0, grants) / hazard)
    mean_gap = np.broadcast_to(GAP_MONTHS * np.asarray(gaps), (grants,))[:, None]
    between = generator.gamma(GAP_SHAPE, 1.0, (grants, LATEST_VISITS)) * mean_gap / GAP_SHAPE
    never = generator.random(grants) < NEVER_VISITED
    visits = np.where(never[:, None], np.inf, np.cumsum(between, axis=1))
    lower, upper = seen(visits, closed_at, ages, rate_after_closing)
    visits = np.where(visits <= ages[:, None], visits, np.inf)
    return Grants(regency, ages, closed_at, visits, lower, upper, int(regency.max()) + 1)


def _fate(regencies: int, generator: np.random.Generator) -> Floats:
    return generator.gamma(1 / SHARED_FATE, SHARED_FATE, regencies)


def _survival(fate: Floats) -> Floats:
    return np.asarray(np.exp(-fate * STEPS.cumulative(np.array([AGE]))))


@cache
def _expected_persistence() -> tuple[Floats, Floats]:
    """The share running at the last verdict among those with one, by how fast a regency closes; from many grants."""
    fates = np.geomspace(0.05, 5, 17)
    generator = np.random.default_rng(1)
    grants = 60_000
    shares = []
    for fate in fates:
        ages = generator.uniform(6, OLDEST, grants)
        many = made_up(np.zeros(grants, dtype=np.intp), np.full(grants, fate), ages, generator)
        closed = np.isfinite(many.upper_months)
        shares.append((~closed & (many.lower_months > 0)).sum() / (closed | (many.lower_months > 0)).sum())
    return np.log(fates), np.array(shares)


def _persistence(fate: Floats) -> Floats:
    return np.asarray(np.interp(np.log(fate), *_expected_persistence()))


def _mean_over_fates(of: Callable[[Floats], Floats]) -> float:
    quantiles = (np.arange(4_000) + 0.5) / 4_000
    return float(of(stats.gamma.ppf(quantiles, 1 / SHARED_FATE, scale=SHARED_FATE)).mean())


def places(regencies: int, grants: int, generator: np.random.Generator) -> list[Answer]:
    """Regencies of equal size that share fate: survival, persistence and the share today, for every target."""
    fate = _fate(regencies, generator)
    regency = generator.permutation(np.arange(grants) % regencies).astype(np.intp)
    made = made_up(regency, fate[regency], generator.uniform(6, OLDEST, grants), generator)
    counts = made.counts()
    by_regency = [
        np.bincount(regency, weights, regencies).astype(np.float64)
        for weights in (~counts.closed & counts.has_verdict, counts.has_verdict, counts.grants)
    ]
    known = float(by_regency[1].sum())
    own = float(made.runs.mean())
    here = float(_survival(fate).mean()), float(_persistence(fate).mean())
    said = []
    if known >= 20:
        share = float(by_regency[0].sum()) / known
        said.append(_said("persistence_rate", "places", share, share_ends_in_places(*by_regency), here[1]))
        if regencies >= 3:
            repeated = share_ends_were_it_repeated(*by_regency[:2])
            said.append(_said("persistence_rate", "repeated", share, repeated, _mean_over_fates(_persistence)))
    if survival_at_age_withheld(counts, counts.grants * (made.age_months >= AGE)) is None:
        found = survival_at_age(counts, AGE)
        said.append(_said("survival_24", "places", found.survival, found.in_places, here[0]))
        if regencies >= 3:
            truth = _mean_over_fates(_survival)
            said.append(_said("survival_24", "repeated", found.survival, found.were_it_repeated, truth))
    said += _today(made, own, is_whole_province=regencies >= 3)
    return said


def _today(made: Grants, own: float, *, is_whole_province: bool) -> list[Answer]:
    counts = NowcastCounts(made.counts(), made.age_months)
    if strata_without_curve(counts):
        return []
    today = share_today(counts, what_if=())
    said = [_said("persistence_nowcast_model", "register", today.share, today.in_places, own)]
    if is_whole_province:
        said.append(_said("persistence_nowcast", "register", today.share, today.were_it_repeated, own))
    return said


def regency_by_rate(grants: int, generator: np.random.Generator) -> list[Answer]:
    """One regency of so many grants beside nine of 45: its S(24) by its rate of closing and the province's curve, which
    speaks however few are old."""
    fate = _fate(REGENCIES, generator)
    regency = np.concatenate([np.zeros(grants), np.repeat(np.arange(1, REGENCIES), 45)]).astype(np.intp)
    made = made_up(regency, fate[regency], generator.uniform(6, OLDEST, len(regency)), generator)
    counts = made.counts()
    found = closing_rates(visit_trials(made.trials(regency), "cell", {"P": counts})[0])
    province = survival_at_age(counts, AGE).survival
    value, highest, lowest = (
        float(survival_by_rate(province, rates)[0]) for rates in (found.rate, found.lower, found.upper)
    )
    return [_said("survival_24_by_rate", "places", value, (lowest, highest), float(_survival(fate)[0]))]


def like_uep(old_rate: float, generator: np.random.Generator) -> list[Answer]:
    """1,680 grants 6 to 18 months old and 100 of 24 to 30 that closed `old_rate` times as fast at every age."""
    is_old = np.arange(YOUNG + OLD) >= YOUNG
    ages = np.where(is_old, generator.uniform(24, 30, len(is_old)), generator.uniform(6, 18, len(is_old)))
    regency = generator.permutation(np.arange(len(is_old)) % REGENCIES).astype(np.intp)
    made = made_up(regency, np.where(is_old, old_rate, 1.0), ages, generator, gaps=0.5)
    counts = made.counts()
    truth = float(_survival(np.ones(1))[0])
    old_grants = counts.grants * is_old
    found, apart = survival_at_age(counts, AGE), young_survival(by_age_group(counts, old_grants), AGE)
    said = [_said("survival_24", "young", found.survival, found.were_it_repeated, truth)]
    if apart is not None:
        joined = min(found.survival, apart.were_it_repeated[0]), max(found.survival, apart.were_it_repeated[1])
        said.append(_said("survival_24_sensitivity", "young", apart.survival, joined, truth))
    return said + _today(made, float(made.runs.mean()), is_whole_province=True)


def blank_members(because_few: bool, regencies: int, groups: int, generator: np.random.Generator) -> list[Answer]:
    """Groups of ten of whom 55% run, by regency more or less; 45% of the running are blank, at random or the more the
    fewer are left. Some 60% of the blank have a count of before, which is never less than now's."""
    rate = stats.beta.ppf(generator.random(regencies), 11, 9)
    left = stats.beta.ppf(generator.random(regencies), 12, 8)
    regency = (np.arange(groups) % regencies).astype(np.intp)
    runs = generator.random(groups) < rate[regency]
    active = np.where(runs, 1 + generator.binomial(9, generator.beta(8 * left[regency], 8 * (1 - left[regency]))), 0)
    before = active + generator.binomial(10 - active, 0.3)
    blank_chance = np.clip(0.45 + 0.11 * (6.4 - active), 0, 1) if because_few else np.full(groups, 0.45)
    blank = runs & (generator.random(groups) < blank_chance)
    at_most = np.where(generator.random(groups) < 0.6, before, 10)

    def summed(values: Floats | NDArray[np.bool_]) -> Floats:
        return np.bincount(regency, values, regencies).astype(np.float64)

    counted = runs & ~blank
    found = member_share(
        MemberCounts(
            summed(np.ones(groups)), summed(np.full(groups, 10.0)), summed(counted), summed(counted * active),
            summed(counted * active.astype(np.float64) ** 2), summed(blank), summed(blank * at_most),
        )
    )  # fmt: skip
    if found is None:
        return []
    here = float((rate * (1 + 9 * left) / 10).mean())
    own = float(active.sum() / (10 * groups))
    said = [
        _said("member_persistence", "places", found.share, found.in_places, here),
        _said("member_persistence_bounds", "register", found.share, found.bounds, own),
    ]
    if regencies == REGENCIES:
        truth = 0.55 * (1 + 9 * 0.6) / 10
        said.append(_said("member_persistence", "repeated", found.share, found.were_it_repeated, truth))
    return said


def types(rate: float, gaps: float, generator: np.random.Generator) -> list[Answer]:
    """Six types of 100 grants, the first closing `rate` times as fast as the others and visited `gaps` times as rarely;
    the truth is against the mean of all six."""
    cell = (np.arange(100 * TYPES) % TYPES).astype(np.intp)
    regency = (np.arange(len(cell)) // TYPES % REGENCIES).astype(np.intp)
    ages = generator.uniform(6, OLDEST, len(cell))
    made = made_up(regency, np.where(cell == 0, rate, 1.0), ages, generator, gaps=np.where(cell == 0, gaps, 1.0))
    trials, _ = visit_trials(made.trials(cell), "cell", {"P": made.counts()})
    found = closing_rates(trials)
    hazard = float(STEPS.cumulative(np.array([AGE]))[0])
    mean = -np.log((np.exp(-rate * hazard) + (TYPES - 1) * np.exp(-hazard)) / TYPES) / hazard
    ends = float(found.lower[0]), float(found.upper[0])
    said = [_said("closing_rate", "repeated", float(found.rate[0]), ends, rate / mean)]
    rows = pd.DataFrame(
        {
            "regency_code": regency,
            "type": np.where(cell == 0, "first", "others"),
            "lower_months": made.lower_months,
            "upper_months": np.where(np.isfinite(made.upper_months), made.upper_months, np.nan),
            "grants": 1,
        }
    )
    for ratio in hazard_ratios(rows, ["type"]):
        if not ratio.is_reference and ratio.ratio is not None and ratio.in_places and ratio.were_it_repeated:
            truth = rate if ratio.level == "first" else 1 / rate
            said += [
                _said("hazard_ratio_model", "places", ratio.ratio, ratio.in_places, truth),
                _said("hazard_ratio", "repeated", ratio.ratio, ratio.were_it_repeated, truth),
            ]
    return said


def closed_avoided(generator: np.random.Generator) -> list[Answer]:
    """Visitors come to the closed a third as often: S(24) as the curve has it, and were the long unseen to close 2, 3
    and 5 times as fast. No data tell which."""
    regency = (np.arange(400) % REGENCIES).astype(np.intp)
    ages = generator.uniform(6, OLDEST, len(regency))
    made = made_up(regency, np.ones(len(regency)), ages, generator, rate_after_closing=0.35)
    truth = float(_survival(np.ones(1))[0])
    nowhere = (float("nan"), float("nan"))
    return [
        _said(f"survival_24_long_unseen_{speed}", "repeated", value, nowhere, truth)
        for speed in (1, 2, 3, 5)
        for value in (avoided_visits(made.counts(), ages, AGE, float(speed)),)
    ]


def identical(generator: np.random.Generator) -> list[Answer]:
    """All close alike, but regencies differ in age, and types in how often they are visited: shares flagged."""
    cell = (np.arange(100 * TYPES) % TYPES).astype(np.intp)
    regency = (np.arange(len(cell)) // TYPES % REGENCIES).astype(np.intp)
    oldest = generator.permutation(np.linspace(24, 114, REGENCIES))
    made = made_up(
        regency, np.ones(len(cell)), generator.uniform(6, oldest[regency]), generator,
        gaps=np.where(cell == 0, 3.0, 1.0),
    )  # fmt: skip
    visits, counts = made.trials(cell), {"P": made.counts()}
    of_types = closing_rates(visit_trials(visits, "cell", counts)[0]).is_flagged
    of_regencies = [point.is_flagged for point in funnel(visits, counts).points]
    nowhere = (float("nan"), float("nan"))
    return [
        _said("flagged_types", "repeated", float(of_types.mean()), nowhere, 0.0),
        _said("flagged_regencies", "repeated", float(np.mean(of_regencies)), nowhere, 0.0),
    ]


PROVINCE, DOMAIN, OWN = (92.0, 97.5), (92.0, 98.5), (92.0, 99.5)
UNBIASED, ANY_BIAS = 1.0, 100.0


@dataclass(frozen=True)
class Experiment:
    """Data sets of one kind, and what is demanded of methods by (method, target)."""

    key: str
    answers: Callable[[np.random.Generator], list[Answer]]
    demands: dict[tuple[str, Target], Demand]


def _flags_at_most(rows: int, data_sets: int = DATA_SETS) -> Demand:
    """0.2% of rows plus three standard errors, in percent."""
    return Demand(0.2 + 300 * (0.002 * 0.998 / (rows * data_sets)) ** 0.5, 0, 100)


def _demands(bias: float, **limits: tuple[float, float]) -> dict[tuple[str, Target], Demand]:
    """`method__target` to its limits of coverage."""
    return {
        (name.split("__")[0], name.split("__")[1]): Demand(bias, *of)  # type: ignore[misc]
        for name, of in limits.items()
    }


_IN_PLACES = {"persistence_rate__places": DOMAIN, "survival_24__places": DOMAIN}
_TODAY = {"persistence_nowcast__register": OWN, "persistence_nowcast_model__register": OWN}

EXPERIMENTS: dict[str, Experiment] = {
    experiment.key: experiment
    for experiment in (
        *(
            Experiment(
                f"one_regency_{grants}",
                partial(places, 1, grants),
                _demands(
                    UNBIASED,
                    **_IN_PLACES,
                    persistence_nowcast_model__register=OWN,
                ),
            )
            for grants in (25, 50, 100, 150)
        ),
        Experiment(
            "province",
            partial(places, REGENCIES, 400),
            _demands(
                UNBIASED,
                persistence_rate__repeated=PROVINCE,
                survival_24__repeated=PROVINCE,
                persistence_rate__places=PROVINCE,
                survival_24__places=PROVINCE,
                **_TODAY,
            ),
        ),
        Experiment(
            "cohort_of_100",
            partial(places, REGENCIES, 100),
            _demands(UNBIASED, persistence_rate__repeated=DOMAIN, survival_24__repeated=DOMAIN, **_TODAY),
        ),
        Experiment(
            "three_regencies",
            partial(places, 3, 150),
            _demands(UNBIASED, **_IN_PLACES, **_TODAY, persistence_rate__repeated=DOMAIN, survival_24__repeated=DOMAIN),
        ),
        *(
            Experiment(
                f"like_uep_{rate}",
                partial(like_uep, rate),
                _demands(
                    UNBIASED if rate == 1 else ANY_BIAS,
                    survival_24_sensitivity__young=(92.0, 100.0),
                    **(_TODAY | ({"survival_24__young": PROVINCE} if rate == 1 else {})),
                ),
            )
            for rate in (0.6, 1.0, 1.6)
        ),
        Experiment(
            "blank_at_random",
            partial(blank_members, False, REGENCIES, 300),
            _demands(
                UNBIASED,
                member_persistence__repeated=PROVINCE,
                member_persistence__places=PROVINCE,
            )
            | _demands(ANY_BIAS, member_persistence_bounds__register=(100.0, 100.0)),
        ),
        Experiment(
            "blank_at_random_one_regency",
            partial(blank_members, False, 1, 80),
            _demands(UNBIASED, member_persistence__places=DOMAIN)
            | _demands(ANY_BIAS, member_persistence_bounds__register=(100.0, 100.0)),
        ),
        Experiment(
            "blank_because_few",
            partial(blank_members, True, REGENCIES, 300),
            _demands(ANY_BIAS, member_persistence_bounds__register=(100.0, 100.0)),
        ),
        *(
            Experiment(
                f"closing_rate_{rate}{'_seen_rarely' if gaps > 1 else ''}",
                partial(types, rate, gaps),
                _demands(
                    ANY_BIAS,
                    closing_rate__repeated=(92.0, 98.0),
                    hazard_ratio__repeated=(92.0, 98.0),
                    hazard_ratio_model__places=(92.0, 98.0),
                ),
            )
            for rate in (1.0, 1.5, 2.5)
            for gaps in (1.0, 3.0)
        ),
        Experiment("closed_avoided", closed_avoided, {}),
        Experiment(
            "identical_hazards",
            identical,
            {
                ("flagged_types", "repeated"): _flags_at_most(TYPES),
                ("flagged_regencies", "repeated"): _flags_at_most(REGENCIES),
            },
        ),
        *(
            Experiment(
                f"regency_by_rate_{grants}",
                partial(regency_by_rate, grants),
                _demands(UNBIASED, survival_24_by_rate__places=DOMAIN),
            )
            for grants in (25, 50, 100, 150)
        ),
    )
}


def run(experiment: Experiment, data_sets: int, seed: int = SEED) -> pd.DataFrame:
    """The table of one experiment: a row for each method and target.

    Columns: scenario, method, target, data_sets (in which the method spoke), truth, bias_points (of rates in
    hundredths, of flags the percentage of rows), coverage_percent, width_points, then what is demanded:
    bias_limit_points, coverage_least_percent, coverage_most_percent, is_met.
    """
    place = list(EXPERIMENTS).index(experiment.key)
    generators = (np.random.default_rng([seed, place, data_set]) for data_set in range(data_sets))
    said = pd.DataFrame([answer for generator in generators for answer in experiment.answers(generator)])
    return pd.DataFrame(
        [
            {"scenario": experiment.key, "method": method, "target": target}
            | _row(rows, experiment.demands.get((str(method), target)))  # type: ignore[arg-type]
            for (method, target), rows in said.groupby(["method", "target"], sort=False)
        ]
    )


def _row(said: pd.DataFrame, asked: Demand | None) -> dict[str, object]:
    bias = 100 * float((said["value"] - said["truth"]).mean())
    ended = said.dropna(subset=["lower", "upper"])
    covered = (ended["lower"] <= ended["truth"] + 1e-9) & (ended["truth"] <= ended["upper"] + 1e-9)
    coverage = round(100 * float(covered.mean()), 2) if len(ended) else None
    return {
        "data_sets": len(said),
        "truth": round(float(said["truth"].mean()), 4),
        "bias_points": round(bias, 2) + 0.0,
        "coverage_percent": coverage,
        "width_points": round(100 * float((ended["upper"] - ended["lower"]).median()), 2) if len(ended) else None,
        "bias_limit_points": asked and round(asked.bias, 3),
        "coverage_least_percent": asked and asked.least,
        "coverage_most_percent": asked and asked.most,
        "is_met": asked and abs(bias) <= asked.bias and asked.least <= (coverage or 0.0) <= asked.most,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every experiment and write the table; 1 where a demand is not met, else 0."""
    parser = argparse.ArgumentParser(prog="python -m analytics.trials.targets")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data-sets", type=int, default=DATA_SETS)
    parser.add_argument("--only", nargs="*", default=list(EXPERIMENTS), choices=list(EXPERIMENTS))
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    chosen = parser.parse_args(arguments)
    with ProcessPoolExecutor(chosen.processes) as pool:
        wanted = [EXPERIMENTS[key] for key in chosen.only]
        table = pd.concat(pool.map(partial(run, data_sets=chosen.data_sets), wanted))
    table.to_csv(chosen.out, index=False, lineterminator="\n")
    return int(not table["is_met"].dropna().all())


if __name__ == "__main__":
    sys.exit(main())

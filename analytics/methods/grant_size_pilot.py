"""The pilot that would tell whether a larger amount is worth it: families per arm, power, when it reads out, who gets
which.

The hypothesis is break-even: p1 = k p0, where k is the ratio that `grant_size.break_even_ratio` gives, one-sided 5%,
power 80%, unpooled variances. Families are drawn within regencies, so that shared fate costs little.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import optimize
from statsmodels.stats.power import normal_power, normal_sample_size_one_tail

ALPHA_ONE_SIDED = 0.05
POWER = 0.80
FOLLOWED_MONTHS = 24
MAX_NOT_FOUND = 0.1
MAX_NEVER_SEEN = 0.5


def families_per_arm(present_share: float, larger_share: float, ratio: float) -> float | None:
    """Families in each arm to tell `larger_share` from `ratio` times `present_share`; None where they are the same.

    n = (z.95 + z.80)^2 (p1 q1 + k^2 p0 q0) / (p1 - k p0)^2.
    """
    gap = larger_share - ratio * present_share
    if abs(gap) < 1e-9:
        return None
    spread = _spread(present_share, larger_share, ratio)
    return float(normal_sample_size_one_tail(abs(gap), POWER, ALPHA_ONE_SIDED, spread, spread))


def families_per_arm_to_differ(present_share: float, larger_share: float) -> float:
    """Families in each arm to tell two shares apart, two-sided 5%, power 80%, pooled under the hypothesis."""
    pooled = (present_share + larger_share) / 2
    spread = _spread(present_share, larger_share, 1.0)
    under_hypothesis = math.sqrt(2 * pooled * (1 - pooled))
    gap = abs(larger_share - present_share)
    return float(normal_sample_size_one_tail(gap, POWER, ALPHA_ONE_SIDED / 2, under_hypothesis, spread))


def power_of(families: int, present_share: float, larger_share: float, ratio: float) -> float:
    """The chance that a pilot of so many families per arm tells on which side of break-even the larger amount is."""
    gap = abs(larger_share - ratio * present_share)
    spread = _spread(present_share, larger_share, ratio)
    return float(normal_power(gap, families, ALPHA_ONE_SIDED, alternative="larger", sigma=spread))


@dataclass(frozen=True)
class PilotSize:
    """What a pilot takes if the larger amount in truth has the share `truth`; None where no pilot can decide.

    `power`: of the families per arm that were asked about. `families_to_differ`: an arm, only to tell it from now.
    """

    truth: float
    families_per_arm: int | None
    power: float
    families_to_differ: int

    @property
    def families(self) -> int | None:
        """In both arms."""
        return None if self.families_per_arm is None else 2 * self.families_per_arm


def pilot_sizes(present_share: float, ratio: float, gains_of_hundred: Sequence[int], families: int) -> list[PilotSize]:
    """A size for each gain that leaves the share below 1, the smallest gain first."""
    truths = (present_share + gain / 100 for gain in sorted(set(gains_of_hundred)))
    return [_size(present_share, truth, ratio, families) for truth in truths if truth < 1]


def _size(present_share: float, truth: float, ratio: float, families: int) -> PilotSize:
    arm = families_per_arm(present_share, truth, ratio)
    return PilotSize(
        truth,
        None if arm is None else math.ceil(arm),
        power_of(families, present_share, truth, ratio),
        math.ceil(families_per_arm_to_differ(present_share, truth)),
    )


@dataclass(frozen=True)
class DecisiveShares:
    """What a pilot of a size can show, each with a chance of 80%, of the share that survives at the larger amount.

    - `least_showing_break_even`: from there on it shows that the amount breaks even; `greatest_showing_short`: up to
      there, that it falls short. None where no share between 0 and 1 does. Between them it shows neither.
    - `is_impossible`: breaking even would take more than all.
    """

    least_showing_break_even: float | None
    greatest_showing_short: float | None
    is_impossible: bool


def decisive_shares(families: int, present_share: float, ratio: float) -> DecisiveShares:
    """The shares beyond which a pilot of so many families per arm decides; both readings rest on `power_of`."""
    even = ratio * present_share
    return DecisiveShares(
        _decisive(families, present_share, ratio, even, 1.0), _decisive(families, present_share, ratio, even, 0.0),
        even >= 1,
    )  # fmt: skip


def _decisive(families: int, present_share: float, ratio: float, even: float, end: float) -> float | None:
    """Between break-even and an end of the scale: where the power reaches 80%."""

    def power_lacking(share: float) -> float:
        return power_of(families, present_share, share, ratio) - POWER

    start = min(even, 1.0)
    if (end == 1 and even >= 1) or power_lacking(end) < 0:
        return None
    if power_lacking(start) >= 0:
        return start
    return float(optimize.brentq(power_lacking, start, end))


def families_to_draw(families: int, never_seen: float) -> int | None:
    """Families to draw for so many to be found at 24 months; None where more than half are never seen.

    Takes at most 10% as not found, which a pilot that visits every drawn family must hold to: n / (1 - share) makes up
    for the missing only as far as not being found says nothing of closing, so no larger share is made up for.
    """
    if never_seen > MAX_NEVER_SEEN:
        return None
    return math.ceil(round(families / (1 - min(never_seen, MAX_NOT_FOUND)), 9))


def months_to_read_out(disbursing_months: int) -> int:
    """From the first grant of the pilot until its last family has been followed for 24 months."""
    return disbursing_months + FOLLOWED_MONTHS


def allocation(
    regency_codes: Sequence[str], families: int, present_amount_idr: int, larger_amount_idr: int, seed: int
) -> pd.DataFrame:
    """Which place in each regency's list of eligible families gets which amount, drawn at random within the regency.

    `families` per arm, spread evenly and rounded up to as many in each regency. One row per place: regency_code,
    place (1, 2, ... in the regency), amount_idr. The same seed gives the same list.
    """
    generator = np.random.default_rng(seed)
    in_each = math.ceil(families / len(regency_codes))
    both = np.repeat([present_amount_idr, larger_amount_idr], in_each)
    return pd.concat(
        [
            pd.DataFrame(
                {"regency_code": code, "place": range(1, 2 * in_each + 1), "amount_idr": generator.permutation(both)}
            )
            for code in regency_codes
        ],
        ignore_index=True,
    )


def _spread(present_share: float, larger_share: float, ratio: float) -> float:
    """Standard deviation of p1 - k p0 for one family in each arm."""
    variance = larger_share * (1 - larger_share) + ratio**2 * present_share * (1 - present_share)
    return math.sqrt(variance)

"""Whether a figure agrees with a published one: four outcomes, in this order, none of them a test of significance."""

from __future__ import annotations

from typing import Literal

from analytics.methods.targets import Ends

Outcome = Literal["cannot_be_compared", "agree", "differ", "cannot_tell"]

CLOSE_ENOUGH = 0.05
BINARY = 1e-9
"""What 0.46 - 0.05 lacks of 0.41."""


def agreement(ends: Ends | None, published: float, rounding: float = 0.0, within: float = CLOSE_ENOUGH) -> Outcome:
    """Of a share with an interval; None where the two are not of the same thing or the share is withheld.

    - `agree`: the whole interval lies within 5 points, and the rounding of the published number, of it.
    - `differ`: the published value, anywhere in its rounding, lies outside the interval.
    - `cannot_tell`: neither. `rounding` is half a unit of the last digit published, a fraction of 1 like the shares.
    """
    if ends is None:
        return "cannot_be_compared"
    lower, upper = ends
    reach = within + rounding + BINARY
    if published - reach <= lower and upper <= published + reach:
        return "agree"
    return "differ" if published + rounding < lower or upper < published - rounding else "cannot_tell"

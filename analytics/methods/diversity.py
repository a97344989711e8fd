"""How spread counts are over categories."""

from __future__ import annotations

import numpy as np

from analytics.methods.intervals import Floats


def effective_types(counts: Floats) -> float:
    """exp of Shannon's entropy: the number of equally common types that would be as spread (Hill 1973, order 1)."""
    shares = counts[counts > 0] / counts.sum()
    return float(np.exp(-(shares * np.log(shares)).sum()))


def herfindahl(counts: Floats) -> float:
    """Herfindahl-Hirschman index: the sum of squared shares, 1 where there is one type."""
    return float(((counts / counts.sum()) ** 2).sum())

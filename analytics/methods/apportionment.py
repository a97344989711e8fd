"""A whole number shared out in whole parts."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def apportion(total: int, weights: ArrayLike) -> NDArray[np.int64]:
    """`total` in whole parts (k,) by weight (k,), the largest remainders first (Hamilton's method; ties in the order
    given). The weights must have a sum above 0."""
    shares = np.asarray(weights, dtype=np.float64)
    exact = total * shares / shares.sum()
    parts: NDArray[np.int64] = np.floor(exact).astype(np.int64)
    parts[np.argsort(parts - exact, kind="stable")[: total - parts.sum()]] += 1
    return parts

"""The small picture under a metric: what went before, without axes or words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

WIDTH, HEIGHT, STROKE = 100.0, 30.0, 2.0
INK = "#768292"
"""To be seen on white and on the dark ground alike, neither of which an image knows."""


def sparkline(values: Sequence[float], *, is_line: bool) -> str:
    """An image (HTML) that fills its place.

    A line runs from the lowest value to the highest; bars stand on zero. It has no words for screen readers, as it says
    nothing that the metric beside it does not say in words.
    """
    low, high = (min(values), max(values)) if is_line else (min(0.0, *values), max(values))
    heights = [(value - low) / ((high - low) or 1.0) * (HEIGHT - 2 * STROKE) for value in values]
    drawn = _line(heights) if is_line else _bars(heights)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" preserveAspectRatio="none" '
        f'fill="none" stroke="{INK}">{drawn}</svg>'
    )
    return f'<img class="sparkline" alt="" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'


def _line(heights: Sequence[float]) -> str:
    step = WIDTH / max(len(heights) - 1, 1)
    points = " ".join(f"{at * step:.1f},{HEIGHT - STROKE - height:.1f}" for at, height in enumerate(heights))
    return f'<polyline points="{points}" stroke-width="{STROKE:g}" vector-effect="non-scaling-stroke"/>'


def _bars(heights: Sequence[float]) -> str:
    step = WIDTH / len(heights)
    return "".join(
        f'<path d="M{(at + 0.5) * step:.1f},{HEIGHT:g}v{-height - 0.5:.1f}" '
        f'stroke-width="{2 * STROKE:g}" vector-effect="non-scaling-stroke"/>'
        for at, height in enumerate(heights)
    )

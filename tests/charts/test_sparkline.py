"""The small picture under a metric, read back from its image."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Sequence

import pytest

from analytics.charts.sparkline import sparkline


def drawn(values: Sequence[float], *, is_line: bool) -> str:
    found = re.search(r"base64,([^\"]+)\"", sparkline(values, is_line=is_line))
    assert found is not None
    return b64decode(found[1]).decode()


def test_a_line_runs_from_the_lowest_value_to_the_highest() -> None:
    """Three values, 100 wide and 30 high with 2 left free above and below: 1 at 28, 3 at 2, 2 at 15."""
    assert 'points="0.0,28.0 50.0,2.0 100.0,15.0"' in drawn([1, 3, 2], is_line=True)


def test_bars_stand_on_zero() -> None:
    """Of 26 units: 1 of 2 is 13, 2 of 2 is 26; half a unit more, so that nothing of a place is seen at zero too."""
    assert re.findall(r"d=\"([^\"]+)\"", drawn([1, 2], is_line=False)) == ["M25.0,30v-13.5", "M75.0,30v-26.5"]


@pytest.mark.parametrize("values", [[5.0], [0.0, 0.0], [5.0, 5.0]])
def test_values_that_are_all_alike(values: list[float]) -> None:
    assert "nan" not in drawn(values, is_line=True)
    assert "nan" not in drawn(values, is_line=False)


def test_a_screen_reader_passes_over_it() -> None:
    assert ' alt="" ' in sparkline([1, 2], is_line=True)

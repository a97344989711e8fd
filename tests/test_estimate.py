"""A figure that does not say what it rests on cannot be made."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.estimate import COMPLETE_COUNT, Estimate, Interval, Source

SOURCE = Source("grants.csv", "0" * 64, 100)
WILSON = Interval("sampling", "wilson", 0.3656, 0.5574, 0.95)
LAST_SIGHT = Interval("bounds", "last_sight", 0.2, 0.8)


def share(**changed: object) -> Estimate:
    """46 of 100 groups run, unless changed."""
    whole: dict[str, object] = {
        "indicator": "persistence_rate",
        "value": 0.46,
        "unit": "share",
        "n": 100,
        "unit_of_count": "groups",
        "unvisited": 12,
        "as_of": date(2025, 6, 4),
        "sources": (SOURCE,),
        "intervals": (WILSON, LAST_SIGHT),
    }
    return Estimate(**(whole | changed))  # type: ignore[arg-type]


def test_with_all_that_belongs_to_it_it_exists() -> None:
    assert share().value == 0.46


@pytest.mark.parametrize("name", ["n", "unit", "unit_of_count", "unvisited", "as_of", "sources"])
def test_without_one_of_its_parts_it_does_not(name: str) -> None:
    parts = {
        "indicator": "grants", "value": 5, "unit": "grants", "n": 5, "unit_of_count": "grants", "unvisited": 0,
        "as_of": date(2025, 6, 4), "sources": (SOURCE,), "intervals": (COMPLETE_COUNT,),
    }  # fmt: skip
    del parts[name]
    with pytest.raises(TypeError, match=name):
        Estimate(**parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"sources": ()}, "needs a source"),
        ({"unit": ""}, "needs a unit"),
        ({"unit_of_count": ""}, "needs a unit"),
        ({"intervals": ()}, "needs an interval"),
        ({"n": -1}, "negative"),
        ({"unvisited": -1}, "negative"),
        ({"withheld": "too_few_verdicts"}, "exactly one"),
        ({"value": None}, "exactly one"),
        ({"value": 0.6}, "does not hold"),
        ({"intervals": (WILSON, Interval("bounds", "last_sight", 0.5, 0.8))}, "does not hold"),
    ],
    ids=lambda changed: "-".join(changed) if isinstance(changed, dict) else "",
)
def test_nor_with_a_part_that_contradicts(changed: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        share(**changed)


def test_a_withheld_figure_keeps_its_n_and_needs_no_interval() -> None:
    withheld = share(value=None, withheld="too_few_verdicts", intervals=(), n=19)
    assert (withheld.value, withheld.n) == (None, 19)


def test_the_widest_of_a_kind_is_the_one_that_is_printed() -> None:
    wider = Interval("sampling", "jackknife", 0.30, 0.62, 0.95)
    assert share(intervals=(WILSON, wider, LAST_SIGHT)).interval("sampling") is wider


def test_bounds_are_not_taken_for_a_sampling_interval() -> None:
    assert share(intervals=(WILSON, LAST_SIGHT)).interval("sampling") is WILSON


class TestAnInterval:
    @pytest.mark.parametrize(
        ("method", "lower", "upper", "level", "message"),
        [
            (None, 0.1, 0.2, 0.95, "needs a method"),
            ("wilson", None, 0.2, 0.95, "both ends"),
            ("wilson", 0.1, None, 0.95, "both ends"),
            ("wilson", 0.2, 0.1, 0.95, "wrong order"),
            ("wilson", 0.1, 0.2, None, "has a level"),
        ],
    )
    def test_of_sampling_has_a_method_both_ends_and_a_level(
        self, method: str | None, lower: float | None, upper: float | None, level: float | None, message: str
    ) -> None:
        with pytest.raises(ValueError, match=message):
            Interval("sampling", method, lower, upper, level)  # type: ignore[arg-type]

    def test_of_bounds_has_no_level(self) -> None:
        with pytest.raises(ValueError, match="bounds have none"):
            Interval("bounds", "last_sight", 0.1, 0.2, 0.95)

    @pytest.mark.parametrize("told", [("wilson", None, None, None), (None, 1.0, 2.0, None), (None, None, None, 0.95)])
    def test_of_a_complete_count_has_nothing(self, told: tuple[object, ...]) -> None:
        with pytest.raises(ValueError, match="complete count"):
            Interval("complete_count", *told)  # type: ignore[arg-type]

    def test_holds_its_own_ends(self) -> None:
        assert WILSON.holds(0.3656)
        assert WILSON.holds(0.5574)

    def test_of_a_complete_count_holds_any_value(self) -> None:
        assert COMPLETE_COUNT.holds(1_680)

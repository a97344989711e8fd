"""A figure that does not say what it rests on cannot be made."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.estimate import Bounds, CompleteCount, Estimate, Note, Sampling, Sensitivity, Source

SOURCE = Source("grants.csv", "0" * 64, 100)
WILSON = Sampling("wilson", 0.3656, 0.5574, 0.95)
LAST_SIGHT = Bounds("last_sight", 0.2, 0.8)


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
        "as_of": date(2025, 6, 4), "sources": (SOURCE,), "intervals": (CompleteCount(),),
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
        ({"intervals": (WILSON, Bounds("last_sight", 0.5, 0.8))}, "does not hold"),
    ],
    ids=lambda changed: "-".join(changed) if isinstance(changed, dict) else "",
)
def test_nor_with_a_part_that_contradicts(changed: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        share(**changed)


def test_a_withheld_figure_keeps_its_n_and_needs_no_interval() -> None:
    withheld = share(value=None, withheld="too_few_verdicts", intervals=(), n=19)
    assert (withheld.value, withheld.n) == (None, 19)


def test_the_widest_of_a_kind_is_the_one_that_is_shown() -> None:
    wider = Sampling("jackknife", 0.30, 0.62, 0.95)
    assert share(intervals=(WILSON, wider, LAST_SIGHT)).sampling is wider


def test_of_two_targets_the_province_is_the_one_that_is_shown() -> None:
    repeated = Sampling("jackknife", 0.38, 0.54, 0.95, "repeated")
    both = share(intervals=(WILSON, repeated))
    assert (both.sampling, both.sampling_of("places"), both.sampling_of("register")) == (repeated, WILSON, None)


def test_its_dot_is_hollow_where_little_is_known_of_it() -> None:
    assert not share(notes=(Note("bounds_lead"),)).is_hollow
    assert share(notes=(Note("wide"),)).is_hollow
    assert share(notes=(Note("beyond_curve"),)).is_hollow


def test_each_kind_of_interval_is_found_by_its_kind() -> None:
    sensitivity = Sensitivity("model", 0.40, 0.52)
    mixed = share(intervals=(WILSON, LAST_SIGHT, sensitivity))
    assert (mixed.sampling, mixed.bounds, mixed.sensitivity) == (WILSON, LAST_SIGHT, sensitivity)
    assert not mixed.is_complete_count


def test_a_kind_that_it_does_not_have_is_none() -> None:
    counted = share(intervals=(CompleteCount(),))
    assert (counted.sampling, counted.bounds, counted.sensitivity) == (None, None, None)
    assert counted.is_complete_count


def test_a_note_is_found_by_its_code() -> None:
    note = Note("bounds_lead")
    assert share(notes=(note,)).note("bounds_lead") is note
    assert share().note("bounds_lead") is None


class TestAnInterval:
    @pytest.mark.parametrize(("lower", "upper"), [(0.2, 0.1), (float("nan"), 0.2), (0.1, float("nan"))])
    def test_has_two_ends_in_order(self, lower: float, upper: float) -> None:
        for make in (
            lambda: Sampling("wilson", lower, upper, 0.95),
            lambda: Bounds("last_sight", lower, upper),
            lambda: Sensitivity("model", lower, upper),
        ):
            with pytest.raises(ValueError, match="wrong order"):
                make()

    @pytest.mark.parametrize("level", [0.0, 1.0, 95.0])
    def test_of_sampling_has_a_level_between_nought_and_one(self, level: float) -> None:
        with pytest.raises(ValueError, match="level"):
            Sampling("wilson", 0.1, 0.2, level)

    def test_holds_its_own_ends(self) -> None:
        assert WILSON.holds(0.3656)
        assert WILSON.holds(0.5574)

    def test_of_a_complete_count_holds_any_value(self) -> None:
        assert CompleteCount().holds(1_680)

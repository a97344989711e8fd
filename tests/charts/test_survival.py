"""The curve: where it stops, what stands on it, and what stands under it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.palette import LIGHT
from analytics.charts.survival import CurveLabels, CurvePanel, OtherCurve, beside_figure, survival_figure

LABELS = CurveLabels("masih diamati", "terlalu sedikit data", str)


def panel(months: int = 42, *, at_the_end: float = 0.3, too_wide_from: float = 1000, code: str = "KUBE") -> CurvePanel:
    """A straight curve down to `at_the_end` at its cut; a hundred grants, of which ever fewer are known."""
    ages = pd.Series(range(months + 1), dtype=float)
    survival = 1 - (1 - at_the_end) * ages / months
    curve = pd.DataFrame(
        {
            "age_months": ages,
            "survival": survival,
            "lower": survival - 0.05 * (ages > 0),
            "upper": survival + 0.05 * (ages > 0),
            "is_wide": ages >= too_wide_from,
        }
    )
    years = list(range(months // 12 + 1))
    known = pd.DataFrame(
        {
            "age_months": [12.0 * year for year in years],
            "at_risk": [100 - 20 * year for year in years],
        }
    )
    return CurvePanel(code, "KUBE", curve, known, {12: (0.8, "80%"), 24: (0.6, "60%")})


def drawn(of: CurvePanel) -> go.Figure:
    return survival_figure(of, LABELS, LIGHT, "id")


def observed(figure: go.Figure) -> tuple[str, ...]:
    (row,) = [trace for trace in figure.data if trace.yaxis == "y2"]
    return tuple(row.text)


def line(figure: go.Figure) -> go.Scatter:
    (found,) = [trace for trace in figure.data if trace.line.width == 3]
    return found


def test_how_many_are_still_observed_stands_under_the_ticks_and_nothing_beyond_the_cut() -> None:
    figure = drawn(panel())
    assert figure.layout.xaxis.tickvals == (0, 12, 24, 36, 48, 60)
    assert observed(figure) == ("100", "80", "60", "40", "", "")


def test_the_zone_of_too_few_data_begins_at_the_cut_and_is_said_in_words() -> None:
    figure = drawn(panel())
    (zone,) = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert (zone.x0, zone.x1) == (42, 60)
    assert LABELS.too_few in [note.text for note in figure.layout.annotations]


def test_a_curve_beyond_the_axis_has_no_zone() -> None:
    assert [shape for shape in drawn(panel(80)).layout.shapes if shape.type == "rect"] == []


def test_numbers_stand_at_the_top_right_of_their_dots() -> None:
    (dots,) = [trace for trace in drawn(panel()).data if trace.mode == "markers+text"]
    assert (dots.x, dots.y, dots.text) == ((12, 24), (0.8, 0.6), ("<b>80%</b>", "<b>60%</b>"))
    assert dots.textposition == "top right"


def test_on_ten_years_numbers_a_year_apart_would_cover_one_another() -> None:
    of = replace(panel(120), landmarks={12: (0.97, "97%"), 24: (0.93, "93%"), 36: (0.8, "80%")}, end_months=120)
    (dots,) = [trace for trace in drawn(of).data if trace.mode == "markers+text"]
    assert dots.text == ("<b>97%</b>", "", "<b>80%</b>")


def test_where_the_band_is_wide_the_line_is_thin_and_never_broken() -> None:
    figure = drawn(panel(too_wide_from=30))
    assert pd.Series(line(figure).y).isna().tolist() == [False] * 30 + [True] * 13
    (thin,) = [trace for trace in figure.data if trace.line.width == 1.5]
    assert len(thin.y) == 43
    assert not pd.Series(thin.y).isna().any()


def test_a_landmark_of_which_little_is_known_is_hollow() -> None:
    figure = drawn(replace(panel(), hollow={24}))
    (dots,) = [trace for trace in figure.data if trace.mode == "markers+text"]
    assert list(dots.marker.color) == [LIGHT.kube, LIGHT.page]


def test_the_band_has_edges() -> None:
    edges = [trace for trace in drawn(panel()).data if trace.line.width == 1]
    assert sorted(edge.y[-1] for edge in edges) == pytest.approx([0.25, 0.35])


@pytest.mark.parametrize("end_months", [60, 120])
def test_a_phone_holds_the_numbers_under_the_axis(end_months: int) -> None:
    ticks = replace(panel(), end_months=end_months).ticks
    assert len(ticks) <= 6
    assert ticks[-1] == end_months


def test_a_programme_keeps_its_colour() -> None:
    assert line(drawn(panel(code="UEP"))).line.color == LIGHT.uep


class TestBesideAnotherCurve:
    STEPS = pd.DataFrame({"age_months": [6.0, 30.0, 50.0], "survival": [0.9, 0.5, 0.1]})

    def test_the_other_is_a_dotted_step_that_stops_at_the_cut(self) -> None:
        figure = beside_figure(panel(), OtherCurve("Kaplan-Meier", self.STEPS), LABELS, LIGHT, "id")
        (steps,) = [trace for trace in figure.data if trace.line.dash == "dot"]
        assert (steps.x, steps.y) == ((0, 6, 30, 42), (1, 0.9, 0.5, 0.5))
        assert steps.line.shape == "hv"

    def test_stretches_in_which_it_cannot_tell_are_boxes_up_to_the_cut(self) -> None:
        boxes = pd.DataFrame(
            {"left_months": [3.0, 40.0, 45.0], "right_months": [6.0, 50.0, 60.0], "before": 0.9, "after": 0.5}
        )
        figure = beside_figure(panel(), OtherCurve("Turnbull", self.STEPS, boxes), LABELS, LIGHT, "id")
        (drawn_boxes,) = [trace for trace in figure.data if trace.fill == "toself"]
        assert drawn_boxes.x == (3, 6, 6, 3, None, 40, 42, 42, 40, None)

    def test_both_are_named_in_their_colours(self) -> None:
        figure = beside_figure(panel(), OtherCurve("Kaplan-Meier", self.STEPS), LABELS, LIGHT, "id")
        named = {note.text: note.font.color for note in figure.layout.annotations}
        assert (named["KUBE"], named["Kaplan-Meier"]) == (LIGHT.kube, LIGHT.unknown)

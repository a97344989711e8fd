"""The curve: where it stops, what stands on it, and that the table under it adds up."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.palette import LIGHT
from analytics.charts.survival import CurveLabels, CurvePanel, OtherCurve, beside_figure, survival_figure

ROWS = {"at_risk": "Masih diamati", "closed": "Sudah tutup", "unknown": "Tidak diketahui"}
LABELS = CurveLabels(ROWS, "bulan", "terlalu sedikit data", str)


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
            "closed": [5 * year for year in years],
            "unknown": [15 * year for year in years],
        }
    )
    return CurvePanel(code, "KUBE", curve, known, {12: (0.8, "80%"), 24: (0.6, "60%")})


def drawn(of: CurvePanel) -> go.Figure:
    return survival_figure(of, LABELS, LIGHT, "id")


def table(figure: go.Figure) -> list[tuple[str, ...]]:
    return [trace.text for trace in figure.data if trace.yaxis == "y2"]


def line(figure: go.Figure) -> go.Scatter:
    (found,) = [trace for trace in figure.data if trace.line.width == 3]
    return found


def test_the_table_under_the_axis_has_its_counts_at_the_ticks_and_nothing_beyond_the_cut() -> None:
    figure = drawn(panel())
    assert figure.layout.xaxis.tickvals == (0, 12, 24, 36, 48)
    assert table(figure) == [
        ("100", "80", "60", "40", "–"), ("0", "5", "10", "15", "–"), ("0", "15", "30", "45", "–")
    ]  # fmt: skip


def test_rows_of_the_table_are_named_above_their_counts() -> None:
    figure = drawn(panel())
    labels = {note.text: note.y for note in figure.layout.annotations if note.yref == "y2"}
    assert list(labels) == list(ROWS.values())
    counts = [trace.y[0] for trace in figure.data if trace.yaxis == "y2"]
    assert all(label > count for label, count in zip(labels.values(), counts, strict=True))


def test_the_zone_of_too_few_data_begins_at_the_cut_and_is_said_in_words() -> None:
    figure = drawn(panel())
    (zone,) = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert (zone.x0, zone.x1) == (42, pytest.approx(figure.layout.xaxis.range[1]))
    assert LABELS.too_few in [note.text for note in figure.layout.annotations]


def test_numbers_stand_at_the_bottom_left_of_their_dots() -> None:
    (dots,) = [trace for trace in drawn(panel()).data if trace.mode == "markers+text"]
    assert (dots.x, dots.y, dots.text) == ((12, 24), (0.8, 0.6), ("<b>80%</b>", "<b>60%</b>"))
    assert dots.textposition == "bottom left"


def test_numbers_that_would_cover_one_another_leave_room_for_that_of_the_second_year() -> None:
    of = panel(180, at_the_end=0.5)
    crowded = CurvePanel("KUBE", "KUBE", of.curve, of.known, {12: (0.97, "97%"), 24: (0.93, "93%"), 36: (0.8, "80%")})
    (dots,) = [trace for trace in drawn(crowded).data if trace.mode == "markers+text"]
    assert dots.text == ("", "<b>93%</b>", "<b>80%</b>")


def test_where_the_band_is_too_wide_the_line_is_dotted() -> None:
    figure = drawn(panel(too_wide_from=30))
    assert pd.Series(line(figure).y).isna().tolist() == [False] * 30 + [True] * 13
    (dotted,) = [trace for trace in figure.data if trace.line.dash == "dot"]
    assert pd.Series(dotted.y).isna().tolist() == [True] * 30 + [False] * 13


def test_a_landmark_of_which_little_is_known_is_hollow() -> None:
    figure = drawn(replace(panel(), hollow={24}))
    (dots,) = [trace for trace in figure.data if trace.mode == "markers+text"]
    assert list(dots.marker.color) == [LIGHT.kube, LIGHT.page]


def test_the_band_has_edges() -> None:
    edges = [trace for trace in drawn(panel()).data if trace.line.width == 1]
    assert sorted(edge.y[-1] for edge in edges) == pytest.approx([0.25, 0.35])


@pytest.mark.parametrize(("at_the_end", "is_above"), [(0.3, True), (0.9, False)])
def test_the_name_stands_clear_of_the_band(at_the_end: float, is_above: bool) -> None:
    of = panel(at_the_end=at_the_end)
    (name,) = [note for note in drawn(of).layout.annotations if note.text == "KUBE"]
    reached = of.curve[of.curve["age_months"] >= name.x]
    assert (name.y > reached["upper"]).all() if is_above else (name.y < reached["lower"]).all()


@pytest.mark.parametrize("months", [24, 60, 115])
def test_a_phone_holds_the_numbers_under_the_axis(months: int) -> None:
    ticks = panel(months).ticks
    assert len(ticks) <= 6
    assert all(tick % 12 == 0 for tick in ticks)


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

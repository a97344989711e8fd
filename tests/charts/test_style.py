"""What a picture carries when it leaves its page, and how it behaves there."""

from __future__ import annotations

from analytics.charts.palette import LIGHT
from analytics.charts.style import base_figure, config, headed

SAID = ["DATA CONTOH (sintetis) · per 30 Juni 2026 · versi 0001"]


def test_its_head_says_what_it_is_of() -> None:
    (head,) = headed(base_figure(LIGHT, 300, "id"), SAID, LIGHT).layout.annotations
    assert head.text == SAID[0]


def test_the_head_takes_nothing_from_the_picture() -> None:
    bare = base_figure(LIGHT, 300, "id")
    plot_px = 300 - bare.layout.margin.t
    figure = headed(bare, SAID, LIGHT)
    assert figure.layout.height - figure.layout.margin.t == plot_px


def test_long_filters_are_broken_into_lines_that_a_phone_holds() -> None:
    places = "Saringan: Kabupaten/kota " + ", ".join(["Penajam Paser Utara", "Kutai Kartanegara", "Mahakam Ulu"])
    (head,) = headed(base_figure(LIGHT, 300, "id"), [*SAID, places], LIGHT).layout.annotations
    assert [len(line) <= 60 for line in head.text.split("<br>")] == [True, True, True]


def test_names_that_came_from_an_export_are_shown_and_not_followed() -> None:
    (head,) = headed(base_figure(LIGHT, 300, "id"), ["<b>Berau</b>"], LIGHT).layout.annotations
    assert head.text == "&lt;b&gt;Berau&lt;/b&gt;"


def test_without_a_pointer_there_is_no_bar_to_get_in_the_way() -> None:
    assert config("peta", "Unduh gambar", has_pointer=False)["displayModeBar"] is False
    assert config("peta", "Unduh gambar", has_pointer=True)["modeBarButtons"] == [["toImage"]]


def test_all_words_have_ink_of_their_own_where_the_device_turns_dark() -> None:
    layout = base_figure(LIGHT, 300, "id").layout
    fonts = [layout.font, layout.legend.font, layout.xaxis.tickfont, layout.xaxis.title.font, layout.yaxis.tickfont]
    assert {font.color for font in fonts} == {LIGHT.ink}

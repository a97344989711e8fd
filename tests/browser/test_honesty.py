"""The most serious errors, checked on the pages as a reader sees them in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from analytics.i18n import catalog
from analytics.methods.intervals import share_interval
from tests.browser.conftest import OpenTab, Watched, serving
from tests.conftest import import_tables
from tests.sentences import says
from tests.spec.tables import CLOSED, RUNNING, TEN, Tables

pytestmark = pytest.mark.browser

COMPARING = re.compile(r"\bselisih|\brasio\b|\bHR\b|\bp ?[=<]|lebih tinggi|lebih rendah|poin persen", re.IGNORECASE)
LINE = """() => {
  const plot = [...document.querySelectorAll('.js-plotly-plot')]
    .find(p => p._fullData.some(t => t.yaxis === 'y2'));
  return plot.querySelector('.scatterlayer .js-line[style*="stroke-width: 3px"]').getAttribute('d');
}"""


@pytest.fixture(scope="module")
def without_common_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Groups of 2022, 40 of 100 never seen; individuals of 2023, 41 of 100 never seen."""
    groups: dict[str, Any] = {"disbursed_on": "2022-01-15", "regencies": TEN}
    individuals: dict[str, Any] = {"disbursed_on": "2023-01-15", "regencies": TEN}
    tables = (
        Tables()
        .add(40, "KUBE", RUNNING, **groups).add(20, "KUBE", CLOSED, **groups).add(40, "KUBE", **groups)
        .add(39, "UEP", RUNNING, **individuals).add(20, "UEP", CLOSED, **individuals).add(41, "UEP", **individuals)
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("honesty")
    with serving(import_tables(folder, tables)) as address:
        yield address


def headline(tab: Watched) -> str:
    return tab.page.locator(".st-key-answer h2").first.inner_text()


def test_groups_and_individuals_without_a_common_year_are_refused_without_a_number(
    without_common_years: str, open_tab: OpenTab
) -> None:
    tab = open_tab(f"{without_common_years}/comparison")
    assert headline(tab).startswith("Tidak dapat dibandingkan: tahun penyaluran yang sama terlalu sedikit")
    assert COMPARING.findall(tab.text) == []


@pytest.mark.parametrize(
    ("programme", "begins"),
    [
        ("KUBE", "Dari 60 KUBE yang statusnya diketahui, 66,7% masih berjalan"),
        ("UEP", "41 dari 100 UEP belum diketahui keadaannya. Menurut kunjungan terakhir, yang masih berjalan antara"),
    ],
)
def test_the_bounds_take_the_headline_past_forty_percent_unknown(
    programme: str, begins: str, without_common_years: str, open_tab: OpenTab
) -> None:
    tab = open_tab(f"{without_common_years}/survival?programme={programme}")
    assert headline(tab).startswith(begins)
    tab.page.get_by_role("button", name=catalog("id")("frame.how_to_read")).click()
    assert says(tab.page.locator("[data-testid=stPopoverBody]").inner_text(), "figures.persistence.assumption")


def width_beside_wilson(tab: Watched) -> float:
    """The printed interval's width over that of Wilson's, which takes grants as independent."""
    n, share, lower, upper = (
        float(number.replace(",", "."))
        for number in re.findall(r"Dari (\d+) KUBE.*?([\d,]+)% masih.*?selang ([\d,]+)–([\d,]+)%", headline(tab))[0]
    )
    wilson = share_interval(share / 100 * n, int(n))
    return (upper - lower) / 100 / (wilson.upper - wilson.lower)


def test_a_choice_of_places_bears_the_interval_of_its_grants_and_the_province_a_wider_one(
    server: str, open_tab: OpenTab
) -> None:
    place = open_tab(f"{server}/survival?programme=KUBE&regency=Samarinda")
    assert width_beside_wilson(place) == pytest.approx(1, abs=0.02)
    assert width_beside_wilson(open_tab(f"{server}/survival?programme=KUBE")) > 1.1


def test_a_changed_filter_draws_a_new_curve(server: str, open_tab: OpenTab) -> None:
    tab = open_tab(f"{server}/survival?programme=KUBE")
    before = tab.page.evaluate(LINE)
    tab.page.locator(".st-key-bar-filters button").first.click()
    tab.page.locator(".st-key-filter-regency").get_by_role("button", name="Paser", exact=True).first.click()
    tab.page.wait_for_url(re.compile("regency=64.01"))
    tab.idle()
    assert tab.page.evaluate(LINE) != before
    assert (tab.outside, tab.errors) == ([], [])

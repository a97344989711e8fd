"""Sentences about persistence, word for word in both languages: tests elsewhere take them from the catalogs."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.estimate import Bounds, Estimate, Note, Sampling, Source
from analytics.i18n import catalog
from analytics.wording.estimates import persistence_sentence, range_or_dash

SIX_IN_TEN = Sampling("wilson", 0.462, 0.724, 0.95)


def persistence(unknown: int, lower: float, upper: float, notes: tuple[Note, ...] = ()) -> Estimate:
    """30 of 50 known KUBE run, and others are not known."""
    return Estimate(
        "persistence_rate", 0.6, "share", 50, "groups", unknown, date(2025, 6, 30), (Source("a.csv", "0" * 64, 50),),
        (SIX_IN_TEN, Bounds("last_sight", lower, upper)), by={"programme": "KUBE"},
        counts={"running": 30, "closed": 20, "unknown": unknown, "old_enough": 50 + unknown}, notes=notes,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("id", "Dari 50 KUBE yang statusnya diketahui, 60,0% masih berjalan pada kunjungan terakhir (selang "
               "46,2–72,4%). Bila 10 lainnya ikut dihitung: paling sedikit 50,0%, paling banyak 66,7%, menurut "
               "kunjungan terakhir."),
        ("en", "Of 50 KUBE with known status, 60.0% were still running at their last visit (interval 46.2–72.4%). "
               "Counting the other 10: at least 50.0%, at most 66.7%, by last sight."),
    ],
)  # fmt: skip
def test_a_share_with_its_interval_and_what_is_not_known(lang: str, sentence: str) -> None:
    assert persistence_sentence(catalog(lang), persistence(10, 30 / 60, 40 / 60)) == sentence


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("id", "60 dari 110 KUBE belum diketahui keadaannya. Menurut kunjungan terakhir, yang masih berjalan antara "
               "27,2% dan 81,9%. Di antara 50 yang diketahui: 60,0% (selang 46,2–72,4%)."),
        ("en", "The state of 60 of 110 KUBE is not known. By last sight, between 27.2% and 81.9% still run. Among the "
               "50 known: 60.0% (interval 46.2–72.4%)."),
    ],
)  # fmt: skip
def test_bounds_come_first_where_most_are_not_known(lang: str, sentence: str) -> None:
    """30 of 110 to 90 of 110, rounded outward."""
    estimate = persistence(60, 30 / 110, 90 / 110, (Note("bounds_lead"),))
    assert persistence_sentence(catalog(lang), estimate) == sentence


def test_a_range_is_rounded_as_its_kind_asks() -> None:
    t = catalog("id")
    assert range_or_dash(t, SIX_IN_TEN, "share") == "46,2–72,4%"
    assert range_or_dash(t, Bounds("last_sight", 30 / 110, 90 / 110), "share") == "27,2–81,9%"
    assert range_or_dash(t, Bounds("last_sight", 0.6, 0.6), "share") == "60,0%"
    assert range_or_dash(t, None, "share") == "–"

"""What is to be decided, in one paragraph."""

from __future__ import annotations

import pytest

from analytics.wording.decisions import Decision


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("bila Rp5 juta menjadi Rp7,5 juta.", "**Besaran: 1.120 keluarga** bila Rp5 juta menjadi Rp7,5 juta."),
        ("Tidak dapat dibandingkan.", "**Besaran: 1.120 keluarga.** Tidak dapat dibandingkan."),
    ],
)
def test_what_goes_on_in_small_letters_is_one_sentence_with_the_figure(more: str, sentence: str) -> None:
    assert Decision("Besaran", "1.120 keluarga", more).sentence == sentence

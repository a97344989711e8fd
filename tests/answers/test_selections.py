"""No selection of filters makes a figure or an answer fail: each is a number, or a refusal in words.

One and two filters of the sample, of stores of one grant, and of real records where they lie beside the project. A
seeded 1 in 100 of them, and those that once failed; all of them with `make walk`.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import combinations, product
from pathlib import Path

import pytest

from analytics.answers.amounts import amounts_on_record, data_baseline, mentoring
from analytics.answers.figures import comparison, figures
from analytics.answers.memo_contents import memo_contents
from analytics.answers.served import PROJECT
from analytics.answers.survival import other_curves, persistence_nowcast, survival_curves
from analytics.answers.variation import persistence_funnel, pooled_persistence
from analytics.answers.visit_plan import audit_plan
from analytics.estimate import Estimate
from analytics.i18n import catalog, languages
from analytics.indicators import REGISTRY
from analytics.ingest.load import import_exports
from analytics.programmes import PROGRAMMES
from analytics.store.database import Store
from analytics.wording.estimates import n_words, sampling_words, value_words, withheld_words
from tests.conftest import first_of
from tests.spec.tables import RUNNING, Found, StoreOf, Tables

pytestmark = pytest.mark.slow

FILTERS = ("programme", "regency", "cohort_year", "business_category")
IS_WHOLE_WALK = bool(os.environ.get("WALK"))
SHARE, SEED = 0.01, 7
REAL = Path(os.environ.get("REAL_RECORDS", PROJECT.parent / "shared" / "real"))
ONCE_FAILED: tuple[Mapping[str, Sequence[str | int]], ...] = (
    {"cohort_year": [2024]},
    {"programme": ["UEP"], "cohort_year": [2024]},
    {"regency": ["64.01"], "cohort_year": [2024]},
    {"regency": ["64.02"], "cohort_year": [2024]},
    {"regency": ["64.03"], "cohort_year": [2024]},
)
"""Likelihoods without a highest point: all cells alike, or none of them with two grants."""

Where = Mapping[str, Sequence[str | int]]


def selections(store: Store) -> list[Where]:
    """Every one and every two filters that leave a grant or do not."""
    values = {
        dimension: [one.by[dimension] for one in figures(store, "grants", by=[dimension])] for dimension in FILTERS
    }
    named = {dimension: [value for value in of if value is not None] for dimension, of in values.items()}
    one: list[Where] = [{dimension: [value]} for dimension, of in named.items() for value in of]
    two: list[Where] = [
        {first: [a], second: [b]}
        for first, second in combinations(FILTERS, 2)
        for a, b in product(named[first], named[second])
    ]
    return one + two


def walked(store: Store) -> list[Where]:
    all_of_them = selections(store)
    if IS_WHOLE_WALK:
        return all_of_them
    return random.Random(SEED).sample(all_of_them, math.ceil(SHARE * len(all_of_them)))


def answer_everything(store: Store, where: Where) -> None:
    """Asks for all that pages, command line and memo ask for."""
    for key in REGISTRY:
        for estimate in figures(store, key, where=where):
            is_said(estimate)
    on = store.latest_on
    for curve in survival_curves(store, by=["programme"], where=where):
        other_curves(curve.counts)
    for code in PROGRAMMES:
        persistence_nowcast(store, where={**where, "programme": [code]})
        mentoring(store, as_of=on, where=where, programme=code)
    comparison(store, where=where)
    persistence_funnel(store, where=where)
    for by in (("regency", "business_category"), ("business_category",), ("regency",)):
        pooled_persistence(store, where=where, by=by)
    audit_plan(store, where=where, visits=60)
    amounts_on_record(store, as_of=on, where=where)
    data_baseline(figures(store, "survival_24", where=where)[0])


def is_said(estimate: Estimate) -> None:
    assert estimate.value is None or math.isfinite(estimate.value)
    for lang in languages():
        t = catalog(lang)
        assert n_words(t, estimate)
        if estimate.value is None:
            assert withheld_words(t, estimate)
        else:
            assert value_words(t, estimate)
            assert sampling_words(t, estimate)


def failing(store: Store, asked: Sequence[Where]) -> dict[str, str]:
    """The selections that raise, with what."""
    failed = {}
    for where in asked:
        try:
            answer_everything(store, where)
        except Exception as error:
            failed[str(where)] = repr(error)
    return failed


@pytest.mark.parametrize("where", ONCE_FAILED, ids=str)
def test_what_once_failed_answers(sample: Store, where: Where) -> None:
    answer_everything(sample, where)


def test_selections_of_the_sample_answer(sample: Store) -> None:
    assert failing(sample, walked(sample)) == {}


@pytest.mark.parametrize("programme", first_of(PROGRAMMES))
@pytest.mark.parametrize("found", [(), (RUNNING,), (("2025-03-01", "closed"),), (("2025-03-01", "moved"),)], ids=str)
def test_selections_of_one_grant_answer(store_of: StoreOf, programme: str, found: tuple[Found, ...]) -> None:
    store = store_of(Tables().add(1, programme, *found))
    assert failing(store, [{}, *selections(store)[:4]]) == {}


def test_the_memo_of_one_grant_is_written(store_of: StoreOf) -> None:
    for programme in PROGRAMMES:
        memo_contents(store_of(Tables().add(1, programme)))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    if not REAL.is_dir():
        pytest.skip(f"the real records are not beside the project ({REAL}); REAL_RECORDS may name their folder")
    folder = tmp_path_factory.mktemp("real")
    import_exports(folder, [REAL], as_of=date(2026, 6, 30), now=datetime(2026, 7, 1, tzinfo=UTC))
    store = Store.open(folder)
    yield store
    store.close()


def test_selections_of_real_records_answer(real: Store) -> None:
    assert failing(real, walked(real)) == {}

"""Published figures beside this data's: agree, differ, or cannot be compared, and why."""

from __future__ import annotations

from datetime import date

from analytics.answers.published import NOT_RECOMPUTED, RECOMPUTED, Comparison, compare_published
from analytics.store.database import Store
from tests.spec.tables import StoreOf, Tables


def compared(store: Store) -> dict[str, Comparison]:
    return {comparison.figure_id: comparison for comparison in compare_published(store)}


def kube(
    number: int, disbursed_on: str, regency: str = "Kutai Barat", amount_idr: int = 15_000_000
) -> dict[str, object]:
    return {
        "grant_id": f"K{number:03d}", "programme": "KUBE", "regency": regency, "business_type": "Ternak kambing",
        "amount_idr": amount_idr, "members": 5, "disbursed_on": disbursed_on,
    }  # fmt: skip


def test_every_published_figure_is_recomputed_or_says_why_not(store_of: StoreOf) -> None:
    assert set(compared(store_of(Tables([kube(1, "2023-05-02")])))) == RECOMPUTED.keys() | NOT_RECOMPUTED.keys()


def test_forty_groups_of_2023_agree_with_the_forty_published(store_of: StoreOf) -> None:
    store = store_of(Tables([kube(number, "2023-05-02") for number in range(40)] + [kube(99, "2024-01-05")]))
    answer = compared(store)["kube_groups_2023"]
    assert (answer.published, answer.ours, answer.status) == (40, 40, "agree")


def test_thirty_nine_groups_differ_and_a_group_elsewhere_counts(store_of: StoreOf) -> None:
    grants = [kube(number, "2023-05-02") for number in range(40)] + [
        kube(41, "2023-06-02", "Paser"),
        kube(99, "2024-01-05"),
    ]
    answer = compared(store_of(Tables(grants)))["kube_groups_2023"]
    assert (answer.ours, answer.status) == (41, "differ")


def test_data_that_ends_before_the_published_date_cannot_be_compared(store_of: StoreOf) -> None:
    store = store_of(Tables([kube(number, "2023-05-02") for number in range(40)]))
    answer = compared(store)["kube_groups_2023"]
    assert (answer.as_of, answer.ours, answer.status, answer.reason) == (
        date(2023, 12, 31), None, "cannot_be_compared", "data_ends_before",
    )  # fmt: skip


def test_the_46_percent_cannot_be_told_where_the_interval_reaches_beyond_5_points_and_differs_outside_it(
    store_of: StoreOf,
) -> None:
    grants = [kube(number, "2022-05-02") for number in range(100)] + [kube(999, "2025-07-01")]

    def visits(running: int) -> list[dict[str, object]]:
        return [
            {"grant_id": f"K{n:03d}", "visited_on": "2025-02-01", "status": "running" if n < running else "closed"}
            for n in range(100)
        ]

    # One regency: the model's own interval times a design effect of 2 is some 14 points either way.
    near = compared(store_of(Tables(grants, visits(50))))["kube_persistence_2025"]
    far = compared(store_of(Tables(grants, visits(90))))["kube_persistence_2025"]
    assert (near.ours, near.status) == (0.5, "cannot_tell")
    assert (far.ours, far.status) == (0.9, "differ")


def test_the_amount_published_for_2023_is_held_against_the_largest_of_that_year(store_of: StoreOf) -> None:
    grants = [kube(1, "2023-05-02"), kube(2, "2023-06-02", amount_idr=14_000_000), kube(3, "2024-02-02")]
    answer = compared(store_of(Tables(grants)))["kube_amount_2023"]
    assert (answer.ours, answer.status) == (15_000_000, "agree")

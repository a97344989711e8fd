"""The planner's arithmetic, held by the worked numbers of the estimands (section 6) and of the oracle `grant_size`."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from scipy.stats import norm

from analytics.methods.grant_size import (
    Baseline,
    Plan,
    Prior,
    at_prices_of,
    chance_impossible,
    chance_of_break_even,
    entered_baseline,
    entered_prior,
    prior_in_points,
    shifted_share,
    split,
    tenths,
    weigh,
)
from analytics.methods.grant_size_pilot import (
    allocation,
    decisive_shares,
    families_per_arm,
    families_per_arm_to_differ,
    families_to_draw,
    months_to_read_out,
    pilot_sizes,
    power_of,
)
from analytics.methods.grant_size_records import amount_records, still_running
from tests.methods.tables import present

BUDGET = 8_400_000_000
FIVE, SEVEN_AND_A_HALF, TEN = 5_000_000, 7_500_000, 10_000_000
WITH_DELIVERY = Plan(BUDGET, 500_000, FIVE)
RATIO = 8 / 5.5
SHARE, WILSON = 0.46, (0.365608083090, 0.557351396767)
"""46 of 100 with Wilson's interval (oracle `proportions`)."""


class TestAmounts:
    def test_without_delivery_cost_seven_and_a_half_must_have_one_and_a_half_times_the_survival(self) -> None:
        (amount,) = weigh(Plan(BUDGET, 0, FIVE), [SEVEN_AND_A_HALF], None)
        assert (amount.recipients, amount.ratio, amount.ceiling) == (1120, 1.5, pytest.approx(2 / 3))
        assert amount.needed is None

    def test_with_half_a_million_it_is_1_45_and_impossible_above_68_75_percent(self) -> None:
        (amount,) = weigh(WITH_DELIVERY, [SEVEN_AND_A_HALF], None)
        assert amount.ratio == pytest.approx(1.4545454545454546)  # oracle grant_size_voi.k
        assert amount.ceiling == pytest.approx(0.6875)

    def test_1527_families_against_1050_and_66_9_of_a_hundred(self) -> None:
        five, larger = weigh(WITH_DELIVERY, [SEVEN_AND_A_HALF, FIVE], Baseline(SHARE))
        assert (five.recipients, larger.recipients) == (1527, 1050)
        assert five.needed == pytest.approx(SHARE)
        assert larger.needed == pytest.approx(0.6690909090909)  # oracle grant_size.breakeven.p1
        assert larger.needed_range is None

    def test_more_than_all_is_impossible(self) -> None:
        assert [amount.is_impossible for amount in weigh(WITH_DELIVERY, [FIVE, SEVEN_AND_A_HALF, TEN], Baseline(0.6))] \
            == [False, False, True]  # fmt: skip

    def test_a_smaller_amount_may_let_survival_fall(self) -> None:
        (smaller,) = weigh(Plan(BUDGET, 0, FIVE), [4_500_000], Baseline(0.5))
        assert (smaller.recipients, smaller.needed, smaller.ceiling) == (1866, pytest.approx(0.45), 1.0)

    def test_ranges_are_those_of_the_baseline(self) -> None:
        (larger,) = weigh(Plan(80_000_000, 500_000, FIVE), [SEVEN_AND_A_HALF], Baseline(0.5, (0.4, 0.8)))
        assert larger.recipients == 10
        assert larger.needed_range == (pytest.approx(0.4 * RATIO), pytest.approx(0.8 * RATIO))
        assert (larger.surviving, larger.surviving_range) == (5.0, (4.0, 8.0))
        assert (larger.cost_per_surviving_idr, larger.cost_range_idr) == (16e6, (10e6, 20e6))

    @pytest.mark.parametrize(("share", "interval"), [(0.0, None), (1.0, None), (0.5, (0.6, 0.7)), (0.5, (0.0, 0.7))])
    def test_a_baseline_that_cannot_be_is_refused(self, share: float, interval: tuple[float, float] | None) -> None:
        with pytest.raises(ValueError, match=r"baseline|hold"):
            Baseline(share, interval)

    def test_an_entered_baseline_has_the_margin_that_was_entered_and_stays_a_share(self) -> None:
        assert entered_baseline(46, None) == Baseline(0.46)
        assert entered_baseline(50, 10).interval == pytest.approx((0.4, 0.6))
        assert entered_baseline(5, 10).interval == pytest.approx((0.001, 0.15))


class TestPrior:
    def test_without_uncertainty_of_the_baseline_the_chance_is_a_normal_tail(self) -> None:
        # logit(0.75) - logit(0.5) = 1.0986; (1.0986 - 0.25) / 0.35 = 2.4246; tail 0.00766.
        assert chance_of_break_even(Baseline(0.5), 1.5, Prior()) == pytest.approx(0.00766, abs=5e-6)

    def test_the_oracles_chance_with_46_of_100_as_baseline(self) -> None:
        # Oracle grant_size_voi: 0.044175 by draws from a beta posterior; here the interval on the logit scale.
        assert chance_of_break_even(Baseline(SHARE, WILSON), RATIO, Prior()) == pytest.approx(0.044175, abs=0.004)

    def test_the_oracles_surviving_businesses_under_the_prior(self) -> None:
        mean, (lower, upper) = shifted_share(Baseline(SHARE, WILSON), Prior())
        assert mean * 1050 == pytest.approx(547.55, rel=0.01)
        assert (lower * 1050, upper * 1050) == (pytest.approx(347.76, rel=0.02), pytest.approx(742.14, rel=0.02))

    def test_what_is_impossible_has_no_chance_however_hopeful_the_prior(self) -> None:
        assert chance_of_break_even(Baseline(0.7), 1.5, Prior(mean=3.0)) == 0.0

    def test_a_more_hopeful_prior_has_the_better_chance(self) -> None:
        chances = [chance_of_break_even(Baseline(0.46, WILSON), RATIO, Prior(mean=mean)) for mean in (0.0, 0.5, 1.0)]
        assert chances == sorted(chances)


class TestPilot:
    @pytest.mark.parametrize(
        ("larger_share", "families"),
        [(0.50, 167.69963107747344), (0.56, 401.0281401009441), (0.60, 991.5040675638539), (0.64, 5522.569247501628),
         (0.72, 1734.585827493717)],
    )  # fmt: skip
    def test_families_per_arm_against_break_even(self, larger_share: float, families: float) -> None:
        assert families_per_arm(SHARE, larger_share, RATIO) == pytest.approx(families)  # oracle grant_size_voi

    def test_at_break_even_itself_no_pilot_can_tell(self) -> None:
        assert families_per_arm(0.4, 0.6, 1.5) is None

    @pytest.mark.parametrize(
        ("present", "larger", "families"),
        [(0.46, 0.51, 1567.18369511146), (0.46, 0.56, 391.105999174752), (0.46, 0.61, 172.381241332615),
         (0.46, 0.6690909090909, 87.080870197859), (0.60, 0.70, 355.942812655067)],
    )  # fmt: skip
    def test_families_per_arm_to_tell_two_shares_apart(self, present: float, larger: float, families: float) -> None:
        assert families_per_arm_to_differ(present, larger) == pytest.approx(families)  # oracle grant_size.n_per_arm

    def test_that_many_families_have_the_power_asked_for(self) -> None:
        assert power_of(402, SHARE, 0.56, RATIO) == pytest.approx(0.80, abs=0.001)

    def test_sizes_come_smallest_gain_first_and_leave_out_what_goes_beyond_all(self) -> None:
        sizes = pilot_sizes(SHARE, RATIO, [14, 10, 10, 60], 402)
        assert [(round(size.truth, 2), size.families_per_arm, size.families) for size in sizes] == [
            (0.56, 402, 804), (0.60, 992, 1984),
        ]  # fmt: skip
        assert (sizes[0].families_to_differ, round(sizes[0].power, 2)) == (392, 0.80)

    def test_it_reads_out_after_its_24_months_and_not_next_year(self) -> None:
        assert months_to_read_out(6) == 30

    def test_the_list_gives_each_regency_as_many_of_either_amount(self) -> None:
        drawn = allocation(["64.01", "64.72"], 5, FIVE, SEVEN_AND_A_HALF, seed=7)
        counted = drawn.groupby(["regency_code", "amount_idr"]).size()
        assert counted.tolist() == [3, 3, 3, 3]
        assert drawn["place"].tolist() == [1, 2, 3, 4, 5, 6] * 2

    def test_the_list_is_drawn_anew_by_another_seed_and_the_same_by_the_same(self) -> None:
        one, again, other = (
            allocation(["64.01"], 20, FIVE, SEVEN_AND_A_HALF, seed)["amount_idr"].tolist() for seed in (1, 1, 2)
        )
        assert one == again
        assert one != other


class TestSplit:
    def test_each_first_then_in_proportion_to_the_last_family(self) -> None:
        assert split(27, {"a": 1, "b": 1, "c": 2}, each=5) == {"a": 8, "b": 8, "c": 11}

    def test_ties_go_to_the_first(self) -> None:
        assert split(11, {"a": 1, "b": 1}) == {"a": 6, "b": 5}

    def test_a_quota_that_cannot_be_met_is_shared_as_far_as_it_goes(self) -> None:
        assert split(7, {"a": 1, "b": 1, "c": 1}, each=20) == {"a": 3, "b": 2, "c": 2}


def test_five_million_of_2024_at_prices_of_2025() -> None:
    # The shipped index: December 2024 128.793, December 2025 132.554.
    assert round(at_prices_of(FIVE, 128.793, 132.554)) == 5_146_009
    assert round(at_prices_of(FIVE, 132.554, 128.793)) == 4_858_133


def amounts(*rows: tuple[str, int, str, int, int, int]) -> pd.DataFrame:
    columns = ["programme", "cohort_year", "business_category", "amount_idr", "known", "running"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(real_amount_idr=table["amount_idr"], regency_code="64.01", old_enough=table["known"])


def by_mentoring(*rows: tuple[bool, str, int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["mentored", "regency_code", "old_enough", "known", "running"])


class TestWhatTheRecordsCanSay:
    def test_nothing_without_grants(self) -> None:
        assert amount_records(amounts()).refused == "no_grants"

    def test_nothing_of_one_amount(self) -> None:
        records = amount_records(amounts(("UEP", 2024, "food", FIVE, 60, 30), ("UEP", 2025, "cakes", FIVE, 60, 40)))
        assert (records.refused, records.rows) == ("one_amount", ())

    def test_nothing_where_amounts_go_with_programme_or_year(self) -> None:
        records = amount_records(
            amounts(
                ("KUBE", 2024, "food", 20_000_000, 90, 30),
                ("UEP", 2024, "food", FIVE, 90, 30),
                ("UEP", 2025, "food", 4_500_000, 90, 30),
            )
        )
        assert records.refused == "amounts_go_with_programme_or_year"

    def test_nothing_where_amounts_go_with_the_type_of_business(self) -> None:
        records = amount_records(
            amounts(("UEP", 2025, "food", FIVE, 90, 30), ("UEP", 2025, "repair", 4_500_000, 90, 30))
        )
        assert records.refused == "amounts_go_with_type"

    @pytest.mark.parametrize("verdicts_of_the_third", [0, 49])
    def test_nothing_of_two_amounts_side_by_side(self, verdicts_of_the_third: int) -> None:
        rows = [("UEP", 2025, "food", amount, 50, 20) for amount in (FIVE, 6_000_000)]
        rows.append(("UEP", 2025, "food", SEVEN_AND_A_HALF, verdicts_of_the_third, 0))
        assert amount_records(amounts(*rows)).refused == "too_few_side_by_side"

    def test_three_side_by_side_are_described_with_their_intervals(self) -> None:
        rows = [("UEP", 2025, "food", amount, 100, 46) for amount in (FIVE, 6_000_000, SEVEN_AND_A_HALF)]
        records = amount_records(amounts(*rows, ("UEP", 2025, "cakes", FIVE, 80, 40)))
        assert records.refused is None
        assert [row.of["real_amount_idr"] for row in records.rows] == [FIVE, 6_000_000, SEVEN_AND_A_HALF]
        assert records.rows[0].share == SHARE
        in_places = records.rows[0].intervals[1]
        assert (in_places.lower, in_places.upper) == pytest.approx(WILSON)

    def test_a_row_without_verdicts_has_no_share(self) -> None:
        rows = by_mentoring((True, "R0", 10, 10, 5), (False, "R0", 4, 0, 0))
        assert [(row.of["mentored"], row.running) for row in still_running(rows, ["mentored"])] == [(True, 5)]

    def test_regencies_share_fate_so_the_province_is_less_sure_than_its_places(self) -> None:
        """Mentored: five regencies of 20 running of 100, five of 40. By the jackknife 7.5 points either side of 30%;
        in these ten sqrt((.16 + .24) / 2 / 1000) = 1.41, 2.8 points."""
        rows = by_mentoring(*((True, f"R{place}", 100, 100, (20, 40)[place % 2]) for place in range(10)))
        (province,) = still_running(rows, ["mentored"])
        (here,) = still_running(rows, ["mentored"], is_of_places=True)
        assert (province.share, province.known) == (0.3, 1000)
        assert [one.target for one in province.intervals] == ["repeated", "places"]
        assert province.interval.width / 2 == pytest.approx(0.075, abs=0.002)
        assert here.interval == province.intervals[1]
        assert here.interval.width / 2 == pytest.approx(0.028, abs=0.001)

    def test_verdicts_of_an_amount_are_those_of_all_regencies(self) -> None:
        rows = [("UEP", 2025, "food", amount, 25, 10) for amount in (FIVE, 6_000_000, SEVEN_AND_A_HALF)]
        here, there = amounts(*rows), amounts(*rows).assign(regency_code="64.72")
        assert amount_records(here).refused == "too_few_side_by_side"
        assert [row.known for row in amount_records(pd.concat([here, there])).rows] == [50, 50, 50]


class TestImpossible:
    """S(24) of 68% with 48 to 82: on the logit scale 0.754 with a deviation of 1.596 / 3.92 = 0.407."""

    BASELINE = Baseline(0.68, (0.48, 0.82))

    def test_six_in_ten_that_seven_and_a_half_million_cannot_break_even(self) -> None:
        """Impossible above 2 / 3, logit 0.693: 0.149 deviations below the middle."""
        chance = chance_impossible(self.BASELINE, 1.5)
        assert chance == pytest.approx(norm.cdf((0.7538 - 0.6931) / 0.4073), abs=1e-3)
        assert tenths(chance) == 6

    def test_needed_range_and_what_survives_at_every_amount(self) -> None:
        """Rp 6 m needs 58 to 98 of 100, Rp 7.5 m 72 to 123; of 1,680 families 806 to 1,378 run at the present one."""
        present, six, larger = weigh(Plan(BUDGET, 0, FIVE), [FIVE, 6_000_000, SEVEN_AND_A_HALF], self.BASELINE)
        assert six.needed_range == pytest.approx((0.576, 0.984))
        assert larger.needed_range == pytest.approx((0.72, 1.23))
        assert present.surviving_range == pytest.approx((1680 * 0.48, 1680 * 0.82))

    def test_without_an_interval_it_is_or_is_not(self) -> None:
        assert [chance_impossible(Baseline(share), 1.5) for share in (0.6, 0.7)] == [0, 1]

    def test_a_smaller_amount_is_never_impossible(self) -> None:
        assert chance_impossible(self.BASELINE, 0.9) == 0


class TestWhatAPilotCanShow:
    def test_402_families_show_that_56_falls_short(self) -> None:
        """The size that tells 56% from break-even at 66.9% is 402 an arm, so 56 is the greatest it shows short."""
        shares = decisive_shares(402, SHARE, RATIO)
        assert shares.greatest_showing_short == pytest.approx(0.56, abs=1e-3)
        assert not shares.is_impossible

    def test_the_least_that_shows_break_even_is_where_its_size_is_this(self) -> None:
        least = present(decisive_shares(402, SHARE, RATIO).least_showing_break_even)
        assert families_per_arm(SHARE, least, RATIO) == pytest.approx(402, rel=1e-3)
        assert least > RATIO * SHARE

    def test_a_small_pilot_shows_nothing(self) -> None:
        """Ten an arm: even all of them surviving, or none, is distinguished from 66.9% in fewer than 8 of 10 pilots, or
        not."""
        shares = decisive_shares(10, SHARE, RATIO)
        assert power_of(10, SHARE, 1.0, RATIO) < 0.8
        assert shares.least_showing_break_even is None

    def test_where_more_than_all_would_have_to_survive_only_falling_short_can_be_shown(self) -> None:
        """(1.05 - p1) / sqrt((p1 q1 + 0.4725) / 200) = 1.645 + 0.842 at p1 = 0.92; of 2,000 an arm even all surviving
        is shown to fall short."""
        shares = decisive_shares(200, 0.7, 1.5)
        assert (shares.is_impossible, shares.least_showing_break_even) == (True, None)
        assert shares.greatest_showing_short == pytest.approx(0.92, abs=0.001)
        assert decisive_shares(2_000, 0.7, 1.5).greatest_showing_short == 1

    def test_drawn_to_find_so_many(self) -> None:
        """Nine in ten are found of a pilot that visits all: 402 / 0.9; 402 / 0.95 where one in twenty is never seen."""
        assert [families_to_draw(402, share) for share in (0.0, 0.05, 0.1, 0.3, 0.5, 0.51)] == [
            402, 424, 447, 447, 447, None
        ]  # fmt: skip


class TestAPriorEnteredOfAHundred:
    def test_from_half_to_three_quarters_is_the_logarithm_of_three(self) -> None:
        # log-odds: log(0.75 / 0.25) - 0; the margin from 60 to 90 is log 9 - log 1.5 = log 6.
        prior = entered_prior(Baseline(0.5), Prior(), 25, 15)
        assert prior.mean == pytest.approx(math.log(3))
        assert prior.deviation == pytest.approx(math.log(6) / (2 * norm.ppf(0.975)))

    def test_what_is_left_empty_is_the_usual_assumption(self) -> None:
        usual = Prior(0.4, 0.2)
        assert entered_prior(Baseline(0.5), usual, None, None) == usual
        assert entered_prior(Baseline(0.5), usual, 25, None).deviation == 0.2
        assert entered_prior(Baseline(0.5), usual, None, 10).mean == 0.4

    def test_the_usual_assumption_in_points_is_nearly_read_again(self) -> None:
        # At 46 of 100, 0.25 more in log-odds is 52.2; 0.35 either side of it is 35.5 to 68.5.
        rise, margin = prior_in_points(Baseline(SHARE), Prior())
        assert (rise, margin) == (pytest.approx(6.24, abs=0.02), pytest.approx(16.5, abs=0.1))
        again = entered_prior(Baseline(SHARE), Prior(0.0, 1.0), rise, margin)
        assert (again.mean, again.deviation) == (pytest.approx(0.25), pytest.approx(0.35, abs=0.001))

    def test_beyond_all_and_none_stays_within_them(self) -> None:
        prior = entered_prior(Baseline(0.9), Prior(), 50, 49)
        assert 0 < prior.deviation < math.inf
        assert math.isfinite(prior.mean)

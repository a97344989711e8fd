"""Scenarios that the planner names and lays side by side, kept in the address, so that a link shares them."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass

import streamlit as st

from analytics.documents.typed_table import Column, TypedTable
from analytics.i18n.numbers import number
from analytics.methods.grant_size import Baseline, Plan, Prior, chance_of_break_even, weigh
from pages.sections.grant_size.inputs import Inputs
from pages.shared.frame import Frame
from pages.shared.show import show_text
from pages.shared.tables import show_table

SCENARIO_UNITS: dict[str, tuple[str, int | None]] = {
    "budget": ("idr", None), "cost": ("idr", None), "present": ("idr", None), "considered": ("idr", None),
    "baseline": ("share", 0), "recipients_now": ("count", None), "recipients": ("count", None),
    "ratio": ("ratio", None), "needed": ("share", 0), "chance": ("share", 0),
}  # fmt: skip
KEPT = "_grant_size_scenarios"
ADDRESS = "grant_size_scenario"
MAX_NAME_LETTERS, MAX_SCENARIOS, MAX_PRIOR = 60, 8, 10.0


@dataclass(frozen=True)
class Scenario:
    """What was entered when it was kept; a baseline from the data as it was then."""

    plan: Plan
    considered_idr: int
    baseline: Baseline | None
    prior: Prior


def in_address(name: str, scenario: Scenario) -> str:
    """A scenario as it stands in the address: its name, budget, delivery cost, present and considered amount, share
    and interval of the baseline, mean and deviation of the prior, delivery as a share of the amount."""
    share, interval = astuple(scenario.baseline) if scenario.baseline else (None, None)
    return json.dumps(
        [
            name,
            *astuple(scenario.plan)[:3],
            scenario.considered_idr,
            share,
            interval,
            *astuple(scenario.prior),
            scenario.plan.delivery_share,
        ],
        ensure_ascii=False,
    )


def from_address(text: str) -> tuple[str, Scenario] | None:
    """The scenario that `in_address` wrote; None where the address was changed into what is none."""
    try:  # NaN and Infinity, which JSON does not know but Python reads, end as a ValueError
        read = json.loads(text, parse_constant=int)
        name, budget, cost, present, considered, share, interval, mean, deviation, *delivery_share = read
        ends = interval and (float(interval[0]), float(interval[1]))
        scenario = Scenario(
            Plan(int(budget), int(cost), int(present), *map(float, delivery_share[:1])),
            int(considered),
            None if share is None else Baseline(float(share), ends),
            Prior(float(mean), float(deviation)),
        )
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (str(name)[:MAX_NAME_LETTERS], scenario) if _is_possible(scenario) else None


def _is_possible(scenario: Scenario) -> bool:
    plan, prior = scenario.plan, scenario.prior
    least_idr = min(plan.budget_idr, plan.present_amount_idr, scenario.considered_idr)
    is_cost = plan.delivery_cost_idr >= 0 and 0 <= plan.delivery_share <= 1
    return least_idr > 0 and is_cost and abs(prior.mean) < MAX_PRIOR > prior.deviation > 0


def keep_scenarios(frame: Frame, inputs: Inputs, prior: Prior) -> dict[str, Scenario]:
    """A name and a button; what was kept."""
    t = frame.t
    # The address alone would lose them: going to another page takes away what no widget is bound to.
    if KEPT not in st.session_state:
        given = st.query_params.get_all(ADDRESS)[:MAX_SCENARIOS]
        st.session_state[KEPT] = dict(filter(None, map(from_address, given)))
    kept: dict[str, Scenario] = st.session_state[KEPT]
    if not kept:
        show_text(t("grant_size.scenario.empty"))
    name = st.text_input(
        t("grant_size.scenario.name"), key="grant_size_name", bind="query-params", max_chars=MAX_NAME_LETTERS
    )
    unnamed = t("grant_size.scenario.unnamed", number=number(len(kept) + 1, t.lang))
    is_full = len(kept) == MAX_SCENARIOS and name.strip() not in kept
    if st.button(
        t("grant_size.scenario.keep"), icon=":material/bookmark_add:", key="grant_size_keep", disabled=is_full
    ):
        kept[name.strip() or unnamed] = Scenario(inputs.plan, inputs.considered_idr, inputs.baseline, prior)
    if kept and st.button(t("grant_size.scenario.clear"), type="tertiary", key="grant_size_clear"):
        kept.clear()
    return kept


def show_scenarios(frame: Frame, kept: dict[str, Scenario]) -> None:
    """The table of all that were kept, which the address holds."""
    if kept:
        st.query_params[ADDRESS] = [in_address(name, scenario) for name, scenario in kept.items()]
        show_table(frame, side_by_side(frame, kept), frame.t("grant_size.scenario.table"), is_open=True)
    else:
        st.query_params.pop(ADDRESS, None)


def side_by_side(frame: Frame, kept: dict[str, Scenario]) -> TypedTable:
    """One row per scenario, its inputs and results in columns."""
    t, rows = frame.t, [scenario_numbers(scenario) for scenario in kept.values()]
    columns = [
        Column(name, t(f"grant_size.scenario.row.{name}"), [row[name] for row in rows], unit, decimals)
        for name, (unit, decimals) in SCENARIO_UNITS.items()
    ]
    return TypedTable("grant-size-scenarios", (Column("name", t("grant_size.scenario.name"), list(kept)), *columns))


def scenario_numbers(scenario: Scenario) -> dict[str, float | None]:
    """What was entered and what comes of it, by the keys of `SCENARIO_UNITS`."""
    plan, baseline = scenario.plan, scenario.baseline
    (now,) = weigh(plan, [plan.present_amount_idr], baseline)
    (considered,) = weigh(plan, [scenario.considered_idr], baseline)
    return {
        "budget": plan.budget_idr,
        "cost": plan.paid_idr(scenario.considered_idr) - scenario.considered_idr,
        "present": plan.present_amount_idr,
        "considered": scenario.considered_idr,
        "baseline": baseline.share if baseline else None,
        "recipients_now": now.recipients,
        "recipients": considered.recipients,
        "ratio": considered.ratio,
        "needed": considered.needed,
        "chance": chance_of_break_even(baseline, considered.ratio, scenario.prior)
        if baseline is not None and scenario.considered_idr > plan.present_amount_idr
        else None,
    }

"""What the decision memo asks of the store, by the same way as figures; the command line and the overview call it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.answers.amounts import BASELINE_PROGRAMME, CONSIDERED_IDR, OTHERS_IDR, USUAL_PLAN, data_baseline
from analytics.answers.figures import by_programme, comparison, figures
from analytics.answers.published import Comparison, compare_published
from analytics.estimate import Estimate
from analytics.indicators import PLACES
from analytics.methods.comparison import Gate
from analytics.methods.grant_size import Amount, Baseline, Plan, weigh
from analytics.programmes import PROGRAMMES
from analytics.store.database import Selection, Store
from analytics.store.versions import Manifest

ByProgramme = Mapping[str, Estimate]


@dataclass(frozen=True)
class Head:
    """Of what the memo is: version, day and filters. `places` names the regencies by code, in official order; the
    filters leave those with the codes `picked_places`."""

    manifest: Manifest
    as_of: date
    where: Mapping[str, Sequence[str | int]]
    places: Mapping[str, str]
    picked_places: Collection[str]


@dataclass(frozen=True)
class State:
    """How many were reached and seen; persistence of all grants and by programme, by random visits and
    on the day itself too."""

    grants: Estimate
    families: Estimate
    amount_idr: Estimate
    visited: Estimate
    all_persistence: Estimate
    persistence: ByProgramme
    audited: ByProgramme
    today: ByProgramme


@dataclass(frozen=True)
class Lives:
    """Survival at 12 and 24 months by programme, and who is still in the groups."""

    survival: Mapping[str, ByProgramme]
    members: Estimate
    nearly_alone: Estimate


@dataclass(frozen=True)
class Kinds:
    """Groups and individuals, over all programmes: those that are there, the gate, median months between visits by
    arm, and the difference, which is withheld where the gate is shut."""

    programmes: tuple[str, ...]
    gate: Gate
    gap_months: Mapping[str, float]
    difference: Estimate


@dataclass(frozen=True)
class Size:
    """Next year's amount: the plan, each amount weighed, and the baseline with its programme and the Estimate that
    gives or withholds it (None: no grants); what each programme has cost by indicator."""

    plan: Plan
    now: Amount
    considered: Amount
    amounts: tuple[Amount, ...]
    baseline: Baseline | None
    baseline_programme: str
    baseline_from: Estimate | None
    costs: Mapping[str, ByProgramme]


@dataclass(frozen=True)
class TargetYear:
    """A programme's targets of one year: all places together, and each place that has a target."""

    programme: str
    year: int
    whole: Estimate
    by_regency: Mapping[str, Estimate]


@dataclass(frozen=True)
class Contents:
    """A decision memo. `target` is that of all years and places, or the reason why there is none; `targets`: of each
    programme the latest year with deliveries; `this_year`: those of the as-of date's year; `published`: the share that
    was published, beside this data's."""

    head: Head
    state: State
    lives: Lives
    kinds: Kinds
    size: Size
    target: Estimate
    targets: tuple[TargetYear, ...]
    this_year: ByProgramme
    published: tuple[Comparison, ...]


SURVIVAL = ("survival_12", "survival_24")
PUBLISHED = "kube_persistence_2025"
COSTS = ("cost_per_surviving_business_idr", "cost_per_active_member_idr")


def memo_contents(store: Store, *, as_of: date | None = None, where: Selection | None = None) -> Contents:
    """All that a memo shows, on a day and under filters; arguments and errors are those of `figures.figures`.

    A filter for a programme does not hold for what asks for both kinds of grants, nor for the baseline of the amount;
    one for places does not hold for that baseline, which looks ahead.
    """
    view = View(store, as_of or store.latest_on, where or {})
    both = view.without_programme()
    return Contents(
        _head(view),
        _state(view),
        Lives(
            {key: view.by_programme(key) for key in SURVIVAL},
            view.figure("member_persistence"),
            view.figure("nearly_alone_rate"),
        ),
        _kinds(both),
        _size(view, both),
        view.figure("target_realisation"),
        _targets(view),
        view.by_programme("target_realisation", cohort_year=[view.as_of.year]),
        tuple(one for one in compare_published(store) if one.figure_id == PUBLISHED),
    )


def weighed_amounts(store: Store, *, as_of: date, where: Selection) -> Size:
    """The amounts that a memo weighs; what it says of filters holds here too."""
    view = View(store, as_of, where)
    return _size(view, view.without_programme())


class View:
    """A store on a day and under filters."""

    def __init__(self, store: Store, as_of: date, where: Selection) -> None:
        self.store, self.as_of = store, as_of
        self.where = {name: list(values) for name, values in where.items() if values}

    def without_programme(self) -> View:
        """Groups and individuals, for what asks for both."""
        return View(self.store, self.as_of, {name: of for name, of in self.where.items() if name != "programme"})

    def without_places(self) -> View:
        """The whole province, for what looks ahead."""
        elsewhere = {name: values for name, values in self.where.items() if name not in PLACES}
        return View(self.store, self.as_of, elsewhere)

    def figures(self, key: str, by: Sequence[str] = (), **more: Sequence[str | int]) -> list[Estimate]:
        """Estimates; a filter given here overrides the one of the same name."""
        return figures(self.store, key, as_of=self.as_of, by=by, where={**self.where, **more})

    def figure(self, key: str, **more: Sequence[str | int]) -> Estimate:
        """The one over all grants that are left."""
        return self.figures(key, (), **more)[0]

    def by_programme(self, key: str, **more: Sequence[str | int]) -> ByProgramme:
        """One per programme that has any, in the order of `PROGRAMMES`."""
        return by_programme(self.figures(key, ("programme",), **more))


def _head(view: View) -> Head:
    regencies = view.store.query("regencies")
    names = dict(zip(regencies["regency_code"], regencies["regency_name"], strict=True))
    picked = regencies
    for dimension, column in {"regency": "regency_code", "regency_type": "regency_type"}.items():
        if dimension in view.where:
            picked = picked[picked[column].isin(view.where[dimension])]
    return Head(view.store.manifest, view.as_of, view.where, names, set(picked["regency_code"]))


def _state(view: View) -> State:
    return State(
        view.figure("grants"),
        view.figure("families"),
        view.figure("amount_idr"),
        view.figure("visited_rate"),
        view.figure("persistence_rate"),
        view.by_programme("persistence_rate"),
        view.by_programme("persistence_audited"),
        view.by_programme("persistence_nowcast"),
    )


def _kinds(both: View) -> Kinds:
    gaps = both.store.query("visit_gaps", as_of=both.as_of, picked=both.where)
    return Kinds(
        tuple(both.by_programme("grants")),
        comparison(both.store, as_of=both.as_of, where=both.where).gate,
        dict(zip(gaps["delivery"], gaps["median_gap_months"], strict=True)),
        both.figure("group_individual_difference_24"),
    )


def _size(view: View, both: View) -> Size:
    baseline_from = both.without_places().by_programme("survival_24").get(BASELINE_PROGRAMME)
    baseline = data_baseline(baseline_from)
    amounts = weigh(USUAL_PLAN, [USUAL_PLAN.present_amount_idr, CONSIDERED_IDR, *OTHERS_IDR], baseline)
    by_amount = {amount.amount_idr: amount for amount in amounts}
    return Size(
        USUAL_PLAN,
        by_amount[USUAL_PLAN.present_amount_idr],
        by_amount[CONSIDERED_IDR],
        tuple(amounts),
        baseline,
        BASELINE_PROGRAMME,
        baseline_from,
        {key: view.by_programme(key) for key in COSTS},
    )


def _targets(view: View) -> tuple[TargetYear, ...]:
    years: dict[str, dict[int, Estimate]] = {}
    for one in view.figures("target_realisation", ("programme", "cohort_year")):
        if one.counts.get("target"):
            years.setdefault(str(one.by["programme"]), {})[int(one.by["cohort_year"] or 0)] = one
    return tuple(_target_year(view, code, years[code]) for code in PROGRAMMES if code in years)


def _target_year(view: View, programme: str, years: dict[int, Estimate]) -> TargetYear:
    year = max([year for year, one in years.items() if one.counts["delivered"]] or years)
    found = view.figures("target_realisation", ("regency",), programme=[programme], cohort_year=[year])
    return TargetYear(programme, year, years[year], {str(one.by["regency"]): one for one in found})

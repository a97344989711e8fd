"""What the head of the agency has to decide, each with the figure that it depends on."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, rupiah
from analytics.methods.grant_size import Amount, Plan
from analytics.wording.estimates import value_words, withheld_words
from analytics.wording.grant_size import times


@dataclass(frozen=True)
class Decision:
    """What is to be decided: its name, the `figure` it depends on, and what must be read with it."""

    name: str
    figure: str
    more: str

    @property
    def sentence(self) -> str:
        """All of it in one paragraph; what goes on in small letters belongs to the figure's own sentence."""
        end = "" if self.more[:1].islower() else "."
        return f"**{self.name}: {self.figure}{end}** {self.more}"


def amount_decision(t: Catalog, plan: Plan, now: Amount, considered: Amount) -> Decision:
    """Next year's amount: the present one and the one considered."""
    said = {
        "budget": rupiah(plan.budget_idr, t.lang),
        "now": rupiah(now.amount_idr, t.lang),
        "n0": number(now.recipients, t.lang),
        "considered": rupiah(considered.amount_idr, t.lang),
        "n1": number(considered.recipients, t.lang),
        "ratio": times(t, considered.ratio),
    }
    return _decision(t, "grant_size", "amount", said)


def visit_decision(t: Catalog, persistence: Estimate) -> Decision:
    """The next visits, from the persistence of all grants."""
    counts = persistence.counts
    said = {name: number(counts[name], t.lang) for name in ("unknown", "old_enough")}
    form = "visits" if counts["unknown"] else "all_known" if counts["old_enough"] else "too_young"
    return _decision(t, "monitoring", form, said)


def kind_decision(t: Catalog, difference: Estimate) -> Decision:
    """Whether the data can tell groups from individuals: the difference only where its gate is open."""
    if difference.value is None:
        return _decision(t, "comparison", "not_comparable", {"cause": withheld_words(t, difference)})
    return _decision(t, "comparison", "comparable", {"difference": value_words(t, difference)})


def _decision(t: Catalog, stem: str, form: str, said: dict[str, str]) -> Decision:
    name, figure, more = (t(f"overview.decision.{key}", **said) for key in (stem, f"{form}.figure", f"{form}.more"))
    return Decision(name, figure, more)

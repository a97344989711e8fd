"""What the head of the agency has to decide, each with the figure that it depends on."""

from __future__ import annotations

from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, rupiah
from analytics.methods.grant_size import Amount, Plan
from analytics.wording.grant_size import times


def amount_words(t: Catalog, plan: Plan, now: Amount, considered: Amount) -> str:
    """Next year's amount: the present one and the one considered."""
    return t(
        "overview.decision.amount",
        budget=rupiah(plan.budget_idr, t.lang),
        now=rupiah(now.amount_idr, t.lang),
        n0=number(now.recipients, t.lang),
        considered=rupiah(considered.amount_idr, t.lang),
        n1=number(considered.recipients, t.lang),
        ratio=times(t, considered.ratio),
    )


def visit_words(t: Catalog, persistence: Estimate) -> str:
    """The next visits, from the persistence of all grants."""
    counts = persistence.counts
    words = {name: number(counts[name], t.lang) for name in ("unknown", "old_enough")}
    form = "visits" if counts["unknown"] else "all_known" if counts["old_enough"] else "too_young"
    return t(f"overview.decision.{form}", **words)


def kind_words(t: Catalog, difference: Estimate) -> str:
    """Whether the data can tell groups from individuals: the gate of their difference, never the difference."""
    return t(f"overview.decision.{'not_comparable' if difference.value is None else 'comparable'}")

"""What is said of the grant size: shares of every 100, ratios, and where the baseline comes from."""

from __future__ import annotations

from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, percent
from analytics.methods.grant_size import Baseline
from analytics.wording.estimates import withheld_words


def hundred(t: Catalog, share: float) -> str:
    """A share as a number of every 100."""
    return percent(share, t.lang, 0).removesuffix("%")


def times(t: Catalog, ratio: float) -> str:
    """`2`, `1,5`, `1,45`: as many decimals as are needed, two at most."""
    two = number(ratio, t.lang, 2)
    return two.rstrip("0").rstrip(",.")


def data_baseline_words(t: Catalog, code: str, estimate: Estimate, baseline: Baseline) -> str:
    """The baseline of programme `code` as its `survival_24` says it."""
    lower, upper = baseline.interval or (baseline.share, baseline.share)
    shares = {"p": hundred(t, baseline.share), "lower": hundred(t, lower), "upper": hundred(t, upper)}
    programme, n = t(f"programme.{code}.short"), number(estimate.n, t.lang)
    words = t("grant_size.baseline.data", programme=programme, n=n, **shares)
    of_few = estimate.note("told_by_few")
    if of_few is None:
        return words
    return f"{words} {t('grant_size.baseline.of_few', old=number(of_few.numbers['old'], t.lang))}"


def withheld_baseline_words(t: Catalog, code: str, estimate: Estimate | None) -> str:
    """Why the data give no baseline of programme `code`."""
    programme = t(f"programme.{code}.short")
    if estimate is None or not estimate.n:
        return t("grant_size.baseline.no_grants", programme=programme)
    reason = withheld_words(t, estimate) if estimate.withheld else t("figures.withheld.too_few_closures")
    return t("grant_size.baseline.withheld", programme=programme, reason=reason)

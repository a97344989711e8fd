"""What the dictionary says of an indicator and of a programme beside the catalogs' own words."""

from __future__ import annotations

from analytics.i18n import Catalog
from analytics.i18n.numbers import number, rupiah
from analytics.indicators import Indicator
from analytics.programmes import Programme
from analytics.store.database import DIMENSIONS


def properties(t: Catalog, indicator: Indicator) -> dict[str, str]:
    """What the registry says beside the words."""
    dimensions = [name for name in DIMENSIONS if name not in indicator.not_by]
    return {
        "unit": t(f"definitions.unit.{indicator.unit}"),
        "interval": t(f"definitions.interval.{indicator.interval}"),
        "fewest": fewest_words(t, indicator),
        "tables": ", ".join(t(f"definitions.table.{table}") for table in indicator.tables),
        "dimensions": ", ".join(t(f"definitions.dimension.{name}") for name in dimensions),
        "key": f"`{indicator.key}`",
    }


def fewest_words(t: Catalog, indicator: Indicator) -> str:
    """Under how many units the figure is withheld."""
    return t(f"definitions.fewest.{indicator.withheld_as or 'none'}", fewest=number(indicator.fewest, t.lang))


def programme_words(t: Catalog, programme: Programme) -> str:
    """Years, unit and usual amounts of a programme."""
    form = "between" if programme.last_year else "since"
    low, high = programme.usual_amount_idr
    return t(
        f"definitions.programmes.{programme.delivery}",
        name=t(f"programme.{programme.code}.name"),
        years=t(f"definitions.programmes.{form}", first=programme.first_year, last=programme.last_year),
        members=number(programme.usual_members, t.lang),
        low=rupiah(low, t.lang),
        high=rupiah(high, t.lang),
    )

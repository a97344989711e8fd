"""Regencies as a map says them: what stands on each, and the sentence over all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.charts.coverage import Place, said
from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, rupiah_about
from analytics.wording.estimates import in_unit
from pages.shared.escape import escaped

MAX_NAMED = 5

ByRegency = Mapping[str, Estimate]


def target_places(t: Catalog, names: Mapping[str, str], picked: Sequence[str], delivered: ByRegency) -> list[Place]:
    """`target_realisation` of one programme and year; a place without a target differs from one without delivery."""
    places = []
    for code, name in names.items():
        if code not in picked:
            places.append(_outside(t, code, name))
        elif code not in delivered or not delivered[code].counts.get("target"):
            places.append(Place(code, name, "not_asked", words=t("coverage.no_target")))
        elif not delivered[code].counts["delivered"]:
            places.append(_none_yet(t, code, name))
        else:
            counts = delivered[code].counts
            rest = t("coverage.of_target", target=number(counts["target"], t.lang))
            done = number(counts["delivered"], t.lang)
            places.append(Place(code, name, "counted", done, rest, counts["delivered"], counts["target"]))
    return places


def measured_places(
    t: Catalog, names: Mapping[str, str], picked: Sequence[str], found: ByRegency, tick: float | None
) -> list[Place]:
    """Any other measure; a place that the estimates leave out had no grant."""
    places = []
    for code, name in names.items():
        if code not in picked:
            places.append(_outside(t, code, name))
        elif code not in found or not found[code].value:
            places.append(_none_yet(t, code, name))
        else:
            value = found[code].value or 0
            shown, rest = tile_number(t, value, found[code].unit)
            places.append(Place(code, name, "counted", shown, rest, value, tick))
    return places


def tile_number(t: Catalog, value: float, unit: str) -> tuple[str, str]:
    """A number short enough for a tile, and the small word behind it: rupiah as `2,4` and `miliar`."""
    if unit == "idr":
        shown, _, scale = rupiah_about(value, t.lang).removeprefix("Rp").partition(" ")
        return shown, scale
    return in_unit(t, value, unit), ""


def target_sentence(t: Catalog, places: Sequence[Place], delivered: ByRegency, programme: str, year: int) -> str:
    """How many places are below their target, and where nothing was delivered."""
    with_target = {place.code: place for place in places if place.code in delivered}
    below = [code for code in with_target if (delivered[code].value or 0) < 1]
    none = [place.name for place in with_target.values() if place.state == "none"]
    targets = {delivered[code].counts["target"] for code in with_target}
    label = t(f"programme.{programme}.short")
    form = "same_target" if len(targets) == 1 else "own_target"
    target = t(
        f"coverage.answer.{form}", programme=label, year=year, target=number(min(targets, default=0), t.lang)
    )  # fmt: skip
    if len(with_target) == 1:
        ((code, place),) = with_target.items()
        form = "one_below" if below else "one_met"
        done = number(delivered[code].counts["delivered"], t.lang)
        return t(f"coverage.answer.{form}", place=escaped(place.name), target=target, delivered=done)
    form = "met" if not below else "below" if not none else "below_none" if len(none) < len(with_target) else "nothing"
    return t(f"coverage.answer.{form}", k=len(below), n=len(with_target), target=target, places=joined(t, none))


def measure_sentence(t: Catalog, places: Sequence[Place], whole: Estimate) -> str:
    """What was delivered in all, in how many of the places that the filters leave."""
    if whole.value is None:
        return t("coverage.answer.withheld")
    picked = [place for place in places if place.state != "not_asked"]
    counted = [place for place in picked if place.state == "counted"]
    none = [place.name for place in picked if place.state == "none"]
    values = [place.value for place in picked]
    form = f"{whole.indicator}_none" if none and whole.unit in {"grants", "families", "idr"} else whole.indicator
    return t(
        f"coverage.answer.{form}",
        total=in_unit(t, whole.value, whole.unit),
        k=len(counted),
        n=len(picked),
        places=joined(t, none),
        below=sum(value < 1 for value in values),
        low=in_unit(t, min(values, default=0), whole.unit),
        high=in_unit(t, max(values, default=0), whole.unit),
        poverty_year=whole.context.get("poor_people_year", 0),
    )


def joined(t: Catalog, names: Sequence[str]) -> str:
    """`Paser, Berau dan Bontang`; more than five are counted, not named."""
    if len(names) > MAX_NAMED:
        return t("coverage.places", count=len(names))
    written = [escaped(name) for name in names]
    if len(written) < 2:
        return "".join(written)
    return t("coverage.and", first=", ".join(written[:-1]), last=written[-1])


def map_words(places: Sequence[Place]) -> str:
    """What a map says, for readers who do not see it."""
    return "; ".join(said(place) for place in places) + "."


def _outside(t: Catalog, code: str, name: str) -> Place:
    return Place(code, name, "not_asked", words=t("coverage.outside"))


def _none_yet(t: Catalog, code: str, name: str) -> Place:
    return Place(code, name, "none", words=t("coverage.none_yet"))

"""Grants that the persistence rate leaves out or does not know, with the reason of each."""

from __future__ import annotations

from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from analytics.wording.estimates import is_too_young
from pages.shared.frame import Frame
from pages.shared.show import show_section, show_text


def show_left_out(frame: Frame, programmes: dict[str, Estimate]) -> None:
    """Unknown, moved, not found, reopened and too young: each counted and named, a paragraph a programme."""
    t = frame.t
    rows = frame.filtered_rows("unknown_status", by=["programme"])
    reasons = {row["grouping"]["programme"]: row for row in rows.to_dict("records")}
    show_section(t("survival.left_out.title"), t("survival.left_out.text"))
    show_text("\n".join(f"- {left_out_words(frame, code, of, reasons)}" for code, of in programmes.items()))


def left_out_words(frame: Frame, code: str, estimate: Estimate, reasons: dict[str, dict[str, int]]) -> str:
    t = frame.t
    counts = {**estimate.counts, **reasons.get(code, {"lost_since": 0})}
    said = {name: number(counts[name], t.lang) for name in counts if name != "grouping"}
    unit = t(f"programme.{code}.short")
    if is_too_young(estimate):
        first = t("survival.left_out.none_old", unit=unit)
    elif counts["unknown"]:
        reason = {name: said[name] for name in ("never_visited", "moved", "not_found")}
        first = t("survival.left_out.unknown", unit=unit, N=said["old_enough"], u=said["unknown"], **reason)
    else:
        first = t("survival.left_out.all_known", unit=unit, N=said["old_enough"])
    rest = [t(f"survival.left_out.{name}", k=said[name]) for name in ("lost_since", "reopened", "too_young")]
    return " ".join([first, *rest])

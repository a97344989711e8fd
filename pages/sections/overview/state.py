"""What else the head of the agency must know: reach, visits, groups nearly alone, targets."""

from __future__ import annotations

from analytics.i18n.numbers import number
from analytics.wording.estimates import sampling_words, value_words, withheld_words
from analytics.wording.state import never_visited_words, reached_words, target_lines
from pages.shared.frame import Frame
from pages.shared.show import show_section, show_text


def show_state(frame: Frame) -> None:
    show_section(frame.t("overview.state.title"))
    show_text("\n".join(f"- {line}" for line in state_lines(frame)))


def state_lines(frame: Frame) -> list[str]:
    """What else the head of the agency must know, a sentence each."""
    t = frame.t
    grants, families, amount = (frame.estimate(key) for key in ("grants", "families", "amount_idr"))
    visited, alone = frame.estimate("visited_rate"), frame.estimate("nearly_alone_rate")
    lines = [
        reached_words(t, grants, families, amount),
        never_visited_words(t, visited),
    ]
    if alone.value is None:
        lines.append(t("overview.state.alone_withheld", reason=withheld_words(t, alone)))
    else:
        lines.append(
            t(
                "overview.state.alone",
                p=value_words(t, alone),
                n=number(alone.n, t.lang),
                interval=sampling_words(t, alone),
            )
        )
    targets = frame.by_programme("target_realisation", cohort_year=[frame.as_of.year])
    return [*lines, *target_lines(t, targets, frame.as_of.year)]

"""What other programmes grant a family: outside these data, with its source."""

from __future__ import annotations

from analytics.i18n.numbers import rupiah
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.show import show_note


def show_outside_amounts(frame: Frame) -> None:
    """One line per programme; another population, so never on one axis with these data."""
    t, rows = frame.t, frame.rows("outside_amounts")
    for programme, of in rows.groupby("programme"):
        amounts = [rupiah(amount, t.lang) for amount in of["amount_idr"]]
        said = (
            t("grant_size.outside.and", first=", ".join(amounts[:-1]), last=amounts[-1]) if amounts[1:] else amounts[0]
        )
        source = escaped(str(of["source"].iloc[0]))
        show_note(t("grant_size.outside.text", programme=escaped(str(programme)), amounts=said, source=source))

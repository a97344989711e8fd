"""One colour per programme everywhere, distinguished also by shape, also in grey print and by the colour-blind."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import cycle

from analytics.programmes import PROGRAMMES


@dataclass(frozen=True)
class Palette:
    """The ten colours of a figure, in the order of the theme's slots (`.streamlit/config.toml`)."""

    kube: str
    wrse: str
    uep: str
    individual: str
    unknown: str
    grid: str
    failed: str
    ink: str
    page: str
    sidebar: str

    def of_programme(self, code: str) -> str:
        """The colour of a programme, or of `group` and `individual`; ink for what has none, distinguished by its
        shape."""
        return {
            "KUBE": self.kube,
            "group": self.kube,
            "WRSE": self.wrse,
            "UEP": self.uep,
            "individual": self.individual,
        }.get(code, self.ink)


SHAPES = ("circle", "square", "triangle-up", "pentagon", "star", "hexagon")
SYMBOLS = {**dict(zip(PROGRAMMES, cycle(SHAPES))), "group": "circle", "individual": "diamond-open"}
"""Plotly marker symbols, in the order of the programmes: shape tells them apart where colour cannot."""

SCREEN = Palette(*(f"#{slot:06d}" for slot in range(1, len(fields(Palette)) + 1)))
"""Slots that the browser replaces by the colours of the theme it shows, light or dark (undocumented in
Streamlit 1.67; a browser test holds it)."""

LIGHT = Palette(
    "#17599B", "#6E0B3A", "#AD5700", "#2B2F36", "#66717F", "#DCE1E8", "#A3261B", "#1B2430", "#FFFFFF", "#F3F5F8"
)  # fmt: skip
"""For paper and downloads."""

"""The pages, in the order of the menu; each names the sections that it is composed of.

To add a page: a line in `PAGES` here, `pages/<stem>.py` that begins with `frame = page_frame("<stem>")`, and its words
in `<stem>.toml` of every language (`title` stands in its bar, and in the menu where `menu` is not given). The stem is
also its address. Its sections stand in `pages/sections/<stem>/`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageEntry:
    """A page: the stem of its file and address, the section of the menu, a Material icon; whether filters narrow what
    it shows."""

    stem: str
    section: str
    icon: str
    is_filtered: bool = True


PAGES = (
    PageEntry("overview", "results", ":material/home:"),
    PageEntry("survival", "results", ":material/monitoring:"),
    PageEntry("business_types", "results", ":material/storefront:"),
    PageEntry("coverage", "results", ":material/map:"),
    PageEntry("comparison", "results", ":material/compare_arrows:"),
    PageEntry("grant_size", "decision", ":material/payments:"),
    PageEntry("monitoring", "decision", ":material/visibility:"),
    PageEntry("imports", "data", ":material/upload_file:", is_filtered=False),
    PageEntry("definitions", "data", ":material/menu_book:", is_filtered=False),
)

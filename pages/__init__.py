"""The pages, in the order of the menu; each names the sections that it is composed of.

To add a page: a line in `PAGES` here, `pages/<stem>.py` that begins with `frame = page_frame("<stem>")`, and its words
in `<stem>.toml` of every language (`title` stands in its bar, and in the menu where `menu` is not given). The stem is
also its address. Its sections stand in `pages/sections/<stem>/`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageEntry:
    """A page: the stem of its file and address, the section of the menu, a Material icon; which section of the guide
    (docs/panduan.md) is on it; whether filters narrow what it shows."""

    stem: str
    section: str
    icon: str
    guide_section: int = 2
    is_filtered: bool = True


PAGES = (
    PageEntry("overview", "results", ":material/home:", 1),
    PageEntry("survival", "results", ":material/monitoring:", 4),
    PageEntry("business_types", "results", ":material/storefront:", 5),
    PageEntry("coverage", "results", ":material/map:", 6),
    PageEntry("comparison", "results", ":material/compare_arrows:", 7),
    PageEntry("grant_size", "decision", ":material/payments:", 8),
    PageEntry("monitoring", "decision", ":material/visibility:", 9),
    PageEntry("imports", "data", ":material/upload_file:", 10, is_filtered=False),
    PageEntry("definitions", "data", ":material/menu_book:", is_filtered=False),
)

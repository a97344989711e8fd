"""Placeholder."""

from pages.parts.frame import page_frame
from pages.parts.show import show_head

frame = page_frame("imports")
show_head(frame, "imports")

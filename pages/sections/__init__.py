"""The sections of each page, a folder a page."""

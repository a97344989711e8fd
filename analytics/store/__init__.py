"""Versions of the data in a folder, and questions to one of them."""

"""Stores of small tables, as the manual's tests make them."""

from tests.spec.conftest import store_of

__all__ = ["store_of"]

"""Cells of text into typed values."""

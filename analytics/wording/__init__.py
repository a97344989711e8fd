"""Estimates, and what else estimators give, as the reader's words: what pages and the printed memo say alike.

A Catalog and what was found go in, sentences come out; nothing is asked, nothing calculated. What a page alone says
stays with the page.
"""

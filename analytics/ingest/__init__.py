"""Exports in: files as they come are read as text, converted value by value, checked, and reported row by row.

    files -> reading (csv_files, workbooks, parquet_files) -> headings -> converting (values, words, regencies)
          -> checking -> typed tables + Report

Nothing here writes to a store, knows a language or reads the clock; `analytics.ingest.load` does the first,
the catalogs do the second, and the as-of date is an argument.
"""

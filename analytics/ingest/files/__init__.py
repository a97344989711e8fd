"""Any file, whatever its name says, as one table of text."""

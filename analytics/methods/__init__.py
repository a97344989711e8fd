"""Statistics: numbers in, numbers out. Nothing here knows an indicator, a page or a language."""

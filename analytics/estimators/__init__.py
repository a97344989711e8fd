"""Where figures are made: small frames of counts in, Estimates out. No clock, no file, no database, no picture."""

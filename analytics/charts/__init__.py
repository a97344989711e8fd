"""Pure functions: Estimates and small frames in, Plotly figures out. Words and colours arrive as arguments."""

"""Pictures and maps, labels included: Estimates and small frames in, Plotly figures out, words and colours given."""

"""How far each method misses where the truth is known, and what an import takes; no page needs it."""

"""The formula language: parse, check, say back, normalise, finish. Knows no data and no engine (docs: bahasa rumus)."""

"""Definitions of indikator: dated, cited, with worked examples; loading, checking, lint and hashes. Knows no rows."""

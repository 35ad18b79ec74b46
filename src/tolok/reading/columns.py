"""Tables without ruling lines: words that stand in the same columns over several lines."""

from collections.abc import Sequence

from tolok.reading.glyphs import Word
from tolok.reading.lattice import Rule
from tolok.reading.layout import Table


def aligned_tables(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Table], list[Word]]:
    """Tables told by their columns alone, and the words outside them."""
    return [], list(words)

"""Disclosure control: a published count over fewer than five entities is hidden, and so is what would give it back.

Counts are published as rows (kecamatan) of parts (counted, not meeting, excluded; of one or several totals) with the sum of
every column known. Rows are hidden whole. Hidden rows cannot be told apart: every hidden column sums to nothing or to at
least five, over at least two rows, so moving one entity from one hidden row to another leaves everything that is published
as it was. Hence no hidden count above zero can be derived, neither from sums nor from how the parts of a row belong
together.
"""

from collections.abc import Iterable, Mapping, Sequence

PALING_SEDIKIT = 5
"""The smallest number of entities of which a count is published."""

ATURAN = (
    "Angka atas kurang dari lima koperasi, usaha, atau orang tidak ditampilkan. Kecamatan lain ikut disembunyikan bila "
    "tanpa itu angkanya dapat dihitung kembali dari jumlah kota."
)


def is_small(count: int, least: int = PALING_SEDIKIT) -> bool:
    """Whether a count says something about too few: above nothing, below `least`. Zero entities are nobody."""
    return 0 < count < least


def any_small(counts: Iterable[int], least: int = PALING_SEDIKIT) -> bool:
    """Whether one of several counts of the same rows is too small to be said."""
    return any(is_small(count, least) for count in counts)


def hidden_rows(rows: Mapping[str, Sequence[int]], least: int = PALING_SEDIKIT) -> frozenset[str]:
    """The names of the rows to hide: those with a small count, and as many others as protect them.

    `rows`: name → counts, as many in every row as there are columns, ValueError otherwise. Others are taken smallest first,
    names deciding between equals, so that the same table always hides the same rows.
    """
    if len({len(row) for row in rows.values()}) > 1:
        raise ValueError("every row has as many counts as there are columns")
    hidden = {name for name, row in rows.items() if any_small(row, least)}
    others = sorted(set(rows) - hidden, key=lambda name: (sum(rows[name]), name))
    while hidden and others and not _protected([rows[name] for name in hidden], least):
        hidden.add(others.pop(0))
    return frozenset(rows) if hidden and not _protected([rows[name] for name in hidden], least) else frozenset(hidden)


def _protected(hidden: Sequence[Sequence[int]], least: int) -> bool:
    """Whether what the sums give back, the hidden rows taken together, is itself no small count and no single row."""
    sums = (sum(column) for column in zip(*hidden, strict=True))
    return sum(any(row) for row in hidden) > 1 and not any_small(sums, least)

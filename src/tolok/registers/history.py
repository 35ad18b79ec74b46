"""The second clock: what an incoming delivery changes in the rows known so far. Pure; nothing is ever deleted.

A row that a later delivery no longer mentions stays: silence is no correction.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tolok.registers.canonical import KEY, rows_of_table


@dataclass(frozen=True)
class Changes:
    """What to do. `close`: indices into `current` of rows that end now (Arrow int64); `insert`: canonical rows to add.

    The first `berubah` rows of `insert` replace the rows of `close`, in the same order; the others are new.
    `rows`: indices into `incoming`, along `insert`. `same`: incoming rows that are known already.
    """

    close: Any
    insert: Any
    rows: Any
    same: int
    current: Any

    @property
    def berubah(self) -> int:
        return len(self.close)

    @property
    def baru(self) -> int:
        return int(self.insert.num_rows) - len(self.close)

    def close_keys(self) -> Iterator[tuple[str, str, int]]:
        """(entitas, perangkat_daerah, periode) of the rows to close, for a store that knows no Arrow."""
        yield from rows_of_table(self.current.select(list(KEY)).take(self.close))

    def insert_rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows to insert as tuples in canonical order."""
        return rows_of_table(self.insert)


def merge(current: Any, incoming: Any) -> Changes:
    """Compares canonical tables by (entitas, perangkat_daerah, periode): identical, different, new.

    `current`: the rows open now, one per key; further columns are ignored. ValueError where a key occurs twice.
    """
    known, arriving = _keys(current), _keys(incoming)
    for keys, name in ((known, "current"), (arriving, "incoming")):
        if pc.count_distinct(keys).as_py() != len(keys):
            raise ValueError(f"{name}: kunci rangkap")
    at = pc.index_in(arriving, value_set=known) if len(known) else pa.nulls(len(arriving), pa.int32())
    matched = pc.indices_nonzero(pc.is_valid(at)).cast(pa.int64())
    partners = at.drop_null().cast(pa.int64())
    differs = _differs(current.take(partners), incoming.take(matched))
    close = partners.filter(differs)
    changed = matched.filter(differs)
    new = pc.indices_nonzero(pc.is_null(at)).cast(pa.int64())
    rows = pa.concat_arrays([changed, new])
    return Changes(close, incoming.take(rows), rows, len(matched) - len(changed), current)


def laid_over(known: Any, changes: Changes) -> Any:
    """The rows known of a whole register as they would be after `changes`, which were found for a part of it."""
    closed = changes.current.take(changes.close)
    gone = pc.is_in(_keys(known), value_set=_keys(closed)) if closed.num_rows else None
    kept = known if gone is None else known.filter(pc.invert(gone))
    return pa.concat_tables([kept.select(changes.insert.column_names), changes.insert]).combine_chunks()


def differences(changes: Changes, most: int) -> Iterator[tuple[int, dict[str, Any], list[tuple[str, Any, Any]]]]:
    """For the first `most` changed rows: index into `incoming`, the new row by column, what differs (column, old, new)."""
    count = min(changes.berubah, most)
    old = changes.current.take(changes.close.slice(0, count)).to_pylist()
    new = changes.insert.slice(0, count).to_pylist()
    for index, before, after in zip(changes.rows.slice(0, count).to_pylist(), old, new, strict=True):
        yield index, after, [(name, before[name], cell) for name, cell in after.items() if before[name] != cell]


def _keys(table: Any) -> Any:
    parts = [table.column(name).cast(pa.string()) for name in KEY]
    joined = pc.binary_join_element_wise(*parts, "\x1f")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def _differs(old: Any, new: Any) -> Any:
    """Per row, whether any column differs; null equals null."""
    result = pa.nulls(new.num_rows, pa.bool_()).fill_null(False)
    for name in new.column_names:
        if name in KEY:
            continue
        a, b = old.column(name), new.column(name)
        equal = pc.or_(pc.fill_null(pc.equal(a, b), False), pc.and_(pc.is_null(a), pc.is_null(b)))
        equal = equal.combine_chunks() if isinstance(equal, pa.ChunkedArray) else equal
        result = pc.or_(result, pc.invert(equal))
    return result

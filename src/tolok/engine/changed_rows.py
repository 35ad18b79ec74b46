"""Which entities changed between two states of a register's rows: whole columns at a time, exact, no hash of rows.

Rows are paired by their key and compared cell by cell; nothing, zero and an empty text are three different things.
"""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from tolok.engine.beside import KEY


def changed_entities(old: pa.Table, new: pa.Table, names: Sequence[str]) -> pa.Array:
    """The `entitas` (each once) of which any row was added, removed or differs in a column of `names`.

    An entity with two rows of one key counts as changed: which of them was which is not known.
    """
    entities, dictionary = _codes("entitas", old, new)
    keys = entities
    for name in KEY[1:]:
        codes, kinds = _codes(name, old, new)
        keys = pc.add(pc.multiply(keys, max(len(kinds), 1)), codes)
    before, after = keys.slice(0, old.num_rows), keys.slice(old.num_rows)
    pair = pc.index_in(after, value_set=before)
    kept = pc.is_valid(pair)
    differs = _differs(old.select(names).take(pair), new, [name for name in names if name not in KEY])
    gone = pc.invert(pc.is_in(before, value_set=after))
    touched = pa.concat_arrays([
        entities.slice(0, old.num_rows).filter(pc.or_(gone, _twice(before))),
        entities.slice(old.num_rows).filter(pc.or_(pc.or_(pc.invert(kept), differs), _twice(after))),
    ])  # fmt: skip
    return dictionary.take(pc.unique(touched))


def _codes(name: str, old: pa.Table, new: pa.Table) -> tuple[pa.Array, pa.Array]:
    """A whole number for each value of a column, the same in both tables (those of `old` first), and the values."""
    both = pa.concat_arrays([*old.column(name).chunks, *new.column(name).chunks, pa.array([], new.schema.field(name).type)])
    encoded = both.dictionary_encode()
    return pc.cast(encoded.indices, pa.int64()), encoded.dictionary


def _differs(old: pa.Table, new: pa.Table, names: Sequence[str]) -> pa.Array:
    found = pa.repeat(pa.scalar(False), new.num_rows)
    for name in names:
        one, other = (whole(table.column(name)) for table in (old, new))
        both_empty = pc.and_(pc.is_null(one), pc.is_null(other))
        found = pc.or_(found, pc.invert(pc.coalesce(pc.equal(one, other), both_empty)))
    return found


def _twice(keys: pa.Array) -> pa.Array:
    """Which places hold a key that others hold too."""
    if len(pc.unique(keys)) == len(keys):
        return pa.repeat(pa.scalar(False), len(keys))
    counted = keys.value_counts()
    several = counted.field("values").filter(pc.greater(counted.field("counts"), 1))
    return pc.is_in(keys, value_set=several)


def whole(column: pa.ChunkedArray) -> pa.Array:
    """A column in one chunk."""
    return pa.concat_arrays([*column.chunks, pa.array([], column.type)])

"""The bitemporal merge, against a plain dictionary."""

import random
import time
from datetime import date

import pyarrow as pa
import pytest

from tolok.registers.canonical import canonical_schema, rows_of_table, table_from_rows
from tolok.registers.history import merge
from tolok.registers.load import load_schemas
from tolok_koperasi import FOLDER

USAHA = load_schemas(FOLDER / "register")["usaha_monev"]
Row = tuple[object, ...]


def row(entity: str, omset: int | None = 5, periode: int = 2023, office: str = "35.75/2.17") -> Row:
    return (entity, "35.75", office, periode, None, "1", None, "W", date(2023, 1, 1), omset, 7, 1, None, True, 0)


def table(*rows: Row) -> pa.Table:
    return table_from_rows(USAHA, rows)


def test_identical_different_and_new_rows() -> None:
    changes = merge(table(row("a"), row("b"), row("c", None)), table(row("b", 6), row("a"), row("d"), row("c", None)))
    assert changes.close.to_pylist() == [1]
    assert list(changes.insert_rows()) == [row("b", 6), row("d")]
    assert (changes.same, changes.berubah, changes.baru) == (2, 1, 1)
    assert list(changes.close_keys()) == [("b", "35.75/2.17", 2023)]
    assert changes.rows.to_pylist() == [0, 2]


@pytest.mark.parametrize(("old", "new"), [(None, 0), (0, None), (5, None)])
def test_null_is_not_zero(old: int | None, new: int | None) -> None:
    changes = merge(table(row("a", old)), table(row("a", new)))
    assert (changes.berubah, changes.same) == (1, 0)


def test_period_and_office_are_parts_of_the_key() -> None:
    changes = merge(table(row("a")), table(row("a", 6, 2024), row("a", 6, 2023, "35.75/2.18")))
    assert (changes.berubah, changes.baru) == (0, 2)


def test_empty_sides_are_fine_and_absent_rows_stay() -> None:
    assert merge(table(), table(row("a"))).baru == 1
    nothing = merge(table(row("a")), table())
    assert (len(nothing.close), nothing.insert.num_rows, nothing.same) == (0, 0, 0)
    assert merge(table(), table()).same == 0
    assert nothing.insert.schema.equals(canonical_schema(USAHA))


def test_a_key_twice_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="incoming"):
        merge(table(), table(row("a"), row("a")))
    with pytest.raises(ValueError, match="current"):
        merge(table(row("a"), row("a", 6)), table())


def test_the_merge_equals_a_dictionary_on_generated_tables() -> None:
    chance = random.Random(2)
    for _ in range(300):

        def draw() -> dict[tuple[object, ...], Row]:
            rows = [row(chance.choice("abcdef"), chance.choice([None, 0, 1]), chance.choice([2022, 2023])) for _ in range(8)]
            return {(r[0], r[2], r[3]): r for r in rows}

        old, new = draw(), draw()
        changes = merge(table(*old.values()), table(*new.values()))
        keys = list(old)
        assert {keys[i] for i in changes.close.to_pylist()} == {k for k in old.keys() & new.keys() if old[k] != new[k]}
        assert sorted(map(repr, changes.insert_rows())) == sorted(repr(r) for k, r in new.items() if old.get(k) != r)
        assert changes.same == sum(old.get(k) == r for k, r in new.items())
        first = list(changes.insert_rows())[: changes.berubah]
        assert [r[0] for r in first] == [keys[i][0] for i in changes.close.to_pylist()]


def test_three_hundred_thousand_rows_take_seconds() -> None:
    count = 300_000
    base = {name: [None] * count for name in canonical_schema(USAHA).names}
    base |= {
        "entitas": [f"{i:032x}" for i in range(count)], "perangkat_daerah": ["35.75/2.17"] * count,
        "periode": [2023] * count, "omset": list(range(count)),
    }  # fmt: skip
    old = pa.table(base, schema=canonical_schema(USAHA))
    new = old.set_column(9, "omset", pa.array([i + (i % 10 == 0) for i in range(count)], pa.int64()))
    start = time.perf_counter()
    changes = merge(old, new)
    assert time.perf_counter() - start < 8
    assert (changes.berubah, changes.baru, changes.same) == (30_000, 0, 270_000)
    assert sum(1 for _ in rows_of_table(changes.insert)) == 30_000

"""Nobody gets a hidden count back: an attacker who knows every published number lists all tables that fit them."""

from collections.abc import Iterator
from itertools import product
from math import comb, prod

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tolok.measurement.penyembunyian import any_small, hidden_rows, is_small

Table = dict[str, tuple[int, ...]]


def splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to part a number among hidden rows."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in splits(total - first, parts - 1):
            yield (first, *rest)


def possible(table: Table, hidden: frozenset[str], width: int) -> dict[tuple[str, int], set[int]]:
    """(row, column) → values that the hidden cell can have, given all that is published.

    The attacker knows the shown rows, the sum of each column, and that the first `width` parts of a row count the same
    entities as the others.
    """
    names = sorted(hidden)
    columns = len(next(iter(table.values())))
    left = [sum(row[c] for row in table.values()) - sum(row[c] for n, row in table.items() if n not in hidden)
            for c in range(columns)]  # fmt: skip
    # The last column is what the equal sums of each row leave for it, so it need not be guessed.
    assume(prod(comb(total + len(names) - 1, len(names) - 1) for total in left[:-1]) <= 40_000)
    found: dict[tuple[str, int], set[int]] = {}
    for guess in product(*(splits(total, len(names)) for total in left[:-1])):
        rows = [(*row, sum(row[:width]) - sum(row[width:])) for row in zip(*guess, strict=True)]
        if all(row[-1] >= 0 for row in rows) and sum(row[-1] for row in rows) == left[-1]:
            for name, row in zip(names, rows, strict=True):
                for column, value in enumerate(row):
                    found.setdefault((name, column), set()).add(value)
    return found


@st.composite
def tables(draw) -> Table:
    """Two to four kecamatan; each entity is counted or not by two totals over the same rows."""
    table: Table = {}
    for index in range(draw(st.integers(2, 4))):
        both, first, second, neither = (draw(st.integers(0, 2) | st.integers(3, 7)) for _ in range(4))
        table[f"35.75.0{index + 1}"] = (both + first, second + neither, both + second, first + neither)
    return table


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(tables())
def test_no_hidden_count_can_be_worked_out_from_what_is_published(table) -> None:
    hidden = hidden_rows(table)
    shown = set(table) - hidden
    assert not any(is_small(count) for name in shown for count in table[name])
    if not hidden or not shown:
        return  # nothing is hidden, or nothing but the city's own sums is published
    for (name, column), values in possible(table, hidden, 2).items():
        assert table[name][column] in values  # the attacker's method is sound
        if any(table[one][column] for one in hidden):
            assert len(values) > 1, f"{name} {column} is {values}"


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.lists(st.integers(0, 40), min_size=3, max_size=3)))
def test_what_the_sums_give_back_is_never_a_small_count(table) -> None:
    hidden = hidden_rows(table)
    if hidden and hidden != frozenset(table):
        back = [sum(table[name][column] for name in hidden) for column in range(3)]
        assert not any_small(back)
        assert len(hidden) > 1


def test_one_small_row_takes_the_smallest_other_with_it() -> None:
    table = {"a": (3, 20), "b": (30, 40), "c": (10, 12), "d": (50, 60)}
    assert hidden_rows(table) == {"a", "c"}


def test_two_small_rows_whose_sum_is_small_are_not_enough() -> None:
    assert hidden_rows({"a": (1, 9), "b": (2, 9), "c": (10, 12), "d": (50, 60)}) == {"a", "b", "c"}


def test_an_empty_row_protects_nobody() -> None:
    assert hidden_rows({"a": (3, 20), "b": (0, 0), "c": (10, 12), "d": (50, 60)}) == {"a", "b", "c"}


def test_nothing_small_hides_nothing_and_zero_is_nobody() -> None:
    assert hidden_rows({"a": (0, 20), "b": (5, 9)}) == frozenset()
    assert hidden_rows({}) == frozenset()


def test_where_too_few_rows_are_left_all_are_hidden() -> None:
    assert hidden_rows({"a": (3, 20), "b": (30, 40)}) == {"a", "b"}
    assert hidden_rows({"a": (1, 1), "b": (1, 1)}) == {"a", "b"}


def test_rows_of_different_width_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="as many counts"):
        hidden_rows({"a": (1,), "b": (1, 2)})

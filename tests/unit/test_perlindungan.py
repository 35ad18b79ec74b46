"""Answers to people who may not see rows: whatever they ask and however they combine answers, five stay five."""

import random
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tolok.engine.protocol import DIKELUARKAN, TERHITUNG, TIDAK_MEMENUHI
from tolok.formula.checker import check
from tolok.formula.parser import parse
from tolok.formula.vocabulary import ColumnWord, RegisterWord, Vocabulary
from tolok.measurement.perlindungan import BATAS, counts_enough, multiplies_columns, smallest_cell

GROUPS = (TERHITUNG, TIDAK_MEMENUHI, DIKELUARKAN)
PEOPLE = 24


def members(counted: set[int], excluded: frozenset[int] = frozenset(), absent: frozenset[int] = frozenset()) -> dict:
    return {
        (str(n), "kantor"): DIKELUARKAN if n in excluded else TERHITUNG if n in counted else TIDAK_MEMENUHI
        for n in range(PEOPLE)
        if n not in absent
    }


def answered(asked: list[dict]) -> list[dict]:
    """What the rule answers of a series of questions, each beside all that were answered before."""
    given_: list[dict] = []
    for one in asked:
        if counts_enough(one) and not 0 < smallest_cell([*given_, one]) < BATAS:
            given_.append(one)
    return given_


def reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Row echelon form without zero rows, exact."""
    rows, found = [list(row) for row in rows], []
    for column in range(PEOPLE):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [cell / pivot[column] for cell in pivot]
        rows = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in rows]
        found = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in found] + [pivot]
    return found


def can_compute(basis: list[list[Fraction]], wanted: set[int]) -> bool:
    """Whether the sum over `wanted` is a combination of the answers."""
    target = [Fraction(n in wanted) for n in range(PEOPLE)]
    return len(reduced([*basis, target])) == len(basis)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_no_combination_of_answers_is_about_fewer_than_five(seed) -> None:
    """The attacker asks nested, overlapping and nearly equal sets, and may add and subtract all answers as he likes."""
    chance = random.Random(seed)
    asked = []
    for _ in range(14):
        start, width = chance.randrange(PEOPLE), chance.randrange(1, PEOPLE)
        counted = {(start + n) % PEOPLE for n in range(width)}
        if asked and chance.random() < 0.5:  # differ from an earlier question by a few people
            counted = {n for n in range(PEOPLE) if asked[-1].get((str(n), "kantor")) == TERHITUNG}
            counted ^= set(chance.sample(range(PEOPLE), chance.randrange(1, 4)))
        excluded = frozenset(chance.sample(range(PEOPLE), chance.choice((0, 0, 1, 5))))
        asked.append(members(counted, excluded))
    found = answered(asked)
    vectors = [[Fraction(one.get((str(n), "kantor")) == group) for n in range(PEOPLE)] for one in found for group in GROUPS]
    basis = reduced([row for row in vectors if any(row)])
    for size in (1, 2, 3, 4):
        tries = combinations(range(PEOPLE), size) if size < 3 else [chance.sample(range(PEOPLE), size) for _ in range(60)]
        assert not any(can_compute(basis, set(wanted)) for wanted in tries)


def test_without_the_rule_the_same_attack_finds_one_person() -> None:
    everybody, all_but_one = members(set(range(PEOPLE))), members(set(range(PEOPLE - 1)))
    vectors = [[Fraction(one[str(n), "kantor"] == TERHITUNG) for n in range(PEOPLE)] for one in (everybody, all_but_one)]
    assert can_compute(reduced(vectors), {PEOPLE - 1})
    assert answered([everybody, all_but_one]) == [everybody]


@pytest.mark.parametrize(("count", "enough"), [(0, False), (1, False), (4, False), (5, True), (PEOPLE, True)])
def test_a_total_counts_at_least_five(count, enough) -> None:
    assert counts_enough(members(set(range(count)))) is enough


def test_a_period_without_any_row_speaks_of_nobody() -> None:
    assert counts_enough({})
    assert smallest_cell([{}]) == 0


@pytest.mark.parametrize("rest", [1, 4])
def test_the_complement_is_guarded_like_the_total(rest) -> None:
    assert smallest_cell([members(set(range(PEOPLE - rest)))]) == rest


def test_who_is_missing_in_one_year_is_a_cell_of_his_own() -> None:
    this_year = members(set(range(PEOPLE)), absent=frozenset({0, 1}))
    assert smallest_cell([members(set(range(PEOPLE))), this_year]) == 2


def test_rows_that_changed_between_two_snapshots_are_told_apart() -> None:
    total = members(set(range(PEOPLE)))
    assert smallest_cell([total, total]) == PEOPLE
    assert smallest_cell([total, total], [{("3", "kantor")}]) == 1


def test_two_offices_that_speak_of_one_entity_are_one_entity() -> None:
    total = {(str(n), office): TERHITUNG for n in range(4) for office in ("a", "b")}
    assert not counts_enough(total)
    assert smallest_cell([total]) == 4


REGISTER = RegisterWord(
    "r", "r", "usaha", True, None,
    {nama: ColumnWord(nama, "bilangan", nama, "rupiah", terbesar=1000) for nama in ("a", "b")},
)  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "multiplies"),
    [("jumlah(r.a)", False), ("jumlah(r.a + 3 * r.b - 7)", False), ("jumlah(r.a * r.a)", True),
     ("jumlah(2 * (r.a - 1) * r.b)", True), ("rata(r.a * r.b)", True), ("banyak(r yang a * b > 3)", False)],
)  # fmt: skip
def test_sums_of_products_are_known_since_powers_would_give_single_values_away(formula, multiplies) -> None:
    checked = check(parse(formula), Vocabulary(registers={"r": REGISTER}))
    assert any(multiplies_columns(one) for one in checked.aggregates) is multiplies

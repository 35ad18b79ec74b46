"""Capaian said step by step: the numbers of every step lead to what is computed, and each says its rule."""

import itertools
import re
from datetime import date
from fractions import Fraction

import pytest

from tolok.measurement.capaian import ARAH, KebijakanCapaian, compute_capaian
from tolok.measurement.langkah_capaian import capaian_steps, exact_text, near_text
from tolok.values.number import format_angka

SELISIH = KebijakanCapaian("selisih", date(2015, 1, 1), "uji", "selisih", "uji")
RASIO = KebijakanCapaian("rasio", date(2015, 1, 1), "uji", "rasio", "uji")
FIGURES = [Fraction(text) for text in ("-7/2", "-1", "0", "1/3", "2", "6.5", "773/100", "10000")]


def worked_out(text: str) -> Fraction:
    """What the printed arithmetic yields: `(2 × 6,50 − 7) ÷ 6,50 × 100`."""
    bare = re.sub(r"\|([^|]+)\|", r"abs(\1)", text)
    plain = bare.replace("÷", "/").replace("×", "*").replace("−", "-").replace(".", "").replace(",", ".")
    exact = re.sub(r"\d+(\.\d+)?", lambda number: f"Fraction('{number[0]}')", plain)
    return Fraction(eval(exact, {"Fraction": Fraction, "abs": abs}))  # noqa: S307  # our own printed arithmetic


@pytest.mark.parametrize(("arah", "policy"), list(itertools.product(ARAH, (SELISIH, RASIO))))
def test_the_printed_arithmetic_yields_the_computed_capaian_for_every_rule(arah, policy) -> None:
    values = 0
    for target, realisasi in itertools.product(FIGURES, FIGURES):
        found = compute_capaian(target, realisasi, arah, policy)
        steps = {step.nama: step.isi for step in capaian_steps(target, realisasi, arah, policy, 2)}
        if found.nilai is None:
            assert steps == {"Tidak ada capaian": found.alasan}
            continue
        left, right = steps["Dengan angka"].rsplit(" = ", 1)
        assert worked_out(left) == worked_out(right) == found.mentah
        assert steps["Capaian"].endswith(f"{format_angka(found.nilai, 2)} %")
        assert ("Batas bawah" in steps) == (found.mentah < 0)
        values += 1
    assert values > 15


def test_every_step_is_said_in_its_order() -> None:
    steps = capaian_steps(Fraction(6), Fraction(773, 100), "naik", SELISIH, 2)
    assert [(one.nama, one.isi) for one in steps] == [
        ("Aturan", "arah naik: realisasi ÷ target × 100"),
        ("Dengan angka", "7,73 ÷ 6,00 × 100 = 773/6"),
        ("Capaian", "128,833333… dibulatkan menjadi 128,83 %"),
    ]


def test_a_capaian_below_the_floor_says_that_it_was_lifted() -> None:
    steps = {one.nama: one.isi for one in capaian_steps(Fraction(10), Fraction(25), "turun", SELISIH, 0)}
    assert steps["Dengan angka"] == "(2 × 10 − 25) ÷ 10 × 100 = −50"
    assert steps["Batas bawah"] == "−50 lebih kecil daripada 0, dinaikkan ke batas bawah itu"
    assert steps["Capaian"] == "0,00 %"


@pytest.mark.parametrize(("target", "realisasi"), [(None, Fraction(1)), (Fraction(1), None), (Fraction(0), Fraction(1))])
def test_without_a_capaian_only_the_reason_is_said(target, realisasi) -> None:
    [step] = capaian_steps(target, realisasi, "naik", SELISIH, 2)
    assert step.isi == compute_capaian(target, realisasi, "naik", SELISIH).alasan


@pytest.mark.parametrize(
    ("value", "exact", "near"),
    [
        ("773/100", "7,73", "7,73"),
        ("1/3", "1/3", "0,333333…"),
        ("-2/3", "−2/3", "−0,666666…"),
        ("1234567", "1.234.567", "1.234.567"),
        ("1/2000000", "1/2.000.000", "0,000000…"),
        ("0", "0", "0"),
    ],
)
def test_figures_are_exact_or_say_that_they_go_on(value: str, exact: str, near: str) -> None:
    assert (exact_text(Fraction(value)), near_text(Fraction(value))) == (exact, near)

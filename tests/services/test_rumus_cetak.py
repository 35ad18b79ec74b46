"""Formulas on paper: one fraction of letters with their years and a legend, or one in words."""

import pytest

from tolok.measurement.lembar import legend
from tolok.services import paket
from tolok.services.katalog import checked_of_definition, said
from tolok.services.rumus_cetak import formula_in_letters, formula_in_words
from tolok.writing.sheet import Formula


def drawn(kode: str) -> Formula:
    definisi = paket.catalogue().definisi(kode)
    checked = checked_of_definition(definisi)
    return formula_in_letters(definisi.latest.formula, legend(checked), definisi.satuan_tampil)


@pytest.mark.parametrize(
    ("kode", "numerator", "denominator", "factor"),
    [
        ("KOP-01", "A(n) − A(n−1)", "A(n−1)", "× 100%"),
        ("KOP-09", "A(n) − A(n−2)", "A(n−2)", "× 100%"),
        ("EKO-03", "A(n) + B(n) − (A(n−1) + B(n−1))", "A(n−1) + B(n−1)", "× 100%"),
        ("EKO-05", "K + U", "A", "× 100%"),
        ("UM-01", "A", "B", "× 100%"),
        ("UM-09", "A", "B", "× 1000"),
        ("UM-10", "A", "B", ""),
        ("TK-03", "A + B + C + D + E + F + G + H + I", "9", "× 25"),
        ("KOP-17", "A", "", ""),
        ("UM-05", "A(n) − A(n−1)", "", ""),
        ("MUTU-05", "terkecil(A / B × 100; 100)", "", ""),
    ],
)
def test_a_formula_is_one_fraction_of_letters_with_the_years_that_differ(kode, numerator, denominator, factor) -> None:
    found = drawn(kode)
    assert (found.numerator, found.denominator, found.factor) == (numerator, denominator, factor)


def test_every_letter_of_every_formula_stands_in_its_legend() -> None:
    for kode in paket.catalogue().indikator:
        found = drawn(kode)
        letters = {sign for sign in found.numerator + found.denominator if sign.isupper()}
        assert letters == {letter for letter, _ in found.legend}, kode
        assert all(words.strip() for _, words in found.legend)


def test_in_words_a_growth_names_both_years_and_a_formula_of_too_many_terms_is_left_to_its_definition() -> None:
    def words(kode: str) -> Formula | None:
        definisi = paket.catalogue().definisi(kode)
        checked = checked_of_definition(definisi)
        return formula_in_words(definisi.latest.formula, legend(checked), said(checked))

    growth = words("KOP-01")
    assert growth.numerator == (
        "banyaknya koperasi yang dinilai kesehatannya (tahun n) − banyaknya koperasi yang dinilai kesehatannya (tahun n−1)"
    )
    assert growth.denominator == "banyaknya koperasi yang dinilai kesehatannya (tahun n−1)"
    assert words("TK-03") is None
    assert (words("TK-01").denominator, words("TK-01").numerator) == ("", "Nilai hasil evaluasi AKIP perangkat daerah")

"""One figure beside another: growth that says nothing is a reason, better and worse go by the direction, as printed."""

from fractions import Fraction

import pytest

from tolok.measurement.perbandingan import PEMBANDING_NEGATIF, PEMBANDING_NOL, change, growth


def test_growth_is_exact_and_in_per_cent_of_the_earlier_figure() -> None:
    assert growth(Fraction(773, 100), Fraction(527, 100)) == Fraction(24600, 527)
    assert growth(Fraction(0), Fraction(4)) == -100


@pytest.mark.parametrize(("lalu", "reason"), [(Fraction(0), PEMBANDING_NOL), (Fraction(-2), PEMBANDING_NEGATIF)])
def test_growth_against_nought_or_less_is_a_reason(lalu, reason) -> None:
    assert growth(Fraction(3), lalu) == reason


@pytest.mark.parametrize(
    ("kini", "lalu", "arah", "said"),
    [
        (6, 5, "naik", "lebih baik"),
        (5, 6, "naik", "lebih buruk"),
        (5, 6, "turun", "lebih baik"),
        (6, 5, "turun", "lebih buruk"),
        (6, 4, "stabil", "lebih baik"),
        (9, 7, "stabil", "lebih buruk"),
        (6, 8, "stabil", "tetap"),
    ],
)
def test_better_is_what_the_direction_says(kini, lalu, arah, said) -> None:
    assert change(Fraction(kini), Fraction(lalu), Fraction(7), arah, 2) == said


def test_what_prints_the_same_did_not_change() -> None:
    assert change(Fraction(5003, 1000), Fraction(5), None, "naik", 2) == "tetap"
    assert change(Fraction(5003, 1000), Fraction(5), None, "naik", 3) == "lebih baik"


def test_a_figure_that_should_keep_to_its_target_says_nothing_without_one() -> None:
    assert change(Fraction(6), Fraction(4), None, "stabil", 2) is None

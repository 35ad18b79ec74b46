"""Pembulatan: satu kali, saat ditampilkan, setengah menjauhi nol."""

import pytest

from spec.drawing import Spec


@pytest.mark.parametrize(
    ("omset", "dibagi", "desimal", "tampil"),
    [("2.345", "1.000", 2, "2,35"), ("−2.345", "1.000", 2, "−2,35"), ("−4", "1.000", 2, "0,00"), ("5", "1.000", 2, "0,01"),
     ("15", "10", 0, "2"), ("25", "10", 0, "3"), ("−25", "10", 0, "−3"), ("2", "3", 4, "0,6667"), ("1", "8", 3, "0,125"),
     ("999.995", "1.000", 2, "1.000,00")],
)  # fmt: skip
def test_halves_go_away_from_nought(spec_test: Spec, omset: str, dibagi: str, desimal: int, tampil: str) -> None:
    """2,345 menjadi 2,35 dan −2,345 menjadi −2,35; −0,004 tampil 0,00 tanpa tanda kurang."""
    spec_test(
        f"usaha\n tahun | entitas | omset\n 2024 | A | {omset}", f"jumlah(usaha.omset) / {dibagi}", tampil, desimal=desimal
    )


def test_nothing_is_rounded_on_the_way(spec_test: Spec) -> None:
    """Sepertiga dikali tiga adalah satu, dan yang disimpan pecahan tepatnya."""
    table = "usaha\n tahun | entitas | omset\n 2024 | A | 1\n 2024 | B | 1\n 2024 | C | 1"
    found = spec_test(
        table, "persen(usaha yang omset = 1) / 3 + jumlah(usaha.omset) / jumlah(usaha.omset) * 100 / 1,5", "100,00"
    )
    assert str(found.hasil.nilai) == "100"
    assert str(spec_test(table, "persen(usaha yang omset = 1) / 7", "14,29").hasil.nilai) == "100/7"


def test_the_survey_of_twenty_nine_respondents() -> None:
    """SKM: jumlah sembilan unsur 955 dari 29 responden adalah 91,48 (955/(29·9)·25)."""
    from fractions import Fraction

    from tolok.values.number import format_angka

    assert format_angka(Fraction(955, 29 * 9) * 25, 2) == "91,48"

"""Values as printed: number, unit, grade, placeholder, and what is no value."""

import pytest

from tolok.reading.values import count_values, is_placeholder, read_value


@pytest.mark.parametrize(
    ("printed", "number", "unit"),
    [
        ("8,5", "8,5", ""),
        ("16.478", "16.478", ""),
        ("3.63 Persen", "3.63", "Persen"),
        ("100%", "100", "%"),
        ("4 Dokumen", "4", "Dokumen"),
        ("1.500bh", "1.500", "bh"),
        ("57.250 Boks", "57.250", "Boks"),
        ("Rp. 2.641.640.000.000,-", "2.641.640.000.000", "Rp"),
        ("Rp45.400.000,00", "45.400.000,00", "Rp"),
        ("88/100.000 KH", "88", "KH"),
        ("5,6 /1000 KH", "5,6", "KH"),
        ("1:17,9", "1", ""),
        ("≥ 3,5", "3,5", ""),
        ("3 hari kerja", "3", "hari kerja"),
    ],
)
def test_a_number_keeps_its_words_and_gives_its_unit(printed: str, number: str, unit: str) -> None:
    value = read_value(printed)
    assert value is not None
    assert (value.text, value.angka, value.satuan, value.doubt) == (printed, number, unit, "")


@pytest.mark.parametrize("printed", ["A", "BB", "WTP", "Sangat Baik", "Utama", "tepat waktu"])
def test_a_grade_is_a_value_without_a_unit(printed: str) -> None:
    value = read_value(printed)
    assert value is not None
    assert (value.text, value.angka, value.satuan, value.doubt) == (printed, "", "", "")


@pytest.mark.parametrize("printed", ["", "-", "–", "n/a", "N/A", "...", "belum ada", "tidak tersedia", "penyebut nol"])
def test_a_placeholder_is_no_value(printed: str) -> None:
    assert read_value(printed) is None
    assert is_placeholder(printed)


@pytest.mark.parametrize(
    "printed", ["F", "kolam renang", "27 kota 1 provinsi 49 kantor", "1.000 ekor sapi dan 200 ekor kambing"]
)
def test_what_is_neither_number_nor_grade_is_asked(printed: str) -> None:
    value = read_value(printed)
    assert value is not None
    assert value.doubt


def test_lines_of_a_cell_are_values_of_their_own_only_when_each_is_one() -> None:
    assert count_values("3.63 Persen\n0.50 Persen") == ["3.63 Persen", "0.50 Persen"]
    assert count_values("100\nPersen") == ["100 Persen"]
    assert count_values("") == []

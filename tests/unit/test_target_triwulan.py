"""Quarters to a year: the four types, complete and with holes."""

from fractions import Fraction

import pytest

from tolok.measurement.target_triwulan import HasilTriwulan, total_triwulan
from tolok.values.number import format_angka, parse_angka

# tipe, TW1..TW4 ("-" missing), up to, printed figure or [reason], note
CASES = """
    posisi akhir  | 2,4 4,9 7,5 9,7 | 4 | 9,70  |
    posisi akhir  | 2,4 4,9 7,5 9,7 | 2 | 4,90  |
    posisi akhir  | 2,4 4,9 7,5 -   | 4 | 7,50  | posisi Triwulan III
    posisi akhir  | 2,4 -   -   0   | 4 | 0,00  |
    posisi akhir  | -   -   -   9   | 3 | [belum diisi] |
    kumulatif     | 10  20  30  40  | 4 | 100,00 |
    kumulatif     | 10  20  30  40  | 2 | 30,00 |
    kumulatif     | 10  0   30  40  | 4 | 80,00 |
    kumulatif     | 10  -   30  -   | 4 | [belum diisi: Triwulan II, IV] |
    kumulatif     | 10  20  -   -   | 2 | 30,00 |
    kumulatif     | -   -   -   -   | 4 | [belum diisi] |
    non-kumulatif | 80  90  85  89  | 4 | 86,00 |
    non-kumulatif | 80  -   90  -   | 4 | 85,00 | rata-rata 2 dari 4 triwulan; belum diisi: Triwulan II, IV
    non-kumulatif | 0   -   90  -   | 3 | 45,00 | rata-rata 2 dari 3 triwulan; belum diisi: Triwulan II
    non-kumulatif | 1   0   0   -   | 3 | 0,33  |
    non-kumulatif | -   -   -   -   | 4 | [belum diisi] |
    tahunan       | -   -   -   75  | 4 | 75,00 |
    tahunan       | 10  20  30  75  | 4 | 75,00 |
    tahunan       | 10  20  30  -   | 4 | [belum diisi] |
    tahunan       | 10  20  30  75  | 3 | [angka tahunan] |
"""


@pytest.mark.parametrize("line", CASES.strip().splitlines())
def test_a_type_gives_its_figure_or_its_reason(line):
    tipe, quarters, sampai, wanted, note = (cell.strip() for cell in line.split("|"))
    values = {tw: None if text == "-" else parse_angka(text) for tw, text in enumerate(quarters.split(), start=1)}
    hasil = total_triwulan(tipe, values, int(sampai))
    if wanted.startswith("["):
        assert hasil == HasilTriwulan(None, wanted.strip("[]"))
    else:
        assert hasil.alasan is None
        assert format_angka(hasil.nilai, 2) == wanted
        assert hasil.catatan == (note or None)


def test_an_absent_key_is_a_missing_quarter():
    assert total_triwulan("kumulatif", {1: Fraction(1)}).alasan == "belum diisi: Triwulan II, III, IV"


@pytest.mark.parametrize(("values", "sampai"), [({5: Fraction(1)}, 4), ({0: None}, 4), ({1: None}, 5), ({1: None}, 0)])
def test_a_fifth_quarter_is_refused(values, sampai):
    with pytest.raises(ValueError, match="1 sampai 4"):
        total_triwulan("kumulatif", values, sampai)


def test_an_unknown_type_is_refused():
    with pytest.raises(ValueError, match="tipe triwulan"):
        total_triwulan("rata", {1: Fraction(1)})

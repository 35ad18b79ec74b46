"""Sebab tidak ada angka: tujuh sebab, yang terberat yang disebut, apa pun urutan penulisannya."""

import itertools

import pytest

from spec.drawing import Spec

TABEL = """
    temuan: dikirim 2023 2024
    tahun | entitas | tanggal    | asal | selesai
    2024  | T1      | 2024-01-05 | APIP |
    2024  | T2      | 2024-01-05 |      | ya

    usaha: dikirim 2023 2024
    tahun | entitas | tanggal    | omset
    2023  | Melati  | 2023-01-01 | 1
    2024  | Melati  | 2024-01-01 | 1

    koperasi: dikirim 2024
    data
    kode | tahun | nilai | wilayah
    pdrb | 2024  | 1     | 35.75
    luas | 2024  | 1     | 35.75.01
"""
SPECIAL = TABEL.replace("T2      | 2024-01-05 |      | ya", "T2      | 2024-01-05 |      |")
RATIOS = {
    "tidak ada data": "banyak(penduduk) / banyak(penduduk)",
    "semua baris dikecualikan": "banyak(temuan yang selesai) / banyak(temuan)",
    "tidak ada baris": "rata(koperasi.volume) / rata(koperasi.volume)",
    "penyebut nol": "banyak(usaha) / (banyak(usaha) - banyak(usaha))",
}
"""Figures without a unit, the heaviest reason first."""


@pytest.mark.parametrize(("heavy", "light"), list(itertools.combinations(RATIOS, 2)))
def test_the_heavier_reason_is_told_whatever_the_order_of_writing(spec_test: Spec, heavy: str, light: str) -> None:
    """Urutannya: tidak ada data, semua baris dikecualikan, tidak ada baris, penyebut nol."""
    for first, second in ((heavy, light), (light, heavy)):
        for shape in ("{} + {}", "{} * {}", "{} / {}", "terbesar({}; {})", "-{} - {}"):
            spec_test(SPECIAL, shape.format(f"({RATIOS[first]})", f"({RATIOS[second]})"), heavy)


QUARTER = "2024-TW2"


def test_a_yearly_register_before_everything_but_missing_data(spec_test: Spec) -> None:
    """`register tahunan` disebut sebelum sebab lain, kecuali `tidak ada data`."""
    spec_test(SPECIAL, "persen(koperasi yang rat) + persen(temuan yang selesai)", "register tahunan", periode=QUARTER)
    spec_test(SPECIAL, "persen(temuan yang selesai) + persen(koperasi yang rat)", "register tahunan", periode=QUARTER)
    spec_test(SPECIAL, "banyak(koperasi) / data(pdrb)", "register tahunan", periode=QUARTER)
    spec_test(SPECIAL, "banyak(koperasi) / banyak(penduduk)", "tidak ada data", periode=QUARTER)


def test_the_level_of_an_outside_figure_before_its_year(spec_test: Spec) -> None:
    """`angka luar tidak tersedia di tingkat ini` disebut sebelum `angka tahunan`."""
    reason = "angka luar tidak tersedia di tingkat ini"
    spec_test(SPECIAL, "data(pdrb)", reason, periode=QUARTER, wilayah="35.75.01")
    spec_test(SPECIAL, "data(pdrb)", "angka tahunan", periode=QUARTER)
    spec_test(SPECIAL, "banyak(koperasi) / data(pdrb)", "register tahunan", periode=QUARTER, wilayah="35.75.01")


def test_a_yearly_figure_before_excluded_rows(spec_test: Spec) -> None:
    """`angka tahunan` disebut sebelum `semua baris dikecualikan` dan sebab yang lebih ringan."""
    spec_test(SPECIAL, "banyak(temuan yang selesai) / data(pdrb)", "angka tahunan", periode=QUARTER)
    spec_test(SPECIAL, "data(pdrb) / (banyak(usaha) - banyak(usaha))", "angka tahunan", periode=QUARTER)


def test_nought_by_nought_is_a_nought_below(spec_test: Spec) -> None:
    """0/0 adalah `penyebut nol`; begitu pula bila yang di bawah baru nol setelah dihitung."""
    spec_test(TABEL, "(banyak(usaha) - banyak(usaha)) / (banyak(usaha) - banyak(usaha))", "penyebut nol")
    spec_test(TABEL, "banyak(usaha) / 0", "penyebut nol")
    spec_test(TABEL, "0 * (banyak(usaha) / 0)", "penyebut nol")
    spec_test(TABEL, "terkecil(banyak(usaha) / 0; 5 * banyak(usaha))", "penyebut nol")


def test_reasons_pass_through_every_operation(spec_test: Spec) -> None:
    """Sebab tidak hilang dikali nol, tidak kalah dari angka lain, dan tidak menjadi nol."""
    for formula in (
        "0 * banyak(penduduk)", "-banyak(penduduk)", "banyak(penduduk) + banyak(penduduk)", "pertumbuhan(banyak(penduduk))",
        "terbesar(banyak(penduduk); 5)", "terkecil(-1; banyak(penduduk))", "5 / banyak(penduduk)",
        "(banyak(penduduk)) tahun lalu",
        "persen(penduduk yang jiwa > 1)", "rata(penduduk.jiwa) - jumlah(penduduk.jiwa)",
    ):  # fmt: skip
        spec_test(TABEL, formula, "tidak ada data")

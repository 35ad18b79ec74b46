"""One list of measures in several tables is one list; lists that differ stand beside each other."""

from reading.kertas import baca
from tolok.reading.merge import same_name

LIST = """
Tabel 1 Rencana

Sasaran | Indikator | Target tahun ke | <
^ | ^ | 1 | 2
Meningkatnya angin | Prosentase hari berangin | 5 | 6
Meningkatnya kincir | Jumlah kincir | 7 | 8
"""


def test_a_table_that_repeats_the_list_adds_to_it() -> None:
    found = baca(
        LIST
        + """
Tabel 2 Penjelasan

Sasaran | Indikator | Formulasi
Meningkatnya angin | Persentase hari berangin | hari berangin / hari x 100%
Meningkatnya kincir | Jumlah kincir | kincir dijumlahkan
"""
    )
    assert len(found) == 2
    assert found[0]["nama"] == "Prosentase hari berangin"
    assert found[0]["target_ke"] == {"1": "5", "2": "6"}
    assert found[0]["formula_teks"] == "hari berangin / hari x 100%"


def test_two_tables_that_disagree_on_a_value_ask() -> None:
    found = baca("""
Sasaran | Indikator | Target 2020 | Target 2021
Meningkatnya kincir | Jumlah kincir | 7 | 8

Tabel 2

Sasaran | Indikator | Target 2021 | Sumber Data
Meningkatnya kincir | Jumlah kincir | 9 | Catatan
""")
    assert len(found) == 1
    assert found[0]["ragu"] == ["target.2021"]


def test_lists_with_little_in_common_stay_versions() -> None:
    found = baca(
        LIST
        + """
Tabel 2 Versi lain

Sasaran | Indikator | Formulasi
Meningkatnya kincir | Jumlah kincir | kincir dijumlahkan
Meningkatnya debu | Indeks debu | rata-rata
Meningkatnya air | Indeks air | rata-rata
"""
    )
    assert [one["nama"] for one in found].count("Jumlah kincir") in (1, 2)
    assert len(found) >= 4


def test_names_differ_by_one_word_of_weight() -> None:
    assert same_name("Prosentase kincir baik", "Persentase kincir baik")
    assert same_name("Jumlah kincirr baik", "Jumlah kincir baik")
    assert not same_name("Persentase kincir harga", "Persentase kincir jasa")
    assert not same_name("Persentase kincir baik", "Persentase kincir tidak baik")

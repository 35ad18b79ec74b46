"""Tables that go on: repeated headers, no headers, shifted columns, rows torn by the page."""

from reading.kertas import baca, kertas
from tolok.reading.sheets import sheets_of
from tolok.reading.tables import is_number_row, tables_of


def test_a_repeated_header_continues_the_table_and_its_torn_row() -> None:
    found = baca("""
No | Sasaran | Indikator Kinerja Utama | Penjelasan | Sumber Data
1 | Meningkatnya angin | Indeks angin | Untuk mengetahui rata-rata angin yang | Catatan

No | Sasaran | Indikator Kinerja Utama | Penjelasan | Sumber Data
 | | | diukur setiap hari. |
2 | Meningkatnya kincir | Jumlah kincir | kincir dijumlahkan | Catatan
""")
    assert [one["nama"] for one in found] == ["Indeks angin", "Jumlah kincir"]
    assert found[0]["definisi"] == "Untuk mengetahui rata-rata angin yang diukur setiap hari."


def test_names_and_aims_cut_by_the_page_are_joined() -> None:
    found = baca("""
No | Sasaran | Indikator | Target 2021 | Target 2022
1 | Meningkatnya peran | Persentase lembaga | 30 | 31

 | warga kota | Penggerak kincir | |
2 | Menurunnya debu | Kadar debu | 5 | 4
""")
    assert [(one["nama"], one["sasaran"]) for one in found] == [
        ("Persentase lembaga Penggerak kincir", "Meningkatnya peran warga kota"),
        ("Kadar debu", "Menurunnya debu"),
    ]


def test_a_table_without_header_and_with_shifted_columns_is_laid_by_what_stands_in_it() -> None:
    found = baca("""
Sasaran | Indikator Kinerja Utama | Penjelasan | Tahun 2023 | Target 2024 | Keterangan
Meningkatnya angin | Persentase hari berangin | hari berangin : hari yang anginnya di atas ambang | 4,35 | 30,54 | Data angin

3 | Meningkatnya kincir | | Persentase kincir baik | kincir baik : kincir yang tak bersuara | 33,30 | 36,36 | Data kincir
""")
    assert found[1]["nama"] == "Persentase kincir baik"
    assert found[1]["sasaran"] == "Meningkatnya kincir"
    assert (found[1]["nilai"], found[1]["target"]) == ({"2023": "33,30"}, {"2024": "36,36"})


def test_a_caption_between_two_tables_parts_them() -> None:
    sheets, _ = sheets_of(
        tables_of(
            kertas("""
No | Indikator | Target 2021
1 | Indeks angin | 5

Tabel 2 Indikator bidang

No | Indikator | Target 2021
1 | Jumlah kincir | 6
""")
        )
    )
    assert [len(sheet.rows) for sheet in sheets] == [1, 1]


def test_number_rows_with_gaps_and_sums_are_recognised_and_values_are_not() -> None:
    table = tables_of(kertas("a | b | c | d\n1 | 2 | 5 | 6\n(1) | (2) | (3) | (4)=(2)+(3)\n100 | 90 | 80 | 70"))[0]
    assert [is_number_row(table, row) for row in range(4)] == [False, True, True, False]


def test_a_table_that_never_had_a_header_is_read_by_its_words_and_asks() -> None:
    found = baca("""
1 | Meningkatnya angin kota | Persentase hari berangin | Jumlah hari berangin dibagi hari kali 100% | Catatan A
2 | Meningkatnya kincir kota | Persentase kincir baik | Jumlah kincir baik dibagi kincir kali 100% | Catatan B
""")
    assert [one["nama"] for one in found] == ["Persentase hari berangin", "Persentase kincir baik"]
    assert "formula_teks" in found[0]["ragu"]

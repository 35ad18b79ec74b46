"""Header words, several header rows, years and ordinals."""

import pytest

from reading.kertas import kertas
from tolok.reading.families import family_of
from tolok.reading.headers import Header, field_of, find_header
from tolok.reading.tables import tables_of


def header_of(drawing: str) -> Header:
    header = find_header(tables_of(kertas(drawing))[0])
    assert header is not None
    return header


def columns_of(drawing: str) -> list[tuple[str, str]]:
    return [(column.field, column.year) for column in header_of(drawing).columns]


@pytest.mark.parametrize(
    ("printed", "field"),
    [
        ("INDIKATOR KINERJA UTAMA", "nama"),
        ("Indikator Tujuan/Sasaran", "nama"),
        ("Sasaran Strategis", "sasaran"),
        ("SasaranStrategis", "sasaran"),
        ("Otama", ""),
        ("INDIKATOR KINFRJA UTAMA", "nama"),
        ("Penjelasan / Formulasi", "penjelasan"),
        ("Formulasi/Cara Pengukuran", "formula"),
        ("Metode/Rumus Perhitungan", "formula"),
        ("Dasar Pertimbangan", "alasan"),
        ("Sumber Data", "sumber_data"),
        ("Penanggungjawab", "penanggung_jawab"),
        ("Satuan", "satuan"),
        ("Ket.", "keterangan"),
        ("Target Kinerja yang Diperjanjikan", "target"),
        ("Pasar tertib dan bersih", ""),
    ],
)
def test_a_header_word_tells_its_field(printed: str, field: str) -> None:
    assert field_of(printed) == field


def test_a_super_header_does_not_hide_the_words_below_it() -> None:
    found = columns_of("""
No | Sasaran | Indikator Kinerja Utama | Penjelasan | < | <
^ | ^ | ^ | satuan | Alasan | Formulasi/Cara Pengukuran
1 | Meningkatnya angin | Indeks angin | indeks | penting | rata-rata
""")
    assert [field for field, _ in found] == ["nomor", "sasaran", "nama", "satuan", "alasan", "formula"]


def test_years_stand_under_what_they_are_years_of() -> None:
    found = columns_of("""
No | Indikator | Kondisi Awal | Target Capaian Setiap Tahun | < | Realisasi | < | Rasio Capaian | <
^ | ^ | ^ | 2018 | 2019 | 2018 | 2019 | 2018 | 2019
(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9)
1 | Indeks angin | 5 | 6 | 7 | 6,1 | 6,9 | 101 | 99
""")
    assert found[2:] == [
        ("awal", ""),
        ("target", "2018"),
        ("target", "2019"),
        ("realisasi", "2018"),
        ("realisasi", "2019"),
        ("capaian", "2018"),
        ("capaian", "2019"),
    ]


def test_ordinal_years_stay_ordinals_and_those_of_realisasi_are_not_bound() -> None:
    found = columns_of("""
No | Indikator | Target Renstra Tahun ke- | < | Realisasi Tahun ke- | <
^ | ^ | 1 | 2 | 1 | 2
1 | Indeks angin | 6 | 7 | 6,1 | 6,9
""")
    assert found[2:] == [("target_ke", "1"), ("target_ke", "2"), ("", ""), ("", "")]


def test_quarters_totals_so_far_last_years_and_money_are_no_series_of_the_year() -> None:
    found = columns_of("""
Indikator | Target TW I | Realisasi s/d 2020 | Realisasi Tahun Lalu | Target Akhir Renstra 2026 | Target Renja 2022 | <
^ | ^ | ^ | ^ | ^ | K | Rp
Indeks angin | 1 | 2 | 3 | 4 | 5 | 6.000
""")
    assert [field for field, _ in found[1:]] == ["triwulan", "kumulatif", "lain", "akhir", "target", "anggaran"]


def test_a_year_alone_says_neither_target_nor_realisasi() -> None:
    assert columns_of("No | Indikator | Tahun 2023 | Target 2024\n1 | Indeks angin | 5 | 6")[2:] == [
        ("nilai", "2023"),
        ("target", "2024"),
    ]


def test_column_numbers_with_a_heading_among_them_are_left_out() -> None:
    found = columns_of("""
Sasaran | Indikator | Penjelasan | | TARGET 2024
1 | 2 | 3 | TAHUN 2023 | 4
Meningkatnya angin | Indeks angin | Rata-rata angin | 5 | 6
""")
    assert found == [("sasaran", ""), ("nama", ""), ("penjelasan", ""), ("nilai", "2023"), ("target", "2024")]


@pytest.mark.parametrize(
    ("drawing", "family"),
    [
        ("No | Sasaran | Indikator | Formulasi\n1 | a | b | c", "iku"),
        ("No | Sasaran | Indikator | Formulasi | Target 2020\n1 | a | b | c | 5", "iku bernilai"),
        ("No | Sasaran | Indikator | Target\n1 | a | b | 5", "pk"),
        ("Indikator | 2020 | 2021 | 2022\na | 1 | 2 | 3", "renstra"),
        ("Indikator | Target TW I | Target TW II\na | 1 | 2", "triwulan"),
        ("Program | Anggaran | Keterangan\na | 1 | APBD", "anggaran"),
        ("No | Nama Kapal | Keterangan\n1 | a | b", "register"),
        ("No | Komponen | Bobot | Nilai | Skor\n1 | a | 30 | 2 | 3", "lke"),
    ],
)
def test_a_family_follows_from_the_columns(drawing: str, family: str) -> None:
    assert family_of(header_of(drawing)) == family


def test_a_name_without_any_other_field_is_no_table_of_measures() -> None:
    assert find_header(tables_of(kertas("Indikator | Permasalahan | Akar Masalah\nIndeks angin | a | b"))[0]) is None

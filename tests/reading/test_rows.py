"""Rows become measures: what is inherited, what goes on, what stands apart."""

from reading.kertas import baca

PK = "PERJANJIAN KINERJA TAHUN 2020\n"


def names_of(drawing: str) -> list[object]:
    return [one.get("nama") for one in baca(drawing)]


def test_empty_cells_inherit_the_sasaran_above_them() -> None:
    found = baca("""
No | Sasaran Strategis | Indikator Kinerja Utama | Formulasi
1 | Meningkatnya angin bersih | Persentase hari berangin | hari berangin / hari x 100%
 | | Jumlah kincir | kincir yang berputar dijumlahkan
2 | Menurunnya debu | Kadar debu | rata-rata debu
""")
    assert [one["sasaran"] for one in found] == ["Meningkatnya angin bersih", "Meningkatnya angin bersih", "Menurunnya debu"]


def test_a_new_tujuan_ends_the_sasaran_before_it() -> None:
    found = baca("""
Tujuan | Sasaran | Indikator Tujuan/Sasaran | Target 2021
Meningkatnya angin | Meningkatnya kincir | Jumlah kincir | 5
Menurunnya debu | | Indeks debu | 7
""")
    assert "sasaran" not in found[1]
    assert found[1]["tujuan"] == "Menurunnya debu"


def test_dividers_say_whether_the_rows_below_belong_to_a_tujuan_or_a_sasaran() -> None:
    found = baca("""
Sasaran Strategis | Indikator Kinerja Utama | Target 2024
TUJUAN | < | <
Meningkatkan angin | Indeks angin | 5
SASARAN | < | <
Meningkatnya kincir | Jumlah kincir | 6
""")
    assert (found[0].get("tujuan"), found[0].get("sasaran")) == ("Meningkatkan angin", None)
    assert (found[1].get("tujuan"), found[1].get("sasaran")) == (None, "Meningkatnya kincir")


def test_a_divider_may_carry_the_aim_itself() -> None:
    found = baca("""
Indikator Kinerja Utama | Satuan | Target 2022
TUJUAN 1: Meningkatnya angin bersih | < | <
Indeks angin | Indeks | 70
SASARAN 1.1: Meningkatnya mutu kincir | < | <
Persentase kincir baik | % | 80
""")
    assert found[0]["tujuan"] == "Meningkatnya angin bersih"
    assert found[1]["sasaran"] == "Meningkatnya mutu kincir"


def test_a_row_without_name_but_with_formula_and_source_is_a_second_part_of_the_measure_above() -> None:
    found = baca("""
No | Sasaran | Indikator Kinerja | Satuan | Formulasi | Penanggung Jawab | Sumber Data
1 | Meningkatnya angin | Persentase hari berangin | % | hari di utara / hari x 100% | Bidang Utara | Catatan
 | | | % | hari di selatan / hari x 100% | Bidang Selatan | Catatan
 | | Jumlah kincir | unit | kincir dijumlahkan | Bidang Kincir | Catatan
""")
    assert [one["nama"] for one in found] == ["Persentase hari berangin", "Persentase hari berangin", "Jumlah kincir"]
    assert [one["penanggung_jawab"] for one in found] == ["Bidang Utara", "Bidang Selatan", "Bidang Kincir"]
    assert "nama" in found[1]["disimpulkan"]


def test_a_measure_whose_name_is_missing_is_asked_for() -> None:
    found = baca("""
No | Sasaran | Indikator Kinerja | Penjelasan | Target 2024
1 | Meningkatnya angin | Indeks angin | Rata-rata angin | 5
2 | Meningkatnya kincir | | Volume kincir : banyaknya putaran | 6
""")
    assert len(found) == 2
    assert "nama" in found[1]["ragu"]
    assert found[1]["target"] == {"2024": "6"}


def test_a_name_in_the_middle_of_its_lines_takes_the_row_above_it() -> None:
    found = baca("""
No | Sasaran | Indikator Kinerja | Penjelasan | Tahun 2023 | Target 2024 | Keterangan
1 | Meningkatnya angin | Indeks angin | Rata-rata angin | 4 | 5 | Laporan angin
 | | | persentase kincir yang berputar | | 100 | Laporan kincir
 | | Persentase kincir berputar | (kincir berputar) x 100% (seluruh kincir) | 99 | |
""")
    assert [one["nama"] for one in found] == ["Indeks angin", "Persentase kincir berputar"]
    assert (found[1]["nilai"], found[1]["target"]) == ({"2023": "99"}, {"2024": "100"})
    assert found[1]["definisi"] == "persentase kincir yang berputar"


def test_sub_measures_take_the_head_above_them_into_their_names_and_ask() -> None:
    found = baca(
        PK
        + """
No | Sasaran | Indikator Kinerja | Target
1 | Meningkatnya kincir | Jumlah kincir: |
 | | a. Kayu | 10 unit
 | | b. Besi | 20 unit
2 | Meningkatnya angin | Indeks angin | 5
"""
    )
    assert [one["nama"] for one in found] == ["Jumlah kincir: Kayu", "Jumlah kincir: Besi", "Indeks angin"]
    assert "nama" in found[0]["ragu"]


def test_names_and_targets_in_as_many_lines_are_paired() -> None:
    found = baca(
        PK
        + """
No | Sasaran | Indikator Kinerja | Target
1 | Meningkatnya kincir | Persentase kincir kayu~Jumlah kincir besi | 3.63 Persen~1000.00 Unit
"""
    )
    assert [(one["nama"], one["target"]) for one in found] == [
        ("Persentase kincir kayu", {"2020": "3.63 Persen"}),
        ("Jumlah kincir besi", {"2020": "1000.00 Unit"}),
    ]


def test_one_target_for_several_measures_is_asked() -> None:
    found = baca(
        PK
        + """
No | Sasaran | Indikator Kinerja | Target
1 | Meningkatnya kincir | Persentase kincir kayu | 90%
 | | Persentase kincir besi | ^
"""
    )
    assert [one["target"] for one in found] == [{"2020": "90%"}, {"2020": "90%"}]
    assert all("target.2020" in one["ragu"] for one in found)


def test_small_letters_do_not_glue_measures_or_aims_together() -> None:
    found = baca("""
No | Sasaran | Indikator Kinerja Utama | Formulasi
1 | meningkatnya angin | persentase hari berangin | hari berangin dibagi hari
2 | terwujudnya kincir andal | jumlah kincir andal | kincir dijumlahkan
""")
    assert [(one["sasaran"], one["nama"]) for one in found] == [
        ("meningkatnya angin", "persentase hari berangin"),
        ("terwujudnya kincir andal", "jumlah kincir andal"),
    ]


def test_a_short_measure_without_a_target_stays_a_measure_of_its_own() -> None:
    drawing = (
        PK
        + """
No | Sasaran | Indikator Kinerja | Target
1 | Meningkatnya kincir | Persentase kincir kayu | 10
 | | Opini pemeriksa |
"""
    )
    assert names_of(drawing) == ["Persentase kincir kayu", "Opini pemeriksa"]


def test_programmes_below_the_measures_in_one_table_are_no_measures() -> None:
    drawing = (
        PK
        + """
No | Sasaran | Indikator Kinerja | Target
1 | Meningkatnya kincir | Persentase kincir kayu | 10
Program | Anggaran | Keterangan |
1. Program Kincir | Rp. 1.000.000 | APBD |
Jumlah | Rp. 1.000.000 | |
"""
    )
    assert names_of(drawing) == ["Persentase kincir kayu"]


def test_two_name_columns_share_their_values_by_row() -> None:
    found = baca("""
Tujuan | Indikator Tujuan | Sasaran | Indikator Sasaran | Satuan | Target 2021 | Target 2022
Meningkatnya angin | Indeks angin | | | Indeks | 50 | 55
^ | ^ | Meningkatnya kincir | Jumlah kincir | unit | 1.000 | 1.100
""")
    assert [(one["nama"], one["satuan"], one["target"]) for one in found] == [
        ("Indeks angin", "Indeks", {"2021": "50", "2022": "55"}),
        ("Jumlah kincir", "unit", {"2021": "1.000", "2022": "1.100"}),
    ]

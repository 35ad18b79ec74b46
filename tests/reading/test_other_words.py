"""Documents in other words and forms: other headings, numbers before names, titles inside tables, notes between rows."""

import pytest

from reading.kertas import baca, kertas
from tolok.reading.read import read


@pytest.mark.parametrize(
    "kepala",
    [
        "Tolok Ukur Kinerja",
        "Ukuran Keberhasilan",
        "Parameter Kinerja",
        "Indikator Kinerja Kunci",
        "Nama IKU",
        "Indikator Hasil",
    ],
)
def test_measures_are_found_under_other_headings(kepala: str) -> None:
    found = baca(f"Sasaran | {kepala} | Satuan | Target 2024\nMeningkatnya angin | Indeks angin | Poin | 5")
    assert [(one["nama"], one["satuan"], one["target"]) for one in found] == [("Indeks angin", "Poin", {"2024": "5"})]


def test_a_baseline_and_a_final_condition_are_no_targets_of_a_year() -> None:
    found = baca("""
No | Sasaran | Ukuran Keberhasilan | Baseline | Target Kinerja pada Tahun ke- | < | Kondisi Akhir
^ | ^ | ^ | ^ | 2024 | 2025 | ^
(1) | (2) | (3) | (4) | (5) | (6) | (7)
1 | Meningkatnya angin | Indeks angin | 4 | 5 | 6 | 6
""")[0]
    assert (found["target"], found.get("realisasi"), found.get("nilai")) == ({"2024": "5", "2025": "6"}, None, None)


def test_headings_of_the_plan_count_as_targets() -> None:
    found = baca("""
Kinerja yang Diharapkan | Parameter Kinerja | Unit Ukuran | Keadaan Awal | Rencana Tahun | <
^ | ^ | ^ | ^ | 2025 | 2026
Meningkatnya angin | Indeks angin | Poin | 3 | 4 | 5
""")[0]
    assert (found["sasaran"], found["satuan"], found["target"]) == ("Meningkatnya angin", "Poin", {"2025": "4", "2026": "5"})


def test_ordinal_years_hold_where_the_spans_of_the_heading_are_lost() -> None:
    found = baca("""
No | Indikator | Target Kinerja pada Tahun ke- | | |
 | | 1 | 2 | 3
1 | Indeks angin | 5 | 6 | 7
""")[0]
    assert found["target_ke"] == {"1": "5", "2": "6", "3": "7"}


def test_two_years_with_target_and_realisasi_hold_where_spans_are_lost() -> None:
    found = baca("""
Indikator | Tahun 2022 | | | Tahun 2023 | |
 | Target | Realisasi | % | Target | Realisasi | %
Indeks angin | 5 | 4 | 80 | 6 | 7 | 117
""")[0]
    assert (found["target"], found["realisasi"]) == ({"2022": "5", "2023": "6"}, {"2022": "4", "2023": "7"})


@pytest.mark.parametrize("nomor", ["1.1.a", "1.1", "2.", "a)", "(3)", "IKU 2.", "•"])
def test_the_number_of_a_list_is_no_part_of_a_name(nomor: str) -> None:
    assert baca(f"Indikator | Target 2024\n{nomor} Indeks angin | 5")[0]["nama"] == "Indeks angin"


def test_an_amount_at_the_beginning_of_a_name_stays() -> None:
    assert baca("Indikator | Target 2024\n1.000 Hari Pertama Kincir | 5")[0]["nama"] == "1.000 Hari Pertama Kincir"


def test_two_tables_in_one_worksheet_keep_their_years_by_their_titles() -> None:
    found = baca("""
LAPORAN BADAN KINCIR | | |
Tabel 3.1 Tahun 2022 | | |
Sasaran | Indikator | Target | Realisasi
Meningkatnya angin | Indeks angin | 60 | 62,1
Tabel 3.2 Tahun 2023 | | |
Sasaran | Indikator | Target | Realisasi
Meningkatnya angin | Indeks angin | 65 | 64
""")
    assert [(one["target"], one["realisasi"]) for one in found] == [
        ({"2022": "60", "2023": "65"}, {"2022": "62,1", "2023": "64"})
    ]


def test_a_lettered_divider_names_the_sasaran_of_the_rows_below_it() -> None:
    found = baca("""
No | Uraian Indikator | Formulasi | Rencana Capaian | <
^ | ^ | ^ | 2023 | 2024
A. | SASARAN 1: Meningkatnya angin | < | < | <
1 | Indeks angin | Jumlah a / b x 100% | 5 | 6
""")
    assert [(one["nama"], one["sasaran"], one["target"]) for one in found] == [
        ("Indeks angin", "Meningkatnya angin", {"2023": "5", "2024": "6"})
    ]


def test_notes_between_rows_are_no_measures() -> None:
    found = baca("""
No | Sasaran | Indikator | Target 2023
1 | Meningkatnya angin | Indeks angin | 5*)
*) angka sementara | < | < | <
2 | Menurunnya debu | Indeks debu | 7
Catatan: debu diukur pagi hari | < | < | <
""")
    assert [(one["nama"], one["target"]) for one in found] == [
        ("Indeks angin", {"2023": "5*)"}),
        ("Indeks debu", {"2023": "7"}),
    ]


def test_a_name_under_an_unknown_heading_is_read_as_a_question() -> None:
    found = baca("Sasaran | Takaran | Target 2024\nMeningkatnya angin | Indeks angin | 5\nMenurunnya debu | Jumlah debu | 6")
    assert [one["nama"] for one in found] == ["Indeks angin", "Jumlah debu"]
    assert all("nama" in one["ragu"] for one in found)


def test_labels_inside_a_line_part_the_cell_too() -> None:
    found = baca("Indikator | Penjelasan\nIndeks angin | Formulasi: a / b x 100% Alasan: angin penting")[0]
    assert (found["formula_teks"], found["alasan"]) == ("a / b x 100%", "angin penting")


def test_a_fraction_whose_bar_was_not_read_is_asked() -> None:
    found = baca("Indikator | Formulasi\nPersentase a | Jumlah a yang baik x 100% jumlah seluruh a")[0]
    assert "formula_teks" in found["ragu"]


def test_an_abbreviation_in_brackets_on_a_new_line_begins_no_formula() -> None:
    found = baca("Indikator | Formulasi\nPrevalensi a | Balita dengan berat menurut panjang badan~(BB/PB) di bawah ambang")[
        0
    ]
    assert found["formula_teks"] == "Balita dengan berat menurut panjang badan (BB/PB) di bawah ambang"


def test_words_left_open_before_a_fraction_belong_to_its_numerator() -> None:
    found = baca("Indikator | Formulasi\nPersentase a | jumlah a yang~(baik) / (jumlah seluruh a) x 100%")[0]
    assert found["formula_teks"] == "jumlah a yang (baik) / (jumlah seluruh a) x 100%"


def test_sentences_with_measures_and_values_are_told_and_not_taken() -> None:
    reading = read(
        kertas("Indikator sasaran ini adalah:\na. Persentase kincir baik, target 85% pada tahun 2024;\nb. Jumlah kincir.")
    )
    assert reading.drafts == ()
    assert [(issue.kode, issue.bobot) for issue in reading.issues] == [("TLK-D222", "perlu keputusan")]
    assert "halaman 1" in reading.issues[0].di_mana
    assert "Persentase kincir baik" in reading.issues[0].mengapa


def test_sentences_about_measures_that_a_table_gave_are_not_told_again() -> None:
    reading = read(
        kertas("Indikator | Target 2024\nIndeks angin | 5\n\nIndikator indeks angin ditargetkan sebesar 5 pada 2024.")
    )
    assert "TLK-D222" not in [issue.kode for issue in reading.issues]


def test_a_table_of_measures_under_unknown_headings_is_told_and_not_taken() -> None:
    reading = read(
        kertas("Uraian | 2020 | 2021\nJumlah penduduk desa | 120.500 | 121.300\nPersentase rumah baik | 12,1 | 11,9")
    )
    assert reading.drafts == ()
    assert "TLK-D223" in [issue.kode for issue in reading.issues]


def test_registers_risks_surveys_and_staff_lists_give_nothing_and_raise_nothing() -> None:
    for drawing in (
        "No | Nama Kincir | Alamat | Bilah | Nilai 2023\n1 | Kincir A | Jl. B | 3 | 1.000\n2 | Kincir C | Jl. D | 4 | 2.000",
        "No | Sasaran | Risiko | Penyebab | Tingkat Risiko\n1 | Meningkatnya angin | Angin lemah | Musim | 12",
        "No | Unsur Pelayanan | Nilai Unsur 2023\nU1 | Persyaratan | 3,25\nU2 | Waktu pelayanan | 3,10",
        "No | Nama | Jabatan | Target SKP\n1 | Budi Rekaan | Analis | 12",
    ):
        reading = read(kertas(drawing))
        assert reading.drafts == ()
        assert not [issue for issue in reading.issues if issue.kode == "TLK-D223"]

"""Measures outside ordinary tables: cards, matrices in loose text, rows run together, labels; and what holds none."""

from reading.kertas import baca, kertas
from tolok.reading.draft import as_json
from tolok.reading.head import read_head
from tolok.reading.read import read


def test_a_table_of_labels_is_one_measure() -> None:
    found = baca("""
Nama Indikator | : | Persentase kincir baik
Definisi | : | Kincir yang berputar
Formulasi | : | kincir baik dibagi kincir x 100%
Satuan | : | Persen
Target 2024 | : | 80
""")[0]
    assert (found["nama"], found["satuan"], found["target"]) == ("Persentase kincir baik", "Persen", {"2024": "80"})


def test_several_cards_in_one_table_begin_at_their_names() -> None:
    found = baca("""
Nama Indikator | Persentase kincir baik
Definisi | Kincir yang berputar
Satuan | Persen
Nama Indikator | Jumlah kincir
Definisi | Banyaknya kincir
Satuan | Unit
""")
    assert [(one["nama"], one["satuan"]) for one in found] == [
        ("Persentase kincir baik", "Persen"),
        ("Jumlah kincir", "Unit"),
    ]


def test_a_small_table_of_values_below_a_heading_is_a_card() -> None:
    found = baca("""
[1.2] Persentase kincir baik

Sasaran : | Terwujudnya kincir andal | < | <
Target 2025 | Satuan | Realisasi 2025 | Target 2026
100 | Persen | 99 | 100
""")[0]
    assert found["nama"] == "[1.2] Persentase kincir baik"
    assert (found["sasaran"], found["satuan"]) == ("Terwujudnya kincir andal", "Persen")
    assert (found["target"], found["realisasi"]) == ({"2025": "100", "2026": "100"}, {"2025": "99"})


def test_a_matrix_in_loose_text_gives_its_measures_and_asks_about_its_values() -> None:
    found = baca("""
TUJUAN
INDIKATOR TUJUAN
Meningkatkan angin
Indeks angin
SASARAN
INDIKATOR SASARAN
Meningkatnya kincir di kota dan
desa
Persentase kincir kota
Jumlah kincir yang baik

FORMULASI | TARGET 2019 | TARGET 2020
 | 5 | 15
kincir dijumlahkan | |
""")
    assert [one["nama"] for one in found] == ["Indeks angin", "Persentase kincir kota", "Jumlah kincir yang baik"]
    assert found[0]["tujuan"] == "Meningkatkan angin"
    assert found[1]["sasaran"] == "Meningkatnya kincir di kota dan desa"
    assert found[1]["ragu"] == ["target.2019", "target.2020"]


def test_rows_run_together_are_cut_and_asked_where_nothing_confirms_the_cut() -> None:
    found = baca("""
NO
SASARAN STRATEGIS
INDIKATOR KINERJA UTAMA
PENJELASAN
SUMBER DATA
1 Meningkatnya kincir kota Persentase kincir berputar Jumlah kincir berputar dibagi kincir dikalikan 100% Bidang Kincir
2 Menurunnya debu Indeks debu kota pagi Hasil hitungan laboratorium yang dikalikan 100% Bidang Debu
""")
    assert found[0]["nama"] == "Persentase kincir berputar"
    assert found[0]["sasaran"] == "Meningkatnya kincir kota"
    assert found[0]["formula_teks"] == "Jumlah kincir berputar dibagi kincir dikalikan 100%"
    assert found[0]["sumber_data"] == "Bidang Kincir"
    assert found[0]["ragu"] == []
    assert "nama" in found[1]["ragu"]


def test_lines_of_labels_are_a_measure() -> None:
    found = baca("Nama Indikator : Jumlah kincir\nDefinisi : Banyaknya kincir\nSatuan : Unit\nSumber Data : Catatan")
    assert [(one["nama"], one["definisi"], one["satuan"]) for one in found] == [
        ("Jumlah kincir", "Banyaknya kincir", "Unit")
    ]


def test_prose_registers_budgets_and_programmes_give_nothing() -> None:
    assert baca("Indikator Kinerja Utama\nSasaran Strategis\nTarget\n1. Meningkatnya angin adalah tujuan kami.") == []
    assert baca("DATA KINCIR TAHUN 2022\nNo | Nama Kincir | Alamat | Jumlah Bilah\n1 | Kincir A | Jl. B | 20") == []
    assert baca("No | Uraian | Anggaran 2021 | Realisasi 2021 | (%)\n1 | Belanja | 1.000 | 900 | 90") == []
    assert baca("PERJANJIAN KINERJA TAHUN 2022\nProgram | Anggaran | Keterangan\nProgram Kincir | Rp. 1.000 | APBD") == []
    assert baca("KKE 2022\nNo | Komponen | Bobot | Nilai\n1 | Perencanaan | 30 | 25") == []


def test_the_head_says_who_and_when() -> None:
    head = read_head(
        kertas("""
INDIKATOR KINERJA UTAMA
DINAS KINCIR KOTA CONTOH
TAHUN 2024
VISI : Kota berangin
MISI
: Menjaga kincir
""")
    )
    assert {key: head[key].text for key in ("instansi", "pemda", "tahun", "visi", "misi")} == {
        "instansi": "DINAS KINCIR KOTA CONTOH",
        "pemda": "KOTA CONTOH",
        "tahun": "2024",
        "visi": "Kota berangin",
        "misi": "Menjaga kincir",
    }


def test_every_value_has_its_place_and_its_words_as_printed() -> None:
    told = as_json(read(kertas("No | Sasaran | Indikator | Target 2024\n1 | Meningkatnya kincir | Jumlah~kincir | 4 Unit")))
    places = told["indikator"][0]["tempat"]
    assert (places["nama"]["tabel"], places["nama"]["baris"], places["nama"]["kolom"]) == (1, 2, 3)
    assert places["nama"]["tercetak"] == "Jumlah\nkincir"
    assert places["target.2024"]["tercetak"] == "4 Unit"


def test_labels_alone_on_their_lines_hold_the_lines_below_them() -> None:
    found = baca("Nama Indikator\nJumlah kincir\nKonsep\nBanyaknya kincir yang\nberputar\nSatuan\nUnit")
    assert [(one["nama"], one["definisi"], one["satuan"]) for one in found] == [
        ("Jumlah kincir", "Banyaknya kincir yang berputar", "Unit")
    ]


def test_a_tree_in_boxes_is_read_level_by_level_and_prose_under_such_headings_is_not() -> None:
    tree = "TUJUAN\nMeningkatnya angin\nINDIKATOR TUJUAN\nIndeks angin\n"
    tree += "SASARAN\nMeningkatnya kincir\nINDIKATOR SASARAN\nJumlah kincir"
    assert [(one["nama"], one.get("tujuan"), one.get("sasaran")) for one in baca(tree)] == [
        ("Indeks angin", "Meningkatnya angin", None),
        ("Jumlah kincir", None, "Meningkatnya kincir"),
    ]
    prose = "SASARAN\nMeningkatnya angin\nINDIKATOR SASARAN\nJumlah angin diukur setiap hari oleh petugas."
    assert baca(prose) == []


def test_headings_over_the_first_year_only_hold_for_the_years_beside_it() -> None:
    found = baca("""
No | Indikator | Target Kinerja pada Tahun | | Realisasi pada Tahun |
 | | 2020 | 2021 | 2020 | 2021
1 | Indeks angin | 5 | 6 | 7 | 8
""")[0]
    assert (found["target"], found["realisasi"]) == ({"2020": "5", "2021": "6"}, {"2020": "7", "2021": "8"})

"""Every rule of the reader has a name and a sentence, acts on a drawing here, and can be counted."""

import re
from pathlib import Path

import pytest

from reading.kertas import baca
from tolok.reading.rules import RULES, acted, counted

DRAWINGS = {
    "nomor kolom": "No | Indikator | Target 2020\n1 | 2 | 3\n1 | Indeks angin | 5",
    "kepala bertingkat": "No | Indikator | Target | <\n^ | ^ | 2020 | 2021\n1 | Indeks angin | 5 | 6",
    "kepala di halaman berikut": (
        "No | Indikator | Target 2020\n1 | Indeks angin | 5\n\nNo | Indikator | Target 2020\n2 | Indeks debu | 6"
    ),
    "lanjutan tanpa kepala": "No | Indikator | Target 2020\n1 | Indeks angin | 5\n\n2 | Indeks debu | 6",
    "tabel tanpa kepala sama sekali": (
        "1 | Meningkatnya a | Persentase a | Jumlah a dibagi b | Buku\n2 | Meningkatnya c | Persentase c | c dibagi d | Buku"
    ),
    "bukan indikator": "Program | Anggaran\nProgram Angin | 1.000",
    "baris pembagi": "Sasaran | Indikator | Target 2020\nTUJUAN | < | <\nMeningkatkan a | Indeks angin | 5",
    "warisan": "No | Sasaran | Indikator\n1 | Meningkatnya a | Indeks angin\n | | Indeks debu",
    "nama bersambung": "No | Sasaran | Indikator | Target 2020\n1 | Meningkatnya a | Indeks angin | 5\n | | dan debu |",
    "baris terbelah halaman": (
        "No | Sasaran | Indikator | Target 2020\n1 | Meningkatnya a | Indeks angin | 5\n\n | | dan debu |"
    ),
    "nama di tengah": (
        "No | Indikator | Formulasi | 2020 | Target 2021\n1 | Indeks a | x | 1 | 2\n | | (y) | | 3\n | Indeks b | (z) | 4 |"
    ),
    "bagian kedua": ("No | Indikator | Satuan | Formulasi | Sumber Data\n1 | Indeks a | % | a / b | X\n | | % | c / d | Y"),
    "nama kosong": ("No | Sasaran | Indikator | Target 2020\n1 | Meningkatnya a | Indeks a | 1\n2 | Meningkatnya b | | 2"),
    "sub-indikator": (
        "No | Sasaran | Indikator | Target 2020\n1 | Meningkatnya a | Jumlah a: |\n | | a. Satu | 1\n | | b. Dua | 2"
    ),
    "beberapa ukuran dalam satu sel": "No | Indikator | Target 2020\n1 | Indeks a~Indeks b | 1~2",
    "satu nilai untuk beberapa": "No | Indikator | Target 2020\n1 | Indeks a | 1\n2 | Indeks b | ^",
    "tanda kosong": "No | Indikator | Target 2020\n1 | Indeks a | n/a",
    "nilai diragukan": "No | Indikator | Target 2020\n1 | Indeks a | F",
    "garis pecahan tidak terbaca": "No | Indikator | Formulasi\n1 | Indeks a | Jumlah a baik x 100% jumlah a",
    "judul di dalam tabel": "IKU TAHUN 2020 | < | <\nNo | Indikator | Target\n1 | Indeks a | 5",
    "kalimat": "Indikator sasaran ini adalah persentase kincir baik dengan target 85 persen.",
    "kolom nama dari isi": (
        "Sasaran | Takaran Hasil | Satuan | Target 2020\nMeningkatnya a | Indeks a | Poin | 5\n | Jumlah b | Unit | 6"
    ),
    "triwulan": "No | Indikator | Target 2020 | < | < | <\n^ | ^ | I | II | III | IV\n1 | Indeks a | 1 | 2 | 3 | 4",
    "triwulan per baris": "Indikator | Triwulan | Target\nIndeks a | I | 1\n | II | 2\n | III | 3\n | IV | 4",
    "satuan pada nilai": "No | Indikator | Target 2020\n1 | Jumlah a | 5 unit",
    "satuan dalam kurung": "No | Indikator | Target 2020\n1 | Jumlah a (unit) | 5",
    "satuan dari persentase": "No | Indikator | Target 2020\n1 | Persentase a | 5",
    "tahun ke-": "No | Indikator | Target tahun ke | <\n^ | ^ | 1 | 2\n1 | Indeks a | 5 | 6",
    "tahun dari judul": "PERJANJIAN KINERJA TAHUN 2020\nNo | Indikator | Target\n1 | Indeks a | 5",
    "tahun polos": "INDIKATOR KINERJA UTAMA TAHUN 2020\nNo | Indikator | 2020\n1 | Indeks a | 5",
    "tanpa tahun": "No | Indikator | Target\n1 | Indeks a | 5",
    "dua rencana": "No | Indikator | Target Renstra 2020 | Target PK 2020\n1 | Indeks a | 5 | 6",
    "definisi dan rumus": "No | Indikator | Penjelasan\n1 | Indeks a | Angin baik : angin utara~∑ angin baik",
    "label dalam sel": "No | Indikator | Penjelasan\n1 | Indeks a | Alasan : penting~Formulasi : a / b",
    "sumber dan penanggung jawab": ("No | Indikator | Target 2020 | Keterangan\n1 | Indeks a | 5 | Lap. Angin BIDANG ANGIN"),
    "pecahan dua baris": "No | Indikator | Formulasi | Target 2020\n1 | Indeks a | ∑ a | 5\n | | ∑ b |",
    "kartu": "Nama Indikator | Indeks a\nSatuan | Poin\nDefinisi | Angin",
    "kartu berjudul": "Indeks angin\n\nSatuan | Target 2020\nPoin | 5",
    "matriks lepas": "TUJUAN\nINDIKATOR TUJUAN\nMeningkatkan angin\nIndeks angin",
    "baris menyatu": (
        "NO\n"
        "SASARAN\n"
        "INDIKATOR KINERJA\n"
        "FORMULASI\n"
        "1 Meningkatnya angin Persentase hari berangin Jumlah hari berangin dibagi hari"
    ),
    "blok label": "Nama Indikator : Indeks a\nDefinisi : Angin\nSatuan : Poin",
    "daftar berulang": (
        "Sasaran | Indikator | Target 2020\n"
        "Meningkatnya a | Indeks a | 5\n"
        "\n"
        "Tabel 2\n"
        "\n"
        "Sasaran | Indikator | Satuan\n"
        "Meningkatnya a | Indeks a | Poin"
    ),
}


@pytest.mark.parametrize("rule", sorted(RULES))
def test_each_rule_acts_on_its_drawing(rule: str) -> None:
    with counted() as counts:
        baca(DRAWINGS[rule])
    assert counts[rule]


def test_the_manual_lists_every_rule_with_its_sentence() -> None:
    page = (Path(__file__).parents[2] / "docs/acuan/membaca-dokumen.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| ([^|]+) \| ([^|]+\.) \| \d+ \| \d+ \|$", page, re.MULTILINE))
    assert listed == dict(RULES)


def test_no_rule_names_a_place_or_an_office_and_each_is_a_sentence() -> None:
    for sentence in RULES.values():
        assert sentence.endswith(".")
        assert not any(word in sentence for word in ("Kota ", "Kabupaten", "Provinsi", "Dinas "))


def test_only_named_rules_are_counted_and_nothing_is_counted_outside() -> None:
    with pytest.raises(KeyError):
        acted("aturan rahasia")
    with counted() as counts:
        pass
    acted("kartu")
    assert not counts

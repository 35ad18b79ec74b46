"""Triwulan: kumulatif, triwulan saja, dan register tahunan."""

import pytest

from spec.drawing import Spec, asked, draw, frozen, understood
from tolok.values.issue import IssueError
from tolok.values.period import Period

TABEL = """
    temuan
    tahun | entitas | tanggal    | selesai | nilai
    2023  | A1      | 2023-02-10 | ya      | 100
    2023  | A2      | 2023-06-30 | tidak   | 200
    2023  | A3      | 2023-09-01 | ya      | 400
    2024  | B1      | 2024-03-31 | ya      | 100
    2024  | B2      | 2024-04-01 | ya      | 300
    2024  | B3      | 2024-06-30 | tidak   |
    2024  | B4      | 2024-12-31 | ya      | 50
    2024  | B5      |            | ya      | 10
"""


def test_a_quarter_is_cumulative(spec_test: Spec) -> None:
    """Angka triwulan kumulatif: dari awal tahun sampai hari terakhir triwulan itu."""
    spec_test(TABEL, "banyak(temuan)", "1", desimal=0, periode="2024-TW1", baris=(1, 0, {"tanggal kosong": 1}))
    spec_test(TABEL, "banyak(temuan)", "3", desimal=0, periode="2024-TW2")
    spec_test(TABEL, "banyak(temuan)", "3", desimal=0, periode="2024-TW3")
    spec_test(TABEL, "banyak(temuan)", "4", desimal=0, periode="2024-TW4")


def test_the_quarter_alone(spec_test: Spec) -> None:
    """`dalam triwulan` mengambil triwulan itu saja."""
    for triwulan, banyak in (("1", "1"), ("2", "2"), ("3", "semua baris dikecualikan"), ("4", "1")):
        spec_test(TABEL, "banyak(temuan) dalam triwulan", banyak, desimal=0, periode=f"2024-TW{triwulan}")
    spec_test(TABEL, "jumlah(temuan.nilai yang selesai) dalam triwulan", "300", desimal=0, periode="2024-TW2")


def test_a_row_without_a_date_has_no_place_in_a_quarter(spec_test: Spec) -> None:
    """Baris tanpa tanggal tidak dapat ditempatkan: dikeluarkan dengan sebab itu. Setahun penuh ia tetap dihitung."""
    spec_test(TABEL, "banyak(temuan yang selesai)", "1", desimal=0, periode="2024-TW1", baris=(1, 0, {"tanggal kosong": 1}))
    spec_test(TABEL, "banyak(temuan yang selesai)", "4", desimal=0, baris=(4, 1, {}))


def test_last_year_is_cut_at_the_same_quarter(spec_test: Spec) -> None:
    """Setahun sebelum triwulan II adalah triwulan II tahun lalu, dipotong pada hari yang sama."""
    spec_test(TABEL, "banyak(temuan) tahun lalu", "2", desimal=0, periode="2024-TW2")
    spec_test(TABEL, "banyak(temuan) dalam triwulan tahun lalu", "1", desimal=0, periode="2024-TW2")
    spec_test(TABEL, "pertumbuhan(banyak(temuan))", "50,00", periode="2024-TW2")
    spec_test(TABEL, "pertumbuhan(banyak(temuan) dalam triwulan)", "100,00", periode="2024-TW2")


def test_a_yearly_register_answers_no_quarter(spec_test: Spec) -> None:
    """Register tanpa kolom tanggal menjawab `register tahunan`."""
    table = "koperasi\n tahun | entitas | volume\n 2024 | Melati | 5"
    spec_test(table, "banyak(koperasi)", "register tahunan", periode="2024-TW2")
    spec_test(table, "jumlah(koperasi.volume) / banyak(koperasi)", "register tahunan", periode="2024-TW4")
    spec_test(table, "banyak(koperasi)", "tidak ada data", periode="2022-TW4")


def test_the_quarter_alone_is_no_question_for_a_year(engines, folder) -> None:
    """`dalam triwulan` tidak dapat dijawab untuk angka tahunan; permintaannya ditolak dengan penjelasan."""
    snapshot = frozen(draw(TABEL), folder)
    for engine in engines.values():
        with pytest.raises(IssueError, match="TLK-U030"):
            asked({"f": understood("banyak(temuan) dalam triwulan")}, Period(2024), snapshot, engine)


def test_a_panel_compares_the_same_quarter(spec_test: Spec) -> None:
    """Di dalam syarat, `tahun lalu` melihat baris entitas yang sama pada triwulan yang sama tahun lalu."""
    table = """
        usaha
        tahun | entitas | tanggal    | omset
        2023  | Melati  | 2023-05-01 | 10
        2023  | Kenanga | 2023-11-01 | 10
        2023  | Cempaka |            | 10
        2024  | Melati  | 2024-06-30 | 20
        2024  | Kenanga | 2024-06-30 | 20
        2024  | Cempaka | 2024-06-30 | 20
    """
    naik = "banyak(usaha yang omset > omset tahun lalu)"
    spec_test(table, naik, "1", desimal=0, periode="2024-TW2", baris=(1, 0, {"tidak ada di tahun 2023": 2}))
    spec_test(table, naik, "2", desimal=0, periode="2024-TW4", baris=(2, 0, {"tidak ada di tahun 2023": 1}))
    spec_test(table, naik, "3", desimal=0)


def test_quarters_delivered_one_by_one(spec_test: Spec) -> None:
    """Kiriman per triwulan cukup sampai triwulan terakhir yang dikirim; setahun penuh belum lengkap, dan itu ditandai."""
    table = """
        temuan: dikirim 2024-TW1 2024-TW2
        tahun | entitas | tanggal
        2024  | A       | 2024-02-01
        2024  | B       | 2024-05-01
    """
    spec_test(table, "banyak(temuan)", "2", desimal=0, periode="2024-TW2", tanda=())
    spec_test(table, "banyak(temuan)", "2", desimal=0, periode="2024-TW3", tanda=("sebagian (0/3)",))
    spec_test(table, "banyak(temuan)", "2", desimal=0, tanda=("sebagian (0/3)",))

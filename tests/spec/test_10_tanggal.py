"""Tanggal: awal periode, akhir periode, hari, dan tanggal tertulis."""

from spec.drawing import Spec

TABEL = """
    usaha
    tahun | entitas | tanggal    | mulai
    2023  | Melati  | 2023-05-01 | 2020-02-29
    2024  | Melati  | 2024-05-01 | 2024-01-01
    2024  | Kenanga | 2024-11-30 | 2024-12-31
    2024  | Cempaka | 2024-02-28 |
"""


def test_the_edges_of_a_year(spec_test: Spec) -> None:
    """Untuk angka tahunan `awal periode` adalah 1 Januari dan `akhir periode` 31 Desember tahun itu."""
    spec_test(TABEL, "banyak(usaha yang mulai ≥ awal periode)", "2", desimal=0, baris=(2, 0, {"mulai kosong": 1}))
    spec_test(TABEL, "banyak(usaha yang mulai = awal periode)", "1", desimal=0)
    spec_test(TABEL, "banyak(usaha yang mulai = akhir periode)", "1", desimal=0)
    spec_test(TABEL, "banyak(usaha yang mulai < awal periode) tahun lalu", "1", desimal=0)


def test_the_edges_of_a_quarter(spec_test: Spec) -> None:
    """Untuk triwulan kumulatif awalnya tetap 1 Januari; `dalam triwulan` awalnya hari pertama triwulan itu."""
    formula = "banyak(usaha yang tanggal ≥ awal periode)"
    spec_test(TABEL, formula, "2", desimal=0, periode="2024-TW2")
    spec_test(TABEL, formula + " dalam triwulan", "1", desimal=0, periode="2024-TW2")
    spec_test(TABEL, "banyak(usaha yang hari(tanggal; akhir periode) = 60)", "1", desimal=0, periode="2024-TW2")


def test_days_between_two_dates(spec_test: Spec) -> None:
    """`hari(a; b)` menghitung hari dari a sampai b; negatif bila b lebih awal; 29 Februari ikut dihitung."""
    spec_test(TABEL, "banyak(usaha yang hari(mulai; tanggal) = 121)", "1", desimal=0)
    spec_test(TABEL, "banyak(usaha yang hari(tanggal; mulai) = -121)", "1", desimal=0)
    spec_test(TABEL, "banyak(usaha yang hari(awal periode; akhir periode) = 365)", "3", desimal=0)
    spec_test(TABEL, "banyak(usaha yang hari(awal periode; akhir periode) = 364) tahun lalu", "1", desimal=0)
    spec_test(TABEL, "banyak(usaha yang hari(mulai; akhir periode) > 1.400) tahun lalu", "1", desimal=0)


def test_an_empty_date_is_unknown(spec_test: Spec) -> None:
    """Tanggal kosong mengeluarkan baris, seperti kolom lain."""
    spec_test(TABEL, "banyak(usaha yang hari(mulai; akhir periode) ≥ 0)", "2", desimal=0, baris=(2, 0, {"mulai kosong": 1}))


def test_a_written_date(spec_test: Spec) -> None:
    """Tanggal tertulis diapit kutip: tahun-bulan-hari."""
    spec_test(TABEL, 'banyak(usaha yang tanggal ≤ "2024-05-01")', "2", desimal=0)
    spec_test(TABEL, 'banyak(usaha yang "2024-05-01" < tanggal)', "1", desimal=0)


def test_what_is_no_date_is_said(refused) -> None:
    """Yang bukan tanggal dijelaskan."""
    refused('banyak(usaha yang tanggal > "1 Mei 2024")', "TLK-F014", "bukan tanggal")
    refused("banyak(usaha yang hari(omset; akhir periode) > 1)", "TLK-F014", "dua tanggal")
    refused("banyak(usaha yang tanggal > 2024)", "TLK-F014")
    refused("banyak(usaha yang hari(mulai; tanggal) > omset)", "TLK-F021", "hari", "rupiah")

"""Baris entitas yang sama tahun lalu: kolom tahun lalu di dalam syarat."""

from spec.drawing import Spec

TABEL = """
    usaha
    tahun | entitas | wilayah       | omset | biaya
    2022  | Cempaka | 35.75.01.1001 | 50    |
    2023  | Melati  | 35.75.01.1001 | 100   | 1
    2023  | Kenanga | 35.75.01.1002 |       | 2
    2024  | Melati  | 35.75.02.1001 | 150   | 1
    2024  | Kenanga | 35.75.01.1002 | 150   | 1
    2024  | Cempaka | 35.75.01.1001 | 150   | 1
    2024  | Dahlia  | 35.75.01.1001 |       |
"""


def test_looks_at_the_same_entity_exactly_one_year_before(spec_test: Spec) -> None:
    """`omset tahun lalu` adalah omset usaha yang sama tepat setahun sebelumnya, bukan yang terakhir diketahui."""
    spec_test(
        TABEL,
        "banyak(usaha yang omset > omset tahun lalu)",
        "1",
        desimal=0,
        baris=(1, 0, {"tidak ada di tahun 2023": 2, "omset tahun lalu kosong": 1}),
    )


def test_the_entity_may_have_moved(spec_test: Spec) -> None:
    """Usaha yang pindah wilayah dihitung di wilayahnya yang sekarang, dengan barisnya yang dulu."""
    spec_test(TABEL, "banyak(usaha yang omset > omset tahun lalu)", "1", desimal=0, wilayah="35.75.02.1001")


def test_with_an_offset_the_pair_moves_along(spec_test: Spec) -> None:
    """Sesudah `tahun lalu` di luar, pasangannya ikut mundur: 2023 dibanding 2022."""
    spec_test(TABEL, "banyak(usaha yang ada(omset tahun lalu)) tahun lalu", "0", desimal=0, baris=(0, 2, {}))


def test_last_year_may_be_written_in_numbers(spec_test: Spec) -> None:
    """`omset tahun n-1` sama dengan `omset tahun lalu`."""
    spec_test(TABEL, "banyak(usaha yang omset > omset tahun n-1)", "1", desimal=0)


def test_several_columns_of_both_years(spec_test: Spec) -> None:
    """Kolom tahun ini dan tahun lalu boleh dihitung bersama."""
    spec_test(TABEL, "banyak(usaha yang omset - biaya > omset tahun lalu + biaya tahun lalu)", "1", desimal=0)


def test_two_offices_keep_their_own_entities(spec_test: Spec) -> None:
    """Usaha yang sama di dua kantor tidak tercampur."""
    table = """
        usaha
        tahun | entitas | kantor     | omset
        2023  | Melati  | 35.75/2.18 | 10
        2024  | Melati  | 35.75/2.17 | 20
        2024  | Melati  | 35.75/2.18 | 20
    """
    spec_test(table, "banyak(usaha yang omset > omset tahun lalu)", "semua baris dikecualikan")
    spec_test(table, "banyak(usaha yang omset > omset tahun lalu)", "1", desimal=0, kantor="35.75/2.18")


def test_only_registers_with_one_row_per_entity_and_year(refused) -> None:
    """Register tanpa satu baris per entitas dan tahun tidak mengenalnya; dua tahun ke belakang juga tidak ada di sini."""
    refused('banyak(temuan yang asal tahun lalu = "APIP")', "TLK-F012", "tidak mengenal")
    refused("banyak(usaha yang omset > omset tahun n-2)", "TLK-F012", "sesudah totalnya")
    refused("jumlah(usaha.omset tahun lalu)", "TLK-F001", "sesudah kurung tutup totalnya")

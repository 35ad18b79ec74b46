"""Bagian dari seluruhnya: persen."""

from spec.drawing import Spec

TABEL = """
    temuan
    tahun | entitas | asal | selesai
    2024  | T1      | APIP | ya
    2024  | T2      | APIP | tidak
    2024  | T3      | APEP | ya
    2024  | T4      | APEP | ya
    2024  | T5      | APIP |
    2024  | T6      |      | ya
"""


def test_is_the_part_that_meets_the_condition(spec_test: Spec) -> None:
    """`persen(R yang s)`: baris dengan s di antara semua baris; yang tidak diketahui keluar dari kedua sisi."""
    spec_test(TABEL, "persen(temuan yang selesai)", "80,00", baris=(4, 1, {"selesai kosong": 1}))


def test_may_be_a_part_of_some_rows(spec_test: Spec) -> None:
    """Sesudah `dari` ditulis syarat penyebut. Baris yang tidak memenuhinya tidak ikut, apa pun pembilangnya."""
    found = spec_test(TABEL, 'persen(temuan yang selesai dari asal = "APIP")', "50,00")
    above, below = found.leaves.values()
    assert (above.terhitung, above.tidak_memenuhi, above.dikeluarkan) == (1, 3, {"asal kosong": 1, "selesai kosong": 1})
    assert (below.terhitung, below.tidak_memenuhi, below.dikeluarkan) == (2, 2, {"asal kosong": 1, "selesai kosong": 1})


def test_may_keep_the_unknown_below_the_line(spec_test: Spec) -> None:
    """`penyebut semua`: baris yang pembilangnya tidak diketahui tetap di penyebut; pilihan itu ikut dicetak."""
    spec_test(TABEL, "persen(temuan yang selesai; penyebut semua)", "66,67")
    spec_test(TABEL, 'persen(temuan yang selesai dari asal = "APIP"; penyebut semua)', "33,33")


def test_the_unknown_base_leaves_both_sides_in_any_case(spec_test: Spec) -> None:
    """Baris yang penyebutnya tidak diketahui keluar dari kedua sisi, juga dengan `penyebut semua`."""
    found = spec_test(TABEL, 'persen(temuan yang selesai dari asal = "APEP"; penyebut semua)', "100,00")
    _, below = found.leaves.values()
    assert (below.terhitung, below.dikeluarkan) == (2, {"asal kosong": 1})


def test_without_rows(spec_test: Spec) -> None:
    """Dikirim tanpa baris: `tidak ada baris`, bukan nol dan bukan seratus."""
    spec_test("temuan: dikirim 2024", "persen(temuan yang selesai)", "tidak ada baris")


def test_nought_of_nought(spec_test: Spec) -> None:
    """Tidak ada baris di penyebut: `penyebut nol`. Nol dari nol tidak sama dengan seratus."""
    table = """
        temuan
        tahun | entitas | asal | selesai
        2024  | T1      | APEP | ya
    """
    spec_test(table, 'persen(temuan yang selesai dari asal = "APIP")', "penyebut nol")


def test_everything_unknown(spec_test: Spec) -> None:
    """Setiap baris tidak diketahui: `semua baris dikecualikan`, juga bila penyebutnya semua baris."""
    table = """
        temuan
        tahun | entitas | selesai
        2024  | T1      |
        2024  | T2      |
    """
    spec_test(table, "persen(temuan yang selesai)", "semua baris dikecualikan")
    spec_test(table, "persen(temuan yang selesai; penyebut semua)", "semua baris dikecualikan")


def test_nought_and_a_hundred_are_real_figures(spec_test: Spec) -> None:
    """Nol dan seratus hanya muncul bila barisnya sungguh demikian."""
    table = """
        temuan
        tahun | entitas | asal | selesai
        2023  | T1      | APIP | ya
        2024  | T2      | APIP | tidak
    """
    spec_test(table, "persen(temuan yang selesai)", "0,00")
    spec_test(table, "persen(temuan yang selesai) tahun lalu", "100,00")


def test_is_computed_at_each_level_from_its_own_rows(spec_test: Spec) -> None:
    """Persentase kota dihitung dari barisnya sendiri, bukan rata-rata kecamatan."""
    table = """
        usaha
        tahun | entitas | wilayah       | binaan
        2024  | Melati  | 35.75.01.1001 | ya
        2024  | Kenanga | 35.75.01.1002 | tidak
        2024  | Cempaka | 35.75.01.1002 | tidak
        2024  | Dahlia  | 35.75.02.1001 | ya
    """
    spec_test(table, "persen(usaha yang binaan)", "50,00")
    spec_test(table, "persen(usaha yang binaan)", "33,33", wilayah="35.75.01")
    spec_test(table, "persen(usaha yang binaan)", "100,00", wilayah="35.75.02")

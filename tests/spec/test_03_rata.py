"""Rata-rata: rata."""

from spec.drawing import Spec

TABEL = """
    usaha
    tahun | entitas | wilayah       | skor | binaan
    2023  | Melati  | 35.75.01.1001 | 2    | ya
    2024  | Melati  | 35.75.01.1001 | 3    | ya
    2024  | Kenanga | 35.75.01.1002 | 4    | tidak
    2024  | Cempaka | 35.75.02.1001 | 4    | ya
    2024  | Dahlia  | 35.75.02.1001 |      | ya
"""


def test_divides_the_sum_by_the_rows_counted(spec_test: Spec) -> None:
    """`rata` membagi jumlah dengan banyaknya baris yang terhitung; sel kosong tidak ikut di kedua sisi."""
    spec_test(TABEL, "rata(usaha.skor)", "3,67", baris=(3, 0, {"skor kosong": 1}))
    spec_test(TABEL, "rata(usaha.skor yang binaan)", "3,50")


def test_is_divided_at_each_level_from_its_own_totals(spec_test: Spec) -> None:
    """Rata-rata kota bukan rata-rata dari rata-rata kecamatan."""
    spec_test(TABEL, "rata(usaha.skor)", "3,50", wilayah="35.75.01")
    spec_test(TABEL, "rata(usaha.skor)", "4,00", wilayah="35.75.02")
    spec_test(TABEL, "rata(usaha.skor)", "3,67")


def test_without_rows_there_is_no_average(spec_test: Spec) -> None:
    """Tidak ada baris yang terhitung: tidak ada rata-rata, dan nol bukan jawabannya."""
    spec_test("usaha: dikirim 2024", "rata(usaha.skor)", "tidak ada baris")
    spec_test(
        TABEL, "rata(usaha.skor yang skor > 90)", "semua baris dikecualikan", wilayah="35.75.02.1001", tingkat="kelurahan"
    )
    spec_test(TABEL, "rata(usaha.skor yang ada(skor) dan skor > 90)", "tidak ada baris")


def test_only_empty_cells_are_no_average(spec_test: Spec) -> None:
    """Semua sel kosong: `semua baris dikecualikan`."""
    spec_test("usaha\n tahun | entitas | skor\n 2024 | Melati | -", "rata(usaha.skor)", "semua baris dikecualikan")


def test_averages_may_be_added_and_compared(spec_test: Spec) -> None:
    """Rata-rata dihitung seperti angka lain sesudahnya, juga dengan tahun lalu."""
    spec_test(TABEL, "(rata(usaha.skor) + rata(usaha.skor)) / 2 * 25", "91,67")
    spec_test(TABEL, "rata(usaha.skor) - rata(usaha.skor) tahun lalu", "1,67")
    spec_test(TABEL, "rata(usaha.skor * 2)", "7,33")

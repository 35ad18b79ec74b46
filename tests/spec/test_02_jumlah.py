"""Menjumlah kolom: jumlah."""

from spec.drawing import Spec

TABEL = """
    usaha
    tahun | entitas | omset | biaya | skor | pekerja | binaan
    2024  | Melati  | 400   | 150   | 3,25 | 2       | ya
    2024  | Kenanga | 600   |       | 4    | 3       | tidak
    2024  | Cempaka |       | 70    |      |         | ya
"""


def test_sums_a_column_and_reports_empty_cells(spec_test: Spec) -> None:
    """Sel kosong bukan nol: barisnya dikeluarkan dari jumlah dan dilaporkan."""
    spec_test(TABEL, "jumlah(usaha.omset)", "1.000", desimal=0, baris=(2, 0, {"omset kosong": 1}))


def test_sums_only_where_the_condition_is_true(spec_test: Spec) -> None:
    """Kolom yang dijumlah hanya perlu terisi pada baris yang memenuhi syarat."""
    spec_test(TABEL, "jumlah(usaha.omset yang bukan binaan)", "600", desimal=0, baris=(1, 2, {}))
    spec_test(TABEL, "jumlah(usaha.omset yang binaan)", "400", desimal=0, baris=(1, 1, {"omset kosong": 1}))


def test_sums_a_row_expression(spec_test: Spec) -> None:
    """Di dalam `jumlah` kolom dan tetapan boleh dihitung per baris; satu sel kosong mengeluarkan barisnya."""
    spec_test(
        TABEL, "jumlah(usaha.omset - usaha.biaya)", "250", desimal=0, baris=(1, 0, {"biaya kosong": 1, "omset kosong": 1})
    )
    spec_test(TABEL, "jumlah(usaha.omset * 2 + usaha.biaya)", "950", desimal=0)
    spec_test(TABEL, "jumlah((usaha.omset + usaha.biaya) * 0,5)", "275", desimal=0)
    spec_test(TABEL, "jumlah(-usaha.omset)", "−1.000", desimal=0)
    spec_test(TABEL, "jumlah(usaha.omset - -usaha.biaya)", "550", desimal=0)


def test_decimal_columns_are_summed_exactly(spec_test: Spec) -> None:
    """Kolom berdesimal dijumlah tepat, tanpa pembulatan di tengah jalan."""
    spec_test(TABEL, "jumlah(usaha.skor)", "7,25")
    spec_test(TABEL, "jumlah(usaha.skor * usaha.pekerja)", "18,50")
    spec_test(TABEL, "jumlah(usaha.skor * 1,5)", "10,875", desimal=3)


def test_a_sum_over_no_rows_is_nought(spec_test: Spec) -> None:
    """Dikirim tanpa baris, atau semua baris diketahui tidak memenuhi syarat: jumlahnya nol."""
    spec_test("usaha: dikirim 2024", "jumlah(usaha.omset)", "0", desimal=0)
    spec_test(TABEL, "jumlah(usaha.omset yang ada(omset) dan omset > 9.000)", "0", desimal=0)


def test_a_sum_is_never_nought_because_its_cells_are_empty(spec_test: Spec) -> None:
    """Bila tidak ada yang terhitung dan ada yang dikeluarkan, hasilnya `semua baris dikecualikan`."""
    table = """
        usaha
        tahun | entitas | omset | binaan
        2024  | Melati  |       | ya
        2024  | Kenanga | 5     | tidak
    """
    spec_test(table, "jumlah(usaha.omset yang binaan)", "semua baris dikecualikan", baris=(0, 1, {"omset kosong": 1}))


def test_negative_and_very_large_amounts(spec_test: Spec) -> None:
    """Rugi boleh negatif, dan rupiah yang sangat besar dijumlah sampai rupiah terakhir."""
    table = """
        usaha
        tahun | entitas | omset
        2024  | Melati  | 1.000.000.000.000.000
        2024  | Kenanga | 1.000.000.000.000.000
        2024  | Cempaka | −1
    """
    spec_test(table, "jumlah(usaha.omset)", "1.999.999.999.999.999", desimal=0)
    spec_test(table, "jumlah(usaha.omset) * jumlah(usaha.omset) / jumlah(usaha.omset)", "1.999.999.999.999.999", desimal=0)


def test_a_sum_beyond_sixty_four_bits_is_exact(spec_test: Spec) -> None:
    """Jumlah boleh melampaui 64 bit; satu baris tidak boleh."""
    rows = "\n".join(f"2024 | Usaha {n} | 999.999.999.999.999" for n in range(5))
    spec_test(
        f"usaha\n tahun | entitas | omset\n{rows}",
        "jumlah(usaha.omset * 9.000 + usaha.omset)",
        "45.004.999.999.999.954.995",
        desimal=0,
    )

"""Baris yang dikeluarkan: satu baris satu sebab, yang terberat lebih dahulu."""

import pytest

from spec.drawing import Spec

SEMUA = "banyak(usaha yang omset > omset tahun lalu dan biaya > biaya tahun lalu)"


@pytest.mark.parametrize(
    ("kini", "lalu", "sebab"),
    [
        ("-  | -", None, "tidak ada di tahun 2023"),
        ("-  | -", "- | -", "omset kosong"),
        ("5  | -", "- | -", "biaya kosong"),
        ("5  | 5", "- | -", "omset tahun lalu kosong"),
        ("5  | 5", "1 | -", "biaya tahun lalu kosong"),
    ],
)
def test_the_order_of_reasons(spec_test: Spec, kini: str, lalu: str | None, sebab: str) -> None:
    """Mula-mula barisnya tidak ada tahun lalu; lalu sel kosong menurut urutan kolom, tahun ini sebelum tahun lalu."""
    earlier = f"2023 | Melati | {lalu}" if lalu else ""
    table = f"usaha: dikirim 2023 2024\n tahun | entitas | omset | biaya\n {earlier}\n 2024 | Melati | {kini}"
    spec_test(table, SEMUA, "semua baris dikecualikan", baris=(0, 0, {sebab: 1}))


def test_the_order_is_that_of_the_schema_not_of_writing(spec_test: Spec) -> None:
    """Urutan penulisan rumus tidak mengubah sebabnya."""
    table = "usaha\n tahun | entitas | omset | biaya\n 2024 | Melati | - | -"
    for formula in ("banyak(usaha yang biaya > 1 dan omset > 1)", "banyak(usaha yang omset > 1 dan biaya > 1)"):
        spec_test(table, formula, "semua baris dikecualikan", baris=(0, 0, {"omset kosong": 1}))


def test_the_year_is_named_that_was_looked_for(spec_test: Spec) -> None:
    """Sesudah `tahun lalu` di luar, tahun yang disebut ikut mundur."""
    table = "usaha: dikirim 2022 2023 2024\n tahun | entitas | omset\n 2023 | Melati | 5"
    spec_test(
        table,
        "banyak(usaha yang omset > omset tahun lalu) tahun lalu",
        "semua baris dikecualikan",
        baris=(0, 0, {"tidak ada di tahun 2022": 1}),
    )


def test_a_false_condition_is_no_exclusion(spec_test: Spec) -> None:
    """Baris yang sudah pasti tidak memenuhi tidak dikeluarkan, sekalipun ada sel kosong di dalamnya."""
    table = "usaha\n tahun | entitas | omset | biaya\n 2024 | Melati | 5 | -"
    spec_test(table, "banyak(usaha yang omset > 9 dan biaya > 1)", "0", desimal=0, baris=(0, 1, {}))
    spec_test(table, "jumlah(usaha.biaya yang omset > 9)", "0", desimal=0, baris=(0, 1, {}))


def test_an_undecided_condition_comes_before_an_empty_sum(spec_test: Spec) -> None:
    """Syarat yang tidak diketahui disebut lebih dahulu daripada sel kosong yang hendak dijumlah."""
    table = "usaha\n tahun | entitas | omset | biaya\n 2024 | Melati | - | -"
    spec_test(table, "jumlah(usaha.omset yang biaya > 1)", "semua baris dikecualikan", baris=(0, 0, {"biaya kosong": 1}))


def test_every_row_has_one_place(spec_test: Spec) -> None:
    """Terhitung + tidak memenuhi + dikeluarkan = semua baris register pada periode dan kantor itu."""
    table = """
        usaha
        tahun | entitas   | omset | binaan
        2024  | Melati    | 1     | ya
        2024  | Kenanga   |       | ya
        2024  | Cempaka   | 1     | tidak
        2024  | Dahlia    |       | tidak
        2024  | Eforbia   | 1     |
        2024  | Flamboyan |       |
    """
    found = spec_test(
        table, "jumlah(usaha.omset yang binaan)", "1", desimal=0, baris=(1, 2, {"binaan kosong": 2, "omset kosong": 1})
    )
    [total] = found.leaves.values()
    assert total.rows == 6

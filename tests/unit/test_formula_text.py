"""parse → to_text → parse: one formula per line of identity.formula comes back as it was, with the same hash."""

from pathlib import Path

import pytest

from spec.drawing import understood
from tolok.formula.normal import hash_ukuran
from tolok.formula.parser import parse
from tolok.formula.text import to_text

LINES = (Path(__file__).parents[1] / "spec" / "identity.formula").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", LINES)
def test_a_formula_said_back_is_the_same_formula(line: str) -> None:
    tree = parse(line)
    again = parse(to_text(tree))
    assert again == tree
    assert to_text(again) == to_text(tree)
    assert hash_ukuran(understood(to_text(tree)), "x", "y") == hash_ukuran(understood(line), "x", "y")


def test_most_lines_are_already_canonical() -> None:
    assert sum(to_text(parse(line)) == line for line in LINES) >= 0.85 * len(LINES)


def test_named_parts_and_their_legends_come_back() -> None:
    text = 'A = banyak(usaha yang binaan) "usaha binaan"\nB = A tahun lalu\n(A - B) / B * 100'
    assert to_text(parse(text)) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("banyak( usaha )", "BANYAK(usaha)"),
        ("banyak(usaha yang omset <> 5)", "banyak(usaha yang omset ≠ 5)"),
        ("banyak(usaha yang omset >= 5)", "banyak(usaha yang 5 ≤ omset)"),
        ("banyak(usaha yang binaan dan aktif)", "banyak(usaha yang aktif dan binaan)"),
        ("banyak(usaha yang (binaan atau aktif) atau omset > 1)", "banyak(usaha yang omset > 1 atau (aktif atau binaan))"),
        ('banyak(usaha yang sektor dalam ("jasa"; "dagang"))', 'banyak(usaha yang sektor dalam ("dagang"; "Jasa"))'),
        ("banyak(usaha) + jumlah(usaha.pekerja) / jumlah(usaha.pekerja) * banyak(usaha)",
         "banyak(usaha) * jumlah(usaha.pekerja) / jumlah(usaha.pekerja) + banyak(usaha)"),
        ("A = banyak(usaha)\n(A - A tahun lalu) / A tahun lalu * 100", "pertumbuhan(banyak(usaha))"),
        ("banyak(usaha) * 2 * 50", "100 × banyak(usaha)"),
        ("banyak(usaha) / 4", "banyak(usaha) * 0,25"),
        ("banyak(usaha) - 1 - 2", "banyak(usaha) - 3"),
        ("-banyak(usaha)", "-1 * banyak(usaha)"),
        ("(banyak(usaha) tahun lalu) tahun lalu", "banyak(usaha) tahun n-2"),
        ("terbesar(banyak(usaha); 5)", "terbesar(5; banyak(usaha))"),
        ("jumlah(usaha.omset + usaha.biaya)", "jumlah(usaha.biaya + usaha.omset)"),
    ],
)  # fmt: skip
def test_the_same_measure_has_the_same_hash(one: str, other: str) -> None:
    assert hash_ukuran(understood(one), "x", "y") == hash_ukuran(understood(other), "x", "y")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("banyak(usaha)", "banyak(koperasi)"),
        ("banyak(usaha yang omset > 5)", "banyak(usaha yang omset ≥ 5)"),
        ("banyak(usaha yang omset > biaya)", "banyak(usaha yang biaya > omset)"),
        ("banyak(usaha yang omset > 5)", "banyak(usaha yang omset > 6)"),
        ("banyak(usaha) tahun lalu", "banyak(usaha)"),
        ("banyak(temuan) dalam triwulan", "banyak(temuan)"),
        ("persen(usaha yang binaan)", "persen(usaha yang binaan; penyebut semua)"),
        ("persen(usaha yang binaan dari aktif)", "persen(usaha yang aktif dari binaan)"),
        ("jumlah(usaha.omset) / jumlah(usaha.omset)", "jumlah(usaha.biaya) / jumlah(usaha.biaya)"),
        ("jumlah(usaha.omset - usaha.biaya)", "jumlah(usaha.biaya - usaha.omset)"),
        ("jumlah(usaha.omset)", "rata(usaha.omset)"),
        ("banyak(usaha yang bukan (binaan dan aktif))", "banyak(usaha yang bukan binaan dan aktif)"),
        ("terbesar(banyak(usaha); 5)", "terkecil(banyak(usaha); 5)"),
        ("banyak(usaha) / banyak(koperasi)", "banyak(koperasi) / banyak(usaha)"),
        ("banyak(usaha) / banyak(usaha)", "1 + 0 * banyak(usaha) / banyak(usaha)"),
        ('banyak(usaha yang kelas(omset; "Tangga A") = "mikro")', 'banyak(usaha yang kelas(omset; "Tangga B") = "mikro")'),
    ],
)
def test_another_measure_has_another_hash(one: str, other: str) -> None:
    assert hash_ukuran(understood(one), "x", "y") != hash_ukuran(understood(other), "x", "y")


def test_unit_and_population_are_part_of_the_measure() -> None:
    checked = understood("banyak(usaha)")
    assert len({hash_ukuran(checked, *more) for more in (("x", "y"), ("z", "y"), ("x", "z"))}) == 3

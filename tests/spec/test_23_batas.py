"""Batas: rumus yang terlalu besar, nilai yang terlalu besar, dan teks yang berniat buruk."""

import pytest

from spec.drawing import Spec, draw, frozen
from tolok.values.issue import IssueError


@pytest.mark.parametrize(
    "formula",
    ["(" * 200 + "1" + ")" * 200, "1" + " + 1" * 5000, "-" * 400 + "1",
     "banyak(usaha yang " + " dan ".join(["binaan"] * 400) + ")",
     "banyak(usaha) " + "tahun lalu " * 300, "x" * 50_000],
)  # fmt: skip
def test_formulas_beyond_all_measure_are_refused(refused, formula: str) -> None:
    """Rumus yang terlalu panjang atau terlalu dalam ditolak dengan jelas, bukan dengan galat."""
    refused(formula, "TLK-F004", "pecah rumus")


def test_parts_that_double_each_other_are_refused(refused) -> None:
    """Bagian bernama yang saling melipatgandakan ditolak sebelum menjadi jutaan suku."""
    lines = ["A0 = banyak(usaha)", *(f"A{n} = A{n - 1} + A{n - 1}" for n in range(1, 25))]
    refused("\n".join([*lines, "A24"]), "TLK-F004", "suku")
    refused("pertumbuhan(" * 20 + "banyak(usaha)" + ")" * 20, "TLK-F004", "suku")


def test_the_largest_formulas_that_are_allowed_are_computed(spec_test: Spec) -> None:
    """Rumus tepat di bawah batas dihitung oleh setiap mesin."""
    table = "usaha\n tahun | entitas | omset | binaan\n 2024 | Melati | 3 | ya"
    spec_test(table, "banyak(usaha)" + " + banyak(usaha)" * 110, "111", desimal=0)
    spec_test(table, "banyak(usaha yang " + " dan ".join(["binaan"] * 110) + ")", "1", desimal=0)
    spec_test(table, "banyak(usaha yang " + "bukan " * 100 + "binaan)", "1", desimal=0)
    spec_test(table, "banyak(usaha yang " + "(" * 25 + "binaan" + ")" * 25 + ")", "1", desimal=0)
    spec_test(table, "jumlah(usaha.omset" + " + usaha.omset" * 110 + ")", "333", desimal=0)


def test_values_that_may_not_fit_are_refused_beforehand(refused) -> None:
    """Yang mungkin melampaui 63 bit ditolak sebelum dihitung: kali-kalian, desimal yang terlalu halus, tetapan raksasa."""
    refused("jumlah(usaha.omset * usaha.omset)", "TLK-F020", "63 bit")
    refused("banyak(usaha yang omset * biaya > 1)", "TLK-F020")
    refused("banyak(usaha yang omset > 0,0000001)", "TLK-F020")
    refused("banyak(usaha yang omset > 99999999999999999999)", "TLK-F020")
    refused("jumlah(usaha.omset * 10.000)", "TLK-F020")


def test_back_beyond_fifty_years_is_refused(refused) -> None:
    """Pergeseran tahun dijumlahkan, dan ada batasnya."""
    refused("((banyak(usaha) tahun n-30) tahun n-30)", "TLK-F025", "50 tahun")


def test_rows_beyond_the_declared_largest_value_are_not_frozen(folder) -> None:
    """Nilai yang melebihi `terbesar` pada skema menahan potret: bukti tidak meluap bersandar pada batas itu."""
    with pytest.raises(IssueError, match="TLK-U031"):
        frozen(draw("usaha\n tahun | entitas | pekerja\n 2024 | Melati | 100.001"), folder)
    with pytest.raises(IssueError, match="TLK-U031"):
        frozen(draw("usaha\n tahun | entitas | pekerja\n 2024 | Melati | −100.001"), folder)


def test_hostile_texts_are_only_texts(spec_test: Spec, refused) -> None:
    """Teks yang menyerupai perintah tidak pernah menjadi perintah."""
    table = """
        usaha
        tahun | entitas | sektor          | nama
        2024  | Melati  | olahan 'rumah'  | x'; DROP TABLE usaha; --
        2024  | Kenanga | jasa            | "; DELETE
    """
    spec_test(table, "banyak(usaha yang sektor = \"olahan 'rumah'\" dan ada(nama))", "1", desimal=0)
    spec_test(table, 'banyak(usaha yang sektor dalam ("olahan \'rumah\'"; "jasa"))', "2", desimal=0)
    refused("banyak(usaha yang sektor = \"jasa' OR '1'='1\")", "TLK-F016")
    refused('banyak(usaha yang tanggal > "2024-01-01\'; DROP TABLE x")', "TLK-F014")
    refused("banyak(usaha; DROP TABLE x)", "TLK-F001")
    refused('banyak(usaha yang kelas(omset; "x\') --") = "mikro")', "TLK-F019")

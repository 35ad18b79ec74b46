"""Kelas menurut tangga bertanggal: kelas.

Tangga A: mikro sampai 300, kecil sampai 2.500, menengah sampai 50.000; di atasnya besar.
"""

import pytest

from spec.drawing import Spec


def one(omset: str, lalu: str = "1") -> str:
    return f"usaha\n tahun | entitas | omset\n 2023 | Melati | {lalu}\n 2024 | Melati | {omset}"


@pytest.mark.parametrize(
    ("omset", "kelas"),
    [("0", "mikro"), ("300", "mikro"), ("301", "kecil"), ("2.500", "kecil"), ("2.501", "menengah"), ("50.000", "menengah"),
     ("50.001", "besar"), ("999.999.999.999", "besar")],
)  # fmt: skip
def test_the_upper_bound_belongs_to_the_class(spec_test: Spec, omset: str, kelas: str) -> None:
    """Batas atas ikut kelas itu; di atas kelas terakhir: besar."""
    for nama in ("mikro", "kecil", "menengah", "besar"):
        spec_test(one(omset), f'banyak(usaha yang kelas(omset; "Tangga A") = "{nama}")', str(int(nama == kelas)), desimal=0)


def test_classes_are_ordered(spec_test: Spec) -> None:
    """Kelas berurutan, jadi dapat dibandingkan dengan nama kelas dan dengan kelas tahun lalu."""
    naik = 'banyak(usaha yang kelas(omset; "Tangga A") > kelas(omset tahun lalu; "Tangga A"))'
    spec_test(one("301", "300"), naik, "1", desimal=0)
    spec_test(one("300", "1"), naik, "0", desimal=0)
    spec_test(one("300", "301"), naik, "0", desimal=0)
    spec_test(one("301"), 'banyak(usaha yang kelas(omset; "Tangga A") ≥ "kecil")', "1", desimal=0)
    spec_test(one("301"), 'banyak(usaha yang "kecil" ≤ kelas(omset; "Tangga A"))', "1", desimal=0)
    spec_test(one("301"), 'banyak(usaha yang kelas(omset; "Tangga A") < "menengah")', "1", desimal=0)


def test_the_case_of_names_does_not_matter(spec_test: Spec) -> None:
    """Huruf besar atau kecil pada nama kelas dan nama skema tidak berarti apa-apa."""
    spec_test(one("5"), 'banyak(usaha yang kelas(omset; "tangga a") = "MIKRO")', "1", desimal=0)
    spec_test(one("99.999"), 'banyak(usaha yang kelas(omset; "TANGGA A") dalam ("Mikro"; "BESAR"))', "1", desimal=0)


def test_a_negative_value_has_no_class(spec_test: Spec) -> None:
    """Nilai negatif tidak dapat digolongkan: barisnya dikeluarkan dengan sebab itu."""
    formula = 'banyak(usaha yang kelas(omset; "Tangga A") = "mikro")'
    spec_test(one("−1"), formula, "semua baris dikecualikan", baris=(0, 0, {"omset negatif": 1}))
    spec_test(one("-"), formula, "semua baris dikecualikan", baris=(0, 0, {"omset kosong": 1}))


def test_ladders_are_not_mixed(refused) -> None:
    """Dua skema tidak dapat dibandingkan satu dengan yang lain."""
    refused(
        'banyak(usaha yang kelas(omset; "Tangga A") > kelas(omset tahun lalu; "Tangga B"))', "TLK-F015", "dua skema kelas"
    )
    refused('banyak(usaha yang kelas(omset; "Tangga A") > 3)', "TLK-F015")


def test_a_ladder_fits_only_its_unit(refused) -> None:
    """Skema untuk rupiah tidak menggolongkan orang."""
    refused('banyak(usaha yang kelas(pekerja; "Tangga A") = "mikro")', "TLK-F019", "rupiah")
    refused('banyak(usaha yang kelas(omset; "Tangga C") = "mikro")', "TLK-F019", "Maksud Anda `Tangga B`?")
    refused('banyak(usaha yang kelas(omset; "Tangga A") = "mikrro")', "TLK-F016", "Maksud Anda `mikro`?")


def test_the_pasuruan_measure_of_those_that_move_up(spec_test: Spec) -> None:
    """Naik kelas di antara yang tahun lalu mikro: yang baru, yang kosong, dan yang sudah kecil tidak ikut membagi."""
    table = """
        usaha
        tahun | entitas | omset
        2023  | Melati  | 300
        2023  | Kenanga | 100
        2023  | Cempaka | 900
        2023  | Dahlia  |
        2023  | Eforbia | 10
        2024  | Melati  | 301
        2024  | Kenanga | 300
        2024  | Cempaka | 9.000
        2024  | Dahlia  | 5.000
        2024  | Eforbia |
        2024  | Flamboyan | 5.000
    """
    found = spec_test(
        table,
        'persen(usaha yang kelas(omset; "Tangga A") > kelas(omset tahun lalu; "Tangga A")'
        ' dari kelas(omset tahun lalu; "Tangga A") = "mikro")',
        "50,00",
    )
    above, below = found.leaves.values()
    reasons = {"tidak ada di tahun 2023": 1, "omset kosong": 1, "omset tahun lalu kosong": 1}
    assert (above.terhitung, above.tidak_memenuhi, above.dikeluarkan) == (1, 2, reasons)
    assert (below.terhitung, below.tidak_memenuhi, below.dikeluarkan) == (2, 1, reasons)

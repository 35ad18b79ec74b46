"""Terisi atau tidak: ada, kosong. Jawabannya selalu ya atau tidak."""

from spec.drawing import Spec

TABEL = """
    usaha
    tahun | entitas | omset | nama
    2023  | Melati  | 5     |
    2023  | Kenanga |       |
    2024  | Melati  | 5     | Warung Melati
    2024  | Kenanga | 6     |
    2024  | Cempaka |       |
"""


def test_known_and_empty_are_never_unknown(spec_test: Spec) -> None:
    """`ada(k)` dan `kosong(k)` tidak pernah mengeluarkan baris."""
    spec_test(TABEL, "banyak(usaha yang ada(omset))", "2", desimal=0, baris=(2, 1, {}))
    spec_test(TABEL, "banyak(usaha yang kosong(omset))", "1", desimal=0, baris=(1, 2, {}))
    spec_test(TABEL, "banyak(usaha yang ada(nama))", "1", desimal=0)


def test_a_missing_earlier_row_is_empty(spec_test: Spec) -> None:
    """Tidak ada baris tahun lalu sama dengan kosong; di sini itu jawaban, bukan sebab dikeluarkan."""
    spec_test(TABEL, "banyak(usaha yang kosong(omset tahun lalu))", "2", desimal=0, baris=(2, 1, {}))
    spec_test(TABEL, "banyak(usaha yang ada(omset tahun lalu))", "1", desimal=0, baris=(1, 2, {}))


def test_they_guard_what_would_be_unknown(spec_test: Spec) -> None:
    """`ada(k) dan …` mengubah yang tidak diketahui menjadi tidak memenuhi."""
    spec_test(TABEL, "banyak(usaha yang omset > 5)", "1", desimal=0, baris=(1, 1, {"omset kosong": 1}))
    spec_test(TABEL, "banyak(usaha yang ada(omset) dan omset > 5)", "1", desimal=0, baris=(1, 2, {}))
    spec_test(TABEL, "banyak(usaha yang kosong(omset) atau omset > 5)", "2", desimal=0, baris=(2, 1, {}))

"""Angka di dalam rumus, dan hitungan di antara total."""

import pytest

from spec.drawing import Spec

TABEL = "usaha\n tahun | entitas | omset\n 2023 | Melati | 4\n 2024 | Melati | 10"
A = "jumlah(usaha.omset)"


@pytest.mark.parametrize(
    ("formula", "hasil"),
    [
        (f"{A} + 1,5", "11,50"), (f"{A} - 1,25", "8,75"), (f"{A} − 12", "−2,00"),
        (f"{A} × 3", "30,00"), (f"{A} ÷ 4", "2,50"),
        (f"{A} * 1.000", "10.000,00"), (f"{A} * 1.500,25", "15.002,50"), (f"-{A}", "−10,00"), (f"--{A}", "10,00"),
        (f"2 + 3 * {A}", "32,00"), (f"(2 + 3) * {A}", "50,00"), (f"100 - {A} - {A}", "80,00"),
        (f"100 - ({A} - {A})", "100,00"),
        (f"100 / {A} / 2", "5,00"), (f"100 / ({A} / 2)", "20,00"), (f"-{A} * -2", "20,00"), (f"{A} - -2", "12,00"),
        (f"terbesar({A}; 20)", "20,00"), (f"terkecil({A}; 20)", "10,00"), (f"terbesar(-{A}; {A} tahun lalu)", "4,00"),
        (f"{A} / 3", "3,33"), (f"{A} / 3 * 3", "10,00"), (f"({A} tahun lalu - {A}) / 6", "−1,00"),
        (f"{A} + param(batas_omset)", "510,00"), (f"{A} / 9 * 25", "27,78"), ("7", "7,00"), ("1 / 3", "0,33"),
    ],
)  # fmt: skip
def test_arithmetic_is_exact(spec_test: Spec, formula: str, hasil: str) -> None:
    """Kali dan bagi lebih dahulu, dari kiri ke kanan; pecahan tidak pernah dibulatkan di tengah jalan."""
    spec_test(TABEL, formula, hasil)


def test_a_comma_is_decimal_and_a_point_groups(refused) -> None:
    """Koma menandai desimal, titik memisah ribuan; `1.5` ditanyakan kembali, tidak ditebak."""
    refused("banyak(usaha) * 1.5", "TLK-F002", "Maksud Anda 1,5?")
    refused("banyak(usaha yang omset > 12.34)", "TLK-F002", "Maksud Anda 12,34?")
    refused("banyak(usaha) * 1.0000", "TLK-F002")
    refused("banyak(usaha) * 1,000.5", "TLK-F002")
    refused("banyak(usaha) * 1.00,5", "TLK-F002")


def test_mistakes_of_writing_are_explained(refused) -> None:
    """Salah tulis dijawab dengan apa yang seharusnya."""
    refused("", "TLK-F001", "rumus kosong")
    refused("banyak(usaha", "TLK-F001", "berakhir sebelum selesai")
    refused("bnyak(usaha)", "TLK-F001", "Maksud Anda `banyak`?")
    refused("banyak(usaha yng binaan)", "TLK-F001", "Maksud Anda `yang`?")
    refused("terbesar(banyak(usaha), 5)", "TLK-F001", "titik koma")
    refused("banyak(usaha yang sektor = 'jasa')", "TLK-F001", "kutip ganda")
    refused("banyak(usaha) / banyak(usaha) * 100%", "TLK-F001", "* 100")
    refused("persen(usaha)", "TLK-F027", "yang")
    refused("jumlah(usaha.binaan)", "TLK-F026", "tidak dapat dijumlahkan")
    refused("jumlah(usaha.omset + koperasi.volume)", "TLK-F003", "koperasi, usaha")
    refused("jumlah(5)", "TLK-F003", "tidak ada")
    refused("usaha", "TLK-F024", "Maksud Anda banyak(usaha)?")

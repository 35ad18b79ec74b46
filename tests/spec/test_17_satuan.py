"""Satuan: apa yang boleh dijumlah, apa yang saling menghapus, kapan menjadi persen."""

import pytest

from spec.drawing import Spec, understood
from tolok.formula.checker import check_unit

TABEL = """
    usaha
    tahun | entitas | omset | pekerja
    2024  | Melati  | 100   | 4

    penduduk
    tahun | entitas | jiwa
    2024  | RW 1    | 500
"""


@pytest.mark.parametrize(
    ("formula", "satuan"),
    [
        ("banyak(usaha)", "usaha"),
        ("jumlah(usaha.omset)", "rupiah"),
        ("rata(usaha.skor)", "indeks"),
        ("banyak(usaha) / banyak(usaha)", "rasio tanpa satuan"),
        ("banyak(usaha) / banyak(usaha) * 100", "persen"),
        ("100 * banyak(usaha) / banyak(usaha)", "persen"),
        ("banyak(usaha) * 100 / banyak(usaha)", "persen"),
        ("(banyak(usaha) - banyak(usaha) tahun lalu) / banyak(usaha) tahun lalu * 100", "persen"),
        ("persen(usaha yang binaan)", "persen"),
        ("persen(usaha yang binaan) / 2 + pertumbuhan(banyak(usaha))", "persen"),
        ("jumlah(usaha.omset) / jumlah(usaha.pekerja)", "rupiah per orang"),
        ("jumlah(usaha.omset) / data(pdrb) * 100", "persen"),
        ("banyak(usaha) * 1.000 / jumlah(penduduk.jiwa)", "usaha per orang"),
        ("data(nilai_lhe) * 2", "nilai"),
        ("jumlah(usaha.skor * usaha.pekerja)", "indeks × orang"),
    ],
)
def test_the_unit_follows_from_the_formula(formula: str, satuan: str) -> None:
    """Satuan hasil diturunkan dari rumus; bilangan per bilangan tidak bersatuan, dikali 100 menjadi persen."""
    assert str(understood(formula).unit) == satuan


def test_different_units_are_not_added(refused) -> None:
    """Koperasi dan usaha tidak dapat dijumlah, rupiah dan orang tidak dapat dibandingkan."""
    refused("banyak(usaha) + banyak(koperasi)", "TLK-F021", "usaha tidak dapat disatukan dengan koperasi")
    refused("terbesar(jumlah(usaha.omset); jumlah(usaha.pekerja))", "TLK-F021")
    refused("jumlah(usaha.omset + usaha.pekerja)", "TLK-F021", "rupiah", "orang")
    refused("persen(usaha yang binaan) - banyak(usaha)", "TLK-F021")


def test_a_bare_number_fits_any_unit(spec_test: Spec) -> None:
    """Tetapan tanpa satuan menyesuaikan diri."""
    spec_test(TABEL, "banyak(usaha) + 1", "2", desimal=0)
    spec_test(TABEL, "terbesar(jumlah(usaha.omset); 250)", "250", desimal=0)


def complaint(formula: str, satuan: str) -> str:
    return " ".join(str(issue) for issue in check_unit(understood(formula), satuan, "KOP-05"))


def test_a_percentage_that_is_a_count_is_refused_in_those_words() -> None:
    """Indikator persentase yang rumusnya menghitung banyaknya ditolak dengan kata-kata itu."""
    said = complaint("banyak(koperasi yang sehat)", "persen")
    assert "TLK-F030" in said and "dinyatakan persentase, tetapi rumusnya menghitung banyaknya (koperasi)" in said


def test_a_missing_hundred_is_said() -> None:
    """Rasio yang lupa dikali 100 disebut; begitu pula `usaha per 1.000 orang` yang lupa dikali 1.000."""
    assert "belum dikali 100" in complaint("banyak(usaha) / banyak(usaha)", "persen")
    assert "belum dikali 1.000" in complaint("banyak(usaha) / jumlah(penduduk.jiwa)", "usaha per 1.000 orang")
    assert complaint("banyak(usaha) / jumlah(penduduk.jiwa) * 1.000", "usaha per 1.000 orang") == ""


def test_the_declared_unit_must_be_the_one_that_follows() -> None:
    """Satuan yang dinyatakan harus sama dengan yang dihasilkan rumus."""
    assert "TLK-F032" in complaint("jumlah(usaha.omset)", "orang")
    assert complaint("jumlah(usaha.omset) / jumlah(usaha.pekerja)", "rupiah per orang") == ""
    assert complaint("jumlah(usaha.omset) / jumlah(usaha.pekerja)", "rupiah/orang") == ""
    assert complaint("banyak(usaha) / banyak(usaha)", "rasio") == ""


def test_a_figure_per_thousand_people(spec_test: Spec) -> None:
    """Satu usaha di antara 500 penduduk: dua usaha per 1.000 orang."""
    spec_test(TABEL, "banyak(usaha) / jumlah(penduduk.jiwa) * 1.000", "2,00")


def test_a_typo_inside_growth_is_told_once(refused) -> None:
    """Salah tulis di dalam `pertumbuhan` disebut sendiri, tanpa keluhan kedua bahwa isinya tetapan."""
    with pytest.raises(Exception) as caught:
        understood("pertumbuhan(banyak(koprasi))")
    assert [issue.kode for issue in caught.value.issues] == ["TLK-F010"]
    refused("pertumbuhan(5)", "TLK-F029", "selalu nol")


def test_all_complaints_come_at_once() -> None:
    """Semua keluhan disampaikan sekaligus, masing-masing satu kali."""
    with pytest.raises(Exception) as caught:
        understood("A = banyak(usaha yang binan)\nA + A + jumlah(usaha.omst) + banyak(koprasi)")
    assert [issue.kode for issue in caught.value.issues] == ["TLK-F011", "TLK-F011", "TLK-F010"]

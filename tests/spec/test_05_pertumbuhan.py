"""Dibanding tahun lalu: tahun lalu, tahun n-2, pertumbuhan."""

from spec.drawing import Spec

TABEL = """
    koperasi
    tahun | entitas | volume | sehat
    2022  | Melati  | 200    | ya
    2022  | Kenanga | 300    | ya
    2023  | Melati  | 400    | ya
    2023  | Kenanga | 600    | tidak
    2024  | Melati  | 465    | ya
    2024  | Kenanga | 600    | ya
"""
WRITTEN_OUT = """
    (jumlah(koperasi.volume) - jumlah(koperasi.volume) tahun lalu)
    / jumlah(koperasi.volume) tahun lalu * 100
"""


def test_growth_is_over_the_earlier_year(spec_test: Spec) -> None:
    """`pertumbuhan(A)` = (A − A tahun lalu) / A tahun lalu × 100: dasarnya selalu tahun yang lebih awal."""
    spec_test(TABEL, "pertumbuhan(jumlah(koperasi.volume))", "6,50")
    spec_test(TABEL, WRITTEN_OUT, "6,50")
    spec_test(TABEL, "pertumbuhan(banyak(koperasi yang sehat))", "100,00")


def test_the_base_is_not_the_later_year(spec_test: Spec) -> None:
    """15.481 → 20.242 tumbuh 30,75 persen; dibagi tahun yang kemudian hasilnya 23,52 dan itu keliru."""
    table = """
        koperasi
        tahun | entitas | volume
        2023  | Melati  | 15.481
        2024  | Melati  | 20.242
    """
    spec_test(table, "pertumbuhan(jumlah(koperasi.volume))", "30,75")
    spec_test(
        table, "(jumlah(koperasi.volume) - jumlah(koperasi.volume) tahun lalu) / jumlah(koperasi.volume) * 100", "23,52"
    )


def test_the_published_series_grows_as_it_should(spec_test: Spec) -> None:
    """Deret yang pernah diterbitkan dengan dasar keliru, dihitung dengan dasar yang benar."""
    table = """
        koperasi
        tahun | entitas | volume
        2020  | Melati  | 15.481
        2021  | Melati  | 20.242
        2022  | Melati  | 31.056
        2023  | Melati  | 31.475
        2024  | Melati  | 34.694
    """
    for tahun, tumbuh in (("2021", "30,75"), ("2022", "53,42"), ("2023", "1,35"), ("2024", "10,23")):
        spec_test(table, "pertumbuhan(jumlah(koperasi.volume))", tumbuh, periode=tahun)


def test_offsets_count_years_and_add_up(spec_test: Spec) -> None:
    """`tahun lalu` dan `tahun n-2` mundur sekian tahun; yang bersarang dijumlahkan."""
    spec_test(TABEL, "jumlah(koperasi.volume) tahun lalu", "1.000", desimal=0)
    spec_test(TABEL, "jumlah(koperasi.volume) tahun n-2", "500", desimal=0)
    spec_test(TABEL, "(jumlah(koperasi.volume) tahun lalu) tahun lalu", "500", desimal=0)
    spec_test(TABEL, "jumlah(koperasi.volume) tahun lalu tahun lalu", "500", desimal=0)
    spec_test(TABEL, "pertumbuhan(jumlah(koperasi.volume)) tahun lalu", "100,00")
    spec_test(TABEL, "(jumlah(koperasi.volume) - jumlah(koperasi.volume) tahun lalu) tahun lalu", "500", desimal=0)


def test_growth_from_nought_has_no_figure(spec_test: Spec) -> None:
    """Tumbuh dari nol tidak dapat dihitung: `penyebut nol`."""
    table = """
        koperasi
        tahun | entitas | volume
        2023  | Melati  | 0
        2024  | Melati  | 5
    """
    spec_test(table, "pertumbuhan(jumlah(koperasi.volume))", "penyebut nol")


def test_growth_without_an_earlier_delivery_has_no_figure(spec_test: Spec) -> None:
    """Tahun pertama pencatatan: `tidak ada data`, bukan tumbuh seratus persen."""
    spec_test(
        "koperasi\n tahun | entitas | volume\n 2024 | Melati | 5", "pertumbuhan(jumlah(koperasi.volume))", "tidak ada data"
    )


def test_growth_from_an_empty_delivery_is_a_growth_from_nought(spec_test: Spec) -> None:
    """Tahun lalu dikirim tanpa baris: jumlahnya nol, jadi `penyebut nol`."""
    table = """
        koperasi: dikirim 2023 2024
        tahun | entitas | volume
        2024  | Melati  | 5
    """
    spec_test(table, "pertumbuhan(jumlah(koperasi.volume))", "penyebut nol")


def test_negative_growth_and_negative_bases(spec_test: Spec) -> None:
    """Turun berarti tumbuh negatif; dari dasar negatif perubahannya dibagi dasar itu apa adanya."""
    table = """
        koperasi
        tahun | entitas | volume
        2022  | Melati  | −50
        2023  | Melati  | −100
        2024  | Melati  | −25
    """
    spec_test(table, "pertumbuhan(jumlah(koperasi.volume))", "−75,00")
    spec_test(table, "pertumbuhan(jumlah(koperasi.volume))", "100,00", periode="2023")


def test_parameters_and_ladders_stay_those_of_the_year_asked(spec_test: Spec) -> None:
    """Tetapan dan tangga kelas tetap milik tahun n, juga di dalam `tahun lalu`."""
    table = """
        usaha
        tahun | entitas | omset
        2023  | Melati  | 501
        2024  | Melati  | 499
    """
    spec_test(table, "banyak(usaha yang omset > param(batas_omset)) tahun lalu", "1", desimal=0)
    spec_test(table, "(banyak(usaha) + 0 * param(ambang) * banyak(usaha)) tahun lalu", "1", desimal=0)


def test_growth_of_a_sum_of_two_registers(spec_test: Spec) -> None:
    """Yang tumbuh boleh gabungan beberapa register."""
    table = (
        TABEL
        + """
        usaha
        tahun | entitas | omset
        2023  | Melati  | 0
        2024  | Melati  | 35
    """
    )
    spec_test(table, "pertumbuhan(jumlah(koperasi.volume) + jumlah(usaha.omset))", "10,00")

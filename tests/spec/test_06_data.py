"""Angka dari luar: data."""

from spec.drawing import Spec

TABEL = """
    data
    kode      | tahun | nilai    | status
    pdrb      | 2023  | 1000     | tetap
    pdrb      | 2024  | 1250     | sementara
    nilai_lhe | 2024  | 73,46    | tetap

    usaha
    tahun | entitas | wilayah       | omset
    2024  | Melati  | 35.75.01.1001 | 25
"""


def test_is_the_figure_that_the_office_entered(spec_test: Spec) -> None:
    """`data(kode)` memakai angka yang dimasukkan kantor dengan bukti, tepat seperti dimasukkan."""
    spec_test(TABEL.replace("73,46", "73.46"), "data(nilai_lhe)", "73,46")
    spec_test(TABEL.replace("73,46", "73.46"), "data(nilai_lhe) tahun lalu", "tidak ada data")


def test_enters_arithmetic_like_any_total(spec_test: Spec) -> None:
    """Angka luar dipakai seperti total lain: bagian terhadap PDRB, dan tumbuhnya."""
    spec_test(TABEL, "jumlah(usaha.omset) / data(pdrb) * 100", "2,00")
    spec_test(TABEL, "pertumbuhan(data(pdrb))", "25,00")
    spec_test(TABEL, "(data(pdrb) - data(pdrb) tahun lalu) / data(pdrb) tahun lalu * 100", "25,00")


def test_is_never_spread_downwards(spec_test: Spec) -> None:
    """Angka kota tidak dibagi-bagi ke kecamatan: di sana ia tidak tersedia."""
    for wilayah in ("35.75.01", "35.75.01.1001"):
        spec_test(TABEL, "data(pdrb)", "angka luar tidak tersedia di tingkat ini", wilayah=wilayah)
        spec_test(
            TABEL, "jumlah(usaha.omset) / data(pdrb) * 100", "angka luar tidak tersedia di tingkat ini", wilayah=wilayah
        )


def test_is_added_up_only_where_that_is_declared(spec_test: Spec) -> None:
    """Angka yang boleh dijumlah disusun dari wilayah di bawahnya; bila ada yang belum masuk, angkanya ditandai sebagian."""
    table = """
        data
        kode | tahun | wilayah  | nilai
        luas | 2024  | 35.75.01 | 12.5
        luas | 2024  | 35.75.02 | 7.5
        luas | 2023  | 35.75.01 | 12.5
    """
    spec_test(table, "data(luas)", "20,0", desimal=1, tanda=())
    spec_test(table, "data(luas)", "7,5", desimal=1, wilayah="35.75.02")
    spec_test(table, "data(luas)", "12,5", desimal=1, periode="2023", tanda=("sebagian (1/2)",))
    spec_test(table, "data(luas)", "tidak ada data", periode="2023", wilayah="35.75.02")
    spec_test(table, "data(luas)", "angka luar tidak tersedia di tingkat ini", wilayah="35.75.01.1001")


def test_settled_wins_over_provisional(spec_test: Spec) -> None:
    """Dari beberapa status, `tetap` yang dipakai, kapan pun masuknya."""
    for order in (("tetap", "sementara"), ("sementara", "tetap")):
        values = {"tetap": "10", "sementara": "99"}
        rows = "\n".join(f"pdrb | 2024 | {values[status]} | {status}" for status in order)
        spec_test(f"data\n kode | tahun | nilai | status\n{rows}", "data(pdrb)", "10", desimal=0)


def test_else_the_latest_known_is_used(spec_test: Spec) -> None:
    """Bila belum ada yang tetap, yang terakhir diketahui yang dipakai, apa pun namanya."""
    for order in (("sementara", "sangat sementara"), ("sangat sementara", "sementara")):
        rows = "\n".join(f"pdrb | 2024 | {place} | {status}" for place, status in enumerate(order, 1))
        spec_test(f"data\n kode | tahun | nilai | status\n{rows}", "data(pdrb)", "2", desimal=0)


def test_a_yearly_figure_has_no_quarter(spec_test: Spec) -> None:
    """Angka tahunan tidak menjawab triwulan: `angka tahunan`; bila tahun itu pun kosong, `tidak ada data` lebih dahulu."""
    spec_test(TABEL, "data(pdrb)", "angka tahunan", periode="2024-TW2")
    spec_test(TABEL, "data(pdrb)", "tidak ada data", periode="2022-TW2")


def test_a_quarterly_figure_is_that_of_the_quarter(spec_test: Spec) -> None:
    """Angka triwulanan dipakai pada triwulannya; setahun ia tidak disusun sendiri dari empat triwulan."""
    table = """
        data
        kode    | tahun | triwulan | nilai
        inflasi | 2023  | 2        | 3.1
        inflasi | 2024  | 1        | 2.5
        inflasi | 2024  | 2        | 2.8
    """
    spec_test(table, "data(inflasi)", "2,80", periode="2024-TW2")
    spec_test(table, "data(inflasi) - data(inflasi) tahun lalu", "−0,30", periode="2024-TW2")
    spec_test(table, "data(inflasi)", "tidak ada data", periode="2024-TW3")
    spec_test(table, "data(inflasi)", "tidak ada data", periode="2024")
    spec_test(table, "data(inflasi) dalam triwulan", "2,80", periode="2024-TW2")

"""Kiriman: nol berbeda dari tidak dikirim, dan sebagian berbeda dari seluruhnya."""

from spec.drawing import Spec

SEBAGIAN = """
    usaha: dikirim 2023 2024(35.75.01)
    tahun | entitas | wilayah       | omset
    2023  | Melati  | 35.75.01.1001 | 100
    2023  | Cempaka | 35.75.02.1001 | 300
    2024  | Melati  | 35.75.01.1001 | 150
"""


def test_a_level_delivered_in_part_is_flagged(spec_test: Spec) -> None:
    """Angka sebagian wilayah ditandai: berapa kelurahan dikirim dari berapa."""
    spec_test(SEBAGIAN, "banyak(usaha)", "1", desimal=0, tanda=("sebagian (2/3)",))
    spec_test(SEBAGIAN, "banyak(usaha)", "1", desimal=0, wilayah="35.75.01", tanda=())
    spec_test(SEBAGIAN, "banyak(usaha)", "tidak ada data", wilayah="35.75.02", tanda=())


def test_growth_over_regions_delivered_in_both_years_stands_beside_it(spec_test: Spec) -> None:
    """Tumbuh dari seluruh kota ke sebagian kota menyesatkan: di sampingnya berdiri angka wilayah yang dikirim dua kali."""
    for formula in (
        "pertumbuhan(jumlah(usaha.omset))",
        "(jumlah(usaha.omset) - jumlah(usaha.omset) tahun lalu) / jumlah(usaha.omset) tahun lalu * 100",
    ):
        found = spec_test(SEBAGIAN, formula, "−62,50", dua_tahun="50,00")
        assert "sebagian (2/3)" in found.tanda


def test_nothing_stands_beside_a_figure_delivered_whole(spec_test: Spec) -> None:
    """Yang dikirim utuh tidak memerlukan angka pendamping."""
    found = spec_test(SEBAGIAN.replace("(35.75.01)", ""), "pertumbuhan(jumlah(usaha.omset))", "−62,50")
    assert found.dua_tahun is None


def test_no_region_delivered_twice_has_no_figure_beside(spec_test: Spec) -> None:
    """Tidak ada wilayah yang dikirim di kedua tahun: pendampingnya pun tidak ada datanya."""
    table = """
        usaha: dikirim 2023(35.75.02) 2024(35.75.01)
        tahun | entitas | wilayah       | omset
        2023  | Cempaka | 35.75.02.1001 | 300
        2024  | Melati  | 35.75.01.1001 | 150
    """
    spec_test(table, "pertumbuhan(jumlah(usaha.omset))", "−50,00", dua_tahun="tidak ada data")


def test_several_deliveries_complete_each_other(spec_test: Spec) -> None:
    """Beberapa kiriman saling melengkapi menjadi satu kota."""
    table = """
        usaha: dikirim 2024(35.75.01) 2024(35.75.02)
        tahun | entitas | wilayah       | omset
        2024  | Melati  | 35.75.01.1001 | 150
    """
    spec_test(table, "banyak(usaha)", "1", desimal=0, tanda=())
    spec_test(table, "banyak(usaha)", "0", desimal=0, wilayah="35.75.02", tanda=())


def test_regions_without_rows_of_a_whole_delivery_are_nought(spec_test: Spec) -> None:
    """Kecamatan tanpa baris di dalam kiriman sekota berarti nol di sana."""
    table = "usaha\n tahun | entitas | wilayah | omset\n 2024 | Melati | 35.75.01.1001 | 5"
    spec_test(table, "jumlah(usaha.omset)", "0", desimal=0, wilayah="35.75.02.1001")
    spec_test(table, "rata(usaha.omset)", "tidak ada baris", wilayah="35.75.02.1001")


def test_rows_known_without_a_covering_delivery_are_flagged(spec_test: Spec) -> None:
    """Baris yang ada tanpa kiriman yang mencakupnya tidak diam-diam menjadi angka seluruh wilayah."""
    table = """
        usaha: dikirim 2024(35.75.02)
        tahun | entitas | wilayah       | omset
        2024  | Melati  | 35.75.01.1001 | 150
    """
    spec_test(table, "banyak(usaha)", "1", desimal=0, wilayah="35.75.01", tanda=("sebagian (0/2)",))


def test_a_register_of_another_office_is_not_delivered_for_this_one(spec_test: Spec) -> None:
    """Kiriman kantor lain tidak membuat register kantor ini terkirim."""
    table = "usaha\n tahun | entitas | kantor | omset\n 2024 | Melati | 35.75/2.18 | 1"
    spec_test(table, "banyak(usaha)", "tidak ada data")

"""Wilayah: kelurahan, kecamatan, kota, dan baris tanpa wilayah."""

from spec.drawing import LEVELS, Spec, asked, draw, frozen, understood
from tolok.values.period import Period

TABEL = """
    usaha
    tahun | entitas | wilayah       | omset
    2024  | Melati  | 35.75.01.1001 | 1
    2024  | Kenanga | 35.75.01.1002 | 2
    2024  | Cempaka | 35.75.02.1001 | 4
    2024  | Dahlia  |               | 8
    2024  | Eforbia | 35.75.01      | 16
    2024  | Anggrek | 35.75         | 32
"""


def test_upper_levels_are_sums_of_lower_ones(spec_test: Spec) -> None:
    """Kecamatan adalah jumlah kelurahannya, kota jumlah kecamatannya."""
    spec_test(TABEL, "jumlah(usaha.omset)", "1", desimal=0, wilayah="35.75.01.1001")
    spec_test(TABEL, "jumlah(usaha.omset)", "19", desimal=0, wilayah="35.75.01")
    spec_test(TABEL, "jumlah(usaha.omset)", "63", desimal=0)


def test_rows_without_a_region_are_a_child_of_their_own(spec_test: Spec) -> None:
    """Baris tanpa wilayah menjadi `tanpa wilayah` milik kotanya; begitu pula baris yang kodenya di atas tingkat itu."""
    spec_test(TABEL, "jumlah(usaha.omset)", "40", desimal=0, wilayah="35.75/-", tingkat="kecamatan")
    spec_test(TABEL, "jumlah(usaha.omset)", "56", desimal=0, wilayah="35.75/-", tingkat="kelurahan")


def test_sums_close_at_every_level(engines, folder) -> None:
    """Di setiap tingkat jumlah semua wilayah sama dengan kota: tidak ada baris yang hilang."""
    snapshot = frozen(draw(TABEL), folder)
    for engine in engines.values():
        found = asked({"f": understood("jumlah(usaha.omset)")}, Period(2024), snapshot, engine)
        for tingkat in LEVELS:
            assert sum(one.hasil.nilai for (_, level, _), one in found.items() if level == tingkat) == 63


def test_every_region_of_the_level_is_answered(engines, folder) -> None:
    """Setiap wilayah tingkat itu mendapat jawaban, berurut kode; tanpa wilayah paling akhir."""
    snapshot = frozen(draw(TABEL), folder)
    found = asked({"f": understood("banyak(usaha)")}, Period(2024), snapshot, engines["duckdb"])
    regions = [wilayah for (_, level, wilayah) in found if level == "kelurahan"]
    assert regions == ["35.75.01.1001", "35.75.01.1002", "35.75.02.1001", "35.75/-"]


def test_ratios_are_made_at_each_level_from_its_own_totals(spec_test: Spec) -> None:
    """Perbandingan dihitung dari total tingkat itu sendiri, tidak pernah dirata-rata."""
    spec_test(TABEL, "rata(usaha.omset)", "6,33", wilayah="35.75.01")
    spec_test(TABEL, "rata(usaha.omset)", "4,00", wilayah="35.75.02")
    spec_test(TABEL, "rata(usaha.omset)", "10,50")

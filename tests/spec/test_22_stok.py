"""Register stok: baris yang berlaku pada hari terakhir periode."""

from spec.drawing import Spec

TABEL = """
    binaan: dikirim 2022
    dari       | sampai     | entitas | wilayah       | modal | aktif
    2022-01-01 | 2023-12-31 | Melati  | 35.75.01.1001 | 100   | ya
    2024-01-01 |            | Melati  | 35.75.02.1001 | 150   | ya
    2023-07-01 |            | Kenanga | 35.75.01.1002 | 40    | tidak
    2024-05-15 | 2024-06-30 | Cempaka | 35.75.01.1001 | 7     |
"""


def test_a_row_counts_while_it_holds_on_the_last_day(spec_test: Spec) -> None:
    """Baris dihitung bila berlaku pada hari terakhir periode, kedua ujungnya termasuk."""
    for periode, banyak in (
        ("2022", "1"),
        ("2023", "2"),
        ("2024", "2"),
        ("2024-TW1", "2"),
        ("2024-TW2", "3"),
        ("2024-TW3", "2"),
    ):
        spec_test(TABEL, "banyak(binaan)", banyak, desimal=0, periode=periode)
    spec_test(TABEL, "jumlah(binaan.modal)", "197", desimal=0, periode="2024-TW2")


def test_offsets_look_at_the_same_day_one_year_before(spec_test: Spec) -> None:
    """`tahun lalu` melihat hari terakhir periode yang sama setahun sebelumnya."""
    spec_test(TABEL, "banyak(binaan) tahun lalu", "2", desimal=0)
    spec_test(TABEL, "banyak(binaan) tahun lalu", "1", desimal=0, periode="2024-TW2")
    spec_test(TABEL, "jumlah(binaan.modal) - jumlah(binaan.modal) tahun lalu", "50", desimal=0)


def test_from_the_first_delivery_on_it_is_delivered(spec_test: Spec) -> None:
    """Register stok terkirim sejak kiriman pertamanya; sebelumnya tidak ada data."""
    spec_test(TABEL, "banyak(binaan)", "tidak ada data", periode="2021")
    spec_test(TABEL, "banyak(binaan)", "2", desimal=0, periode="2025")
    spec_test("binaan: dikirim 2023-TW3", "banyak(binaan)", "tidak ada data", periode="2023-TW2")
    spec_test("binaan: dikirim 2023-TW3", "banyak(binaan)", "0", desimal=0, periode="2023-TW4")
    spec_test("binaan: dikirim 2023-TW3", "banyak(binaan)", "0", desimal=0, periode="2023")


def test_overlaps_of_one_entity_are_cut(spec_test: Spec) -> None:
    """Dua baris satu entitas yang bertindih: yang lama berakhir sehari sebelum yang baru mulai, walau yang baru usai."""
    table = """
        binaan
        dari       | sampai     | entitas | modal
        2022-01-01 |            | Melati  | 1
        2023-01-01 | 2023-06-30 | Melati  | 2
    """
    spec_test(table, "jumlah(binaan.modal)", "1", desimal=0, periode="2022")
    spec_test(table, "jumlah(binaan.modal)", "2", desimal=0, periode="2023-TW2")
    spec_test(table, "banyak(binaan)", "0", desimal=0, periode="2023")


def test_a_panel_finds_the_row_that_held_one_year_before(spec_test: Spec) -> None:
    """Kolom `tahun lalu` diambil dari baris entitas itu yang berlaku setahun sebelumnya, mungkin baris yang sama."""
    naik = "banyak(binaan yang modal > modal tahun lalu)"
    spec_test(TABEL, naik, "1", desimal=0, baris=(1, 1, {}))
    spec_test(TABEL, naik, "1", desimal=0, periode="2024-TW2", baris=(1, 0, {"tidak ada di tahun 2023": 2}))
    spec_test(TABEL, naik, "0", desimal=0, periode="2025", baris=(0, 2, {}))
    spec_test(TABEL, naik + " tahun lalu", "0", desimal=0, baris=(0, 1, {"tidak ada di tahun 2022": 1}))


def test_the_region_is_that_of_the_row_that_holds(spec_test: Spec) -> None:
    """Yang pindah dihitung di wilayah baris yang berlaku."""
    spec_test(TABEL, "banyak(binaan)", "1", desimal=0, wilayah="35.75.02.1001")
    spec_test(TABEL, "banyak(binaan)", "1", desimal=0, wilayah="35.75.01.1001", periode="2023")


def test_a_row_that_ends_before_it_begins_never_holds(spec_test: Spec) -> None:
    """Baris yang berakhir sebelum mulai tidak pernah berlaku."""
    spec_test("binaan\n dari | sampai | entitas\n 2024-05-01 | 2024-04-01 | Melati", "banyak(binaan)", "0", desimal=0)


def test_the_quarter_alone_is_the_same_day(spec_test: Spec) -> None:
    """Untuk stok, `dalam triwulan` dan kumulatif sama: hari terakhir triwulan itu."""
    spec_test(TABEL, "banyak(binaan) dalam triwulan", "3", desimal=0, periode="2024-TW2")

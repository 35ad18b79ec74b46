"""Bagian bernama: rumus panjang yang tetap terbaca."""

from spec.drawing import Spec

TABEL = """
    koperasi
    tahun | entitas | volume | sehat
    2022  | Melati  | 50     | ya
    2023  | Melati  | 100    | ya
    2024  | Melati  | 150    | ya
    2024  | Kenanga | 50     | tidak
"""


def test_a_part_is_what_it_stands_for(spec_test: Spec) -> None:
    """Bagian bernama ditulis di atas dan dipakai di bawah; keterangannya dalam kutip tercetak sebagai legenda."""
    spec_test(
        TABEL,
        'A = banyak(koperasi yang sehat) "koperasi sehat"\nB = banyak(koperasi) "semua koperasi"\nA / B * 100',
        "50,00",
    )


def test_offsets_apply_to_everything_in_it(spec_test: Spec) -> None:
    """`A tahun lalu` memundurkan semua total di dalam A; pergeseran di dalamnya ikut dijumlahkan."""
    spec_test(TABEL, "A = jumlah(koperasi.volume)\n(A - A tahun lalu) / A tahun lalu * 100", "100,00", desimal=2)
    spec_test(TABEL, "A = jumlah(koperasi.volume) - jumlah(koperasi.volume) tahun lalu\nA tahun lalu", "50", desimal=0)


def test_later_parts_may_use_earlier_ones(spec_test: Spec) -> None:
    """Bagian berikutnya boleh memakai bagian sebelumnya; huruf besar dan kecil sama saja."""
    spec_test(TABEL, "A = jumlah(koperasi.volume)\nB = a - A tahun lalu\nB / a Tahun Lalu * 100", "100,00")


def test_a_line_that_begins_with_an_operator_goes_on(spec_test: Spec) -> None:
    """Baris yang diawali operator menyambung baris di atasnya."""
    spec_test(TABEL, "A = jumlah(koperasi.volume)\n  + jumlah(koperasi.volume)\nA\n  / 2", "200", desimal=0)


def test_mistakes_with_parts(refused) -> None:
    """Nama ganda, bagian yang tidak dipakai, dan nama yang belum ditulis dijelaskan."""
    refused("A = banyak(usaha)\nA = banyak(usaha)\nA", "TLK-F022", "dipakai dua kali")
    refused("A = banyak(usaha)\nbanyak(usaha)", "TLK-F023", "tidak dipakai")
    refused("A + 1", "TLK-F024", "tidak dikenal")
    refused("A = B\nB = banyak(usaha)\nA + B", "TLK-F024", "`B` tidak dikenal")
    refused("A = A + 1\nA", "TLK-F024", "`A` tidak dikenal")

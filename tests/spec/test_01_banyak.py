"""Menghitung baris: banyak."""

from spec.drawing import KANTOR_LAIN, Spec

TABEL = """
    usaha
    tahun | entitas | omset | binaan
    2023  | Melati  | 100   | ya
    2024  | Melati  | 400   | ya
    2024  | Kenanga | 600   | tidak
    2024  | Cempaka |       |
"""


def test_counts_the_rows_of_the_period(spec_test: Spec) -> None:
    """`banyak(register)` menghitung baris register itu pada periode yang diminta, terisi maupun tidak."""
    spec_test(TABEL, "banyak(usaha)", "3", desimal=0, baris=(3, 0, {}))
    spec_test(TABEL, "banyak(usaha)", "1", desimal=0, periode="2023")


def test_counts_the_rows_that_meet_a_condition(spec_test: Spec) -> None:
    """Sesudah `yang` ditulis syarat. Baris yang tidak dapat diputuskan dikeluarkan dan disebut sebabnya."""
    spec_test(TABEL, "banyak(usaha yang binaan)", "1", desimal=0, baris=(1, 1, {"binaan kosong": 1}))
    spec_test(TABEL, "banyak(usaha yang omset > 500)", "1", desimal=0, baris=(1, 1, {"omset kosong": 1}))


def test_no_rows_in_a_delivered_register_are_nought(spec_test: Spec) -> None:
    """Register yang dikirim tanpa baris berarti nol: tidak ada yang terjadi."""
    spec_test("temuan: dikirim 2024", "banyak(temuan)", "0", desimal=0)


def test_a_register_that_never_came_is_not_nought(spec_test: Spec) -> None:
    """Register yang tidak dikirim tidak berarti nol: angkanya tidak ada, dan sebabnya ditulis."""
    spec_test(TABEL, "banyak(temuan)", "tidak ada data")
    spec_test(TABEL, "banyak(usaha)", "tidak ada data", periode="2021")


def test_nothing_decidable_is_no_count(spec_test: Spec) -> None:
    """Bila setiap baris dikeluarkan, hasilnya bukan nol melainkan `semua baris dikecualikan`."""
    table = """
        usaha
        tahun | entitas | binaan
        2024  | Melati  |
        2024  | Kenanga |
    """
    spec_test(table, "banyak(usaha yang binaan)", "semua baris dikecualikan", baris=(0, 0, {"binaan kosong": 2}))
    spec_test(table, "banyak(usaha yang bukan binaan)", "semua baris dikecualikan")


def test_one_decidable_row_is_enough(spec_test: Spec) -> None:
    """Satu baris yang dapat diputuskan sudah cukup: nol di sini sungguh nol."""
    spec_test(
        """
        usaha
        tahun | entitas | binaan
        2024  | Melati  |
        2024  | Kenanga | tidak
        """,
        "banyak(usaha yang binaan)",
        "0",
        desimal=0,
    )


def test_each_office_counts_its_own_rows(spec_test: Spec) -> None:
    """Register milik perangkat daerah dihitung untuk kantor yang ditanya saja."""
    table = """
        usaha
        tahun | entitas | kantor     | omset
        2024  | Melati  | 35.75/2.17 | 1
        2024  | Kenanga | 35.75/2.18 | 2
        2024  | Cempaka | 35.75/2.18 | 3
    """
    spec_test(table, "banyak(usaha)", "1", desimal=0)
    spec_test(table, "banyak(usaha)", "2", desimal=0, kantor=KANTOR_LAIN)


def test_a_register_of_the_whole_pemda_counts_for_every_office(spec_test: Spec) -> None:
    """Register berlingkup pemda dihitung seluruhnya, siapa pun kantor yang bertanya."""
    table = """
        penduduk
        tahun | entitas | kantor     | jiwa
        2024  | RW 1    | 35.75/2.17 | 10
        2024  | RW 2    | 35.75/2.18 | 20
    """
    for kantor in ("35.75/2.17", "35.75/2.18"):
        spec_test(table, "jumlah(penduduk.jiwa)", "30", desimal=0, kantor=kantor)


def test_the_same_words_in_another_spelling(spec_test: Spec) -> None:
    """Huruf besar, spasi, dan ganti baris tidak mengubah arti."""
    spec_test(TABEL, "BANYAK( Usaha\n  YANG Binaan )", "1", desimal=0)

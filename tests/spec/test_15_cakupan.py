"""Cakupan berbeda: jumlah dan rata-rata dua tahun atas entitas yang tidak sama."""

from spec.drawing import Spec

TABEL = """
    koperasi
    tahun | entitas | volume | sehat
    2023  | Melati  | 400    | ya
    2023  | Kenanga | 600    | ya
    2023  | Cempaka | 500    | ya
    2024  | Melati  | 440    | ya
    2024  | Kenanga | 660    | ya
    2024  | Cempaka |        | ya
    2024  | Dahlia  | 900    | ya
"""


def test_the_flag_names_both_counts_and_the_like_for_like_figure_stands_beside(spec_test: Spec) -> None:
    """Terhitung 3 koperasi tahun ini dan 3 tahun lalu, tetapi bukan yang sama: angkanya ditandai, dan di sampingnya
    berdiri tumbuhnya koperasi yang dapat dibandingkan."""
    found = spec_test(
        TABEL,
        "pertumbuhan(jumlah(koperasi.volume))",
        "33,33",
        sebanding="10,00",
        tanda=("cakupan berbeda (3/3)", "cakupan berbeda melewati batas"),
    )
    [cakupan] = found.cakupan
    assert (cakupan.kini, cakupan.lalu, cakupan.hanya_kini, cakupan.hanya_lalu) == (3, 3, 1, 1)
    assert str(cakupan.bagian) == "2/3"


def test_the_written_out_form_is_the_same(spec_test: Spec) -> None:
    """Ditulis lengkap, dengan bagian bernama, atau sebagai selisih: tandanya sama."""
    spec_test(
        TABEL,
        'A = jumlah(koperasi.volume) "volume"\n(A - A tahun lalu) / A tahun lalu * 100',
        "33,33",
        sebanding="10,00",
        tanda=("cakupan berbeda (3/3)", "cakupan berbeda melewati batas"),
    )
    spec_test(TABEL, "rata(koperasi.volume) - rata(koperasi.volume) tahun lalu", "166,67", sebanding="50,00")


def test_the_same_entities_need_no_flag(spec_test: Spec) -> None:
    """Entitas yang sama di kedua tahun: tidak ada tanda dan tidak ada pendamping."""
    table = "koperasi\n tahun | entitas | volume\n 2023 | Melati | 4\n 2024 | Melati | 5"
    found = spec_test(table, "pertumbuhan(jumlah(koperasi.volume))", "25,00", tanda=())
    assert found.sebanding is None
    assert found.cakupan[0].bagian == 0


def test_below_the_limit_it_is_a_flag_only(spec_test: Spec) -> None:
    """Batasnya parameter bertanggal (di sini 10 persen): tepat pada batas masih hanya tanda."""
    rows = "\n".join(f"{tahun} | Koperasi {n} | 10" for tahun in (2023, 2024) for n in range(9))
    table = f"koperasi\n tahun | entitas | volume\n{rows}\n2024 | Baru | 10"
    spec_test(table, "pertumbuhan(jumlah(koperasi.volume))", "11,11", sebanding="0,00", tanda=("cakupan berbeda (10/9)",))


def test_not_meeting_is_no_difference(spec_test: Spec) -> None:
    """Yang tahun lalu tidak memenuhi syarat bukan tidak tercakup: masuk dan keluar itu bagian dari ukurannya."""
    table = """
        koperasi
        tahun | entitas | volume | sehat
        2023  | Melati  | 400    | tidak
        2023  | Kenanga | 100    | ya
        2024  | Melati  | 440    | ya
        2024  | Kenanga | 100    | tidak
    """
    spec_test(table, "pertumbuhan(jumlah(koperasi.volume yang sehat))", "340,00", tanda=())


def test_a_count_is_not_blocked(spec_test: Spec) -> None:
    """Untuk `banyak`, masuk dan keluarnya entitas justru yang diukur: kedua jumlahnya tampak, tidak ada tanda."""
    found = spec_test(TABEL, "pertumbuhan(banyak(koperasi yang sehat))", "33,33", tanda=())
    assert [total.terhitung for total in found.leaves.values()] == [4, 3]


def test_counts_beside_sums_are_cut_alike(spec_test: Spec) -> None:
    """Di dalam satu rumus, banyaknya ikut dipersempit pada angka pendamping, supaya pembagiannya tetap seimbang."""
    spec_test(TABEL, "pertumbuhan(jumlah(koperasi.volume) / banyak(koperasi yang ada(volume)))", "33,33", sebanding="10,00")


def test_an_entity_that_moved_is_comparable_only_where_both_years_lie_inside(spec_test: Spec) -> None:
    """Koperasi yang pindah kecamatan sebanding di tingkat kota, tetapi tidak di kecamatan asal dan tujuannya."""
    table = """
        koperasi
        tahun | entitas | wilayah       | volume
        2023  | Melati  | 35.75.01.1001 | 100
        2023  | Kenanga | 35.75.02.1001 | 100
        2023  | Cempaka | 35.75.01.1001 | 100
        2024  | Melati  | 35.75.01.1002 | 110
        2024  | Kenanga | 35.75.02.1001 | 120
        2024  | Cempaka | 35.75.02.1001 | 130
    """
    tumbuh = "pertumbuhan(jumlah(koperasi.volume))"
    spec_test(table, tumbuh, "20,00", tanda=())
    spec_test(table, tumbuh, "−45,00", wilayah="35.75.01", sebanding="10,00")
    spec_test(table, tumbuh, "150,00", wilayah="35.75.02", sebanding="20,00")
    spec_test(table, tumbuh, "−100,00", wilayah="35.75.01.1001", sebanding="penyebut nol")


def test_registers_without_entities_over_the_years_have_no_coverage(spec_test: Spec) -> None:
    """Temuan tahun ini memang bukan temuan tahun lalu: di register seperti itu tidak ada cakupan yang berbeda."""
    table = "temuan\n tahun | entitas | nilai\n 2023 | A | 100\n 2024 | B | 150"
    spec_test(table, "pertumbuhan(jumlah(temuan.nilai))", "50,00", tanda=())


def test_other_distances_are_said_not_to_be_checked(spec_test: Spec) -> None:
    """Perbandingan yang bukan selisih satu tahun tidak diperiksa cakupannya, dan itu dikatakan."""
    table = "koperasi: dikirim 2022 2023 2024\n tahun | entitas | volume\n 2022 | Melati | 4\n 2024 | Kenanga | 5"
    formula = "jumlah(koperasi.volume) - jumlah(koperasi.volume) tahun n-2"
    spec_test(table, formula, "1,00", tanda=("cakupan tidak diperiksa",))
    formula = "pertumbuhan(jumlah(koperasi.volume yang volume > volume tahun lalu))"
    spec_test(table, formula, "semua baris dikecualikan", tanda=("cakupan tidak diperiksa",))


def test_a_stock_is_compared_on_the_same_day_of_both_years(spec_test: Spec) -> None:
    """Juga register stok: entitas yang berlaku pada hari terakhir kedua tahun."""
    table = """
        binaan
        dari       | sampai | entitas | modal
        2022-01-01 |        | Melati  | 100
        2024-03-01 |        | Melati  | 150
        2024-02-01 |        | Kenanga | 50
    """
    spec_test(
        table, "pertumbuhan(jumlah(binaan.modal))", "100,00", sebanding="50,00",
        tanda=("cakupan berbeda (2/1)", "cakupan berbeda melewati batas"),
    )  # fmt: skip

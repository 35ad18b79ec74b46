"""Dirty columns: what is read, what is asked, what is refused."""

from datetime import date, datetime, time

import pyarrow as pa
import pytest

from tolok.registers.cell_text import encode, shown
from tolok.registers.cells import ColumnReading, read_column
from tolok.registers.schema import Kolom, KolomJenis

RUPIAH = Kolom("omset", "bilangan", "omset", satuan="rupiah")
PERSEN = Kolom("p", "bilangan", "persen", satuan="persen", skala=2, terbesar=1_000_000)
ORANG = Kolom("tk", "bilangan", "tenaga kerja", satuan="orang", terbesar=100_000)


def read(kolom: Kolom, *cells: object, power: int = 0) -> ColumnReading:
    return read_column(kolom, pa.chunked_array([[encode(cell) for cell in cells]], pa.string()), power)


def values(kolom: Kolom, *cells: object, power: int = 0) -> list[object]:
    """Each cell's value, or the code of its fault."""
    reading = read(kolom, *cells, power=power)
    found = reading.nilai.to_pylist()
    assert all(found[row] is None for row in reading.faults)
    return [reading.faults[row].kode if row in reading.faults else value for row, value in enumerate(found)]


def kolom(jenis: KolomJenis, *pilihan: str) -> Kolom:
    return Kolom("k", jenis, "k", pilihan=pilihan)


# Numbers as typed (golden.md §7)


def test_plain_digits_need_no_decision() -> None:
    reading = read(RUPIAH, "1500000", "0", "", "-", "n/a", " 12 ", "007")
    assert reading.nilai.to_pylist() == [1500000, 0, None, None, None, 12, 7]
    assert reading.keputusan == {}


def test_rupiah_with_a_comma_for_decimals_is_indonesian() -> None:
    cells = ("Rp 15.000.000,00", "Rp. 1.500", "IDR 2.000.000", "7.346", "2.500.000,-", "Rp1.000.000.-", "(1.250)", "-5")
    assert values(RUPIAH, *cells) == [15_000_000, 1500, 2_000_000, 7346, 2_500_000, 1_000_000, -1250, -5]
    assert read(RUPIAH, *cells).keputusan["desimal"] == "koma"


def test_rupiah_with_a_point_for_decimals_is_american() -> None:
    cells = ("Rp. 15,000,000.00", "1,500", "1000.00", "750,000")
    assert values(RUPIAH, *cells) == [15_000_000, 1500, 1000, 750_000]
    assert read(RUPIAH, *cells).keputusan["desimal"] == "titik"


def test_a_cell_that_contradicts_its_column_is_asked_and_never_read_by_its_own_rule() -> None:
    cells = ["1.500.000"] * 6 + ["Rp. 15,000,000.00", "16.8 M"]
    assert values(RUPIAH, *cells) == [1_500_000] * 6 + ["TLK-R013"] * 2


def test_a_column_that_is_half_one_and_half_the_other_is_asked_whole() -> None:
    assert values(RUPIAH, "1.500.000", "1,500,000", "750000") == ["TLK-R013", "TLK-R013", 750000]


def test_three_digits_behind_a_point_are_thousands_in_rupiah_and_asked_in_a_percentage() -> None:
    assert values(RUPIAH, "7.346", "750.000") == [7346, 750_000]
    assert values(PERSEN, "7.346", "15") == ["TLK-R013", 1500]
    assert values(PERSEN, "7.346", "73,46") == [734_600, 7346]
    assert values(PERSEN, "7.346", "73.46") == ["TLK-R015", 7346]


def test_full_thousands_in_a_column_of_counts_are_asked_but_not_beside_sure_ones() -> None:
    assert values(ORANG, "5.000", "3") == ["TLK-R013", 3]
    assert values(ORANG, "5.000", "1.234") == [5000, 1234]


def test_one_stray_cell_does_not_turn_a_column_around() -> None:
    cells = ["750.000"] * 30 + ["16.8"]
    assert values(RUPIAH, *cells) == [750_000] * 30 + ["TLK-R013"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("15,5 jt", 15_500_000), ("15,5jt", 15_500_000), ("Rp16,8 M", 16_800_000_000), ("2 miliar", 2 * 10**9),
        ("3 milyar", 3 * 10**9), ("1,2 T", 1_200_000_000_000), ("500 rb", 500_000), ("500 ribu", 500_000),
        ("12 juta rupiah", 12_000_000), ("(2 jt)", -2_000_000), ("1 500 000", 1_500_000), ("−7", -7),
        ("Rp\u00a01.500.000", 1_500_000), ("'1500", 1500),
    ],
)  # fmt: skip
def test_multipliers_currency_and_signs(cell: str, value: int) -> None:
    assert values(RUPIAH, cell, "1.000.000,00") == [value, 1_000_000]


@pytest.mark.parametrize("cell", ["3,5 m", "2 t", "2 jt ribu"])
def test_an_unclear_multiplier_is_asked(cell: str) -> None:
    assert values(RUPIAH, cell) == ["TLK-R014"]


@pytest.mark.parametrize(
    "cell",
    [
        "27 Kab/Kota", "88/100.000 KH", "dua juta", "1.5E+09", "1.00.000", "1,2,3", "--5", "(5", "5)", "(-5)", "Rp",
        "1..5", "2024-01-31", ".5", "5 5", "1\u200b000", date(2024, 1, 31), True, time(8, 0), "٣",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(cell: object) -> None:
    assert values(RUPIAH, cell) == ["TLK-R012"]


def test_the_unit_of_the_column_may_stand_behind_the_number() -> None:
    assert values(ORANG, "1000.00 Orang", "27 orang") == [1000, 27]
    assert values(PERSEN, "7,5 %", "8,25%") == [750, 825]
    assert values(RUPIAH, "5 orang") == ["TLK-R012"]


def test_more_decimals_than_the_scale_are_refused_and_never_rounded() -> None:
    assert values(RUPIAH, "1.000,5", 1500.5, "2.000,00") == ["TLK-R015", "TLK-R015", 2000]
    assert values(PERSEN, "73,464", "73,460", 7.125, "1,5") == ["TLK-R015", 7346, "TLK-R015", 150]


def test_over_the_largest_value_is_refused_on_both_sides_of_zero() -> None:
    assert values(ORANG, "100000", "100001", "-100001", 100000.0) == [100000, "TLK-R016", "TLK-R016", 100000]
    assert values(PERSEN, "1000000", "1000001") == [100_000_000, "TLK-R016"]


def test_a_multiplier_in_the_header_holds_for_all_cells_and_forbids_a_second_one() -> None:
    assert values(RUPIAH, "1,5", "2", 3.5, "2 jt", "-", "0", power=6) == [
        1_500_000, 2_000_000, 3_500_000, "TLK-R014", None, 0,
    ]  # fmt: skip
    assert values(RUPIAH, "1,5", "2", power=3) == [1500, 2000]


def test_workbook_numbers_are_read_as_excel_shows_them() -> None:
    assert values(RUPIAH, 12.0, 1e15, 0.1 + 0.2, float("inf")) == [12, "TLK-R012", "TLK-R015", "TLK-R023"]
    assert values(PERSEN, 0.1 + 0.2, 73.46) == [30, 7346]


def test_exact_decimals_are_kept_as_canonical_text() -> None:
    angka = kolom("angka")
    assert values(angka, "73,46", "8.500.000.000.000", "-0,50", "12", 7.25, "-") == [
        "73.46", "8500000000000", "-0.5", "12", "7.25", None,
    ]  # fmt: skip
    assert values(angka, "73.46", "0") == ["73.46", "0"]
    assert values(angka, "7.346") == ["TLK-R013"]


# Other kinds


@pytest.mark.parametrize(
    "cell",
    ["31/01/2024", "31-01-2024", "31.1.2024", "2024-01-31", "2024-01-31 08:30:00", "2024-01-31T00:00:00Z",
     "31 Januari 2024", "31-Jan-24", "31 jan 2024", date(2024, 1, 31), datetime.fromisoformat("2024-01-31T23:59"), 45322,
     "45322"],
)  # fmt: skip
def test_dates_as_offices_write_them(cell: object) -> None:
    assert values(kolom("tanggal"), cell) == [date(2024, 1, 31)]


@pytest.mark.parametrize("word", ["12 Mei 2024", "12 Agt 2024", "12 Agustus 2024", "12 Nopember 2024", "12-Des-24"])
def test_indonesian_months_are_known(word: str) -> None:
    [found] = values(kolom("tanggal"), word)
    assert isinstance(found, date)


@pytest.mark.parametrize("cell", ["0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "-", ""])
def test_a_zero_date_is_absent(cell: str) -> None:
    assert values(kolom("tanggal"), cell) == [None]


@pytest.mark.parametrize("cell", ["31/02/2024", "12/31/2024", "2023", 2023.0, "besok", "1/2/24", "01/01/1800", True, -1])
def test_what_is_no_date_is_refused(cell: object) -> None:
    assert values(kolom("tanggal"), cell) == ["TLK-R017"]


def test_where_the_column_writes_the_month_first_doubtful_days_are_asked() -> None:
    got = values(kolom("tanggal"), "12/31/2024", "03/04/2024", "05/05/2024", "2024-03-04")
    assert got == ["TLK-R017", "TLK-R018", date(2024, 5, 5), date(2024, 3, 4)]


def test_one_stray_american_date_does_not_cast_doubt_on_a_column() -> None:
    got = values(kolom("tanggal"), *["31/12/2024"] * 20, "03/04/2024", "12/31/2024")
    assert got[20:] == [date(2024, 4, 3), "TLK-R017"]


def test_yes_and_no_in_all_their_words() -> None:
    yes = ["ya", "Y", "1", "Sudah", "ADA", "v", "V", "✓", "true", 1, True]
    no = ["tidak", "T", "0", "belum", "tdk", "tidak ada", "FALSE", 0, False]
    assert values(kolom("ya_tidak"), *yes) == [True] * len(yes)
    assert values(kolom("ya_tidak"), *no) == [False] * len(no)
    assert values(kolom("ya_tidak"), "", "-", "n/a") == [None] * 3


def test_a_cross_and_a_database_t_can_mean_either_and_are_asked() -> None:
    assert values(kolom("ya_tidak"), "x", "✗") == ["TLK-R020"] * 2
    assert values(kolom("ya_tidak"), "t", "f") == ["TLK-R020"] * 2
    assert values(kolom("ya_tidak"), "mungkin", 2, date(2024, 1, 1)) == ["TLK-R019"] * 3


def test_categories_take_the_spelling_of_the_schema_and_ask_maksud_anda() -> None:
    jenis = kolom("kategori", "Simpan Pinjam", "Jasa")
    assert values(jenis, "SIMPAN  PINJAM", "jasa", "-", "") == ["Simpan Pinjam", "Jasa", None, None]
    fault = read(jenis, "Simpan Pinjem").faults[0]
    assert (fault.kode, fault.saran) == ("TLK-R019", "Maksud Anda `Simpan Pinjam`?")


def test_numbers_that_identify_stay_text_and_spoilt_ones_are_refused() -> None:
    assert values(kolom("nomor"), "0220001234567", "'0220", '="0220"', "02 20", "", "-", 3575.0) == [
        "0220001234567", "0220", "0220", "0220", None, None, "3575",
    ]  # fmt: skip
    refused = ["3.575E+15", "3,575E+15", 3575010101010001.0, "AB12", "12.5", date(2024, 1, 1), "0220\x00", 12.5]
    assert values(kolom("nomor"), *refused) == [
        "TLK-R021", "TLK-R021", "TLK-R021", "TLK-R021", "TLK-R021", "TLK-R021", "TLK-R022", "TLK-R021",
    ]  # fmt: skip
    assert read(kolom("nomor"), 3575.0, "1").keputusan["sel_angka_excel"] == 1


def test_text_is_trimmed_and_control_characters_are_refused() -> None:
    assert values(kolom("teks"), "  Warung  Bu Siti ", "baris\nbaru", "Kopi Cafe\u0301", "-", "NULL", 12.0) == [
        "Warung Bu Siti", "baris baru", "Kopi Café", None, None, "12",
    ]  # fmt: skip
    assert values(kolom("teks"), "a\x07", "a\u202eb", "a\ufffdb", "\x01N5") == ["TLK-R022"] * 4
    assert values(kolom("teks"), date(2024, 1, 2), 1e15) == ["TLK-R021"] * 2


def test_years_have_four_digits() -> None:
    assert values(kolom("tahun"), "2023", 2023.0, " 2023 ", "-") == [2023, 2023, 2023, None]
    assert values(kolom("tahun"), "23", "TA 2023", "2023.5", "1700", "20233") == ["TLK-R012"] * 5


def test_region_codes_get_their_points() -> None:
    assert values(kolom("wilayah"), "35.75.01.1001", "3575011001", 3575011001, 35.75, "357501", "", "35/75") == [
        "35.75.01.1001", "35.75.01.1001", "35.75.01.1001", "35.75", "35.75.01", None, "TLK-R024",
    ]  # fmt: skip


def test_a_message_masks_what_looks_like_a_nik() -> None:
    fault = read(RUPIAH, "3575010101010001 x").faults[0]
    assert "3575010101010001" not in fault.apa
    assert "[16 angka]" in fault.apa


def test_an_empty_column_is_an_empty_column() -> None:
    for jenis in ("bilangan", "angka", "tanggal", "ya_tidak", "kategori", "nomor", "teks", "tahun", "wilayah"):
        reading = read_column(kolom(jenis), pa.chunked_array([[]], pa.string()))  # type: ignore[arg-type] # a loop over literals
        assert (len(reading.nilai), reading.faults) == (0, {})


def test_a_raw_cell_can_be_shown_as_a_person_saw_it() -> None:
    cells = ["a", "", 12.0, 7.25, True, date(2024, 1, 2), "\x01N5"]
    assert [shown(encode(cell)) for cell in cells] == ["a", "", "12", "7.25", "TRUE", "2024-01-02", "\x01N5"]

"""The words every package speaks: numbers, periods, regions, units, instants, issues."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from tolok.values.instant import WIB, instant_text, parse_instant, tanggal_panjang, tanggal_pendek
from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.number import format_angka, fraction_text, parse_angka, parse_fraction, round_half_away
from tolok.values.period import Period
from tolok.values.region import TINGKAT, ancestor, covers, is_region_code, tanpa_wilayah, tingkat_of
from tolok.values.unit import Unit


@pytest.mark.parametrize(
    ("value", "desimal", "units"),
    [
        ("2.345", 2, 235),
        ("-2.345", 2, -235),
        ("-0.004", 2, 0),
        ("2.3449", 2, 234),
        ("0.5", 0, 1),
        ("-0.5", 0, -1),
        ("2.5", 0, 3),
        ("1.5", 0, 2),
        ("0.005", 2, 1),
        ("-0.005", 2, -1),
        ("1/3", 2, 33),
        ("2/3", 2, 67),
        ("0", 2, 0),
        ("999.995", 2, 100000),
    ],
)
def test_halves_round_away_from_zero(value, desimal, units):
    assert round_half_away(Fraction(value), desimal) == units


@pytest.mark.parametrize(
    ("value", "desimal", "printed"),
    [
        ("2.345", 2, "2,35"),
        ("-2.345", 2, "−2,35"),
        ("-0.004", 2, "0,00"),
        ("-0.9", 2, "−0,90"),
        ("6.5", 2, "6,50"),
        ("168402517300", 0, "168.402.517.300"),
        ("1250", 0, "1.250"),
        ("-1250", 2, "−1.250,00"),
        ("999", 0, "999"),
        ("999.995", 2, "1.000,00"),
        ("0.05", 1, "0,1"),
        ("7.04", 2, "7,04"),
        ("0", 0, "0"),
        ("1/3", 4, "0,3333"),
    ],
)
def test_figures_are_printed_as_indonesian_offices_write_them(value, desimal, printed):
    assert format_angka(Fraction(value), desimal) == printed


def test_a_whole_number_may_be_printed_as_it_is():
    assert format_angka(15481) == "15.481"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("73,46", "73.46"),
        ("15.000.000", "15000000"),
        ("1.234.567,89", "1234567.89"),
        ("7.346", "7346"),
        ("0", "0"),
        ("-0,9", "-0.9"),
        ("−37,91", "-37.91"),
        (" 12 ", "12"),
        ("300000", "300000"),
        ("0,05", "0.05"),
    ],
)
def test_a_number_in_id_id_is_read_exactly(text, meant):
    assert parse_angka(text) == Fraction(meant)


@pytest.mark.parametrize(
    "text",
    [
        "73.46",
        "1.5",
        "1.23.456",
        "1,234,567",
        "1.0000",
        "",
        "-",
        "n/a",
        "abc",
        "1,",
        ",5",
        "12 %",
        "1e3",
        "1/2",
        "0.123",
        "00.123",
        "--1",
        "1 000",
        "1,5\n2",
        "٣",
    ],
)
def test_what_is_not_a_number_in_id_id_is_none(text):
    assert parse_angka(text) is None


@pytest.mark.parametrize(("value", "text"), [("13/2", "13/2"), ("-3/4", "-3/4"), ("6/3", "2"), ("0", "0")])
def test_the_exact_form_is_read_back_as_written(value, text):
    assert fraction_text(Fraction(value)) == text
    assert parse_fraction(text) == Fraction(value)


def test_a_stored_decimal_is_read_exactly():
    assert parse_fraction("73.46") == Fraction(7346, 100)


@pytest.mark.parametrize("text", ["", "73,46", "1/0", "x", "nan"])
def test_what_is_not_the_exact_form_is_a_value_error(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_fraction(text)


@pytest.mark.parametrize(
    ("text", "period", "label"),
    [
        ("2024", Period(2024), "tahun 2024"),
        ("2024-TW2", Period(2024, 2), "Triwulan II 2024"),
        (" 2024-tw4 ", Period(2024, 4), "Triwulan IV 2024"),
    ],
)
def test_a_period_is_read_and_said(text, period, label):
    assert Period.parse(text) == period
    assert period.label == label
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize("text", ["24", "2024-TW5", "2024-TW0", "2024-2", "2024-01-01", "", "tahun 2024", "0001", "9999"])
def test_what_is_not_a_period_is_a_value_error(text):
    with pytest.raises(ValueError, match="bukan periode"):
        Period.parse(text)


def test_offsets_count_years_and_keep_the_quarter():
    assert Period(2024, 2).back(1) == Period(2023, 2)
    assert Period(2024).back(3) == Period(2021)


@pytest.mark.parametrize(
    ("period", "start", "quarter_start", "end"),
    [
        (Period(2024), date(2024, 1, 1), date(2024, 1, 1), date(2024, 12, 31)),
        (Period(2024, 1), date(2024, 1, 1), date(2024, 1, 1), date(2024, 3, 31)),
        (Period(2024, 2), date(2024, 1, 1), date(2024, 4, 1), date(2024, 6, 30)),
        (Period(2024, 3), date(2024, 1, 1), date(2024, 7, 1), date(2024, 9, 30)),
        (Period(2024, 4), date(2024, 1, 1), date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_knows_its_days(period, start, quarter_start, end):
    assert (period.start, period.quarter_start, period.end) == (start, quarter_start, end)


def test_periods_sort_by_year_then_quarter():
    mixed = [Period(2024, 2), Period(2024), Period(2023, 4), Period(2024, 1)]
    assert [str(p) for p in sorted(mixed)] == ["2023-TW4", "2024", "2024-TW1", "2024-TW2"]


KELURAHAN = "35.75.01.1001"


@pytest.mark.parametrize(
    ("code", "tingkat"),
    [
        ("ID", "nasional"),
        ("35", "provinsi"),
        ("35.75", "kota"),
        ("35.75.01", "kecamatan"),
        (KELURAHAN, "kelurahan"),
        ("35.75/-", "kecamatan"),
    ],
)
def test_a_code_has_the_level_of_its_length(code, tingkat):
    assert tingkat_of(code) == tingkat


@pytest.mark.parametrize("code", ["", "3", "XX", "35.7", "35-75", "35.75.01.100", "35.75\n", "35.75.01.1001.1"])
def test_what_is_not_a_code_has_no_level(code):
    assert not is_region_code(code)
    with pytest.raises(ValueError, match="bukan kode wilayah"):
        tingkat_of(code)


def test_every_level_is_a_prefix_of_the_next():
    assert [ancestor(KELURAHAN, t) for t in TINGKAT] == ["ID", "35", "35.75", "35.75.01", "35.75.01.1001"]


def test_rows_without_a_region_stay_a_child_of_their_own_kota():
    code = tanpa_wilayah("35.75")
    assert [ancestor(code, t) for t in TINGKAT] == ["ID", "35", "35.75", "35.75/-", "35.75/-"]


@pytest.mark.parametrize(("code", "tingkat"), [("35.75", "kecamatan"), ("35", "kota"), ("ID", "provinsi"), ("ID", "kota")])
def test_a_region_has_no_ancestor_below_itself(code, tingkat):
    with pytest.raises(ValueError, match="di atas tingkat"):
        ancestor(code, tingkat)


@pytest.mark.parametrize(
    ("region", "code", "inside"),
    [
        ("35.75", "35.75", True),
        ("35.75", KELURAHAN, True),
        ("35.75", "35.75/-", True),
        ("35", "35.75/-", True),
        ("ID", KELURAHAN, True),
        ("ID", "35.75/-", True),
        ("35.75", "35", False),
        ("35.75", "35.76", False),
        ("35.7", "35.75", False),
        ("35.75.01", "35.75/-", False),
        ("32", "35.75", False),
    ],
)
def test_a_region_covers_itself_and_what_lies_inside(region, code, inside):
    assert covers(region, code) is inside


RUPIAH, ORANG, KOPERASI = Unit.of("rupiah"), Unit.of("orang"), Unit.of("koperasi")


def test_a_unit_divided_by_itself_is_dimensionless():
    assert KOPERASI.times(KOPERASI, -1).dimensionless
    assert KOPERASI.times(KOPERASI, -1) == Unit.of("rasio") == Unit.of("") == Unit()
    assert not KOPERASI.dimensionless


def test_units_multiply_in_any_order():
    assert RUPIAH.times(ORANG) == ORANG.times(RUPIAH)
    assert RUPIAH.times(ORANG, -1).times(ORANG) == RUPIAH
    assert RUPIAH != KOPERASI


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        (Unit(), "rasio tanpa satuan"),
        (RUPIAH, "rupiah"),
        (RUPIAH.times(ORANG, -1), "rupiah per orang"),
        (RUPIAH.times(RUPIAH), "rupiah × rupiah"),
        (Unit().times(ORANG, -1), "1 per orang"),
    ],
)
def test_a_unit_is_said_in_words(unit, said):
    assert str(unit) == said


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2024-10-07T14:10:00+07:00", "2024-10-07T07:10:00.000000Z"),
        ("2024-10-07T07:10:00Z", "2024-10-07T07:10:00.000000Z"),
        ("2024-10-07T14:10", "2024-10-07T07:10:00.000000Z"),
        (" 2024-10-07 14:10:00 ", "2024-10-07T07:10:00.000000Z"),
        ("2024-10-07", "2024-10-07T16:59:59.999999Z"),
        ("20241007", "2024-10-07T16:59:59.999999Z"),
    ],
)
def test_an_instant_is_wib_unless_it_says_so_and_a_bare_date_is_the_whole_day(text, utc):
    assert instant_text(parse_instant(text)) == utc


@pytest.mark.parametrize("text", ["", "kemarin", "2024-13-01", "7/10/2024"])
def test_what_is_not_an_instant_is_a_value_error(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_instant(text)


def test_an_instant_without_a_zone_has_no_canonical_text():
    with pytest.raises(ValueError, match="tanpa zona"):
        instant_text(datetime(2024, 10, 7))  # noqa: DTZ001 - the naive one is what is refused


def test_the_canonical_text_sorts_as_it_reads():
    texts = [instant_text(datetime(2024, 1, 1, tzinfo=UTC)), instant_text(datetime(2024, 1, 1, 8, tzinfo=WIB))]
    assert texts == sorted(texts)


def test_dates_are_said_in_indonesian_and_in_wib():
    late = datetime(2024, 10, 6, 17, 10, tzinfo=UTC)
    assert tanggal_panjang(late) == "7 Oktober 2024"
    assert tanggal_pendek(late) == "7 Okt 2024, 00.10"
    assert tanggal_pendek(datetime(2024, 8, 17, 14, 10, tzinfo=WIB)) == "17 Agt 2024, 14.10"


ISSUE = Issue("TLK-U001", "salah", "berkas, baris 3", "Ada yang salah.", "Karena itu.", "Perbaiki.")


def test_an_issue_is_printed_with_where_what_why_and_what_to_do():
    assert str(ISSUE) == "[TLK-U001] berkas, baris 3: Ada yang salah.\n  Mengapa: Karena itu.\n  Saran: Perbaiki."
    assert ISSUE.as_dict() == {
        "kode": "TLK-U001",
        "bobot": "salah",
        "di_mana": "berkas, baris 3",
        "apa": "Ada yang salah.",
        "mengapa": "Karena itu.",
        "saran": "Perbaiki.",
    }


def test_an_issue_error_carries_all_issues():
    assert IssueError(ISSUE).issues == (ISSUE,)
    both = IssueError(issue for issue in (ISSUE, ISSUE))
    assert both.issues == (ISSUE, ISSUE)
    assert str(both).count("TLK-U001") == 2


@pytest.mark.parametrize(
    ("word", "guess"),
    [
        ("koperasi_tahunn", "Maksud Anda `koperasi_tahunan`?"),
        ("APIPP", "Maksud Anda `APIP`?"),
        ("apip", "Maksud Anda `APIP`?"),
        ("rapat", ""),
        ("xyzzy", ""),
        ("", ""),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest_one(word, guess):
    assert maksud_anda(word, ["koperasi_tahunan", "usaha_monev", "APIP"]) == guess


def test_without_choices_there_is_no_guess():
    assert maksud_anda("apa saja", []) == ""

"""Cells that look like numbers and are not, ranges, values of quarters: asked about or left out, never a year's value."""

import pytest

from reading.kertas import baca, kertas
from tolok.reading.read import read
from tolok.reading.values import read_value

QUARTERS = [
    "No | Indikator | Target 2024 | Triwulan | < | < | <\n^ | ^ | ^ | I | II | III | IV\n1 | Indeks a | 40 | 5 | 6 | 7 | 8",
    "No | Indikator | Target 2024 | < | < | < | <\n^ | ^ | I | II | III | IV | Setahun\n1 | Indeks a | 5 | 6 | 7 | 8 | 40",
    "No | Indikator | Target 2024 | < | < | < | <\n^ | ^ | 1 | 2 | 3 | 4 | Setahun\n1 | Indeks a | 5 | 15 | 30 | 40 | 40",
    "No | Indikator | Target 2024 | TW I | TW II | TW III | TW IV\n1 | Indeks a | 40 | 5 | 15 | 30 | 40",
    "No | Indikator | Q1 | Q2 | Q3 | Q4 | Target 2024\n1 | Indeks a | 5 | 15 | 30 | 40 | 40",
    "No | Indikator | Target 2024 | Jan | Feb | Mar\n1 | Indeks a | 40 | 5 | 15 | 30",
    "Indikator | Target 2024 | Target Semester I | Target Semester II\nIndeks a | 40 | 20 | 40",
]


@pytest.mark.parametrize(
    "text",
    [
        "45O",
        "l2",
        "1O0",
        "S5",
        "450 Ya",
        "95 Yo",
        "65,45 Yo",
        "95 0/0",
        "95 °/o",
        "45 0",
        "7 5,5",
        "45 R",
        "27 Kab 1 Prov",
        "II",
    ],
)
def test_what_may_be_a_misread_number_is_asked(text: str) -> None:
    value = read_value(text)
    assert value is not None
    assert value.doubt


@pytest.mark.parametrize(
    ("text", "angka", "satuan"),
    [
        ("≥ 85 %", "85", "%"), (">= 80", "80", ""), ("75,00 – 80,00", "75,00", ""), ("80 s.d. 85", "80", ""),
        ("1.500bh", "1.500", "bh"), ("12 000", "12 000", ""), ("56,2*)", "56,2", ""), ("1.245¹⁾", "1.245", ""),
        ("A (82,5)", "", ""), ("BB/72,5", "", ""), ("WTP", "", ""), ("12 m3/detik", "12", "m3/detik"), ("12 l", "12", "l"),
        ("88/100.000 KH", "88", "KH"), ("-6,5", "-6,5", ""), ("minimal 85%", "85", "%"),
    ],
)  # fmt: skip
def test_ranges_grades_footnotes_and_units_are_values(text: str, angka: str, satuan: str) -> None:
    value = read_value(text)
    assert value is not None
    assert (value.angka, value.satuan, value.doubt) == (angka, satuan, "")


@pytest.mark.parametrize("drawing", QUARTERS)
def test_values_of_quarters_and_months_are_left_out_with_an_issue_and_the_year_stays(drawing: str) -> None:
    found = baca(drawing)
    assert [one.get("target") for one in found] == [{"2024": "40"}]
    assert found[0]["ragu"] == []
    assert "TLK-D221" in [issue.kode for issue in read(kertas(drawing)).issues]


def test_quarters_under_the_years_heading_alone_give_no_value_at_all() -> None:
    found = baca("No | Indikator | Target 2024 | < | < | <\n^ | ^ | I | II | III | IV\n1 | Indeks a | 5 | 15 | 30 | 40")
    assert [one.get("target") for one in found] == [None]


def test_quarters_by_row_give_one_measure_without_values() -> None:
    found = baca("No | Indikator | Triwulan | Target 2024\n1 | Indeks a | I | 5\n | | II | 15\n | | III | 30\n | | IV | 40")
    assert [(one["nama"], one.get("target")) for one in found] == [("Indeks a", None)]


def test_five_years_of_a_plan_are_no_quarters() -> None:
    found = baca(
        "No | Indikator | Target tahun ke- | < | < | < | <\n^ | ^ | 1 | 2 | 3 | 4 | 5\n1 | Indeks a | 5 | 6 | 7 | 8 | 9"
    )
    assert found[0]["target_ke"] == {"1": "5", "2": "6", "3": "7", "4": "8", "5": "9"}


def test_this_year_is_bound_and_last_or_next_year_is_not() -> None:
    found = baca(
        "RENCANA KINERJA TAHUN 2025\n"
        "Indikator | Realisasi Tahun Lalu | Target Tahun Ini | Target Tahun Depan\nIndeks a | 3 | 4 | 5"
    )
    assert (found[0].get("target"), found[0].get("realisasi")) == ({"2025": "4"}, None)

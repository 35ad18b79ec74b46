"""When a figure must be explained, and how it stands against its deadline: the two written rules, by hand."""

from datetime import date
from fractions import Fraction

import pytest

from tolok.measurement.penjelasan import PENJELASAN_TERPENDEK, missing_parts, worsening
from tolok.measurement.tenggat import Batas, check_batas, days_left, filling, offered
from tolok.values.period import Period

SEBAB = ("5,00 tidak mencapai target 6,50",)
CUKUP = "Enam koperasi belum melapor."


def reasons(nilai, target, lalu, arah) -> int:
    exact = [None if one is None else Fraction(one) for one in (nilai, target, lalu)]
    return len(worsening(*exact, arah, 2))


@pytest.mark.parametrize(
    ("nilai", "target", "lalu", "arah", "count"),
    [
        ("6.5", "6.5", "6.5", "naik", 0),
        ("6.49", "6.5", None, "naik", 1),
        ("6.496", "6.5", None, "naik", 0),  # printed 6,50
        ("6.494", "6.5", None, "naik", 1),  # printed 6,49
        ("7", "6.5", "7.73", "naik", 1),
        ("5", "6.5", "7.73", "naik", 2),
        ("5", None, None, "naik", 0),
        (None, "6.5", "7.73", "naik", 0),
        ("0", "6.5", "0", "naik", 1),
        ("-3", None, "-2", "naik", 1),
        ("8", "6.5", "7", "turun", 2),
        ("6", "6.5", "7", "turun", 0),
        ("100", "100", "90", "stabil", 0),
        ("105", "100", "90", "stabil", 1),  # off the spot, but nearer than before
        ("85", "100", "90", "stabil", 2),
        ("85", None, "90", "stabil", 0),
    ],
)
def test_a_figure_is_explained_where_it_misses_its_target_or_worsens_as_printed(nilai, target, lalu, arah, count) -> None:
    assert reasons(nilai, target, lalu, arah) == count


def test_the_reasons_say_both_numbers_as_they_are_printed() -> None:
    said = worsening(Fraction(5), Fraction("6.5"), Fraction("7.73"), "naik", 2)
    assert said == ("5,00 tidak mencapai target 6,50", "5,00 lebih buruk daripada tahun sebelumnya, 7,73")


@pytest.mark.parametrize(
    ("written", "missing"),
    [
        ({}, ["penghambat", "tindak lanjut"]),
        ({"pendorong": CUKUP}, ["penghambat", "tindak lanjut"]),
        ({"penghambat": CUKUP}, ["tindak lanjut"]),
        ({"penghambat": "x" * (PENJELASAN_TERPENDEK - 1), "tindak_lanjut": CUKUP}, ["penghambat"]),
        ({"penghambat": " " * 30, "tindak_lanjut": CUKUP}, ["penghambat"]),
        ({"penghambat": CUKUP, "tindak_lanjut": "x" * PENJELASAN_TERPENDEK}, []),
    ],
)
def test_all_that_is_still_to_be_written_is_said_at_once(written, missing) -> None:
    issues = missing_parts(SEBAB, written, "KOP-03 tahun 2024")
    assert [issue.di_mana.rpartition(", ")[2] for issue in issues] == missing
    assert {issue.kode for issue in issues} <= {"TLK-U070"}
    assert missing_parts((), written, "KOP-03") == ()


def test_offered_deadlines_are_in_order_and_lie_after_their_period() -> None:
    for period in (Period(2024), Period(2024, 1), Period(2024, 4)):
        batas = offered(period)
        assert batas.in_order
        assert batas.data > period.end
        assert check_batas(batas, period) == ()


def test_every_deadline_out_of_order_and_one_before_the_period_are_told() -> None:
    day = date(2024, 2, 10)
    wrong = Batas(day, date(2024, 2, 9), day, date(2024, 2, 9), day)
    assert [one.di_mana for one in check_batas(wrong, Period(2023))] == ["Batas pengajuan", "Batas persetujuan"]
    assert [one.kode for one in check_batas(Batas(*[date(2022, 1, 1)] * 5), Period(2023))] == ["TLK-U061"]


@pytest.mark.parametrize(
    ("submitted", "today", "state"),
    [
        (date(2024, 2, 10), date(2024, 3, 1), "terisi"),
        (date(2024, 2, 11), date(2024, 3, 1), "terisi terlambat"),
        (None, date(2024, 2, 10), "belum diisi"),
        (None, date(2024, 2, 11), "terlambat"),
    ],
)
def test_filled_late_and_not_filled_are_told_apart(submitted, today, state) -> None:
    assert filling(submitted, date(2024, 2, 10), today) == state


def test_days_are_said_as_people_say_them() -> None:
    due = date(2024, 2, 10)
    said = [days_left(due, day) for day in (date(2024, 2, 7), due, date(2024, 2, 12))]
    assert said == ["3 hari lagi", "hari ini", "Lewat 2 hari"]

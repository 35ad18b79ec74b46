"""Targets: years and quarters, exact reading, basis and reason, what is refused and what is only asked about."""

from datetime import datetime
from fractions import Fraction

import pytest

from tolok.services.akses import NotFoundError
from tolok.services.iku import list_iku
from tolok.services.selectors import figures_of
from tolok.services.target import (
    doubts_about_targets,
    field_of,
    own_targets,
    set_targets,
    target_at,
    target_history,
    targets_at,
    without_target,
)
from tolok.store.models import IndikatorKantor, LogPerubahan, Target
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period

AT = datetime(2026, 3, 2, 9, tzinfo=WIB)
DASAR = "Perjanjian Kinerja 2025"
ALASAN = "data dasar dihitung ulang"


@pytest.fixture
def iku(kantor) -> dict[str, IndikatorKantor]:
    return {one.kode: one for one in list_iku(kantor)}


def codes(error: pytest.ExceptionInfo[IssueError]) -> list[tuple[str, str]]:
    return [(issue.kode, issue.di_mana) for issue in error.value.issues]


def test_a_target_is_read_exactly_and_logged_with_old_and_new(iku, orang) -> None:
    set_targets(iku["KOP-03"], {Period(2025): "7,125%"}, DASAR, by=orang("yusuf"), at=AT)
    assert target_at(iku["KOP-03"], Period(2025), AT) == Fraction(57, 8)
    entry = LogPerubahan.objects.latest("urut")
    assert (entry.tindakan, entry.objek) == ("target.ditetapkan", "KOP-03")
    assert entry.isi["target"] == {"2025": {"lama": None, "baru": "57/8"}}


def test_a_revision_is_a_new_row_and_the_past_still_knows_the_old_one(iku, orang) -> None:
    before = target_at(iku["KOP-03"], Period(2024), AT)
    quarters = {Period(2024): "7", Period(2024, 4): "7"}
    with pytest.raises(IssueError) as error:
        set_targets(iku["KOP-03"], quarters, DASAR, "pendek", by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-U107", "alasan")]
    set_targets(iku["KOP-03"], quarters, DASAR, ALASAN, by=orang("yusuf"), at=AT)
    assert target_at(iku["KOP-03"], Period(2024), AT) == 7
    assert target_at(iku["KOP-03"], Period(2024), datetime(2026, 3, 1, tzinfo=WIB)) == before == Fraction(13, 2)
    history = [one for one in target_history(iku["KOP-03"], AT) if one.period == Period(2024)]
    assert [(one.row.alasan, one.digantikan) for one in history] == [(ALASAN, False), ("", True)]


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("6.75", "TLK-U110", "Maksud Anda 6,75?"),
        ("enam", "TLK-U110", "koma desimal"),
        ("", "TLK-U115", "biarkan 6,50"),
        ("6,5", "TLK-U112", ""),
    ],
)
def test_what_cannot_be_taken_as_a_target_says_what_to_do(typed, code, said, iku, orang) -> None:
    with pytest.raises(IssueError) as error:
        set_targets(iku["KOP-03"], {Period(2024): typed}, DASAR, ALASAN, by=orang("yusuf"), at=AT)
    issue = error.value.issues[0]
    assert issue.kode == code
    assert said in issue.saran


def test_every_fault_of_a_form_is_told_at_once(iku, orang) -> None:
    typed = {Period(2023): "x", Period(2024): "7", Period(2025): "1.5"}
    with pytest.raises(IssueError) as error:
        set_targets(iku["KOP-03"], typed, "", "", by=orang("yusuf"), at=AT)
    assert codes(error) == [
        ("TLK-U110", field_of(Period(2023))),
        ("TLK-U110", field_of(Period(2025))),
        ("TLK-U113", field_of(Period(2024, 4))),
        ("TLK-U111", "dasar"),
        ("TLK-U107", "alasan"),
    ]


def test_a_share_cannot_be_promised_above_the_whole(iku, orang) -> None:
    with pytest.raises(IssueError) as error:
        set_targets(iku["UM-02"], {Period(2025): "363,6"}, DASAR, by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-U114", "t2025")]


def test_the_fourth_quarter_of_a_yearly_measure_is_the_year(iku, orang) -> None:
    typed = {Period(2025): "9", **{Period(2025, tw): text for tw, text in enumerate(("2", "4", "6", "8"), start=1)}}
    with pytest.raises(IssueError) as error:
        set_targets(iku["KOP-01"], typed, DASAR, by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-U113", "t2025-TW4")]
    assert "target Triwulan IV 8,00, target setahun 9,00" in error.value.issues[0].apa
    rows = set_targets(iku["KOP-01"], {**typed, Period(2025, 4): "9"}, DASAR, by=orang("yusuf"), at=AT)
    assert len(rows) == 5


def test_the_mean_of_quarters_that_misses_the_year_is_only_asked_about(bekasi, orang) -> None:
    tk03 = next(one for one in list_iku(bekasi) if one.kode == "TK-03")
    typed = {Period(2025): "90", **{Period(2025, tw): "88" for tw in (1, 2, 3, 4)}}
    set_targets(tk03, typed, DASAR, by=orang("dadang"), at=AT)
    assert "TLK-U113" in [issue.kode for issue in doubts_about_targets(tk03, AT)]


def test_a_quarter_is_set_against_its_own_target_and_without_one_against_the_year(iku) -> None:
    assert target_at(iku["KOP-03"], Period(2024, 2), AT) == 3
    assert target_at(iku["KOP-03"], Period(2024), AT) == Fraction(13, 2)
    assert target_at(iku["KOP-03"], Period(2023, 2), AT) == target_at(iku["KOP-03"], Period(2023), AT) == 6
    assert targets_at([iku["KOP-03"]], [2023], AT, 2) == {}


def test_a_quarterly_target_never_stands_in_for_the_year(iku, orang, kantor) -> None:
    set_targets(iku["TK-01"], {Period(2024, 2): "70"}, DASAR, by=orang("yusuf"), at=AT)
    assert target_at(iku["TK-01"], Period(2024), AT) == 75
    figure = figures_of(kantor, Period(2024), AT, "TK-01")[0]
    assert figure.target == 75


def test_targets_of_many_iku_come_in_one_query(iku, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert len(targets_at(list(iku.values()), [2022, 2023, 2024], AT)) == 18


def test_leaps_and_falls_are_asked_about_but_not_refused(iku, orang) -> None:
    set_targets(iku["UM-02"], {Period(2025): "2"}, DASAR, by=orang("yusuf"), at=AT)
    found = {issue.kode for issue in doubts_about_targets(iku["UM-02"], AT)}
    assert {"TLK-D120", "TLK-D121"} <= found


def test_quarters_that_run_against_the_direction_are_asked_about(iku, orang) -> None:
    set_targets(iku["KOP-01"], {Period(2025, 1): "5", Period(2025, 2): "3"}, DASAR, by=orang("yusuf"), at=AT)
    assert "TLK-U116" in [issue.kode for issue in doubts_about_targets(iku["KOP-01"], AT)]


@pytest.mark.parametrize("username", ["hendra", "bambang", "ratna", "indra", "galuh", "dadang"])
def test_only_the_planner_sets_targets(username, iku, orang) -> None:
    before = Target.objects.count()
    with pytest.raises(NotFoundError):
        set_targets(iku["KOP-03"], {Period(2025): "7"}, DASAR, by=orang(username), at=AT)
    assert Target.objects.count() == before


def test_iku_without_a_target_are_named(kantor, iku) -> None:
    assert without_target(kantor, 2024, AT) == []
    assert len(without_target(kantor, 2030, AT)) == 6
    assert own_targets(iku["KOP-03"], datetime(2021, 1, 1, tzinfo=WIB)) == {}

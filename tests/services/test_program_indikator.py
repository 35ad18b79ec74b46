"""Indicators of programs and their yearly targets: written by the planner, exact, revised with a reason, never lost."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction

from tolok.services.akses import NotFoundError
from tolok.services.program_indikator import (
    IsianIndikatorProgram,
    add_indikator_program,
    change_indikator_program,
    measures_of,
    open_indikator_program_for,
    read_target,
    remove_indikator_program,
    target_history_of,
)
from tolok.store.models import IndikatorProgram, LogPerubahan, Program, TargetProgram
from tolok.values.instant import WIB
from tolok.values.issue import IssueError

AT = datetime(2026, 3, 2, 9, tzinfo=WIB)
LATER = AT + timedelta(days=30)
ISIAN = IsianIndikatorProgram("Jumlah koperasi yang dibina", "koperasi", "Meningkatnya koperasi yang sehat", "1.250")
ALASAN = "disesuaikan dengan Renja Perubahan"


@pytest.fixture
def program(kantor) -> Program:
    return Program.objects.select_related("perangkat_daerah").get(perangkat_daerah=kantor, kode="2.17.06")


@pytest.fixture
def row(program, orang) -> IndikatorProgram:
    return add_indikator_program(program, ISIAN, 2026, by=orang("yusuf"), at=AT)


def codes(error: pytest.ExceptionInfo[IssueError]) -> list[tuple[str, str]]:
    return [(issue.kode, issue.di_mana) for issue in error.value.issues]


@pytest.mark.parametrize(
    ("text", "nilai"),
    [("87,5", Fraction(175, 2)), ("1.250", Fraction(1250)), ("90%", Fraction(90)), ("0", Fraction(0)), (" ", None)],
)
def test_a_target_is_read_exactly(text, nilai) -> None:
    assert read_target(text) == (nilai, [])


@pytest.mark.parametrize("text", ["banyak", "1,2,3", "87.5", "9" * 30, "1,1234567"])
def test_what_is_no_target_is_refused_with_what_to_do(text) -> None:
    nilai, issues = read_target(text)
    assert nilai is None
    assert [one.kode for one in issues] == ["TLK-U110"]
    assert "koma desimal" in issues[0].saran


def test_an_indicator_is_added_at_the_end_with_its_target_and_logged(row, program, orang) -> None:
    found = measures_of([program], AT)[program.pk][-1]
    assert (found.indikator, found.target) == (row, {2026: Fraction(1250)})
    assert (found.printed(2026), found.printed(2025)) == ("1.250", "")
    entry = LogPerubahan.objects.latest("urut")
    assert (entry.tindakan, entry.oleh) == ("rencana.indikator_program_ditambah", orang("yusuf"))
    assert entry.isi["target"] == {"2026": "1250"}


def test_everything_that_is_wrong_with_an_indicator_is_said_at_once(program, row, orang) -> None:
    before = LogPerubahan.objects.count()
    with pytest.raises(IssueError) as error:
        add_indikator_program(program, IsianIndikatorProgram("x", "", "s" * 301, "dua"), 2026, by=orang("yusuf"), at=AT)
    assert codes(error) == [
        ("TLK-U100", "nama"), ("TLK-U100", "satuan"), ("TLK-U100", "sasaran"), ("TLK-U110", "target"),
    ]  # fmt: skip
    with pytest.raises(IssueError) as error:
        add_indikator_program(program, ISIAN, 2026, by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-U103", "nama")]
    assert LogPerubahan.objects.count() == before


def test_a_revised_target_is_a_new_row_and_the_past_still_knows_the_old_one(row, program, orang) -> None:
    new = IsianIndikatorProgram(ISIAN.nama, ISIAN.satuan, ISIAN.sasaran, "1.300,5")
    with pytest.raises(IssueError) as error:
        change_indikator_program(row, new, 2026, "", by=orang("yusuf"), at=LATER)
    assert codes(error) == [("TLK-U107", "alasan")]
    change_indikator_program(row, new, 2026, ALASAN, by=orang("yusuf"), at=LATER)
    assert measures_of([program], AT)[program.pk][-1].printed(2026) == "1.250"
    assert measures_of([program], LATER)[program.pk][-1].printed(2026) == "1.300,5"
    assert [one.nilai for one in target_history_of(program, 2026, LATER)] == ["2601/2", "1250"]
    assert LogPerubahan.objects.latest("urut").isi["target"] == {"2026": {"lama": "1250", "baru": "2601/2"}}


def test_the_first_target_of_another_year_needs_no_reason(row, program, orang) -> None:
    new = IsianIndikatorProgram(ISIAN.nama, ISIAN.satuan, ISIAN.sasaran, "1.400")
    change_indikator_program(row, new, 2027, "", by=orang("yusuf"), at=LATER)
    assert measures_of([program], LATER)[program.pk][-1].target == {2026: Fraction(1250), 2027: Fraction(1400)}


def test_a_known_target_is_not_emptied_and_nothing_changed_is_told(row, orang) -> None:
    empty = IsianIndikatorProgram(ISIAN.nama, ISIAN.satuan, ISIAN.sasaran, "")
    with pytest.raises(IssueError) as error:
        change_indikator_program(row, empty, 2026, ALASAN, by=orang("yusuf"), at=LATER)
    assert codes(error) == [("TLK-U115", "target")]
    with pytest.raises(IssueError) as error:
        change_indikator_program(row, ISIAN, 2026, ALASAN, by=orang("yusuf"), at=LATER)
    assert codes(error) == [("TLK-U112", "nama")]


def test_a_removed_indicator_is_gone_from_now_on_and_its_targets_stay(row, program, orang) -> None:
    with pytest.raises(IssueError) as error:
        remove_indikator_program(row, "salah", by=orang("yusuf"), at=LATER)
    assert codes(error) == [("TLK-U107", "alasan_hapus")]
    remove_indikator_program(row, "tidak lagi dalam Renja", by=orang("yusuf"), at=LATER)
    assert row not in [one.indikator for one in measures_of([program], LATER)[program.pk]]
    assert row in [one.indikator for one in measures_of([program], AT)[program.pk]]
    assert TargetProgram.objects.filter(indikator=row).count() == 1
    with pytest.raises(NotFoundError):
        open_indikator_program_for(orang("yusuf"), "35.75-2.17", program.pk, row.pk)


def test_the_database_refuses_to_change_a_target(row) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        TargetProgram.objects.filter(indikator=row).update(nilai="1")


@pytest.mark.parametrize("username", ["hendra", "ratna", "galuh", "indra", "dadang"])
def test_only_the_planner_writes_indicators_of_programs(username, program, row, orang) -> None:
    with pytest.raises(NotFoundError):
        add_indikator_program(program, ISIAN, 2026, by=orang(username), at=AT)
    with pytest.raises(NotFoundError):
        change_indikator_program(row, ISIAN, 2026, ALASAN, by=orang(username), at=AT)
    with pytest.raises(NotFoundError):
        remove_indikator_program(row, ALASAN, by=orang(username), at=AT)


def test_an_indicator_of_another_office_or_program_is_not_found(row, program, orang) -> None:
    other = Program.objects.filter(perangkat_daerah=program.perangkat_daerah).exclude(pk=program.pk).first()
    for username, kode in (("yusuf", other.pk), ("dadang", program.pk)):
        with pytest.raises(NotFoundError):
            open_indikator_program_for(orang(username), "35.75-2.17", kode, row.pk)

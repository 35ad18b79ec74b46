"""Activities of the action plan: checked at once, never overwritten, in order, known as they stood on any day."""

from datetime import datetime, timedelta

import pytest

from tolok.services.akses import NotFoundError
from tolok.services.iku import list_iku
from tolok.services.renaksi import (
    AksiIku,
    IsianAksi,
    add_aksi,
    change_aksi,
    move_aksi,
    open_aksi_for,
    programs_for,
    remove_aksi,
    renaksi_at,
    triwulan_text,
)
from tolok.store.models import Bidang, IndikatorKantor, LogPerubahan, Program, RencanaAksi
from tolok.values.instant import WIB
from tolok.values.issue import IssueError

AT = datetime(2026, 3, 2, 9, tzinfo=WIB)
ALASAN = "kegiatan dipindah ke dinas lain"


@pytest.fixture
def iku(kantor) -> IndikatorKantor:
    return next(one for one in list_iku(kantor) if one.kode == "KOP-03")


@pytest.fixture
def isian(kantor, iku) -> IsianAksi:
    program = Program.objects.get(perangkat_daerah=kantor, kode="2.17.06")
    return IsianAksi("Melatih pengurus koperasi", "40 pengurus", program.pk, iku.bidang_id, (3, 1), "Rp 25.000.000")


def plan(kantor, tahun: int, at: datetime, kode: str = "KOP-03") -> AksiIku:
    return next(one for one in renaksi_at(kantor, tahun, at) if one.indikator.kode == kode)


def codes(error: pytest.ExceptionInfo[IssueError]) -> list[tuple[str, str]]:
    return [(issue.kode, issue.di_mana) for issue in error.value.issues]


def last_entry() -> tuple[str, dict]:
    entry = LogPerubahan.objects.latest("urut")
    return entry.tindakan, entry.isi


def test_an_activity_stands_behind_those_of_its_iku_and_is_logged(kantor, iku, isian, orang) -> None:
    first = add_aksi(iku, 2026, isian, by=orang("yusuf"), at=AT)
    other = IsianAksi("Memeriksa laporan", bidang=iku.bidang_id, triwulan=(4,))
    second = add_aksi(iku, 2026, other, by=orang("yusuf"), at=AT)
    assert plan(kantor, 2026, AT).aksi == [first, second]
    assert (first.triwulan, first.anggaran, first.program.kode) == ([1, 3], 25_000_000, "2.17.06")
    assert (second.program, second.anggaran, second.keluaran) == (None, None, "")
    tindakan, isi = last_entry()
    assert (tindakan, isi["uraian"], isi["triwulan"]) == ("rencana.aksi_ditambah", "Memeriksa laporan", [4])
    assert plan(kantor, 2025, AT).aksi == []


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_kept(iku, orang, bekasi) -> None:
    foreign = Program.objects.filter(perangkat_daerah=bekasi).first().pk
    owner = Bidang.objects.filter(perangkat_daerah=bekasi).first().pk
    before = RencanaAksi.objects.count()
    with pytest.raises(IssueError) as error:
        add_aksi(iku, 2026, IsianAksi(" x ", "k" * 241, foreign, owner, (5,), "dua juta"), by=orang("yusuf"), at=AT)
    assert codes(error) == [
        ("TLK-U100", "uraian"), ("TLK-U100", "keluaran"), ("TLK-U104", "program"), ("TLK-U105", "bidang"),
        ("TLK-U160", "triwulan"), ("TLK-U130", "anggaran"),
    ]  # fmt: skip
    assert RencanaAksi.objects.count() == before


def test_a_program_whose_code_has_ended_cannot_carry_an_activity(kantor, iku, isian, orang) -> None:
    Program.objects.filter(pk=isian.program).update(berlaku_sampai="2025-12-31")
    assert isian.program not in [one.pk for one in programs_for(kantor, 2026)]
    with pytest.raises(IssueError) as error:
        add_aksi(iku, 2026, isian, by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-U104", "program")]


def test_a_change_closes_the_old_activity_and_the_plan_of_the_day_before_stays_as_it_was(kantor, iku, isian, orang) -> None:
    old = add_aksi(iku, 2026, isian, by=orang("yusuf"), at=AT)
    later = AT + timedelta(days=30)
    new = change_aksi(old, IsianAksi(isian.uraian, "55 pengurus", isian.program, isian.bidang, (1, 3), "25000000"),
                      by=orang("yusuf"), at=later)  # fmt: skip
    assert [one.keluaran for one in plan(kantor, 2026, later).aksi] == ["55 pengurus"]
    assert [one.keluaran for one in plan(kantor, 2026, later - timedelta(seconds=1)).aksi] == ["40 pengurus"]
    assert plan(kantor, 2026, AT - timedelta(seconds=1)).aksi == []
    old.refresh_from_db()
    assert (old.dihapus_pada, old.keluaran, new.urut) == (later, "40 pengurus", old.urut)
    tindakan, isi = last_entry()
    assert (tindakan, isi) == (
        "rencana.aksi_diubah", {"keluaran": {"lama": "40 pengurus", "baru": "55 pengurus"}, "menggantikan": old.pk},
    )  # fmt: skip


def test_a_form_that_changes_nothing_and_one_that_comes_too_late_are_refused(iku, isian, orang) -> None:
    row = add_aksi(iku, 2026, isian, by=orang("yusuf"), at=AT)
    with pytest.raises(IssueError) as error:
        change_aksi(row, isian, by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-U112", "uraian")]
    remove_aksi(row, ALASAN, by=orang("yusuf"), at=AT)
    for late in (
        lambda: change_aksi(row, IsianAksi("Kata lain", bidang=iku.bidang_id, triwulan=(1,)), by=orang("yusuf"), at=AT),
        lambda: remove_aksi(row, ALASAN, by=orang("yusuf"), at=AT),
        lambda: move_aksi(row, True, by=orang("yusuf"), at=AT),
    ):
        with pytest.raises(IssueError) as error:
            late()
        assert codes(error) == [("TLK-U161", "uraian")]


def test_taking_out_needs_a_reason_and_keeps_the_row(kantor, iku, isian, orang) -> None:
    row = add_aksi(iku, 2026, isian, by=orang("yusuf"), at=AT)
    with pytest.raises(IssueError) as error:
        remove_aksi(row, "salah", by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-U107", "alasan")]
    remove_aksi(row, ALASAN, by=orang("yusuf"), at=AT + timedelta(hours=1))
    assert plan(kantor, 2026, AT + timedelta(hours=1)).aksi == []
    assert plan(kantor, 2026, AT).aksi == [row]
    tindakan, isi = last_entry()
    assert (tindakan, isi["alasan"], isi["uraian"]) == ("rencana.aksi_dihapus", ALASAN, row.uraian)


def test_two_neighbours_change_places_and_the_order_of_the_day_before_is_kept(kantor, iku, isian, orang) -> None:
    by = orang("yusuf")
    names = ("Pertama kali", "Kedua kali", "Ketiga kali")
    rows = [add_aksi(iku, 2026, IsianAksi(name, bidang=iku.bidang_id, triwulan=(1,)), by=by, at=AT) for name in names]
    later = AT + timedelta(days=1)
    assert not move_aksi(rows[0], True, by=by, at=later)
    assert move_aksi(rows[2], True, by=by, at=later)
    assert [one.uraian for one in plan(kantor, 2026, later).aksi] == ["Pertama kali", "Ketiga kali", "Kedua kali"]
    assert [one.uraian for one in plan(kantor, 2026, AT).aksi] == list(names)
    moved = plan(kantor, 2026, later).aksi[1]
    assert (moved.oleh, last_entry()[1]) == (by, {"lama": 3, "baru": 2})


@pytest.mark.parametrize("username", ["hendra", "bambang", "ratna", "indra", "galuh", "dadang"])
def test_only_the_planner_of_the_office_writes(username, iku, isian, orang) -> None:
    row = add_aksi(iku, 2026, isian, by=orang("yusuf"), at=AT)
    before, who = LogPerubahan.objects.count(), orang(username)
    for act in (
        lambda: add_aksi(iku, 2026, isian, by=who, at=AT),
        lambda: change_aksi(row, isian, by=who, at=AT),
        lambda: move_aksi(row, True, by=who, at=AT),
        lambda: remove_aksi(row, ALASAN, by=who, at=AT),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert LogPerubahan.objects.count() == before


def test_an_activity_is_opened_only_in_its_own_office_and_while_it_stands(iku, isian, orang) -> None:
    row = add_aksi(iku, 2026, isian, by=orang("yusuf"), at=AT)
    assert open_aksi_for(orang("hendra"), "35.75-2.17", row.pk) == row
    with pytest.raises(NotFoundError):
        open_aksi_for(orang("dadang"), "32.75-2.17", row.pk)
    with pytest.raises(NotFoundError):
        open_aksi_for(orang("dadang"), "35.75-2.17", row.pk)
    remove_aksi(row, ALASAN, by=orang("yusuf"), at=AT)
    with pytest.raises(NotFoundError):
        open_aksi_for(orang("yusuf"), "35.75-2.17", row.pk)


@pytest.mark.parametrize(
    ("triwulan", "text"),
    [
        ([], ""), ([2], "TW II"), ([4, 1], "TW I, IV"), ([1, 2, 3], "TW I–III"), ([1, 3, 4], "TW I, III, IV"),
        ([3, 4], "TW III–IV"),
    ],
)  # fmt: skip
def test_quarters_are_said_shortly(triwulan, text) -> None:
    assert triwulan_text(triwulan) == text


def test_the_demonstration_has_a_plan_for_every_iku_of_both_offices(kantor, bekasi) -> None:
    for office, least in ((kantor, 14), (bekasi, 4)):
        found = renaksi_at(office, 2024, AT)
        assert all(one.aksi for one in found)
        assert sum(len(one.aksi) for one in found) == least
        assert all(row.triwulan and row.bidang for one in found for row in one.aksi)
    before = plan(kantor, 2024, datetime(2024, 4, 1, tzinfo=WIB), "KOP-01").aksi[1].keluaran
    assert (before, plan(kantor, 2024, AT, "KOP-01").aksi[1].keluaran) == (
        "75 kertas kerja penilaian", "80 kertas kerja penilaian",
    )  # fmt: skip

"""Periods: opening computes, deadlines move with a reason, closed periods hold still, and the past stays what it was."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from services.ukur_bersama import AT, LATER
from tolok.measurement.tenggat import Batas, offered
from tolok.services.akses import NotFoundError
from tolok.services.periode import (
    batas_of,
    batas_text,
    change_deadlines,
    close_period,
    open_period,
    periods_at,
    read_batas,
    reopen_period,
    row_of,
)
from tolok.services.persetujuan import take_step
from tolok.store.models import LogPerubahan, PeriodePengukuran, Realisasi
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period

P2025, P2023, P2022 = Period(2025), Period(2023), Period(2022)
REASON = "menunggu rapat anggota"


def test_a_period_opened_long_after_its_end_makes_nobody_late_on_the_first_day() -> None:
    assert offered(P2025, date(2025, 6, 1)) == offered(P2025)
    assert min(offered(P2025, date(2026, 11, 22)).days) > date(2026, 11, 22)


def test_opening_computes_every_iku_as_a_draft_and_is_logged(kantor, orang) -> None:
    row, drafts = open_period(kantor, P2025, offered(P2025), by=orang("yusuf"), at=AT)
    assert {one.indikator.kode for one in drafts} == {"KOP-01", "UM-01", "TK-01", "TK-02", "KOP-03", "UM-02"}
    assert {(one.status, one.tahun, one.nomor) for one in drafts} == {("draf", 2025, 1)}
    assert (row.dibuka_pada, row.oleh, row.batas_data) == (AT, orang("yusuf"), date(2026, 1, 15))
    entry = LogPerubahan.objects.get(tindakan="periode.dibuka", objek="2025")
    assert entry.isi["batas"] == batas_text(offered(P2025))


def test_the_same_click_once_more_opens_nothing_twice_and_a_second_person_is_told(kantor, orang) -> None:
    first, _ = open_period(kantor, P2025, offered(P2025), by=orang("yusuf"), at=AT)
    before = LogPerubahan.objects.count()
    again, drafts = open_period(kantor, P2025, offered(P2025), by=orang("yusuf"), at=LATER)
    assert (again.pk, drafts) == (first.pk, [])
    with pytest.raises(IssueError, match="TLK-U060"):
        open_period(kantor, P2025, replace(offered(P2025), terbit=date(2027, 1, 1)), by=orang("yusuf"), at=LATER)
    assert LogPerubahan.objects.count() == before


@pytest.mark.parametrize("username", ["hendra", "siti", "ratna", "indra", "galuh", "dadang"])
def test_only_the_perencana_of_the_office_opens_and_closes(username, kantor, orang) -> None:
    for decide in (
        lambda by: open_period(kantor, P2025, offered(P2025), by=by, at=AT),
        lambda by: close_period(kantor, P2023, REASON, by=by, at=AT),
        lambda by: reopen_period(kantor, P2022, REASON, by=by, at=AT),
    ):
        with pytest.raises(NotFoundError):
            decide(orang(username))


def test_a_period_that_has_not_begun_and_deadlines_out_of_order_are_told_at_once(kantor, orang) -> None:
    wrong = Batas(*(date(2028, 1, day) for day in (5, 4, 6, 7, 8)))
    with pytest.raises(IssueError) as told:
        open_period(kantor, Period(2027), wrong, by=orang("yusuf"), at=AT)
    assert [one.kode for one in told.value.issues] == ["TLK-U062", "TLK-U061"]


def test_every_date_that_is_none_is_told() -> None:
    with pytest.raises(IssueError) as told:
        read_batas({"data": "2026-01-15", "ajukan": "besok", "verifikasi": "", "setujui": "2026-13-01"})
    assert [one.di_mana for one in told.value.issues] == [
        "Batas pengajuan", "Batas verifikasi", "Batas persetujuan", "Batas penerbitan",
    ]  # fmt: skip


def moved(kantor) -> tuple[Batas, Batas]:
    known = batas_of(row_of(kantor, P2023))
    return known, replace(known, terbit=known.terbit + timedelta(days=7))


def test_deadlines_move_with_a_reason_from_those_that_were_looked_at(kantor, orang) -> None:
    known, wanted = moved(kantor)
    with pytest.raises(IssueError, match="TLK-U063"):
        change_deadlines(kantor, P2023, wanted, "rapat", dasar=batas_text(known), by=orang("yusuf"), at=AT)
    change_deadlines(kantor, P2023, wanted, REASON, dasar=batas_text(known), by=orang("yusuf"), at=AT)
    assert batas_of(row_of(kantor, P2023)) == wanted
    # the very same click again changes nothing; another from the old deadlines is told
    before = LogPerubahan.objects.count()
    change_deadlines(kantor, P2023, wanted, REASON, dasar=batas_text(known), by=orang("yusuf"), at=LATER)
    assert LogPerubahan.objects.count() == before
    other = replace(known, terbit=known.terbit + timedelta(days=9))
    with pytest.raises(IssueError, match="TLK-U067"):
        change_deadlines(kantor, P2023, other, REASON, dasar=batas_text(known), by=orang("yusuf"), at=LATER)


def test_what_a_period_was_at_an_instant_is_still_known_afterwards(kantor, orang) -> None:
    known, wanted = moved(kantor)
    change_deadlines(kantor, P2023, wanted, REASON, dasar=batas_text(known), by=orang("yusuf"), at=AT)
    close_period(kantor, P2023, REASON, by=orang("yusuf"), at=LATER)
    seen = [
        next(one for one in periods_at(kantor, at) if one.period == P2023) for at in (AT - timedelta(seconds=1), AT, LATER)
    ]
    assert [(one.batas, one.ditutup) for one in seen] == [(known, False), (wanted, False), (wanted, True)]
    assert [one.alasan for one in seen[2].riwayat] == ["", REASON, REASON]
    assert not any(one.period == P2023 for one in periods_at(kantor, datetime(2023, 6, 1, tzinfo=WIB)))


def test_the_log_and_the_table_say_the_same_of_every_period(kantor) -> None:
    for one in periods_at(kantor, AT):
        row = row_of(kantor, one.period)
        assert (batas_of(row), row.ditutup_pada is not None) == (one.batas, one.ditutup)
    assert {one.period for one in periods_at(kantor, AT)} == {
        Period(one.tahun, one.triwulan) for one in PeriodePengukuran.objects.filter(perangkat_daerah=kantor)
    }


def test_closing_with_figures_on_their_way_names_them_and_asks_for_a_reason(kantor, orang) -> None:
    with pytest.raises(IssueError, match="KOP-01, UM-01, UM-02"):
        close_period(kantor, P2023, "", by=orang("yusuf"), at=AT)
    close_period(kantor, P2023, REASON, by=orang("yusuf"), at=AT)
    entry = LogPerubahan.objects.get(tindakan="periode.ditutup", objek="2023")
    assert entry.isi["belum_terbit"] == ["KOP-01", "UM-01", "UM-02"]


def submit(row: Realisasi, by, at=LATER) -> Realisasi:
    kantor = row.indikator.perangkat_daerah
    return take_step(
        "ajukan", by=by, slug=kantor.slug, kode=row.indikator.kode, period=P2023, nomor=1, versi=row.versi, at=at
    )


def test_no_step_is_taken_in_a_closed_period_until_it_is_opened_again_with_a_reason(kantor, orang, angka) -> None:
    close_period(kantor, P2023, REASON, by=orang("yusuf"), at=AT)
    with pytest.raises(IssueError, match="TLK-U065"):
        submit(angka("KOP-01"), orang("hendra"))
    with pytest.raises(IssueError, match="TLK-U063"):
        reopen_period(kantor, P2023, "lupa", by=orang("yusuf"), at=LATER)
    reopen_period(kantor, P2023, REASON, by=orang("yusuf"), at=LATER)
    assert submit(angka("KOP-01"), orang("hendra")).status == "diajukan"
    with pytest.raises(IssueError, match="TLK-U067"):
        reopen_period(kantor, P2023, REASON, by=orang("yusuf"), at=LATER)


def test_without_an_opened_period_no_step_is_taken(kantor, orang, angka) -> None:
    PeriodePengukuran.objects.filter(perangkat_daerah=kantor, tahun=2023).delete()
    with pytest.raises(IssueError, match="belum dibuka"):
        submit(angka("KOP-01"), orang("hendra"))

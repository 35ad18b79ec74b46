"""Opening a published figure again: the next vintage begins as a draft, the published one stands until it is replaced."""

from datetime import date, datetime, timedelta

import pytest

from services.ukur_bersama import AT, LATER, where
from tolok.services.persetujuan import receiver_of, take_step
from tolok.services.selectors import figures_of
from tolok.store.models import Langkah, LogPerubahan, Peran, Realisasi
from tolok.values.issue import IssueError
from tolok.values.period import Period
from web.lima_kasus import bring, person_with

WHY = "laporan susulan empat koperasi"


def reopen(row, by, at=AT, catatan=WHY):
    return take_step("buka_kembali", by=by, versi=row.versi, at=at, catatan=catatan, **where(row))


def test_the_next_vintage_is_a_draft_with_the_reason_and_the_published_one_stands(angka, orang, kantor) -> None:
    before = angka("KOP-03")
    opened = reopen(before, orang("yusuf"))
    assert (opened.nomor, opened.status, opened.alasan_koreksi, opened.nilai) == (2, "draf", WHY, before.nilai)
    after = angka("KOP-03")
    assert (after.status, after.versi) == ("diterbitkan", before.versi)
    assert (after.nilai, after.lembar) == (before.nilai, before.lembar)
    figure = figures_of(kantor, Period(2023), AT, "KOP-03")[0]
    assert [(one.realisasi.nomor, one.status) for one in figure.terbitan] == [(1, "diterbitkan"), (2, "draf")]
    assert figure.terbit.realisasi.nomor == 1
    step = Langkah.objects.get(realisasi=opened)
    assert (step.aksi, step.oleh, step.catatan) == ("buka_kembali", orang("yusuf"), WHY)
    assert LogPerubahan.objects.filter(tindakan="realisasi.dibuka_kembali", objek="KOP-03 2023 nomor 2").count() == 1


def test_it_goes_through_all_four_hands_and_only_then_replaces(angka, orang, kantor) -> None:
    opened = reopen(angka("KOP-03"), orang("yusuf"))
    done = bring(opened, 4)
    figure = figures_of(kantor, Period(2023), done.diterbitkan_pada, "KOP-03")[0]
    assert [(one.realisasi.nomor, one.status) for one in figure.terbitan] == [(1, "digantikan"), (2, "diterbitkan")]
    known = figures_of(kantor, Period(2023), done.diterbitkan_pada - timedelta(seconds=1), "KOP-03")[0]
    assert known.terbit.realisasi.nomor == 1


def test_the_same_click_again_opens_nothing_twice_and_another_person_is_told(angka, orang) -> None:
    row = angka("KOP-03")
    opened = reopen(row, orang("yusuf"))
    assert reopen(row, orang("yusuf"), at=LATER).pk == opened.pk
    with pytest.raises(IssueError, match="TLK-U066"):
        reopen(row, person_with("rekan", "perencana"), at=LATER)
    assert Realisasi.objects.filter(indikator=row.indikator, tahun=2023, triwulan=0).count() == 2


def test_a_reason_of_ten_letters_and_the_newest_vintage_are_needed(angka, orang) -> None:
    with pytest.raises(IssueError, match="TLK-A006"):
        reopen(angka("KOP-03"), orang("yusuf"), catatan="keliru")
    done = bring(reopen(angka("KOP-03"), orang("yusuf")), 4)
    with pytest.raises(IssueError, match="Terbitan 2 sudah ada"):
        reopen(angka("KOP-03"), orang("yusuf"), at=done.diterbitkan_pada + timedelta(days=1))


def test_a_figure_of_a_closed_period_is_not_opened_again_before_the_period_is(angka, orang) -> None:
    with pytest.raises(IssueError, match="TLK-U065"):
        reopen(angka("KOP-03", 2022), orang("yusuf"))


def test_who_acts_for_somebody_is_written_as_such_and_still_bound_by_four_eyes(angka, orang, kantor) -> None:
    acting = Peran.objects.create(
        pengguna=orang("bambang"), pemda=kantor.pemda, perangkat_daerah=kantor, peran="kepala_dinas",
        jabatan="Kepala Dinas", sifat="plh", dasar="Surat perintah 1 (dikarang)", mulai=date(2020, 1, 1),
        sampai=date(2099, 1, 1),
    )  # fmt: skip
    row = bring(angka("KOP-01"), 2)
    done = take_step("setujui", by=orang("bambang"), versi=row.versi, at=AT + timedelta(days=60), **where(row))
    step = Langkah.objects.filter(realisasi=done).last()
    assert (step.peran, step.sebagai) == ("kepala_dinas", "Plh Kepala Dinas")
    entry = LogPerubahan.objects.filter(tindakan="realisasi.disetujui").latest("urut")
    assert entry.isi["sebagai"] == "Plh Kepala Dinas"
    with pytest.raises(IssueError, match=r"Bambang Sutejo \(Plh Kepala Dinas\) lebih dahulu"):
        take_step("setujui", by=orang("ratna"), versi=row.versi, at=AT + timedelta(days=61), **where(row))
    # who verified does not approve, whoever he stands in for
    other = angka("UM-02", 2024)
    Peran.objects.filter(pk=acting.pk).update(pengguna=orang("agus"))
    other = bring(other, 1)
    other = take_step("verifikasi", by=orang("agus"), versi=other.versi, at=LATER + timedelta(days=60), **where(other))
    with pytest.raises(IssueError, match="TLK-A005"):
        take_step("setujui", by=orang("agus"), versi=other.versi, at=LATER + timedelta(days=61), **where(other))


def test_a_return_names_who_must_mend_it_while_he_still_may(angka, orang) -> None:
    row = bring(angka("KOP-01"), 1)
    assert receiver_of(row) == orang("hendra")
    Peran.objects.filter(pengguna=orang("hendra")).update(dicabut_pada=datetime.now().astimezone())
    assert receiver_of(row) is None

"""Proposals: written as a draft, submitted whole, decided by somebody else; then the office has its own version."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from tolok.services.akses import NotFoundError
from tolok.services.definisi import definition_in_force, definition_of, text_in_force, texts_of, versions_of
from tolok.services.pengukuran import draft_figures
from tolok.services.periksa import question
from tolok.services.riwayat import verify_chain
from tolok.services.usul import (
    Naskah,
    decide,
    naskah_of,
    open_issues,
    open_usul_of,
    save_draft,
    submit,
    withdraw,
    writers_of,
)
from tolok.store.models import DefinisiKantor, IndikatorKantor, LogPerubahan, Realisasi, UsulDefinisi
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period

PADA = datetime(2025, 3, 3, 9, tzinfo=WIB)
KODE = "UM-02"


@pytest.fixture
def indikator(kantor) -> IndikatorKantor:
    return IndikatorKantor.objects.select_related("perangkat_daerah__pemda", "bidang").get(
        perangkat_daerah=kantor, kode=KODE
    )


@pytest.fixture
def naskah(indikator) -> Naskah:
    """A whole proposal: a plainer limit from 2025 on."""
    made = naskah_of(indikator, None, PADA)
    isian = replace(
        made.isian, batas=made.isian.batas + " Tambahan.", berlaku_sejak="2025-01-01", diputuskan_dasar="nota dinas 7"
    )
    return replace(made, isian=isian, alasan="batasnya belum jelas bagi pembaca")


@pytest.fixture
def diajukan(indikator, naskah, orang) -> UsulDefinisi:
    return submit(indikator, naskah, by=orang("yusuf"), at=PADA, versi=0)


def kode_of(error: pytest.ExceptionInfo[IssueError]) -> list[str]:
    return [issue.kode for issue in error.value.issues]


def test_a_draft_keeps_what_was_typed_however_faulty(indikator, naskah, orang) -> None:
    faulty = replace(naskah, isian=replace(naskah.isian, rumus='banyak("', berlaku_sejak="31 Februari", contoh="- nama: ["))
    usul = save_draft(indikator, faulty, by=orang("yusuf"), at=PADA, versi=0)
    assert naskah_of(indikator, usul, PADA).isian == faulty.isian
    with pytest.raises(IssueError) as caught:
        submit(indikator, faulty, by=orang("yusuf"), at=PADA, versi=1)
    assert {"TLK-F001", "TLK-D003"} <= set(kode_of(caught))
    assert naskah_of(indikator, open_usul_of(indikator), PADA).isian == faulty.isian


def test_a_whole_proposal_is_handed_on_and_logged(diajukan, orang, kantor) -> None:
    assert (diajukan.status, diajukan.oleh) == ("diajukan", orang("yusuf"))
    entry = LogPerubahan.objects.get(tindakan="usul.diajukan", objek=f"{KODE} usul {diajukan.pk}")
    assert (entry.oleh, entry.perangkat_daerah, entry.isi["kode"]) == (orang("yusuf"), kantor, KODE)


def test_a_question_must_be_answered_and_the_answer_is_signed_with_the_version(kantor, orang) -> None:
    koperasi = IndikatorKantor.objects.select_related("perangkat_daerah__pemda", "bidang").get(
        perangkat_daerah=kantor, kode="KOP-01"
    )
    withdraw(open_usul_of(koperasi), by=orang("siti"), at=PADA, versi=open_usul_of(koperasi).versi, discard=True)
    made = naskah_of(koperasi, None, PADA)
    rumus = "A = banyak(koperasi_tahunan yang dinilai_kesehatan)\n(A - A tahun lalu) / A tahun lalu * 100"
    isian = replace(made.isian, rumus=rumus, diputuskan_dasar="nota dinas 7")
    naskah = replace(made, isian=isian, alasan="ditulis dalam bentuk yang lebih dikenal")
    asked = open_issues(koperasi, naskah, PADA)
    assert [one.kode for one in asked] == ["TLK-D102", "TLK-D102"]
    answer = "yang dihitung tetap koperasi yang dinilai, seperti rumus di dokumen"
    one = replace(naskah, jawaban={question(asked[0]): answer})
    assert open_issues(koperasi, one, PADA) == asked[1:]  # an answer to one word is none to another
    both = replace(naskah, jawaban={question(issue): answer for issue in asked})
    usul = submit(koperasi, both, by=orang("siti"), at=PADA, versi=0)
    decisions = definition_of(usul.isi, "KOP-01").latest.keputusan
    made = [one.isi[17:23] for one in decisions if one.alasan == answer]
    assert made == ["“RAT”,", "“sehat"]


@pytest.mark.parametrize("username", ["ratna", "indra", "galuh", "dadang", "agus", "taufik"])
def test_who_may_not_propose_for_this_iku_finds_no_such_thing(username, indikator, naskah, orang) -> None:
    who = orang(username)
    if username == "agus":  # verifikator of Usaha Mikro: reaches UM-02, not KOP-03
        indikator = IndikatorKantor.objects.get(perangkat_daerah=indikator.perangkat_daerah, kode="KOP-03")
    with pytest.raises(NotFoundError):
        save_draft(indikator, naskah, by=who, at=PADA, versi=0)


def test_the_second_of_two_writers_is_told_and_nothing_is_lost(indikator, naskah, orang) -> None:
    first = save_draft(indikator, naskah, by=orang("yusuf"), at=PADA, versi=0)
    other = replace(naskah, alasan="alasan dari orang kedua")
    with pytest.raises(IssueError) as caught:
        save_draft(indikator, other, by=orang("hendra"), at=PADA, versi=0)
    assert kode_of(caught) == ["TLK-A140"] and "Yusuf" in caught.value.issues[0].apa
    assert open_usul_of(indikator).alasan == naskah.alasan
    second = save_draft(indikator, other, by=orang("hendra"), at=PADA, versi=first.versi)
    assert writers_of(second) == {orang("yusuf").pk, orang("hendra").pk}


def test_a_submitted_proposal_is_not_edited_until_it_is_taken_back(diajukan, indikator, naskah, orang) -> None:
    with pytest.raises(IssueError) as caught:
        save_draft(indikator, naskah, by=orang("yusuf"), at=PADA, versi=diajukan.versi)
    assert kode_of(caught) == ["TLK-A141"]
    back = withdraw(diajukan, by=orang("yusuf"), at=PADA, versi=diajukan.versi)
    assert back.status == "draf"


def test_the_head_puts_it_into_force_from_its_date_on_and_not_before(diajukan, kantor, orang) -> None:
    before, _ = definition_in_force(KODE, 2024, kantor, PADA)
    decide(diajukan, "tetapkan", by=orang("ratna"), at=PADA + timedelta(hours=1), versi=diajukan.versi)
    later = PADA + timedelta(hours=2)
    same, _ = definition_in_force(KODE, 2024, kantor, later)
    assert same.hash_definisi == before.hash_definisi
    new, _ = definition_in_force(KODE, 2025, kantor, later)
    assert new.isi["batas"].endswith("Tambahan.") and new.hash_definisi != before.hash_definisi
    assert new.hash_ukuran == before.hash_ukuran
    unknown, _ = definition_in_force(KODE, 2025, kantor, PADA)
    assert unknown.hash_definisi == before.hash_definisi
    assert [one.versi.berlaku_sejak.year for one in versions_of(texts_of(kantor, KODE, later))][-1] == 2025
    assert verify_chain().putus_di is None


def test_another_office_keeps_the_catalogues_version(diajukan, bekasi, orang) -> None:
    decide(diajukan, "tetapkan", by=orang("ratna"), at=PADA, versi=diajukan.versi)
    assert text_in_force(bekasi, KODE, 2025, PADA + timedelta(days=1)).kantor is None


@pytest.mark.parametrize("username", ["yusuf", "hendra", "bambang", "indra", "galuh"])
def test_only_the_head_decides(username, diajukan, orang) -> None:
    with pytest.raises(NotFoundError):
        decide(diajukan, "tetapkan", by=orang(username), at=PADA, versi=diajukan.versi)


def test_whoever_had_a_hand_in_it_does_not_decide_it(diajukan, orang) -> None:
    diajukan.jawaban = {**diajukan.jawaban, "penyunting": [orang("ratna").pk]}
    diajukan.save()
    with pytest.raises(IssueError) as caught:
        decide(diajukan, "tetapkan", by=orang("ratna"), at=PADA, versi=diajukan.versi)
    assert kode_of(caught) == ["TLK-A142"]
    assert not DefinisiKantor.objects.filter(kode=KODE).exists()


def test_a_refusal_needs_its_reason_and_keeps_the_text(diajukan, orang, kantor) -> None:
    with pytest.raises(IssueError) as caught:
        decide(diajukan, "tolak", by=orang("ratna"), at=PADA, versi=diajukan.versi, catatan="tidak")
    assert kode_of(caught) == ["TLK-A143"]
    text = diajukan.isi
    done = decide(diajukan, "tolak", by=orang("ratna"), at=PADA, versi=diajukan.versi, catatan="tunggu keputusan wali kota")
    assert (done.status, done.isi) == ("ditolak", text)
    assert text_in_force(kantor, KODE, 2025, PADA + timedelta(days=1)).kantor is None


def test_of_two_decisions_at_once_one_wins_and_the_other_is_told(diajukan, orang) -> None:
    stale = UsulDefinisi.objects.get(pk=diajukan.pk)
    decide(diajukan, "tetapkan", by=orang("ratna"), at=PADA, versi=diajukan.versi)
    with pytest.raises(IssueError) as caught:
        decide(stale, "tolak", by=orang("ratna"), at=PADA, versi=stale.versi, catatan="tunggu dahulu sebentar")
    assert kode_of(caught) == ["TLK-A140"]
    assert DefinisiKantor.objects.filter(kode=KODE).count() == 1


def test_drafts_are_computed_anew_and_published_figures_stay(indikator, naskah, orang, kantor) -> None:
    backdated = replace(naskah, isian=replace(naskah.isian, berlaku_sejak="2022-06-01"))
    assert "TLK-D146" in {one.kode for one in open_issues(indikator, backdated, PADA)}
    asked = next(one for one in open_issues(indikator, backdated, PADA) if one.kode == "TLK-D146")
    backdated = replace(backdated, jawaban={question(asked): "inspektorat meminta batas yang sama sejak 2022"})
    draft_figures(kantor, Period(2024), by=None, at=PADA, kode=[KODE])
    before = {row.pk: (row.definisi_id, row.nilai) for row in Realisasi.objects.filter(indikator=indikator)}
    usul = submit(indikator, backdated, by=orang("yusuf"), at=PADA, versi=0)
    decide(usul, "tetapkan", by=orang("ratna"), at=PADA, versi=usul.versi)
    new, _ = definition_in_force(KODE, 2024, kantor, PADA)
    for row in Realisasi.objects.filter(indikator=indikator):
        if row.status in ("draf", "dikembalikan") and row.tahun >= 2022 and row.pk in before:
            assert row.definisi_id == new.hash_definisi
        else:
            assert (row.definisi_id, row.nilai) == before[row.pk]
    assert Realisasi.objects.filter(indikator=indikator, status="diterbitkan").exists()


def test_a_version_can_only_be_added_after_the_last(diajukan, indikator, naskah, orang) -> None:
    decide(diajukan, "tetapkan", by=orang("ratna"), at=PADA, versi=diajukan.versi)
    again = naskah_of(indikator, None, PADA + timedelta(days=1))
    same_day = replace(
        again, alasan="mencoba tanggal yang sama", isian=replace(again.isian, berlaku_sejak="2025-01-01", batas="lain")
    )
    found = {one.kode for one in open_issues(indikator, same_day, PADA + timedelta(days=1))}
    assert found & {"TLK-D008", "TLK-D143"}


def test_an_example_that_breaks_its_promise_keeps_the_proposal_from_being_submitted(indikator, naskah) -> None:
    changed = replace(naskah, isian=replace(naskah.isian, rumus="persen(usaha_monev yang omset > 1)"))
    assert "TLK-D030" in {one.kode for one in open_issues(indikator, changed, PADA)}


def test_a_proposal_that_changes_nothing_is_refused(indikator) -> None:
    made = naskah_of(indikator, None, PADA)
    same = replace(made, alasan="tidak ada yang berubah", isian=replace(made.isian, diputuskan_dasar="nota dinas 7"))
    assert [one.kode for one in open_issues(indikator, same, PADA)] == ["TLK-D145"]


def test_the_database_itself_refuses_to_change_what_was_decided(diajukan, orang) -> None:
    decide(diajukan, "tetapkan", by=orang("ratna"), at=PADA, versi=diajukan.versi)
    with pytest.raises(DatabaseError), transaction.atomic():
        DefinisiKantor.objects.filter(kode=KODE).update(isi="lain")

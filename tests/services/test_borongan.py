"""Many documents at once: printed in the background into one ZIP, surviving a break, kept for a few days."""

import io
import os
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings

from services.cetak_bersama import AT, SITUS
from tolok.services.akses import NotFoundError
from tolok.services.borongan import CATATAN, UMUR, PermintaanBorongan, batch_file, open_batch_for, request_batch, sweep
from tolok.services.pekerjaan import recover, run
from tolok.store.models import Cetakan, Pekerjaan
from tolok.values.issue import IssueError
from tolok.values.period import Period


def asked(*jenis: str, bentuk: tuple[str, ...] = ("xlsx",), tahun: int = 2023) -> PermintaanBorongan:
    return PermintaanBorongan(Period(tahun), jenis, bentuk, AT, SITUS)


def done(job: Pekerjaan) -> Pekerjaan:
    return run(job.pk, lambda: AT)


def names(job: Pekerjaan) -> list[str]:
    path = batch_file(job, AT)
    assert path is not None
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_chosen_documents_lie_in_one_file_and_each_is_remembered(kantor, orang) -> None:
    job = done(request_batch(orang("hendra"), kantor, asked("iku", "pengukuran", bentuk=("docx", "xlsx")), at=AT))
    assert job.status == "selesai", job.kalimat
    assert sorted(names(job)) == [
        "IKU-35.75-2.17-2023.docx", "IKU-35.75-2.17-2023.xlsx",
        "PENGUKURAN-35.75-2.17-2023.docx", "PENGUKURAN-35.75-2.17-2023.xlsx",
    ]  # fmt: skip
    assert job.kalimat == "4 dokumen siap diunduh"
    assert (job.semua_bagian, Cetakan.objects.count()) == (4, 4)
    with zipfile.ZipFile(io.BytesIO(batch_file(job, AT).read_bytes())) as archive:
        assert Cetakan.objects.get(jenis="iku", bentuk="xlsx").ukuran == len(archive.read("IKU-35.75-2.17-2023.xlsx"))


def test_a_card_is_printed_for_every_indicator_and_a_sheet_for_every_published_figure(kantor, orang) -> None:
    job = done(request_batch(orang("hendra"), kantor, asked("kartu", "lembar"), at=AT))
    found = names(job)
    assert len([one for one in found if one.startswith("KARTU-")]) == 6
    sheets = [one for one in found if one.startswith("LEMBAR-")]
    assert sorted(sheets) == [f"LEMBAR-{kode}-35.75-2.17-2023.xlsx" for kode in ("KOP-03", "TK-01", "TK-02")]


def test_an_agreement_is_printed_for_every_level_that_has_one(kantor, orang) -> None:
    job = done(request_batch(orang("hendra"), kantor, asked("pk", bentuk=("docx",), tahun=2024), at=AT))
    assert "PK-kepala-35.75-2.17-2024.docx" in names(job)
    assert len(names(job)) > 1


def test_a_document_without_the_chosen_form_comes_in_its_own(kantor, orang) -> None:
    job = done(request_batch(orang("hendra"), kantor, asked("msind", bentuk=("docx",)), at=AT))
    assert names(job) == ["MSIND-35.75-2.17-2023.xlsx"]


def test_what_cannot_be_printed_is_told_beside_what_can(kantor, orang) -> None:
    job = done(request_batch(orang("hendra"), kantor, asked("iku", "renaksi"), at=AT))
    assert names(job) == ["IKU-35.75-2.17-2023.xlsx", CATATAN]
    assert job.kalimat == "1 dokumen siap diunduh; 1 tidak dapat dicetak"
    assert "Belum ada rencana aksi 2023" in job.keluaran["tidak_tercetak"][0]


def test_where_nothing_can_be_printed_there_is_no_file(kantor, orang) -> None:
    job = done(request_batch(orang("hendra"), kantor, asked("renaksi"), at=AT))
    assert job.status == "gagal"
    assert job.keluaran["issues"][0]["kode"] == "TLK-P066"
    assert batch_file(job, AT) is None


def test_what_is_no_business_of_the_person_is_not_printed_for_him(kantor, orang) -> None:
    job = done(request_batch(orang("galuh"), kantor, asked("iku", "lhe"), at=AT))
    assert names(job) == ["IKU-35.75-2.17-2023.xlsx", CATATAN]
    assert job.keluaran["tidak_tercetak"] == ["LHE AKIP: bukan untuk peran Anda."]


@pytest.mark.parametrize(("jenis", "bentuk"), [((), ("pdf",)), (("iku",), ()), (("surat",), ("pdf",)), (("iku",), ("odt",))])
def test_a_batch_of_nothing_is_refused_at_once(jenis, bentuk, kantor, orang) -> None:
    with pytest.raises(IssueError, match="TLK-P065"):
        request_batch(orang("hendra"), kantor, asked(*jenis, bentuk=bentuk), at=AT)
    assert not Pekerjaan.objects.filter(jenis="cetak_borongan").exists()


def test_a_batch_that_broke_off_begins_again_and_prints_nothing_twice(kantor, orang) -> None:
    job = request_batch(orang("hendra"), kantor, asked("iku", "pengukuran"), at=AT)
    run(job.pk, lambda: AT)
    tokens = set(Cetakan.objects.values_list("token", flat=True))
    Pekerjaan.objects.filter(pk=job.pk).update(status="berjalan")  # as a killed worker leaves it
    assert recover(lambda: AT) == (1, 0)
    again = run(job.pk, lambda: AT + timedelta(minutes=5))
    assert again.status == "selesai"
    assert set(Cetakan.objects.values_list("token", flat=True)) == tokens
    assert len(names(again)) == 2


def test_the_file_is_kept_for_its_time_and_halves_of_killed_workers_are_not(kantor, orang) -> None:
    job = done(request_batch(orang("hendra"), kantor, asked("iku"), at=AT))
    path, half = batch_file(job, AT), settings.CETAKAN / "borongan-99999.sedang-ditulis"
    half.write_bytes(b"PK")
    now = AT.timestamp()
    os.utime(path, (now, now))
    sweep(AT + UMUR - timedelta(minutes=1))
    assert path.exists()
    assert not half.exists()
    assert batch_file(job, AT + UMUR + timedelta(minutes=1)) is None
    sweep(AT + UMUR + timedelta(minutes=1))
    assert not path.exists()


def test_a_batch_is_for_who_asked_for_it(kantor, orang) -> None:
    job = request_batch(orang("hendra"), kantor, asked("iku"), at=AT)
    assert open_batch_for(orang("hendra"), kantor.slug, job.pk) == job
    for username in ("ratna", "galuh", "dadang"):
        with pytest.raises(NotFoundError):
            open_batch_for(orang(username), kantor.slug, job.pk)
    with pytest.raises(NotFoundError):
        request_batch(orang("dadang"), kantor, asked("iku"), at=AT)

"""Evidence: kept under its hash, told apart by content, reused openly, withdrawn by an instant, frozen when published."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings

from services.ukur_bersama import AT, LATER, PDF, pdf, where
from tolok.services.akses import NotFoundError
from tolok.services.bukti import prove
from tolok.services.bukti_angka import TERBESAR, Isian, attach, bukti_of, file_of, kind_of, open_bukti_for, withdraw
from tolok.services.persetujuan import take_step
from tolok.store.models import Bukti, LogPerubahan, Realisasi
from tolok.values.issue import IssueError
from web.lima_kasus import bring

WHY = "berkas yang keliru"


def office_file(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....", "jpg"),
        (office_file("xl/workbook.xml"), "xlsx"),
        (office_file("word/document.xml"), "docx"),
        (b"kecamatan;nilai\nGadingrejo;1\n", "csv"),
        (b"\xef\xbb\xbfa,b\n1,2\n", "csv"),
        (b"Berita acara, ditandatangani.", "txt"),
        (office_file("xl/workbook.xml", "xl/vbaProject.bin"), None),
        (office_file("ppt/presentation.xml"), None),
        (b"PK\x03\x04 broken", None),
        (b"MZ\x90\x00\x03", None),
        (b"\x7fELF\x02\x01\x01\x00", None),
        (b"<html><script>alert(1)</script>", None),
        (b"  \n<svg onload=x>", None),
        (b"\xd0\xcf\x11\xe0old office", None),
        (b"a\x00b", None),
    ],
)
def test_what_a_file_is_stands_in_its_content_not_in_its_name(content, kind) -> None:
    assert kind_of(content) == kind


def test_a_file_is_kept_once_under_its_hash_with_who_when_and_which_page(angka, orang) -> None:
    row = angka("KOP-01")
    laid, elsewhere = pdf(row, orang("hendra"), nama="C:\\berkas\\laporan RAT.pdf")
    digest = hashlib.sha256(PDF).hexdigest()
    assert (laid.nama, laid.sha256, laid.tipe, laid.ukuran) == ("laporan RAT.pdf", digest, "application/pdf", len(PDF))
    assert (laid.oleh, laid.pada, laid.halaman, elsewhere) == (orang("hendra"), AT, "halaman 2", [])
    assert file_of(laid).read_bytes() == PDF
    assert file_of(laid).parent == settings.BUKTI
    entry = LogPerubahan.objects.filter(tindakan="bukti.dilampirkan").latest("urut")
    assert entry.isi == {"jenis": "berkas", "sidik": digest}


def test_a_name_that_is_a_path_stays_a_name(angka, orang) -> None:
    laid, _ = pdf(angka("KOP-01"), orang("hendra"), nama="../../etc/passwd")
    assert laid.nama == "passwd"
    assert file_of(laid).name == laid.sha256


def test_the_same_file_again_changes_nothing_and_elsewhere_it_is_told(angka, orang) -> None:
    first, _ = pdf(angka("KOP-01"), orang("hendra"))
    again, _ = pdf(angka("KOP-01"), orang("hendra"), at=LATER)
    assert again.pk == first.pk
    assert Bukti.objects.filter(sha256=first.sha256).count() == 1
    other, elsewhere = pdf(angka("UM-02"), orang("hendra"))
    assert (other.pk != first.pk, [one.pk for one in elsewhere]) == (True, [first.pk])
    # an office never hears of another's evidence
    _, elsewhere = pdf(angka("TK-03", pemda="32.75"), orang("nia"))
    assert elsewhere == []


@pytest.mark.parametrize(
    ("isian", "kode"),
    [
        (Isian("berkas", "kosong.pdf"), "TLK-U077"),
        (Isian("berkas", "besar.pdf", berkas=b"%PDF-" + b"0" * TERBESAR), "TLK-U077"),
        (Isian("berkas", "laporan.pdf", berkas=b"MZ\x90\x00"), "TLK-U076"),
        (Isian("tautan", isi="http://arsip.example/a"), "TLK-U078"),
        (Isian("tautan", isi="https://"), "TLK-U078"),
        (Isian("tautan", isi="https://admin:rahasia@arsip.example/"), "TLK-U078"),
        (Isian("tautan", isi="javascript:alert(1)"), "TLK-U078"),
        (Isian("tautan", isi="https://[1"), "TLK-U078"),
        (Isian("teks"), "TLK-U079"),
        (Isian("teks", nama="n" * 201, isi="ada"), "TLK-U079"),
        (Isian("lain", isi="ada"), "TLK-U079"),
    ],
)
def test_what_cannot_be_evidence_is_refused_with_the_reason_and_nothing_is_kept(isian, kode, angka, orang) -> None:
    before = Bukti.objects.count(), len(list(settings.BUKTI.iterdir()))
    with pytest.raises(IssueError, match=kode):
        attach(isian, by=orang("hendra"), at=AT, **where(angka("KOP-01")))
    assert (Bukti.objects.count(), len(list(settings.BUKTI.iterdir()))) == before


@pytest.mark.parametrize("username", ["ratna", "yusuf", "galuh", "dadang", "dewi", "agus"])
def test_only_those_who_answer_for_the_figure_and_the_inspektorat_attach(username, angka, orang) -> None:
    with pytest.raises(NotFoundError):
        pdf(angka("KOP-01"), orang(username))
    assert pdf(angka("KOP-01"), orang("indra"))[0].oleh == orang("indra")


def test_withdrawn_evidence_is_gone_from_then_on_and_still_known_for_before(angka, orang) -> None:
    row = angka("KOP-01")
    laid, _ = pdf(row, orang("hendra"))
    with pytest.raises(IssueError, match="TLK-U080"):
        withdraw(laid.pk, "salah", by=orang("hendra"), at=LATER, **where(row))
    assert withdraw(laid.pk, WHY, by=orang("hendra"), at=LATER, **where(row)).pk == laid.pk
    assert withdraw(laid.pk, WHY, by=orang("hendra"), at=LATER, **where(row)) is None  # the same click again
    assert [one.pk for one in bukti_of(row, LATER - timedelta(seconds=1))] == [laid.pk]
    assert bukti_of(row, LATER) == []
    with pytest.raises(NotFoundError):
        open_bukti_for(orang("ratna"), bukti=laid.pk, at=LATER, **where(row))
    found = open_bukti_for(orang("ratna"), bukti=laid.pk, at=AT, **where(row))
    assert found.pk == laid.pk


def test_nobody_of_another_office_opens_a_file_and_no_figure_shows_anothers(angka, orang) -> None:
    laid, _ = pdf(angka("KOP-01"), orang("hendra"))
    for who, row in (("dadang", angka("KOP-01")), ("fajar", angka("KOP-01")), ("ratna", angka("UM-01"))):
        with pytest.raises(NotFoundError):
            open_bukti_for(orang(who), bukti=laid.pk, at=AT, **where(row))


def test_publication_seals_the_evidence_and_the_vintage_keeps_it_whatever_is_withdrawn_later(angka, orang) -> None:
    row = angka("KOP-01")
    laid, _ = pdf(row, orang("hendra"))
    row = bring(row, 4)
    entry = LogPerubahan.objects.filter(tindakan="realisasi.diterbitkan", objek="KOP-01 2023 nomor 1").get()
    assert entry.isi["bukti"] == [laid.sha256]
    assert set(entry.isi["penjelasan"]) == {"pendorong", "penghambat", "tindak_lanjut"}
    after = row.diterbitkan_pada + timedelta(days=1)
    with pytest.raises(IssueError, match="TLK-U071"):
        withdraw(laid.pk, WHY, by=orang("hendra"), at=after, **where(row))
    with pytest.raises(IssueError, match="TLK-U071"):
        pdf(row, orang("hendra"), at=after, isi=PDF + b"lain")
    opened = take_step("buka_kembali", by=orang("yusuf"), versi=row.versi, at=after, catatan="bukti keliru", **where(row))
    assert [one.pk for one in bukti_of(opened, after)] == [laid.pk]
    withdraw(laid.pk, WHY, by=orang("hendra"), at=after + timedelta(hours=1), **where(opened))
    assert bukti_of(opened, after + timedelta(hours=2)) == []
    assert [one.pk for one in bukti_of(row, after + timedelta(hours=2))] == [laid.pk]


def test_the_database_itself_keeps_evidence_and_closes_it_once(angka, orang) -> None:
    from services.test_dua_waktu import forbidden

    laid, _ = pdf(angka("KOP-01"), orang("hendra"))
    for column, value in (("sha256", "0" * 64), ("nama", "lain"), ("isi", "lain"), ("realisasi_id", 1)):
        assert forbidden(f'UPDATE "store_bukti" SET "{column}" = %s WHERE id = %s', value, laid.pk), column
    assert forbidden('DELETE FROM "store_bukti" WHERE id = %s', laid.pk)
    close = 'UPDATE "store_bukti" SET dicabut_pada = %s WHERE id = %s'
    assert not forbidden(close, "2026-02-02 02:00:00", laid.pk)
    assert forbidden(close, "2026-03-03 02:00:00", laid.pk)


def test_a_lost_or_changed_file_fails_the_proof_of_its_figure(angka, orang) -> None:
    row = angka("KOP-01")
    laid, _ = pdf(row, orang("hendra"), isi=PDF + b"hanya di sini")
    row = bring(row, 4)
    assert prove(row).terbukti
    file_of(laid).write_bytes(b"diganti")
    assert not prove(row).terbukti
    file_of(laid).unlink()
    assert "bukti tidak utuh" in prove(row).masalah


def test_evidence_that_changes_during_approval_makes_the_next_page_stale(angka, orang) -> None:
    row = bring(angka("KOP-01"), 2)
    pdf(row, orang("siti"), at=row.langkah.last().pada + timedelta(hours=1))
    with pytest.raises(IssueError, match="diubah buktinya"):
        take_step("setujui", by=orang("ratna"), versi=row.versi, at=LATER + timedelta(days=60), **where(row))
    assert Realisasi.objects.get(pk=row.pk).status == "diverifikasi"

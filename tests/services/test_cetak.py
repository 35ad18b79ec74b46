"""Printing: the registry of documents, tokens, the same print twice, drafts, and who may print what."""

import hashlib
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from services.cetak_bersama import AFTER, AT, NEXT, SITUS, printed, publish_anew, wanted, words_of
from tolok.services.akses import NotFoundError
from tolok.services.cetak import checked, print_again, print_document, request_of
from tolok.services.jenis_dokumen import BENTUK, JENIS, RAK
from tolok.store.models import Cetakan, Larangan, LogPerubahan
from tolok.values.instant import parse_instant
from tolok.values.issue import IssueError


def codes(error: pytest.ExceptionInfo[IssueError]) -> list[str]:
    return [issue.kode for issue in error.value.issues]


# --- the registry


def test_every_document_of_an_office_is_registered_with_a_shelf_a_sentence_and_a_form() -> None:
    kinds = {"iku", "matrik", "pk", "renaksi", "pengukuran", "lembar", "lkjip", "lhe", "kartu", "msind"}
    assert set(JENIS) == kinds
    assert {one.rak for one in JENIS.values()} == set(RAK)
    assert [one.kode for one in JENIS.values() if not one.bentuk or not set(one.bentuk) <= set(BENTUK)] == []
    assert [one.kode for one in JENIS.values() if not one.kalimat.endswith(".") or not one.wajib <= one.pilihan] == []


# --- a print of published figures


def test_a_print_is_remembered_with_its_figures_its_hash_and_a_token_beyond_guessing(kantor, orang, angka) -> None:
    found = printed(kantor, orang("hendra"))
    row = Cetakan.objects.get()
    assert found.cetakan == row
    assert len(row.token) * 6 >= 128
    assert row.sha256 == found.sha256 == hashlib.sha256(found.isi).hexdigest()
    assert (row.jenis, row.tahun, row.bentuk, row.ukuran, row.oleh) == ("iku", 2023, "xlsx", len(found.isi), orang("hendra"))
    figures = {(one["kode"], one["periode"]): one for one in row.angka}
    kop = angka("KOP-03")
    assert figures["KOP-03", "2023"]["tampil"] == kop.tampil == "7,73"
    assert figures["KOP-03", "2023"]["nomor"] == 1
    assert "KOP-03/2023/1" in row.vintage


def test_the_address_of_its_page_stands_in_the_file(kantor) -> None:
    found = printed(kantor)
    assert f"{SITUS}/cek/{found.cetakan.token}/" in words_of(found.isi)


def test_every_print_leaves_one_entry_in_the_change_log(kantor, orang) -> None:
    found = printed(kantor, orang("hendra"))
    entry = LogPerubahan.objects.get(tindakan="dokumen.dicetak")
    assert (entry.objek, entry.oleh, entry.perangkat_daerah) == ("iku 2023", orang("hendra"), kantor)
    assert entry.isi["sha256"] == found.sha256
    assert found.cetakan.token not in str(entry.isi)


@pytest.mark.parametrize("bentuk", BENTUK)
def test_the_same_request_is_the_same_print_to_the_last_byte(bentuk, kantor, orang) -> None:
    first = printed(kantor, orang("hendra"), bentuk)
    again = printed(kantor, orang("ratna"), bentuk, pada=NEXT, at=NEXT)
    assert (first.baru, again.baru) == (True, False)
    assert again.isi == first.isi
    assert again.cetakan == first.cetakan
    assert Cetakan.objects.count() == LogPerubahan.objects.filter(tindakan="dokumen.dicetak").count() == 1


@pytest.mark.parametrize("jenis", ["matrik", "pengukuran", "kartu", "lhe"])
def test_what_speaks_of_figures_of_several_periods_is_the_same_print_too(jenis, kantor) -> None:
    first, again = printed(kantor, jenis=jenis), printed(kantor, jenis=jenis, pada=NEXT, at=NEXT)
    assert first.cetakan is not None
    assert again.isi == first.isi
    assert again.cetakan == first.cetakan


def test_another_form_another_site_and_another_figure_are_prints_of_their_own(kantor) -> None:
    found = [
        printed(kantor),
        printed(kantor, bentuk="docx"),
        printed(kantor, situs="http://10.0.0.5:8000"),
        printed(kantor, jenis="lembar", indikator="KOP-03"),
        printed(kantor, jenis="lembar", indikator="TK-01"),
    ]
    assert len({one.cetakan.token for one in found}) == len(found) == Cetakan.objects.count()


def test_a_word_that_the_office_changed_makes_another_print(kantor) -> None:
    first = printed(kantor)
    kantor.profil = {**kantor.profil, "visi": "Visi yang baru (dikarang)"}
    again = printed(kantor)
    assert again.baru
    assert again.cetakan.token != first.cetakan.token
    assert again.cetakan.vintage == first.cetakan.vintage


def test_a_new_vintage_makes_another_print_and_the_old_one_can_be_printed_again(kantor, orang, angka) -> None:
    first = printed(kantor, orang("hendra"))
    publish_anew(angka("KOP-03"), orang("yusuf"))
    later = printed(kantor, orang("hendra"), at=AFTER, pada=AFTER)
    assert later.cetakan.token != first.cetakan.token
    assert "KOP-03/2023/2" in later.cetakan.vintage
    old = print_again(first.cetakan, by=orang("hendra"), at=AFTER)
    assert old.isi == first.isi
    assert old.cetakan == first.cetakan
    assert Cetakan.objects.count() == 2


def test_what_was_asked_is_kept_well_enough_to_ask_it_again(kantor) -> None:
    row = printed(kantor, jenis="lembar", indikator="KOP-03", nomor=1).cetakan
    request = request_of(Cetakan.objects.select_related("perangkat_daerah__pemda").get(pk=row.pk))
    assert (request.jenis, request.indikator, request.nomor, request.tahun) == ("lembar", "KOP-03", 1, 2023)
    assert request.at == AT == parse_instant(row.permintaan["diketahui"])


def test_without_a_site_there_is_no_address_in_the_file_and_still_a_print(kantor) -> None:
    found = printed(kantor, situs="")
    assert found.cetakan is not None
    assert "/cek/" not in words_of(found.isi)


def test_what_stood_on_a_past_day_is_printed_as_it_was_known_then(kantor) -> None:
    """KOP-03 was published on 26 January 2024: a day before, the table held no figure of 2023."""
    before = printed(kantor, at=parse_instant("2024-01-25"))
    after = printed(kantor, at=parse_instant("2024-01-26"))
    kode = {(one["kode"], one["periode"]) for one in after.cetakan.angka}
    assert ("KOP-03", "2023") in kode
    assert before.cetakan is None or ("KOP-03", "2023") not in {
        (one["kode"], one["periode"]) for one in before.cetakan.angka
    }


# --- drafts


def test_a_draft_has_no_token_leaves_no_trace_and_says_what_it_is(kantor, orang) -> None:
    found = printed(kantor, orang("hendra"), draf=True)
    assert found.cetakan is None
    assert found.nama.startswith("DRAF-IKU-")
    assert "/cek/" not in words_of(found.isi)
    assert "DRAF" in words_of(found.isi)
    assert not Cetakan.objects.exists()
    assert not LogPerubahan.objects.filter(tindakan="dokumen.dicetak").exists()


@pytest.mark.parametrize("username", ["hendra", "siti", "bambang", "ratna", "yusuf", "indra"])
def test_who_works_on_figures_or_reviews_them_prints_drafts(username, kantor, orang) -> None:
    assert printed(kantor, orang(username), draf=True).isi


def test_who_administers_accounts_prints_what_is_published_and_no_draft(kantor, orang) -> None:
    assert printed(kantor, orang("galuh")).cetakan is not None
    with pytest.raises(NotFoundError):
        printed(kantor, orang("galuh"), draf=True)


def test_an_evaluation_is_no_business_of_who_administers_accounts(kantor, orang) -> None:
    assert printed(kantor, orang("indra"), jenis="lhe").isi
    with pytest.raises(NotFoundError):
        printed(kantor, orang("galuh"), jenis="lhe")


@pytest.mark.parametrize("username", ["dadang", "nia", "melinda", "fajar", "rahma"])
def test_nobody_of_another_office_prints_anything(username, kantor, orang) -> None:
    for jenis in JENIS:
        with pytest.raises(NotFoundError):
            print_document(wanted(kantor, jenis), "pdf", by=orang(username), at=AT)
    assert not Cetakan.objects.exists()


def test_a_denial_takes_printing_drafts_away(kantor, orang) -> None:
    hendra = orang("hendra")
    Larangan.objects.create(pengguna=hendra, pemda=kantor.pemda, hak="cetak_draf", alasan="dikarang untuk uji")
    with pytest.raises(NotFoundError):
        printed(kantor, hendra, draf=True)
    assert printed(kantor, hendra).cetakan is not None


# --- what cannot be printed says so, all of it at once


def test_an_unknown_document_is_refused_with_the_nearest_one(kantor) -> None:
    with pytest.raises(IssueError, match="Maksud Anda `pengukuran`") as error:
        checked(wanted(kantor, "pengukurn"), "pdf")
    assert codes(error) == ["TLK-P060"]


def test_form_and_choices_are_refused_together(kantor) -> None:
    with pytest.raises(IssueError) as error:
        checked(wanted(kantor, "lkjip", triwulan=2, indikator="KOP-03"), "xlsx")
    assert codes(error) == ["TLK-P061", "TLK-P062", "TLK-P062"]
    with pytest.raises(IssueError) as error:
        checked(wanted(kantor, "lembar"), "odt")
    assert codes(error) == ["TLK-P061", "TLK-P062"]


def test_an_indicator_of_another_office_is_not_ours(kantor) -> None:
    with pytest.raises(IssueError, match="bukan IKU kantor ini") as error:
        printed(kantor, jenis="lembar", indikator="EKO-01")
    assert codes(error) == ["TLK-P063"]


def test_nothing_is_remembered_of_what_could_not_be_printed(kantor, orang) -> None:
    with pytest.raises(IssueError):
        printed(kantor, orang("hendra"), jenis="pengukuran", tahun=2019)
    assert not Cetakan.objects.exists()


def test_as_known_before_anything_was_published_there_is_nothing_to_print(kantor) -> None:
    with pytest.raises(IssueError):
        printed(kantor, jenis="pengukuran", at=AT - timedelta(days=9000))


def test_figures_in_the_file_are_those_that_are_remembered(kantor) -> None:
    """Every remembered figure stands in the workbook as a number with the same digits."""
    found = printed(kantor, jenis="pengukuran")
    book = load_workbook(io.BytesIO(found.isi))
    numbers = {
        f"{cell.value:.2f}".replace(".", ",")
        for page in book
        for row in page.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }
    assert {one["tampil"] for one in found.cetakan.angka} <= numbers

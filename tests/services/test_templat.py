"""The office's own template: kept under its hash, used for Word files while it holds, carried by backups, logged."""

import hashlib
import io
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from docx import Document

from tolok.services.akses import NotFoundError
from tolok.services.cadangan import make_seal, write_backup
from tolok.services.cadangan_berkas import stored_files
from tolok.services.templat import (
    example,
    file_of,
    intact,
    list_templat_for,
    open_templat_for,
    templat_in_force,
    template_bytes,
    upload,
    withdraw,
)
from tolok.services.tulis_berkas import write_sheet
from tolok.store.models import LogPerubahan, TemplatDokumen
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from writing.blocks_example import TABEL_IKU
from writing.templat_uji import CONTOH, changed

SLUG = "35.75-2.17"
AT = datetime(2026, 3, 1, 9, tzinfo=WIB)
LATER = AT + timedelta(days=1)
LAIN = changed(lambda word: word.add_paragraph("Lembar kedua kantor"))


@pytest.fixture
def yusuf(orang):
    return orang("yusuf")


def put(yusuf, isi: bytes = CONTOH, nama: str = "kop dinas.docx", at: datetime = AT) -> TemplatDokumen:
    return upload(nama, isi, by=yusuf, slug=SLUG, at=at)[0]


def test_a_template_is_kept_under_its_hash_with_who_and_when_and_logged_without_its_name(yusuf) -> None:
    made = put(yusuf, nama="C:\\kantor\\kop Budi.docx")
    assert (made.nama, made.ukuran, made.oleh, made.pada) == ("kop Budi.docx", len(CONTOH), yusuf, AT)
    assert file_of(made).read_bytes() == CONTOH
    assert file_of(made).name == hashlib.sha256(CONTOH).hexdigest()
    entry = LogPerubahan.objects.latest("urut")
    assert entry.tindakan == "templat.diunggah"
    assert entry.isi == {"sidik": made.sha256, "ukuran": len(CONTOH)}
    assert "Budi" not in entry.objek


def test_word_files_are_written_in_it_from_then_on_and_pdf_is_not(yusuf, kantor, bekasi) -> None:
    plain, pdf = write_sheet(TABEL_IKU, "docx", kantor), write_sheet(TABEL_IKU, "pdf", kantor)
    put(yusuf)
    word = Document(io.BytesIO(write_sheet(TABEL_IKU, "docx", kantor)))
    assert "pos-el kantor" in "".join(one.text for one in word.sections[0].header.paragraphs)
    assert write_sheet(TABEL_IKU, "docx", bekasi) == plain
    assert write_sheet(TABEL_IKU, "pdf", kantor) == pdf


def test_the_newest_holds_and_the_same_once_more_changes_nothing(yusuf, kantor) -> None:
    first, second = put(yusuf), put(yusuf, LAIN, at=LATER)
    assert (templat_in_force(kantor, AT), templat_in_force(kantor, LATER)) == (first, second)
    assert template_bytes(kantor) == LAIN
    count = LogPerubahan.objects.count()
    assert upload("lagi.docx", LAIN, by=yusuf, slug=SLUG, at=LATER) == (second, False)
    assert (TemplatDokumen.objects.count(), LogPerubahan.objects.count()) == (2, count)


def test_withdrawn_it_and_those_before_it_are_out_of_use_and_still_there(yusuf, kantor) -> None:
    first, second = put(yusuf), put(yusuf, LAIN)
    gone = withdraw(second.pk, second.sha256, by=yusuf, slug=SLUG, at=LATER)
    assert gone == second and template_bytes(kantor) is None
    assert templat_in_force(kantor, AT) == second
    assert intact(first) and intact(second)
    assert LogPerubahan.objects.latest("urut").tindakan == "templat.dicabut"
    assert withdraw(second.pk, second.sha256, by=yusuf, slug=SLUG, at=LATER) is None


def test_an_older_one_withdrawn_leaves_the_one_in_force(yusuf, kantor) -> None:
    first, second = put(yusuf), put(yusuf, LAIN)
    withdraw(first.pk, first.sha256, by=yusuf, slug=SLUG, at=LATER)
    assert templat_in_force(kantor, LATER) == second


def test_a_bad_one_is_refused_with_all_complaints_and_leaves_nothing(yusuf) -> None:
    before = sorted(settings.TEMPLAT.iterdir())
    for content, kode in ((b"", "TLK-P010"), (b"x", "TLK-P010"), (b"x" * (5 * 1024**2 + 1), "TLK-P011")):
        with pytest.raises(IssueError) as caught:
            put(yusuf, content)
        assert [issue.kode for issue in caught.value.issues] == [kode]
    assert not TemplatDokumen.objects.exists()
    assert sorted(settings.TEMPLAT.iterdir()) == before


@pytest.mark.parametrize("username", ["hendra", "bambang", "ratna", "indra", "galuh", "dadang", "taufik"])
def test_whoever_has_not_the_right_neither_uploads_nor_withdraws(username, orang, yusuf) -> None:
    made = put(yusuf)
    with pytest.raises(NotFoundError):
        upload("kop.docx", LAIN, by=orang(username), slug=SLUG, at=LATER)
    with pytest.raises(NotFoundError):
        withdraw(made.pk, made.sha256, by=orang(username), slug=SLUG, at=LATER)
    assert TemplatDokumen.objects.get().dicabut_pada is None


def test_another_offices_template_does_not_exist(yusuf, orang) -> None:
    made = put(yusuf)
    with pytest.raises(NotFoundError):
        open_templat_for(orang("wahyu"), "32.75-2.17", made.pk, LATER)
    with pytest.raises(NotFoundError):
        withdraw(made.pk, made.sha256, by=orang("wahyu"), slug="32.75-2.17", at=LATER)
    with pytest.raises(NotFoundError):
        list_templat_for(orang("wahyu"), SLUG, LATER)


def test_what_was_not_known_yet_is_not_listed(yusuf) -> None:
    put(yusuf, at=LATER)
    assert list_templat_for(yusuf, SLUG, AT) == []
    assert len(list_templat_for(yusuf, SLUG, LATER)) == 1


@pytest.mark.parametrize("harm", ["gone", "altered"])
def test_a_file_that_is_gone_or_altered_stops_printing_until_it_is_uploaded_again(harm, yusuf, kantor) -> None:
    path = file_of(put(yusuf))
    path.unlink() if harm == "gone" else path.write_bytes(LAIN)
    with pytest.raises(IssueError) as caught:
        write_sheet(TABEL_IKU, "docx", kantor)
    assert caught.value.issues[0].kode == "TLK-P017"
    put(yusuf)
    assert template_bytes(kantor) == CONTOH


def test_a_backup_carries_it(yusuf, tmp_path) -> None:
    made = put(yusuf)
    assert ("templat/" + made.sha256, file_of(made)) in list(stored_files())
    contents = write_backup(tmp_path / "cadangan", make_seal("kata sandi panjang"), at=LATER)
    assert contents.baris["store_templatdokumen"] == 1
    assert contents.berkas == len(list(stored_files()))


def test_the_example_of_an_office_can_be_uploaded_as_it_is(yusuf, kantor) -> None:
    made = put(yusuf, example(kantor))
    assert made.sha256 == hashlib.sha256(example(kantor)).hexdigest()

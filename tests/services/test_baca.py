"""A document from the upload to the plan: read in the background, decided value by value by a person, and cited."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from reading.test_limited import pages, with_part, word
from tolok.services import pekerjaan
from tolok.services.akses import NotFoundError
from tolok.services.baca import (
    IsianPutusan,
    accept_clear,
    content_of,
    decide,
    hand_in,
    open_dokumen_for,
    picture_for,
    review_of,
    reviews_of,
)
from tolok.services.baca_rencana import proposals, take_up, targets_of, why_not_ready
from tolok.services.iku import IsianIku
from tolok.services.target import own_targets
from tolok.store.models import Bidang, DokumenBaca, IndikatorKantor, LogPerubahan, PutusanBaca, Sasaran, Target
from tolok.store.triggers import unguarded_tables
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period

AT = datetime(2025, 2, 3, 9, tzinfo=WIB)
JUDUL = (
    "Sasaran Strategis", "Indikator Kinerja Utama", "Formulasi Perhitungan", "Tahun 2023", "Target 2024", "Target 2025",
    "Sumber Data",
)  # fmt: skip
RAT = (
    "Kelembagaan koperasi yang tertib", "Persentase koperasi terdaftar yang menyelenggarakan RAT",
    "Koperasi yang menyelenggarakan RAT dibagi koperasi terdaftar x 100%", "F", "62,5", "65", "Laporan keragaan",
)  # fmt: skip
SEHAT = (
    "Kelembagaan koperasi yang tertib", "Persentase pertumbuhan koperasi yang dinilai kesehatannya",
    "Pertumbuhan koperasi yang dinilai kesehatannya", "7", "8,5", "10", "Laporan keragaan",
)  # fmt: skip
ALASAN = "menurut register koperasi 2023"


@pytest.fixture
def dokumen(kantor, orang) -> DokumenBaca:
    return read(kantor, orang("yusuf"), word((JUDUL, RAT, SEHAT)))


def read(kantor, by, isi: bytes, nama: str = "iku usulan.docx") -> DokumenBaca:
    made, job = hand_in(kantor, nama, isi, by=by, at=AT)
    assert job is not None and made.status == "dibaca"
    pekerjaan.run(job.pk, lambda: AT + timedelta(seconds=5))
    made.refresh_from_db()
    return made


def settle(dokumen: DokumenBaca, nomor: int, by, at: datetime = AT) -> None:
    """Every value of a draft decided: the clear ones accepted, the others refused."""
    accept_clear(dokumen, nomor, by=by, at=at)
    for one in review_of(dokumen, nomor).pertanyaan:
        decide(dokumen, nomor, one.kunci, IsianPutusan("tolak", alasan=ALASAN), by=by, at=at)


def codes(caught) -> set[str]:
    return {issue.kode for issue in caught.value.issues}


# --- reading


def test_a_document_is_read_in_the_background_and_waits_for_people(dokumen) -> None:
    assert (dokumen.status, dokumen.jenis) == ("telaah", "docx")
    first, second = reviews_of(dokumen)
    assert first.draft.nama == RAT[1] and second.draft.nama == SEHAT[1]
    assert [one.kunci for one in first.pertanyaan] == ["nilai.2023"]
    assert second.pertanyaan == () and not second.siap
    assert "belum diputuskan" in why_not_ready(second)
    assert not PutusanBaca.objects.filter(dokumen=dokumen).exists()


def test_nothing_of_a_document_stands_in_the_plan_by_being_read(kantor, orang) -> None:
    before = (IndikatorKantor.objects.count(), Target.objects.count())
    read(kantor, orang("yusuf"), word((JUDUL, RAT)))
    assert (IndikatorKantor.objects.count(), Target.objects.count()) == before


def test_the_file_lies_sealed_under_our_own_name(dokumen) -> None:
    (path,) = settings.UNGGAHAN.glob(f"baca-{dokumen.pk}.*")
    assert b"word/document.xml" not in path.read_bytes()
    assert content_of(dokumen).startswith(b"PK")


def test_the_same_bytes_once_more_are_the_document_that_is_there(dokumen, kantor, orang) -> None:
    made, job = hand_in(kantor, "lain.docx", content_of(dokumen), by=orang("yusuf"), at=AT)
    assert (made.pk, job) == (dokumen.pk, None)


def test_a_hostile_file_is_a_failed_document_with_its_issue(kantor, orang) -> None:
    bomb = with_part(word(), "word/media/image1.png", b"\0" * (100 << 20))
    made = read(kantor, orang("yusuf"), bomb)
    assert made.status == "gagal"
    assert made.hasil["issues"][0]["kode"] == "TLK-D164"
    assert reviews_of(made) == ()


def test_numbers_shaped_like_a_nik_are_not_kept_in_the_open(kantor, orang) -> None:
    row = (*RAT[:6], "petugas 3575010101010001")
    made = read(kantor, orang("yusuf"), word((JUDUL, row)), "daftar 3575010101010001.docx")
    assert "3575010101010001" not in str(made.hasil) and "3575010101010001" not in made.nama


def test_an_empty_file_is_refused_and_leaves_nothing(kantor, orang) -> None:
    before = DokumenBaca.objects.count()
    with pytest.raises(IssueError) as caught:
        hand_in(kantor, "kosong.docx", b"", by=orang("yusuf"), at=AT)
    assert codes(caught) == {"TLK-D150"} and DokumenBaca.objects.count() == before


@pytest.mark.parametrize("username", ["hendra", "bambang", "ratna", "indra", "galuh", "dadang", "melinda"])
def test_only_the_planner_of_the_office_hands_in_and_looks(username, dokumen, kantor, orang) -> None:
    with pytest.raises(NotFoundError):
        hand_in(kantor, "a.docx", word(), by=orang(username), at=AT)
    with pytest.raises(NotFoundError):
        open_dokumen_for(orang(username), kantor.slug, dokumen.pk)
    with pytest.raises(NotFoundError):
        decide(dokumen, 1, "nama", IsianPutusan("terima"), by=orang(username), at=AT)
    with pytest.raises(NotFoundError):
        take_up(dokumen, 1, "KOP-10", IsianIku(None, None), "", by=orang(username), at=AT)


def test_a_page_is_drawn_once_and_kept_sealed(kantor, orang) -> None:
    made = read(kantor, orang("yusuf"), pages(1), "kosong.pdf")
    DokumenBaca.objects.filter(pk=made.pk).update(hasil={**made.hasil, "halaman": [[1, 200, 300]]})
    made.refresh_from_db()
    assert picture_for(made, 1).startswith(b"\x89PNG")
    (kept,) = settings.UNGGAHAN.glob(f"baca-{made.pk}-1.png")
    assert not kept.read_bytes().startswith(b"\x89PNG")
    assert picture_for(made, 1).startswith(b"\x89PNG")
    with pytest.raises(NotFoundError):
        picture_for(made, 2)


# --- deciding


def test_a_decision_is_kept_with_person_reason_and_value_and_the_log_has_no_words_of_the_document(dokumen, orang) -> None:
    isian = IsianPutusan("koreksi", "58,1", ALASAN)
    made = decide(dokumen, 1, "nilai.2023", isian, by=orang("yusuf"), at=AT)
    assert (made.nilai, made.alasan, made.oleh) == ("58,1", ALASAN, orang("yusuf"))
    entry = LogPerubahan.objects.filter(tindakan="baca.diputuskan").latest("urut")
    assert entry.isi == {"dokumen": dokumen.pk, "indikator": 1, "medan": {"nilai.2023": "koreksi"}}
    assert review_of(dokumen, 1).nilai("nilai.2023") == "58,1"
    assert review_of(dokumen, 1).pertanyaan == ()


def test_a_second_decision_is_added_and_the_newest_holds(dokumen, orang) -> None:
    first = decide(dokumen, 1, "nilai.2023", IsianPutusan("koreksi", "58", ALASAN), by=orang("yusuf"), at=AT)
    again = IsianPutusan("tolak", alasan=ALASAN, sesudah=first.pk)
    decide(dokumen, 1, "nilai.2023", again, by=orang("yusuf"), at=AT)
    assert review_of(dokumen, 1).nilai("nilai.2023") == ""
    assert PutusanBaca.objects.filter(dokumen=dokumen, medan="nilai.2023").count() == 2


def test_the_second_of_two_people_is_told_and_nothing_is_kept_of_it(dokumen, orang) -> None:
    decide(dokumen, 1, "nilai.2023", IsianPutusan("koreksi", "58", ALASAN), by=orang("yusuf"), at=AT)
    with pytest.raises(IssueError) as caught:
        decide(dokumen, 1, "nilai.2023", IsianPutusan("tolak", alasan=ALASAN), by=orang("yusuf"), at=AT)
    assert codes(caught) == {"TLK-D154"}
    assert review_of(dokumen, 1).nilai("nilai.2023") == "58"


@pytest.mark.parametrize(("isian", "kode"), [
    (IsianPutusan(""), {"TLK-D152"}),
    (IsianPutusan("lain", "1", ALASAN), {"TLK-D152"}),
    (IsianPutusan("koreksi", " ", "pendek"), {"TLK-D152", "TLK-U107"}),
    (IsianPutusan("tolak"), {"TLK-U107"}),
])  # fmt: skip
def test_what_is_missing_is_said_all_at_once(isian, kode, dokumen, orang) -> None:
    with pytest.raises(IssueError) as caught:
        decide(dokumen, 1, "nilai.2023", isian, by=orang("yusuf"), at=AT)
    assert codes(caught) == kode
    assert not PutusanBaca.objects.filter(dokumen=dokumen).exists()


def test_a_field_or_row_that_is_not_there_cannot_be_decided(dokumen, orang) -> None:
    for nomor, kunci in ((1, "target.2031"), (9, "nama"), (0, "nama")):
        with pytest.raises(NotFoundError):
            decide(dokumen, nomor, kunci, IsianPutusan("terima"), by=orang("yusuf"), at=AT)


def test_accepting_the_clear_leaves_every_question_open(dokumen, orang) -> None:
    telaah = review_of(dokumen, 1)
    count = accept_clear(dokumen, 1, by=orang("yusuf"), at=AT)
    assert count == len(telaah.jelas) > 0
    assert [one.kunci for one in review_of(dokumen, 1).medan if one.putusan is None] == ["nilai.2023"]
    assert accept_clear(dokumen, 1, by=orang("yusuf"), at=AT) == 0


def test_the_database_itself_lets_no_decision_be_changed(dokumen, orang) -> None:
    made = decide(dokumen, 1, "nama", IsianPutusan("terima"), by=orang("yusuf"), at=AT)
    assert "store_putusanbaca" not in unguarded_tables()
    for change in (lambda: PutusanBaca.objects.filter(pk=made.pk).update(nilai="lain"), made.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# --- into the plan


def test_an_indicator_with_an_open_value_does_not_enter_the_plan(dokumen, orang) -> None:
    accept_clear(dokumen, 1, by=orang("yusuf"), at=AT)
    with pytest.raises(IssueError) as caught:
        take_up(dokumen, 1, "KOP-10", IsianIku(None, None), "", by=orang("yusuf"), at=AT)
    assert codes(caught) == {"TLK-D155"}


def test_a_decided_indicator_enters_with_its_targets_and_citation(dokumen, kantor, orang) -> None:
    settle(dokumen, 1, orang("yusuf"))
    telaah = review_of(dokumen, 1)
    assert proposals(dokumen, telaah)[0].usul.kode == "KOP-10"
    sasaran, bidang = (
        Sasaran.objects.filter(perangkat_daerah=kantor).first(),
        Bidang.objects.get(pk=kantor.bidang.first().pk),
    )
    row = take_up(dokumen, 1, "KOP-10", IsianIku(sasaran.pk, bidang.pk, "sesuai dokumen"), "", by=orang("yusuf"), at=AT)
    assert own_targets(row, AT) == {Period(2024): 62.5, Period(2025): 65}
    basis = Target.objects.filter(indikator=row, tahun=2024).latest("id").dasar
    assert basis.startswith("iku usulan.docx, ") and "baris 2" in basis and dokumen.sha256[:12] in basis
    entry = LogPerubahan.objects.filter(tindakan="baca.dipakai").latest("urut")
    assert (entry.objek, entry.isi["sha256"], entry.isi["baris"]) == ("KOP-10", dokumen.sha256, 2)
    assert RAT[1] not in str(entry.isi)
    with pytest.raises(IssueError) as caught:
        decide(dokumen, 1, "nama", IsianPutusan("tolak", alasan=ALASAN), by=orang("yusuf"), at=AT)
    assert codes(caught) == {"TLK-D153"}
    with pytest.raises(IssueError):
        take_up(dokumen, 1, "KOP-10", IsianIku(sasaran.pk, bidang.pk), "", by=orang("yusuf"), at=AT)


def test_an_iku_of_the_office_only_gets_the_targets_that_differ(dokumen, kantor, orang) -> None:
    settle(dokumen, 2, orang("yusuf"))
    row = IndikatorKantor.objects.get(perangkat_daerah=kantor, kode="KOP-01")
    known, count = own_targets(row, AT), Target.objects.count()
    assert known[Period(2024)] == 8.5 and Period(2025) not in known
    assert take_up(dokumen, 2, "KOP-01", IsianIku(None, None), "", by=orang("yusuf"), at=AT) == row
    assert own_targets(row, AT) == {**known, Period(2025): 10}
    assert Target.objects.count() == count + 1


def test_a_revised_target_wants_a_reason_and_must_agree_with_its_quarters(kantor, orang) -> None:
    other = read(kantor, orang("yusuf"), word((JUDUL, (*SEHAT[:4], "9,5", *SEHAT[5:]))), "lain.docx")
    settle(other, 1, orang("yusuf"))
    row = IndikatorKantor.objects.get(perangkat_daerah=kantor, kode="KOP-01")
    known = own_targets(row, AT)
    with pytest.raises(IssueError) as caught:
        take_up(other, 1, "KOP-01", IsianIku(None, None), "", by=orang("yusuf"), at=AT)
    assert codes(caught) == {"TLK-U107", "TLK-U113"}
    assert own_targets(row, AT) == known
    assert review_of(other, 1).rencana is None


def test_a_refused_target_is_left_out_and_a_refused_name_is_no_indicator(dokumen, orang) -> None:
    by = orang("yusuf")
    decide(dokumen, 1, "target.2025", IsianPutusan("tolak", alasan=ALASAN), by=by, at=AT)
    settle(dokumen, 1, by)
    assert set(targets_of(review_of(dokumen, 1))) == {Period(2024)}
    decide(dokumen, 2, "nama", IsianPutusan("tolak", alasan="judul, bukan indikator"), by=by, at=AT)
    assert review_of(dokumen, 2).ditolak
    accept_clear(dokumen, 2, by=by, at=AT)
    with pytest.raises(IssueError) as caught:
        take_up(dokumen, 2, "KOP-01", IsianIku(None, None), "", by=by, at=AT)
    assert codes(caught) == {"TLK-D155"}


def test_a_definition_that_the_catalogue_does_not_have_is_refused(dokumen, orang) -> None:
    settle(dokumen, 1, orang("yusuf"))
    with pytest.raises(IssueError) as caught:
        take_up(dokumen, 1, "", IsianIku(None, None), "", by=orang("yusuf"), at=AT)
    assert codes(caught) == {"TLK-D156"}

"""A document is closed when its review is done, opened again with a reason, and accepts nothing in between."""

from datetime import timedelta

import pytest

from reading.test_limited import word
from services.test_baca import ALASAN, AT, JUDUL, RAT, SEHAT, codes, read, settle
from tolok.services.akses import NotFoundError
from tolok.services.baca import IsianPutusan, accept_clear, closing_of, decide, refuse_closed, reviews_of
from tolok.services.baca_rencana import take_up
from tolok.services.baca_tutup import close_review, reopen_review, summary_of
from tolok.services.iku import IsianIku
from tolok.store.models import DokumenBaca, IndikatorKantor, LogPerubahan, PutusanBaca, Target
from tolok.values.issue import IssueError

SISA = "dua indikator menunggu keputusan tahun depan"
JUDUL_BARIS = (*RAT[:1], "Indikator pendukung lainnya", "Dijumlahkan", "3", "4", "5", "Laporan")


@pytest.fixture
def dokumen(kantor, orang) -> DokumenBaca:
    return read(kantor, orang("yusuf"), word((JUDUL, RAT, SEHAT, JUDUL_BARIS)))


def refused(dokumen, by) -> None:
    decide(dokumen, 3, "nama", IsianPutusan("tolak", alasan="judul, bukan indikator"), by=by, at=AT)


def taken(dokumen, by) -> None:
    settle(dokumen, 2, by)
    take_up(dokumen, 2, "KOP-01", IsianIku(None, None), "", by=by, at=AT)


def state() -> tuple[int, ...]:
    return tuple(one.objects.count() for one in (PutusanBaca, IndikatorKantor, Target, LogPerubahan))


def test_the_summary_says_what_entered_what_was_refused_and_what_waits(dokumen, orang) -> None:
    taken(dokumen, orang("yusuf"))
    refused(dokumen, orang("yusuf"))
    found = summary_of(reviews_of(dokumen))
    assert [[one.nomor for one in part] for part in (found.masuk, found.ditolak, found.menunggu)] == [[2], [3], [1]]
    assert found.semua == 3 and found.kalimat == "1 indikator masuk rencana, 1 ditolak, 1 menunggu"
    assert summary_of(()).kalimat == "tidak ada indikator"


def test_a_document_is_closed_with_its_counts_person_and_reason(dokumen, orang) -> None:
    taken(dokumen, orang("yusuf"))
    made = close_review(dokumen, SISA, by=orang("yusuf"), at=AT)
    held = closing_of(dokumen)
    assert held == made and (held.oleh, held.alasan, held.pada) == (orang("yusuf"), SISA, AT)
    entry = LogPerubahan.objects.filter(tindakan="baca.ditutup").latest("urut")
    assert entry.isi == {
        "dokumen": dokumen.pk, "sha256": dokumen.sha256, "alasan": SISA, "masuk": 1, "ditolak": 0, "menunggu": 2,
    }  # fmt: skip


def test_closing_while_something_waits_wants_a_reason_and_else_none(dokumen, orang) -> None:
    by = orang("yusuf")
    before = state()
    with pytest.raises(IssueError) as caught:
        close_review(dokumen, "malas", by=by, at=AT)
    assert codes(caught) == {"TLK-U107"} and state() == before and closing_of(dokumen) is None
    taken(dokumen, by)
    for nomor in (1, 3):
        decide(dokumen, nomor, "nama", IsianPutusan("tolak", alasan="judul, bukan indikator"), by=by, at=AT)
    assert close_review(dokumen, "", by=by, at=AT).alasan == ""


def test_a_closed_document_accepts_nothing(dokumen, orang) -> None:
    by = orang("yusuf")
    settle(dokumen, 2, by)
    close_review(dokumen, SISA, by=by, at=AT)
    before = state()
    acts = (
        lambda: decide(dokumen, 1, "nama", IsianPutusan("terima"), by=by, at=AT),
        lambda: accept_clear(dokumen, 1, by=by, at=AT),
        lambda: take_up(dokumen, 2, "KOP-01", IsianIku(None, None), "", by=by, at=AT),
        lambda: close_review(dokumen, SISA, by=by, at=AT),
        lambda: refuse_closed(dokumen),
    )
    for act in acts:
        with pytest.raises(IssueError) as caught:
            act()
        assert codes(caught) == {"TLK-D157"}
    assert state() == before


def test_it_is_opened_again_with_a_reason_and_goes_on_where_it_was(dokumen, orang) -> None:
    by, later = orang("yusuf"), AT + timedelta(days=1)
    settle(dokumen, 2, by)
    close_review(dokumen, SISA, by=by, at=AT)
    with pytest.raises(IssueError) as caught:
        reopen_review(dokumen, "lagi", by=by, at=later)
    assert codes(caught) == {"TLK-U107"} and closing_of(dokumen) is not None
    reopen_review(dokumen, "target 2025 diputuskan dalam rapat", by=by, at=later)
    assert closing_of(dokumen) is None
    assert LogPerubahan.objects.filter(tindakan="baca.dibuka_lagi").latest("urut").isi["alasan"].startswith("target 2025")
    take_up(dokumen, 2, "KOP-01", IsianIku(None, None), "", by=by, at=later)
    assert [one.putusan for one in PutusanBaca.objects.filter(dokumen=dokumen, indikator=0)] == ["tutup", "buka"]


def test_what_is_open_cannot_be_opened_and_what_is_not_read_cannot_be_closed(dokumen, orang) -> None:
    with pytest.raises(IssueError) as caught:
        reopen_review(dokumen, SISA, by=orang("yusuf"), at=AT)
    assert codes(caught) == {"TLK-D158"}
    DokumenBaca.objects.filter(pk=dokumen.pk).update(status="gagal")
    dokumen.refresh_from_db()
    with pytest.raises(IssueError) as caught:
        close_review(dokumen, SISA, by=orang("yusuf"), at=AT)
    assert codes(caught) == {"TLK-D158"} and closing_of(dokumen) is None


@pytest.mark.parametrize("username", ["hendra", "bambang", "ratna", "indra", "galuh", "dadang", "melinda"])
def test_only_the_planner_of_the_office_closes_and_opens(username, dokumen, orang) -> None:
    for act in (close_review, reopen_review):
        with pytest.raises(NotFoundError):
            act(dokumen, SISA, by=orang(username), at=AT)
    assert closing_of(dokumen) is None


def test_a_reason_is_kept_without_numbers_of_persons(dokumen, orang) -> None:
    made = close_review(dokumen, f"lihat 3575010101010001 {ALASAN}", by=orang("yusuf"), at=AT)
    assert "3575010101010001" not in made.alasan

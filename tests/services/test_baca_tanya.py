"""A question of a review goes to a bidang, comes back as words, and decides nothing by itself."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from reading.test_limited import word
from services.test_baca import ALASAN, AT, JUDUL, RAT, SEHAT, codes, read, settle
from tolok.reading.medan import short_text
from tolok.services.akses import NotFoundError
from tolok.services.baca import IsianPutusan, decide, review_of
from tolok.services.baca_rencana import take_up
from tolok.services.baca_tanya import (
    answer,
    ask,
    asked_by_planner,
    list_bidang,
    may_answer,
    open_tanya_for,
    questions_of,
    waiting_for_answer,
)
from tolok.services.baca_tutup import close_review
from tolok.services.iku import IsianIku
from tolok.services.tugas import tasks_of
from tolok.services.tugas_papan import papan_of
from tolok.store.models import Bidang, DokumenBaca, IndikatorKantor, LogPerubahan, PutusanBaca, Sasaran, TanyaBaca, Target
from tolok.store.triggers import unguarded_tables
from tolok.values.issue import IssueError

TANYA = "Berapa angka tahun 2023 menurut register bidang?"
LATER = AT + timedelta(hours=3)


@pytest.fixture
def dokumen(kantor, orang) -> DokumenBaca:
    return read(kantor, orang("yusuf"), word((JUDUL, RAT, SEHAT)))


@pytest.fixture
def bidang(orang) -> Bidang:
    """The bidang of siti alone; agus and dewi belong to the other one."""
    return orang("siti").peran.get().bidang


@pytest.fixture
def asked(dokumen, bidang, orang) -> TanyaBaca:
    return ask(dokumen, 1, "nilai.2023", bidang.pk, TANYA, by=orang("yusuf"), at=AT)


def plan() -> tuple[int, int, int]:
    return (IndikatorKantor.objects.count(), Target.objects.count(), PutusanBaca.objects.count())


def titles(papan) -> list[str]:
    return [one.judul for part in tasks_of(papan) for one in part if one.ke[0] == "baca-tanya"]


def test_the_bidang_sees_the_question_among_its_tasks_and_another_bidang_does_not(asked, kantor, orang) -> None:
    wanted = f"Jawab pertanyaan dokumen: kolom 2023, {short_text(RAT[1], 70)}"
    for username in ("siti", "bambang", "hendra"):
        (task,) = [one for one in tasks_of(papan_of(orang(username), kantor, LATER))[0] if one.ke[0] == "baca-tanya"]
        assert task.judul == wanted and TANYA in task.keterangan
        assert task.ke == ("baca-tanya", {"tanya_baca": asked.pk})
    for username in ("agus", "dewi", "ratna", "indra"):
        assert titles(papan_of(orang(username), kantor, LATER)) == []
    mine, others = tasks_of(papan_of(orang("yusuf"), kantor, LATER))
    assert [one.oleh for one in others if one.ke[0] == "baca-tanya"] == [asked.bidang.nama]
    assert [one for one in mine if one.ke[0] == "baca-tanya"] == []


def test_a_question_is_not_yet_there_for_who_looks_from_before_it(asked, kantor, orang) -> None:
    before = AT - timedelta(minutes=1)
    assert titles(papan_of(orang("siti"), kantor, before)) == titles(papan_of(orang("yusuf"), kantor, before)) == []


def test_the_answer_reaches_the_planner_and_nothing_is_decided_by_it(asked, dokumen, kantor, orang) -> None:
    before = plan()
    answer(asked, "58,1 menurut keragaan 2023", by=orang("siti"), at=LATER)
    assert plan() == before
    assert [one.kunci for one in review_of(dokumen, 1).pertanyaan] == ["nilai.2023"]
    (one,) = questions_of(dokumen)
    assert one.jawaban is not None
    assert (one.jawaban.kalimat, one.jawaban.oleh, one.menunggu) == ("58,1 menurut keragaan 2023", orang("siti"), False)
    assert waiting_for_answer(orang("siti"), kantor) == [] and one.perlu_putusan
    (task,) = [each for each in tasks_of(papan_of(orang("yusuf"), kantor, LATER))[0] if each.ke[0] == "baca-tanya"]
    assert task.judul.startswith("Putuskan kolom 2023") and "58,1 menurut keragaan 2023" in task.keterangan
    decide(
        dokumen, 1, "nilai.2023", IsianPutusan("koreksi", "58,1", ALASAN), by=orang("yusuf"), at=LATER + timedelta(minutes=1)
    )
    assert asked_by_planner(orang("yusuf"), kantor) == []


def test_asking_and_answering_are_logged_without_words_of_the_document(asked, dokumen, orang) -> None:
    answer(asked, "58,1 menurut keragaan", by=orang("siti"), at=LATER)
    for kind, who in (("baca.ditanyakan", "yusuf"), ("baca.dijawab", "siti")):
        entry = LogPerubahan.objects.filter(tindakan=kind).latest("urut")
        assert entry.oleh == orang(who)
        assert entry.isi == {
            "dokumen": dokumen.pk, "indikator": 1, "medan": "nilai.2023", "bidang": asked.bidang.nama,
        }  # fmt: skip


@pytest.mark.parametrize(("which", "kalimat", "fields"), [
    ("none", TANYA, ["bidang"]),
    ("own", "apa?", ["kalimat"]),
    ("none", "", ["bidang", "kalimat"]),
    ("foreign", TANYA, ["bidang"]),
])  # fmt: skip
def test_what_is_missing_of_a_question_is_said_all_at_once(which, kalimat, fields, dokumen, bidang, bekasi, orang) -> None:
    keys = {"none": None, "own": bidang.pk, "foreign": list_bidang(bekasi)[0].pk}
    with pytest.raises(IssueError) as caught:
        ask(dokumen, 1, "nilai.2023", keys[which], kalimat, by=orang("yusuf"), at=AT)
    assert [(one.kode, one.di_mana) for one in caught.value.issues] == [("TLK-D159", field) for field in fields]
    assert not TanyaBaca.objects.exists()


def test_the_same_bidang_is_not_asked_twice_while_it_has_not_answered(asked, dokumen, bidang, orang) -> None:
    with pytest.raises(IssueError) as caught:
        ask(dokumen, 1, "nilai.2023", bidang.pk, TANYA, by=orang("yusuf"), at=LATER)
    assert codes(caught) == {"TLK-D159"}
    answer(asked, "tidak tahu", by=orang("siti"), at=LATER)
    again = ask(dokumen, 1, "nilai.2023", bidang.pk, TANYA, by=orang("yusuf"), at=LATER)
    assert [one.row.pk for one in questions_of(dokumen)] == [asked.pk, again.pk]


def test_a_field_or_row_that_is_not_there_cannot_be_asked_about(dokumen, bidang, orang) -> None:
    for nomor, kunci in ((1, "target.2031"), (9, "nama"), (0, "dokumen")):
        with pytest.raises(NotFoundError):
            ask(dokumen, nomor, kunci, bidang.pk, TANYA, by=orang("yusuf"), at=AT)


@pytest.mark.parametrize("username", ["hendra", "siti", "ratna", "indra", "galuh", "dadang", "melinda"])
def test_only_the_planner_asks(username, dokumen, bidang, orang) -> None:
    with pytest.raises(NotFoundError):
        ask(dokumen, 1, "nilai.2023", bidang.pk, TANYA, by=orang(username), at=AT)


@pytest.mark.parametrize("username", ["yusuf", "agus", "dewi", "ratna", "indra", "galuh", "dadang", "melinda", "taufik"])
def test_only_the_bidang_that_is_asked_answers(username, asked, orang) -> None:
    assert not may_answer(orang(username), asked)
    with pytest.raises(NotFoundError):
        answer(asked, "58,1 persen", by=orang(username), at=LATER)
    assert not TanyaBaca.objects.exclude(menjawab=None).exists()


@pytest.mark.parametrize(("username", "sees"), [
    ("siti", True), ("hendra", True), ("bambang", True), ("yusuf", True), ("agus", False), ("dewi", False), ("ratna", False),
    ("indra", False), ("galuh", False), ("dadang", False),
])  # fmt: skip
def test_a_question_exists_for_its_planner_and_its_bidang_alone(username, sees, asked, kantor, orang) -> None:
    if sees:
        assert open_tanya_for(orang(username), kantor.slug, asked.pk).row == asked
    else:
        with pytest.raises(NotFoundError):
            open_tanya_for(orang(username), kantor.slug, asked.pk)


def test_an_answer_is_no_question_of_its_own(asked, kantor, orang) -> None:
    made = answer(asked, "58,1 persen", by=orang("siti"), at=LATER)
    with pytest.raises(NotFoundError):
        open_tanya_for(orang("siti"), kantor.slug, made.pk)


def test_an_empty_answer_and_a_second_one_are_refused(asked, orang) -> None:
    with pytest.raises(IssueError) as caught:
        answer(asked, " x ", by=orang("siti"), at=LATER)
    assert codes(caught) == {"TLK-D160"}
    answer(asked, "58,1 persen", by=orang("siti"), at=LATER)
    with pytest.raises(IssueError) as caught:
        answer(asked, "60 persen", by=orang("bambang"), at=LATER)
    assert codes(caught) == {"TLK-D160"} and "sudah dijawab" in caught.value.issues[0].apa
    assert TanyaBaca.objects.exclude(menjawab=None).count() == 1


def test_a_question_waits_no_longer_once_its_value_is_decided(asked, dokumen, kantor, orang) -> None:
    decide(dokumen, 1, "nilai.2023", IsianPutusan("koreksi", "58,1", ALASAN), by=orang("yusuf"), at=LATER)
    assert waiting_for_answer(orang("siti"), kantor) == [] == asked_by_planner(orang("yusuf"), kantor)
    with pytest.raises(IssueError) as caught:
        answer(asked, "58,1 persen", by=orang("siti"), at=LATER)
    assert "sudah diputuskan" in caught.value.issues[0].apa


def test_an_indicator_in_the_plan_is_asked_about_no_more(dokumen, bidang, kantor, orang) -> None:
    open_one = ask(dokumen, 1, "nama", bidang.pk, TANYA, by=orang("yusuf"), at=LATER)
    settle(dokumen, 1, orang("yusuf"))
    sasaran = Sasaran.objects.filter(perangkat_daerah=kantor).first()
    take_up(dokumen, 1, "KOP-10", IsianIku(sasaran.pk, bidang.pk, "sesuai"), "", by=orang("yusuf"), at=AT)
    assert waiting_for_answer(orang("siti"), kantor) == []
    with pytest.raises(IssueError) as caught:
        answer(open_one, "58,1 persen", by=orang("siti"), at=LATER)
    assert "KOP-10" in caught.value.issues[0].apa
    with pytest.raises(IssueError) as caught:
        ask(dokumen, 1, "nama", bidang.pk, TANYA, by=orang("yusuf"), at=LATER)
    assert codes(caught) == {"TLK-D153"}


def test_a_closed_document_is_asked_about_no_more_and_takes_no_answer(asked, dokumen, bidang, kantor, orang) -> None:
    close_review(dokumen, ALASAN, by=orang("yusuf"), at=LATER)
    assert waiting_for_answer(orang("siti"), kantor) == []
    with pytest.raises(IssueError) as caught:
        answer(asked, "58,1 persen", by=orang("siti"), at=LATER)
    assert codes(caught) == {"TLK-D160"} and "selesai ditinjau" in caught.value.issues[0].apa
    with pytest.raises(IssueError) as caught:
        ask(dokumen, 2, "nama", bidang.pk, TANYA, by=orang("yusuf"), at=LATER)
    assert codes(caught) == {"TLK-D157"}


def test_numbers_shaped_like_a_nik_are_not_kept_in_the_open(asked, orang) -> None:
    made = answer(asked, "lihat berkas 3575010101010001", by=orang("siti"), at=LATER)
    assert "3575010101010001" not in made.kalimat


def test_the_database_itself_lets_no_question_be_changed(asked) -> None:
    assert "store_tanyabaca" not in unguarded_tables()
    for change in (lambda: TanyaBaca.objects.filter(pk=asked.pk).update(kalimat="lain"), asked.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

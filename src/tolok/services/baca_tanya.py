"""A question of a review that only a bidang can answer: put to it, seen among its tasks, answered in words.

The answer stands beside the value for whoever decides; nothing is decided and nothing enters the plan by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tolok.registers.faults import mask
from tolok.services.akses import NotFoundError, may, open_kantor_for, require, scopes_of
from tolok.services.baca import Medan, Telaah, closing_of, refuse_closed, review_of, reviews_of
from tolok.services.hak import Hak
from tolok.services.rencana import wants
from tolok.services.riwayat import log_change
from tolok.store.models import Bidang, DokumenBaca, Pengguna, PerangkatDaerah, TanyaBaca
from tolok.values.issue import Issue, IssueError

JAWAB: Hak = "tulis_penjelasan"
"""Operators and verifikator explain what their bidang knows: here a value of a document."""
TERPENDEK = 3
"""Letters of an answer: `450` is one."""
_PERTANYAAN_TERPENDEK = 10
_TERPANJANG = 2000
_NOT_KEPT = "Tidak ada yang tersimpan."


@dataclass(frozen=True)
class Tanya:
    """A question to a bidang with its answer, the draft and value that it is about, and whether it still waits.

    `gugur`: why an unanswered question waits no longer ('' while it does, or where it was answered).
    """

    row: TanyaBaca
    jawaban: TanyaBaca | None
    telaah: Telaah
    medan: Medan
    gugur: str = ""

    @property
    def menunggu(self) -> bool:
        return self.jawaban is None and not self.gugur

    @property
    def perlu_putusan(self) -> bool:
        """Answered, and the value not decided since."""
        return self.jawaban is not None and not _is_moot(self.telaah, self.medan, self.jawaban.pada)


def questions_of(dokumen: DokumenBaca, reviews: Sequence[Telaah] | None = None) -> tuple[Tanya, ...]:
    """Every question to a bidang about a document, the oldest first. `reviews`: its drafts, where they are at hand."""
    rows = TanyaBaca.objects.filter(dokumen=dokumen, menjawab=None).order_by("id")
    asked = list(rows.select_related("bidang", "oleh", "jawaban__oleh"))
    if not asked:
        return ()
    found = {one.nomor: one for one in (reviews_of(dokumen) if reviews is None else reviews)}
    closed = closing_of(dokumen) is not None
    return tuple(_question(one, found[one.indikator], closed) for one in asked if one.indikator in found)


def _question(row: TanyaBaca, telaah: Telaah, closed: bool) -> Tanya:
    medan = next(one for one in telaah.medan if one.kunci == row.medan)
    answer = getattr(row, "jawaban", None)
    gone = ""
    if answer is None and closed:
        gone = "dokumennya sudah selesai ditinjau"
    elif answer is None and telaah.rencana is not None:
        gone = f"indikatornya sudah dipakai sebagai {telaah.rencana.nilai}"
    elif answer is None and _is_moot(telaah, medan, row.pada):
        gone = "medannya sudah diputuskan"
    return Tanya(row, answer, telaah, medan, gone)


def _is_moot(telaah: Telaah, medan: Medan, since: datetime) -> bool:
    return telaah.rencana is not None or (medan.putusan is not None and medan.putusan.pada > since)


def open_tanya_for(pengguna: Pengguna, slug: str, nomor: int) -> Tanya:
    """One question, for the planner of its office and for whoever may answer for its bidang. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    found = TanyaBaca.objects.filter(dokumen__perangkat_daerah=kantor, menjawab=None, pk=nomor)
    row = found.select_related("bidang", "dokumen__perangkat_daerah__pemda").first()
    if row is None or not (may_answer(pengguna, row) or may(pengguna, kantor, "kelola_rencana")):
        raise NotFoundError(str(nomor))
    return next(one for one in questions_of(row.dokumen) if one.row.pk == row.pk)


def may_answer(pengguna: Pengguna, row: TanyaBaca) -> bool:
    """Whether a person answers for the bidang that is asked."""
    return may(pengguna, row.dokumen.perangkat_daerah, JAWAB, row.bidang)


def waiting_for_answer(pengguna: Pengguna, kantor: PerangkatDaerah) -> list[Tanya]:
    """Questions that wait for the bidang of a person, the oldest first."""
    scopes = scopes_of(pengguna, kantor, JAWAB)
    reached = None in scopes
    return [one for one in _alive(kantor) if one.menunggu and (reached or one.row.bidang_id in scopes)] if scopes else []


def asked_by_planner(pengguna: Pengguna, kantor: PerangkatDaerah) -> list[Tanya]:
    """For a planner: questions of the office that wait for a bidang, or whose answer waits for his decision."""
    if not may(pengguna, kantor, "kelola_rencana"):
        return []
    return [one for one in _alive(kantor) if one.menunggu or one.perlu_putusan]


def _alive(kantor: PerangkatDaerah) -> list[Tanya]:
    """Every question about the open documents of an office."""
    asked = TanyaBaca.objects.filter(dokumen__perangkat_daerah=kantor, menjawab=None)
    ids = asked.values_list("dokumen", flat=True).distinct()
    documents = DokumenBaca.objects.filter(pk__in=ids).select_related("perangkat_daerah__pemda").order_by("id")
    return [one for dokumen in documents if closing_of(dokumen) is None for one in questions_of(dokumen)]


def list_bidang(kantor: PerangkatDaerah) -> list[Bidang]:
    """The bidang of an office that can be asked, by name."""
    return list(Bidang.objects.filter(perangkat_daerah=kantor).order_by("nama"))


@transaction.atomic
def ask(
    dokumen: DokumenBaca, nomor: int, kunci: str, bidang: int | None, kalimat: str, *, by: Pengguna, at: datetime
) -> TanyaBaca:
    """Put a question about one value to a bidang. Right: kelola_rencana.

    Raises IssueError with all that is wrong: TLK-D153, D157, D159 (bidang, words, or asked already); NotFoundError for a
    field that there is not.
    """
    kantor: PerangkatDaerah = dokumen.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    DokumenBaca.objects.select_for_update().get(pk=dokumen.pk)
    refuse_closed(dokumen)
    telaah = review_of(dokumen, nomor)
    if kunci not in {one.kunci for one in telaah.medan}:
        raise NotFoundError(kunci[:40])
    asked = next((one for one in list_bidang(kantor) if one.pk == bidang), None)
    said = mask(kalimat.strip())[:_TERPANJANG]
    issues = _ask_issues(dokumen, telaah, kunci, asked, said)
    if issues or asked is None:
        raise IssueError(issues)
    made = TanyaBaca.objects.create(
        dokumen=dokumen, indikator=nomor, medan=kunci, bidang=asked, kalimat=said, oleh=by, pada=at
    )
    _log("baca.ditanyakan", made, by, at)
    return made


def _ask_issues(dokumen: DokumenBaca, telaah: Telaah, kunci: str, bidang: Bidang | None, said: str) -> list[Issue]:
    if telaah.rencana is not None:
        what = f"Indikator ini sudah dipakai sebagai {telaah.rencana.nilai}."
        return [wants("TLK-D153", "putusan", what, "Ubah di rencananya, bukan di sini.", _NOT_KEPT)]
    issues = []
    if bidang is None:
        todo = "Pilih bidang yang tahu jawabannya."
        issues.append(wants("TLK-D159", "bidang", "Bidangnya belum dipilih.", todo, _NOT_KEPT))
    elif any(one.menunggu and (one.medan.kunci, one.row.bidang_id) == (kunci, bidang.pk)
             for one in questions_of(dokumen, (telaah,))):  # fmt: skip
        what = f"{bidang.nama} sudah ditanyai tentang medan ini."
        issues.append(wants("TLK-D159", "bidang", what, "Tunggu jawabannya, atau putuskan sendiri.", _NOT_KEPT))
    if len(said) < _PERTANYAAN_TERPENDEK:
        todo = f"Tulis paling sedikit {_PERTANYAAN_TERPENDEK} huruf: apa yang perlu dijawab bidang."
        issues.append(wants("TLK-D159", "kalimat", "Pertanyaannya belum cukup.", todo, _NOT_KEPT))
    return issues


@transaction.atomic
def answer(row: TanyaBaca, kalimat: str, *, by: Pengguna, at: datetime) -> TanyaBaca:
    """Answer a question in words, for the bidang that is asked: its operator or verifikator, or one of the whole office.

    Raises IssueError: TLK-D160 too short, or no longer waiting; NotFoundError for anybody else.
    """
    if not may_answer(by, row):
        raise NotFoundError(str(row.pk))
    DokumenBaca.objects.select_for_update().get(pk=row.dokumen_id)
    asked = next(one for one in questions_of(row.dokumen) if one.row.pk == row.pk)
    if not asked.menunggu:
        why = "sudah dijawab" if asked.jawaban else asked.gugur
        what = f"Pertanyaan ini tidak lagi menunggu: {why}."
        raise IssueError(wants("TLK-D160", "putusan", what, "Tanyakan kepada perencana bila masih perlu.", _NOT_KEPT))
    said = mask(kalimat.strip())[:_TERPANJANG]
    if len(said) < TERPENDEK:
        todo = "Tulis jawabannya, atau tulis bahwa bidang juga tidak tahu."
        raise IssueError(wants("TLK-D160", "kalimat", "Jawabannya belum ditulis.", todo, _NOT_KEPT))
    made = TanyaBaca.objects.create(
        dokumen=row.dokumen, indikator=row.indikator, medan=row.medan, bidang=row.bidang, menjawab=row, kalimat=said,
        oleh=by, pada=at,
    )  # fmt: skip
    _log("baca.dijawab", made, by, at)
    return made


def _log(tindakan: str, row: TanyaBaca, by: Pengguna, at: datetime) -> None:
    """Who asked or answered which field; the words stay with the document."""
    dokumen = row.dokumen
    isi = {"dokumen": dokumen.pk, "indikator": row.indikator, "medan": row.medan, "bidang": row.bidang.nama}
    log_change(tindakan, dokumen.nama, at=at, by=by, kantor=dokumen.perangkat_daerah, isi=isi)

"""The end of a review: what of a document entered the plan, what was refused, what waits; closed, and opened again.

A closed document accepts nothing. Both acts are decisions like any other: added, never replaced, with person and reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tolok.registers.faults import mask
from tolok.services.akses import require
from tolok.services.baca import DOKUMEN, Telaah, closing_of, refuse_closed, reviews_of
from tolok.services.rencana import short_reason, wants
from tolok.services.riwayat import log_change
from tolok.store.models import DokumenBaca, Pengguna, PutusanBaca
from tolok.values.issue import Issue, IssueError

_NOT_KEPT = "Dokumen ini tetap seperti semula."
_ALASAN = 1000


@dataclass(frozen=True)
class Ringkasan:
    """Every draft of a document in one of three parts, in the document's order."""

    masuk: tuple[Telaah, ...]
    ditolak: tuple[Telaah, ...]
    menunggu: tuple[Telaah, ...]

    @property
    def semua(self) -> int:
        return len(self.masuk) + len(self.ditolak) + len(self.menunggu)

    @property
    def kalimat(self) -> str:
        """`2 indikator masuk rencana, 1 ditolak, 1 menunggu`; what there is none of is left out."""
        counts = ((len(self.masuk), "masuk rencana"), (len(self.ditolak), "ditolak"), (len(self.menunggu), "menunggu"))
        said = ", ".join(f"{count} {word}" for count, word in counts if count)
        return said.replace(" ", " indikator ", 1) if said else "tidak ada indikator"


def summary_of(reviews: Sequence[Telaah]) -> Ringkasan:
    """What entered the plan, what is no indicator, and what nobody has taken up yet."""
    rest = [one for one in reviews if one.rencana is None]
    return Ringkasan(
        tuple(one for one in reviews if one.rencana is not None),
        tuple(one for one in rest if one.ditolak),
        tuple(one for one in rest if not one.ditolak),
    )


@transaction.atomic
def close_review(dokumen: DokumenBaca, alasan: str, *, by: Pengguna, at: datetime) -> PutusanBaca:
    """Say that the review of a document is done. Right: kelola_rencana. Where indicators still wait, with a reason.

    Raises IssueError: TLK-D157 closed already, TLK-D158 not read yet or not readable, TLK-U107.
    """
    _hold(dokumen, by)
    refuse_closed(dokumen)
    if dokumen.status != "telaah":
        todo = "Tunggu sampai bacaannya selesai, atau unggah dokumen yang dapat dibaca."
        raise IssueError(wants("TLK-D158", "putusan", "Dokumen ini belum dapat ditinjau.", todo, _NOT_KEPT))
    found = summary_of(reviews_of(dokumen))
    issues: list[Issue] = short_reason(alasan) if found.menunggu else []
    if issues:
        raise IssueError(issues)
    isi = {"masuk": len(found.masuk), "ditolak": len(found.ditolak), "menunggu": len(found.menunggu)}
    return _turned(dokumen, "tutup", alasan, isi, by, at)


@transaction.atomic
def reopen_review(dokumen: DokumenBaca, alasan: str, *, by: Pengguna, at: datetime) -> PutusanBaca:
    """Open a closed document again, with a reason. Raises IssueError: TLK-D158 where it is open, TLK-U107."""
    _hold(dokumen, by)
    if closing_of(dokumen) is None:
        todo = "Putuskan isinya, atau tutup bila sudah selesai."
        raise IssueError(wants("TLK-D158", "putusan", "Dokumen ini tidak sedang ditutup.", todo, _NOT_KEPT))
    issues = short_reason(alasan)
    if issues:
        raise IssueError(issues)
    return _turned(dokumen, "buka", alasan, {}, by, at)


def _hold(dokumen: DokumenBaca, by: Pengguna) -> None:
    require(by, dokumen.perangkat_daerah, "kelola_rencana")
    DokumenBaca.objects.select_for_update().get(pk=dokumen.pk)


def _turned(dokumen: DokumenBaca, putusan: str, alasan: str, isi: dict[str, int], by: Pengguna, at: datetime) -> PutusanBaca:
    said = mask(alasan.strip())[:_ALASAN]
    made = PutusanBaca.objects.create(
        dokumen=dokumen, indikator=0, medan=DOKUMEN, putusan=putusan, alasan=said, oleh=by, pada=at
    )
    what = {"tutup": "baca.ditutup", "buka": "baca.dibuka_lagi"}[putusan]
    told = {"dokumen": dokumen.pk, "sha256": dokumen.sha256, "alasan": said, **isi}
    log_change(what, dokumen.nama, at=at, by=by, kantor=dokumen.perangkat_daerah, isi=told)
    return made

"""From a decided draft into the plan: which definition is meant, what would be written, and the act by which it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from tolok.reading.draft import DraftIndikator
from tolok.reading.proposal import Usul, propose
from tolok.services import paket
from tolok.services.akses import require
from tolok.services.baca import RENCANA, Telaah, citation, refuse_closed, review_of
from tolok.services.iku import IsianIku, adopt
from tolok.services.rencana import wants
from tolok.services.riwayat import log_change
from tolok.services.target import own_targets, set_targets
from tolok.store.models import DokumenBaca, IndikatorKantor, Pengguna, PerangkatDaerah, PutusanBaca
from tolok.values.issue import IssueError
from tolok.values.number import parse_angka
from tolok.values.period import Period

_TAHUN = 4


@dataclass(frozen=True)
class UsulRencana:
    """A definition that a draft may mean, and the IKU of the office that uses it already."""

    usul: Usul
    dipakai: IndikatorKantor | None


def proposals(dokumen: DokumenBaca, telaah: Telaah) -> tuple[UsulRencana, ...]:
    """At most three definitions, by the words that a person left standing; the nearest first."""
    used = {row.kode: row for row in IndikatorKantor.objects.filter(perangkat_daerah=dokumen.perangkat_daerah)}
    found = propose(_decided(telaah), paket.catalogue().indikator.values())
    return tuple(UsulRencana(one, used.get(one.kode)) for one in found)


def _decided(telaah: Telaah) -> DraftIndikator:
    """The draft as it was decided: corrected words instead of printed ones, refused ones left out."""
    kept = {one.kunci: replace(one.found, text=one.nilai) for one in telaah.medan if one.nilai}
    return replace(telaah.draft, texts={key: kept[key] for key in telaah.draft.texts if key in kept})


def targets_of(telaah: Telaah) -> dict[Period, str]:
    """Period → target as decided, for the years that the document names. Ordinal years are never guessed."""
    found = {}
    for one in telaah.medan:
        kind, _, year = one.kunci.partition(".")
        if kind == "target" and len(year) == _TAHUN and year.isascii() and year.isdecimal() and one.nilai:
            found[Period(int(year))] = one.nilai
    return found


def why_not_ready(telaah: Telaah) -> str:
    """What is still missing before an indicator may go into the plan; '' where nothing is."""
    if telaah.rencana is not None:
        return f"Sudah dipakai sebagai {telaah.rencana.nilai}."
    if telaah.ditolak:
        return "Barisnya ditolak: bukan indikator."
    left = sum(one.putusan is None for one in telaah.medan)
    if left:
        return f"{left} medan belum diputuskan."
    return "" if telaah.siap else "Namanya tidak ada."


@transaction.atomic
def take_up(
    dokumen: DokumenBaca, nomor: int, kode: str, isian: IsianIku, alasan: str, *, by: Pengguna, at: datetime
) -> IndikatorKantor:
    """Put a fully decided indicator into the plan under a definition of the catalogue, with its targets and citation.

    An IKU that the office has already only gets the targets that differ. Raises IssueError: TLK-D155 not decided, TLK-D156
    no definition chosen, D157 a closed document, and whatever `iku.adopt` and `target.set_targets` find wrong.
    """
    kantor: PerangkatDaerah = dokumen.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    DokumenBaca.objects.select_for_update().get(pk=dokumen.pk)
    refuse_closed(dokumen)
    telaah = review_of(dokumen, nomor)
    missing = why_not_ready(telaah)
    if missing:
        raise IssueError(wants("TLK-D155", "putusan", missing, "Putuskan setiap medannya dahulu."))
    if kode not in paket.catalogue().indikator:
        raise IssueError(wants("TLK-D156", "kode", "Definisinya belum dipilih.", "Pilih satu usul, atau tulis kodenya."))
    cited = citation(dokumen, telaah.draft.texts["nama"])
    row = IndikatorKantor.objects.filter(perangkat_daerah=kantor, kode=kode).first()
    row = row or adopt(kantor, kode, isian, by=by, at=at)
    changed = _differing(row, targets_of(telaah), at)
    if changed:
        set_targets(row, changed, cited, alasan, by=by, at=at)
    _note(dokumen, telaah, kode, alasan, changed, by, at)
    return row


def _differing(row: IndikatorKantor, typed: Mapping[Period, str], at: datetime) -> dict[Period, str]:
    known = own_targets(row, at)
    return {
        period: text for period, text in typed.items()
        if period not in known or parse_angka(text.strip().removesuffix("%")) != known[period]
    }  # fmt: skip


def _note(
    dokumen: DokumenBaca, telaah: Telaah, kode: str, alasan: str, targets: Mapping[Period, str], by: Pengguna, at: datetime
) -> None:
    """The decision beside the others of this draft, and in the log, with the place and never the words of the document."""
    PutusanBaca.objects.create(
        dokumen=dokumen, indikator=telaah.nomor, medan=RENCANA, putusan="pakai", nilai=kode, alasan=alasan.strip(), oleh=by,
        pada=at,
    )  # fmt: skip
    place = telaah.draft.texts["nama"].place
    isi = {
        "dokumen": dokumen.pk, "sha256": dokumen.sha256, "indikator": telaah.nomor, "halaman": place.page,
        "tabel": place.table, "baris": place.row, "target": [str(period) for period in targets],
    }  # fmt: skip
    log_change("baca.dipakai", kode, at=at, by=by, kantor=dokumen.perangkat_daerah, isi=isi)


def in_plan(reviews: Sequence[Telaah]) -> int:
    """How many drafts of a document stand in the plan."""
    return sum(one.rencana is not None for one in reviews)

"""Proposals of definitions: written as a draft, submitted whole, decided by somebody else, then in force for the office.

A draft keeps whatever was typed. What is decided stands for good as `DefinisiKantor`; figures already published keep the
version by which they were computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction
from django.db.models import F

from tolok.catalogue.definition import hash_definisi
from tolok.catalogue.text import LONGEST, read_text, write_text
from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.services.akses import NotFoundError, may, open_indikator_for, require
from tolok.services.definisi import definition_of
from tolok.services.naskah import Isian, base_content, compose, first_isian, isian_of
from tolok.services.pengukuran import draft_figures
from tolok.services.periksa import Telaah, look_at, run_examples, unanswered
from tolok.services.riwayat import log_change
from tolok.store.models import DefinisiKantor, IndikatorKantor, Pengguna, PerangkatDaerah, Realisasi, UsulDefinisi
from tolok.values.instant import WIB, tanggal_pendek
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period

Putusan = Literal["tetapkan", "tolak"]
PUTUSAN: dict[Putusan, str] = {"tetapkan": "ditetapkan", "tolak": "ditolak"}
TERBUKA = ("draf", "diajukan")


@dataclass(frozen=True)
class Naskah:
    """What stands in the editor: the form, the answers, the reason; and the formula that could be read last."""

    isian: Isian
    jawaban: Mapping[str, str]
    alasan: str
    terbaca: str = ""
    terbaca_pada: str = ""


# --- reading ----------------------------------------------------------------------------------------------------------


def open_usul_of(indikator: IndikatorKantor) -> UsulDefinisi | None:
    """The proposal under way for an IKU: there is at most one."""
    found = UsulDefinisi.objects.filter(perangkat_daerah=indikator.perangkat_daerah, kode=indikator.kode, status__in=TERBUKA)
    return found.select_related("oleh").order_by("-id").first()


def open_usul_for(pengguna: Pengguna, slug: str, kode: str, nomor: int) -> UsulDefinisi:
    """A proposal of an IKU that the person may see, drafts included. Raises NotFoundError."""
    indikator = open_indikator_for(pengguna, slug, kode)
    found = UsulDefinisi.objects.filter(perangkat_daerah=indikator.perangkat_daerah, kode=indikator.kode, pk=nomor)
    usul = found.select_related("oleh", "diputuskan_oleh", "perangkat_daerah__pemda").first()
    if usul is None:
        raise NotFoundError(f"{kode} {nomor}")
    return usul


def list_usul(kantor: PerangkatDaerah, kode: str, at: datetime) -> list[UsulDefinisi]:
    """The proposals of an IKU known at an instant, the newest first."""
    found = UsulDefinisi.objects.filter(perangkat_daerah=kantor, kode=kode, dibuat_pada__lte=at)
    return list(found.select_related("oleh", "diputuskan_oleh").order_by("-dibuat_pada", "-id"))


def naskah_of(indikator: IndikatorKantor, usul: UsulDefinisi | None, at: datetime) -> Naskah:
    """What the editor opens with: the draft, or the version in force as the beginning of one."""
    base = base_content(indikator.perangkat_daerah, indikator.kode, at)
    if usul is None:
        isian = first_isian(base, at.astimezone(WIB).date())
        return Naskah(isian, {}, "", isian.rumus)
    read = usul.jawaban.get("terbaca", {})
    isian = isian_of(read_text(usul.isi, usul.kode))
    return Naskah(isian, answers_of(usul), usul.alasan, read.get("rumus", ""), read.get("pada", ""))


def answers_of(usul: UsulDefinisi) -> dict[str, str]:
    """Question → why it is left as it is."""
    return dict(usul.jawaban.get("jawaban", {}))


def writers_of(usul: UsulDefinisi) -> set[int]:
    """Everybody who had a hand in it: none of them decides."""
    return {usul.oleh_id, *usul.jawaban.get("penyunting", [])}


def telaah_of(indikator: IndikatorKantor, naskah: Naskah, at: datetime) -> Telaah:
    """Everything there is to say about what stands in the editor."""
    base = base_content(indikator.perangkat_daerah, indikator.kode, at)
    return look_at(indikator.perangkat_daerah, base, naskah.isian, naskah.jawaban, naskah.alasan, at, naskah.terbaca)


# --- writing ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_draft(
    indikator: IndikatorKantor, naskah: Naskah, *, by: Pengguna, at: datetime, versi: int, quiet: bool = False
) -> UsulDefinisi:
    """Keep what stands in the editor as the draft of this IKU, however faulty. `quiet`: kept while typing, not logged.

    IssueError: somebody else changed it meanwhile (TLK-A140), it is submitted already (TLK-A141), or it is too long.
    """
    kantor = indikator.perangkat_daerah
    require(by, kantor, "usul_definisi", indikator.bidang)
    IndikatorKantor.objects.select_for_update().get(pk=indikator.pk)  # one draft, also of two who begin at once
    usul = open_usul_of(indikator)
    _refuse_stale(usul, versi, by)
    text = write_text(compose(base_content(kantor, indikator.kode, at), naskah.isian, naskah.jawaban))
    if len(text) > LONGEST:
        raise IssueError(_too_long())
    first = usul is None
    if usul is None:
        usul = UsulDefinisi(
            perangkat_daerah=kantor, kode=indikator.kode, oleh=by, dibuat_pada=at, diubah_pada=at, jawaban={}
        )
    state = _state(usul, naskah, by)
    if not first and (usul.isi, usul.alasan, usul.jawaban) == (text, naskah.alasan, state):
        return usul
    newcomer = by.pk not in usul.jawaban.get("penyunting", [])
    usul.isi, usul.alasan, usul.jawaban, usul.diubah_pada = text, naskah.alasan, state, at
    usul.versi += 1
    usul.save()
    if first or newcomer or not quiet:
        _log("usul.dibuat" if first else "usul.disimpan", usul, by, at)
    return usul


def _state(usul: UsulDefinisi, naskah: Naskah, by: Pengguna) -> dict[str, Any]:
    """Answers, writers in the order of their last change, and the formula that could be read last."""
    writers = [one for one in usul.jawaban.get("penyunting", []) if one != by.pk] + [by.pk]
    answers = {tanya: text for tanya, text in naskah.jawaban.items() if text.strip()}
    return {"jawaban": answers, "penyunting": writers, "terbaca": {"rumus": naskah.terbaca, "pada": naskah.terbaca_pada}}


def _refuse_stale(usul: UsulDefinisi | None, versi: int, by: Pengguna) -> None:
    """Of two people at once the second is told; a person's own second window simply goes on."""
    if usul is None:
        return
    last = usul.jawaban.get("penyunting", [usul.oleh_id])[-1]
    if usul.status != "draf":
        raise IssueError(_not_draft(usul))
    if usul.versi != versi and last != by.pk:
        raise IssueError(_conflict(usul, Pengguna.objects.get(pk=last)))


def submit(indikator: IndikatorKantor, naskah: Naskah, *, by: Pengguna, at: datetime, versi: int) -> UsulDefinisi:
    """Hand the draft to the one who decides. IssueError with everything that still stands in its way, all at once; the
    draft is kept in any case."""
    usul = save_draft(indikator, naskah, by=by, at=at, versi=versi, quiet=True)
    issues = open_issues(indikator, naskah, at)
    if issues:
        raise IssueError(issues)
    with transaction.atomic():
        usul = _moved(usul, usul.versi, status="diajukan", oleh=by, diubah_pada=at)
        _log("usul.diajukan", usul, by, at)
    return usul


def open_issues(indikator: IndikatorKantor, naskah: Naskah, at: datetime) -> tuple[Issue, ...]:
    """What keeps a proposal from being submitted: faults, unanswered questions, examples that break their promise."""
    telaah = telaah_of(indikator, naskah, at)
    found = unanswered(telaah)
    if telaah.definisi is not None and telaah.checked is not None:
        found += run_examples(telaah.definisi, naskah.isian.rumus)[1]
    return found


@transaction.atomic
def withdraw(usul: UsulDefinisi, *, by: Pengguna, at: datetime, versi: int, discard: bool = False) -> UsulDefinisi:
    """Take a submitted proposal back to a draft, or (`discard`) give it up; by one who may propose for this IKU."""
    indikator = _indikator_of(usul)
    require(by, usul.perangkat_daerah, "usul_definisi", indikator.bidang)
    if usul.status not in TERBUKA or (usul.status == "draf" and not discard):
        raise IssueError(_decided(usul))
    usul = _moved(usul, versi, status="ditarik" if discard else "draf", diubah_pada=at)
    _log("usul.dihapus" if discard else "usul.ditarik", usul, by, at)
    return usul


@transaction.atomic
def decide(
    usul: UsulDefinisi, putusan: Putusan, *, by: Pengguna, at: datetime, versi: int, catatan: str = ""
) -> UsulDefinisi:
    """Put a submitted proposal into force, or refuse it with a reason. IssueError with all that forbids it.

    In force means: known from now on, drafts of periods that are not closed are computed anew, published ones stay.
    """
    indikator = _indikator_of(usul)
    require(by, usul.perangkat_daerah, "tetapkan_definisi", indikator.bidang)
    issues = why_not(usul, by, putusan, catatan, at)
    if issues:
        raise IssueError(issues)
    usul = _moved(
        usul, versi, status=PUTUSAN[putusan], diputuskan_oleh=by, diputuskan_pada=at, catatan_putusan=catatan.strip(),
        diubah_pada=at,
    )  # fmt: skip
    if putusan == "tolak":
        _log("usul.ditolak", usul, by, at, {"catatan": catatan.strip()})
        return usul
    own = DefinisiKantor.objects.create(
        perangkat_daerah=usul.perangkat_daerah, kode=usul.kode, isi=usul.isi, alasan=usul.alasan, usul=usul,
        diketahui_dari=at, oleh=by,
    )  # fmt: skip
    definisi = definition_of(own.isi, own.kode)
    facts = {"hash_definisi": hash_definisi(definisi, definisi.latest), "berlaku_sejak": str(definisi.latest.berlaku_sejak)}
    _log("definisi.ditetapkan", usul, by, at, facts)
    _recompute(indikator, definisi.latest.berlaku_sejak, by, at)
    return usul


def why_not(usul: UsulDefinisi, by: Pengguna, putusan: Putusan, catatan: str, at: datetime) -> tuple[Issue, ...]:
    """Everything that forbids this person this decision now; empty when it may be taken."""
    found = []
    if usul.status != "diajukan":
        found.append(_decided(usul))
    if by.pk in writers_of(usul):
        found.append(
            Issue(
                "TLK-A142", "salah", usul.kode, "Anda ikut menulis usul ini, jadi tidak dapat memutuskannya.",
                "Definisi diputuskan orang lain daripada penulisnya.", "Minta kepala dinas yang lain atau pelaksananya.",
            )
        )  # fmt: skip
    if putusan == "tolak" and len(catatan.strip()) < ALASAN_TERPENDEK:
        found.append(
            Issue(
                "TLK-A143", "salah", "catatan", "Alasan penolakan belum ditulis.",
                "Pengusul perlu tahu apa yang harus diubah.", f"Tulis alasannya, sedikitnya {ALASAN_TERPENDEK} huruf.",
            )
        )  # fmt: skip
    if putusan == "tetapkan" and not found:
        naskah = naskah_of(_indikator_of(usul), usul, at)
        found += open_issues(_indikator_of(usul), naskah, at)
    return tuple(found)


def may_propose(pengguna: Pengguna, indikator: IndikatorKantor) -> bool:
    return may(pengguna, indikator.perangkat_daerah, "usul_definisi", indikator.bidang)


def may_decide(pengguna: Pengguna, indikator: IndikatorKantor) -> bool:
    return may(pengguna, indikator.perangkat_daerah, "tetapkan_definisi", indikator.bidang)


def under_approval(indikator: IndikatorKantor, since: date) -> list[Realisasi]:
    """Figures on their way that a version beginning `since` would concern: they keep the version they were made by."""
    found = Realisasi.objects.filter(
        indikator=indikator, tahun__gte=since.year, status__in=("diajukan", "diverifikasi", "disetujui")
    )
    return list(found.order_by("tahun", "triwulan"))


def _recompute(indikator: IndikatorKantor, since: date, by: Pengguna, at: datetime) -> None:
    """Drafts of the years for which the new version speaks; a period that was closed is left as it is."""
    kantor = indikator.perangkat_daerah
    drafts = Realisasi.objects.filter(indikator=indikator, tahun__gte=since.year, status__in=("draf", "dikembalikan"))
    closed = set(kantor.periode.exclude(ditutup_pada=None).values_list("tahun", "triwulan"))
    for tahun, triwulan in sorted(set(drafts.filter(cara="dihitung").values_list("tahun", "triwulan")) - closed):
        draft_figures(kantor, Period(tahun, triwulan), by=by, at=at, kode=[indikator.kode])


def _indikator_of(usul: UsulDefinisi) -> IndikatorKantor:
    found = IndikatorKantor.objects.filter(perangkat_daerah=usul.perangkat_daerah_id, kode=usul.kode)
    return found.select_related("perangkat_daerah__pemda", "bidang").get()


def _moved(usul: UsulDefinisi, versi: int, **changes: object) -> UsulDefinisi:
    """The filter decides between two people at once: the second finds no row of the version that he saw."""
    found = UsulDefinisi.objects.filter(pk=usul.pk, versi=versi, status__in=TERBUKA)
    if not found.update(versi=F("versi") + 1, **changes):
        usul.refresh_from_db()
        last = usul.diputuskan_oleh or Pengguna.objects.get(pk=usul.jawaban.get("penyunting", [usul.oleh_id])[-1])
        raise IssueError(_conflict(usul, last))
    usul.refresh_from_db()
    return usul


def _log(tindakan: str, usul: UsulDefinisi, by: Pengguna, at: datetime, isi: Mapping[str, Any] | None = None) -> None:
    facts = {"kode": usul.kode, "alasan": usul.alasan, **(isi or {})}
    log_change(tindakan, f"{usul.kode} usul {usul.pk}", at=at, by=by, kantor=usul.perangkat_daerah, isi=facts)


def _conflict(usul: UsulDefinisi, last: Pengguna) -> Issue:
    return Issue(
        "TLK-A140", "salah", usul.kode, f"Usul ini baru saja diubah {last.nama}, {tanggal_pendek(usul.diubah_pada)}.",
        "Perubahan Anda tidak disimpan; teks Anda masih ada di halaman ini.", "Salin teks Anda, lalu buka lagi usulnya.",
    )  # fmt: skip


def _not_draft(usul: UsulDefinisi) -> Issue:
    return Issue(
        "TLK-A141", "salah", usul.kode, f"Usul ini sudah {usul.status}, jadi tidak dapat diubah.",
        "Yang diputuskan harus sama dengan yang diajukan.", "Tarik kembali usulnya bila masih menunggu putusan.",
    )  # fmt: skip


def _decided(usul: UsulDefinisi) -> Issue:
    state = {"draf": "masih draf", "diajukan": "sedang menunggu putusan"}.get(usul.status, f"sudah {usul.status}")
    return Issue(
        "TLK-A141", "salah", usul.kode, f"Usul ini {state}.", "Langkah itu hanya untuk usul yang sedang diajukan.",
        "Buka lagi usulnya dan lihat keadaannya.",
    )  # fmt: skip


def _too_long() -> Issue:
    return Issue(
        "TLK-D001", "salah", "usul definisi", "teks definisi tidak dapat disimpan", f"lebih dari {LONGEST} huruf",
        "pendekkan teksnya",
    )  # fmt: skip

"""A document of the office under review: handed in, read in the background in a limited process, decided value by value.

Nothing of it enters the plan by itself: a person decides on every value, and an indicator whose values are all decided may
be taken up, with the citation of where each stands.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from tolok.reading.draft import DraftIndikator, Found, Reading
from tolok.reading.limited import picture_limited, read_limited
from tolok.reading.load import TERBESAR
from tolok.reading.medan import fields_of, label_of, place_text
from tolok.reading.wire import reading_of
from tolok.registers.faults import mask
from tolok.services import pekerjaan
from tolok.services.akses import NotFoundError, open_kantor_for, require
from tolok.services.kunci import decrypt, encrypt
from tolok.services.rencana import short_reason, wants
from tolok.services.riwayat import log_change
from tolok.services.simpan_berkas import write_whole
from tolok.store.models import DokumenBaca, Pekerjaan, Pengguna, PerangkatDaerah, PutusanBaca
from tolok.values.issue import Issue, IssueError

LEBAR_GAMBAR = 1240
"""Pixels across a picture of a page: 150 dots an inch on A4."""
RENCANA = "rencana"
DOKUMEN = "dokumen"
"""Field of the decision, under number 0, that closes the review of a whole document or opens it again."""
PUTUSAN = ("terima", "koreksi", "tolak")
_NAMA = 160
_NILAI = 4000


@dataclass(frozen=True)
class Medan:
    """One value of a draft with what was decided about it last."""

    kunci: str
    found: Found
    putusan: PutusanBaca | None

    @property
    def label(self) -> str:
        return label_of(self.kunci)

    @property
    def bertanya(self) -> bool:
        """Whether the reader is unsure and nobody has decided."""
        return bool(self.found.doubt) and self.putusan is None

    @property
    def nilai(self) -> str:
        """What holds: as decided; '' where refused or still to be decided."""
        if self.putusan is None or self.putusan.putusan == "tolak":
            return ""
        return str(self.putusan.nilai)


@dataclass(frozen=True)
class Telaah:
    """One draft of a document on its way into the plan. `rencana`: the decision by which it went there."""

    nomor: int
    draft: DraftIndikator
    medan: tuple[Medan, ...]
    rencana: PutusanBaca | None

    @property
    def pertanyaan(self) -> tuple[Medan, ...]:
        return tuple(one for one in self.medan if one.bertanya)

    @property
    def jelas(self) -> tuple[Medan, ...]:
        """Values about which the reader is sure and nobody has decided."""
        return tuple(one for one in self.medan if one.putusan is None and not one.found.doubt)

    @property
    def ditolak(self) -> bool:
        """A name that was refused: this row is no indicator."""
        return any(one.kunci == "nama" and one.putusan and one.putusan.putusan == "tolak" for one in self.medan)

    @property
    def siap(self) -> bool:
        """Every value is decided, the name among those that hold."""
        decided = all(one.putusan is not None for one in self.medan)
        return decided and self.rencana is None and bool(self.nilai("nama"))

    def nilai(self, kunci: str) -> str:
        return next((one.nilai for one in self.medan if one.kunci == kunci), "")


# --- handing in and reading -------------------------------------------------------------------------------------------


def hand_in(
    kantor: PerangkatDaerah, nama: str, isi: bytes, *, by: Pengguna, at: datetime
) -> tuple[DokumenBaca, Pekerjaan | None]:
    """Keep a document sealed and put its reading down; the same bytes once more are the document that is there already
    (None). Right: kelola_rencana. Raises IssueError (TLK-D150) for an empty or too large file."""
    require(by, kantor, "kelola_rencana")
    nama = mask(" ".join(Path(nama.replace("\\", "/")).name.split()))[-_NAMA:] or "tanpa nama"
    if not isi.strip() or len(isi) > TERBESAR:
        what = "Berkas belum dipilih atau kosong." if not isi.strip() else "Berkas lebih besar daripada 64 MB."
        raise IssueError(_issue("TLK-D150", "berkas", what, "Pilih satu dokumen PDF, DOCX, XLSX, atau teks."))
    digest = hashlib.sha256(isi).hexdigest()
    with transaction.atomic():
        held = DokumenBaca.objects.filter(perangkat_daerah=kantor, sha256=digest).exclude(status="gagal").first()
        if held is not None:
            return held, None
        made = DokumenBaca.objects.create(
            perangkat_daerah=kantor, nama=nama, sha256=digest, ukuran=len(isi), oleh=by, pada=at
        )
        write_whole(_path(made), encrypt(isi, _context(made)))
        log_change("baca.diunggah", nama, at=at, by=by, kantor=kantor, isi={"dokumen": made.pk, "sha256": digest})
        job = pekerjaan.enqueue("baca_dokumen", {"dokumen": made.pk}, oleh=by, kantor=kantor, at=at)
    return made, job


def read_job(job: Pekerjaan, laju: pekerjaan.Laju) -> dict[str, Any]:
    """The job that reads. Running it twice does no harm; a document that is under review stays as it is."""
    dokumen = DokumenBaca.objects.get(pk=job.masukan["dokumen"])
    if dokumen.status == "telaah":
        return {"kalimat": "Dokumen sudah dibaca.", "dokumen": dokumen.pk}
    laju.tell(f"Membaca {dokumen.nama}", 1, 2)
    try:
        found = read_limited(content_of(dokumen), dokumen.nama)
    except IssueError as error:
        issues = [issue.as_dict() for issue in error.issues]
        _end(dokumen, "gagal", {"issues": issues}, "", laju.clock())
        return {"kalimat": f"Dokumen tidak dapat dibaca: {error.issues[0].apa}"[:240], "dokumen": dokumen.pk}
    _end(dokumen, "telaah", _masked(found.isi), found.reading.kind, laju.clock())
    count = len(found.reading.drafts)
    said = f"{count} indikator terbaca, siap ditelaah" if count else "Tidak ada indikator yang terbaca"
    return {"kalimat": said, "dokumen": dokumen.pk}


def _end(dokumen: DokumenBaca, status: str, hasil: Any, jenis: str, at: datetime) -> None:
    DokumenBaca.objects.filter(pk=dokumen.pk).update(status=status, hasil=hasil, jenis=jenis, selesai_pada=at)


def _masked(value: Any) -> Any:
    """Numbers shaped like a NIK do not enter the database outside their sealed place."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {key: one if key == "sha256" else _masked(one) for key, one in value.items()}
    return [_masked(one) for one in value] if isinstance(value, (list, tuple)) else value


# --- looking ----------------------------------------------------------------------------------------------------------


def documents_for(pengguna: Pengguna, slug: str) -> list[DokumenBaca]:
    """Documents of an office that were handed in to be read, the newest first. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    require(pengguna, kantor, "kelola_rencana")
    return list(DokumenBaca.objects.filter(perangkat_daerah=kantor).select_related("oleh").order_by("-id"))


def open_dokumen_for(pengguna: Pengguna, slug: str, nomor: int) -> DokumenBaca:
    """One document under review of an office, for whoever plans it. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    require(pengguna, kantor, "kelola_rencana")
    found = DokumenBaca.objects.filter(perangkat_daerah=kantor, pk=nomor)
    dokumen = found.select_related("perangkat_daerah__pemda", "oleh").first()
    if dokumen is None:
        raise NotFoundError(str(nomor))
    return dokumen


def reading_of_document(dokumen: DokumenBaca) -> Reading | None:
    """What the reader found; None while it reads, or where it could not."""
    return reading_of(dokumen.hasil["baca"]) if dokumen.status == "telaah" else None


def reviews_of(dokumen: DokumenBaca) -> tuple[Telaah, ...]:
    """Every draft of a document with the decisions that hold, in the document's order."""
    reading = reading_of_document(dokumen)
    if reading is None:
        return ()
    newest: dict[tuple[int, str], PutusanBaca] = {}
    for row in PutusanBaca.objects.filter(dokumen=dokumen).select_related("oleh").order_by("id"):
        newest[row.indikator, row.medan] = row
    return tuple(
        Telaah(
            nomor, draft, tuple(Medan(key, found, newest.get((nomor, key))) for key, found in fields_of(draft).items()),
            newest.get((nomor, RENCANA)),
        )
        for nomor, draft in enumerate(reading.drafts, start=1)
    )  # fmt: skip


def review_of(dokumen: DokumenBaca, nomor: int) -> Telaah:
    """One draft of a document. Raises NotFoundError."""
    found = reviews_of(dokumen)
    if not 0 < nomor <= len(found):
        raise NotFoundError(str(nomor))
    return found[nomor - 1]


def citation(dokumen: DokumenBaca, found: Found) -> str:
    """Where a value stands, for the plan: document, page and row, and the mark by which the file can be told."""
    where = place_text(found.place)
    return f"{dokumen.nama}{', ' if where else ''}{where} (SHA-256 {dokumen.sha256[:12]}…)"


def latest_job(dokumen: DokumenBaca) -> Pekerjaan | None:
    """The last job about a document."""
    jobs = Pekerjaan.objects.filter(
        perangkat_daerah=dokumen.perangkat_daerah_id,
        jenis="baca_dokumen",
        dibuat_pada__gte=dokumen.pada - timedelta(minutes=1),
    )
    return next((one for one in jobs.order_by("-id") if one.masukan.get("dokumen") == dokumen.pk), None)


def content_of(dokumen: DokumenBaca) -> bytes:
    """The document as it was handed in. Raises IssueError (TLK-D151) where its file is gone, TLK-S060 where altered."""
    try:
        return decrypt(_path(dokumen).read_bytes(), _context(dokumen))
    except FileNotFoundError:
        todo = "Minta admin memulihkannya dari cadangan, atau unggah lagi."
        raise IssueError(_issue("TLK-D151", dokumen.nama, "Berkas dokumen ini tidak ada lagi.", todo)) from None


def picture_for(dokumen: DokumenBaca, halaman: int) -> bytes:
    """A page of a PDF as PNG, drawn once in a limited process and kept sealed. Raises NotFoundError for any other page."""
    if halaman not in {int(page[0]) for page in dokumen.hasil.get("halaman", ())}:
        raise NotFoundError(str(halaman))
    path, context = _path(dokumen, f"-{halaman}.png"), f"{_context(dokumen)}/{halaman}"
    try:
        return decrypt(path.read_bytes(), context)
    except FileNotFoundError:
        drawn = picture_limited(content_of(dokumen), dokumen.nama, halaman, LEBAR_GAMBAR)
        write_whole(path, encrypt(drawn, context))
        return drawn


def closing_of(dokumen: DokumenBaca) -> PutusanBaca | None:
    """The closing that holds: who said that the review is done, when and why; None while the document is open."""
    rows = PutusanBaca.objects.filter(dokumen=dokumen, indikator=0, medan=DOKUMEN).select_related("oleh")
    last = rows.order_by("-id").first()
    return last if last is not None and last.putusan == "tutup" else None


def refuse_closed(dokumen: DokumenBaca) -> None:
    """Raises IssueError (TLK-D157) for a document whose review was closed: it accepts nothing."""
    if closing_of(dokumen) is not None:
        what = "Dokumen ini sudah selesai ditinjau."
        raise IssueError(wants("TLK-D157", "putusan", what, "Buka lagi dokumennya dengan alasan.", _NOT_KEPT))


# --- deciding ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IsianPutusan:
    """What a form says about one value. `sesudah`: the decision (0: none) that the page showed."""

    putusan: str
    nilai: str = ""
    alasan: str = ""
    sesudah: int = 0


@transaction.atomic
def decide(dokumen: DokumenBaca, nomor: int, kunci: str, isian: IsianPutusan, *, by: Pengguna, at: datetime) -> PutusanBaca:
    """Accept a value as read, correct it, or refuse it; the last two with a reason. The decision is added, never replaced.

    Raises IssueError with all that is wrong: TLK-D152 … D154, D157, TLK-U107; NotFoundError for a field that there is not.
    """
    telaah = _claimed(dokumen, nomor, by)
    medan = next((one for one in telaah.medan if one.kunci == kunci), None)
    if medan is None:
        raise NotFoundError(kunci[:40])
    nilai = mask(isian.nilai.strip())[:_NILAI] if isian.putusan == "koreksi" else medan.found.text
    issues = _decision_issues(telaah, medan, isian, nilai)
    if issues:
        raise IssueError(issues)
    alasan = mask(isian.alasan.strip())
    return _decided(dokumen, telaah, [(kunci, isian.putusan, "" if isian.putusan == "tolak" else nilai, alasan)], by, at)[0]


def _decision_issues(telaah: Telaah, medan: Medan, isian: IsianPutusan, nilai: str) -> list[Issue]:
    if (medan.putusan.pk if medan.putusan else 0) != isian.sesudah:
        todo = "Lihat keputusan yang sekarang, lalu putuskan lagi bila perlu."
        return [wants("TLK-D154", "putusan", f"{medan.label} baru saja diputuskan orang lain.", todo, _NOT_KEPT)]
    if isian.putusan not in PUTUSAN or (isian.putusan == "terima" and not nilai.strip()):
        return [wants("TLK-D152", "putusan", "Jawabannya belum dipilih.", "Pilih salah satu jawabannya.", _NOT_KEPT)]
    issues = []
    if isian.putusan == "koreksi" and not nilai:
        issues.append(wants("TLK-D152", "nilai", "Isi yang benar belum ditulis.", "Tulis isinya.", _NOT_KEPT))
    if isian.putusan != "terima":
        issues += short_reason(isian.alasan)
    return issues


_NOT_KEPT = "Keputusan Anda tidak disimpan."


@transaction.atomic
def accept_clear(dokumen: DokumenBaca, nomor: int, *, by: Pengguna, at: datetime) -> int:
    """Accept every value of a draft about which the reader is sure and nobody has decided; how many those were."""
    telaah = _claimed(dokumen, nomor, by)
    rows = [(one.kunci, "terima", one.found.text, "") for one in telaah.jelas]
    return len(_decided(dokumen, telaah, rows, by, at)) if rows else 0


def _claimed(dokumen: DokumenBaca, nomor: int, by: Pengguna) -> Telaah:
    """The draft, held until the transaction ends. Raises IssueError: TLK-D153 for one that stands in the plan already,
    TLK-D157 for a closed document."""
    require(by, dokumen.perangkat_daerah, "kelola_rencana")
    DokumenBaca.objects.select_for_update().get(pk=dokumen.pk)
    refuse_closed(dokumen)
    telaah = review_of(dokumen, nomor)
    if telaah.rencana is not None:
        what = f"Indikator ini sudah dipakai sebagai {telaah.rencana.nilai}."
        raise IssueError(wants("TLK-D153", "putusan", what, "Ubah di rencananya, bukan di sini.", _NOT_KEPT))
    return telaah


def _decided(
    dokumen: DokumenBaca, telaah: Telaah, rows: Sequence[tuple[str, str, str, str]], by: Pengguna, at: datetime
) -> list[PutusanBaca]:
    made = [
        PutusanBaca.objects.create(
            dokumen=dokumen,
            indikator=telaah.nomor,
            medan=kunci,
            putusan=putusan,
            nilai=nilai,
            alasan=alasan,
            oleh=by,
            pada=at,
        )
        for kunci, putusan, nilai, alasan in rows
    ]
    # What the document says stays in the document: the log tells who decided on which field, and how.
    isi = {"dokumen": dokumen.pk, "indikator": telaah.nomor, "medan": {row[0]: row[1] for row in rows}}
    log_change("baca.diputuskan", dokumen.nama, at=at, by=by, kantor=dokumen.perangkat_daerah, isi=isi)
    return made


# --- files ------------------------------------------------------------------------------------------------------------


def _path(dokumen: DokumenBaca, akhir: str = ".berkas") -> Path:
    """Our own name, never the sender's."""
    return Path(settings.UNGGAHAN) / f"baca-{dokumen.pk}{akhir}"


def _context(dokumen: DokumenBaca) -> str:
    return f"baca/{dokumen.pk}"


def _issue(kode: str, di_mana: str, apa: str, saran: str) -> Issue:
    return Issue(kode, "salah", di_mana, apa, "Tidak ada yang tersimpan.", saran)

"""Evidence beside a figure: a file kept under its hash, a link, a text; withdrawn by an instant, frozen when published."""

import hashlib
import io
import os
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.services.akses import NotFoundError, open_realisasi_for
from tolok.services.penjelasan import clean
from tolok.services.riwayat import log_change
from tolok.services.terbitan import look_again, open_for_writing, period_of, place_of, reading_instant, up_to
from tolok.store.models import Bukti, Pengguna, Realisasi
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period

TERBESAR = 20 * 1024 * 1024
"""Most bytes of one file."""
_NAMA, _HALAMAN, _ISI = 200, 40, 2000

TIPE: dict[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
"""What may be evidence, by what the content is; the name of a file never decides."""


@dataclass(frozen=True)
class Isian:
    """What somebody puts beside a figure: exactly one of `berkas` (name and bytes), `tautan`, `teks`."""

    jenis: str
    nama: str = ""
    isi: str = ""
    halaman: str = ""
    berkas: bytes = b""


def bukti_of(realisasi: Realisasi, at: datetime) -> list[Bukti]:
    """Evidence that stands beside a vintage as known at an instant, oldest first.

    That of earlier vintages of the same figure is carried on; a published vintage keeps what it was published with.
    """
    moment = reading_instant(realisasi, at)
    known = Bukti.objects.filter(up_to(realisasi), Q(dicabut_pada=None) | Q(dicabut_pada__gt=moment), pada__lte=moment)
    return list(known.select_related("oleh", "realisasi__indikator").order_by("id"))


def open_bukti_for(pengguna: Pengguna, slug: str, kode: str, period: Period, nomor: int, bukti: int, at: datetime) -> Bukti:
    """One piece of evidence of a figure that the person may open, as known at an instant. Raises NotFoundError."""
    realisasi = open_realisasi_for(pengguna, slug, kode, period.tahun, period.triwulan, nomor)
    found = next((one for one in bukti_of(realisasi, at) if one.pk == bukti), None)
    if found is None:
        raise NotFoundError(str(bukti))
    return found


def file_of(bukti: Bukti) -> Path:
    """Where the content lies: under its hash alone."""
    return Path(settings.BUKTI) / bukti.sha256


def intact(bukti: Bukti) -> bool:
    """Whether the file is there and still has its hash; links and texts lie in the row itself."""
    if bukti.jenis != "berkas":
        return True
    try:
        return hashlib.sha256(file_of(bukti).read_bytes()).hexdigest() == bukti.sha256
    except FileNotFoundError:
        return False


def seal(bukti: Bukti) -> str:
    """What a log entry says of a piece of evidence: the hash of its content."""
    return bukti.sha256 or hashlib.sha256(bukti.isi.encode()).hexdigest()


def kind_of(content: bytes) -> str | None:
    """pdf, png, jpg, xlsx, docx, csv or txt by content; None for anything else, also for macros and broken archives."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return _text(content)


def _office(content: bytes) -> str | None:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    found = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
    return next((kind for name, kind in found.items() if name in names), None)


def _text(content: bytes) -> str | None:
    """Plain text in UTF-8 without control characters; a table where its first line has separators. No markup."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if any(ord(letter) < 32 and letter not in "\t\r\n" for letter in text) or text.lstrip()[:1] == "<":
        return None
    first = text.lstrip().partition("\n")[0]
    return "csv" if any(mark in first for mark in (";", ",", "\t")) and "\n" in text.strip() else "txt"


@transaction.atomic
def attach(
    isian: Isian, *, by: Pengguna, slug: str, kode: str, period: Period, nomor: int, at: datetime
) -> tuple[Bukti, list[Bukti]]:
    """Put one piece of evidence beside a figure. Right: lampirkan_bukti. Raises IssueError with all that is wrong.

    Gives also where the same file already stands as evidence in this office. The same piece once more changes nothing.
    """
    realisasi = open_for_writing(by, slug, kode, period, nomor, "lampirkan_bukti", at)
    isian = Isian(isian.jenis, clean(_bare_name(isian)), clean(isian.isi), clean(isian.halaman), isian.berkas)
    issues = check(isian)
    if issues:
        raise IssueError(issues)
    digest = hashlib.sha256(isian.berkas).hexdigest() if isian.jenis == "berkas" else ""
    same = next((one for one in bukti_of(realisasi, at) if _same(one, isian, digest)), None)
    if same is not None:
        return same, []
    kind = kind_of(isian.berkas) if isian.jenis == "berkas" else None
    if digest:
        _keep(digest, isian.berkas)
    bukti = Bukti.objects.create(
        realisasi=realisasi, jenis=isian.jenis, nama=isian.nama or isian.isi[:_NAMA], isi=isian.isi, halaman=isian.halaman,
        tipe=TIPE[kind] if kind else "", ukuran=len(isian.berkas), sha256=digest, oleh=by, pada=at,
    )  # fmt: skip
    look_again(realisasi)
    _log("bukti.dilampirkan", bukti, realisasi, by, at)
    return bukti, _elsewhere(bukti, realisasi)


def _bare_name(isian: Isian) -> str:
    """The last part of a delivered file name: never a path."""
    return isian.nama.replace("\\", "/").rpartition("/")[2] if isian.jenis == "berkas" else isian.nama


def _same(known: Bukti, isian: Isian, digest: str) -> bool:
    return (known.jenis, known.sha256, known.isi) == (isian.jenis, digest, isian.isi)


def check(isian: Isian) -> list[Issue]:
    """All that is wrong with what was handed in."""
    limits = (("nama", isian.nama, _NAMA), ("halaman", isian.halaman, _HALAMAN), ("isi", isian.isi, _ISI))
    issues = [
        _issue("TLK-U079", label, f"{label} terlalu panjang.", f"Paling banyak {most} huruf.", "Ringkaskan.")
        for label, text, most in limits
        if len(text) > most
    ]
    match isian.jenis:
        case "berkas":
            issues += _file_issues(isian)
        case "tautan":
            issues += _link_issues(isian)
        case "teks":
            if not isian.isi:
                issues.append(_issue("TLK-U079", "keterangan", "Keterangan belum ditulis.", "", "Tulis buktinya."))
        case _:
            todo = "Pilih berkas, tautan, atau keterangan."
            issues.append(_issue("TLK-U079", "bukti", "Jenis bukti tidak dikenal.", "", todo))
    return issues


def _file_issues(isian: Isian) -> list[Issue]:
    if not isian.berkas:
        return [_issue("TLK-U077", "berkas", "Berkas belum dipilih atau kosong.", "", "Pilih berkas dari komputer Anda.")]
    if len(isian.berkas) > TERBESAR:
        why = f"Paling besar {TERBESAR // 1024 // 1024} MB."
        return [_issue("TLK-U077", "berkas", "Berkas terlalu besar.", why, "Kecilkan, atau pakai tautan.")]
    if kind_of(isian.berkas) is None:
        why = f"Yang diterima: {', '.join(TIPE)}, dikenali dari isinya; dokumen bermakro ditolak."
        return [_issue("TLK-U076", "berkas", "Jenis berkas ini tidak diterima.", why, "Simpan sebagai PDF, lalu lampirkan.")]
    return []


def _link_issues(isian: Isian) -> list[Issue]:
    try:
        parts = urlsplit(isian.isi)
        good = parts.scheme == "https" and bool(parts.hostname) and not parts.username and " " not in isian.isi
    except ValueError:
        good = False
    if good:
        return []
    why = "Tautan bukti diawali https:// dan tidak memuat nama pengguna."
    return [_issue("TLK-U078", "tautan", "Tautan ini tidak dapat dipakai.", why, "Salin alamatnya dari peramban.")]


def _issue(kode: str, di_mana: str, apa: str, mengapa: str, saran: str) -> Issue:
    return Issue(kode, "salah", di_mana, apa[0].upper() + apa[1:], mengapa, saran)


def _keep(digest: str, content: bytes) -> None:
    """The file under its hash, whole or not at all, on disk before the row is acknowledged."""
    path = Path(settings.BUKTI) / digest
    if path.exists():
        return
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".sedang-ditulis")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def _elsewhere(bukti: Bukti, realisasi: Realisasi) -> list[Bukti]:
    """Where else in the same office the same file is evidence: other figures, not this one's earlier vintages."""
    if not bukti.sha256:
        return []
    kantor = realisasi.indikator.perangkat_daerah_id
    found = Bukti.objects.filter(sha256=bukti.sha256, dicabut_pada=None, realisasi__indikator__perangkat_daerah=kantor)
    return list(found.exclude(up_to(realisasi)).select_related("realisasi__indikator").order_by("id"))


@transaction.atomic
def withdraw(
    bukti: int, alasan: str, *, by: Pengguna, slug: str, kode: str, period: Period, nomor: int, at: datetime
) -> Bukti | None:
    """Take a piece of evidence away from a figure that is being worked on. Right: lampirkan_bukti; a reason is asked.

    None when it had been taken away already. What was published with it keeps it.
    """
    realisasi = open_for_writing(by, slug, kode, period, nomor, "lampirkan_bukti", at)
    row = Bukti.objects.select_for_update().filter(up_to(realisasi), pk=bukti).first()
    if row is None:
        raise NotFoundError(str(bukti))
    if row.dicabut_pada is not None:
        return None
    if len(alasan.strip()) < ALASAN_TERPENDEK:
        why = f"Paling sedikit {ALASAN_TERPENDEK} huruf; tercatat di riwayat."
        raise IssueError(_issue("TLK-U080", "alasan", "Alasan mencabut belum cukup.", why, "Tulis mengapa dicabut."))
    row.dicabut_pada = at
    row.save(update_fields=["dicabut_pada"])
    look_again(realisasi)
    _log("bukti.dicabut", row, realisasi, by, at, alasan.strip())
    return row


def _log(what: str, bukti: Bukti, realisasi: Realisasi, by: Pengguna, at: datetime, alasan: str = "") -> None:
    """No file name in the log: it may name a person. The hash says which file it is."""
    isi = {"jenis": bukti.jenis, "sidik": seal(bukti), **({"alasan": alasan} if alasan else {})}
    objek = f"{realisasi.indikator.kode} {period_of(realisasi)} nomor {realisasi.nomor}"
    log_change(what, objek, at=at, by=by, kantor=realisasi.indikator.perangkat_daerah, isi=isi)


def missing_evidence(realisasi: Realisasi, at: datetime) -> tuple[Issue, ...]:
    """A typed figure is not submitted without evidence (TLK-U075)."""
    if realisasi.cara != "diketik" or bukti_of(realisasi, at):
        return ()
    why = "Angka yang diketik tidak punya baris di baliknya; buktilah yang menggantikannya."
    return (
        Issue("TLK-U075", "salah", place_of(realisasi), "Angka yang diketik belum berbukti.", why, "Lampirkan buktinya."),
    )

"""An office's own Word template: checked when it comes, kept under its hash, used for every DOCX while it holds."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tolok.services.akses import NotFoundError, open_kantor_for, require
from tolok.services.riwayat import log_change
from tolok.store.models import Pengguna, PerangkatDaerah, TemplatDokumen
from tolok.values.issue import Issue, IssueError
from tolok.writing.docx_base import example_template
from tolok.writing.docx_guard import check_template

TIPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NAMA = 120


def list_templat_for(pengguna: Pengguna, slug: str, at: datetime) -> list[TemplatDokumen]:
    """Every template that the office ever had as known at an instant, newest first. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    require(pengguna, kantor, "lihat_kantor")
    found = TemplatDokumen.objects.filter(perangkat_daerah=kantor, pada__lte=at)
    return list(found.select_related("oleh").order_by("-id"))


def open_templat_for(pengguna: Pengguna, slug: str, templat: int, at: datetime) -> TemplatDokumen:
    """One template of an office that the person may read. Raises NotFoundError."""
    found = next((one for one in list_templat_for(pengguna, slug, at) if one.pk == templat), None)
    if found is None:
        raise NotFoundError(str(templat))
    return found


def templat_in_force(kantor: PerangkatDaerah, at: datetime) -> TemplatDokumen | None:
    """The newest template that was not withdrawn by an instant; None where Tolok's own paper is used."""
    held = Q(dicabut_pada=None) | Q(dicabut_pada__gt=at)
    return TemplatDokumen.objects.filter(held, perangkat_daerah=kantor, pada__lte=at).order_by("-id").first()


def template_bytes(kantor: PerangkatDaerah) -> bytes | None:
    """The template in which the office's documents are written today; None for Tolok's own paper.

    Raises IssueError (TLK-P017) when the file is gone or altered: a document on other paper would go unnoticed.
    """
    held = TemplatDokumen.objects.filter(perangkat_daerah=kantor, dicabut_pada=None).order_by("-id").first()
    if held is None:
        return None
    if not intact(held):
        why = "berkasnya hilang atau berubah sejak diunggah"
        todo = "minta admin memulihkannya dari cadangan, atau cabut templat itu dan unggah lagi"
        raise IssueError(_issue("TLK-P017", held.nama, "Templat kantor tidak utuh lagi.", why, todo))
    return file_of(held).read_bytes()


def file_of(templat: TemplatDokumen) -> Path:
    """Where the template lies: under its hash alone."""
    return Path(settings.TEMPLAT) / templat.sha256


def intact(templat: TemplatDokumen) -> bool:
    """Whether the file is there and still has its hash."""
    try:
        return hashlib.sha256(file_of(templat).read_bytes()).hexdigest() == templat.sha256
    except FileNotFoundError:
        return False


def example(kantor: PerangkatDaerah) -> bytes:
    """A template to begin with, in the name of the office."""
    return example_template(f"Pemerintah {kantor.pemda.nama}", kantor.nama)


@transaction.atomic
def upload(nama: str, isi: bytes, *, by: Pengguna, slug: str, at: datetime) -> tuple[TemplatDokumen, bool]:
    """Check and keep a template; from now on it holds. (template, whether it is new). Right: kelola_dokumen.

    Raises IssueError with all that is wrong. The one that holds already, once more, changes nothing.
    """
    kantor = _open_for_writing(by, slug)
    nama = _bare_name(nama)
    issues = check_template(isi, nama) if isi else [_nothing()]
    if issues:
        raise IssueError(issues)
    digest = hashlib.sha256(isi).hexdigest()
    held = templat_in_force(kantor, at)
    if held is not None and held.sha256 == digest and intact(held):
        return held, False
    _keep(digest, isi)
    made = TemplatDokumen.objects.create(
        perangkat_daerah=kantor, nama=nama, ukuran=len(isi), sha256=digest, oleh=by, pada=at
    )
    _log("templat.diunggah", made, by, at)
    return made, True


@transaction.atomic
def withdraw(templat: int, sidik: str, *, by: Pengguna, slug: str, at: datetime) -> TemplatDokumen | None:
    """Take a template out of use; the one before it does not come back by itself: all older ones go with it.

    `sidik`, the hash that the person saw, confirms which one is meant; another one raises IssueError (TLK-P018). None when
    it had been withdrawn already. Right: kelola_dokumen. Raises NotFoundError.
    """
    kantor = _open_for_writing(by, slug)
    rows = TemplatDokumen.objects.select_for_update().filter(perangkat_daerah=kantor)
    found = rows.filter(pk=templat).first()
    if found is None:
        raise NotFoundError(str(templat))
    if found.dicabut_pada is not None:
        return None
    if found.sha256 != sidik:
        todo = "Baca sekali lagi templat mana yang dicabut, lalu tekan tombolnya."
        raise IssueError(_issue("TLK-P018", found.nama, "Pencabutan templat belum ditegaskan.", "", todo))
    for one in rows.filter(pk__lte=found.pk, dicabut_pada=None):
        one.dicabut_pada = at
        one.save(update_fields=["dicabut_pada"])
    _log("templat.dicabut", found, by, at)
    return found


def _open_for_writing(by: Pengguna, slug: str) -> PerangkatDaerah:
    kantor = open_kantor_for(by, slug)
    require(by, kantor, "kelola_dokumen")
    # Two uploads at once are one after the other: the later one holds.
    return PerangkatDaerah.objects.select_for_update().select_related("pemda").get(pk=kantor.pk)


def _bare_name(nama: str) -> str:
    """The last part of a delivered file name, without signs that a page or a header could trip over."""
    plain = nama.replace("\\", "/").rpartition("/")[2].strip()
    return "".join(sign for sign in plain if sign.isprintable())[-_NAMA:] or "templat.docx"


def _nothing() -> Issue:
    return _issue("TLK-P010", "berkas", "Berkas belum dipilih atau kosong.", "", "Pilih berkas DOCX dari komputer Anda.")


def _issue(kode: str, di_mana: str, apa: str, mengapa: str, saran: str) -> Issue:
    return Issue(kode, "salah", di_mana, apa, mengapa, saran)


def _log(what: str, templat: TemplatDokumen, by: Pengguna, at: datetime) -> None:
    isi = {"sidik": templat.sha256, "ukuran": templat.ukuran}
    log_change(what, f"templat {templat.pk}", at=at, by=by, kantor=templat.perangkat_daerah, isi=isi)


def _keep(digest: str, content: bytes) -> None:
    """The file under its hash, whole or not at all, on disk before the row is acknowledged; an altered one is mended."""
    path = Path(settings.TEMPLAT) / digest
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".sedang-ditulis")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)

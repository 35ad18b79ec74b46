"""Many documents at once: printed one by one in the background, handed over as one ZIP that is kept for a few days."""

import io
import os
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from tolok.services import pekerjaan
from tolok.services.akses import NotFoundError, open_kantor_for, require
from tolok.services.cetak import print_document
from tolok.services.jenis_dokumen import BENTUK, JENIS, Bentuk
from tolok.services.pekerjaan import jobs_of
from tolok.services.permintaan_cetak import PermintaanCetak
from tolok.services.pilihan_dokumen import figures_for, forms_for, levels_for, period_for
from tolok.store.models import Pekerjaan, Pengguna, PerangkatDaerah
from tolok.values.instant import WIB, instant_text, parse_instant
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period

if TYPE_CHECKING:
    from tolok.services.pekerjaan import Laju

UMUR = timedelta(days=7)
"""How long the file of a batch is kept; the documents themselves can be printed again at any time."""
JENIS_PEKERJAAN = "cetak_borongan"
CATATAN = "YANG-TIDAK-TERCETAK.txt"


@dataclass(frozen=True)
class PermintaanBorongan:
    """Which kinds in which forms, of which period as known at which instant; `situs` is where their QR leads."""

    period: Period
    jenis: tuple[str, ...]
    bentuk: tuple[str, ...]
    at: datetime
    situs: str = ""


def request_batch(pengguna: Pengguna, kantor: PerangkatDaerah, asked: PermintaanBorongan, *, at: datetime) -> Pekerjaan:
    """Put the batch down. Raises NotFoundError without the right, IssueError (TLK-P065) where nothing is chosen."""
    require(pengguna, kantor, "lihat_kantor")
    kinds = [kode for kode in JENIS if kode in asked.jenis]
    forms = [one for one in BENTUK if one in asked.bentuk]
    if not kinds or not forms:
        why = "pilih sedikitnya satu dokumen dan satu bentuk"
        todo = "beri tanda pada dokumen dan bentuknya, lalu tekan lagi"
        raise IssueError(Issue("TLK-P065", "salah", "cetak banyak", "tidak ada yang akan dicetak", why, todo))
    masukan = {
        "periode": str(asked.period), "jenis": kinds, "bentuk": forms, "diketahui": instant_text(asked.at),
        "situs": asked.situs,
    }  # fmt: skip
    return pekerjaan.enqueue(JENIS_PEKERJAAN, masukan, oleh=pengguna, kantor=kantor, at=at)


def batch_job(job: Pekerjaan, laju: "Laju") -> dict[str, Any]:
    """Print what was asked for into one ZIP. Run again after a break it makes the same documents: they have their tokens."""
    at, office = laju.clock(), job.perangkat_daerah
    if office is None or job.oleh is None:
        raise NotFoundError(str(job.pk))
    sweep(at)
    wanted = list(_wanted(job, office))
    printed, refused = 0, []
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, (name, request, bentuk) in enumerate(wanted):
            laju.tell(f"Mencetak {name}", done, len(wanted))
            try:
                one = print_document(request, bentuk, by=job.oleh, at=laju.clock(), situs=job.masukan["situs"])
            except NotFoundError:
                refused.append(f"{name}: bukan untuk peran Anda.")
            except IssueError as error:
                refused += [_refusal(name, issue) for issue in error.issues]
            else:
                _put(archive, one.nama, one.isi, at)
                printed += 1
        if refused:
            _put(archive, CATATAN, "\r\n".join(dict.fromkeys(refused)).encode() + b"\r\n", at)
    if not printed:
        raise IssueError(_nothing(refused))
    content = buffer.getvalue()
    _keep(_path(job), content)
    told = f"; {len(refused)} tidak dapat dicetak" if refused else ""
    return {
        "kalimat": f"{printed} dokumen siap diunduh{told}", "cetakan": printed, "ukuran": len(content),
        "tidak_tercetak": list(dict.fromkeys(refused))[:40],
    }  # fmt: skip


def _refusal(name: str, issue: Issue) -> str:
    return f"{name}: {issue.apa.rstrip('.')}. {issue.saran.rstrip('.')}. ({issue.kode})"


def _wanted(job: Pekerjaan, kantor: PerangkatDaerah) -> Iterator[tuple[str, PermintaanCetak, Bentuk]]:
    """Each document, by name, in each form: per indicator for every IKU, an agreement for every level that has one."""
    asked = job.masukan
    period, at = Period.parse(asked["periode"]), parse_instant(asked["diketahui"])
    for kode in (one for one in asked["jenis"] if one in JENIS):
        kind = JENIS[kode]
        codes = [one.indikator.kode for one in figures_for(kind, kantor, period, at)]
        levels = levels_for(kind, kantor, period.tahun, at) or {"": ""}
        codes = codes if "indikator" in kind.pilihan else [""]
        triwulan = period_for(kind, period).triwulan
        for indikator, jabatan in product(codes, levels):
            request = PermintaanCetak(kantor, kode, period.tahun, at, triwulan, indikator, jabatan=jabatan)
            name = " ".join(part for part in (kind.nama, indikator, levels[jabatan]) if part)
            yield from ((name, request, bentuk) for bentuk in forms_for(kind, tuple(asked["bentuk"])))


def _put(archive: zipfile.ZipFile, name: str, content: bytes, at: datetime) -> None:
    archive.writestr(zipfile.ZipInfo(name, at.astimezone(WIB).timetuple()[:6]), content, zipfile.ZIP_DEFLATED)


def _nothing(refused: Sequence[str]) -> Issue:
    why = " ".join(dict.fromkeys(refused)) or "tidak ada dokumen yang dipilih"
    return Issue("TLK-P066", "salah", "cetak banyak", "tidak satu dokumen pun tercetak", why, "lengkapi dahulu isinya")


def _path(job: Pekerjaan) -> Path:
    path: Path = settings.CETAKAN / f"borongan-{job.pk}.zip"
    return path


def _keep(path: Path, content: bytes) -> None:
    """The whole file or none: a worker that is killed leaves nothing that could be handed over."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".sedang-ditulis")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    half.replace(path)


def sweep(at: datetime) -> None:
    """Remove files whose time is over, and halves of workers that were killed."""
    for path in settings.CETAKAN.glob("borongan-*"):
        if path.suffix == ".sedang-ditulis" or is_over(path, at):
            path.unlink(missing_ok=True)


def is_over(path: Path, at: datetime) -> bool:
    """Whether a file has been kept for its time."""
    return at.timestamp() - path.stat().st_mtime > UMUR.total_seconds()


def batches_of(pengguna: Pengguna, kantor: PerangkatDaerah) -> Sequence[Pekerjaan]:
    """The person's own last batches in an office."""
    return list(jobs_of(pengguna, kantor).filter(jenis=JENIS_PEKERJAAN)[:5])


def open_batch_for(pengguna: Pengguna, slug: str, nomor: int) -> Pekerjaan:
    """One of the person's own batches. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    require(pengguna, kantor, "lihat_kantor")
    job = jobs_of(pengguna, kantor).filter(pk=nomor, jenis=JENIS_PEKERJAAN).first()
    if job is None:
        raise NotFoundError(str(nomor))
    return job


def batch_file(job: Pekerjaan, at: datetime) -> Path | None:
    """The file of a finished batch, as long as it is kept."""
    path = _path(job)
    return path if job.status == "selesai" and path.is_file() and not is_over(path, at) else None

"""Long work in the background, as a table that people can look at. The queue only wakes the worker; the table is the truth.

A job is claimed by one conditional update, so it never runs twice at once. What was running when the worker died is run
again if running it twice does no harm, else it is marked `terputus`, with a sentence and one button.
"""

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from tolok.services import antrean
from tolok.services.akses import NotFoundError, open_kantor_for
from tolok.store.models import Pekerjaan, Pengguna, PerangkatDaerah
from tolok.values.issue import Issue, IssueError

_LOG = logging.getLogger("tolok.pekerjaan")
Clock = Callable[[], datetime]
ULANG_TERBANYAK = 2
"""How often a job that died with its worker is taken up again: one that kills every worker must not do so for ever."""
SEPI = timedelta(seconds=30)
"""After so long without a worker a waiting job says that nobody takes it up."""


@dataclass(frozen=True)
class Jenis:
    """A kind of work: its name for people, the function (`module:name`) that does it, and whether twice does no harm."""

    label: str
    fungsi: str
    boleh_diulang: bool


DAFTAR: dict[str, Jenis] = {
    "baca_dokumen": Jenis("Membaca dokumen", "tolok.services.baca:read_job", boleh_diulang=True),
    "periksa_unggahan": Jenis("Memeriksa berkas", "tolok.services.unggahan:check_upload", boleh_diulang=True),
    "cadangkan": Jenis("Membuat cadangan", "tolok.services.cadangan_catatan:backup_job", boleh_diulang=True),
    "cetak_borongan": Jenis("Mencetak banyak dokumen", "tolok.services.borongan:batch_job", boleh_diulang=True),
    "susun_kubus": Jenis("Menjumlahkan angka wilayah", "tolok.services.kubus:kubus_job", boleh_diulang=True),
    "terima_unggahan": Jenis("Menerima kiriman", "tolok.services.unggahan:accept_job", boleh_diulang=True),
}
"""Every kind of work. A function takes (Pekerjaan, Laju) and returns what is kept in `keluaran`, without personal data."""


class Laju:
    """How far a job has come, written where people look; inside a transaction they see it when that ends."""

    def __init__(self, pekerjaan: Pekerjaan, clock: Clock):
        self.pekerjaan, self.clock = pekerjaan, clock

    def tell(self, kalimat: str, selesai: int = 0, semua: int = 0) -> None:
        """One sentence, and parts done of all parts; also the heartbeat."""
        changed = {"kalimat": kalimat[:240], "selesai_bagian": selesai, "semua_bagian": semua, "denyut_pada": self.clock()}
        try:
            Pekerjaan.objects.filter(pk=self.pekerjaan.pk).update(**changed)
        except OperationalError:  # somebody else writes for long: progress can wait, the work cannot
            _LOG.info("kemajuan pekerjaan %s tidak tercatat", self.pekerjaan.pk)


def enqueue(
    jenis: str, masukan: Mapping[str, Any], *, oleh: Pengguna | None, kantor: PerangkatDaerah | None, at: datetime
) -> Pekerjaan:
    """Put one job down; it is taken up after the caller's transaction commits. `masukan` holds ids only. KeyError for an
    unknown kind."""
    label = DAFTAR[jenis].label
    pekerjaan = Pekerjaan.objects.create(
        jenis=jenis, perangkat_daerah=kantor, masukan=dict(masukan), kalimat=f"{label}: menunggu giliran", oleh=oleh,
        dibuat_pada=at,
    )  # fmt: skip
    transaction.on_commit(lambda: antrean.wake(pekerjaan.pk))
    return pekerjaan


def run(nomor: int, clock: Clock = timezone.now) -> Pekerjaan:
    """Do one waiting job in this process; one that another has claimed is left to it."""
    now = clock()
    claimed = Pekerjaan.objects.filter(pk=nomor, status="menunggu").update(
        status="berjalan", mulai_pada=now, denyut_pada=now
    )
    pekerjaan = Pekerjaan.objects.select_related("perangkat_daerah__pemda", "oleh").get(pk=nomor)
    if not claimed:
        return pekerjaan
    kind = DAFTAR.get(pekerjaan.jenis)
    try:
        if kind is None:
            raise IssueError(_unknown(pekerjaan.jenis))
        module, _, name = kind.fungsi.partition(":")
        done = getattr(import_module(module), name)(pekerjaan, Laju(pekerjaan, clock))
    except IssueError as error:
        issues = [issue.as_dict() for issue in error.issues]
        return _end(pekerjaan, "gagal", error.issues[0].apa, {"issues": issues}, clock())
    except Exception as error:
        if "TOLOK_JEJAK" in os.environ:  # a developer asks for the traceback
            raise
        # The place without the values: a message of a database may quote a row.
        _LOG.error("pekerjaan %s (%s) rusak: %s", nomor, pekerjaan.jenis, type(error).__name__, exc_info=False)
        said = f"Ada yang rusak di Tolok, bukan salah Anda ({type(error).__name__}). Tidak ada yang tersimpan setengah."
        return _end(pekerjaan, "gagal", said, {"galat": type(error).__name__}, clock())
    return _end(pekerjaan, "selesai", str(done.pop("kalimat", f"{kind.label}: selesai")), done, clock())


def _end(pekerjaan: Pekerjaan, status: str, kalimat: str, keluaran: Mapping[str, Any], at: datetime) -> Pekerjaan:
    pekerjaan.refresh_from_db()
    pekerjaan.status, pekerjaan.kalimat, pekerjaan.selesai_pada = status, kalimat[:240], at
    pekerjaan.keluaran = {**pekerjaan.keluaran, **keluaran}
    pekerjaan.save(update_fields=["status", "kalimat", "keluaran", "selesai_pada"])
    return pekerjaan


def run_waiting(clock: Clock = timezone.now) -> list[Pekerjaan]:
    """Do everything that waits, in the order in which it was put down."""
    return [run(pk, clock) for pk in waiting()]


def waiting() -> list[int]:
    """Ids of the jobs that nobody has taken up, oldest first."""
    return list(Pekerjaan.objects.filter(status="menunggu").order_by("dibuat_pada", "id").values_list("pk", flat=True))


def recover(clock: Clock = timezone.now) -> tuple[int, int]:
    """For the one worker, when it starts: what is still marked as running died with the last one.

    (jobs that will run again, jobs marked as broken off).
    """
    again = broken = 0
    for pekerjaan in Pekerjaan.objects.filter(status="berjalan"):
        kind = DAFTAR.get(pekerjaan.jenis)
        times = int(pekerjaan.keluaran.get("terputus", 0)) + 1
        pekerjaan.keluaran |= {"terputus": times}
        if kind is not None and kind.boleh_diulang and times <= ULANG_TERBANYAK:
            again += 1
            pekerjaan.status, pekerjaan.kalimat = "menunggu", f"{kind.label}: terputus, dimulai lagi dari awal"
        else:
            broken += 1
            pekerjaan.status, pekerjaan.selesai_pada = "terputus", clock()
            pekerjaan.kalimat = "Terputus ketika Tolok berhenti. Tidak ada yang tersimpan setengah; Anda dapat mencoba lagi."
        pekerjaan.save(update_fields=["status", "kalimat", "keluaran", "selesai_pada"])
    return again, broken


@transaction.atomic
def try_again(pekerjaan: Pekerjaan, *, oleh: Pengguna, at: datetime) -> Pekerjaan:
    """Put a failed or broken-off job down once more. Raises IssueError (TLK-S070) where it runs, waits or has ended well."""
    if pekerjaan.status not in ("gagal", "terputus"):
        why, todo = f"keadaannya {pekerjaan.status}", "tunggu sampai selesai"
        raise IssueError(Issue("TLK-S070", "salah", "pekerjaan", "pekerjaan ini tidak perlu diulangi", why, todo))
    return enqueue(pekerjaan.jenis, pekerjaan.masukan, oleh=oleh, kantor=pekerjaan.perangkat_daerah, at=at)


def _unknown(jenis: str) -> Issue:
    return Issue(
        "TLK-S071", "salah", "pekerjaan", f"jenis pekerjaan `{jenis}` tidak dikenal",
        "pekerjaan ini dibuat oleh versi Tolok yang lain", "buat pekerjaannya sekali lagi dari halamannya",
    )  # fmt: skip


def jobs_of(pengguna: Pengguna, kantor: PerangkatDaerah) -> QuerySet[Pekerjaan]:
    """The person's own jobs in an office, the newest first."""
    found = Pekerjaan.objects.filter(perangkat_daerah=kantor, oleh=pengguna)
    return found.select_related("oleh").order_by("-dibuat_pada", "-id")


def open_pekerjaan_for(pengguna: Pengguna, slug: str, nomor: int) -> Pekerjaan:
    """One of the person's own jobs in an office. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    pekerjaan = jobs_of(pengguna, kantor).filter(pk=nomor).first()
    if pekerjaan is None:
        raise NotFoundError(str(nomor))
    return pekerjaan


def is_stuck(pekerjaan: Pekerjaan, now: datetime) -> bool:
    """Whether a job waits although no worker runs to take it up."""
    return pekerjaan.status == "menunggu" and now - pekerjaan.dibuat_pada > SEPI and not antrean.worker_alive()

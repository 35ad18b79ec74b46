"""Data handed in by a program: the same way in as an upload, accepted at once where nothing is left to decide."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from tolok.services import pekerjaan, unggahan
from tolok.services.akses import NotFoundError, may, open_kantor_for
from tolok.services.pekerjaan import Clock
from tolok.store.models import Pengguna, PerangkatDaerah, Unggahan
from tolok.values.issue import Issue, IssueError


@dataclass(frozen=True)
class Titipan:
    """What is said of a file beside its content."""

    berkas: str
    register: str
    periode: str
    cakupan: tuple[str, ...] = ()


def require_deliverer(pengguna: Pengguna, kantor: PerangkatDaerah) -> None:
    """NotFoundError for who may deliver no register at all in this office."""
    if not (may(pengguna, kantor, "terima_data") or may(pengguna, kantor, "isi_pengawasan")):
        raise NotFoundError("terima_data")


def deliver(pengguna: Pengguna, kantor: PerangkatDaerah, named: Titipan, content: Iterable[bytes], clock: Clock) -> Unggahan:
    """Hand a file in, check it, and accept it where every row is either ready or plainly wrong.

    What a person must decide first waits on the page of uploads (`siap`), what is large waits for the worker
    (`diperiksa`). NotFoundError without the right to deliver this register; IssueError for a file that cannot be received.
    """
    handed, job = unggahan.hand_in(
        kantor, named.register, named.periode, named.cakupan, named.berkas, _read(content), by=pengguna, at=clock()
    )
    if handed.ukuran > unggahan.KECIL_BITA:
        return handed
    pekerjaan.run(job.pk)
    handed.refresh_from_db()
    if handed.status == "gagal":
        raise IssueError([Issue(**one) for one in handed.hasil["issues"]])
    if handed.status == "siap" and not handed.hasil["terbuka"]:
        if handed.hasil["baris"] and not handed.hasil["siap"]:
            raise IssueError([_nothing_ready(handed), *_faults(handed)])
        _accept(handed, pengguna, clock)
    return handed


def _accept(handed: Unggahan, pengguna: Pengguna, clock: Clock) -> None:
    """Its rows are known from the instant of acceptance. Another figure may have been computed while this one waited for
    its turn to write; then the instant is taken anew, instead of turning a program away that did nothing wrong."""
    for last in (False, False, True):
        try:
            unggahan.accept(handed, by=pengguna, versi=handed.versi, at=clock())
        except IssueError as error:
            if last or {issue.kode for issue in error.issues} != {"TLK-R060"}:
                raise
            handed.refresh_from_db()
        else:
            break
    handed.refresh_from_db()


def _read(content: Iterable[bytes]) -> bytes:
    parts, size = [], 0
    for part in content:
        size += len(part)
        if size > settings.UNGGAHAN_TERBESAR:
            raise IssueError(unggahan.too_large())
        parts.append(part)
    return b"".join(parts)


def _nothing_ready(handed: Unggahan) -> Issue:
    what = f"tidak satu pun dari {handed.hasil['baris']} baris dapat diterima"
    return Issue("TLK-R075", "salah", handed.berkas, what, "semua baris salah", "perbaiki yang disebut, lalu serahkan lagi")


def _faults(handed: Unggahan) -> Iterable[Issue]:
    for one in handed.hasil["salah_kelompok"]:
        where = f"{one['lembar']}, baris {', '.join(map(str, one['baris'][:5]))}"
        yield Issue(one["kode"], one["bobot"], where, one["apa"], one["mengapa"], one["saran"])


def open_delivered_for(pengguna: Pengguna, slug: str, nomor: int) -> Unggahan:
    """An upload, for who may decide on it. Raises NotFoundError."""
    require_deliverer(pengguna, open_kantor_for(pengguna, slug))
    return unggahan.open_unggahan_for(pengguna, slug, nomor)

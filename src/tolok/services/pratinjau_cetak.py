"""Pictures of a document's pages before it is printed: drawn once, kept beside the data for an hour, under their own hash.

A picture is fetched by whoever may print the document; that of a draft by whoever may print drafts.
"""

import hashlib
import os
import re
import shutil
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from tolok.services.akses import NotFoundError, open_kantor_for
from tolok.services.cetak import dokumen_of, require_printing
from tolok.services.jenis_dokumen import JENIS
from tolok.services.permintaan_cetak import Dokumen, PermintaanCetak
from tolok.store.models import Pengguna
from tolok.writing.pdf import page_pictures

TERBANYAK = 12
"""How many pages are shown; a long report is looked at in its file."""
PPI = 96
UMUR = timedelta(hours=1)
_KUNCI = re.compile(r"[dt][0-9a-f]{32}")


@dataclass(frozen=True)
class Pratinjau:
    """A document, and width and height in pixels of each picture of a page that lies under `kunci`."""

    dokumen: Dokumen
    kunci: str
    ukuran: tuple[tuple[int, int], ...]

    @property
    def halaman(self) -> int:
        return len(self.ukuran)


def preview(request: PermintaanCetak, by: Pengguna, at: datetime) -> Pratinjau:
    """The document with pictures of its first pages. Raises NotFoundError, or IssueError where nothing can be printed."""
    require_printing(by, request.kantor, request.jenis, request.draf)
    dokumen = dokumen_of(request)
    kunci = ("d" if request.draf else "t") + hashlib.sha256(repr(dokumen.sheet).encode()).hexdigest()[:32]
    folder = _folder(request.kantor.slug, request.jenis) / kunci
    if not folder.is_dir():
        _sweep(at)
        _draw(dokumen, folder)
    count = len(list(folder.glob("*.png")))
    return Pratinjau(dokumen, kunci, tuple(_size(folder / f"{number}.png") for number in range(1, count + 1)))


def _size(path: Path) -> tuple[int, int]:
    """Width and height, as the head of every PNG says them."""
    with path.open("rb") as file:
        width, height = struct.unpack(">II", file.read(24)[16:])
    return width, height


def _draw(dokumen: Dokumen, folder: Path) -> None:
    """Draw beside, then move in whole: who asks in between finds all pictures or none."""
    pictures = page_pictures(dokumen.sheet, PPI, TERBANYAK)
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = folder.with_name(f"{folder.name}.{os.getpid()}.{os.urandom(4).hex()}")
    beside.mkdir(mode=0o700)
    for number, picture in enumerate(pictures, start=1):
        (beside / f"{number}.png").write_bytes(picture)
    try:
        beside.rename(folder)
    except OSError:  # another request was quicker with the same pages
        shutil.rmtree(beside, ignore_errors=True)


def _folder(slug: str, jenis: str) -> Path:
    path: Path = settings.CETAKAN / "halaman" / slug / jenis
    return path


def _sweep(at: datetime) -> None:
    """Remove pictures that nobody looks at any more."""
    for folder in (settings.CETAKAN / "halaman").glob("*/*/*"):
        if at.timestamp() - folder.stat().st_mtime > UMUR.total_seconds():
            shutil.rmtree(folder, ignore_errors=True)


def open_picture_for(pengguna: Pengguna, slug: str, jenis: str, kunci: str, halaman: int) -> bytes:
    """One picture. Raises NotFoundError where it was never drawn, is gone, or is not for this person."""
    kantor = open_kantor_for(pengguna, slug)
    if jenis not in JENIS or not _KUNCI.fullmatch(kunci):
        raise NotFoundError(kunci[:40])
    require_printing(pengguna, kantor, jenis, kunci.startswith("d"))
    try:
        return (_folder(kantor.slug, jenis) / kunci / f"{halaman}.png").read_bytes()
    except FileNotFoundError:
        raise NotFoundError(str(halaman)) from None

"""The reading of a document from outside, in a process of its own: bounded memory, time and pages, no files, no network.

The process is the one in which deliveries are checked (`registers.limited`); what it may use grows with the pages that it
finds, so that a scan of many pages is read and a file made to waste time is stopped within seconds.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tolok.reading.draft import Reading
from tolok.reading.load import TERBESAR
from tolok.reading.wire import reading_of
from tolok.registers.limited import Batas, StoppedError, run_limited
from tolok.values.issue import Issue, IssueError

_MEGABYTE = 1024 * 1024
BATAS = Batas(memori=4096 * _MEGABYTE, cpu=30, waktu=1800, jawaban=64 * _MEGABYTE, cpu_terlama=1800)
"""What one reading may use. `cpu` holds for a document without pages; each page of a PDF adds `limited_process.PER_PAGE`."""
BATAS_GAMBAR = Batas(memori=2048 * _MEGABYTE, cpu=20, waktu=60, jawaban=64 * _MEGABYTE)
_MODULE = "tolok.reading.limited_process"


@dataclass(frozen=True)
class Bacaan:
    """A document as read, with what a review page draws beside it: `isi` is the whole as JSON (wire.tables_json,
    wire.pages_json), which is also what is kept."""

    reading: Reading
    isi: Mapping[str, Any]


def read_limited(source: bytes | Path, name: str, batas: Batas = BATAS) -> Bacaan:
    """Read a document. Raises IssueError (TLK-D161 … D165, D009) for a file that cannot be read or breaks its limits."""
    data = source if isinstance(source, bytes) else _content(source)
    if len(data) > TERBESAR:
        todo = "pecah per bagian, lalu baca lagi"
        raise IssueError(Issue("TLK-D161", "salah", name, "berkas terlalu besar", "paling besar 64 MB", todo))
    told = _told(_run({"tugas": "baca", "berkas": name}, data, batas, name), name)
    if told.get("issues"):
        raise IssueError(Issue(**one) for one in told["issues"])
    try:
        return Bacaan(reading_of(told["baca"]), told)
    except (KeyError, TypeError, ValueError):
        raise IssueError(_stopped(name, "hasilnya tidak utuh")) from None


def picture_limited(data: bytes, name: str, page: int, width: int, batas: Batas = BATAS_GAMBAR) -> bytes:
    """A page of a PDF (from 1) as PNG. Raises IssueError (TLK-D009) where it cannot be drawn."""
    asked = {"tugas": "gambar", "berkas": name, "halaman": page, "lebar": width}
    return _run(asked, data, batas, name)


def _content(path: Path) -> bytes:
    """The file, or one byte more than is read: enough to know that it is too large."""
    with path.open("rb") as file:
        return file.read(TERBESAR + 1)


def _run(asked: Mapping[str, Any], data: bytes, batas: Batas, name: str) -> bytes:
    words = {**asked, "pdf": b"%PDF-" in data[:1024]}
    try:
        return run_limited(_MODULE, words, data, batas)
    except StoppedError as error:
        raise IssueError(_stopped(name, str(error))) from None


def _told(answer: bytes, name: str) -> dict[str, Any]:
    try:
        told = json.loads(answer)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise IssueError(_stopped(name, "hasilnya tidak utuh"))
    return told


def _stopped(name: str, mengapa: str) -> Issue:
    todo = "simpan ulang dari aslinya sebagai PDF, DOCX, atau XLSX, atau baca bagian yang memuat indikator saja"
    return Issue("TLK-D009", "salah", name, "pembacaan dokumen dihentikan", mengapa, todo)

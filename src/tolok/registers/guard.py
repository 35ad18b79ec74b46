"""What a workbook must not be: a bomb, a door to other files, a program. Asked before anything of it is unpacked."""

import re
import zipfile
from collections.abc import Iterator

from tolok.registers.faults import file_issue
from tolok.values.issue import Issue, IssueError

_MEGABYTE = 1024 * 1024
MAX_UNPACKED = 1024 * _MEGABYTE
"""Bytes after unpacking; 300,000 rows of fifteen columns take about a quarter of it."""
_MAX_PARTS = 5000
_BOMB_FROM, _BOMB_RATIO = 64 * _MEGABYTE, 200
"""Spreadsheets shrink ten- to thirtyfold; a part that shrinks more and is large was made to hurt."""

_OUTSIDE = (
    (re.compile(r"^xl/(externalLinks|connections)\b", re.I), "buku kerja ini menautkan ke berkas atau sumber data lain",
     "salin isinya lalu tempel sebagai nilai (Paste Values), hapus tautannya (Data > Edit Links), simpan, lalu unggah lagi"),
    (re.compile(r"(^|/)(vbaProject[^/]*\.bin|macrosheets/)", re.I), "buku kerja ini berisi makro (program)",
     "simpan sebagai XLSX tanpa makro, lalu unggah lagi"),
    (re.compile(r"^xl/(embeddings|activeX|ctrlProps)/", re.I), "buku kerja ini berisi berkas lain di dalamnya",
     "hapus berkas atau tombol yang disisipkan, simpan, lalu unggah lagi"),
)  # fmt: skip
_CALLS_OUT = re.compile(rb"<(?:\w+:)?f[\s>][^<]*\b(WEBSERVICE|FILTERXML|IMPORTDATA|DDE|CALL|REGISTER)\s*\(", re.I)
_DDE = re.compile(rb"<(?:\w+:)?f[\s>][^<]*\w\|'?[^<]*!", re.I)
_TODO_ZIP = "simpan ulang dari Excel atau LibreOffice sebagai XLSX, atau pecah menjadi beberapa kiriman"


def refuse_unsafe(archive: zipfile.ZipFile, berkas: str) -> None:
    """Raises IssueError (TLK-R065) with everything for which a workbook is refused unread."""
    if found := list(_faults(archive, berkas)):
        raise IssueError(found)


def _faults(archive: zipfile.ZipFile, berkas: str) -> Iterator[Issue]:
    parts = archive.infolist()
    if len(parts) > _MAX_PARTS:
        yield _issue(berkas, "buku kerja terlalu banyak bagiannya", f"{len(parts)} bagian", _TODO_ZIP)
        return
    names = [part.filename for part in parts]
    if any(_leaves(name) for name in names):
        yield _issue(berkas, "nama di dalam buku kerja menunjuk ke luar berkasnya", "susunan berkas tidak wajar", _TODO_ZIP)
    if len(set(names)) != len(names):
        yield _issue(berkas, "buku kerja memuat bagian bernama sama", "susunan berkas tidak wajar", _TODO_ZIP)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or any(_is_bomb(part) for part in parts):
        why = f"isinya menjadi {unpacked // _MEGABYTE} MB sesudah dibuka; batasnya {MAX_UNPACKED // _MEGABYTE} MB"
        yield _issue(berkas, "buku kerja terlalu besar setelah dibuka", why, _TODO_ZIP)
        return
    for pattern, apa, saran in _OUTSIDE:
        if any(pattern.search(name) for name in names):
            yield _issue(berkas, apa, "isi dari luar tidak dibaca dan tidak dijalankan", saran)
    if any(_calls_out(archive, name) for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")):
        todo = "salin kolom itu lalu tempel sebagai nilai (Paste Values), simpan, lalu unggah lagi"
        yield _issue(berkas, "ada rumus yang mengambil isi dari luar buku kerja", "rumus seperti itu tidak dijalankan", todo)


def _leaves(name: str) -> bool:
    return name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/") or "\x00" in name


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _BOMB_FROM and part.file_size > _BOMB_RATIO * max(part.compress_size, 1)


def _calls_out(archive: zipfile.ZipFile, name: str) -> bool:
    content = archive.read(name)
    return bool(b"<f" in content or b":f" in content) and bool(_CALLS_OUT.search(content) or _DDE.search(content))


def _issue(berkas: str, apa: str, mengapa: str, saran: str) -> Issue:
    return file_issue("TLK-R065", berkas, apa, mengapa, saran)

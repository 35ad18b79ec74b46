"""The limited process that reads a document; see `registers.limited_process` for what it may not do."""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from tolok.registers.limited_process import allow_seconds, serve
from tolok.values.issue import Issue, IssueError

PER_PAGE = 16
"""Seconds of computing that a page may take: a scan needs up to fourteen."""
_BASE = 30
_DEPTH = 2_000
# What the binding of the PDF library does all the time; a library is still loaded by nobody (`ctypes.dlopen`).
_ALLOWED = (
    "ctypes.addressof", "ctypes.cdata", "ctypes.cdata/buffer", "ctypes.create_string_buffer", "ctypes.create_unicode_buffer",
    "ctypes.string_at", "ctypes.dlsym", "ctypes.dlsym/handle",
)  # fmt: skip


def main() -> None:
    """Read one document, or draw one page; any exception ends the process with a code that is not 0."""
    serve(_prepared, _ALLOWED)


def _prepared(request: Mapping[str, Any]) -> Callable[[bytes], bytes]:
    sys.setrecursionlimit(_DEPTH)  # a document nested deeper is none that a person wrote
    if request["pdf"] and not _pdf_installed():
        return lambda _data: json.dumps({"issues": [_no_reader(request["berkas"]).as_dict()]}).encode()
    if request["tugas"] == "gambar":
        return lambda data: _drawn(request, data)
    from tolok.reading import load, read, wire  # noqa: F401 - before the doors are shut

    return lambda data: _read(request, data)


def _pdf_installed() -> bool:
    """Loads the libraries of PDF while that is still allowed; whether the reader's extra was installed."""
    try:
        from tolok.reading import pdf_in, picture  # noqa: F401 - the libraries come with them
    except ImportError:
        return False
    return True


def _no_reader(name: str) -> Issue:
    why, todo = "bagian pembacanya tidak terpasang", "minta admin memasang tolok[baca], atau simpan sebagai DOCX"
    return Issue("TLK-D162", "salah", name, "PDF belum dapat dibaca di pemasangan ini", why, todo)


def _drawn(request: Mapping[str, Any], data: bytes) -> bytes:
    from tolok.reading.picture import page_picture

    return page_picture(data, request["halaman"], request["lebar"])


def _read(request: Mapping[str, Any], data: bytes) -> bytes:
    try:
        told = _found(request, data)
    except IssueError as error:
        # No fault of the file's form but of the limits (a library needs room too): the caller says so.
        if isinstance(error.__cause__, (MemoryError, ImportError)):
            raise MemoryError from error
        told = {"issues": [issue.as_dict() for issue in error.issues]}
    return json.dumps(told, ensure_ascii=False).encode()


def _found(request: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    from tolok.reading.draft import as_json
    from tolok.reading.load import load
    from tolok.reading.read import read
    from tolok.reading.wire import pages_json, tables_json

    if request["pdf"]:
        from tolok.reading.picture import check_pages

        allow_seconds(_BASE + PER_PAGE * check_pages(data, request["berkas"]))
    paper = load(data, request["berkas"])
    reading = read(paper)
    return {"baca": as_json(reading), "halaman": pages_json(paper), "tabel": tables_json(paper, reading)}


if __name__ == "__main__":
    main()

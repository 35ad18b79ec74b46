"""A file becomes a `Paper`: which loader reads it is decided by what it holds, never by what it is called."""

import io
import zipfile

from tolok.reading.paper import Kind, Paper
from tolok.values.issue import Issue, IssueError

TERBESAR = 64 * 1024 * 1024
"""Largest file in bytes."""
_BENTANG = 512 * 1024 * 1024
_RATIO = 200
_MEMBERS = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def load(data: bytes, name: str) -> Paper:
    """The document as lines and tables. Raises IssueError (TLK-D161 … D165) that says what to do instead."""
    if len(data) > TERBESAR:
        raise IssueError(
            _issue("TLK-D161", name, "berkas terlalu besar", "paling besar 64 MB", "pecah per bagian, lalu baca lagi")
        )
    kind = kind_of(data)
    try:
        return _LOADERS[kind](data, name)
    except IssueError:
        raise
    except Exception as error:  # a broken file breaks the libraries in ways of their own; each is the same to a person
        why = f"{type(error).__name__}: isinya rusak atau tidak lengkap"
        raise IssueError(_issue("TLK-D163", name, "berkas tidak dapat dibuka", why, "simpan ulang dari aslinya")) from error


def kind_of(data: bytes) -> Kind:
    """What a file holds. Raises IssueError for an encrypted, compressed-to-death or unknown file."""
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _ole(data)
    if not data.strip() or (b"\x00" in head and data[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        todo = "simpan sebagai PDF, DOCX, XLSX, atau teks"
        raise IssueError(
            _issue("TLK-D162", "berkas", "jenis berkas tidak dikenal", "isinya bukan dokumen yang dapat dibaca", todo)
        )
    return "text"


def _zipped(data: bytes) -> Kind:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise IssueError(
            _issue("TLK-D163", "berkas", "berkas tidak dapat dibuka", "isinya rusak", "simpan ulang dari aslinya")
        ) from error
    whole = sum(part.file_size for part in parts)
    if len(parts) > _MEMBERS or whole > _BENTANG or whole > _RATIO * max(len(data), 1 << 16):
        why = "isinya mengembang jauh melebihi dokumen biasa"
        raise IssueError(_issue("TLK-D164", "berkas", "berkas ditolak", why, "simpan ulang tanpa gambar besar"))
    names = {part.filename for part in parts}
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names or ("content.xml" in names and "mimetype" in names):
        return "xlsx"
    todo = "simpan sebagai PDF, DOCX, XLSX, atau teks"
    raise IssueError(_issue("TLK-D162", "berkas", "jenis berkas tidak dikenal", "bukan dokumen Word atau buku kerja", todo))


def _ole(data: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise IssueError(
            _issue("TLK-D165", "berkas", "berkas terkunci kata sandi", "isinya tersandi", "buka kuncinya dahulu")
        )
    if "WordDocument".encode("utf-16-le") in data:
        why, todo = "ini dokumen Word lama (.doc)", "buka di Word atau LibreOffice, simpan sebagai DOCX, lalu baca lagi"
        raise IssueError(_issue("TLK-D162", "berkas", "dokumen .doc belum dapat dibaca", why, todo))
    return "xls"


def _docx(data: bytes, name: str) -> Paper:
    from tolok.reading.docx_in import load_docx

    return load_docx(data, name)


def _book(data: bytes, name: str) -> Paper:
    from tolok.reading.xlsx_in import load_xlsx

    return load_xlsx(data, name, "xls" if data.startswith(_OLE) else "xlsx")


def _text(data: bytes, name: str) -> Paper:
    from tolok.reading.text_in import load_text

    return load_text(data, name)


def _pdf(data: bytes, name: str) -> Paper:
    from tolok.reading.pdf_in import load_pdf

    return load_pdf(data, name)


# Loaders are imported when a file of their kind comes: the libraries are heavy, and a command line must start at once.
_LOADERS = {"docx": _docx, "xlsx": _book, "xls": _book, "text": _text, "pdf": _pdf}


def _issue(kode: str, di_mana: str, apa: str, mengapa: str, saran: str) -> Issue:
    return Issue(kode, "salah", di_mana, apa, mengapa, saran)

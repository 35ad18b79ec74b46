"""Perjanjian Kinerja as a sheet, and read back from the PDF and the Word file that are made of it."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pypdfium2
import pytest

from tolok.writing.docx import write_docx
from tolok.writing.pdf import write_pdf
from tolok.writing.pk import JANJI, PEMBUKA, PkData, PkHasil, PkIndikator, PkPerubahan, PkPihak, PkPos, pk_sheet
from tolok.writing.sheet import Heading, Meta, Missing, Number, PageBreak, Pairs, Paragraph, Sheet, Signatures, Table

META = Meta((), "ab" * 32, "cd" * 32, "26 Jan 2024, 10.00 WIB", date(2024, 1, 26), False)
KEPALA = PkPihak(
    "Ratna Widyastuti", "Kepala Dinas Koperasi dan Usaha Mikro Kota Pasuruan", "Pembina (IV/a)", "000000000000000001"
)
WALI_KOTA = PkPihak("Suryo Adiwinata", "Wali Kota Pasuruan")
DATA = PkData(
    pemda="Pemerintah Kota Pasuruan",
    perangkat_daerah="Dinas Koperasi dan Usaha Mikro Kota Pasuruan",
    tahun=2024,
    jenjang="kepala",
    pertama=KEPALA,
    kedua=WALI_KOTA,
    tempat="Pasuruan",
    tanggal="26 Januari 2024",
    hasil=(
        PkHasil(
            "Meningkatnya tata kelola",
            (PkIndikator("Nilai SAKIP", "nilai", "75,00"), PkIndikator("Temuan ditindaklanjuti", "%", "100,00")),
        ),
        PkHasil("Meningkatnya kapasitas koperasi", (PkIndikator("Volume usaha", "%", "6,50"),)),
    ),
    pos=(PkPos("Program Penunjang", "5.240.000.000", "APBD"), PkPos("Program Pengawasan", "420.000.000", "APBD")),
    judul_hasil="Sasaran Strategis",
    judul_pos="Program",
    jumlah="5.660.000.000",
    meta=META,
)
CHANGE = PkPerubahan(1, "pergantian atau mutasi pejabat", "Kepala dinas berganti pada 1 Juli 2024", "26 Januari 2024")


def blocks(sheet: Sheet, kind: type) -> list:
    return [one for one in sheet.blocks if isinstance(one, kind)]


def words_of(table: Table) -> list[list[str]]:
    rows = [row for group in table.groups for row in group.rows]
    return [[" ".join(piece.words for piece in cell.pieces) for cell in row.cells] for row in rows]


def pdf_text(sheet: Sheet) -> list[str]:
    document = pypdfium2.PdfDocument(write_pdf(sheet))
    return [" ".join(document[page].get_textpage().get_text_bounded().split()) for page in range(len(document))]


def test_the_statement_is_the_official_form_and_stands_on_a_page_of_its_own() -> None:
    sheet = pk_sheet(DATA)
    assert sheet.judul == ("PERJANJIAN KINERJA TAHUN 2024",)
    assert not sheet.landscape
    first = sheet.blocks[: sheet.blocks.index(PageBreak())]
    said = [one.words for one in first if isinstance(one, Paragraph)]
    assert said == [PEMBUKA, "Selanjutnya disebut PIHAK PERTAMA.",
                    "selaku atasan PIHAK PERTAMA, selanjutnya disebut PIHAK KEDUA.", *JANJI]  # fmt: skip
    parties = [[pair.items[0] for pair in one.pairs] for one in first if isinstance(one, Pairs)]
    assert parties == [[KEPALA.nama, KEPALA.jabatan], [WALI_KOTA.nama, WALI_KOTA.jabatan]]
    assert isinstance(first[-1], Signatures)


def test_both_sign_the_statement_and_the_lampiran_the_head_of_the_region_without_rank_and_number() -> None:
    first, second = blocks(pk_sheet(DATA), Signatures)
    assert first == second
    assert first.left.nama == "Suryo Adiwinata"
    assert (first.left.pangkat, first.left.nip, first.left.tempat_tanggal) == ("", "", "")
    assert (first.right.nip, first.right.tempat_tanggal) == ("000000000000000001", "Pasuruan, 26 Januari 2024")
    assert first.left.jabatan == "Pihak Kedua,\nWali Kota Pasuruan"
    assert first.right.jabatan == "Pihak Pertama,\nKepala Dinas Koperasi dan Usaha Mikro\nKota Pasuruan"


@pytest.mark.parametrize(
    ("jabatan", "lines"),
    [
        ("Bupati Pasuruan", "Bupati Pasuruan"),
        (
            "Kepala Bidang Koperasi Dinas Koperasi dan Usaha Mikro Kota Pasuruan",
            "Kepala Bidang Koperasi\nDinas Koperasi dan Usaha Mikro\nKota Pasuruan",
        ),
        (
            "Plt Kepala Dinas Koperasi dan Usaha Mikro Kota Pasuruan",
            "Plt Kepala Dinas Koperasi dan Usaha Mikro\nKota Pasuruan",
        ),
        ("Kepala Unit Pelaksana Teknis Pasar Besar Wonorejo", "Kepala Unit Pelaksana Teknis Pasar Besar Wonorejo"),
    ],
)
def test_a_long_office_breaks_where_its_parts_meet(jabatan, lines) -> None:
    (first, _) = blocks(pk_sheet(replace(DATA, pertama=replace(KEPALA, jabatan=jabatan))), Signatures)
    assert first.right.jabatan == f"Pihak Pertama,\n{lines}"


def test_the_lampiran_numbers_results_spans_their_measures_and_adds_the_budget_up() -> None:
    results, budget = blocks(pk_sheet(DATA), Table)
    assert [cell.pieces[0].words for cell in results.header[0].cells] == [
        "No", "Sasaran Strategis", "Indikator Kinerja", "Satuan", "Target",
    ]  # fmt: skip
    assert [cell.pieces[0].words for cell in results.header[1].cells] == ["(1)", "(2)", "(3)", "(4)", "(5)"]
    assert words_of(results) == [
        ["1", "Meningkatnya tata kelola", "Nilai SAKIP", "nilai", "75,00"],
        ["Temuan ditindaklanjuti", "%", "100,00"],
        ["2", "Meningkatnya kapasitas koperasi", "Volume usaha", "%", "6,50"],
    ]
    assert words_of(budget)[-1] == ["Jumlah", "5.660.000.000", ""]
    assert budget.groups[-1].rows[0].total
    assert isinstance(budget.groups[-1].rows[0].cells[1].pieces[0], Number)


def test_a_perubahan_is_called_so_and_gives_its_reason_in_law() -> None:
    sheet = pk_sheet(replace(DATA, perubahan=CHANGE))
    assert sheet.judul == ("PERJANJIAN KINERJA PERUBAHAN TAHUN 2024",)
    assert sheet.blocks[0] == Paragraph(
        "Perubahan ke-1 atas perjanjian tanggal 26 Januari 2024, karena pergantian atau mutasi pejabat: "
        "Kepala dinas berganti pada 1 Juli 2024.",
        align="center",
    )
    assert blocks(sheet, Heading)[0].words == "LAMPIRAN PERJANJIAN KINERJA PERUBAHAN TAHUN 2024"


def test_a_level_below_the_head_names_its_part_of_the_office() -> None:
    sheet = pk_sheet(replace(DATA, jenjang="bidang", unit="Bidang Koperasi"))
    assert sheet.judul == ("PERJANJIAN KINERJA TAHUN 2024", "BIDANG KOPERASI")


def test_what_is_missing_is_printed_as_missing() -> None:
    bare = replace(DATA, hasil=(), pos=(), jumlah="")
    assert [one.words for one in blocks(pk_sheet(bare), Missing)] == [
        "Indikator dan target: belum ada.", "Program dan anggaran: belum ada.",
    ]  # fmt: skip
    part = replace(DATA, hasil=(PkHasil("Program X", ()),), pos=(PkPos("Program X", "belum ada"),), jumlah="")
    results, budget = blocks(pk_sheet(part), Table)
    assert words_of(results) == [["1", "Program X", "belum ada indikator", "", ""]]
    assert words_of(budget) == [["1", "Program X", "belum ada", ""]]
    assert not any(isinstance(piece, Number) for cell in budget.groups[0].rows[0].cells for piece in cell.pieces)


def test_every_figure_is_read_back_from_the_pdf_on_two_pages() -> None:
    first, second = pdf_text(pk_sheet(replace(DATA, perubahan=CHANGE)))
    assert "PERJANJIAN KINERJA PERUBAHAN TAHUN 2024" in first
    assert PEMBUKA in first
    for word in ("75,00", "100,00", "6,50", "5.240.000.000", "420.000.000", "5.660.000.000"):
        assert word in second
        assert word not in first
    for page in (first, second):
        assert page.count("Suryo Adiwinata") == (2 if page is first else 1)
        assert "000000000000000001" in page


@pytest.mark.parametrize("count", [20, 26, 30])
def test_nobody_signs_a_page_that_shows_nothing_however_long_the_lampiran_is(count) -> None:
    measures = (PkIndikator("Indikator satu", "%", "1,00"), PkIndikator("Indikator dua", "%", "2,00"))
    hasil = tuple(PkHasil(f"Sasaran nomor {place} yang panjang sekali namanya", measures) for place in range(count))
    pos = tuple(PkPos(f"Program {place}", "1.000", "APBD") for place in range(count))
    pages = pdf_text(pk_sheet(replace(DATA, hasil=hasil, pos=pos)))
    assert len(pages) > 2
    assert "Jumlah" in pages[-1]
    assert pages[-1].count("Suryo Adiwinata") == pages[-1].count("Ratna Widyastuti") == 1


def test_every_figure_is_read_back_from_the_word_file() -> None:
    document = docx.Document(BytesIO(write_docx(pk_sheet(DATA))))
    cells = {cell.text.strip() for table in document.tables for row in table.rows for cell in row.cells}
    assert {"75,00", "100,00", "6,50", "5.240.000.000", "420.000.000", "5.660.000.000"} <= cells


HOSTILE = (
    "#let x = 1 *tebal* _miring_ $x$ <a> @b // c", "=HYPERLINK(1)", "<w:p>&amp;</w:p>", "‮terbalik", "🙂" * 4, "x" * 3000,
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=["typst", "rumus", "xml", "arah", "emoji", "panjang"])
def test_hostile_words_stay_words_in_every_field(words) -> None:
    pihak = PkPihak(words, words, words, words)
    data = replace(
        DATA, pertama=pihak, kedua=pihak, tempat=words, unit=words, judul_hasil=words, judul_pos=words,
        hasil=(PkHasil(words, (PkIndikator(words, words, words),)),), pos=(PkPos(words, words, words),),
        perubahan=PkPerubahan(1, words, words, words),
    )  # fmt: skip
    sheet = pk_sheet(data)
    assert write_pdf(sheet).startswith(b"%PDF")
    assert docx.Document(BytesIO(write_docx(sheet))).tables

"""Every kind of block in the PDF: read back, in its place, never torn, also when the words are hostile."""

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pypdfium2
import pytest

import tolok.writing
from tolok.writing.chart import BarisBatang, Batang, TitikTren, draw_capaian, draw_trend
from tolok.writing.pdf import page_pictures, write_pdf
from tolok.writing.qr import qr_path
from tolok.writing.sheet import (
    Block,
    Chart,
    Contents,
    Group,
    Heading,
    Items,
    Kop,
    Missing,
    PageBreak,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Sheet,
    Signature,
    Signatures,
)
from writing.blocks_example import DRAF, KEPALA, KOP, LAPORAN, META, PERIKSA, WALI, cell, report, table, trend

MARKUP = '#panic("x") $x$ @label <a> *bold* _it_ `raw` \\ // c /* d */ #{1/0} #eval("1") </text><script>&amp; [b] ~ ---'


def pages_of(sheet: Sheet) -> list[str]:
    return texts_of(write_pdf(sheet))


def texts_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [document[at].get_textpage().get_text_range() for at in range(len(document))]
    finally:
        document.close()


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def sheet_of(*blocks: Block, landscape: bool = False, draf: bool = False) -> Sheet:
    return Sheet(("JUDUL NASKAH",), KOP, replace(META, draf=draf), blocks, landscape)


def pages_with(pages: list[str], *words: str) -> list[list[int]]:
    return [[at for at, page in enumerate(pages) if one in page] for one in words]


def positions(data: bytes, page: int, words: str) -> list[tuple[float, float]]:
    """Left and bottom of every place of `words` on a page."""
    document = pypdfium2.PdfDocument(data)
    try:
        text = document[page].get_textpage()
        search, found = text.search(words), []
        while hit := search.get_next():
            left, bottom, _, _ = text.get_charbox(hit[0])
            found.append((left, bottom))
        return found
    finally:
        document.close()


def test_every_block_is_printed_with_all_its_words() -> None:
    sheet = LAPORAN
    flat = squeezed("".join(pages_of(sheet)))
    wanted = []
    for block in sheet.blocks:
        match block:
            case Heading(words=words) | Paragraph(words=words) | Missing(words=words) | Contents(words=words):
                wanted.append(words)
            case Items(items=items):
                wanted += items
            case Chart(caption=caption):
                wanted.append(caption)
            case Signatures(left=left, right=right):
                wanted += [left.nama, left.jabatan, right.nama, right.jabatan, right.pangkat, right.tempat_tanggal]
            case _:
                pass
    assert len(wanted) > 20
    assert [words for words in wanted if squeezed(words) not in flat] == []


def test_every_figure_of_a_long_report_is_found_as_often_as_it_was_given() -> None:
    sheet = report(2, 6, 2)
    text = "".join(pages_of(sheet))
    given = Counter(
        part.words
        for block in sheet.blocks
        if hasattr(block, "groups")
        for group in block.groups
        for row in group.rows
        for one in row.cells
        for part in one.pieces
        if type(part).__name__ == "Number"
    )
    found = Counter(re.findall(r"(?<![\d.,])\d[\d.]*,\d+(?![\d,])", text))
    assert len(given) == 12
    assert {figure: found[figure] for figure in given} == dict(given)


def test_a_figure_of_a_chart_can_be_read_and_searched_in_the_pdf() -> None:
    text = "".join(pages_of(sheet_of(trend())))
    for figure in ("68,42", "71,20", "73,46", "75,10", "70,00", "74,00"):
        assert text.count(figure) == 1
    assert "belum terbit" in text
    assert "cara ukur berubah" in text


def test_pages_lie_and_stand_as_the_breaks_say_and_are_counted_through() -> None:
    data = write_pdf(LAPORAN)
    document = pypdfium2.PdfDocument(data)
    sizes = [tuple(round(side * 25.4 / 72) for side in document[at].get_size()) for at in range(len(document))]
    document.close()
    assert sizes == [(215, 330)] * 3 + [(330, 215)] * 2 + [(215, 330)] * 2
    for number, page in enumerate(texts_of(data), start=1):
        assert f"Halaman {number} dari {len(sizes)}" in page
        assert ("LAPORAN KINERJA INSTANSI PEMERINTAH TAHUN 2024" in page) == (number > 1), "the running head"


def test_a_break_to_the_position_that_the_page_has_already_is_a_new_page_and_no_empty_one() -> None:
    blocks = (Paragraph("satu"), PageBreak(landscape=False), Paragraph("dua"), PageBreak(), PageBreak(), Paragraph("tiga"))
    pages = pages_of(sheet_of(*blocks, PageBreak(landscape=True)))
    assert pages_with(pages, "satu", "dua", "tiga") == [[0], [1], [2]]
    assert len(pages) == 3


def test_a_table_is_as_wide_as_the_page_that_it_stands_on() -> None:
    wide = sheet_of(table(2, "A"), PageBreak(landscape=True), table(2, "B"))
    data = write_pdf(wide)
    (standing,), (lying,) = positions(data, 0, "Realisasi"), positions(data, 1, "Realisasi")
    assert standing[0] < 215 / 25.4 * 72
    assert lying[0] > 270 / 25.4 * 72


@pytest.mark.parametrize("periksa", ["", PERIKSA])
def test_the_count_of_pages_stands_at_the_right_margin_of_every_page(periksa) -> None:
    data = write_pdf(replace(LAPORAN, meta=replace(META, periksa=periksa)))
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate((document[at] for at in range(len(document))), start=1):
        text = page.get_textpage()
        at = text.search(f"Halaman {number} dari 7").get_next()[0] + len(f"Halaman {number} dari ")
        margin = page.get_size()[0] - (18 if page.get_size()[0] > 800 else 20) / 25.4 * 72
        assert abs(text.get_charbox(at)[2] - margin) < 1
    document.close()


def test_the_contents_name_every_heading_with_the_page_that_it_stands_on() -> None:
    sheet = report(3, 8, 2)
    pages = pages_of(sheet)
    listed = squeezed(pages[1])
    headings = [block for block in sheet.blocks if isinstance(block, Heading)]
    assert len(headings) == 15
    for heading in headings:
        page = next(at for at, text in enumerate(pages, start=1) if at > 2 and squeezed(heading.words) in squeezed(text))
        assert re.search(re.escape(squeezed(heading.words)) + rf"\.+{page}(?!\d)", listed)
    assert listed.count("DAFTARISI") == 1


def test_bookmarks_are_the_title_and_every_heading_in_their_levels() -> None:
    document = pypdfium2.PdfDocument(write_pdf(LAPORAN))
    found = [(item.level, item.get_title()) for item in document.get_toc()]
    document.close()
    assert found[0] == (0, "LAPORAN KINERJA INSTANSI PEMERINTAH TAHUN 2024")
    assert (1, "BAB I PENDAHULUAN") in found
    assert (2, "1.2 Isu strategis") in found
    assert (2, "2.1.1 Pertumbuhan volume usaha") in found
    assert len(found) == 8


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("lines", [12, 19, 24, 25, 26, 27, 28, 29, 30, 36, 44, 45, 46, 47])
def test_no_heading_caption_or_signature_is_left_alone(landscape, lines) -> None:
    before = tuple(Paragraph(f"baris {at}") for at in range(lines))
    after = (Heading("KEPALA BAB"), Heading("Kepala bagian", 2), table(4, "Tabel 1 Uji"), Paragraph("Demikian."))
    pages = pages_of(sheet_of(*before, *after, Signatures(WALI, KEPALA), landscape=landscape))
    chapter, part, caption, first = pages_with(pages, "KEPALA BAB", "Kepala bagian", "Tabel 1 Uji", "5000,00")
    assert chapter == part == caption == first
    last, left, right = pages_with(pages, "Demikian.", "Bima Nugraha", "Ratna Widyastuti")
    assert last == left == right
    assert len(last) == 1


@pytest.mark.parametrize("lines", range(28, 46, 3))
def test_a_strong_line_is_not_left_alone_above_what_it_names(lines) -> None:
    before = tuple(Paragraph(f"baris {at}") for at in range(lines))
    pages = pages_of(sheet_of(*before, Paragraph("1. Analisis", strong=True), Missing("belum ditulis")))
    title, what = pages_with(pages, "1. Analisis", "belum ditulis")
    assert title == what


def test_the_only_small_group_of_a_table_goes_with_the_signature_to_the_next_page() -> None:
    for lines in range(26, 46):
        before = tuple(Paragraph(f"baris {at}") for at in range(lines))
        pages = pages_of(sheet_of(*before, table(2, "Tabel 9"), KEPALA))
        caption, figure, name = pages_with(pages, "Tabel 9", "5001,01", KEPALA.nama)
        assert caption == figure == name


def test_a_table_whose_only_row_is_one_wide_cell_is_closed_by_its_signature() -> None:
    wide = replace(table(2), groups=(Group((Row((cell("seluruh lebar tabel", colspan=4),)),)),))
    (page,) = pages_of(sheet_of(wide, KEPALA))
    assert "seluruh lebar tabel" in page
    assert KEPALA.nama in page


@pytest.mark.parametrize("lines", [16, 20, 22, 24, 26, 28, 30])
def test_a_chart_stays_with_its_caption_and_its_heading(lines) -> None:
    before = tuple(Paragraph(f"baris {at}") for at in range(lines))
    pages = pages_of(sheet_of(*before, Heading("Tren", 3), trend()))
    heading, figure, caption = pages_with(pages, "Tren\r\n", "75,10", "Gambar 3.1")
    assert heading == figure == caption


def test_two_signatures_stand_level_and_close_the_table_before_them() -> None:
    data = write_pdf(sheet_of(table(60), Signatures(replace(WALI, jabatan="Wali Kota " * 12), KEPALA)))
    pages = texts_of(data)
    assert "5059,59" in pages[-1]
    (left,), (right,) = (positions(data, len(pages) - 1, nama) for nama in (WALI.nama, KEPALA.nama))
    assert abs(left[1] - right[1]) < 0.5
    assert left[0] < right[0]


def test_a_chart_wider_than_the_page_is_made_to_fit() -> None:
    wide = replace(trend(), width=500, height=200)
    data = write_pdf(sheet_of(wide))
    ((left, _),) = positions(data, 0, "75,10")
    assert left < 190 / 25.4 * 72


def test_a_draft_says_so_on_every_page_and_shows_no_code() -> None:
    for cover in (True, False):
        pages = pages_of(replace(DRAF, cover=cover))
        assert all("DRAF, bukan angka resmi" in page for page in pages)
        assert "Periksa angka" not in "".join(pages)


def test_every_page_says_where_its_figures_can_be_checked() -> None:
    pages = pages_of(LAPORAN)
    assert len(pages) == 7
    assert all(f"Periksa angka dokumen ini: {PERIKSA}" in page for page in pages)
    without = replace(LAPORAN, meta=replace(META, periksa=""))
    assert "Periksa" not in "".join(pages_of(without))


@pytest.mark.parametrize("page", [0, 3])
def test_the_squares_of_the_code_stand_on_the_page_as_computed_and_as_large_as_a_phone_can_read(page) -> None:
    scale = 10.0
    document = pypdfium2.PdfDocument(write_pdf(LAPORAN))
    bitmap = document[page].render(scale=scale, grayscale=True)
    raster, stride, width, height = bytes(bitmap.buffer), bitmap.stride, bitmap.width, bitmap.height
    document.close()
    dots = scale * 72 / 25.4  # per millimetre
    left, top = round(12 * dots), height - round(25 * dots)
    dark = [
        (x, y)
        for y in range(top, height)
        for x in range(left, round(41.5 * dots) if width < height else round(34.5 * dots))
        if raster[y * stride + x] < 40
    ]
    x0, y0 = min(x for x, _ in dark), min(y for _, y in dark)
    side = max(x for x, _ in dark) - x0 + 1
    squares, _ = qr_path(PERIKSA)
    modules = squares - 8
    assert 12 * dots < side < 15 * dots
    step = side / modules
    seen = {
        (column, row)
        for row in range(modules)
        for column in range(modules)
        if raster[round(y0 + (row + 0.5) * step) * stride + round(x0 + (column + 0.5) * step)] < 128
    }
    wanted = set()
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v", qr_path(PERIKSA)[1]):
        wanted |= {(int(x) - 4 + at, int(y) - 4) for at in range(int(run))}
    assert seen == wanted


def test_pictures_of_the_pages_are_as_large_as_the_paper_and_no_more_than_asked() -> None:
    pictures = page_pictures(LAPORAN, ppi=50)
    assert len(pictures) == 7
    sizes = [(int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) for png in pictures]
    assert all(png.startswith(b"\x89PNG") for png in pictures)
    assert sizes[0] == (round(215 / 25.4 * 50), round(330 / 25.4 * 50))
    assert sizes[3] == sizes[0][::-1]
    assert len(page_pictures(LAPORAN, ppi=30, most=2)) == 2
    assert len(page_pictures(sheet_of(Paragraph("satu halaman")), ppi=30)) == 1


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert write_pdf(LAPORAN) == write_pdf(LAPORAN)


def test_a_document_that_has_no_blocks_is_its_title_or_its_cover() -> None:
    assert len(pages_of(sheet_of())) == 1
    assert len(pages_of(replace(sheet_of(), cover=True))) == 1
    assert len(pages_of(replace(sheet_of(Contents()), cover=True))) == 2


def test_the_second_half_of_the_template_evaluates_nothing_either() -> None:
    template = Path(tolok.writing.__file__).with_name("sheet_pages.typ").read_text("utf-8")
    assert not re.search(r"\b(eval|read|import|include|plugin|yaml|toml|xml|csv)\b|sys\.", template)


# --- hostile words


def hostile(words: str, signed: str | None = None) -> Sheet:
    """`words` in every place of every block (`signed` in the signatures), twenty times outside head, foot, contents."""
    signer = Signature(*[words if signed is None else signed] * 5)
    grid = replace(table(2, words), groups=(Group((Row((cell(words), cell(words), cell(words), cell(words))),)),))
    blocks: tuple[Block, ...] = (
        Contents(words),
        Heading(words),
        Heading(words, 3),
        Paragraph(words, strong=True, align="center"),
        Paragraph(words, note=True),
        Items((words, words), "a"),
        Missing(words),
        Pairs((Pair("NAMA", (words,)),)),
        grid,
        Chart(trend().svg, words, words),
        Signatures(signer, signer),
    )
    meta = replace(META, vintage=(words,), snapshot=words, diketahui=words, periksa="")
    return Sheet((words.strip() or "JUDUL",), Kop(words, words), meta, blocks, landscape=False)


def test_markup_in_every_block_is_printed_as_it_was_typed() -> None:
    flat = squeezed("".join(pages_of(hostile(MARKUP))))
    assert flat.count(squeezed(MARKUP)) >= 26


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("emoji 😀👍🏽", "emoji[U+1F600][U+1F44D][U+1F3FD]"),
        ("bel\x07 esc\x1b nul\x00", "bel[U+0007]esc[U+001B]nul[U+0000]"),
        ("arah \u202egnp.exe", "arah[U+202E]gnp.exe"),
        ("satu\ttab dua\r\nbaris\rtiga", "satutabduabaristiga"),
        ("中文 \ud83d", "[U+4E2D][U+6587][U+D83D]"),
    ],
)
def test_signs_without_a_glyph_are_printed_by_their_number_in_every_block(typed, printed) -> None:
    assert squeezed("".join(pages_of(hostile(typed)))).count(printed) >= 24


@pytest.mark.parametrize("words", ["שלום עולם", "الكلمة العربية", "", " ", "\n\n", "[U+"])
def test_words_from_right_to_left_and_no_words_at_all_can_be_printed(words) -> None:
    assert len(pages_of(hostile(words))) >= 1


@pytest.mark.parametrize("words", ["Q" * 2_000, "kata " * 400])
def test_long_words_in_every_block_stay_on_the_paper(words) -> None:
    assert_on_paper(write_pdf(hostile(words)), words[0], 20 * words.count(words[0]))


def test_blocks_of_ten_thousand_signs_stay_on_the_paper() -> None:
    long = "Q" * 10_000
    grid = replace(table(2), groups=(Group((Row((cell("a"), cell(long), cell("b"), cell("c"))),)),))
    blocks = (Heading(long), Paragraph(long), Items((long,), "1"), Missing(long), Pairs((Pair("N", (long,)),)), grid)
    assert_on_paper(write_pdf(sheet_of(*blocks)), "Q", 60_000)


def assert_on_paper(data: bytes, sign: str, least: int) -> None:
    assert sum(page.count(sign) for page in texts_of(data)) >= least
    document = pypdfium2.PdfDocument(data)
    for page in (document[at] for at in range(len(document))):
        text, (width, height) = page.get_textpage(), page.get_size()
        for left, bottom, right, top in map(text.get_charbox, range(0, text.count_chars(), 7)):
            assert left >= 0 and bottom >= 0 and right <= width + 0.1 and top <= height
    document.close()


@pytest.mark.parametrize("words", [MARKUP, "😀\x00\u202e", "שלום", "ا", "kata " * 2_000, "Q" * 10_000])
def test_a_chart_of_hostile_words_is_drawn(words) -> None:
    titik = TitikTren(words, words, Fraction(1), words, words, Fraction(2))
    none = TitikTren(words, alasan=words, putus=True)
    batang = BarisBatang(words, Batang(words, Fraction(50)))
    charts = (draw_trend(words, words, (titik, none), words[:500]), draw_capaian((batang,), words[:500]))
    assert len(pages_of(sheet_of(*charts))) >= 1

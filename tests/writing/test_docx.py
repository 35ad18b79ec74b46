"""The Word file is opened again: every word and figure, tables, sections, fields, pictures; hostile words change nothing."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from tolok.values.issue import IssueError
from tolok.writing.docx import write_docx
from tolok.writing.docx_math import fraction_lines
from tolok.writing.docx_metrics import width, wrapped
from tolok.writing.docx_xml import clean
from tolok.writing.iku import iku_sheet
from tolok.writing.sheet import (
    Cell,
    Chart,
    Column,
    Contents,
    Formula,
    Group,
    Heading,
    Items,
    Kop,
    Meta,
    Missing,
    Number,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Sheet,
    Signature,
    Signatures,
    Table,
    Text,
)
from writing.blocks_example import DRAF, GROWTH, LAPORAN, META, SVG, TABEL_IKU, capaian
from writing.iku_example import IKU

MARKUP = '</w:t></w:r><w:r><w:t>x &amp; <w:p/> ]]> <!-- {{ isi }} {{ judul }} {% for x in y %} INCLUDETEXT "C:\\a" &#65;'
RTL = "שלום עולם مرحبا \u202emitlaf\u202c selesai"
CONTROL = "nol\x00 lonceng\x07 lolos\x1b del\x7f surogat\ud800 bukan\ufffe akhir"
HOSTILE = (MARKUP, RTL, CONTROL, "roket 🚀 dan é", "=1+1", "panjang " + "x" * 10_000, "baris satu\nbaris dua\r\nbaris\ttiga")


def opened(data: bytes) -> Word:
    return Document(io.BytesIO(data))


def text_of(root: BaseOxmlElement) -> str:
    """All words of a part as a reader sees them: text, mathematics, line breaks."""
    found = []
    for one in root.iter(qn("w:t"), qn("m:t"), qn("w:br"), qn("w:p"), qn("w:tab")):
        found.append("\n" if one.tag in (qn("w:br"), qn("w:p")) else " " if one.tag == qn("w:tab") else one.text or "")
    return "".join(found)


def words_of(sheet: Sheet) -> Iterator[str]:
    """Every text that a sheet holds, as typed."""
    yield from sheet.judul
    for block in sheet.blocks:
        match block:
            case Heading() | Paragraph() | Missing() | Contents():
                yield block.words
            case Items():
                yield from block.items
            case Pairs():
                for pair in block.pairs:
                    yield from (pair.label, *pair.items)
            case Signature():
                yield from (block.jabatan, block.nama, block.pangkat, block.nip)
            case Signatures():
                yield from (block.left.nama, block.right.nama, block.right.tempat_tanggal)
            case Chart():
                yield block.caption
            case Table():
                yield block.caption
                for rows in (block.header, *(group.rows for group in block.groups)):
                    yield from (word for row in rows for cell in row.cells for word in cell_words(cell))


def cell_words(cell: Cell) -> Iterator[str]:
    for piece in cell.pieces:
        if isinstance(piece, Formula):
            yield from (piece.numerator, piece.denominator, piece.factor, *(m for _, m in piece.legend))
        else:
            yield piece.words


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("sheet", [LAPORAN, DRAF, TABEL_IKU, iku_sheet(IKU, "bekasi")])
def test_every_word_and_figure_of_the_sheet_stands_in_the_file(sheet: Sheet) -> None:
    body = squeezed(text_of(opened(write_docx(sheet)).element.body))
    missing = [words for words in words_of(sheet) if squeezed(clean(words)) not in body]
    assert missing == []


def test_the_same_sheet_gives_the_same_bytes_dated_by_the_document() -> None:
    data = write_docx(LAPORAN)
    assert data == write_docx(LAPORAN)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time[:3] for entry in package.infolist()} == {(2025, 2, 7)}
        assert package.namelist()[0] == "[Content_Types].xml"
    core = opened(data).core_properties
    assert core.created is not None and core.created.date() == date(2025, 2, 7)
    assert core.author == "Dinas Koperasi dan Usaha Mikro"
    assert core.last_modified_by == ""


def test_every_paragraph_has_a_named_style_that_the_document_defines() -> None:
    word = opened(write_docx(LAPORAN))
    known = {one.style_id for one in word.styles}
    used = {one.get(qn("w:val")) for one in word.element.body.iter(qn("w:pStyle"))}
    assert used <= known
    names = {one.name for one in word.styles if one.style_id in used}
    assert {"Heading 1", "Tolok Isi", "Tolok Sel Angka", "Tolok Belum Ada", "Caption", "Tolok Butir"} <= names


def test_sections_are_f4_and_turn_where_the_sheet_turns() -> None:
    sections = opened(write_docx(LAPORAN)).sections
    sizes = [(round(one.page_width.mm), round(one.page_height.mm)) for one in sections]
    assert sizes == [(215, 330), (330, 215), (215, 330)]
    assert [one.orientation for one in sections] == [0, 1, 0]


def test_a_sheet_that_lies_has_one_section_that_lies() -> None:
    sections = opened(write_docx(TABEL_IKU)).sections
    assert [(round(one.page_width.mm), round(one.page_height.mm)) for one in sections] == [(330, 215)]


def test_header_rows_repeat_and_rows_do_not_break() -> None:
    table = opened(write_docx(LAPORAN)).element.body.findall(qn("w:tbl"))[1]
    rows = table.findall(qn("w:tr"))
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows[:3]] == [True, True, False]
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_rows_of_a_group_are_held_to_each_other_and_groups_are_not() -> None:
    rows = opened(write_docx(LAPORAN)).element.body.findall(qn("w:tbl"))[1].findall(qn("w:tr"))
    held = [all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in row.iter(qn("w:p"))) for row in rows]
    # Two header rows, section row with two rows under it, then groups of two rows.
    assert held == [True, True, True, True, False, True, False, True, False, True, False]


def test_the_signature_after_a_table_stands_in_the_table_held_to_its_last_row() -> None:
    table = opened(write_docx(LAPORAN)).element.body.findall(qn("w:tbl"))[2]
    rows = table.findall(qn("w:tr"))
    assert "Ratna Widyastuti" in text_of(rows[-1]) and "WALI KOTA" in text_of(rows[-1])
    assert all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in rows[-2].iter(qn("w:p")))


def two_columns(*rows: Row, keep: bool = False) -> Table:
    head = Row((Cell((Text("A"),)), Cell((Text("B"),))))
    return Table((Column(1), Column(1)), (head,), (Group(rows),), keep=keep)


def is_held(row: BaseOxmlElement) -> bool:
    return all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in row.iter(qn("w:p")))


def test_a_table_that_keeps_what_follows_is_held_to_it() -> None:
    row = Row((Cell((Text("a"),)), Cell((Text("b"),))))
    for keep in (True, False):
        blocks = (two_columns(row, row, keep=keep), Paragraph("Yang menyusul."))
        body = opened(write_docx(replace(LAPORAN, blocks=blocks, cover=False))).element.body
        table = body.find(qn("w:tbl"))
        assert [is_held(one) for one in table.findall(qn("w:tr"))] == [True, True, keep]
        assert (table.getnext().find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None) == keep


def test_a_group_that_would_leave_half_a_page_empty_breaks_between_its_rows_and_never_after_its_heading() -> None:
    section = Row((Cell((Text("TUJUAN"),), colspan=2),), section=True)
    tall = Row((Cell((Text("kata " * 250),)), Cell((Text("b"),))))
    rows = opened(write_docx(replace(LAPORAN, blocks=(two_columns(section, tall, tall, tall),), cover=False)))
    assert [is_held(one) for one in rows.element.body.find(qn("w:tbl")).findall(qn("w:tr"))] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_strong_line_stays_with_what_it_announces() -> None:
    blocks = (Paragraph("Sebab keberhasilan", strong=True), Paragraph("MEMUTUSKAN:", strong=True, align="center"))
    word = opened(write_docx(replace(LAPORAN, blocks=(*blocks, Paragraph("Uraian.")), cover=False)))
    made = [one for one in word.paragraphs if one.text in ("Sebab keberhasilan", "MEMUTUSKAN:", "Uraian.")]
    assert [one.style.name for one in made if one.style] == ["Tolok Subjudul", "Tolok Isi", "Tolok Isi"]
    held = [one.paragraph_format.keep_with_next or one.style.paragraph_format.keep_with_next for one in made if one.style]
    assert held == [True, True, None]


def test_spans_are_merged_cells_and_both_kinds_of_widths_agree() -> None:
    table = opened(write_docx(LAPORAN)).tables[1]
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(0, 2)._tc is table.cell(0, 4)._tc
    assert table.cell(3, 1)._tc is table.cell(4, 1)._tc
    grid = [int(one.get(qn("w:w"))) for one in table._tbl.tblGrid.findall(qn("w:gridCol"))]
    plain = table._tbl.findall(qn("w:tr"))[5].findall(qn("w:tc"))
    assert [int(one.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) for one in plain] == grid
    assert abs(sum(grid) - (12189 - 2 * 1077)) <= 6


def test_figures_of_a_column_are_right_aligned_with_commas_in_line() -> None:
    table = opened(write_docx(LAPORAN)).tables[1]
    edges = {}
    for row in (3, 5, 4):
        made = table.cell(row, 2).paragraphs[0]
        assert made.style is not None and made.style.name == "Tolok Sel Angka"
        tail = made.text[made.text.index(",") :] if "," in made.text else ""
        edges[made.text] = made.paragraph_format.right_indent.pt + width(tail, 9)
    assert set(edges) == {"6,50", "2,125", "100"}
    assert max(edges.values()) - min(edges.values()) < 0.2


def test_a_figure_wider_than_its_column_is_smaller_and_never_broken() -> None:
    columns = (*(Column(1, "number") for _ in range(14)),)
    long = "1.168.402.517.300.999,25"
    row = Row((Cell((Number(long),)), *(Cell((Text("kata"),)) for _ in range(13))))
    table = Table(columns, (Row(tuple(Cell((Text("Kepala tabel"),)) for _ in columns)),), (Group((row,)),))
    word = opened(write_docx(replace(LAPORAN, blocks=(table,))))
    run = word.tables[0].cell(1, 0).paragraphs[0].runs[0]
    assert run.text == long
    room = word.tables[0].columns[0].width.pt - 8
    assert width(long, run.font.size.pt) <= room + 1


def test_fractions_are_mathematics_of_word_with_the_factor_beside_them() -> None:
    body = opened(write_docx(LAPORAN)).element.body
    fractions = list(body.iter(qn("m:f")))
    assert len(fractions) == 2
    lines = ["".join(t.text for t in e.iter(qn("m:t"))) for e in fractions[0].find(qn("m:num")).iter(qn("m:e"))]
    assert len(lines) > 1
    assert squeezed("".join(lines)) == squeezed(GROWTH.numerator)
    beside = fractions[0].getnext()
    assert "".join(t.text for t in beside.iter(qn("m:t"))).strip() == "× 100%"
    assert beside.find(f"{qn('m:rPr')}/{qn('m:nor')}") is not None


@pytest.mark.parametrize("room", [60, 120, 200, 300, 600])
def test_lines_of_a_fraction_fit_beside_its_factor(room: float) -> None:
    numerator, denominator = fraction_lines(GROWTH, room)
    for line in (*numerator, *denominator):
        assert width(line, 12) <= room or len(line) == 1
        assert len(line) <= 44
    assert " ".join(denominator) == GROWTH.denominator or room < 200


def test_a_line_is_broken_before_the_sign_of_a_sum() -> None:
    lines = wrapped("jumlah temuan APEP − jumlah temuan APIP", 120, 12, 44)
    assert lines[0] == "jumlah temuan APEP"
    assert lines[1].startswith("− ")


def test_a_chart_is_a_picture_with_its_description_and_size() -> None:
    word = opened(write_docx(LAPORAN))
    shape = word.inline_shapes[0]
    assert (round(shape.width.mm), round(shape.height.mm)) == (170, 70)
    described = shape._inline.docPr.get("descr")
    assert described == "Diagram batang: 2022 6,50; 2023 7,73; 2024 5,38"
    part = word.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
    assert part.blob.startswith(b"\x89PNG")


def test_pictures_have_numbers_of_their_own() -> None:
    chart = next(block for block in LAPORAN.blocks if isinstance(block, Chart))
    word = opened(write_docx(replace(LAPORAN, blocks=(chart, chart, chart))))
    numbers = [one.get("id") for one in word.element.body.iter(qn("wp:docPr"))]
    assert numbers == ["1", "2", "3"]


def test_a_chart_wider_than_the_page_is_made_to_fit() -> None:
    word = opened(write_docx(replace(LAPORAN, blocks=(Chart(SVG, "", "alt", width=300, height=100),))))
    shape = word.inline_shapes[0]
    assert shape.width.mm < 178
    assert round(shape.width.mm / shape.height.mm, 2) == 3.0


def test_contents_are_a_field_that_already_names_every_heading() -> None:
    body = opened(write_docx(LAPORAN)).element.body
    codes = [one.text.strip() for one in body.iter(qn("w:instrText"))]
    assert codes[0] == 'TOC \\o "1-3" \\h \\z \\u'
    headings = [block.words for block in LAPORAN.blocks if isinstance(block, Heading)]
    links = list(body.iter(qn("w:hyperlink")))
    assert ["".join(t.text for t in one.iter(qn("w:t"))) for one in links] == headings
    marks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    assert {one.get(qn("w:anchor")) for one in links} == marks
    kinds = [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate") == len(headings) + 1


def test_contents_without_headings_are_a_whole_field() -> None:
    body = opened(write_docx(replace(LAPORAN, blocks=(Contents(),)))).element.body
    assert [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]


def test_lists_are_numbered_by_word_and_each_begins_anew() -> None:
    word = opened(write_docx(replace(LAPORAN, blocks=(Items(("a", "b"), "1"), Items(("c",), "1"), Items(("d",), "a")))))
    numbers = [one.get(qn("w:val")) for one in word.element.body.iter(qn("w:numId"))]
    assert numbers[0] == numbers[1] and len(set(numbers)) == 3
    root = word.part.numbering_part.element
    starts = {one.get(qn("w:numId")): one.find(f".//{qn('w:startOverride')}") for one in root.findall(qn("w:num"))}
    assert all(starts[one].get(qn("w:val")) == "1" for one in numbers)


def test_every_page_says_where_its_figures_come_from() -> None:
    word = opened(write_docx(LAPORAN))
    feet = [one.footer for one in word.sections if not one.footer.is_linked_to_previous]
    assert len(feet) == 1
    foot = text_of(feet[0]._element)
    for part in ("KOP-01/2024/3", META.snapshot, META.rantai[:16], META.diketahui, META.periksa, "Halaman 1 dari 1"):
        assert part in foot
    assert [one.text.strip() for one in feet[0]._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert feet[0]._element.find(f".//{qn('wp:docPr')}").get("descr") == f"Kode QR menuju {META.periksa}"


def test_a_draft_says_so_on_every_page_and_has_no_code() -> None:
    word = opened(write_docx(replace(DRAF, meta=replace(DRAF.meta, periksa="https://tolok.example/cek/x/"))))
    heads = [one.header for one in word.sections if not one.header.is_linked_to_previous]
    assert len(heads) == 1 and "DRAF, bukan angka resmi" in text_of(heads[0]._element)
    assert 'string="DRAF"' in heads[0].part.blob.decode()
    foot = word.sections[0].footer._element
    assert foot.find(f".//{qn('wp:docPr')}") is None and "tolok.example" not in text_of(foot)


def test_a_document_that_is_no_draft_never_says_draft() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(LAPORAN))) as package:
        assert not any(b"DRAF" in package.read(name) for name in package.namelist())


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_in_every_field_are_words_and_nothing_else(words: str) -> None:
    formula = Formula(words, words, words, ((words, words),))
    table = Table(
        (Column(10), Column(10, "number"), Column(20)),
        (Row((Cell((Text(words),)), Cell((Text("B"),)), Cell((Text("C"),)))),),
        (Group((Row((Cell((Text(words),)), Cell((Number(words),)), Cell((formula,)))),)),),
        caption=words,
    )  # fmt: skip
    who = Signature(words, words, words, words, words)
    meta = Meta((words,), words, words, words, date(2025, 2, 7), False, "https://tolok.example/cek/a/")
    blocks = (
        Contents(words), Heading(words), Paragraph(words), Items((words,)), Missing(words), Pairs((Pair(words, (words,)),)),
        Chart(SVG, words, words), table, who,
    )  # fmt: skip
    sheet = Sheet((words,), Kop(words, words), meta, blocks, landscape=False)
    plain = Sheet(("a",), Kop("a", "a"), replace(meta, vintage=("a",), snapshot="a", rantai="a", diketahui="a"), ())
    word = opened(write_docx(sheet))
    body = squeezed(text_of(word.element.body))
    assert body.count(squeezed(clean(words))) >= 14
    tags = {one.tag for one in word.element.body.iter()}
    assert qn("w:fldSimple") not in tags
    codes = {one.text.split()[0] for one in word.element.body.iter(qn("w:instrText"))}
    assert codes == {"TOC", "PAGEREF"}
    assert len(word.sections) == len(opened(write_docx(plain)).sections)


def test_characters_that_xml_forbids_or_that_reorder_are_printed_as_their_number() -> None:
    shown = opened(write_docx(replace(LAPORAN, blocks=(Paragraph(CONTROL), Paragraph(RTL))))).element.body
    text = text_of(shown)
    for number in ("0000", "0007", "001B", "007F", "D800", "FFFE", "202E", "202C"):
        assert f"[U+{number}]" in text
    assert "שלום" in text and "مرحبا" in text


def test_a_cell_taller_than_a_page_may_break_and_lets_its_group_go() -> None:
    long = Cell((Text("kata " * 2000),))
    columns = (Column(1), Column(1))
    short = Row((Cell((Text("a"),)), Cell((Text("b"),))))
    table = Table(columns, (Row((Cell((Text("A"),)), Cell((Text("B"),)))),), (Group((Row((long, long)), short)),))
    rows = opened(write_docx(replace(LAPORAN, blocks=(table,)))).element.body.find(qn("w:tbl")).findall(qn("w:tr"))
    assert [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows] == [True, False, True]
    assert rows[1].find(f".//{qn('w:keepNext')}") is None


def test_properties_of_paragraphs_and_cells_stand_in_the_order_of_the_standard() -> None:
    order = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc",
             "outlineLvl", "rPr", "sectPr"]  # fmt: skip
    cells = ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "tcMar", "vAlign"]
    body = opened(write_docx(LAPORAN)).element.body
    for tag, known in (("w:pPr", order), ("w:tcPr", cells)):
        for one in body.iter(qn(tag)):
            places = [known.index(child.tag.rpartition("}")[2]) for child in one]
            assert places == sorted(places)


def test_a_document_with_sixty_tables_and_twenty_charts_is_written_in_seconds() -> None:
    chart = next(block for block in LAPORAN.blocks if isinstance(block, Chart))
    blocks = tuple(block for number in range(20) for block in (Heading(f"Bab {number}"), *[capaian(12)] * 3, chart))
    word = opened(write_docx(replace(LAPORAN, blocks=(Contents(), *blocks))))
    assert len(word.tables) == 60 and len(word.inline_shapes) == 20


def test_what_is_no_document_of_word_is_refused_as_template() -> None:
    with pytest.raises(IssueError) as caught:
        write_docx(LAPORAN, b"bukan docx")
    assert caught.value.issues[0].kode == "TLK-P010"

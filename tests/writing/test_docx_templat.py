"""An office's own template: its letterhead and styles stay, signs become plain text, what could hurt is refused."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from tolok.writing.docx import write_docx
from tolok.writing.docx_base import base_document, example_template
from tolok.writing.docx_guard import TERBESAR, check_template
from tolok.writing.sheet import Kop, Paragraph
from writing.blocks_example import DRAF, LAPORAN
from writing.templat_uji import CONTOH, changed, part, repacked, with_body, with_relation
from writing.test_docx import opened, text_of

PENDEK = replace(LAPORAN, blocks=(Paragraph("Isi dokumen ini."),), cover=False)
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{0}</w:instrText></w:r><w:r><w:instrText>{1}'
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def codes(content: bytes) -> set[str]:
    return {issue.kode for issue in check_template(content, "kop.docx")}


# --- used


def test_the_letterhead_and_styles_of_the_office_stay_and_the_content_stands_at_its_sign() -> None:
    def restyle(word: Word) -> None:
        word.styles["Tolok Isi"].font.name = "Bookman Old Style"
        word.element.body.insert(1, parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>Sebelum isi</w:t></w:r></w:p>"))
        word.add_paragraph("Sesudah isi")

    word = opened(write_docx(PENDEK, changed(restyle)))
    texts = [one.text for one in word.paragraphs if one.text]
    assert texts == [
        "LAPORAN KINERJA INSTANSI PEMERINTAH\nTAHUN 2024", "Sebelum isi", "Isi dokumen ini.", "Sesudah isi",
    ]  # fmt: skip
    assert word.styles["Tolok Isi"].font.name == "Bookman Old Style"
    head = text_of(word.sections[0].header._element)
    assert "DINAS KOPERASI DAN USAHA MIKRO" in head and "pos-el kantor" in head
    assert "{{" not in text_of(word.element.body)


def test_without_the_sign_the_content_stands_at_the_end() -> None:
    template = changed(lambda word: word.paragraphs[-1].clear().add_run("Kata pengantar"))
    texts = [one.text for one in opened(write_docx(PENDEK, template)).paragraphs if one.text]
    assert texts[-2:] == ["Kata pengantar", "Isi dokumen ini."]


def test_without_the_sign_of_the_title_the_title_stands_above_the_content() -> None:
    texts = [one.text for one in opened(write_docx(PENDEK, base_document())).paragraphs if one.text]
    assert texts == ["LAPORAN KINERJA INSTANSI PEMERINTAH", "TAHUN 2024", "Isi dokumen ini."]


def test_a_sign_that_word_cut_into_runs_is_replaced_and_its_letters_stay() -> None:
    cut = (
        "<w:p><w:r><w:t>Kantor </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{{ perang</w:t></w:r><w:r><w:t>kat_</w:t></w:r>"
        "<w:r><w:t>daerah }} pada {{tanggal}}, {{ tahun }}</w:t></w:r></w:p>"
    )
    word = opened(write_docx(PENDEK, with_body(cut)))
    first = word.paragraphs[0]
    assert first.text == "Kantor Dinas Koperasi dan Usaha Mikro pada 7 Februari 2025, 2024"
    assert [one.bold for one in first.runs if one.text.startswith("Dinas")] == [True]


def test_signs_in_header_footer_table_and_box_are_replaced() -> None:
    box = (
        '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:rect><v:textbox><w:txbxContent><w:p><w:r><w:t>'
        "Kotak {{ tahun }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>Sel {{ tahun }}'
        "</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
    )

    def around(word: Word) -> None:
        word.sections[0].header.paragraphs[0].text = "Kop {{ tahun }}"
        word.sections[0].footer.paragraphs[0].text = "Kaki {{ tanggal }}"

    word = opened(write_docx(PENDEK, changed(around, with_body(box))))
    body = text_of(word.element.body)
    assert "Kotak 2024" in body and "Sel 2024" in body
    assert "Kop 2024" in text_of(word.sections[0].header._element)
    foot = text_of(word.sections[0].footer._element)
    assert "Kaki 7 Februari 2025" in foot and "Vintage KOP-01/2024/3" in foot


def test_words_of_the_document_are_never_read_as_signs() -> None:
    hostile = replace(PENDEK, judul=("{{ tahun }} {{ isi }}",), blocks=(Paragraph("{{ judul }} {% x %}"),))
    body = text_of(opened(write_docx(replace(hostile, kop=Kop("{{ isi }}", "{{ tanggal }}")), CONTOH)).element.body)
    assert "{{ tahun }} {{ isi }}" in body and "{{ judul }} {% x %}" in body


def test_styles_are_mapped_by_name_and_only_missing_ones_are_added() -> None:
    def office_styles(word: Word) -> None:
        made = word.styles.add_style("Title", WD_STYLE_TYPE.PARAGRAPH)
        made.font.size = Pt(30)

    before = changed(office_styles, base_document())
    word = opened(write_docx(PENDEK, before))
    title = next(one for one in word.paragraphs if one.text.startswith("LAPORAN"))
    assert title.style is not None and (title.style.name, title.style.font.size) == ("Title", Pt(30))
    assert "Tolok Judul" not in [one.name for one in word.styles]
    assert word.styles["Tolok Isi"].font.name is None


def test_the_paper_and_margins_of_the_template_are_kept_and_turned() -> None:
    def paper(word: Word) -> None:
        section = word.sections[0]
        section.page_width, section.page_height, section.left_margin = Mm(210), Mm(297), Mm(30)

    sections = opened(write_docx(LAPORAN, changed(paper))).sections
    assert [(round(one.page_width.mm), round(one.page_height.mm)) for one in sections] == [
        (210, 297), (297, 210), (210, 297),
    ]  # fmt: skip
    assert all(round(one.left_margin.mm) == 30 for one in sections)


def test_every_section_shows_the_letterhead_of_the_template() -> None:
    sections = opened(write_docx(LAPORAN, CONTOH)).sections
    assert len(sections) == 3
    for section in sections:
        assert "DINAS KOPERASI" in text_of(section.header._element)
        assert "Snapshot" in text_of(section.footer._element)


def test_a_first_page_of_its_own_and_even_pages_are_stamped_too() -> None:
    def kinds(word: Word) -> None:
        word.settings.odd_and_even_pages_header_footer = True
        section = word.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "Kop halaman pertama"
        section.footer.paragraphs[0].text = "Kaki kantor"

    section = opened(write_docx(DRAF, changed(kinds))).sections[0]
    feet = (section.footer, section.first_page_footer, section.even_page_footer)
    heads = (section.header, section.first_page_header, section.even_page_header)
    assert all(text_of(one._element).count("Snapshot") == 1 for one in feet)
    assert all(text_of(one._element).count("DRAF, bukan angka resmi") == 1 for one in heads)
    assert "Kop halaman pertama" in text_of(section.first_page_header._element)
    assert "Kaki kantor" in text_of(section.footer._element)


def test_pages_are_counted_by_tolok_only_where_the_template_does_not() -> None:
    def count(word: Word) -> None:
        word.sections[0].footer.paragraphs[0]._p.append(
            parse_xml(f"<w:r {nsdecls('w')}><w:instrText> PAGE </w:instrText></w:r>")
        )

    assert "Halaman" not in text_of(opened(write_docx(PENDEK, changed(count))).sections[0].footer._element)
    assert "Halaman" in text_of(opened(write_docx(PENDEK, CONTOH)).sections[0].footer._element)


def test_a_template_whose_content_ends_a_section_keeps_that_section() -> None:
    paragraph = (
        '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000" w:right="1000" w:bottom="1000"'
        ' w:left="1000" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr></w:pPr><w:r><w:t>{{ isi }}</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Lampiran kantor</w:t></w:r></w:p>"
    )
    word = opened(write_docx(PENDEK, with_body(paragraph)))
    assert [round(one.page_width.mm) for one in word.sections] == [210, 215]
    assert [one.text for one in word.paragraphs if one.text][-1] == "Lampiran kantor"


def test_where_the_office_once_made_its_template_is_forgotten() -> None:
    template = with_relation("attachedTemplate", "file:///C:\\Users\\Budi\\kop.dotx", of="settings")
    settings = part("word/settings.xml")
    link = '<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/>'
    at = settings.index("<w:defaultTabStop")
    template = repacked({"word/settings.xml": (settings[:at] + link + settings[at:]).encode()}, template)
    assert codes(template) == set()
    with zipfile.ZipFile(io.BytesIO(write_docx(PENDEK, template))) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"Budi" not in everything and b"attachedTemplate" not in everything


def test_who_last_saved_the_template_does_not_follow_into_documents() -> None:
    def sign(word: Word) -> None:
        word.core_properties.author = word.core_properties.last_modified_by = "Budi Pegawai"

    with zipfile.ZipFile(io.BytesIO(write_docx(PENDEK, changed(sign)))) as package:
        assert not any(b"Budi" in package.read(name) for name in package.namelist())


def test_the_same_sheet_in_the_same_template_gives_the_same_bytes() -> None:
    assert write_docx(LAPORAN, CONTOH) == write_docx(LAPORAN, CONTOH)
    assert example_template("Pemerintah Kota Pasuruan", "Dinas Koperasi dan Usaha Mikro") == CONTOH


def test_the_example_names_the_office_every_style_and_the_signs() -> None:
    word = Document(io.BytesIO(CONTOH))
    assert [one.text for one in word.paragraphs] == ["{{ judul }}", "{{ isi }}"]
    assert {"Tolok Isi", "Tolok Sel", "Tolok Belum Ada", "Tolok Tabel"} <= {one.name for one in word.styles}
    assert opened(CONTOH).sections[0].header.paragraphs[0].text == "PEMERINTAH KOTA PASURUAN"


# --- checked


def test_ordinary_templates_pass() -> None:
    default = Path(docx.__file__).parent / "templates" / "default.docx"
    mail = with_relation("hyperlink", "mailto:dinas@example.go.id", of="header1")
    for content in (CONTOH, base_document(), default.read_bytes(), write_docx(LAPORAN), mail):
        assert check_template(content, "kop.docx") == []


@pytest.mark.parametrize(
    ("content", "kode"),
    [
        (b"", "TLK-P010"),
        (b"%PDF-1.7", "TLK-P010"),
        (b"PK\x03\x04rusak", "TLK-P010"),
        (repacked({"word/styles.xml": b"<w:styles"}), "TLK-P010"),
        (repacked({"word/styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "TLK-P010"),
        (repacked({"word/extra.xml": b"<a>" + b" " * (30 * 1024 * 1024) + b"</a>"}), "TLK-P011"),
        (repacked({f"word/media/{number}.png": b"" for number in range(400)}), "TLK-P011"),
        (repacked({"../keluar.xml": b"<a/>"}), "TLK-P011"),
        (repacked({"word/vbaProject.bin": b"x"}), "TLK-P012"),
        (repacked({"word/activeX/activeX1.xml": b"<a/>"}), "TLK-P012"),
        (repacked({"word/embeddings/oleObject1.bin": b"x"}), "TLK-P012"),
        (with_relation("image", "https://example.com/lacak.png"), "TLK-P013"),
        (with_relation("hyperlink", "file://server/berbagi"), "TLK-P013"),
        (with_relation("hyperlink", "\\\\server\\berbagi"), "TLK-P013"),
        (with_relation("oleObject", "embed.bin", mode=""), "TLK-P013"),
        (with_relation("aFChunk", "sisipan.html", mode=""), "TLK-P013"),
        (with_body(FIELD.format("INCLUDE", "PICTURE http://x/y.png")), "TLK-P013"),
        (with_body(FIELD.format(" DDEAUTO ", 'c:\\\\x "y"')), "TLK-P013"),
        (with_body(FIELD.format("HYPERLINK ", '"file://x"')), "TLK-P013"),
        (with_body('<w:p><w:fldSimple w:instr="INCLUDETEXT c:\\a"/></w:p>'), "TLK-P013"),
        (repacked({"word/comments.xml": b"<a/>"}), "TLK-P015"),
        (with_body('<w:p><w:ins w:id="1" w:author="Budi"><w:r><w:t>x</w:t></w:r></w:ins></w:p>'), "TLK-P015"),
        (with_body("<w:p><w:r><w:t>Halo {{ isi }} dunia</w:t></w:r></w:p>"), "TLK-P014"),
        (with_body("<w:p><w:r><w:t>{{ isi }}</w:t></w:r></w:p>" * 2), "TLK-P014"),
        (with_body("<w:p><w:r><w:t>{{ nama_kantor }}</w:t></w:r></w:p>"), "TLK-P014"),
        (changed(lambda word: word.sections[0].header.paragraphs[0].add_run("{{ isi }}")), "TLK-P014"),
        (changed(lambda word: setattr(word.sections[0], "page_width", Mm(140))), "TLK-P014"),
    ],
)
def test_what_could_hurt_or_has_no_place_is_refused_with_its_own_code(content: bytes, kode: str) -> None:
    issues = check_template(content, "kop.docx")
    assert {issue.kode for issue in issues} == {kode}, issues
    assert all(issue.apa and issue.mengapa and issue.saran for issue in issues)


def test_a_template_beyond_five_megabytes_is_refused_unread() -> None:
    assert codes(b"x" * (TERBESAR + 1)) == {"TLK-P011"}


def test_a_sign_in_a_table_cell_is_no_place_for_the_content() -> None:
    cell = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>{{ isi }}</w:t>'
        "</w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
    )
    assert codes(with_body(cell)) == {"TLK-P014"}


def test_an_unknown_sign_is_met_with_the_nearest_one() -> None:
    issue = check_template(with_body("<w:p><w:r><w:t>{{ jadul }}</w:t></w:r></w:p>"), "kop.docx")[0]
    assert issue.saran == "Maksud Anda `judul`?"


def test_all_complaints_come_at_once() -> None:
    bad = repacked({"word/vbaProject.bin": b"x", "word/comments.xml": b"<a/>", "../keluar.xml": b"<a/>"})
    assert codes(bad) == {"TLK-P011", "TLK-P012", "TLK-P015"}


def test_a_template_made_of_noise_never_ends_in_a_traceback() -> None:
    for step in range(0, len(CONTOH), 37):
        noisy = CONTOH[:step] + bytes([CONTOH[step] ^ 0x55]) + CONTOH[step + 1 :]
        for issue in check_template(noisy, "kop.docx"):
            assert issue.kode.startswith("TLK-P01")

"""What stands on every page of a Word document: where its figures come from, the code that leads to the proof, DRAF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import _Footer, _Header

from tolok.writing.docx_parts import picture_run
from tolok.writing.docx_styles import SOFT, StyleIds
from tolok.writing.docx_xml import Element, el, field, paragraph, run, thin, words_paragraph
from tolok.writing.picture import svg_png
from tolok.writing.qr import qr_svg
from tolok.writing.sheet import Sheet

DRAF = "DRAF, bukan angka resmi"
_QR_MM, _QR_PPI = 15.0, 300
_SHORT_HASH, _MOST_VINTAGE, _MOST_SIGNS = 16, 4, 160
_FIRST_PICTURE = 9000  # numbers of pictures in feet, beyond those of the body


@dataclass(frozen=True)
class _Stamp:
    """The lines of the foot and the picture of the code ('' and b'' where there is none)."""

    lines: tuple[str, ...]
    qr: bytes
    periksa: str


def stamp_pages(word: Word, sheet: Sheet, ids: StyleIds) -> None:
    """Add the stamp to every foot, and DRAF to every head of a draft; what a template has there stays."""
    periksa = "" if sheet.meta.draf else sheet.meta.periksa.strip()
    qr = svg_png(qr_svg(periksa), _QR_MM, _QR_PPI) if periksa else b""
    stamp = _Stamp(tuple(foot_lines(sheet)), qr, periksa)
    for number, foot in enumerate(_stories(word, "footer")):
        counted = "PAGE" in "".join(one.text or "" for one in foot._element.iter(qn("w:instrText")))
        for made in _foot(stamp, foot, ids, _FIRST_PICTURE + number, counted):
            foot._element.append(made)
    if sheet.meta.draf:
        for head in _stories(word, "header"):
            line = words_paragraph(ids["Tolok Draf"], DRAF, "right")
            line.append(_watermark())
            head._element.insert(0, line)


def foot_lines(sheet: Sheet) -> Iterator[str]:
    """Two lines: which document of whom as known when; vintages, snapshot and the head of the chain."""
    meta = sheet.meta
    more = len(meta.vintage) - _MOST_VINTAGE
    codes = ", ".join(meta.vintage[:_MOST_VINTAGE]) + (f" dan {more} lainnya" if more > 0 else "")
    title, office = " ".join(" ".join(sheet.judul).split()), sheet.kop.perangkat_daerah
    yield _line(title, office, meta.diketahui and f"Sebagaimana diketahui {meta.diketahui}")
    yield _line(
        codes and f"Vintage {codes}",
        meta.snapshot and f"Snapshot {meta.snapshot}",
        meta.rantai and f"Rantai {meta.rantai[:_SHORT_HASH]}",
    )


def _line(*parts: str) -> str:
    cut = (part if len(part) <= _MOST_SIGNS else part[: _MOST_SIGNS - 1] + "…" for part in parts)
    return " · ".join(part for part in cut if part)


def _stories(word: Word, kind: str) -> Iterator[_Header | _Footer]:
    """Every head or foot that some page shows, once. The first section gets what it lacks, later ones take after it."""
    even = bool(word.settings.odd_and_even_pages_header_footer)
    first = any(one.different_first_page_header_footer for one in word.sections)
    seen: set[int] = set()
    for index, section in enumerate(word.sections):
        wanted: Sequence[tuple[str, bool]] = (("", True), ("first_page_", first), ("even_page_", even))
        for prefix, shown in wanted:
            story: _Header | _Footer = getattr(section, prefix + kind)
            if not shown or (story.is_linked_to_previous and index):
                continue
            if story.is_linked_to_previous:
                story.is_linked_to_previous = False
                for old in list(story._element):
                    story._element.remove(old)
                story._element.append(thin())
            if id(story.part) not in seen:
                seen.add(id(story.part))
                yield story


def _foot(stamp: _Stamp, foot: _Header | _Footer, ids: StyleIds, number: int, counted: bool) -> Iterator[Element]:
    """A row over the whole width, whichever way the page lies: the code, the lines, the number of the page."""
    style = ids["Tolok Kaki"]
    texts = [words_paragraph(style, line) for line in stamp.lines if line]
    if stamp.periksa:
        texts.append(words_paragraph(style, f"Periksa angka dokumen ini: {stamp.periksa}"))
    page = paragraph(style, [] if counted else _page_count(), "right")
    cells = [(82, texts or [paragraph(style)]), (18, [page])]
    if stamp.qr:
        alt = f"Kode QR menuju {stamp.periksa}"
        picture = picture_run(foot.part, stamp.qr, (_QR_MM, _QR_MM), number, alt)
        cells = [(10, [paragraph(style, [picture])]), (74, cells[0][1]), (16, [page])]
    row = el("w:tr", None, el("w:trPr", None, el("w:cantSplit")), *(_part(share, content) for share, content in cells))
    grid = el("w:tblGrid", None, *(el("w:gridCol", {"w": share * 100}) for share, _ in cells))
    yield el("w:tbl", None, _properties(), grid, row)
    yield thin()


def _properties() -> Element:
    made: Element = parse_xml(
        f'<w:tblPr {nsdecls("w")}><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
        f'<w:top w:val="single" w:sz="4" w:space="0" w:color="{SOFT}"/></w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )
    return made


def _part(share: int, content: Sequence[Element]) -> Element:
    return el("w:tc", None, el("w:tcPr", None, el("w:tcW", {"w": share * 50, "type": "pct"})), *content)


def _page_count() -> list[Element]:
    return [run("Halaman "), *field("PAGE", "1"), run(" dari "), *field("NUMPAGES", "1")]


_VML = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def _watermark() -> Element:
    """DRAF across the page, behind everything, as Word itself writes a watermark."""
    made: Element = parse_xml(
        f'<w:r {_VML}><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
        'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="TolokDraf" o:spid="_x0000_s2049" type="#_x0000_t136" alt="Tanda air: draf" '
        'style="position:absolute;margin-left:0;margin-top:0;width:380pt;height:130pt;rotation:325;z-index:-251658752;'
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#f6e9ea" stroked="f">'
        '<v:textpath style="font-family:\'Times New Roman\';font-size:1pt;font-weight:bold" string="DRAF"/></v:shape>'
        "</w:pict></w:r>"
    )
    return made

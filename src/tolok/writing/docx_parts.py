"""Blocks of a Word document that are no table of figures: pairs, lists, signatures, pictures, the list of contents."""

import io
from collections.abc import Iterator, Sequence

from docx.document import Document as Word
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.parts.story import StoryPart
from docx.shared import Mm

from tolok.writing.docx_metrics import line_count, width
from tolok.writing.docx_styles import StyleIds, table_properties
from tolok.writing.docx_xml import Element, bold, clean, el, field, paragraph, run, set_property, twips, val, words_paragraph
from tolok.writing.picture import svg_png
from tolok.writing.sheet import Chart, Contents, Enumeration, Heading, Pair, Pairs, Signature

_MARKS: dict[Enumeration, tuple[str, str]] = {"a": ("lowerLetter", "%1."), "1": ("decimal", "%1."), "": ("bullet", "•")}
_PICTURE_PPI = 200
_ROOM_TO_SIGN = 19  # millimetres between the office held and the name


class Numbering:
    """Lists of Word: each list that is asked for counts from its own beginning and can be continued by hand."""

    def __init__(self, word: Word):
        self._root = _numbering_of(word)
        taken = [int(one.get(qn("w:abstractNumId"))) for one in self._root.findall(qn("w:abstractNum"))]
        self._kinds = dict(zip(_MARKS, range(max(taken, default=-1) + 1, max(taken, default=-1) + 4), strict=False))
        place = len(self._root.findall(qn("w:abstractNum"))) + len(self._root.findall(qn("w:numPicBullet")))
        for marks, number in self._kinds.items():
            self._root.insert(place, _abstract(number, *_MARKS[marks]))
            place += 1
        numbers = [int(one.get(qn("w:numId"))) for one in self._root.findall(qn("w:num"))]
        self._last = max(numbers, default=0)

    def begin(self, marks: Enumeration) -> int:
        """The number of a new list."""
        self._last += 1
        start = el("w:lvlOverride", {"ilvl": 0}, val("w:startOverride", 1))
        made = el("w:num", {"numId": self._last}, val("w:abstractNumId", self._kinds[marks]), start)
        after = [index for index, one in enumerate(self._root) if one.tag == qn("w:num")]
        self._root.insert(after[-1] + 1 if after else self._first_place(), made)
        return self._last

    def _first_place(self) -> int:
        kinds = (qn("w:abstractNum"), qn("w:numPicBullet"))
        return sum(one.tag in kinds for one in self._root)


def _numbering_of(word: Word) -> Element:
    for relation in word.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external:
            root: Element = relation.target_part.element
            return root
    made: Element = parse_xml(f"<w:numbering {nsdecls('w')}/>")
    names = {str(part.partname) for part in word.part.package.iter_parts()}
    name = next(f"/word/numbering{n}.xml" for n in ("", *range(2, 99)) if f"/word/numbering{n}.xml" not in names)
    part = NumberingPart(PackURI(name), CONTENT_TYPE.WML_NUMBERING, made, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return made


def _abstract(number: int, kind: str, mark: str) -> Element:
    made: Element = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{mark}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>'
    )
    return made


def items_elements(items: Sequence[str], marks: Enumeration, ids: StyleIds, lists: Numbering) -> list[Element]:
    """A list, each item a paragraph with a number of Word's own."""
    number = lists.begin(marks)
    return [_numbered(words_paragraph(ids["Tolok Butir"], words), number) for words in items]


def _numbered(made: Element, number: int) -> Element:
    set_property(made, el("w:numPr", None, val("w:ilvl", 0), val("w:numId", number)))
    return made


# --- tables without rules


def _bare_table(widths: Sequence[float], rows: Sequence[Sequence[list[Element]]]) -> Element:
    """Cells without rules, `widths` in points; no row breaks over two pages."""
    total = round(sum(widths) * 20)
    margins = el("w:tblCellMar", None, *(el(f"w:{side}", {"w": 0, "type": "dxa"}) for side in ("left", "right")))
    properties = table_properties("", total)
    properties.append(margins)
    made = el("w:tbl", None, properties)
    made.append(el("w:tblGrid", None, *(el("w:gridCol", {"w": round(one * 20)}) for one in widths)))
    for row in rows:
        line = el("w:tr", None, el("w:trPr", None, el("w:cantSplit")))
        for wide, content in zip(widths, row, strict=True):
            size = el("w:tcPr", None, el("w:tcW", {"w": round(wide * 20), "type": "dxa"}))
            line.append(el("w:tc", None, size, *content))
        made.append(line)
    return made


def pairs_elements(pairs: Pairs, room: float, ids: StyleIds, lists: Numbering) -> list[Element]:
    """Label, colon, value: a table without rules; several values of one label are a list."""
    style = ids["Tolok Pasangan"]
    label = min(170.0, max((width(clean(one.label), 11, True) for one in pairs.pairs), default=0) + 10)
    rows = []
    for pair in pairs.pairs:
        value = _values(pair, style, lists)
        rows.append([[words_paragraph(style, pair.label, strong=True)], [words_paragraph(style, ":")], value])
    return [_bare_table((label, 12, room - label - 12), rows)] if rows else []


def _values(pair: Pair, style: str, lists: Numbering) -> list[Element]:
    made = [words_paragraph(style, words) for words in pair.items]
    if pair.marks:
        number = lists.begin(pair.marks)
        made = [_numbered(one, number) for one in made]
    return made or [paragraph(style)]


def signatures_elements(signers: Sequence[Signature | None], room: float, ids: StyleIds) -> list[Element]:
    """Who signs, side by side in one row that no page tears; one signer stands at the right."""
    half = room / 2
    left = half if signers[0] else room - min(half, 280)
    sides = (left, room - left)
    tall = [line_count(one.jabatan, wide, 12) if one else 0 for one, wide in zip(signers, sides, strict=True)]
    cells = [
        _signer(one, max(tall) - lines, ids) if one else [paragraph(ids["Tolok Tanda Tangan"])]
        for one, lines in zip(signers, tall, strict=True)
    ]
    return [_bare_table(sides, [cells])]


def _signer(data: Signature, lower: int, ids: StyleIds) -> list[Element]:
    """One who signs; the name stands `lower` lines further down, level with that of the other."""
    style = ids["Tolok Tanda Tangan"]
    # Without place and date the line stays, so that two who sign side by side stand level.
    lines = [words_paragraph(style, data.tempat_tanggal), words_paragraph(style, data.jabatan, strong=True)]
    name = paragraph(style, [run(data.nama, bold(), val("w:u", "single"))])
    set_property(name, el("w:spacing", {"before": twips(_ROOM_TO_SIGN) + lower * 253, "after": 0}))
    lines.append(name)
    if data.pangkat.strip():
        lines.append(words_paragraph(style, data.pangkat))
    if data.nip.strip():
        lines.append(words_paragraph(style, f"NIP {data.nip}"))
    return lines


# --- pictures


def chart_elements(chart: Chart, word: Word, room: float, number: int, ids: StyleIds) -> list[Element]:
    """The chart as a picture with its description, its caption below it on the same page."""
    wide = min(chart.width, room / 72 * 25.4)
    tall = chart.height * wide / chart.width
    picture = picture_run(word.part, svg_png(chart.svg, wide, _PICTURE_PPI), (wide, tall), number, chart.alt)
    made = [paragraph(ids["Tolok Gambar"], [picture])]
    if chart.caption.strip():
        made.append(words_paragraph(ids["Tolok Keterangan Gambar"], chart.caption))
    return made


def picture_run(part: StoryPart, png: bytes, millimetres: tuple[float, float], number: int, alt: str) -> Element:
    """A picture in a line of text; `number` is its own in the document, `alt` what a reader hears of it."""
    inline = part.new_pic_inline(io.BytesIO(png), Mm(millimetres[0]), Mm(millimetres[1]))
    for side in ("distT", "distB", "distL", "distR"):  # without them LibreOffice leaves an eighth of an inch
        inline.set(side, "0")
    inline.docPr.set("id", str(number))
    inline.docPr.set("name", f"Gambar {number}")
    inline.docPr.set("descr", clean(alt))
    return el("w:r", None, el("w:drawing", None, inline))


# --- contents


def heading_element(heading: Heading, number: int, ids: StyleIds) -> Element:
    """A heading that the list of contents can lead to."""
    begin = el("w:bookmarkStart", {"id": number, "name": _bookmark(number)})
    end = el("w:bookmarkEnd", {"id": number})
    return paragraph(ids[f"heading {heading.level}"], [begin, run(heading.words), end])


def contents_elements(contents: Contents, headings: Sequence[Heading], room: float, ids: StyleIds) -> Iterator[Element]:
    """A field of Word (References > Update Table) that already names every heading; Word fills in the pages."""
    if contents.words.strip():
        yield words_paragraph(ids["Tolok Judul Daftar"], contents.words, "center")
    before, *_, after = field("", "")
    code = el("w:instrText", {"xml:space": "preserve"})
    code.text = ' TOC \\o "1-3" \\h \\z \\u '
    # Marked as stale: the pages are Word's to count, when it opens the file.
    before.find(qn("w:fldChar")).set(qn("w:dirty"), "true")
    opening = [before, el("w:r", None, code), el("w:r", None, el("w:fldChar", {"fldCharType": "separate"}))]
    if not headings:
        yield paragraph(ids["toc 1"], [*opening, after])
    for number, heading in enumerate(headings, start=1):
        line = _entry(heading, number)
        content = [*(opening if number == 1 else ()), line, *((after,) if number == len(headings) else ())]
        made = paragraph(ids[f"toc {heading.level}"], content)
        stop = el("w:tab", {"val": "right", "leader": "dot", "pos": round(room * 20)})
        set_property(made, el("w:tabs", None, stop))
        yield made


def _entry(heading: Heading, number: int) -> Element:
    words = " ".join(heading.words.split())
    page = field(f"PAGEREF {_bookmark(number)} \\h", "")
    tab = el("w:r", None, el("w:tab"))
    return el("w:hyperlink", {"anchor": _bookmark(number), "history": 1}, run(words), tab, *page)


def _bookmark(number: int) -> str:
    return f"_Toc{number:06d}"

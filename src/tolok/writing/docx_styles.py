"""The named styles of a Word document: what an office restyles once instead of paragraph by paragraph.

Every paragraph that Tolok writes has one of these styles. A template that knows a style by its name keeps its own; what it
lacks is added, resting on its Normal, so that its letters and sizes carry over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tolok.writing.docx_xml import Element, el

SOFT = "545C63"
RULE = "9AA1A7"
SHADE = "E9EDF0"
SHADE_SOFT = "F5F6F7"
ALERT = "A3182B"

Kind = Literal["paragraph", "table"]


@dataclass(frozen=True)
class Style:
    """One style: its name as Word shows it, paragraph and run properties as WordprocessingML, other names it may have."""

    name: str
    ppr: str = ""
    rpr: str = ""
    based: str = "Normal"
    next: str = ""
    kind: Kind = "paragraph"
    also: tuple[str, ...] = ()
    extra: str = ""


def _spacing(before: float = 0, after: float = 0, line: int = 240) -> str:
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" w:line="{line}" w:lineRule="auto"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _heading(level: int, points: float, before: float) -> Style:
    head = f"<w:keepNext/><w:keepLines/>{_spacing(before, 4)}"
    line = f'<w:outlineLvl w:val="{level - 1}"/>'
    return Style(f"heading {level}", head + line, f"<w:b/><w:bCs/>{_size(points)}", next="Tolok Isi")


_TOC_TAB = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{at}"/></w:tabs>'
_CENTER = '<w:jc w:val="center"/>'
_EDGE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="' + RULE + '"/>'
_GRID = "".join(_EDGE.format(side=side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_GREY = f'<w:color w:val="{SOFT}"/>'

# Paragraphs of a cell have no room of their own: the cell gives it (margins of the table style).
STYLES: tuple[Style, ...] = (
    _heading(1, 12, 14),
    _heading(2, 11, 12),
    _heading(3, 11, 10),
    Style("Tolok Isi", _spacing(0, 6, 264)),
    Style("Tolok Subjudul", f"<w:keepNext/><w:keepLines/>{_spacing(6, 4)}", "<w:b/>", based="Tolok Isi", next="Tolok Isi"),
    Style("Tolok Catatan", _spacing(0, 4), _GREY + _size(8.5), based="Tolok Isi"),
    Style("Tolok Butir", _spacing(0, 3, 264), based="Tolok Isi", also=("List Paragraph",)),
    Style(
        "Tolok Belum Ada",
        f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{ALERT}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="FBF1F2"/>{_spacing(4, 8)}<w:ind w:left="227"/>',
        f'<w:i/><w:color w:val="{ALERT}"/>',
    ),
    Style("Tolok Kop", _spacing() + _CENTER, _size(12)),
    Style("Tolok Kop Kantor", _spacing(0, 1) + _CENTER, "<w:b/>" + _size(15)),
    Style(
        "Tolok Garis Kop",
        '<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="18" w:space="1" w:color="auto"/></w:pBdr>'
        '<w:spacing w:before="0" w:after="200" w:line="60" w:lineRule="exact"/>',
        _size(2),
    ),
    Style("Tolok Judul", "<w:keepNext/>" + _spacing(0, 2) + _CENTER, "<w:b/>" + _size(13), also=("Title",)),
    Style("Tolok Judul Sampul", _spacing(0, 6) + _CENTER, "<w:b/>" + _size(22)),
    Style("Tolok Judul Daftar", f"<w:keepNext/>{_spacing(6, 8)}{_CENTER}", "<w:b/>" + _size(12), also=("TOC Heading",)),
    Style("toc 1", _TOC_TAB.format(at=10036) + _spacing(4, 2), "<w:b/>"),
    Style("toc 2", _TOC_TAB.format(at=10036) + _spacing(0, 1) + '<w:ind w:left="284"/>'),
    Style("toc 3", _TOC_TAB.format(at=10036) + _spacing(0, 1) + '<w:ind w:left="567"/>'),
    Style("caption", f"<w:keepNext/>{_spacing(6, 4)}", "<w:b/>" + _size(10)),
    Style("Tolok Gambar", f"<w:keepNext/>{_spacing(6, 2)}{_CENTER}"),
    Style("Tolok Keterangan Gambar", f"{_spacing(2, 10)}{_CENTER}", based="caption"),
    Style("Tolok Sel", _spacing(), _size(9)),
    Style("Tolok Sel Angka", '<w:jc w:val="right"/>', based="Tolok Sel"),
    Style("Tolok Sel Catatan", _spacing(2), _GREY + _size(8), based="Tolok Sel"),
    Style("Tolok Kepala Tabel", _spacing() + _CENTER, "<w:b/>", based="Tolok Sel"),
    Style("Tolok Rumus", _spacing(3, 3), based="Tolok Sel"),
    Style("Tolok Pasangan", _spacing(0, 3, 252)),
    Style("Tolok Tanda Tangan", f"<w:keepNext/><w:keepLines/>{_spacing()}{_CENTER}"),
    Style("Tolok Kaki", _spacing(), _GREY + _size(7.5)),
    Style("Tolok Draf", _spacing() + '<w:jc w:val="right"/>', f'<w:b/><w:color w:val="{ALERT}"/>{_size(9)}'),
    Style(
        "Tolok Tabel",
        kind="table",
        based="Normal Table",
        extra=f"<w:tblPr><w:tblBorders>{_GRID}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="60" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>'
        '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>',
    ),
)


class StyleIds:
    """The ids under which a document knows the styles; those that it lacked are added on the way in."""

    def __init__(self, document: Document):
        self._styles = document.styles.element
        self._by_name: dict[str, str] = {}
        for one in self._styles.findall(qn("w:style")):
            name = one.find(qn("w:name"))
            if name is not None:
                self._by_name.setdefault(name.get(qn("w:val"), "").casefold(), one.get(qn("w:styleId"), ""))
        self.added = tuple(self._add_missing())

    def __getitem__(self, name: str) -> str:
        return self._by_name[name.casefold()]

    def _add_missing(self) -> Iterator[str]:
        for style in STYLES:
            known = next((name for name in (style.name, *style.also) if name.casefold() in self._by_name), None)
            if known is not None:
                self._by_name[style.name.casefold()] = self._by_name[known.casefold()]
                continue
            yield style.name
            self._add(style)

    def _add(self, style: Style) -> None:
        taken = set(self._by_name.values())
        own = style.name.title().replace(" ", "")
        while own in taken:
            own += "T"
        self._by_name[style.name.casefold()] = own
        self._styles.append(style_element(style, own, self._by_name))


def style_element(style: Style, own: str, ids: dict[str, str]) -> Element:
    """The `w:style` of a style; names that the document lacks are left out of it."""
    links = "".join(
        f'<w:{tag} w:val="{ids[name.casefold()]}"/>'
        for tag, name in (("basedOn", style.based), ("next", style.next))
        if name.casefold() in ids
    )
    custom = "" if style.name[0].islower() else ' w:customStyle="1"'
    body = (f"<w:pPr>{style.ppr}</w:pPr>" if style.ppr else "") + (f"<w:rPr>{style.rpr}</w:rPr>" if style.rpr else "")
    text = (
        f'<w:style {nsdecls("w")} w:type="{style.kind}"{custom} w:styleId="{own}"><w:name w:val="{style.name}"/>{links}'
        f'<w:uiPriority w:val="1"/><w:qFormat/>{body}{style.extra}</w:style>'
    )
    made: Element = parse_xml(text)
    return made


def table_properties(style_id: str, total: int, *more: Element, fixed: bool = True) -> Element:
    """The properties of a table `total` twips wide, its columns as given."""
    made = el("w:tblPr")
    if style_id:
        made.append(el("w:tblStyle", {"val": style_id}))
    made.append(el("w:tblW", {"w": total, "type": "dxa"}))
    for one in more:
        made.append(one)
    if fixed:
        made.append(el("w:tblLayout", {"type": "fixed"}))
    return made

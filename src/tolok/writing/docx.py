"""The Word file of a sheet: named styles, Word's own tables, lists, mathematics and contents, so that it can be edited.

The file is made in the office's template when there is one, else in an empty F4 document. The same sheet gives the same
bytes. What people typed only ever becomes text: it is never read as markup, as a field, or as a sign of the template.
"""

from collections.abc import Sequence
from copy import deepcopy
from itertools import zip_longest

from docx.document import Document as Word
from docx.oxml.ns import qn

from tolok.writing.docx_base import base_document, saved
from tolok.writing.docx_frame import stamp_pages
from tolok.writing.docx_parts import (
    Numbering,
    chart_elements,
    contents_elements,
    heading_element,
    items_elements,
    pairs_elements,
    signatures_elements,
)
from tolok.writing.docx_styles import StyleIds
from tolok.writing.docx_table import table_elements
from tolok.writing.docx_template import content_place, fill_signs, open_template, section_of
from tolok.writing.docx_xml import Element, el, is_paragraph, paragraph, set_property, thin, twips, words_paragraph
from tolok.writing.sheet import (
    Block,
    Chart,
    Contents,
    Heading,
    Items,
    Missing,
    PageBreak,
    Pairs,
    Paragraph,
    Sheet,
    Signature,
    Signatures,
    Table,
)

_AFTER_TABLE = 8.0
_BEFORE_SIGNATURE = 24.0
_COVER_TOP = 75  # millimetres above the title of a cover
_F4 = (twips(215), twips(330))


def write_docx(sheet: Sheet, template: bytes | None = None) -> bytes:
    """The document as DOCX, on F4 or on the paper of `template`, an office's own DOCX (writing/docx_template.py).

    Raises IssueError (TLK-P010) for a template that cannot be opened.
    """
    word = open_template(base_document() if template is None else template)
    ids = StyleIds(word)
    place = content_place(word)
    draft = _Draft(section_of(word, place), ids, Numbering(word), sheet)
    filled = fill_signs(word, sheet)
    _draw_title(draft, sheet, letterhead=template is None, title="judul" not in filled)
    before: Block | None = None
    for block, after in zip_longest(sheet.blocks, sheet.blocks[1:]):
        if not (isinstance(block, Signature | Signatures) and isinstance(before, Table)):  # drawn with its table
            _draw(draft, word, block, after)
        before = block
    for made in draft.finish():
        place.addprevious(made)
    _close(place)
    stamp_pages(word, sheet, ids)
    return saved(word, sheet.meta.tanggal, " ".join(" ".join(sheet.judul).split()), sheet.kop.perangkat_daerah)


def _close(place: Element) -> None:
    """Take the sign `{{ isi }}` away; a paragraph that ends its section must stay to carry that end."""
    ending = place.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if ending is not None:
        place.addprevious(thin())
        set_property(place.getprevious(), ending)
    place.getparent().remove(place)


class _Draft:
    """What has been drawn, the page it stands on, and what is due before the next piece: a gap, a new page."""

    def __init__(self, section: Element, ids: StyleIds, lists: Numbering, sheet: Sheet):
        self.ids, self.lists = ids, lists
        self.headings = tuple(block for block in sheet.blocks if isinstance(block, Heading))
        self.count_headings = self.count_pictures = 0
        self._section, self._lying, self._made = section, sheet.landscape, list[Element]()
        self._gap, self._keep_gap, self._break, self._turned = 0.0, False, False, False

    @property
    def body(self) -> tuple[float, float]:
        """Width and height of the text on the present page, points."""
        wide, tall = _paper(self._section, self._lying)
        edge = self._section.find(qn("w:pgMar"))
        given = {side: abs(int(edge.get(qn(f"w:{side}"), 0))) if edge is not None else 1134 for side in _SIDES}
        return (wide - given["left"] - given["right"]) / 20, (tall - given["top"] - given["bottom"]) / 20

    def add(self, elements: Sequence[Element], after: float = 0, keep: bool = False) -> None:
        """Pieces one below the other; `after` points of room before whatever follows, unless a page ends there.

        `keep`: that room is held to what follows.
        """
        if not elements:
            return
        if self._break:
            if not is_paragraph(elements[0]):
                elements = [thin(), *elements]
            set_property(elements[0], el("w:pageBreakBefore"))
        elif self._gap:
            self._made.append(_gap(self._gap, self._keep_gap))
        self._made += elements
        self._gap, self._keep_gap, self._break = after, keep, False

    def before_signature(self) -> None:
        """Room for what is signed, held to what stands above it."""
        self._gap, self._keep_gap = _BEFORE_SIGNATURE, True
        if self._made and is_paragraph(self._made[-1]):
            set_property(self._made[-1], el("w:keepNext"))

    def break_page(self, landscape: bool | None) -> None:
        """A new page, in a new section where the paper turns."""
        if landscape is None or landscape == self._lying:
            self._break = bool(self._made) or self._break
            return
        last = self._made[-1] if self._made else None
        if last is None or not is_paragraph(last) or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            last = thin()
            self._made.append(last)
        set_property(last, self._section_copy())
        self._lying, self._gap, self._break, self._turned = landscape, 0.0, False, True

    def _section_copy(self) -> Element:
        """The section as it is so far. Only the first names heads and feet: those after it take after it."""
        made = deepcopy(self._section)
        _set_paper(made, self._lying)
        if self._turned:
            _drop(made, "headerReference", "footerReference", "titlePg")
        return made

    def finish(self) -> list[Element]:
        """Everything drawn; the template's own section lies or stands as the last page does."""
        if self._turned:
            _drop(self._section, "titlePg", "pgNumType", "type")
        _set_paper(self._section, self._lying)
        if self._made and not is_paragraph(self._made[-1]):
            self._made.append(thin())
        return self._made


_SIDES = ("left", "right", "top", "bottom")


def _paper(section: Element, lying: bool) -> tuple[int, int]:
    given = section.find(qn("w:pgSz"))
    sides = _F4 if given is None else (int(given.get(qn("w:w"), _F4[0])), int(given.get(qn("w:h"), _F4[1])))
    return (max(sides), min(sides)) if lying else (min(sides), max(sides))


def _set_paper(section: Element, lying: bool) -> None:
    wide, tall = _paper(section, lying)
    given = section.find(qn("w:pgSz"))
    if given is None:
        given = el("w:pgSz")
        names = (qn("w:headerReference"), qn("w:footerReference"), qn("w:type"))
        section.insert(sum(one.tag in names for one in section), given)
    given.set(qn("w:w"), str(wide))
    given.set(qn("w:h"), str(tall))
    given.attrib.pop(qn("w:orient"), None)
    if lying:
        given.set(qn("w:orient"), "landscape")


def _drop(section: Element, *names: str) -> None:
    for one in [one for one in section if one.tag in {qn(f"w:{name}") for name in names}]:
        section.remove(one)


def _gap(points: float, keep: bool) -> Element:
    made = thin()
    set_property(made, el("w:spacing", {"before": 0, "after": 0, "line": round(points * 20), "lineRule": "exact"}))
    if keep:
        set_property(made, el("w:keepNext"))
    return made


# --- what is drawn


def _draw_title(draft: _Draft, sheet: Sheet, letterhead: bool, title: bool) -> None:
    """Letterhead and title; a template has its own letterhead, and may have placed the title itself."""
    ids = draft.ids
    if letterhead:
        lines = (("Tolok Kop", sheet.kop.pemda), ("Tolok Kop Kantor", sheet.kop.perangkat_daerah))
        kop = [words_paragraph(ids[style], words.upper()) for style, words in lines if words.strip()]
        draft.add([*kop, paragraph(ids["Tolok Garis Kop"])] if kop else [])
    if title:
        style = ids["Tolok Judul Sampul" if sheet.cover else "Tolok Judul"]
        made = [words_paragraph(style, words) for words in sheet.judul if words.strip()]
        if sheet.cover:
            set_property(made[0], el("w:spacing", {"before": twips(_COVER_TOP), "after": 120}))
        draft.add(made, after=6)
    if sheet.cover:
        draft.break_page(None)


def _draw(draft: _Draft, word: Word, block: Block, after: Block | None) -> None:
    ids, room = draft.ids, draft.body[0]
    match block:
        case Table():
            closing = _signed(draft, after, room) if isinstance(after, Signature | Signatures) else ()
            draft.add(table_elements(block, draft.body, ids, closing), _AFTER_TABLE, block.keep)
        case Pairs():
            draft.add(pairs_elements(block, room, ids, draft.lists), _AFTER_TABLE)
        case Chart():
            draft.count_pictures += 1
            draft.add(chart_elements(block, word, room, draft.count_pictures, ids))
        case Items():
            draft.add(items_elements(block.items, block.marks, ids, draft.lists))
        case Heading():
            draft.count_headings += 1
            draft.add([heading_element(block, draft.count_headings, ids)])
        case Contents():
            draft.add(list(contents_elements(block, draft.headings, room, ids)))
        case PageBreak():
            draft.break_page(block.landscape)
        case Signature() | Signatures():
            draft.before_signature()
            draft.add(_signed(draft, block, room)[1:], _AFTER_TABLE)
        case Paragraph() | Missing():
            draft.add([_paragraph(block, ids)])


def _signed(draft: _Draft, block: Signature | Signatures, room: float) -> list[Element]:
    """Room to stand off, then who signs."""
    signers = (None, block) if isinstance(block, Signature) else (block.left, block.right)
    return [_gap(_BEFORE_SIGNATURE, True), *signatures_elements(signers, room, draft.ids)]


def _paragraph(block: Paragraph | Missing, ids: StyleIds) -> Element:
    if isinstance(block, Missing):
        return words_paragraph(ids["Tolok Belum Ada"], block.words)
    if block.strong and not block.note and block.align == "left":
        return words_paragraph(ids["Tolok Subjudul"], block.words)
    style, side = ids["Tolok Catatan" if block.note else "Tolok Isi"], "center" if block.align == "center" else None
    return words_paragraph(style, block.words, side, block.strong, keep_next=block.strong)  # type: ignore[arg-type]  # a Jc

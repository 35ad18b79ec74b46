"""Pieces of WordprocessingML, with their children in the order that Word asks for, and text that XML can carry."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

Element: TypeAlias = BaseOxmlElement
Jc = Literal["left", "center", "right"]

TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36000

# What XML 1.0 cannot hold, and signs that reorder the text around them: printed as their number instead.
_UNWRITABLE = re.compile(
    "[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]|[\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)

_PPR = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_ORDER = _PPR.split(" ")


def twips(mm: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def clean(words: str) -> str:
    """`words` as a Word file can hold them: composed, tabs as spaces, what XML forbids as `[U+XXXX]`."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _UNWRITABLE.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", unicodedata.normalize("NFC", plain))


def el(tag: str, attributes: Mapping[str, object] | None = None, *children: Element) -> Element:
    """An element; attributes without a prefix belong to `w:` (or `m:` for an element of mathematics)."""
    own = tag.partition(":")[0]
    given = {}
    for name, value in (attributes or {}).items():
        key = name if name.startswith("-") else qn(name if ":" in name else f"{own}:{name}")
        given[key.removeprefix("-")] = str(value)
    made: Element = OxmlElement(tag, given)
    for child in children:
        made.append(child)
    return made


def val(tag: str, value: object) -> Element:
    """`<tag val="value"/>`."""
    return el(tag, {"val": value})


def run(words: str, *properties: Element) -> Element:
    """A run of text: line breaks as breaks, spaces kept. `properties` in the order of CT_RPr."""
    made = el("w:r")
    if properties:
        made.append(el("w:rPr", None, *properties))
    for index, line in enumerate(clean(words).split("\n")):
        if index:
            made.append(el("w:br"))
        if line:
            text = el("w:t", {"xml:space": "preserve"})
            text.text = line
            made.append(text)
    return made


def bold() -> Element:
    """Heavier letters."""
    return el("w:b")


def size(points: float) -> Element:
    """The size of letters in points."""
    return val("w:sz", round(points * 2))


def field(instruction: str, shown: str) -> list[Element]:
    """A field of Word (PAGE, NUMPAGES, PAGEREF …) as runs, with what it shows until it is worked out."""
    code = el("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    return [
        el("w:r", None, el("w:fldChar", {"fldCharType": "begin"})),
        el("w:r", None, code),
        el("w:r", None, el("w:fldChar", {"fldCharType": "separate"})),
        run(shown),
        el("w:r", None, el("w:fldChar", {"fldCharType": "end"})),
    ]


def paragraph(style: str, content: Iterable[Element] = (), jc: Jc | None = None, keep_next: bool = False) -> Element:
    """A paragraph in a named style (its id)."""
    properties = el("w:pPr", None, val("w:pStyle", style))
    made = el("w:p", None, properties, *content)
    if keep_next:
        set_property(made, el("w:keepNext"))
    if jc:
        set_property(made, val("w:jc", jc))
    return made


def words_paragraph(style: str, words: str, jc: Jc | None = None, strong: bool = False, keep_next: bool = False) -> Element:
    """A paragraph of plain words."""
    return paragraph(style, [run(words, *((bold(),) if strong else ()))], jc, keep_next)


def set_property(made: Element, child: Element) -> None:
    """Give a paragraph one property more, in its place; one of the same name is replaced."""
    properties = made.find(qn("w:pPr"))
    if properties is None:
        properties = el("w:pPr")
        made.insert(0, properties)
    for old in properties.findall(child.tag):
        properties.remove(old)
    rank = _rank(child)
    place = next((index for index, other in enumerate(properties) if _rank(other) > rank), len(properties))
    properties.insert(place, child)


def _rank(child: Element) -> int:
    name = str(child.tag).rpartition("}")[2]
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def thin(page_break: bool = False) -> Element:
    """A paragraph that takes no room: between two tables, at the end of a page, to carry a section."""
    made = el("w:p", None, el("w:pPr"))
    set_property(made, el("w:spacing", {"before": 0, "after": 0, "line": 20, "lineRule": "exact"}))
    set_property(made, el("w:rPr", None, size(1)))
    if page_break:
        set_property(made, el("w:pageBreakBefore"))
    return made


def is_paragraph(made: Element) -> bool:
    """Whether an element is a paragraph (else a table)."""
    return bool(made.tag == qn("w:p"))

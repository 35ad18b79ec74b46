"""An office's own Word template: signs in double braces are replaced by plain text, nothing in it is ever run.

`{{ isi }}`, alone in a paragraph of the body, is where the document goes. The other signs may stand anywhere in body,
header and footer; Word may have cut them into several runs.
"""

import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from tolok.values.instant import WIB, tanggal_panjang
from tolok.values.issue import Issue, IssueError
from tolok.writing.docx_xml import Element, clean, el, thin
from tolok.writing.sheet import Sheet

PENANDA = ("isi", "judul", "tahun", "perangkat_daerah", "tanggal")
"""The words that a template may hold in double braces."""
_SIGN = re.compile(r"\{\{\s*([^{}]{0,60}?)\s*\}\}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def open_template(content: bytes) -> Word:
    """The template as a document. IssueError (TLK-P010) when Word could not open it either."""
    try:
        word = Document(io.BytesIO(content))
        _forget_origin(word)
    except (PackageNotFoundError, BadZipFile, SyntaxError, KeyError, ValueError, AttributeError) as error:
        why = f"Susunan berkasnya rusak atau bukan dokumen Word ({type(error).__name__})."
        todo = "Buka di Word atau LibreOffice, simpan lagi sebagai DOCX, lalu unggah."
        raise IssueError(Issue("TLK-P010", "salah", "templat", "Templat tidak dapat dibuka.", why, todo)) from None
    return word


def _forget_origin(word: Word) -> None:
    """The file from which the office once made its template: Word would look for it, and its path names a person."""
    settings = word.settings
    for old in settings.element.findall(qn("w:attachedTemplate")):
        settings.element.remove(old)
    relations = word.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/attachedTemplate")]:
        relations.pop(key)


def signs_of(words: str) -> list[str]:
    """What stands in double braces in a text, as written."""
    return [sign[1] for sign in _SIGN.finditer(words)]


def own_text(paragraph_: Element) -> str:
    """The words of a paragraph without those of boxes drawn in it."""
    return "".join(one.text or "" for one in _texts(paragraph_))


def _texts(paragraph_: Element) -> list[Element]:
    tag = qn("w:p")
    return [one for one in paragraph_.iter(qn("w:t")) if next(one.iterancestors(tag)) is paragraph_]


def content_place(word: Word) -> Element:
    """The paragraph of the body that says `{{ isi }}`; without one, a new paragraph at the end."""
    body = word.element.body
    paragraphs: list[Element] = body.findall(qn("w:p"))
    for one in paragraphs:
        if signs_of(own_text(one)) == ["isi"]:
            return one
    made = thin()
    last = body.find(qn("w:sectPr"))
    body.insert(len(body) if last is None else list(body).index(last), made)
    return made


def section_of(word: Word, place: Element) -> Element:
    """The properties of the section in which a paragraph of the body stands."""
    after = [place, *place.itersiblings()]
    for one in after:
        found: Element | None = one if one.tag == qn("w:sectPr") else one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if found is not None:
            return found
    made = el("w:sectPr")
    word.element.body.append(made)
    return made


def stories(word: Word) -> Iterator[Element]:
    """Body, headers and footers, each as its root element."""
    for part in word.part.package.iter_parts():
        name = str(part.partname)
        if re.fullmatch(r"/word/(?:document|header|footer)\w*\.xml", name) or part is word.part:
            yield part.element


def fill_signs(word: Word, sheet: Sheet) -> set[str]:
    """Put the words of the sheet in place of the signs; the names of those that were found."""
    found: set[str] = set()
    values = _values(sheet)
    for root in stories(word):
        for one in root.iter(qn("w:p")):
            found |= _fill(one, values)
    return found


def _values(sheet: Sheet) -> dict[str, str]:
    day = sheet.meta.tanggal
    years = _YEAR.findall(" ".join(sheet.judul))
    return {
        "judul": "\n".join(sheet.judul),
        "tahun": years[-1] if years else str(day.year),
        "perangkat_daerah": sheet.kop.perangkat_daerah,
        "tanggal": tanggal_panjang(datetime(day.year, day.month, day.day, tzinfo=WIB)),
    }


def _fill(paragraph_: Element, values: Mapping[str, str]) -> set[str]:
    """Signs of one paragraph, however many runs they were cut into: the words go into the run where a sign begins."""
    texts = _texts(paragraph_)
    whole = "".join(one.text or "" for one in texts)
    found = [sign for sign in _SIGN.finditer(whole) if sign[1] in values]
    for sign in reversed(found):
        at = 0
        for one in texts:
            own = one.text or ""
            start, end = max(sign.start() - at, 0), min(sign.end() - at, len(own))
            if start < end:
                put = clean(values[sign[1]]) if at + start == sign.start() else ""
                one.text = own[:start] + put + own[end:]
            at += len(own)
    for one in texts if found else ():
        _break_lines(one)
    return {sign[1] for sign in found}


def _break_lines(text: Element) -> None:
    """Line breaks of the words put in, as breaks of Word."""
    first, *rest = (text.text or "").split("\n")
    text.text = first
    text.set(qn("xml:space"), "preserve")
    after = text
    for line in rest:
        for made in (el("w:br"), el("w:t", {"xml:space": "preserve"})):
            after.addnext(made)
            after = made
        after.text = line

"""Templates for tests: changed copies of the example that Tolok makes, and of an empty document."""

import io
import zipfile
from collections.abc import Callable, Mapping

from docx import Document
from docx.document import Document as Word

from tolok.writing.docx_base import base_document, example_template

CONTOH = example_template("Pemerintah Kota Pasuruan", "Dinas Koperasi dan Usaha Mikro")


def changed(change: Callable[[Word], object], content: bytes = CONTOH) -> bytes:
    """A template after a change by python-docx."""
    word = Document(io.BytesIO(content))
    change(word)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def repacked(parts: Mapping[str, bytes], content: bytes = CONTOH) -> bytes:
    """A template with parts put in or replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, data in parts.items():
            target.writestr(name, data)
    return made.getvalue()


def part(name: str, content: bytes = CONTOH) -> str:
    """The text of one part of a template."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return source.read(name).decode()


def with_body(xml: str) -> bytes:
    """An empty document whose only paragraph is replaced by `xml`."""
    body = part("word/document.xml", base_document())
    own = "<w:p><w:r><w:t>{{ isi }}</w:t></w:r></w:p>"
    assert own in body
    return repacked({"word/document.xml": body.replace(own, xml).encode()}, base_document())


def with_relation(kind: str, target: str, mode: str = ' TargetMode="External"', of: str = "document") -> bytes:
    """The example with one relationship more."""
    name = f"word/_rels/{of}.xml.rels"
    try:
        rels = part(name)
    except KeyError:
        rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = f'<Relationship Id="rId99" Type="{types}/{kind}" Target="{target}"{mode}/></Relationships>'
    return repacked({name: rels.replace("</Relationships>", more).encode()})

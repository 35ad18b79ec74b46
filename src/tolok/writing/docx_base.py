"""The document that Tolok begins with where an office gives no template of its own: F4 paper, one letter, nothing else.

Also the example from which an office makes its template: the same document with a letterhead and the signs that Tolok
fills in.
"""

import io
import zipfile
from datetime import date

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from tolok.writing.docx_styles import StyleIds
from tolok.writing.docx_xml import clean, el, words_paragraph

FONT = "Times New Roman"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"

_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_WML}document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_WML}styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="{_WML}settings+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""
_ROOT = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}relationships">
<Relationship Id="rId1" Type="{_REL}officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_PACKAGE}relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>"""
_PARTS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}relationships">
<Relationship Id="rId1" Type="{_REL}styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_REL}settings" Target="settings.xml"/>
</Relationships>"""
_SETTINGS = f"""{_HEAD}<w:settings {nsdecls("w", "m")}><w:defaultTabStop w:val="567"/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat>
<m:mathPr><m:mathFont m:val="Cambria Math"/><m:brkBin m:val="before"/><m:smallFrac m:val="0"/><m:dispDef/>
<m:lMargin m:val="0"/><m:rMargin m:val="0"/><m:defJc m:val="left"/></m:mathPr>
<w:themeFontLang w:val="id-ID"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"""
_STYLES = f"""{_HEAD}<w:styles {nsdecls("w")}><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/><w:sz w:val="22"/><w:szCs w:val="22"/>
<w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>
<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>
</w:style></w:styles>"""
# F4, 215 × 330 mm, in twentieths of a point.
_BODY = f"""{_HEAD}<w:document {nsdecls("w", "r")}><w:body><w:p><w:r><w:t>{{{{ isi }}}}</w:t></w:r></w:p><w:sectPr>
<w:pgSz w:w="12189" w:h="18709"/><w:pgMar w:top="1134" w:right="1077" w:bottom="1474" w:left="1077" w:header="510"
 w:footer="454" w:gutter="0"/></w:sectPr></w:body></w:document>"""
_CORE = f"""{_HEAD}<cp:coreProperties {nsdecls("cp", "dc", "dcterms", "xsi")}><dc:creator></dc:creator>
<dcterms:created xsi:type="dcterms:W3CDTF">{{day}}T00:00:00Z</dcterms:created></cp:coreProperties>"""
_BORN = "2024-01-01"


def base_document() -> bytes:
    """An empty F4 document that says `{{ isi }}`, with no style yet but Normal."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("[Content_Types].xml", _TYPES), ("_rels/.rels", _ROOT), ("docProps/core.xml", _CORE.format(day=_BORN)),
            ("word/document.xml", _BODY), ("word/_rels/document.xml.rels", _PARTS), ("word/settings.xml", _SETTINGS),
            ("word/styles.xml", _STYLES),
        ):  # fmt: skip
            package.writestr(zipfile.ZipInfo(name), text)
    return made.getvalue()


def example_template(pemda: str, perangkat_daerah: str) -> bytes:
    """A template to begin with: a letterhead, the title, the content, and every style that Tolok uses."""
    word = Document(io.BytesIO(base_document()))
    ids = StyleIds(word)
    header = word.sections[0].header
    header.is_linked_to_previous = False
    for old in list(header._element):
        header._element.remove(old)
    for style, words in (
        ("Tolok Kop", pemda.upper()),
        ("Tolok Kop Kantor", perangkat_daerah.upper()),
        ("Tolok Kop", "Alamat, telepon, dan pos-el kantor"),
        ("Tolok Garis Kop", ""),
    ):
        header._element.append(words_paragraph(ids[style], words))
    body = word.element.body
    for style, words in (("Tolok Isi", "{{ isi }}"), ("Tolok Judul", "{{ judul }}")):
        body.insert(0, words_paragraph(ids[style], words))
    body.remove(body[2])
    word.sections[0].top_margin = Mm(38)
    return saved(word, date.fromisoformat(_BORN), "Templat dokumen", perangkat_daerah)


def saved(word: Word, day: date, title: str, author: str) -> bytes:
    """The file, the same bytes for the same content: its dates are `day`, its parts stand in a fixed order."""
    core = word.core_properties
    moment = f"{day.isoformat()}T00:00:00Z"
    for old in list(core._element):
        core._element.remove(old)
    core.title, core.author, core.language, core.revision = clean(title)[:255], clean(author)[:255], "id-ID", 1
    for name in ("dcterms:created", "dcterms:modified"):
        stamp = el(name, {"xsi:type": "dcterms:W3CDTF"})
        stamp.text = moment
        core._element.append(stamp)
    loose = io.BytesIO()
    word.save(loose)
    made = io.BytesIO()
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return made.getvalue()

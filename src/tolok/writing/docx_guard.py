"""What an office's Word template must not be: too large, a bomb, a program, a door to elsewhere, a form without its place.

Everything is asked before the template is kept, and all complaints are given at once.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date

from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.writing.docx import write_docx
from tolok.writing.docx_template import PENANDA, open_template, own_text, signs_of, stories
from tolok.writing.docx_xml import Element
from tolok.writing.sheet import Items, Kop, Meta, PageBreak, Paragraph, Sheet

_MEGABYTE = 1024 * 1024
TERBESAR = 5 * _MEGABYTE
"""Most bytes of a template."""
_MOST_PARTS, _MOST_UNPACKED, _MOST_PART = 300, 40 * _MEGABYTE, 20 * _MEGABYTE
_BOMB_FROM, _BOMB_RATIO = 4 * _MEGABYTE, 100
_NARROWEST = 120  # millimetres of text beside the margins; below it no table of figures can be read

_PROGRAMS = re.compile(r"(^|/)(vbaProject[^/]*\.bin|vbaData\.xml|activeX/|ctrlProps/|embeddings/|customUI)", re.I)
_OTHERS_WORDS = re.compile(r"(^|/)(comments\w*|afchunk\w*|people)\.\w+$", re.I)
_MACRO_TYPE = b"macroEnabled"
_HARMLESS_LINK = re.compile(r"(https?://|mailto:)", re.I)
# Fields that show something of the document itself. All others may fetch, run or ask.
_FIELD_NAMES = (
    "PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF REF TOC TC SEQ STYLEREF TITLE SUBJECT AUTHOR DATE TIME CREATEDATE "
    "SAVEDATE PRINTDATE FILENAME HYPERLINK SYMBOL EQ NOTEREF DOCPROPERTY LISTNUM"
)
_FIELDS = frozenset(_FIELD_NAMES.split(" "))
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+(\\l\b|"?(https?://|mailto:))', re.I)
_CARRIERS = frozenset({"aFChunk", "oleObject", "control", "subDocument", "frame", "mailMergeSource"})
_TRIAL = Sheet(
    ("PERCOBAAN",), Kop("", ""), Meta((), "", "", "", date(2024, 1, 1), draf=True),
    (Paragraph("a"), Items(("a",), "1"), PageBreak(landscape=True), Paragraph("b")),
    landscape=False,
)  # fmt: skip
_TODO_SAVE = "simpan ulang dari Word atau LibreOffice sebagai DOCX, lalu unggah lagi"


def check_template(content: bytes, nama: str) -> list[Issue]:
    """Everything that is wrong with a template (TLK-P010 to TLK-P015), nothing when it may be used."""
    if len(content) > TERBESAR:
        why = f"{len(content) / _MEGABYTE:.1f} MB; batasnya {TERBESAR // _MEGABYTE} MB".replace(".", ",")
        return [_issue("TLK-P011", nama, "templat terlalu besar", why, "kecilkan gambar di kop surat, simpan, unggah lagi")]
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        why = "isinya bukan dokumen Word (DOCX); nama berkas tidak menentukan"
        return [_issue("TLK-P010", nama, "berkas ini bukan DOCX", why, _TODO_SAVE)]
    with package:
        issues = list(_package_issues(package, nama))
        if not issues:
            issues = list(_part_issues(package, nama))
    return issues or _document_issues(content, nama)


def _package_issues(package: zipfile.ZipFile, nama: str) -> Iterator[Issue]:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        yield _issue("TLK-P010", nama, "berkas ini bukan DOCX", "di dalamnya tidak ada dokumen Word", _TODO_SAVE)
        return
    if len(parts) > _MOST_PARTS or len(set(names)) != len(names) or any(_leaves(name) for name in names):
        why = "bagiannya terlalu banyak, bernama sama, atau menunjuk ke luar berkas"
        yield _issue("TLK-P011", nama, "susunan templat tidak wajar", why, _TODO_SAVE)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MOST_UNPACKED or any(_is_bomb(part) for part in parts):
        why = f"isinya menjadi {unpacked // _MEGABYTE} MB sesudah dibuka"
        yield _issue("TLK-P011", nama, "templat terlalu besar setelah dibuka", why, _TODO_SAVE)
    if any(part.flag_bits & 1 for part in parts):
        yield _issue("TLK-P010", nama, "templat dikunci dengan sandi", "isinya tidak dapat dibaca", "hapus sandinya")
    if any(_PROGRAMS.search(name) for name in names):
        why = "makro, tombol, atau berkas sisipan dapat menjalankan sesuatu di komputer pembacanya"
        yield _issue("TLK-P012", nama, "templat berisi program atau berkas sisipan", why, "hapus, simpan sebagai DOCX biasa")
    if any(_OTHERS_WORDS.search(name) for name in names):
        why = "komentar dan sisipan akan ikut di setiap dokumen yang dicetak"
        yield _issue("TLK-P015", nama, "templat masih memuat komentar atau dokumen sisipan", why, "hapus, lalu simpan")


def _leaves(name: str) -> bool:
    return name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/") or "\x00" in name


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    large = part.file_size > _BOMB_FROM and part.file_size > _BOMB_RATIO * max(part.compress_size, 1)
    return large or part.file_size > _MOST_PART


def _part_issues(package: zipfile.ZipFile, nama: str) -> Iterator[Issue]:
    """Read part by part: broken XML, own entities, ways out, fields that fetch."""
    broken: set[str] = set()
    outward: set[str] = set()
    fields: set[str] = set()
    for name in package.namelist():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        content = _content(package, name)
        try:
            root = parse_xml(content)
        except (SyntaxError, ValueError):
            broken.add(name)
            continue
        if root.getroottree().docinfo.doctype or (name == "[Content_Types].xml" and _MACRO_TYPE in content):
            broken.add(name)
        outward |= _ways_out(root) if name.endswith(".rels") else _sources(root)
        fields |= {one for one in _instructions(root) if one not in _FIELDS}
    yield from _found_issues(nama, broken, outward, fields)


def _content(package: zipfile.ZipFile, name: str) -> bytes:
    """One part; nothing where its bytes cannot be had."""
    try:
        return package.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        return b""


def _found_issues(nama: str, broken: set[str], outward: set[str], fields: set[str]) -> Iterator[Issue]:
    if broken:
        why = f"bagian yang bermasalah: {', '.join(sorted(broken)[:3])}"
        yield _issue("TLK-P010", nama, "templat rusak atau bukan DOCX biasa", why, _TODO_SAVE)
    if outward:
        why = f"yang ditunjuk: {', '.join(sorted(outward)[:3])}"
        todo = "sisipkan gambarnya ke dalam dokumen (bukan tautan), hapus tautan ke berkas lain, simpan, unggah lagi"
        yield _issue("TLK-P013", nama, "templat mengambil sesuatu dari luar berkasnya", why, todo)
    if fields:
        why = f"bidang: {', '.join(sorted(fields)[:5])}"
        yield _issue("TLK-P013", nama, "templat berisi bidang yang dapat mengambil isi dari luar", why, "hapus bidang itu")


def _ways_out(root: Element) -> set[str]:
    """What relationships lead outside. A link that a reader clicks may stay; the path of an older template is dropped."""
    found = set()
    for one in root.iter():
        kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
        if kind in _CARRIERS:
            found.add(kind)
        elif one.get("TargetMode") == "External" and not _may_lead_outside(kind, target):
            found.add(kind or "tautan")
    return found


def _may_lead_outside(kind: str, target: str) -> bool:
    return kind == "attachedTemplate" or (kind == "hyperlink" and _HARMLESS_LINK.match(target) is not None)


def _sources(root: Element) -> set[str]:
    """Pictures and shapes that name a source by themselves, a letter to many that asks a database."""
    merge = {"surat massal"} if root.find(f".//{qn('w:mailMerge')}") is not None else set()
    named = (one for one in root.iter() for key in one.attrib if str(key).rpartition("}")[2] in ("src", "href"))
    return merge | {str(one.tag).rpartition("}")[2] for one in named}


def _instructions(root: Element) -> Iterator[str]:
    """The first word of every field: of simple ones, and of those that Word cut into several runs."""
    for one in root.iter(qn("w:fldSimple")):
        yield _first(one.get(qn("w:instr"), ""))
    open_fields: list[str] = []
    for one in root.iter(qn("w:fldChar"), qn("w:instrText")):
        kind = one.get(qn("w:fldCharType"))
        if kind == "begin":
            open_fields.append("")
        elif kind == "end" and open_fields:
            yield _first(open_fields.pop())
        elif kind is None and open_fields:
            open_fields[-1] += one.text or ""
        elif kind is None:
            yield _first(one.text or "")
    for rest in open_fields:
        yield _first(rest)


def _first(instruction: str) -> str:
    if instruction.split()[:1] == ["HYPERLINK"] and not _LINK_FIELD.match(instruction):
        return "HYPERLINK ke berkas"
    return (instruction.split() or ["(kosong)"])[0].upper()[:20]


def _document_issues(content: bytes, nama: str) -> list[Issue]:
    """What is seen only once it is open. A page is written in it for trial, so that no later print fails on it."""
    try:
        word = open_template(content)
        issues = [*_sign_issues(word, nama), *_paper_issues(word, nama), *_change_issues(word, nama)]
        if not issues:
            write_docx(_TRIAL, content)
    except IssueError as error:
        return list(error.issues)
    except Exception as error:
        # A stranger's file may be wrong in any way; each of them means the same to who uploads it.
        why = f"satu halaman percobaan tidak dapat ditulis di dalamnya ({type(error).__name__})"
        return [_issue("TLK-P010", nama, "templat rusak atau bukan DOCX biasa", why, _TODO_SAVE)]
    return issues


def _change_issues(word: Word, nama: str) -> Iterator[Issue]:
    if any(root.find(f".//{qn(tag)}") is not None for root in stories(word) for tag in ("w:ins", "w:del", "w:moveFrom")):
        why = "perubahan yang dilacak memuat nama orang dan ikut di setiap dokumen yang dicetak"
        todo = "terima semua perubahan (Tinjau > Terima), simpan, lalu unggah lagi"
        yield _issue("TLK-P015", nama, "templat masih memuat perubahan yang dilacak", why, todo)


def _sign_issues(word: Word, nama: str) -> Iterator[Issue]:
    """`{{ isi }}` at most once, alone in a paragraph of the body; every other sign a known one."""
    body = word.element.body
    places, found = 0, list[str]()
    for root in stories(word):
        for one in root.iter(qn("w:p")):
            words = own_text(one)
            signs = signs_of(words)
            found += signs
            if "isi" in signs:
                places += 1
                if one.getparent() is not body or signs != ["isi"] or words.strip().replace(" ", "") != "{{isi}}":
                    why = "isi dokumen memuat tabel dan halaman, jadi tidak muat di dalam tabel, kotak, kop, atau kalimat"
                    todo = "tulis {{ isi }} sendirian dalam satu paragraf di badan dokumen"
                    yield _issue("TLK-P014", nama, "letak {{ isi }} tidak dapat dipakai", why, todo)
    if places > 1:
        yield _issue("TLK-P014", nama, f"{{{{ isi }}}} ada {places} kali", "isi dicetak satu kali", "sisakan satu saja")
    for sign in sorted({sign for sign in found if sign not in PENANDA}):
        todo = maksud_anda(sign, PENANDA) or f"Yang dikenal: {', '.join(PENANDA)}."
        yield _issue("TLK-P014", nama, f"penanda {{{{ {sign} }}}} tidak dikenal", "akan tercetak apa adanya", todo)


def _paper_issues(word: Word, nama: str) -> Iterator[Issue]:
    for section in word.sections:
        wide, left, right = section.page_width, section.left_margin, section.right_margin
        if wide and wide.mm - (left.mm if left else 0) - (right.mm if right else 0) < _NARROWEST:
            why, todo = f"lebar teks harus sedikitnya {_NARROWEST} mm", "perlebar kertas atau kecilkan tepinya"
            yield _issue("TLK-P014", nama, "kertas templat terlalu sempit untuk tabel", why, todo)
            return


def _issue(kode: str, nama: str, apa: str, mengapa: str, saran: str) -> Issue:
    return Issue(kode, "salah", nama or "templat", _sentence(apa), _sentence(mengapa), _sentence(saran))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?")) else ".")

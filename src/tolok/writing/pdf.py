"""The PDF of a sheet: typst, offline, PDF/A-2b, the same bytes for the same sheet on every machine.

The template is fixed; what people typed goes to it as JSON data (`sys_inputs`) and never as markup. Only the fonts
that the typst wheel carries are used, so that the fonts of a machine cannot change a page.
"""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Literal

import typst

from tolok.values.issue import Issue, IssueError
from tolok.writing.glyphs import printable
from tolok.writing.picture import fonts
from tolok.writing.qr import qr_svg
from tolok.writing.sheet import (
    Block,
    Cell,
    Chart,
    Column,
    Group,
    Items,
    Meta,
    Missing,
    PageBreak,
    Pair,
    Pairs,
    Paragraph,
    Piece,
    Row,
    Sheet,
    Signature,
    Signatures,
    Table,
)

STANDARD: Literal["a-2b"] = "a-2b"
_SHORT_HASH = 16
_MOST_VINTAGE = 4
_MOST_SIGNS = 160
_MOST_META = 2000
"""PDF/A holds no string of more than 32,767 signs; titles and descriptions are cut long before."""
_MOST_TITLE, _MOST_HELD, _HELD_LINE = 200, 1200, 60
"""How many signs a block may have that is held to the signature below it; every item counts a line of its own."""
_Form = Literal["pdf", "png"]


def write_pdf(sheet: Sheet) -> bytes:
    """The document as PDF/A-2b with embedded fonts. IssueError (TLK-P001) when it cannot be set at all."""
    (pdf,) = _set(sheet, "pdf")
    return pdf


def page_pictures(sheet: Sheet, ppi: int = 96, most: int = 20) -> list[bytes]:
    """The first `most` pages as PNG at `ppi` dots per inch, exactly as `write_pdf` sets them; same error."""
    return _set(sheet, "png", ppi)[:most]


def _set(sheet: Sheet, form: _Form, ppi: int | None = None) -> list[bytes]:
    """One file, or one picture per page. A text that cannot be shaped is tried once more in Latin letters."""
    reason = ""
    for plain in (False, True):
        try:
            return _compile(sheet, plain, form, ppi)
        except typst.TypstError as error:
            reason = str(error)
        except BaseException as error:
            # The typesetter's panic derives from BaseException; anything else of that kind is not ours to hold.
            if type(error).__name__ != "PanicException":
                raise
            reason = "penata halaman berhenti pada teks yang tidak dapat dibentuknya"
    raise IssueError(
        Issue(
            kode="TLK-P001",
            bobot="salah",
            di_mana=sheet.judul[0],
            apa="dokumen tidak dapat dicetak sebagai PDF",
            mengapa=reason,
            saran="Periksa teks yang terakhir diubah; bila tetap gagal, sampaikan kode ini kepada pengelola.",
        )
    )


def _compile(sheet: Sheet, plain: bool, form: _Form, ppi: int | None) -> list[bytes]:
    day = sheet.meta.tanggal
    found: bytes | list[bytes] = typst.compile(
        _template(),
        font_paths=fonts(),
        format=form,
        ppi=ppi,
        pdf_standards=[STANDARD] if form == "pdf" else [],
        sys_inputs={"sheet": json.dumps(as_data(sheet, plain))},
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    return found if isinstance(found, list) else [found]


@cache
def _template() -> bytes:
    """The typesetter reads one file without a folder around it, so the two halves are joined here."""
    folder = files("tolok.writing")
    return b"".join(folder.joinpath(name).read_bytes() for name in ("sheet.typ", "sheet_pages.typ"))


def as_data(sheet: Sheet, plain: bool = False) -> dict[str, object]:
    """What the template reads: the sheet as JSON data, every word made printable, and the lines of head and foot."""
    meta, title = sheet.meta, " ".join(sheet.judul)
    periksa = "" if meta.draf else meta.periksa.strip()
    texts: dict[str, object] = {
        "title": title[:_MOST_META],
        "author": sheet.kop.perangkat_daerah[:_MOST_META],
        "keywords": [code[:_MOST_META] for code in meta.vintage],
        "running": _line(title, sheet.kop.perangkat_daerah),
        "foot": _foot(sheet.kop.perangkat_daerah, meta, periksa),
        "judul": sheet.judul,
        "kop": [line.upper() for line in (sheet.kop.pemda, sheet.kop.perangkat_daerah)],
        "landscape": sheet.landscape,
        "cover": sheet.cover,
        "draf": meta.draf,
        "date": [meta.tanggal.year, meta.tanggal.month, meta.tanggal.day],
        "qr": qr_svg(periksa) if periksa else "",
        "qr_alt": f"Kode QR menuju {periksa}",
    }
    data = {name: _plain_data(value, plain) for name, value in texts.items()}
    data["parts"] = [
        {"landscape": landscape, "blocks": [_block_data(blocks, at, plain) for at in range(len(blocks))]}
        for landscape, blocks in _parts(sheet)
    ]
    return data


def _parts(sheet: Sheet) -> list[tuple[bool, list[Block]]]:
    """The blocks between two changes of the paper's position, which begin a new page by themselves."""
    parts: list[tuple[bool, list[Block]]] = [(sheet.landscape, [])]
    for block in sheet.blocks:
        lying = parts[-1][0]
        if isinstance(block, PageBreak) and block.landscape not in (None, lying):
            parts.append((not lying, []))
        else:
            parts[-1][1].append(block)
    return [part for at, part in enumerate(parts) if part[1] or (at == 0 and not sheet.cover)]


def _block_data(blocks: list[Block], at: int, plain: bool) -> dict[str, object]:
    """A block with `held`: whether it goes to the next page with what follows it and finds no room below it.

    Held to a signature is whatever is short; a strong line is a title of what follows, whichever that is; a table says
    itself whether it is.
    """
    block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if isinstance(block, Chart):
        block = replace(block, alt=block.alt[:_MOST_META])
    title = isinstance(block, Paragraph) and block.strong and len(block.words) <= _MOST_TITLE and after is not None
    kept = isinstance(block, Table) and block.keep and after is not None
    held = title or kept or (isinstance(after, Signature | Signatures) and _is_short(block))
    return {"held": held, **_fields(block, plain)}


def _is_short(block: Block) -> bool:
    match block:
        case Paragraph(words=words) | Missing(words=words):
            return len(words) <= _MOST_HELD
        case Items(items=items):
            return sum(len(item) + _HELD_LINE for item in items) <= _MOST_HELD
        case Pairs(pairs=pairs):
            return sum(len(item) + _HELD_LINE for pair in pairs for item in pair.items) <= _MOST_HELD
        case _:
            return isinstance(block, Chart)


def _plain_data(value: object, plain: bool) -> object:
    """Dataclasses as objects with their kind, tuples as lists, words printable; numbers and booleans as they are."""
    if isinstance(value, str):
        return printable(value, plain)
    if isinstance(value, (tuple, list)):
        return [_plain_data(item, plain) for item in value]
    if isinstance(value, Block | Row | Group | Column | Cell | Piece | Pair):
        return _fields(value, plain)
    return value


def _fields(value: Block | Row | Group | Column | Cell | Piece | Pair, plain: bool) -> dict[str, object]:
    data = {field.name: _plain_data(getattr(value, field.name), plain) for field in fields(value)}
    return {"kind": type(value).__name__.lower(), **data}


def _foot(perangkat_daerah: str, meta: Meta, periksa: str) -> list[str]:
    """Who and as known when; vintage, snapshot and the head of the chain, long enough to look them up; where to check."""
    more = len(meta.vintage) - _MOST_VINTAGE
    codes = ", ".join(meta.vintage[:_MOST_VINTAGE]) + (f" dan {more} lainnya" if more > 0 else "")
    lines = [
        _line(perangkat_daerah, meta.diketahui and f"Sebagaimana diketahui {meta.diketahui}"),
        _line(
            codes and f"Vintage {codes}",
            meta.snapshot and f"Snapshot {meta.snapshot}",
            meta.rantai and f"Rantai {meta.rantai[:_SHORT_HASH]}",
        ),
    ]
    return [*lines, _line(f"Periksa angka dokumen ini: {periksa}")] if periksa else lines


def _line(*parts: str) -> str:
    """Parts on one line of head or foot; each is cut where it would push the others off the margin of the page."""
    cut = (part if len(part) <= _MOST_SIGNS else part[: _MOST_SIGNS - 1] + "…" for part in parts)
    return " · ".join(part for part in cut if part)

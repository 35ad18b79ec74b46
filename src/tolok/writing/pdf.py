"""The PDF of a sheet: typst, offline, PDF/A-2b, the same bytes for the same sheet on every machine.

The template is fixed; what people typed goes to it as JSON data (`sys_inputs`) and never as markup. Only the fonts
that the typst wheel carries are used, so that the fonts of a machine cannot change a page.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Literal

import typst

from tolok.values.issue import Issue, IssueError
from tolok.writing.glyphs import printable
from tolok.writing.sheet import Meta, Sheet

STANDARD: Literal["a-2b"] = "a-2b"
_SHORT_HASH = 16
_MOST_VINTAGE = 4
_MOST_SIGNS = 160


def write_pdf(sheet: Sheet) -> bytes:
    """The document as PDF/A-2b with embedded fonts. IssueError (TLK-P001) when it cannot be set at all."""
    reason = ""
    for plain in (False, True):
        try:
            return _compile(sheet, plain)
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


def _compile(sheet: Sheet, plain: bool) -> bytes:
    day = sheet.meta.tanggal
    pdf: bytes = typst.compile(
        _template(),
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=[STANDARD],
        sys_inputs={"sheet": json.dumps(as_data(sheet, plain))},
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    return pdf


@cache
def _template() -> bytes:
    return files("tolok.writing").joinpath("sheet.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def as_data(sheet: Sheet, plain: bool = False) -> dict[str, object]:
    """What the template reads: the sheet as JSON data, every word made printable, and the lines of head and foot."""
    meta, title = sheet.meta, " ".join(sheet.judul)
    texts: dict[str, object] = {
        "title": title,
        "author": sheet.kop.perangkat_daerah,
        "keywords": list(meta.vintage),
        "running": _line(title, sheet.kop.perangkat_daerah),
        "foot": _foot(sheet.kop.perangkat_daerah, meta),
        "judul": sheet.judul,
        "kop": [line.upper() for line in (sheet.kop.pemda, sheet.kop.perangkat_daerah)],
        "blocks": sheet.blocks,
        "landscape": sheet.landscape,
        "draf": meta.draf,
        "date": [meta.tanggal.year, meta.tanggal.month, meta.tanggal.day],
    }
    return {name: _plain_data(value, plain) for name, value in texts.items()}


def _plain_data(value: object, plain: bool) -> object:
    """Dataclasses as objects with their kind, tuples as lists, words printable; numbers and booleans as they are."""
    if isinstance(value, str):
        return printable(value, plain)
    if isinstance(value, (tuple, list)):
        return [_plain_data(item, plain) for item in value]
    if is_dataclass(value):
        data = {field.name: _plain_data(getattr(value, field.name), plain) for field in fields(value)}
        return {"kind": type(value).__name__.lower(), **data}
    return value


def _foot(perangkat_daerah: str, meta: Meta) -> list[str]:
    """Two lines: who and as known when; vintage, snapshot and the head of the chain, long enough to look them up."""
    more = len(meta.vintage) - _MOST_VINTAGE
    codes = ", ".join(meta.vintage[:_MOST_VINTAGE]) + (f" dan {more} lainnya" if more > 0 else "")
    return [
        _line(perangkat_daerah, meta.diketahui and f"Sebagaimana diketahui {meta.diketahui}"),
        _line(
            codes and f"Vintage {codes}",
            meta.snapshot and f"Snapshot {meta.snapshot}",
            meta.rantai and f"Rantai {meta.rantai[:_SHORT_HASH]}",
        ),
    ]


def _line(*parts: str) -> str:
    """Parts on one line of head or foot; each is cut where it would push the others off the margin of the page."""
    cut = (part if len(part) <= _MOST_SIGNS else part[: _MOST_SIGNS - 1] + "…" for part in parts)
    return " · ".join(part for part in cut if part)

"""A matrix printed as loose text: labels TUJUAN, INDIKATOR TUJUAN, SASARAN, INDIKATOR SASARAN, then words in blocks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tolok.reading.draft import Deret, DraftIndikator, Found, Place, Teks
from tolok.reading.headers import SERIES
from tolok.reading.paper import Cell, Grid, Line, Paper
from tolok.reading.rules import acted
from tolok.reading.series import place_of
from tolok.reading.sheets import Sheet
from tolok.reading.split import split_explanation
from tolok.reading.values import read_value
from tolok.reading.words import MEASURE, goes_on, is_aim, is_measure, one_line, squash

_LOOSE = "barisnya dipasangkan menurut urutan; tabelnya terpotong"
_GLUED = "sasaran dan indikator tercetak menyatu pada satu baris"
_VERSION = re.compile(r"\bversi\b|\bmatriks?\b", re.IGNORECASE)
_LABELS = frozenset({"tujuan", "sasaran", "indikatortujuan", "indikatorsasaran"})
_MOST_WORDS = 30
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass
class _Piece:
    text: str
    line: Line
    doubt: str = ""


def matrix_of(paper: Paper, sheets: Sequence[Sheet]) -> list[DraftIndikator]:
    """The measures of matrices in loose text; their formulas and values from a table of as many rows that follows."""
    found: list[DraftIndikator] = []
    lines: list[Line] = []
    for block in [*paper.blocks, None]:
        if isinstance(block, Line):
            lines.append(block)
            continue
        found += _sections(lines)
        lines = []
    if found:
        acted("matriks lepas")
        found = _with_rows(found, paper, sheets)
    return found


def _sections(lines: Sequence[Line]) -> list[DraftIndikator]:
    """Sections below TUJUAN and INDIKATOR TUJUAN (or SASARAN …): both labels first, or each with its words below it."""
    labels = [(at, squash(line.text)) for at, line in enumerate(lines) if squash(line.text) in _LABELS]
    found: list[DraftIndikator] = []
    for (at, kind), (then, measure) in pairwise(labels):
        if measure != f"indikator{kind}":
            continue
        aims = list(_pieces(lines[at + 1 : then]))
        if then > at + 1 and (len(aims) != 1 or is_measure(aims[0].text)):
            continue
        version = next((one_line(line.text) for line in reversed(lines[:at]) if _VERSION.search(line.text)), "")
        found += [replace(one, versi=version) for one in _section(kind, [*lines[at + 1 : then], *lines[then + 1 :]])]
    return found


def _section(kind: str, lines: Sequence[Line]) -> list[DraftIndikator]:
    """Aims and measures in turn, until the next label. A measure belongs to the aim before it."""
    drafts: list[DraftIndikator] = []
    aim: _Piece | None = None
    for piece in _pieces(lines):
        if is_measure(piece.text) and (piece.text.endswith(".") or len(piece.text.split()) > _MOST_WORDS):
            break
        if is_measure(piece.text):
            texts: dict[Teks, Found] = {"nama": _found(piece)}
            if aim:
                texts["tujuan" if kind == "tujuan" else "sasaran"] = _found(aim)
            drafts.append(DraftIndikator(texts))
        else:
            aim = piece
    return drafts


def _pieces(lines: Sequence[Line]) -> list[_Piece]:
    """Lines joined to whole sentences; a measure glued behind an aim is cut off, with a doubt."""
    joined: list[_Piece] = []
    for line in lines:
        text = one_line(line.text)
        if joined and goes_on(joined[-1].text, text) and squash(text) not in ("tujuan", "sasaran"):
            joined[-1].text += f" {text}"
        elif text.isupper() or re.fullmatch(r"[\d.,\s]+", text):
            break
        elif is_aim(text) or is_measure(text):
            joined.append(_Piece(text, line))
        else:
            break
    return [cut for piece in joined for cut in _unglued(piece)]


def _unglued(piece: _Piece) -> list[_Piece]:
    if is_measure(piece.text):
        return [piece]
    for match in re.finditer(r"(?<=[a-z]\s)(?=[%A-Z])", piece.text):
        at = match.start()
        if MEASURE.match(piece.text, at) and not goes_on(piece.text[:at], piece.text[at:]):
            return [_Piece(piece.text[:at].strip(), piece.line, _GLUED), _Piece(piece.text[at:], piece.line)]
    return [piece]


def _found(piece: _Piece) -> Found:
    return Found(piece.text, Place(piece.line.page, box=piece.line.box), piece.text, piece.doubt)


def _with_rows(drafts: list[DraftIndikator], paper: Paper, sheets: Sequence[Sheet]) -> list[DraftIndikator]:
    """A table without names that has as many rows as the last section has measures: laid beside them in order, in doubt."""
    last = [i for i, one in enumerate(drafts) if "sasaran" in one.texts]
    for sheet in sheets:
        if sheet.header.names or not any(c.field in ("formula", *SERIES) for c in sheet.header.columns):
            continue
        if last and len(sheet.rows) == len(last):
            for index, row in zip(last, sheet.rows, strict=True):
                drafts[index] = _beside(drafts[index], sheet, row.cells)
            drafts[last[0]] = _loose_years(drafts[last[0]], paper)
            break
    return drafts


def _beside(draft: DraftIndikator, sheet: Sheet, cells: Mapping[int, Cell]) -> DraftIndikator:
    texts, series = dict(draft.texts), {kind: dict(held) for kind, held in draft.series.items()}
    for column in sheet.header.columns:
        cell = cells.get(column.index)
        if cell is None or not cell.text:
            continue
        place = place_of([cell], sheet.table.number)
        nilai = read_value(cell.text)
        if column.field in SERIES and column.year and nilai:
            kind: Deret = column.field  # type: ignore[assignment]  # one of SERIES
            series.setdefault(kind, {})[column.year] = Found(nilai.text, place, cell.text, _LOOSE)
        elif column.field in ("formula", "penjelasan"):
            for key, text in split_explanation(cell.text, "formula").items():
                texts[key] = Found(text, place, cell.text, _LOOSE)  # type: ignore[index]  # keys are those of Teks
        elif column.field == "indikator_kota":
            texts["indikator_kota"] = Found(one_line(cell.text), place, cell.text, _LOOSE)
    return replace(draft, texts=texts, series=series)


def _loose_years(draft: DraftIndikator, paper: Paper) -> DraftIndikator:
    """Years that stand loose below the table, followed by as many numbers: bound in order, in doubt."""
    blocks = list(paper.blocks)
    tail = [b for b in blocks[_last_grid(blocks) + 1 :] if isinstance(b, Line)]
    years = [line for line in tail if _YEAR.match(line.text.strip())]
    numbers = [line for line in tail if re.match(r"^\d[\d.,]*$", line.text.strip()) and line not in years]
    rest = [b for b in tail if b not in years and b not in numbers and not re.search(r"tahun ke", b.text, re.IGNORECASE)]
    if not years or len(numbers) != len(years) or len(rest) > 1:
        return draft
    target = dict(draft.series.get("target", {}))
    for year, number in zip(years, numbers, strict=True):
        target[year.text.strip()] = Found(number.text.strip(), Place(number.page, box=number.box), number.text, _LOOSE)
    return replace(draft, series={**draft.series, "target": target})


def _last_grid(blocks: Sequence[Line | Grid]) -> int:
    return max((i for i, block in enumerate(blocks) if isinstance(block, Grid)), default=-1)

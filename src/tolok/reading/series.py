"""Values of a measure by series and year: which year a column speaks of, and what to do where two columns speak of one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tolok.reading.draft import Deret, Found, Place
from tolok.reading.headers import Column
from tolok.reading.paper import Box, Cell
from tolok.reading.rules import acted
from tolok.reading.values import Nilai, count_values, read_value
from tolok.reading.words import one_line, squash

_PLAIN_WORDS = re.compile(
    r"\b(?:target|realisasi|kinerja|yang|di\s?perjanjikan|perjanjian|pk|iku|tahun(?:an)?|ini|berjalan|sasaran|strategis|"
    r"indikator|utama|program|kegiatan|capaian|setahun|k|satuan|volume)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Tahun:
    """The year that a column without one speaks of: `year` ('' for unknown), from where, and a doubt if it is not plain.

    `plan` are years of a title by which a bare year column is a target; `about` which plan the title names (pk, renstra).
    """

    year: str = ""
    source: str = ""
    doubt: str = ""
    plan: frozenset[str] = frozenset()
    about: str = ""


@dataclass(frozen=True)
class PrintedValue:
    """A value of one measure with its cell and its column."""

    nilai: Nilai
    cell: Cell
    column: Column


def read_values(
    values: Iterable[tuple[Column, list[Cell]]], index: int | None, shares: bool, shared: frozenset[int]
) -> list[PrintedValue]:
    """The values of one measure; of several measures in one cell, the line of that number."""
    found: list[PrintedValue] = []
    for column, cells in values:
        text = "\n".join(cell.text for cell in cells)
        lines = count_values(text)
        chosen = lines[index] if index is not None else one_line(text)
        nilai = read_value(chosen)
        if nilai is None:
            acted("tanda kosong")
            continue
        doubt = nilai.doubt
        if doubt:
            acted("nilai diragukan")
        if index is None and len(lines) > 1:
            doubt = doubt or "beberapa nilai dalam satu sel"
        if index is None and shares:
            doubt = doubt or "satu nilai untuk beberapa indikator dalam satu sel"
        if any(id(cell) in shared for cell in cells):
            acted("satu nilai untuk beberapa")
            doubt = doubt or "satu sel nilai untuk beberapa indikator"
        doubt = doubt or next((cell.doubt for cell in cells if cell.doubt), "")
        found.append(PrintedValue(replace(nilai, doubt=doubt), cells[0], column))
    return found


def place_of(cells: list[Cell], table: int) -> Place:
    """Where cells stand: the first one's row and column, the box around those of its page."""
    first = cells[0]
    box: Box | None = None
    for cell in cells:
        if cell.box and cell.page == first.page:
            box = cell.box if box is None else box | cell.box
    return Place(first.page, table, first.row + 1, first.column + 1, box)


def series_of_row(
    columns: Iterable[Column], cells: Mapping[int, list[Cell]], tahun: Tahun, table: int
) -> dict[Deret, dict[str, Found]]:
    """The series of one row of values, outside a sheet of measures."""
    values = [(column, cells[column.index]) for column in columns if column.index in cells]
    return series_of(read_values(values, None, False, frozenset()), tahun, table)


def series_of(values: list[PrintedValue], tahun: Tahun, table: int) -> dict[Deret, dict[str, Found]]:
    found: dict[Deret, dict[str, Found]] = {}
    plain = {one.column.field for one in values if not one.column.year and _is_plain(one.column)}
    for one in values:
        if not one.column.year and one.column.field in plain and not _is_plain(one.column):
            continue
        kind, year, doubt, inferred = _bound(one.column, tahun)
        if not year:
            acted("tanpa tahun")
            continue
        here = Found(one.nilai.text, place_of([one.cell], table), one.cell.text, one.nilai.doubt or doubt, inferred)
        bucket = found.setdefault(kind, {})
        if year in bucket and bucket[year].text != here.text:
            first = next(
                v for v in values if v.cell.text == bucket[year].printed and _bound(v.column, tahun)[:2] == (kind, year)
            )
            here = _preferred(bucket[year], here, _plan_of(first.column), _plan_of(one.column), tahun.about)
        bucket[year] = here
    return found


def _plan_of(column: Column) -> str:
    words = column.heading.casefold()
    return "pk" if re.search(r"\bpk\b|perjanjian|diperjanjikan", words) else "renstra" if "renstra" in words else ""


def _preferred(one: Found, other: Found, plan: str, other_plan: str, about: str) -> Found:
    """Of two values for one year the one whose column names the plan that the title names; else a question."""
    acted("dua rencana")
    if about and plan != other_plan and about in (plan, other_plan):
        chosen, left = (one, other) if plan == about else (other, one)
        return replace(
            chosen, inferred=f"kolom lain untuk tahun itu menyebut {left.text}; judul dokumen menentukan pilihannya"
        )
    return replace(one, doubt=one.doubt or f"dua kolom untuk tahun yang sama: {one.text} dan {other.text}")


def _is_plain(column: Column) -> bool:
    """Whether a heading says nothing but target or realisasi: then a year that stands in the title is its year."""
    return not squash(_PLAIN_WORDS.sub("", column.heading))


def _bound(column: Column, tahun: Tahun) -> tuple[Deret, str, str, str]:
    """Series and year of a value column, with doubt and source. A column without a year takes that of the title."""
    kind: Deret = column.field  # type: ignore[assignment]  # only columns of SERIES come here
    if kind == "nilai" and column.year in tahun.plan:
        acted("tahun polos")
        return "target", column.year, "", "tahun kolom sama dengan tahun pada judul dokumen perencanaan"
    if column.year:
        return kind, column.year, "", ""
    if not tahun.year:
        return kind, "", "", ""
    acted("tahun dari judul")
    doubt = tahun.doubt or ("" if _is_plain(column) else f"kolom {column.heading} tidak menyebut tahun")
    return kind, tahun.year, doubt, tahun.source

"""The matrix of IKU over the years of a plan: what each tujuan and sasaran promises per year, what was reached, and which
indicator of the pemda it serves. The columns are those of the matrices that offices keep beside their IKU table."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tolok.writing.pieces import figure, section, title, words
from tolok.writing.sheet import (
    Block,
    Cell,
    Column,
    Formula,
    Group,
    Kop,
    Meta,
    Pair,
    Pairs,
    Paragraph,
    Piece,
    Row,
    Sheet,
    Signature,
    Table,
)

_SECTION = {"tujuan": "TUJUAN", "sasaran": "SASARAN"}
_FIRST = (("No", 4), ("Tujuan/Sasaran", 18), ("Indikator Kinerja Utama", 19), ("Satuan", 8), ("Formulasi", 26))
_LAST = ("IKU Pemerintah Daerah", 18)


@dataclass(frozen=True)
class MatrikRow:
    """One IKU over the years; `target` and `realisasi` hold one printed figure or reason per year of the sheet.

    `kota` names the pemda's indicator that it serves (code and name), or says that there is none.
    """

    kode: str
    jenjang: str
    tujuan_sasaran: str
    indikator: str
    satuan: str
    kota: str
    target: tuple[str, ...]
    realisasi: tuple[str, ...] = ()
    formula: Formula | None = None
    formulasi: str = ""


@dataclass(frozen=True)
class MatrikSheet:
    """The matrix of one office. ValueError when a row has not one figure for each year.

    `masa` is how the plan is named ("Renstra 2022–2026"), `tahun_realisasi` the years of which figures are known.
    """

    pemda: str
    perangkat_daerah: str
    masa: str
    tahun: tuple[int, ...]
    tahun_realisasi: tuple[int, ...]
    meta: Meta
    rows: tuple[MatrikRow, ...]
    visi: str = ""
    misi: tuple[str, ...] = ()
    catatan: str = ""
    signature: Signature | None = None

    def __post_init__(self) -> None:
        wanted = (len(self.tahun), len(self.tahun_realisasi))
        if any((len(row.target), len(row.realisasi)) != wanted for row in self.rows):
            raise ValueError("setiap baris matrik memerlukan satu angka atau alasan untuk setiap tahun")


def matrik_sheet(data: MatrikSheet) -> Sheet:
    """The frozen document, lying."""
    note = (Paragraph(data.catatan, note=True),) if data.catatan else ()
    blocks: list[Block] = [Pairs(_head(data)), *note, _table(data)]
    if data.signature:
        blocks.append(data.signature)
    judul = ("MATRIK INDIKATOR KINERJA UTAMA", data.masa.upper())
    return Sheet(judul, Kop(data.pemda, data.perangkat_daerah), data.meta, tuple(blocks))


def _head(data: MatrikSheet) -> tuple[Pair, ...]:
    misi = Pair("MISI", data.misi, "1" if len(data.misi) > 1 else "")
    pairs = (Pair("OPD", (data.perangkat_daerah,)), Pair("VISI", (data.visi,)), misi)
    return tuple(pair for pair in pairs if any(item.strip() for item in pair.items))


def _table(data: MatrikSheet) -> Table:
    years, reached = data.tahun, data.tahun_realisasi
    columns = (
        Column(_FIRST[0][1], "center"), *(Column(width) for _, width in _FIRST[1:]), Column(_LAST[1]),
        *(Column(7, "number") for _ in (*years, *reached)),
    )  # fmt: skip
    head = [title(name, rowspan=2) for name, _ in (*_FIRST, _LAST)]
    head.append(title("Target kinerja pada tahun", colspan=len(years)))
    if reached:
        head.append(title("Realisasi pada tahun", colspan=len(reached)))
    below = Row(tuple(title(str(year)) for year in (*years, *reached)))
    return Table(columns, (Row(tuple(head)), below), tuple(_groups(data.rows, len(columns))))


def _groups(rows: tuple[MatrikRow, ...], width: int) -> Iterator[Group]:
    """One group per tujuan or sasaran; the section row goes with the first of its kind."""
    before = ""
    for number, (_, run) in enumerate(groupby(rows, key=lambda row: (row.jenjang, row.tujuan_sasaran)), start=1):
        members = tuple(run)
        lines = [_line(row, number if index == 0 else None, len(members)) for index, row in enumerate(members)]
        if members[0].jenjang != before:
            lines.insert(0, section(_SECTION.get(members[0].jenjang, members[0].jenjang.upper()), width))
        before = members[0].jenjang
        yield Group(tuple(lines))


def _line(row: MatrikRow, number: int | None, span: int) -> Row:
    place = () if number is None else (
        Cell(words(str(number)), rowspan=span), Cell(words(row.tujuan_sasaran), rowspan=span),
    )  # fmt: skip
    own = (
        Cell(words(row.indikator)), Cell(words(row.satuan)), Cell(_formulasi(row)), Cell(words(row.kota)),
        *(Cell(figure(one)) for one in (*row.target, *row.realisasi)),
    )  # fmt: skip
    return Row((*place, *own))


def _formulasi(row: MatrikRow) -> tuple[Piece, ...]:
    return (row.formula,) if row.formula and row.formula.numerator.strip() else words(row.formulasi)

"""The table of Indikator Kinerja Utama of one perangkat daerah, in the two layouts that offices use.

`pasuruan` explains in one column and keeps source and owner under *Keterangan*; `bekasi` spreads *Penjelasan* over
satuan, alasan, formulasi, penanggung jawab and sumber data (PER/20/M.PAN/11/2008 leaves the form to the office). Both
print the last figure and the target; realisasi and capaian get columns as soon as one row has them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from tolok.values.period import Period
from tolok.writing.keputusan import SuratKeputusan, keputusan_blocks, keputusan_judul, lampiran_blocks
from tolok.writing.pieces import counted, figure, section, title, words
from tolok.writing.sheet import (
    Align,
    Block,
    Cell,
    Column,
    Formula,
    Group,
    Kop,
    Meta,
    Pair,
    Pairs,
    Piece,
    Row,
    Sheet,
    Signature,
    Table,
)

Jenjang = Literal["tujuan", "sasaran"]
Layout = Literal["pasuruan", "bekasi"]

_SECTION = {"tujuan": "TUJUAN", "sasaran": "SASARAN"}


@dataclass(frozen=True)
class IkuRow:
    """One measure of one Indikator. Figures are printed text (`format_angka`) or the reason why there is none.

    Neighbours with the same jenjang and `tujuan_sasaran` stand under one cell, neighbours of them with the same `kode`
    are the komponen ukur of one Indikator.
    """

    kode: str
    jenjang: Jenjang
    tujuan_sasaran: str
    indikator: str
    satuan: str
    formula: Formula | None = None
    penjelasan: str = ""
    alasan: str = ""
    sumber_data: str = ""
    penanggung_jawab: str = ""
    realisasi_lalu: str = ""
    target: str = ""
    realisasi: str = ""
    capaian: str = ""
    predikat: str = ""
    vintage: str = ""
    keterangan: str = ""


@dataclass(frozen=True)
class IkuSheet:
    """What services know about the document, in the words of the office; empty fields are left out of the head.

    With a `keputusan` the table is its annex: the decree comes first, on standing pages.
    """

    pemda: str
    perangkat_daerah: str
    periode: Period
    meta: Meta
    rows: tuple[IkuRow, ...]
    visi: str = ""
    misi: tuple[str, ...] = ()
    tujuan: tuple[str, ...] = ()
    tugas: str = ""
    fungsi: tuple[str, ...] = ()
    signature: Signature | None = None
    keputusan: SuratKeputusan | None = None


@dataclass(frozen=True)
class _Field:
    """One column of a layout: its heading, its weight, and what a row puts there."""

    title: str
    width: int
    pieces: Callable[[IkuRow], tuple[Piece, ...]]
    align: Align = "left"


def iku_sheet(data: IkuSheet, layout: Layout = "pasuruan") -> Sheet:
    """The frozen document. ValueError for an unknown layout; a table without rows is printed with its header only."""
    if layout == "pasuruan":
        head, table = _head_full(data), _table_pasuruan(data)
    elif layout == "bekasi":
        head, table = _head_short(data), _table_bekasi(data)
    else:
        raise ValueError(f"tata letak IKU tidak dikenal: {layout!r}")
    judul = ("INDIKATOR KINERJA UTAMA", data.periode.label.upper())
    blocks: list[Block] = [Pairs(head)] if head else []
    blocks.append(table)
    if data.signature:
        blocks.append(data.signature)
    kop, surat = Kop(data.pemda, data.perangkat_daerah), data.keputusan
    if surat is None:
        return Sheet(judul, kop, data.meta, tuple(blocks))
    whole = (*keputusan_blocks(surat), *lampiran_blocks(surat, " ".join(judul)), *blocks)
    return Sheet(keputusan_judul(surat), kop, data.meta, whole, landscape=False)


# --- the block above the table


def _head_full(data: IkuSheet) -> tuple[Pair, ...]:
    pairs = (
        Pair("INSTANSI", (data.perangkat_daerah,)),
        Pair("VISI", (data.visi,)),
        Pair("MISI", data.misi, _marks(data.misi, "1")),
        Pair("TUJUAN", data.tujuan, _marks(data.tujuan, "1")),
        Pair("TUGAS", (data.tugas,)),
        Pair("FUNGSI", data.fungsi, _marks(data.fungsi, "a")),
    )
    return tuple(pair for pair in pairs if any(item.strip() for item in pair.items))


def _head_short(data: IkuSheet) -> tuple[Pair, ...]:
    return tuple(pair for pair in _head_full(data) if pair.label in ("VISI", "MISI"))


def _marks(items: Sequence[str], marks: Literal["a", "1"]) -> Literal["", "a", "1"]:
    return marks if len(items) > 1 else ""


# --- what a row puts into a column


def _indikator(row: IkuRow) -> tuple[Piece, ...]:
    return words(row.indikator)


def _indikator_satuan(row: IkuRow) -> tuple[Piece, ...]:
    return words(row.indikator) + (words(f"Satuan: {row.satuan}", note=True) if row.satuan.strip() else ())


def _penjelasan(row: IkuRow) -> tuple[Piece, ...]:
    return words(row.penjelasan) + ((row.formula,) if row.formula and row.formula.numerator.strip() else ())


def _vintage(row: IkuRow) -> tuple[Piece, ...]:
    return words(f"Vintage {row.vintage}", note=True) if row.vintage.strip() else ()


def _keterangan(row: IkuRow) -> tuple[Piece, ...]:
    return words(row.sumber_data) + words(row.penanggung_jawab.upper()) + words(row.keterangan) + _vintage(row)


def _sumber_data(row: IkuRow) -> tuple[Piece, ...]:
    return words(row.sumber_data) + words(row.keterangan, note=True) + _vintage(row)


def _capaian(row: IkuRow) -> tuple[Piece, ...]:
    return figure(row.capaian) + words(row.predikat, note=True)


def _figure_fields(data: IkuSheet) -> tuple[_Field, ...]:
    """Last figure and target always; realisasi and capaian only where there is one, as a planning document has none."""
    lalu, kini = _short(data.periode.back(1)), _short(data.periode)
    fields = [
        _Field(f"Realisasi {lalu}", 8, lambda row: figure(row.realisasi_lalu), "number"),
        _Field(f"Target {kini}", 8, lambda row: figure(row.target), "number"),
    ]
    if any(row.realisasi.strip() for row in data.rows):
        fields.append(_Field(f"Realisasi {kini}", 8, lambda row: figure(row.realisasi), "number"))
    if any(row.capaian.strip() or row.predikat.strip() for row in data.rows):
        fields.append(_Field("Capaian (%)", 9, _capaian, "number"))
    return tuple(fields)


def _short(periode: Period) -> str:
    return periode.label if periode.triwulan else str(periode.tahun)


# --- the tables


def _table_pasuruan(data: IkuSheet) -> Table:
    own = (
        _Field("Penjelasan/Formulasi Perhitungan", 37, _penjelasan),
        *_figure_fields(data),
        _Field("Keterangan", 16, _keterangan),
    )
    titles = ("Sasaran Strategis", "Indikator Kinerja Utama", *(field.title for field in own))
    columns = (Column(17), Column(17), *(Column(field.width, field.align) for field in own))
    header = (Row(tuple(title(name) for name in titles)), counted(len(columns)))
    return Table(columns, header, tuple(_groups(data.rows, _indikator_satuan, own, numbered=False, sections=True)))


def _table_bekasi(data: IkuSheet) -> Table:
    both = len({row.jenjang for row in data.rows}) > 1
    spread = (
        _Field("Satuan", 7, lambda row: words(row.satuan), "center"),
        _Field("Alasan", 21, lambda row: words(row.alasan)),
        _Field("Formulasi/Cara Pengukuran", 33, _penjelasan),
        _Field("Penanggung Jawab", 12, lambda row: words(row.penanggung_jawab)),
        _Field("Sumber Data", 14, _sumber_data),
    )
    figures = _figure_fields(data)
    own = (*spread, *figures)
    columns = (Column(4, "center"), Column(16), Column(16), *(Column(field.width, field.align) for field in own))
    first = ("No", "Tujuan/Sasaran" if both else "Sasaran", "Indikator Kinerja Utama")
    header = (
        Row(
            (
                *(title(name, rowspan=2) for name in first),
                title("Penjelasan", colspan=len(spread)),
                *(title(field.title, rowspan=2) for field in figures),
            )
        ),
        Row(tuple(title(field.title) for field in spread)),
    )
    return Table(columns, header, tuple(_groups(data.rows, _indikator, own, numbered=True, sections=both)))


def _groups(
    rows: tuple[IkuRow, ...],
    name: Callable[[IkuRow], tuple[Piece, ...]],
    own: tuple[_Field, ...],
    numbered: bool,
    sections: bool,
) -> Iterator[Group]:
    """One group per tujuan or sasaran; the section row goes with the first one, so that it never ends a page."""
    width = len(own) + (3 if numbered else 2)
    before: str | None = None
    for number, (_, run) in enumerate(groupby(rows, key=lambda row: (row.jenjang, row.tujuan_sasaran)), start=1):
        members = tuple(run)
        lines = list(_lines(members, name, own, number if numbered else None))
        if sections and members[0].jenjang != before:
            lines.insert(0, section(_SECTION[members[0].jenjang], width))
        before = members[0].jenjang
        yield Group(tuple(lines))


def _lines(
    members: tuple[IkuRow, ...], name: Callable[[IkuRow], tuple[Piece, ...]], own: tuple[_Field, ...], number: int | None
) -> Iterator[Row]:
    """The rows under one tujuan or sasaran: its own cell spans them all, that of an Indikator its komponen ukur."""
    first = True
    for _, run in groupby(members, key=lambda row: (row.kode, row.indikator)):
        parts = tuple(run)
        for index, row in enumerate(parts):
            cells: list[Cell] = []
            if first and number is not None:
                cells.append(Cell(words(str(number)), rowspan=len(members)))
            if first:
                cells.append(Cell(words(row.tujuan_sasaran), rowspan=len(members)))
            if index == 0:
                cells.append(Cell(name(row), rowspan=len(parts)))
            cells.extend(Cell(field.pieces(row)) for field in own)
            first = False
            yield Row(tuple(cells))

"""Pengukuran Kinerja: what was promised, what was reached, what it cost, for a year or up to a triwulan.

The table of PermenPANRB 53/2014 (design: regulation.md §2.4): a year has one target, realisasi and capaian; a triwulan has
them for every triwulan so far, with what helped, what hindered and what is done about it. Then program and anggaran, and
the mean of capaian by the policy that is named.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from tolok.values.number import parse_angka
from tolok.values.period import ROMAN, Period
from tolok.writing.pieces import cell, counted, figure, section, title, titles, words
from tolok.writing.sheet import (
    Block,
    Cell,
    Column,
    Group,
    Heading,
    Items,
    Kop,
    Meta,
    Missing,
    Paragraph,
    Row,
    Sheet,
    Signature,
    Table,
)

Jenjang = Literal["tujuan", "sasaran"]
_SECTION = {"tujuan": "TUJUAN", "sasaran": "SASARAN"}
BELUM_DITULIS = "belum ada"
TIDAK_BERLAKU = "n/a"
"""Stands where there is no capaian; the reason stands beside the mean that leaves it out."""


@dataclass(frozen=True)
class AngkaUkur:
    """One period of one Indikator: figures as printed (`format_angka`), or the reason why there is none."""

    target: str
    realisasi: str
    capaian: str
    predikat: str = ""


@dataclass(frozen=True)
class PengukuranRow:
    """One Indikator. `angka` has one member for a year, one for every triwulan so far else; the last is that asked for."""

    kode: str
    jenjang: Jenjang
    tujuan_sasaran: str
    indikator: str
    satuan: str
    target_tahun: str
    angka: tuple[AngkaUkur, ...]
    pendorong: str = ""
    penghambat: str = ""
    tindak_lanjut: str = ""


@dataclass(frozen=True)
class AnggaranRow:
    """One program in whole rupiah, as printed or as a reason; `catatan` says how far the spending reaches."""

    kode: str
    program: str
    anggaran: str
    realisasi: str
    persen: str
    catatan: str = ""


@dataclass(frozen=True)
class RataRataRow:
    """The mean capaian of one tujuan or sasaran, or of all: over how many (`dihitung`) of how many (`dinyatakan`)."""

    nama: str
    dihitung: int
    dinyatakan: int
    rata_rata: str
    predikat: str = ""
    catatan: str = ""


@dataclass(frozen=True)
class PengukuranSheet:
    """What services know about the document. `rata_rata` ends with the mean over all Indikator; `jumlah` is the total.

    `catatan`: what must be known to read the figures (typed, corrected, floored, not published).
    """

    pemda: str
    perangkat_daerah: str
    periode: Period
    meta: Meta
    rows: tuple[PengukuranRow, ...]
    anggaran: tuple[AnggaranRow, ...] = ()
    jumlah: AnggaranRow | None = None
    rata_rata: tuple[RataRataRow, ...] = ()
    catatan: tuple[str, ...] = ()
    kebijakan: str = ""
    skala: str = ""
    signature: Signature | None = None


Own = Callable[[PengukuranRow], tuple[Cell, ...]]
"""What a row puts into the columns behind the name of its Indikator."""


def pengukuran_sheet(data: PengukuranSheet) -> Sheet:
    """The frozen document. ValueError where a row has not one figure for every period that the form shows."""
    wanted = data.periode.triwulan or 1
    if any(len(row.angka) != wanted for row in data.rows):
        raise ValueError(f"setiap indikator memerlukan {wanted} angka")
    judul = ("PENGUKURAN KINERJA", data.periode.title.upper())
    blocks: list[Block] = [Heading("A. Capaian Kinerja", 2)]
    blocks += [_yearly(data) if not data.periode.triwulan else _quarterly(data)] if data.rows else [_no_rows()]
    blocks += _notes(data)
    blocks += [Heading("B. Rata-rata Capaian", 2), *_means(data)]
    letter = "C"
    if data.periode.triwulan:
        blocks += [Heading("C. Faktor Pendorong, Faktor Penghambat, dan Tindak Lanjut", 2), *_explained(data)]
        letter = "D"
    blocks += [Heading(f"{letter}. Program dan Anggaran", 2), *_budget(data)]
    if data.signature:
        blocks.append(data.signature)
    return Sheet(judul, Kop(data.pemda, data.perangkat_daerah), data.meta, tuple(blocks))


def _no_rows() -> Missing:
    return Missing("Belum ada indikator kinerja utama dalam rencana kantor ini.")


# --- A. the figures


def _yearly(data: PengukuranSheet) -> Table:
    columns = (
        Column(24), Column(30), Column(8, "center"), Column(11, "number"), Column(11, "number"), Column(11, "number"),
        Column(12, "center"),
    )  # fmt: skip
    names = ("Sasaran Strategis", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)", "Predikat")
    header = (titles(*names), counted(len(names)))

    def own(row: PengukuranRow) -> tuple[Cell, ...]:
        angka = row.angka[0]
        figures = (angka.target, angka.realisasi, angka.capaian)
        return (cell(row.satuan), *(Cell(figure(one)) for one in figures), cell(angka.predikat or "–"))

    return Table(columns, header, tuple(_groups(data.rows, len(columns), own)))


def _quarterly(data: PengukuranSheet) -> Table:
    quarters = range(1, data.periode.triwulan + 1)
    spread = tuple(Column(8, "number") for _ in quarters for _ in range(3))
    columns = (Column(18), Column(22), Column(7, "center"), Column(8, "number"), *spread)
    first = ("Sasaran Strategis", "Indikator Kinerja", "Satuan", f"Target {data.periode.tahun}")
    header = (
        Row((*(title(name, rowspan=2) for name in first), *(title(f"Sampai Triwulan {ROMAN[tw]}", 3) for tw in quarters))),
        Row(tuple(title(name) for _ in quarters for name in ("Target", "Realisasi", "Capaian (%)"))),
        counted(len(columns)),
    )

    def own(row: PengukuranRow) -> tuple[Cell, ...]:
        cells = [cell(row.satuan), Cell(figure(row.target_tahun))]
        for angka in row.angka:
            cells += [Cell(figure(angka.target)), Cell(figure(angka.realisasi))]
            cells.append(Cell(figure(angka.capaian) + words(angka.predikat, note=True)))
        return tuple(cells)

    return Table(columns, header, tuple(_groups(data.rows, len(columns), own)))


def _groups(rows: tuple[PengukuranRow, ...], width: int, own: Own) -> Iterator[Group]:
    """One group per tujuan or sasaran; the section row goes with the first one, so that it never ends a page."""
    before: str | None = None
    for (jenjang, tujuan_sasaran), run in groupby(rows, key=lambda row: (row.jenjang, row.tujuan_sasaran)):
        members = tuple(run)
        lines = [section(_SECTION[jenjang], width)] if jenjang != before else []
        before = jenjang
        for index, row in enumerate(members):
            first = (cell(tujuan_sasaran, rowspan=len(members)),) if index == 0 else ()
            lines.append(Row((*first, Cell(words(row.indikator) + words(row.kode, note=True)), *own(row))))
        yield Group(tuple(lines))


def _notes(data: PengukuranSheet) -> list[Block]:
    blocks: list[Block] = []
    if any(angka.capaian == TIDAK_BERLAKU for row in data.rows for angka in row.angka):
        blocks.append(Paragraph(f"{TIDAK_BERLAKU}: capaian tidak dapat dihitung; sebabnya pada bagian B.", note=True))
    return [*blocks, Heading("Catatan", 3), Items(data.catatan)] if data.catatan else blocks


# --- B. the means


def _means(data: PengukuranSheet) -> list[Block]:
    if not data.rata_rata:
        return [Missing("Rata-rata capaian belum dapat dihitung: belum ada indikator.")]
    noted = any(row.catatan for row in data.rata_rata)
    columns = [Column(46), Column(16, "center"), Column(13, "number"), Column(13, "center")]
    names = ["Tujuan/Sasaran", "Capaian yang dihitung", "Rata-rata (%)", "Predikat"]
    if noted:
        columns.append(Column(32))
        names.append("Keterangan")
    groups = []
    for row in data.rata_rata:
        last = row is data.rata_rata[-1]
        cells = (
            cell(row.nama, strong=last), cell(f"{row.dihitung} dari {row.dinyatakan}"), Cell(figure(row.rata_rata)),
            cell(row.predikat or "–", strong=last), *((cell(row.catatan or "–"),) if noted else ()),
        )  # fmt: skip
        groups.append(Group((Row(cells, section=last),)))
    blocks: list[Block] = [Table(tuple(columns), (titles(*names),), tuple(groups))]
    blocks += [Paragraph(text, note=True) for text in (data.kebijakan, data.skala) if text.strip()]
    return blocks


# --- C. the words


def _explained(data: PengukuranSheet) -> list[Block]:
    if not data.rows:
        return [_no_rows()]
    columns = (Column(22), Column(26), Column(26), Column(26))
    header = (titles("Indikator Kinerja", "Faktor Pendorong", "Faktor Penghambat", "Tindak Lanjut"),)
    groups = []
    for row in data.rows:
        told = (row.pendorong, row.penghambat, row.tindak_lanjut)
        cells = tuple(Cell(words(text) or words(BELUM_DITULIS, note=True)) for text in told)
        groups.append(Group((Row((Cell(words(row.indikator) + words(row.kode, note=True)), *cells)),)))
    return [Table(columns, header, tuple(groups))]


# --- D. the money


def _budget(data: PengukuranSheet) -> list[Block]:
    if not data.anggaran:
        return [Missing("Anggaran program tahun ini belum dicatat.")]
    columns = (Column(12), Column(52), Column(20, "number"), Column(20, "number"), Column(12, "number"))
    header = (titles("Kode", "Program", "Anggaran (Rp)", "Realisasi (Rp)", "%"), counted(5))
    lines = [
        Row((cell(row.kode), Cell(words(row.program) + words(row.catatan, note=True)), *_amounts(row)))
        for row in data.anggaran
    ]
    if data.jumlah:
        head = Cell(words("JUMLAH", strong=True) + words(data.jumlah.catatan, note=True), colspan=2, align="left")
        # Of a single budget the share would look like a sum as well, and a workbook would make it one.
        several = sum(parse_angka(row.anggaran) is not None for row in data.anggaran) > 1
        lines.append(Row((head, *_amounts(data.jumlah)), section=True, total=several))
    return [Table(columns, header, (Group(tuple(lines)),))]


def _amounts(row: AnggaranRow) -> tuple[Cell, ...]:
    return tuple(Cell(figure(text)) for text in (row.anggaran, row.realisasi, row.persen))

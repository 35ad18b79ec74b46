"""Lembar hitung on paper: everything that one vintage of one figure was made from, step by step, without any row.

What can be checked stands here: the formula with letters and with numbers, every total with its rows parted without rest,
parameters with their regulation, the version of the definition, hashes, capaian by its policy, corrections, approval.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tolok.formula.layout import Frac, Layout, Letter, Speak
from tolok.formula.layout import Row as LayoutRow
from tolok.formula.layout import Text as LayoutText
from tolok.writing.pieces import cell, figure, seal, titles, words
from tolok.writing.sheet import (
    Block,
    Cell,
    Column,
    Formula,
    Group,
    Heading,
    Items,
    Kop,
    Meta,
    Missing,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Sheet,
    Table,
)

Fakta = tuple[tuple[str, str], ...]
"""Label and words, in the order in which they are read."""


@dataclass(frozen=True)
class TotalRow:
    """One total: its letter with the year, its words and canonical text, its figure, and its rows parted without rest.

    `sebab`: every reason of exclusion with its count. `dari_luar`: a figure that no register gives, so it has no rows.
    """

    huruf: str
    nama: str
    agregat: str
    hasil: str
    dihitung: str = ""
    tidak_memenuhi: str = ""
    dikecualikan: str = ""
    jumlah: str = ""
    sebab: tuple[tuple[str, str], ...] = ()
    dari_luar: bool = False


@dataclass(frozen=True)
class ParameterRow:
    """A dated constant or ladder that the formula names, with the regulation that it rests on."""

    nama: str
    nilai: str
    berlaku_sejak: str
    dasar: str


@dataclass(frozen=True)
class TerbitanRow:
    """One vintage of the figure: what it said, when it was published, why it replaced the one before."""

    nomor: str
    nilai: str
    diterbitkan: str
    alasan: str


@dataclass(frozen=True)
class LangkahRow:
    """One step of the approval: which, by whom, in which office, when, with which words."""

    langkah: str
    nama: str
    sebagai: str
    pada: str
    catatan: str = ""


@dataclass(frozen=True)
class BuktiRow:
    """A piece of evidence by its name and the hash of its content; never the content."""

    nama: str
    jenis: str
    sidik: str


@dataclass(frozen=True)
class LembarSheet:
    """What services know about one vintage. Empty parts are left out, except those that the form asks for."""

    pemda: str
    perangkat_daerah: str
    nama: str
    anak_judul: str
    meta: Meta
    pokok: Fakta
    kalimat: str
    rumus: tuple[Formula, ...]
    hasil: Fakta
    total: tuple[TotalRow, ...] = ()
    di_samping: tuple[str, ...] = ()
    parameter: tuple[ParameterRow, ...] = ()
    diketik: str = ""
    capaian: Fakta = ()
    definisi: Fakta = ()
    dasar: tuple[str, ...] = ()
    rujukan: tuple[str, ...] = ()
    keputusan: tuple[str, ...] = ()
    sidik: Fakta = ()
    mesin: str = ""
    terbitan: tuple[TerbitanRow, ...] = ()
    perubahan: tuple[str, ...] = ()
    langkah: tuple[LangkahRow, ...] = ()
    bukti: tuple[BuktiRow, ...] = ()


def lembar_sheet(data: LembarSheet) -> Sheet:
    """The frozen document; it stands upright, for it is read like a letter."""
    parts: tuple[tuple[str, list[Block]], ...] = (
        ("Hasil", [*_typed(data), _pairs(data.hasil)]),
        ("Rumus", _formula(data)),
        ("Total register dan pembagian barisnya", _totals(data)),
        ("Parameter", _parameters(data)),
        ("Capaian", [_pairs(data.capaian)] if data.capaian else []),
        ("Definisi yang dipakai", _definition(data)),
        ("Potret data dan mesin hitung", _seals(data)),
        ("Terbitan dan koreksi", _vintages(data)),
        ("Persetujuan", _approval(data)),
        ("Bukti", _evidence(data)),
    )
    blocks: list[Block] = [_pairs(data.pokok)]
    shown = [(name, inside) for name, inside in parts if inside]
    for number, (name, inside) in enumerate(shown, start=1):
        blocks += [Heading(f"{number}. {name}", 2), *inside]
    judul = ("LEMBAR HITUNG", data.nama, data.anak_judul)
    return Sheet(judul, Kop(data.pemda, data.perangkat_daerah), data.meta, tuple(blocks), landscape=False)


def formula_piece(layout: Layout, speak: Speak, legend: Sequence[tuple[str, str]] = ()) -> Formula:
    """A typeset formula as paper prints it: one fraction with a factor, else one line. `speak` says each letter."""
    match layout:
        case Frac(above=above, below=below):
            return Formula(_line(above, speak), _line(below, speak), "", tuple(legend))
        case LayoutRow(parts=(Frac(above=above, below=below), *rest)) if not any(_has_fraction(one) for one in rest):
            factor = "".join(_line(one, speak) for one in rest).strip()
            return Formula(_line(above, speak), _line(below, speak), factor, tuple(legend))
    return Formula(_line(layout, speak), legend=tuple(legend))


def _has_fraction(layout: Layout) -> bool:
    if isinstance(layout, LayoutRow):
        return any(_has_fraction(one) for one in layout.parts)
    return isinstance(layout, Frac)


def _line(layout: Layout, speak: Speak) -> str:
    match layout:
        case Letter():
            return speak(layout)
        case LayoutText(text=text):
            return text
        case Frac(above=above, below=below):
            return f"{_bracketed(above, speak)} ÷ {_bracketed(below, speak)}"
        case LayoutRow(parts=parts):
            return "".join(_line(part, speak) for part in parts)


def _bracketed(layout: Layout, speak: Speak) -> str:
    text = _line(layout, speak)
    return f"({text})" if isinstance(layout, (LayoutRow, Frac)) else text


# --- parts


def _pairs(facts: Fakta) -> Pairs:
    return Pairs(tuple(Pair(label, (text,)) for label, text in facts if text.strip()))


def _typed(data: LembarSheet) -> list[Block]:
    if not data.diketik:
        return []
    return [Paragraph(f"Angka ini diketik, tidak dihitung dari register. Alasannya: {data.diketik}", strong=True)]


def _formula(data: LembarSheet) -> list[Block]:
    blocks: list[Block] = [Paragraph(data.kalimat)]
    names = ("Rumus dengan huruf", "Rumus dengan angka")[: len(data.rumus)]
    for name, formula in zip(names, data.rumus, strict=True):
        group = Group((Row((Cell((formula,)),)),))
        blocks.append(Table((Column(1),), (titles(name),), (group,)))
    return blocks


def _totals(data: LembarSheet) -> list[Block]:
    """Rows counted, not meeting the condition and excluded add up to all rows; every reason stands below its total."""
    if not data.total:
        return [Missing("Tidak ada total register: angka ini tidak dihitung.")] if data.diketik else []
    columns = (
        Column(9, "center"), Column(46), Column(22, "number"), Column(13, "number"), Column(13, "number"),
        Column(13, "number"), Column(13, "number"),
    )  # fmt: skip
    names = ("Huruf", "Total", "Hasil", "Dihitung", "Tidak memenuhi", "Dikecualikan", "Semua baris")
    groups = tuple(_total(row) for row in data.total)
    blocks: list[Block] = [Table(columns, (titles(*names),), groups)]
    return blocks + ([Items(data.di_samping)] if data.di_samping else [])


def _total(row: TotalRow) -> Group:
    name = Cell(words(row.nama) + words(row.agregat, note=True))
    height = 1 + len(row.sebab)
    head = (cell(row.huruf or "–", rowspan=height), name, Cell(figure(row.hasil)))
    if row.dari_luar:
        return Group((Row((*head, Cell(words("angka dari luar register", note=True), colspan=4, align="center"))),))
    counts = (row.dihitung, row.tidak_memenuhi, row.dikecualikan, row.jumlah)
    lines = [Row((*head, *(Cell(figure(one)) for one in counts)))]
    for reason, count in row.sebab:
        why = Cell(words(f"dikecualikan: {reason}", note=True), colspan=4, align="left")
        lines.append(Row((why, Cell(figure(count)), Cell())))
    return Group(tuple(lines))


def _parameters(data: LembarSheet) -> list[Block]:
    if not data.parameter:
        return []
    columns = (Column(24), Column(30), Column(16), Column(34))
    groups = tuple(
        Group((Row((cell(one.nama), cell(one.nilai), cell(one.berlaku_sejak), cell(one.dasar))),)) for one in data.parameter
    )
    return [Table(columns, (titles("Parameter", "Nilai", "Berlaku sejak", "Dasar"),), groups)]


def _definition(data: LembarSheet) -> list[Block]:
    blocks: list[Block] = [_pairs(data.definisi)] if data.definisi else []
    lists = (("Dasar hukum", data.dasar), ("Rujukan", data.rujukan), ("Yang diputuskan kantor", data.keputusan))
    for label, items in lists:
        if items:
            blocks += [Heading(label, 3), Items(items)]
    return blocks


def _seals(data: LembarSheet) -> list[Block]:
    blocks: list[Block] = []
    if data.sidik:
        groups = tuple(Group((Row((cell(name), seal(sidik))),)) for name, sidik in data.sidik)
        blocks.append(Table((Column(26), Column(74)), (titles("Potongan", "Sidik (SHA-256)"),), groups))
    return [*blocks, Paragraph(data.mesin, note=True)] if data.mesin else blocks


def _vintages(data: LembarSheet) -> list[Block]:
    if not data.terbitan:
        return []
    columns = (Column(10, "center"), Column(16, "number"), Column(24), Column(50))
    groups = tuple(
        Group((Row((cell(one.nomor), Cell(figure(one.nilai)), cell(one.diterbitkan), cell(one.alasan or "–"))),))
        for one in data.terbitan
    )
    blocks: list[Block] = [Table(columns, (titles("Terbitan", "Angka", "Diterbitkan", "Alasan"),), groups)]
    if data.perubahan:
        blocks += [Heading("Yang masuk ke register sejak terbitan sebelumnya", 3), Items(data.perubahan)]
    return blocks


def _approval(data: LembarSheet) -> list[Block]:
    if not data.langkah:
        return [Missing("Belum ada langkah persetujuan.")]
    columns = (Column(18), Column(24), Column(24), Column(18), Column(26))
    groups = tuple(
        Group((Row(tuple(cell(text or "–") for text in (one.langkah, one.nama, one.sebagai, one.pada, one.catatan))),))
        for one in data.langkah
    )
    head = titles("Langkah", "Oleh", "Sebagai", "Waktu (WIB)", "Catatan")
    return [Table(columns, (head,), groups, keep=bool(data.bukti))]  # the evidence does not stand alone on a page


def _evidence(data: LembarSheet) -> list[Block]:
    if not data.bukti:
        return [Missing("Angka yang diketik belum berbukti.")] if data.diketik else []
    columns = (Column(34), Column(12), Column(60))
    groups = tuple(Group((Row((cell(one.nama), cell(one.jenis), seal(one.sidik))),)) for one in data.bukti)
    return [Table(columns, (titles("Bukti", "Jenis", "Sidik (SHA-256)"),), groups)]

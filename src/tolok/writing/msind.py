"""BPS metadata of indicators (MS-Ind, Peraturan BPS 5/2020): seventeen columns, one row for each variable.

An indikator komposit names what it is built from in columns 11 and 12 and leaves 13 to 15 empty; any other names its
variables in 13 to 15. Whatever nobody has stated stays empty and is listed below the table as missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tolok.writing.pieces import cell, counted, title, words
from tolok.writing.sheet import (
    Block,
    Cell,
    Column,
    Formula,
    Group,
    Kop,
    Meta,
    Missing,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Sheet,
    Table,
    Text,
)

YA, TIDAK = "1 (Ya)", "2 (Tidak)"


@dataclass(frozen=True)
class Variabel:
    """What a formula is built from: the activity that yields it, its code (given by BPS), its name."""

    kegiatan: str
    nama: str
    kode_kegiatan: str = ""


@dataclass(frozen=True)
class IndikatorPembangun:
    """An indicator of which a composite one is built: the publication in which it stands, its name."""

    publikasi: str
    nama: str


@dataclass(frozen=True)
class MetadataIndikator:
    """One row of MS-Ind in words; an empty field is one that nobody has stated. `akses_umum` None: not known.

    ValueError where a composite one has variables, or any other is said to be built from indicators.
    """

    kode: str
    nama: str
    konsep: str
    definisi: str
    batas: str
    interpretasi: tuple[str, ...]
    rumus: Formula | None
    kalimat: str
    ukuran: str
    satuan: str
    klasifikasi: str
    level_estimasi: str
    akses_umum: bool | None
    variabel: tuple[Variabel, ...] = ()
    komposit: bool = False
    pembangun: tuple[IndikatorPembangun, ...] = ()

    def __post_init__(self) -> None:
        if self.komposit and self.variabel:
            raise ValueError("indikator komposit tidak mengisi kolom 13 sampai 15")
        if not self.komposit and self.pembangun:
            raise ValueError("hanya indikator komposit yang mengisi kolom 11 dan 12")


@dataclass(frozen=True)
class MsIndSheet:
    """What services know about the document. `kurang`: what nobody has stated, one sentence each."""

    pemda: str
    perangkat_daerah: str
    tahun: int
    meta: Meta
    rows: tuple[MetadataIndikator, ...]
    nama_kegiatan: str = ""
    kode_kegiatan: str = ""
    kurang: tuple[str, ...] = ()


_WIDTHS = (4, 14, 13, 24, 18, 26, 11, 9, 11, 10, 12, 8, 15, 10, 16, 12, 9)
_BEFORE = (
    "No", "Nama Indikator", "Konsep", "Definisi", "Interpretasi", "Metode/Rumus Penghitungan", "Ukuran", "Satuan",
    "Klasifikasi Penyajian", "Indikator Komposit? (Ya 1, Tidak 2)",
)  # fmt: skip
_BUILT, _MADE = ("Publikasi Ketersediaan", "Nama"), ("Kegiatan Penghasil", "Kode Kegiatan", "Nama")
_AFTER = ("Level Estimasi", "Dapat Diakses Umum? (Ya 1, Tidak 2)")


def msind_sheet(data: MsIndSheet) -> Sheet:
    """The form for all indicators of an office, lying on F4, with the list of what is still missing below it."""
    office = f"{data.perangkat_daerah}, {data.pemda}" if data.pemda else data.perangkat_daerah
    pairs = (
        Pair("Nama Kegiatan", (data.nama_kegiatan or "belum diisi",)),
        Pair("Kode Kegiatan", (data.kode_kegiatan or "diisi petugas BPS",)),
        Pair("Penyelenggara", (office,)),
    )
    blocks: list[Block] = [Pairs(pairs), _table(data.rows)]
    if data.kurang:
        blocks.append(Paragraph("Belum lengkap", strong=True))
        blocks.extend(Missing(sentence) for sentence in data.kurang)
    judul = ("METADATA STATISTIK: INDIKATOR (MS-IND)", f"TAHUN {data.tahun}")
    return Sheet(judul, Kop(data.pemda, data.perangkat_daerah), data.meta, tuple(blocks))


def _table(rows: tuple[MetadataIndikator, ...]) -> Table:
    header = (
        Row(
            (
                *(title(name, rowspan=2) for name in _BEFORE),
                title("Indikator Pembangun", colspan=len(_BUILT)),
                title("Variabel Pembangun", colspan=len(_MADE)),
                *(title(name, rowspan=2) for name in _AFTER),
            )
        ),
        Row(tuple(title(name) for name in (*_BUILT, *_MADE))),
        counted(len(_WIDTHS)),
    )
    columns = tuple(Column(width, "center" if index in (0, 9, 16) else "left") for index, width in enumerate(_WIDTHS))
    return Table(columns, header, tuple(Group(tuple(_rows(number, row))) for number, row in enumerate(rows, start=1)))


def _rows(number: int, row: MetadataIndikator) -> Iterator[Row]:
    """One indicator: its own cells span the rows of its parts."""
    parts = _parts(row)
    tall = len(parts)
    own = (cell(str(number), rowspan=tall), *(_over(one, tall) for one in _own(row)))
    access = "" if row.akses_umum is None else YA if row.akses_umum else TIDAK
    last = (cell(row.level_estimasi, rowspan=tall), cell(access, rowspan=tall))
    for index, part in enumerate(parts):
        cells = tuple(cell(text) for text in part)
        yield Row((*own, *cells, *last)) if index == 0 else Row(cells)


def _over(one: Cell, tall: int) -> Cell:
    return Cell(one.pieces, rowspan=tall)


def _own(row: MetadataIndikator) -> tuple[Cell, ...]:
    """Columns 2 to 10."""
    formula = (row.rumus,) if row.rumus else ()
    return (
        Cell((Text(row.nama), Text(f"Kode {row.kode}", note=True))),
        cell(row.konsep),
        Cell(words(row.definisi) + words(f"Batas: {row.batas}" if row.batas.strip() else "", note=True)),
        Cell(tuple(Text(sentence) for sentence in row.interpretasi)),
        Cell(words(row.kalimat) + formula),
        cell(row.ukuran),
        cell(row.satuan),
        cell(row.klasifikasi),
        cell(YA if row.komposit else TIDAK),
    )


def _parts(row: MetadataIndikator) -> list[tuple[str, ...]]:
    """Columns 11 to 15, one row for each part; one empty row where there is none."""
    if row.komposit:
        return [(one.publikasi, one.nama, "", "", "") for one in row.pembangun] or [("",) * 5]
    return [("", "", one.kegiatan, one.kode_kegiatan, one.nama) for one in row.variabel] or [("",) * 5]

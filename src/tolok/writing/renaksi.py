"""Rencana Aksi: per IKU the year's and quarters' targets and the activities that shall reach them; of a past year also what
was reached by each quarter, what hindered and what was done about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tolok.values.period import ROMAN
from tolok.writing.pieces import figure, title, words
from tolok.writing.sheet import (
    Block,
    Cell,
    Column,
    Group,
    Kop,
    Meta,
    Missing,
    PageBreak,
    Paragraph,
    Row,
    Sheet,
    Signature,
    Table,
    Text,
)

TANDA = "■"
_TW = tuple(ROMAN)


@dataclass(frozen=True)
class Aksi:
    """One activity. `program` is code and name, `anggaran` whole rupiah as printed; empty where there is none."""

    uraian: str
    keluaran: str
    program: str
    triwulan: tuple[int, ...]
    anggaran: str
    penanggung_jawab: str


@dataclass(frozen=True)
class RenaksiRow:
    """One IKU with its activities. `target` is the year's and then those of the four quarters, printed or a reason.

    Of a past year: `realisasi` in the same order, `kendala` and `tindak_lanjut` (period and words), as published.
    """

    kode: str
    tujuan_sasaran: str
    indikator: str
    satuan: str
    target: tuple[str, str, str, str, str]
    aksi: tuple[Aksi, ...]
    realisasi: tuple[str, ...] = ()
    kendala: tuple[str, ...] = ()
    tindak_lanjut: tuple[str, ...] = ()


@dataclass(frozen=True)
class RenaksiSheet:
    """The action plan of one office for a year. `jumlah` is the sum of all activities as printed, '' where none costs.

    `terlaksana`: with the second table, what was reached. ValueError when it is asked for and a row lacks a period.
    """

    pemda: str
    perangkat_daerah: str
    tahun: int
    meta: Meta
    rows: tuple[RenaksiRow, ...]
    jumlah: str = ""
    terlaksana: bool = False
    signature: Signature | None = None

    def __post_init__(self) -> None:
        if self.terlaksana and any(len(row.realisasi) != len(row.target) for row in self.rows):
            raise ValueError("realisasi rencana aksi memerlukan satu angka atau alasan untuk setahun dan setiap triwulan")


def renaksi_sheet(data: RenaksiSheet) -> Sheet:
    """The frozen document, lying: the plan, and for a past year the table of what came of it on a page of its own."""
    without = [row.kode for row in data.rows if not row.aksi]
    blocks: list[Block] = []
    if without:
        blocks.append(Missing(f"Belum ada rencana aksi {data.tahun} untuk {', '.join(without)}."))
    blocks.append(_plan(data))
    if data.terlaksana:
        blocks += [PageBreak(), Paragraph(_ATURAN, note=True), _reached(data)]
    if data.signature:
        blocks.append(data.signature)
    judul = ("RENCANA AKSI PENCAPAIAN KINERJA", f"TAHUN {data.tahun}")
    return Sheet(judul, Kop(data.pemda, data.perangkat_daerah), data.meta, tuple(blocks))


_ATURAN = (
    "Realisasi, kendala, dan tindak lanjut ialah yang terbit. Angka satu triwulan dihitung dari awal tahun sampai akhir "
    "triwulan itu, dan begitu pula targetnya."
)


# --- the plan ---------------------------------------------------------------------------------------------------------


def _plan(data: RenaksiSheet) -> Table:
    columns = (
        Column(13), Column(14), Column(6), *(Column(6, "number") for _ in range(5)), Column(14), Column(21), Column(13),
        *(Column(3, "center") for _ in _TW), Column(11, "number"), Column(10),
    )  # fmt: skip
    head = Row(
        (
            *(title(name, rowspan=2) for name in ("Sasaran", "Indikator", "Satuan", f"Target {data.tahun}")),
            title("Target triwulan", colspan=4),
            *(title(name, rowspan=2) for name in ("Program/Kegiatan", "Uraian aksi", "Keluaran")),
            title("Jadwal", colspan=4),
            *(title(name, rowspan=2) for name in ("Anggaran (Rp)", "Penanggung jawab")),
        )
    )
    below = Row(tuple(title(ROMAN[tw]) for tw in (*_TW, *_TW)))
    return Table(columns, (head, below), (*_groups(data.rows), *_total(data)))


def _total(data: RenaksiSheet) -> tuple[Group, ...]:
    if not data.jumlah:
        return ()
    name = Cell((Text("Jumlah anggaran", strong=True),), colspan=15, align="left")
    return (Group((Row((name, Cell(figure(data.jumlah)), Cell()), section=True, total=True),)),)


def _groups(rows: tuple[RenaksiRow, ...]) -> Iterator[Group]:
    """One group per tujuan or sasaran."""
    for _, run in groupby(rows, key=lambda row: row.tujuan_sasaran):
        members = tuple(run)
        span = sum(max(1, len(row.aksi)) for row in members)
        lines: list[Row] = []
        for row in members:
            for index, aksi in enumerate(row.aksi or (None,)):
                first = () if lines else (Cell(words(row.tujuan_sasaran), rowspan=span),)
                own = _indicator(row, max(1, len(row.aksi))) if index == 0 else ()
                lines.append(Row((*first, *own, *_activity(aksi))))
        yield Group(tuple(lines))


def _indicator(row: RenaksiRow, span: int) -> tuple[Cell, ...]:
    return (
        Cell(words(row.indikator), rowspan=span),
        Cell(words(row.satuan), rowspan=span),
        *(Cell(figure(text), rowspan=span) for text in row.target),
    )


def _activity(aksi: Aksi | None) -> tuple[Cell, ...]:
    if aksi is None:
        return (Cell(), Cell(words("belum ada rencana aksi", note=True)), *(Cell() for _ in range(7)))
    return (
        Cell(words(aksi.program)),
        Cell(words(aksi.uraian)),
        Cell(words(aksi.keluaran)),
        *(Cell(words(TANDA if tw in aksi.triwulan else "")) for tw in _TW),
        Cell(figure(aksi.anggaran)),
        Cell(words(aksi.penanggung_jawab)),
    )


# --- what came of it --------------------------------------------------------------------------------------------------


def _reached(data: RenaksiSheet) -> Table:
    columns = (Column(18), Column(7), *(Column(7, "number") for _ in range(10)), Column(22), Column(22))
    head = Row(
        (
            title("Indikator", rowspan=2),
            title("Satuan", rowspan=2),
            *(title(f"Triwulan {ROMAN[tw]}", colspan=2) for tw in _TW),
            title("Setahun", colspan=2),
            title("Kendala", rowspan=2),
            title("Tindak lanjut", rowspan=2),
        )
    )
    below = Row(tuple(title(name) for _ in (*_TW, 0) for name in ("Target", "Realisasi")))
    groups = tuple(Group((_result(row),)) for row in data.rows)
    return Table(columns, (head, below), groups, caption=f"Realisasi rencana aksi {data.tahun}")


def _result(row: RenaksiRow) -> Row:
    year, *quarters = zip(row.target, row.realisasi, strict=True)
    pairs = [text for both in (*quarters, year) for text in both]
    return Row(
        (
            Cell((*words(row.indikator), *words(row.kode, note=True))),
            Cell(words(row.satuan)),
            *(Cell(figure(text)) for text in pairs),
            *(
                Cell(tuple(piece for text in told for piece in words(text)) or words("belum ada", note=True))
                for told in (row.kendala, row.tindak_lanjut)
            ),
        )
    )

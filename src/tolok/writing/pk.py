"""Perjanjian Kinerja: the statement of two parties, and its lampiran with what is promised and what may be spent on it.

Three levels: `kepala` (the head of the office with the head of the region), `bidang` (es. III with the head of the office),
`kegiatan` (es. IV or subkoordinator with es. III). The words of the statement are the official form's (PermenPANRB 53/2014).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tolok.values.number import parse_angka
from tolok.writing.sheet import (
    Block,
    Cell,
    Column,
    Group,
    Heading,
    Kop,
    Meta,
    Missing,
    Number,
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
    Text,
)

JenjangPk = Literal["kepala", "bidang", "kegiatan"]

PEMBUKA = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan akuntabel serta berorientasi pada hasil, "
    "kami yang bertanda tangan di bawah ini:"
)
PIHAK_PERTAMA = "Selanjutnya disebut PIHAK PERTAMA."
PIHAK_KEDUA = "selaku atasan PIHAK PERTAMA, selanjutnya disebut PIHAK KEDUA."
JANJI = (
    "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini, dalam rangka "
    "mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. Keberhasilan dan "
    "kegagalan pencapaian target tersebut menjadi tanggung jawab kami.",
    "Pihak kedua akan memberikan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja dari "
    "perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka memberikan penghargaan dan sanksi.",
)
_ONE_LINE = 36  # letters of an office that a half of the page holds


@dataclass(frozen=True)
class PkPihak:
    """Who signs. The head of a region has neither `pangkat` nor `nip`."""

    nama: str
    jabatan: str
    pangkat: str = ""
    nip: str = ""


@dataclass(frozen=True)
class PkIndikator:
    """One measure of a result; `target` is printed text (`format_angka`), or the reason why there is none."""

    nama: str
    satuan: str
    target: str


@dataclass(frozen=True)
class PkHasil:
    """A result that is promised (tujuan, sasaran strategis, sasaran program, sasaran kegiatan) with its measures."""

    uraian: str
    indikator: tuple[PkIndikator, ...]


@dataclass(frozen=True)
class PkPos:
    """One line of the budget: `anggaran` is printed whole rupiah, or the reason why there is none."""

    nama: str
    anggaran: str
    keterangan: str = ""


@dataclass(frozen=True)
class PkPerubahan:
    """Why an agreement takes the place of an earlier one. `alasan` in the words of the regulation; `sebelum` its date."""

    nomor: int
    alasan: str
    penjelasan: str
    sebelum: str


@dataclass(frozen=True)
class PkData:
    """What services know about one agreement. `unit` names the bidang or kegiatan, empty for the office itself.

    `judul_hasil` and `judul_pos` head the two tables; `jumlah` is the printed sum of the budget, empty without one.
    """

    pemda: str
    perangkat_daerah: str
    tahun: int
    jenjang: JenjangPk
    pertama: PkPihak
    kedua: PkPihak
    tempat: str
    tanggal: str
    hasil: tuple[PkHasil, ...]
    pos: tuple[PkPos, ...]
    judul_hasil: str
    judul_pos: str
    jumlah: str
    meta: Meta
    unit: str = ""
    perubahan: PkPerubahan | None = None


def pk_sheet(data: PkData) -> Sheet:
    """The frozen document: the statement on its first page, the lampiran from the second on, both signed by both."""
    first = f"PERJANJIAN KINERJA {'PERUBAHAN ' if data.perubahan else ''}TAHUN {data.tahun}"
    judul = (first, data.unit.upper()) if data.unit else (first,)
    blocks = (*_statement(data), PageBreak(), *_lampiran(data, first))
    kop = Kop(data.pemda, data.perangkat_daerah)
    return Sheet(judul, kop, data.meta, tuple(blocks), landscape=False)


# --- the statement


def _statement(data: PkData) -> Iterator[Block]:
    if data.perubahan:
        yield Paragraph(_why(data.perubahan), align="center")
    yield Paragraph(PEMBUKA)
    yield _party(data.pertama)
    yield Paragraph(PIHAK_PERTAMA)
    yield _party(data.kedua)
    yield Paragraph(PIHAK_KEDUA)
    for words in JANJI:
        yield Paragraph(words)
    yield _signatures(data)


def _why(change: PkPerubahan) -> str:
    before = f" atas perjanjian tanggal {change.sebelum}" if change.sebelum else ""
    told = f": {change.penjelasan.rstrip('.')}." if change.penjelasan else "."
    return f"Perubahan ke-{change.nomor}{before}, karena {change.alasan}{told}"


def _party(pihak: PkPihak) -> Pairs:
    return Pairs((Pair("Nama", (pihak.nama,)), Pair("Jabatan", (pihak.jabatan,))))


def _signatures(data: PkData) -> Signatures:
    place = f"{data.tempat}, {data.tanggal}" if data.tanggal else data.tempat
    return Signatures(
        left=_signature(data, "Pihak Kedua,", data.kedua), right=_signature(data, "Pihak Pertama,", data.pertama, place)
    )


def _signature(data: PkData, side: str, pihak: PkPihak, place: str = "") -> Signature:
    return Signature(place, f"{side}\n{_office_lines(data, pihak.jabatan)}", pihak.nama, pihak.pangkat, pihak.nip)


def _office_lines(data: PkData, jabatan: str) -> str:
    """A long office in lines that belong together: who, of which office, of which region."""
    region = " " + data.pemda.removeprefix("Pemerintah ")
    if len(jabatan) <= _ONE_LINE or not jabatan.endswith(region):
        return jabatan
    own, office = jabatan.removesuffix(region), data.perangkat_daerah.removesuffix(region)
    title = own.removesuffix(office).rstrip()
    if title and title != own and not title.endswith("Kepala"):
        own = f"{title}\n{office}"
    return own + "\n" + region.strip()


# --- the lampiran


def _lampiran(data: PkData, first: str) -> Iterator[Block]:
    yield Heading(f"LAMPIRAN {first}", level=1)
    yield Paragraph(f"{data.unit}\n{data.perangkat_daerah}" if data.unit else data.perangkat_daerah)
    if data.hasil:
        yield _results(data)
    else:
        yield Missing("Indikator dan target: belum ada.")
    if data.pos:
        yield _budget(data)
    else:
        yield Missing("Program dan anggaran: belum ada.")
    yield _signatures(data)


def _title(words: str) -> Cell:
    return Cell((Text(words, strong=True),), align="center")


def _text(words: str) -> tuple[Piece, ...]:
    return (Text(words),) if words.strip() else ()


def _figure(words: str) -> tuple[Piece, ...]:
    """A figure stands in line with its column; a reason (`belum ada`) is a small word instead."""
    return (Number(words),) if parse_angka(words) is not None else (Text(words, note=True),) if words else ()


def _counted(width: int) -> Row:
    return Row(tuple(Cell((Text(f"({place})", note=True),), align="center") for place in range(1, width + 1)))


def _results(data: PkData) -> Table:
    columns = (Column(4, "center"), Column(34), Column(36), Column(11, "center"), Column(11, "number"))
    titles = ("No", data.judul_hasil, "Indikator Kinerja", "Satuan", "Target")
    header = (Row(tuple(_title(words) for words in titles)), _counted(len(titles)))
    return Table(columns, header, tuple(_result(place, one) for place, one in enumerate(data.hasil, start=1)))


def _result(place: int, one: PkHasil) -> Group:
    measures = one.indikator or (PkIndikator("belum ada indikator", "", ""),)
    rows = []
    for index, measure in enumerate(measures):
        name: Piece = Text(measure.nama, note=not one.indikator)
        own = (Cell((name,)), Cell(_text(measure.satuan)), Cell(_figure(measure.target)))
        span = len(measures)
        head = (Cell(_text(str(place)), rowspan=span), Cell(_text(one.uraian), rowspan=span)) if index == 0 else ()
        rows.append(Row((*head, *own)))
    return Group(tuple(rows))


def _budget(data: PkData) -> Table:
    columns = (Column(4, "center"), Column(50), Column(20, "number"), Column(22))
    header = (Row(tuple(_title(words) for words in ("No", data.judul_pos, "Anggaran (Rp)", "Keterangan"))),)
    groups = [
        Group((Row((Cell(_text(str(place))), Cell(_text(one.nama)), Cell(_figure(one.anggaran)),
                    Cell(_text(one.keterangan)))),))
        for place, one in enumerate(data.pos, start=1)
    ]  # fmt: skip
    if data.jumlah:
        words = Cell((Text("Jumlah", strong=True),), colspan=2, align="center")
        groups.append(Group((Row((words, Cell(_figure(data.jumlah)), Cell()), total=True),)))
    return Table(columns, header, tuple(groups))

"""Small parts of the yearly report: cells, tables with numbered captions, prose as people type it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tolok.writing.lkjip_data import Angka, BarisAnggaran, IndikatorLaporan
from tolok.writing.pieces import figure, titles, words
from tolok.writing.sheet import Align, Block, Cell, Column, Group, Items, Paragraph, Row, Table

_BULLETS = ("-", "–", "•", "*")
_TANPA_SEBUTAN = ("nilai", "indeks", "skor")
"""Units that nobody says behind a figure: a score of 71,20 is not `71,20 nilai`."""
SPASI = "\N{NO-BREAK SPACE}"


@dataclass
class Nomor:
    """Counts the tables and pictures of one chapter: `Tabel 3.1`, `Gambar 3.1`, `Tabel L.1`; without `bab` `Tabel 1`."""

    bab: str
    terpakai: dict[str, int] = field(default_factory=dict)

    def caption(self, jenis: str, said: str) -> str:
        """The next caption of a kind."""
        self.terpakai[jenis] = self.terpakai.get(jenis, 0) + 1
        number = f"{self.bab}.{self.terpakai[jenis]}" if self.bab else str(self.terpakai[jenis])
        return f"{jenis} {number} {said}"

    def tabel(self, said: str) -> str:
        return self.caption("Tabel", said)

    def gambar(self, said: str) -> str:
        return self.caption("Gambar", said)


@dataclass(frozen=True)
class Kolom:
    """One column: its heading, its weight, how it stands."""

    judul: str
    lebar: int
    letak: Align = "left"


def words_cell(text: str, *, strong: bool = False, note: str = "", colspan: int = 1, rowspan: int = 1) -> Cell:
    """Words, and under them a smaller remark."""
    return Cell((*words(text, strong=strong), *words(note, note=True)), colspan, rowspan)


def named(one: IndikatorLaporan) -> Cell:
    """The name of an IKU over its code."""
    return words_cell(one.nama, note=one.kode)


def owner(one: IndikatorLaporan) -> Cell:
    """The bidang that answers for an IKU."""
    return words_cell(one.penanggung_jawab or "–")


def figure_cell(angka: Angka, note: str = "") -> Cell:
    """A figure in line with its column, or the reason in small; a remark below it."""
    return Cell((*figure(angka.teks), *words(note, note=True)))


def table_of(caption: str, kolom: Sequence[Kolom], groups: Iterable[Sequence[Row]]) -> Table:
    """A table whose header has one row."""
    header = titles(*(one.judul for one in kolom))
    columns = tuple(Column(one.lebar, one.letak) for one in kolom)
    return Table(columns, (header,), tuple(Group(tuple(rows)) for rows in groups), caption)


def with_unit(angka: Angka, satuan: str) -> str:
    """`5,38%`, `1.142 unit`, a bare score, or the reason why there is no figure."""
    if not angka.tampil:
        return angka.alasan
    return angka.tampil + (satuan if satuan in ("", "%") else "" if satuan in _TANPA_SEBUTAN else SPASI + satuan)


def points(satuan: str) -> str:
    """In what a difference is said: per cents and scores differ by points, everything else by its unit."""
    return "poin" if satuan in ("", "%", *_TANPA_SEBUTAN) else satuan


def prose(text: str) -> list[Block]:
    """What a person typed, line by line: neighbouring lines that begin with a dash or a dot are one list."""
    blocks: list[Block] = []
    items: list[str] = []
    for line in (*text.splitlines(), ""):
        line = line.strip()
        marked = len(line) > 1 and line[0] in _BULLETS and line[1] == " "
        if marked:
            items.append(line[2:].strip())
            continue
        if items:
            blocks.append(Items(tuple(items)))
            items = []
        if line:
            blocks.append(Paragraph(line))
    return blocks


KOLOM_ANGGARAN = (
    Kolom("Kode", 15),
    Kolom("Program, kegiatan, dan sub kegiatan", 40),
    Kolom("Penanggung jawab", 16),
    Kolom("Pagu (Rp)", 16, "number"),
    Kolom("Realisasi (Rp)", 16, "number"),
    Kolom("Serapan (%)", 10, "number"),
)


def budget_row(one: BarisAnggaran) -> Row:
    """One line of budget and spending."""
    return Row(
        (
            words_cell(one.kode),
            words_cell(one.nama, strong=one.tingkat == 0),
            words_cell(one.bidang),
            figure_cell(one.pagu),
            figure_cell(one.realisasi),
            figure_cell(one.serapan),
        )
    )


def total_row(one: BarisAnggaran) -> Row:
    """The sums under a table of budgets: of the programs only, as what they hold is counted in them, and a share of
    sums. So it is no `total` that a workbook could add up from all rows above."""
    return Row(
        (
            words_cell(one.nama, strong=True, colspan=3),
            figure_cell(one.pagu),
            figure_cell(one.realisasi),
            figure_cell(one.serapan),
        ),
        section=True,
    )


def budget_groups(rows: Sequence[BarisAnggaran]) -> list[list[Row]]:
    """One group for each program, so that no page ends between a program and its kegiatan."""
    groups: list[list[Row]] = []
    for one in rows:
        if one.tingkat == 0 or not groups:
            groups.append([])
        groups[-1].append(budget_row(one))
    return groups

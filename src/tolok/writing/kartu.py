"""The card (manual) of an indicator: what it means, how it is computed and from what, what was promised and reached.

One card after the other where an office prints all of its own, each on pages of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tolok.values.number import parse_angka
from tolok.writing.pieces import figure, title, words
from tolok.writing.sheet import (
    Block,
    Cell,
    Column,
    Formula,
    Group,
    Heading,
    Kop,
    Meta,
    PageBreak,
    Paragraph,
    Piece,
    Row,
    Sheet,
    Table,
    Text,
)

BELUM = "belum ditulis"
_WIDEST = 6  # columns of an example that stand legibly beside each other on a standing page


@dataclass(frozen=True)
class TargetKartu:
    """The targets of one year: `nilai` is the year's and then those of the four quarters, printed or a reason."""

    tahun: str
    nilai: tuple[str, str, str, str, str]


@dataclass(frozen=True)
class RealisasiKartu:
    """One published year: target, realisasi, capaian and predikat as printed, the vintage that says so."""

    tahun: str
    target: str
    realisasi: str
    capaian: str
    predikat: str
    vintage: str
    catatan: str = ""


@dataclass(frozen=True)
class TabelContoh:
    """The rows of one register in a worked example; every row has as many cells as there are heads."""

    judul: str
    kepala: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ContohKartu:
    """A worked example of the definition: its rows and the result that they give."""

    nama: str
    tabel: tuple[TabelContoh, ...]
    hasil: str


@dataclass(frozen=True)
class Kartu:
    """One card in printed words. `keputusan` are (what was decided, why); empty fields are printed as not written."""

    kode: str
    nama: str
    jenjang: str
    tujuan_sasaran: str
    kota: str
    alasan: str
    definisi: str
    formula: Formula | None
    kalimat: str
    rumus_teks: str
    satuan: str
    arah: str
    tipe: str
    frekuensi: str
    sumber_data: str
    penanggung_jawab: str
    populasi: str
    pengecualian: str
    pembulatan: str
    versi: str
    kutipan: tuple[str, ...]
    dasar: tuple[str, ...]
    keputusan: tuple[tuple[str, str], ...]
    target: tuple[TargetKartu, ...]
    realisasi: tuple[RealisasiKartu, ...]
    contoh: ContohKartu | None = None


@dataclass(frozen=True)
class KartuSheet:
    """The cards of one office, in the order of its document; ValueError without any."""

    pemda: str
    perangkat_daerah: str
    label: str
    meta: Meta
    kartu: tuple[Kartu, ...]

    def __post_init__(self) -> None:
        if not self.kartu:
            raise ValueError("tidak ada kartu yang dapat dicetak")


def kartu_sheet(data: KartuSheet) -> Sheet:
    """The frozen document, standing: one card under its own name, several under the name of all."""
    kop = Kop(data.pemda, data.perangkat_daerah)
    if len(data.kartu) == 1:
        (one,) = data.kartu
        return Sheet(("KARTU INDIKATOR KINERJA UTAMA", f"{one.kode} {one.nama}"), kop, data.meta, tuple(_card(one)), False)
    blocks: list[Block] = []
    for index, one in enumerate(data.kartu):
        blocks += [PageBreak()] if index else []
        blocks += [Heading(f"{one.kode} {one.nama}"), *_card(one)]
    return Sheet(("KARTU INDIKATOR KINERJA UTAMA", data.label.upper()), kop, data.meta, tuple(blocks), landscape=False)


def _card(one: Kartu) -> Iterator[Block]:
    """Targets, results and example stand on one page, so that no example is left alone on the next."""
    yield _facts(one)
    yield replace(_targets(one), keep=True)
    if one.realisasi:
        yield replace(_results(one), keep=one.contoh is not None)
    else:
        yield Heading("Realisasi", 2)
        yield Paragraph("Belum ada realisasi yang terbit.", note=True)
    if one.contoh:
        yield Heading(f"Contoh perhitungan: {one.contoh.nama}", 2)
        for part in one.contoh.tabel:
            yield replace(_example(part), keep=True)
        yield Paragraph(f"Hasilnya: {one.contoh.hasil}.", strong=True)


# --- what the indicator is --------------------------------------------------------------------------------------------


def _facts(one: Kartu) -> Table:
    rows: tuple[tuple[str, tuple[Piece, ...]], ...] = (
        ("Kode", words(one.kode)),
        ("Nama indikator", words(one.nama, strong=True)),
        (f"{one.jenjang.capitalize()} yang diukur", words(one.tujuan_sasaran)),
        ("IKU pemerintah daerah yang didukung", words(one.kota)),
        ("Alasan pemilihan", words(one.alasan)),
        ("Definisi", words(one.definisi)),
        ("Formulasi", _formula(one)),
        ("Satuan", words(one.satuan)),
        ("Arah", words(one.arah)),
        ("Tipe penghitungan", words(one.tipe)),
        ("Frekuensi pengukuran", words(one.frekuensi)),
        ("Populasi", words(one.populasi)),
        ("Batas dan pengecualian", words(one.pengecualian)),
        ("Pembulatan", words(one.pembulatan)),
        ("Sumber data", words(one.sumber_data)),
        ("Penanggung jawab", words(one.penanggung_jawab)),
        ("Dasar hukum", _lines(one.dasar)),
        ("Versi definisi", words(one.versi)),
        ("Kutipan sumber", _lines(one.kutipan)),
        ("Keputusan", tuple(piece for told in one.keputusan for piece in (*words(told[0]), *words(told[1], note=True)))),
    )
    groups = tuple(Group((_fact(label, pieces),)) for label, pieces in rows)
    return Table((Column(24), Column(76)), (Row((title("Unsur"), title("Uraian"))),), groups)


def _fact(label: str, pieces: tuple[Piece, ...]) -> Row:
    return Row((Cell((Text(label, strong=True),)), Cell(pieces or words(BELUM, note=True))))


def _lines(texts: tuple[str, ...]) -> tuple[Piece, ...]:
    return tuple(piece for text in texts for piece in words(text))


def _formula(one: Kartu) -> tuple[Piece, ...]:
    drawn: tuple[Piece, ...] = (one.formula,) if one.formula and one.formula.numerator.strip() else ()
    written = words(f"Rumus tertulis: {one.rumus_teks}", note=True) if one.rumus_teks.strip() else ()
    return (*words(one.kalimat), *drawn, *written)


# --- what was promised and reached ------------------------------------------------------------------------------------


def _targets(one: Kartu) -> Table:
    heads = ("Tahun", "Setahun", "Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV")
    columns = (Column(16, "center"), *(Column(17, "number") for _ in heads[1:]))
    rows = tuple(Row((Cell(words(row.tahun)), *(Cell(figure(text)) for text in row.nilai))) for row in one.target)
    head = Row(tuple(title(name) for name in heads))
    return Table(columns, (head,), (Group(rows),) if rows else (), caption=f"Target {one.kode}")


def _results(one: Kartu) -> Table:
    heads = ("Tahun", "Target", "Realisasi", "Capaian (%)", "Predikat", "Vintage")
    columns = (
        Column(10, "center"), Column(13, "number"), Column(14, "number"), Column(14, "number"), Column(20), Column(29),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                Cell(words(row.tahun)),
                *(Cell(figure(text)) for text in (row.target, row.realisasi, row.capaian)),
                Cell(words(row.predikat)),
                Cell((*words(row.vintage), *words(row.catatan, note=True))),
            )
        )
        for row in one.realisasi
    )
    head = Row(tuple(title(name) for name in heads))
    return Table(columns, (head,), (Group(rows),), caption=f"Realisasi {one.kode}")


def _example(part: TabelContoh) -> Table:
    """The rows of an example; wide and short ones (a questionnaire) are turned, one column of the register per line."""
    heads, rows = part.kepala, part.baris
    if len(heads) > _WIDEST and len(rows) < _WIDEST:
        rows = tuple((name, *(row[index] for row in rows)) for index, name in enumerate(heads))
        heads = ("Isian", *(f"Baris {index}" for index in range(1, len(part.baris) + 1)))
    counts = [_counts(heads[index], [row[index] for row in rows]) for index in range(len(heads))]
    columns = tuple(Column(1, "number" if counted else "left") for counted in counts)
    lines = tuple(
        Row(tuple(Cell(figure(text) if counted else words(text)) for text, counted in zip(row, counts, strict=True)))
        for row in rows
    )
    return Table(columns, (Row(tuple(title(name) for name in heads)),), (Group(lines),) if lines else (), caption=part.judul)


def _counts(head: str, texts: list[str]) -> bool:
    """Whether a column holds figures to be set under each other; a year is a name, not a figure."""
    return head != "Tahun" and any(texts) and all(not text or parse_angka(text) is not None for text in texts)

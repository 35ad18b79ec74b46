"""LHE AKIP: the report in which the Inspektorat says how an office plans, measures, reports and evaluates its work.

Scores stand per sub-komponen of the LKE (PermenPANRB 88/2021; design: regulation.md §4). The report is only as final as
its grades: a line without one is said as missing, and then no total is printed.
"""

from dataclasses import dataclass

from tolok.writing.pieces import cell, figure, title, titles, words
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
    Pair,
    Pairs,
    Paragraph,
    Row,
    Sheet,
    Signature,
    Table,
)


@dataclass(frozen=True)
class NilaiSub:
    """What one side gave one line: grade and points as printed; both empty where it gave none."""

    grade: str = ""
    nilai: str = ""


@dataclass(frozen=True)
class SubRow:
    """One sub-komponen: weight, the evaluator's grade, the office's own, what the evaluator wrote, what is not fulfilled.

    `belum_terpenuhi`: criteria that the evaluator did not find fulfilled; None where nobody went through them.
    """

    kode: str
    nama: str
    bobot: str
    evaluator: NilaiSub
    mandiri: NilaiSub = NilaiSub()
    catatan: str = ""
    belum_terpenuhi: tuple[str, ...] | None = None


@dataclass(frozen=True)
class KomponenRow:
    """One komponen with its lines; points are printed, or the reason why there are none."""

    kode: str
    nama: str
    bobot: str
    evaluator: str
    mandiri: str
    sub: tuple[SubRow, ...]


@dataclass(frozen=True)
class RekomendasiRow:
    """One earlier recommendation: where it comes from, what it asks, where it stands, what was reported last."""

    nomor: str
    asal: str
    uraian: str
    status: str
    tindak_lanjut: str = ""


@dataclass(frozen=True)
class HitungRekomendasi:
    """How many recommendations of one source stand where."""

    asal: str
    jumlah: tuple[str, ...]


@dataclass(frozen=True)
class Predikat:
    """The class of a score: letter, its word, and what it means in the report."""

    huruf: str
    arti: str
    interpretasi: str = ""


@dataclass(frozen=True)
class LheSheet:
    """What services know about one evaluation. All scores are printed text, empty where there is none.

    `ditetapkan` is the score of the letter `surat`, `predikat` its class; `jumlah` the sum of the evaluator's sheet, which
    is empty as long as `belum_dinilai` names a line. `mandiri` is the office's own sum.
    """

    pemda: str
    dievaluasi: str
    tahun: int
    meta: Meta
    dasar: tuple[str, ...]
    komponen: tuple[KomponenRow, ...]
    bobot: str
    surat: str = ""
    ditetapkan: str = ""
    predikat: Predikat | None = None
    jumlah: str = ""
    belum_dinilai: tuple[str, ...] = ()
    mandiri: str = ""
    skala: str = ""
    status: tuple[str, ...] = ()
    hitung: tuple[HitungRekomendasi, ...] = ()
    rekomendasi: tuple[RekomendasiRow, ...] = ()
    signature: Signature | None = None


def lhe_sheet(data: LheSheet) -> Sheet:
    """The frozen document, upright, under the letterhead of the Inspektorat."""
    judul = ("LAPORAN HASIL EVALUASI AKIP", data.dievaluasi.upper(), f"TAHUN {data.tahun}")
    blocks: list[Block] = [_head(data), Heading("A. Dasar", 2), Items(data.dasar, "1")]
    blocks += [Heading("B. Ringkasan Hasil Evaluasi", 2), *_summary(data)]
    blocks += [Heading("C. Nilai per Komponen", 2), _scores(data)]
    blocks += [Heading("D. Catatan dan Rekomendasi", 2), *_notes(data)]
    blocks += [Heading("E. Tindak Lanjut Rekomendasi Sebelumnya", 2), *_follow_up(data)]
    if data.signature:
        blocks.append(data.signature)
    return Sheet(judul, Kop(data.pemda, "Inspektorat"), data.meta, tuple(blocks), landscape=False)


def _head(data: LheSheet) -> Pairs:
    pairs = (
        Pair("Laporan", (data.surat or "nomor dan tanggal belum ditetapkan",)),
        Pair("Yang dievaluasi", (data.dievaluasi,)),
        Pair("Tahun yang dievaluasi", (str(data.tahun),)),
    )
    return Pairs(pairs)


# --- B. the outcome


def _summary(data: LheSheet) -> list[Block]:
    blocks = _established(data) if data.ditetapkan else _not_final(data)
    if data.mandiri:
        blocks.append(Paragraph(f"Penilaian mandiri perangkat daerah berjumlah {data.mandiri}."))
    if data.skala:
        blocks.append(Paragraph(data.skala, note=True))
    return blocks


def _established(data: LheSheet) -> list[Block]:
    named = f", dengan predikat {data.predikat.huruf} ({data.predikat.arti})" if data.predikat else ""
    whole = f"Hasil evaluasi akuntabilitas kinerja {data.dievaluasi} tahun {data.tahun} bernilai {data.ditetapkan}"
    blocks: list[Block] = [Paragraph(f"{whole}{named}.")]
    if data.predikat and data.predikat.interpretasi:
        blocks.append(Paragraph(data.predikat.interpretasi))
    if not data.jumlah:
        lacking = f"belum dinilai {', '.join(data.belum_dinilai)}"
        blocks.append(Missing(f"Lembar kerjanya belum lengkap ({lacking}), jadi nilai di atas hanya berdasar suratnya."))
    elif data.jumlah != data.ditetapkan:
        blocks.append(
            Missing(
                f"Nilai yang ditetapkan, {data.ditetapkan}, tidak sama dengan jumlah lembar kerja, {data.jumlah}. "
                "Salah satunya harus dibetulkan."
            )
        )
    return blocks


def _not_final(data: LheSheet) -> list[Block]:
    if not data.jumlah:
        return [Missing(f"Nilai akhir belum ada: belum dinilai {', '.join(data.belum_dinilai)}.")]
    return [
        Missing("Nilai akhir belum ada: hasil evaluasi belum ditetapkan dengan surat."),
        Paragraph(f"Jumlah sementara lembar kerja: {data.jumlah}."),
    ]


# --- C. the table


def _scores(data: LheSheet) -> Table:
    """The office's own assessment stands beside the evaluator's where there is any."""
    both = any(one.mandiri.grade for komponen in data.komponen for one in komponen.sub)
    names = ("Penilaian mandiri", "Evaluator") if both else ("Evaluator",)
    spread = tuple(column for _ in names for column in (Column(9, "center"), Column(13, "number")))
    columns = (Column(8, "center"), Column(46), Column(10, "number"), *spread)
    first = tuple(title(name, rowspan=2) for name in ("No", "Komponen/Sub-komponen", "Bobot"))
    header = (
        Row((*first, *(title(name, 2) for name in names))),
        Row(tuple(title(name) for _ in names for name in ("Grade", "Nilai"))),
    )
    groups = [_komponen(one, both) for one in data.komponen]
    sums = (*((data.mandiri,) if both else ()), data.jumlah)
    points = tuple(piece for one in sums for piece in _side("", one or "belum lengkap"))
    total = (Cell(), cell("JUMLAH", strong=True), Cell(figure(data.bobot)), *points)
    groups[-1] = Group((*groups[-1].rows, Row(total, section=True)))
    return Table(columns, header, tuple(groups))


def _komponen(one: KomponenRow, both: bool) -> Group:
    own = _side("", one.mandiri) if both else ()
    head = Row((cell(one.kode, strong=True), cell(one.nama, strong=True), Cell(figure(one.bobot)), *own,
                *_side("", one.evaluator)), section=True)  # fmt: skip
    lines = []
    for sub in one.sub:
        mine = _side(sub.mandiri.grade or "–", sub.mandiri.nilai or "belum dinilai") if both else ()
        theirs = _side(sub.evaluator.grade or "–", sub.evaluator.nilai or "belum dinilai")
        lines.append(Row((cell(sub.kode), cell(sub.nama), Cell(figure(sub.bobot)), *mine, *theirs)))
    return Group((head, *lines))


def _side(grade: str, nilai: str) -> tuple[Cell, Cell]:
    return cell(grade), Cell(figure(nilai))


# --- D. the words


def _notes(data: LheSheet) -> list[Block]:
    blocks: list[Block] = []
    for one in data.komponen:
        blocks.append(Heading(f"{one.kode}. {one.nama}", 3))
        told = [sub for sub in one.sub if sub.catatan or sub.belum_terpenuhi]
        if not told:
            blocks.append(Missing("Catatan dan rekomendasi evaluator untuk komponen ini belum ditulis."))
            continue
        blocks.append(_told(told))
    return blocks


def _told(subs: list[SubRow]) -> Table:
    columns = (Column(16), Column(42), Column(42))
    groups = []
    for sub in subs:
        name = Cell(words(f"{sub.kode} {sub.nama}") + words(f"grade {sub.evaluator.grade}", note=True))
        note = Cell(words(sub.catatan) or words("belum ditulis", note=True))
        open_ones = tuple(piece for text in sub.belum_terpenuhi or () for piece in words(f"• {text}"))
        unknown = words("kriteria belum ditandai", note=True)
        lacking = open_ones or (unknown if sub.belum_terpenuhi is None else words("semua terpenuhi", note=True))
        groups.append(Group((Row((name, note, Cell(lacking))),)))
    names = ("Sub-komponen", "Catatan dan rekomendasi", "Kriteria yang belum terpenuhi")
    return Table(columns, (titles(*names),), tuple(groups))


# --- E. what was done about earlier recommendations


def _follow_up(data: LheSheet) -> list[Block]:
    if not data.hitung:
        return [Missing("Belum ada rekomendasi sebelumnya yang tercatat.")]
    columns = (Column(30), *(Column(14, "number") for _ in data.status))
    groups = tuple(Group((Row((cell(one.asal), *(Cell(figure(count)) for count in one.jumlah))),)) for one in data.hitung)
    blocks: list[Block] = [Table(columns, (titles("Asal rekomendasi", *data.status),), groups)]
    if not data.rekomendasi:
        return [*blocks, Paragraph("Semua rekomendasi sudah selesai ditindaklanjuti.")]
    return [*blocks, Heading("Yang belum selesai", 3), _open(data.rekomendasi)]


def _open(rows: tuple[RekomendasiRow, ...]) -> Table:
    columns = (Column(20), Column(38), Column(18), Column(34))
    groups = []
    for one in rows:
        number = Cell(words(one.nomor) + words(one.asal, note=True))
        done = Cell(words(one.tindak_lanjut) or words("belum ada laporan", note=True))
        groups.append(Group((Row((number, cell(one.uraian or "–"), cell(one.status), done)),)))
    names = ("Nomor", "Rekomendasi", "Status", "Tindak lanjut terakhir")
    return Table(columns, (titles(*names),), tuple(groups))

"""A sheet with every block there is, of an office that does not exist, and long ones made of them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from tolok.values.number import format_angka
from tolok.writing.chart import BarisBatang, Batang, TitikTren, draw_capaian, draw_serapan, draw_trend
from tolok.writing.sheet import (
    Block,
    Cell,
    Chart,
    Column,
    Contents,
    Formula,
    Group,
    Heading,
    Items,
    Kop,
    Meta,
    Missing,
    Number,
    PageBreak,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Sheet,
    Signature,
    Signatures,
    Table,
    Text,
)

PERIKSA = "https://tolok.kota-contoh.go.id/periksa/7f3k-m2q9-x8zt"
_TERBITAN = ("KOP-03/2024/1", "UM-01/2024/2")
META = Meta(_TERBITAN, "9f" * 32, "1c" * 32, "31 Januari 2025, 14.10 WIB", date(2025, 2, 3), False, PERIKSA)
KOP = Kop("Pemerintah Kota Contoh", "Dinas Koperasi dan Usaha Mikro")
NAMA = (
    "Persentase koperasi aktif",
    "Persentase usaha mikro yang naik kelas menjadi usaha kecil di seluruh wilayah kota dalam satu tahun anggaran",
    "Nilai akuntabilitas kinerja",
)
SASARAN = "meningkatnya koperasi yang sehat dan usaha mikro yang berdaya saing"
JUDUL = ("LAPORAN KINERJA INSTANSI PEMERINTAH", "TAHUN 2024")
KALIMAT = (
    "Sasaran ini diukur dari register yang dikirim bidang setiap triwulan; angkanya dihitung dari barisnya dan disetujui "
    "kepala dinas sebelum terbit. Capaiannya dibandingkan dengan target Perjanjian Kinerja dan dengan tahun sebelumnya."
)
KEPALA = Signature(
    "Contoh, 3 Februari 2025", "Kepala Dinas Koperasi dan Usaha Mikro", "Ratna Widyastuti (contoh)", "Pembina", "19700101"
)
WALI = Signature("", "Wali Kota Contoh", "Bima Nugraha (contoh)")


def trend(code: int = 0) -> Chart:
    """Five years with a gap, a break and targets."""
    values = (Fraction(6842, 100), Fraction(712, 10), None, Fraction(7346, 100), Fraction(751, 10))
    targets = (Fraction(70), Fraction(715, 10), Fraction(72), Fraction(725, 10), Fraction(74))
    titik = tuple(
        TitikTren(
            str(2020 + at),
            format_angka(value + code, 2) if value is not None else "",
            value + code if value is not None else None,
            "belum terbit",
            format_angka(target + code, 2),
            target + code,
            putus=at == 3,
        )
        for at, (value, target) in enumerate(zip(values, targets, strict=True))
    )
    return draw_trend(NAMA[code % 3], "%", titik, f"Gambar 3.{code + 1} Tren {NAMA[code % 3]} tahun 2020–2024")


def capaian() -> Chart:
    baris = tuple(
        BarisBatang(nama, Batang(f"{tampil}%", Fraction(tampil.replace(",", "."))) if tampil else Batang())
        for nama, tampil in zip(NAMA, ("101,49", "78,25", ""), strict=True)
    )
    return draw_capaian(baris, "Gambar 3.90 Capaian indikator terhadap target")


def serapan() -> Chart:
    row = BarisBatang(NAMA[0], Batang("101,49%", Fraction(10149, 100)), Batang("88,12%", Fraction(8812, 100)))
    return draw_serapan((row,), "Gambar 3.91 Capaian dan serapan anggaran")


def cell(*words: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell(tuple(Text(one) for one in words), colspan, rowspan)


def table(rows: int, caption: str = "Tabel 3.1 Target dan realisasi") -> Table:
    """Groups of two rows under one sasaran; the target of row 7 prints as 5007,07."""
    groups = []
    for at in range(0, rows, 2):
        pair = []
        for index in (at, at + 1):
            first = (cell(f"Sasaran ke-{at // 2 + 1:03d}", rowspan=2),) if index == at else ()
            target = Cell((Number(f"{5000 + index},{index % 100:02d}"),))
            pair.append(Row((*first, cell(NAMA[index % 3]), target, Cell((Number(f"{index},50"),)))))
        groups.append(Group(tuple(pair)))
    header = (
        Row((cell("Sasaran", rowspan=2), cell("Indikator Kinerja", rowspan=2), cell("Tahun 2024", colspan=2))),
        Row((cell("Target"), cell("Realisasi"))),
    )
    return Table((Column(3), Column(6), Column(2, "number"), Column(2, "number")), header, tuple(groups), caption)


def report(chapters: int = 3, rows: int = 8, charts: int = 2) -> Sheet:
    """A yearly report in small: cover, contents, chapters that stand, one annex that lies, signatures."""
    blocks: list[Block] = [Contents(), PageBreak()]
    for chapter in range(chapters):
        blocks += [Heading(f"BAB {chapter + 1} AKUNTABILITAS KINERJA"), Paragraph(KALIMAT * 3)]
        for part in range(charts):
            code = chapter * charts + part
            blocks += [
                Heading(f"{chr(65 + part)}. Sasaran {code + 1}: {SASARAN}", 2),
                Paragraph(KALIMAT),
                Items((KALIMAT, "Pembinaan koperasi.", "Pendampingan usaha mikro."), "a"),
                table(rows, f"Tabel 3.{code + 1} Target dan realisasi sasaran {code + 1}"),
                Paragraph("Angka menurut terbitan yang berlaku.", note=True),
                Heading("Tren lima tahun", 3),
                trend(code),
                Missing("Analisis penyebab belum ditulis. Tulis di halaman Penjelasan indikator ini."),
            ]
        blocks.append(PageBreak())
    return Sheet(JUDUL, KOP, META, tuple(blocks), landscape=False, cover=True)


def every_block(draf: bool = False) -> Sheet:
    """Each kind of block once or more, standing and lying."""
    formula = Formula("jumlah koperasi aktif", "jumlah koperasi", "× 100%", (("N", "tahun berjalan"),))
    small = Table(
        (Column(2), Column(3)), (Row((cell("Indikator"), cell("Rumus"))),),
        (Group((Row((cell(NAMA[0]), Cell((formula,)))),)),), "Tabel 1.1 Rumus",
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        Contents(),
        PageBreak(),
        Heading("BAB I PENDAHULUAN"),
        Paragraph("MEMUTUSKAN:", strong=True, align="center"),
        Paragraph(KALIMAT),
        Pairs((Pair("TUGAS", (KALIMAT,)), Pair("FUNGSI", ("Perumusan kebijakan.", KALIMAT), "a"))),
        Heading("Isu strategis", 2),
        Items((KALIMAT, "Data koperasi belum seragam."), "1"),
        Items(("tanpa nomor",)),
        Missing("Gambaran umum organisasi belum ditulis."),
        small,
        trend(),
        PageBreak(landscape=True),
        Heading("LAMPIRAN", 1),
        Heading("Pengukuran kinerja", 2),
        table(40),
        PageBreak(landscape=False),
        Heading("BAB IV PENUTUP"),
        capaian(),
        serapan(),
        Paragraph(KALIMAT),
        Signatures(WALI, KEPALA),
    )
    meta = replace(META, draf=draf)
    return Sheet(JUDUL, KOP, meta, blocks, landscape=False, cover=True)

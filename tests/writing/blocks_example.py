"""One sheet that holds every kind of block, in the words of an office's yearly report, and long reports made of them.

People and figures are invented.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from tolok.values.number import format_angka
from tolok.writing.chart import BarisBatang, Batang, TitikTren, draw_capaian, draw_serapan, draw_trend
from tolok.writing.iku import iku_sheet
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
from writing.iku_example import IKU, RANTAI, SNAPSHOT

PERIKSA = "https://tolok.example/cek/Zp3kQ8rT1vX7uY2wA5sD9fGh/"
META = Meta(
    vintage=("KOP-01/2024/3", "KOP-03/2024/2", "UM-01/2024/1"),
    snapshot=SNAPSHOT,
    rantai=RANTAI,
    diketahui="7 Februari 2025, 14.10 WIB",
    tanggal=date(2025, 2, 7),
    draf=False,
    periksa=PERIKSA,
)
KOP = Kop("Pemerintah Kota Pasuruan", "Dinas Koperasi dan Usaha Mikro")
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
KEPALA = Signature("Pasuruan, 7 Februari 2025", "KEPALA DINAS KOPERASI\nDAN USAHA MIKRO", "Ratna Widyastuti (contoh)",
                   "Pembina Utama Muda", "19700101 199503 2 001")  # fmt: skip
WALI = Signature("", "WALI KOTA PASURUAN", "Bima Nugraha (contoh)")
BARS = (("2022", 40, "6,50"), ("2023", 52, "7,73"), ("2024", 36, "5,38"))
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 170 70" width="170" height="70">'
    '<rect width="170" height="70" fill="#fff"/>'
    + "".join(
        f'<rect x="{20 + 50 * i}" y="{60 - height}" width="30" height="{height}" fill="#2f5d62"/>'
        f'<text x="{35 + 50 * i}" y="{56 - height}" font-size="5" text-anchor="middle">{figure}</text>'
        f'<text x="{35 + 50 * i}" y="67" font-size="5" text-anchor="middle">{year}</text>'
        for i, (year, height, figure) in enumerate(BARS)
    )
    + "</svg>"
)
GROWTH = Formula(
    "jumlah volume usaha koperasi tahun N − jumlah volume usaha koperasi tahun N−1",
    "jumlah volume usaha koperasi tahun N−1",
    "× 100%",
    (("N", "tahun berjalan"), ("volume usaha", "total penjualan atau penerimaan dari barang dan jasa")),
)
LONG_NAME = "Meningkatnya kapasitas pengelolaan dan produktivitas koperasi serta pemberdayaan usaha mikro"


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


def batang_capaian() -> Chart:
    baris = tuple(
        BarisBatang(nama, Batang(f"{tampil}%", Fraction(tampil.replace(",", "."))) if tampil else Batang())
        for nama, tampil in zip(NAMA, ("101,49", "78,25", ""), strict=True)
    )
    return draw_capaian(baris, "Gambar 3.90 Capaian indikator terhadap target")


def batang_serapan() -> Chart:
    row = BarisBatang(NAMA[0], Batang("101,49%", Fraction(10149, 100)), Batang("88,12%", Fraction(8812, 100)))
    return draw_serapan((row,), "Gambar 3.91 Capaian dan serapan anggaran")


def cell(*words: str, colspan: int = 1, rowspan: int = 1, strong: bool = False) -> Cell:
    return Cell(tuple(Text(one, strong) for one in words), colspan, rowspan)


def head(words: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return cell(words, colspan=colspan, rowspan=rowspan, strong=True)


def figure(text: str) -> Cell:
    return Cell((Number(text),))


def table(rows: int, caption: str = "Tabel 3.1 Target dan realisasi") -> Table:
    """Groups of two rows under one sasaran; the target of row 7 prints as 5007,07."""
    groups = []
    for at in range(0, rows, 2):
        pair = []
        for index in (at, at + 1):
            first = (cell(f"Sasaran ke-{at // 2 + 1:03d}", rowspan=2),) if index == at else ()
            target = figure(f"{5000 + index},{index % 100:02d}")
            pair.append(Row((*first, cell(NAMA[index % 3]), target, figure(f"{index},50"))))
        groups.append(Group(tuple(pair)))
    header = (
        Row((cell("Sasaran", rowspan=2), cell("Indikator Kinerja", rowspan=2), cell("Tahun 2024", colspan=2))),
        Row((cell("Target"), cell("Realisasi"))),
    )
    return Table((Column(3), Column(6), Column(2, "number"), Column(2, "number")), header, tuple(groups), caption)


def report(chapters: int = 3, rows: int = 8, charts: int = 2) -> Sheet:
    """A yearly report in small: cover, contents, chapters with tables, figures and charts."""
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


def capaian(rows: int = 4) -> Table:
    """A table with two header rows, spans both ways, figures of several widths, a section row, a reason, a formula."""
    header = (
        Row((head("No", rowspan=2), head("Indikator", rowspan=2), head("Tahun 2024", colspan=3), head("Rumus", rowspan=2))),
        Row((head("Target"), head("Realisasi"), head("Anggaran (Rp)"))),
    )
    groups = [
        Group(
            (
                Row((Cell((Text("SASARAN", strong=True),), colspan=6, align="left"),), section=True),
                Row((cell("1", rowspan=2), cell(LONG_NAME, rowspan=2), figure("6,50"), figure("5,38"),
                     figure("168.402.517.300"), Cell((GROWTH,), rowspan=2))),
                Row((figure("100"), Cell((Text("belum terbit", note=True),)), figure("−0,90"))),
            )
        )
    ]  # fmt: skip
    for number in range(2, rows + 1):
        own = (cell(str(number)), cell(f"{LONG_NAME} ({number})"), figure(f"{number},125"), figure(f"{number * 3},1"))
        rest = (figure(f"{number}.000.000"), Cell((Formula("Nilai hasil evaluasi Inspektorat"),)))
        groups.append(Group((Row((*own, *rest)), Row((cell("", colspan=2), *own[2:], figure("1"), cell(""))))))
    columns = (Column(4, "center"), Column(26), Column(9, "number"), Column(9, "number"), Column(12, "number"), Column(40))
    return Table(columns, header, tuple(groups), "Tabel 3.1 Capaian kinerja Dinas Koperasi dan Usaha Mikro tahun 2024")


BLOCKS: tuple[Block, ...] = (
    Contents(),
    PageBreak(),
    Heading("BAB I PENDAHULUAN"),
    Heading("1.1 Gambaran umum", 2),
    Paragraph("Dinas Koperasi dan Usaha Mikro membantu Wali Kota melaksanakan urusan koperasi dan usaha mikro. " * 4),
    Items(("Perumusan kebijakan teknis", "Pembinaan koperasi dan usaha mikro"), "a"),
    Items(("Koperasi sehat", "Usaha mikro naik kelas"), "1"),
    Items(("Tata kelola",)),
    Pairs((Pair("INSTANSI", ("Dinas Koperasi dan Usaha Mikro",)), Pair("MISI", ("Memberdayakan", "Membina"), "1"))),
    Heading("1.2 Isu strategis", 2),
    Missing("Isu strategis belum ditulis oleh kantor."),
    Paragraph("Keterangan kecil di bawah uraian.", note=True),
    Paragraph("MEMUTUSKAN:", strong=True, align="center"),
    Heading("BAB II CAPAIAN"),
    capaian(),
    PageBreak(landscape=True),
    Heading("Lampiran"),
    capaian(16),
    Signatures(WALI, KEPALA),
    PageBreak(landscape=False),
    Heading("2.1.1 Pertumbuhan volume usaha", 3),
    Chart(SVG, "Gambar 3.1 Pertumbuhan volume usaha koperasi (%)", "Diagram batang: 2022 6,50; 2023 7,73; 2024 5,38"),
    trend(1),
    batang_capaian(),
    batang_serapan(),
    Paragraph("Demikian laporan ini dibuat dengan sebenarnya."),
    KEPALA,
)
LAPORAN = Sheet(JUDUL, KOP, META, BLOCKS, landscape=False, cover=True)
DRAF = replace(LAPORAN, meta=replace(META, draf=True, periksa=""))
TABEL_IKU = iku_sheet(IKU)

"""One sheet that holds every kind of block, in the words of an office's yearly report; people and figures are invented."""

from dataclasses import replace
from datetime import date

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

META = Meta(
    vintage=("KOP-01/2024/3", "KOP-03/2024/2", "UM-01/2024/1"),
    snapshot=SNAPSHOT,
    rantai=RANTAI,
    diketahui="7 Februari 2025, 14.10 WIB",
    tanggal=date(2025, 2, 7),
    draf=False,
    periksa="https://tolok.example/cek/Zp3kQ8rT1vX7uY2wA5sD9fGh/",
)
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


def words(text: str, **more: int) -> Cell:
    return Cell((Text(text),), **more)


def head(text: str, **more: int) -> Cell:
    return Cell((Text(text, strong=True),), **more)


def figure(text: str) -> Cell:
    return Cell((Number(text),))


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
                Row((words("1", rowspan=2), words(LONG_NAME, rowspan=2), figure("6,50"), figure("5,38"),
                     figure("168.402.517.300"), Cell((GROWTH,), rowspan=2))),
                Row((figure("100"), Cell((Text("belum terbit", note=True),)), figure("−0,90"))),
            )
        )
    ]  # fmt: skip
    for number in range(2, rows + 1):
        own = (words(str(number)), words(f"{LONG_NAME} ({number})"), figure(f"{number},125"), figure(f"{number * 3},1"))
        rest = (figure(f"{number}.000.000"), Cell((Formula("Nilai hasil evaluasi Inspektorat"),)))
        groups.append(Group((Row((*own, *rest)), Row((words("", colspan=2), *own[2:], figure("1"), words(""))))))
    columns = (Column(4, "center"), Column(26), Column(9, "number"), Column(9, "number"), Column(12, "number"), Column(40))
    return Table(columns, header, tuple(groups), "Tabel 3.1 Capaian kinerja Dinas Koperasi dan Usaha Mikro tahun 2024")


HEAD = Signature("Pasuruan, 7 Februari 2025", "KEPALA DINAS KOPERASI\nDAN USAHA MIKRO", "Ratna Widyastuti (contoh)",
                 "Pembina Utama Muda", "19700101 199503 2 001")  # fmt: skip
MAYOR = Signature("", "WALI KOTA PASURUAN", "Ahmad Contoh")

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
    Signatures(MAYOR, HEAD),
    PageBreak(landscape=False),
    Heading("2.1.1 Pertumbuhan volume usaha", 3),
    Chart(SVG, "Gambar 3.1 Pertumbuhan volume usaha koperasi (%)", "Diagram batang: 2022 6,50; 2023 7,73; 2024 5,38"),
    Paragraph("Demikian laporan ini dibuat dengan sebenarnya."),
    HEAD,
)
LAPORAN = Sheet(
    ("LAPORAN KINERJA INSTANSI PEMERINTAH", "TAHUN 2024"),
    Kop("Pemerintah Kota Pasuruan", "Dinas Koperasi dan Usaha Mikro"),
    META,
    BLOCKS,
    landscape=False,
    cover=True,
)
DRAF = replace(LAPORAN, meta=replace(META, draf=True, periksa=""))
TABEL_IKU = iku_sheet(IKU)

"""Documents of measurement as the tests print them: invented figures, invented people, and words that try to break out."""

from datetime import date

from tolok.values.period import Period
from tolok.writing.lembar import BuktiRow, LangkahRow, LembarSheet, ParameterRow, TerbitanRow, TotalRow
from tolok.writing.lhe import HitungRekomendasi, KomponenRow, LheSheet, NilaiSub, Predikat, RekomendasiRow, SubRow
from tolok.writing.pengukuran import AnggaranRow, AngkaUkur, PengukuranRow, PengukuranSheet, RataRataRow
from tolok.writing.sheet import (
    Formula,
    Heading,
    Items,
    Meta,
    Missing,
    Number,
    Pairs,
    Paragraph,
    Sheet,
    Signature,
    Table,
    Text,
)

META = Meta(
    vintage=("KOP-03/2024/1",), snapshot="9f2c5b1e" * 8, rantai="41d8cd98" * 8, diketahui="7 Okt 2024, 14.10 WIB",
    tanggal=date(2024, 10, 7), draf=False,
)  # fmt: skip
TTD = Signature("Pasuruan, 7 Oktober 2024", "Kepala Dinas", "Ratna Widyastuti", "Pembina Utama Muda", "197001012000032001")
HOSTILE = '#panic("x") $x$ =1+1 <w:p/> & \u202eterbalik \N{GRINNING FACE} \x07 ' + "panjang" * 200

PASURUAN = "Dinas Koperasi dan Usaha Mikro Kota Pasuruan"
KAPASITAS = "Meningkatnya kapasitas pengelolaan dan produktivitas koperasi"
PERAN = "Meningkatkan peran koperasi dan usaha mikro dalam perekonomian"

TAHUNAN = PengukuranSheet(
    pemda="Pemerintah Kota Pasuruan",
    perangkat_daerah=PASURUAN,
    periode=Period(2024),
    meta=META,
    rows=(
        PengukuranRow(
            "KOP-01", "tujuan", PERAN, "Pertumbuhan koperasi sehat", "%", "8,50",
            (AngkaUkur("8,50", "6,31", "74,24", "Sedang"),),
        ),
        PengukuranRow(
            "UM-01", "tujuan", PERAN, "Usaha mikro naik kelas", "%", "30,54", (AngkaUkur("30,54", "belum terbit", "n/a"),),
        ),
        PengukuranRow(
            "KOP-03", "sasaran", KAPASITAS, "Pertumbuhan volume usaha", "%", "6,50",
            (AngkaUkur("6,50", "5,38", "82,77", "Tinggi"),),
        ),
    ),
    anggaran=(
        AnggaranRow("2.17.03", "Program Pengawasan Koperasi", "420.000.000", "399.160.000", "95,04"),
        AnggaranRow("2.17.06", "Program Pemberdayaan Koperasi", "312.000.000", "303.264.000", "97,20"),
        AnggaranRow("2.17.08", "Program Pengembangan UMKM", "belum dianggarkan", "–", "–"),
    ),
    jumlah=AnggaranRow("", "JUMLAH", "732.000.000", "702.424.000", "95,96", "belum dianggarkan: 2.17.08"),
    rata_rata=(
        RataRataRow(PERAN, 1, 2, "74,24", "Sedang", "atas 1 dari 2 capaian; tanpa nilai: UM-01 (belum terbit)"),
        RataRataRow(KAPASITAS, 1, 1, "82,77", "Tinggi"),
        RataRataRow("Seluruh indikator kinerja utama", 2, 3, "78,50", "Tinggi", "atas 2 dari 3 capaian"),
    ),
    catatan=("KOP-01: angka ini diketik, tidak dihitung. Alasannya: register belum dibuka",),
    kebijakan="Kebijakan capaian: selisih.",
    skala="Peringkat capaian kinerja: Sangat Tinggi mulai 91.",
    signature=TTD,
)  # fmt: skip

TRIWULAN = PengukuranSheet(
    pemda="Pemerintah Kota Pasuruan",
    perangkat_daerah=PASURUAN,
    periode=Period(2024, 2),
    meta=META,
    rows=(
        PengukuranRow(
            "KOP-03", "sasaran", KAPASITAS, "Pertumbuhan volume usaha", "%", "6,50",
            (AngkaUkur("1,50", "1,41", "94,00", "Sangat Tinggi"), AngkaUkur("3,00", "2,87", "95,67", "Sangat Tinggi")),
            "Kemitraan pasar.", "Enam koperasi terlambat melapor.", "",
        ),
    ),
    rata_rata=(RataRataRow("Seluruh indikator kinerja utama", 1, 1, "95,67", "Sangat Tinggi"),),
)  # fmt: skip

LEMBAR = LembarSheet(
    pemda="Pemerintah Kota Pasuruan",
    perangkat_daerah=PASURUAN,
    nama="KOP-03 Pertumbuhan volume usaha",
    anak_judul="Tahun 2024, terbitan 2",
    meta=META,
    pokok=(("Sasaran", KAPASITAS), ("Terbitan", "2, diterbitkan 7 Okt 2024, 14.10 WIB"), ("Sumber data", "")),
    kalimat="Pertumbuhan jumlah volume usaha koperasi terhadap tahun lalu dalam persen.",
    rumus=(
        Formula("A(2024) − A(2023)", "A(2023)", "× 100", (("A", "jumlah volume usaha koperasi"),)),
        Formula("168.402.517.300 − 159.806.682.000", "159.806.682.000", "× 100"),
    ),
    hasil=(("Nilai persis", "85.958.353/15.980.668"), ("Sebelum dibulatkan", "5,378896…"), ("Dicetak", "5,38 %")),
    total=(
        TotalRow("A(2024)", "jumlah volume usaha", "jumlah(koperasi_tahunan.volume_usaha)", "168.402.517.300", "211", "0",
                 "9", "220", (("tidak ada di tahun 2023", "4"), ("volume usaha kosong", "5"))),
        TotalRow("B", "nilai LHE", "data(nilai_lhe)", "73,46", dari_luar=True),
    ),
    di_samping=("Angka sebanding: 4,90 %.",),
    parameter=(ParameterRow("kelas menurut PP 7/2021", "mikro sampai 2.000.000.000", "2 Februari 2021", "PP 7/2021"),),
    capaian=(("Target", "6,50 %"), ("Dengan angka", "5,38 ÷ 6,50 × 100"), ("Predikat", "Tinggi")),
    definisi=(("Berlaku sejak", "1 Januari 2020"), ("Sidik definisi", "3737089807a124bb" * 4)),
    dasar=("UU 25/1992 tentang Perkoperasian",),
    rujukan=("Dokumen IKU, tabel IKU, baris 3",),
    keputusan=("Kolom TAHUN 2023 dibaca sebagai realisasi.",),
    sidik=(("Koperasi, data tahunan", "7c6d76925fc3b703" * 4),),
    mesin="Mesin hitung pemasangan ini: duckdb.",
    terbitan=(
        TerbitanRow("1", "5,41", "1 Feb 2024, 10.00 WIB", "terbitan pertama"),
        TerbitanRow("2", "5,38", "7 Okt 2024, 14.10 WIB", "volume usaha satu koperasi salah ketik"),
    ),
    perubahan=("6 Okt 2024, 09.00: koreksi satu baris, Koperasi. Alasan: salah ketik",),
    langkah=(LangkahRow("Diajukan", "Hendra Wijaya", "Operator Data", "6 Okt 2024, 10.00", "sudah diperiksa"),),
    bukti=(BuktiRow("Rekap laporan RAT.pdf", "berkas", "b02195f1c18aa83d" * 4),),
)  # fmt: skip

LHE = LheSheet(
    pemda="Pemerintah Kota Pasuruan",
    dievaluasi=PASURUAN,
    tahun=2024,
    meta=META,
    dasar=("Perpres 29/2014", "PermenPANRB 88/2021"),
    komponen=(
        KomponenRow(
            "1", "Perencanaan Kinerja", "30,00", "22,10", "23,10",
            (
                SubRow("1.a", "Keberadaan", "6,00", NilaiSub("BB", "4,80"), NilaiSub("A", "5,40"), "Lengkap.", ()),
                SubRow("1.b", "Kualitas", "9,00", NilaiSub("B", "6,30"), NilaiSub("B", "6,31"), "Tinjau target.",
                       ("Setiap pegawai merumuskan perencanaan kinerja.",)),
            ),
        ),
        KomponenRow("2", "Pengukuran Kinerja", "70,00", "52,00", "50,00",
                    (SubRow("2.a", "Keberadaan", "70,00", NilaiSub("B", "52,00"), NilaiSub("C", "50,00")),)),
    ),
    bobot="100,00",
    surat="LHE 700/33/2025 tanggal 30-01-2025",
    ditetapkan="74,10",
    predikat=Predikat("BB", "Sangat Baik", "Akuntabilitas kinerja sangat baik pada dua pertiga unit kerja."),
    jumlah="74,10",
    mandiri="73,11",
    skala="Predikat AKIP: BB di atas 70.",
    status=("Jumlah", "Sesuai", "Belum sesuai"),
    hitung=(HitungRekomendasi("APIP (Inspektorat)", ("48", "47", "1")),),
    rekomendasi=(RekomendasiRow("APIP/2024/009/1", "APIP", "Lengkapi bukti", "belum sesuai", "24 Januari: BA 1"),),
    signature=TTD,
)  # fmt: skip


def words_in(sheet: Sheet) -> list[str]:
    """Every word that stands in the blocks of a sheet, in order, as the writers get it."""
    found: list[str] = []
    for block in sheet.blocks:
        match block:
            case Heading() | Paragraph() | Missing():
                found.append(block.words)
            case Items(items=items):
                found += items
            case Pairs(pairs=pairs):
                found += [text for pair in pairs for text in (pair.label, *pair.items)]
            case Table():
                found += _of_table(block)
            case Signature():
                found += [block.tempat_tanggal, block.jabatan, block.nama, block.pangkat, block.nip]
            case _:
                raise AssertionError(f"dokumen ukur tidak memakai {type(block).__name__}")
    return [text for text in found if text]


def _of_table(table: Table) -> list[str]:
    rows = [*table.header, *(row for group in table.groups for row in group.rows)]
    found = []
    for piece in (piece for row in rows for cell in row.cells for piece in cell.pieces):
        match piece:
            case Text(words=text) | Number(words=text):
                found.append(text)
            case Formula():
                found += [piece.numerator, piece.denominator, piece.factor]
                found += [text for pair in piece.legend for text in pair]
    return found


def cells_of(table: Table) -> list[list[str]]:
    """The rows of a table below its header, each cell as its words in one line."""
    return [
        [" ".join(getattr(piece, "words", "rumus") for piece in cell.pieces) for cell in row.cells]
        for group in table.groups
        for row in group.rows
    ]


def tables_of(sheet: Sheet) -> list[Table]:
    return [block for block in sheet.blocks if isinstance(block, Table)]


def missing_in(sheet: Sheet) -> list[str]:
    return [block.words for block in sheet.blocks if isinstance(block, Missing)]

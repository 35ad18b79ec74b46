"""Documents of invented offices as our own writers print them, and what each of them says: for reading them back.

Everything comes from a seed. What a reader must find is told in the shape in which readings are compared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from tolok.values.number import format_angka
from tolok.values.period import Period
from tolok.writing.docx import write_docx
from tolok.writing.iku import IkuRow, IkuSheet, Jenjang, Layout, iku_sheet
from tolok.writing.matrik import MatrikRow, MatrikSheet, matrik_sheet
from tolok.writing.pdf import write_pdf
from tolok.writing.pk import PkData, PkHasil, PkIndikator, PkPihak, PkPos, pk_sheet
from tolok.writing.sheet import Formula, Meta, Sheet, Signature

Indikator = dict[str, Any]

POKOK = (
    "koperasi", "usaha mikro", "pasar rakyat", "perpustakaan sekolah", "puskesmas", "kelompok tani", "sentra kerajinan",
    "tempat wisata", "bank sampah", "rumah baca", "halte", "balai latihan kerja",
)  # fmt: skip
SIFAT = (
    "yang memiliki izin usaha", "yang menyampaikan laporan tahunan", "yang melayani secara daring", "yang terakreditasi",
    "yang menyelenggarakan rapat tahunan", "yang memakai aplikasi pembukuan", "yang ramah disabilitas",
)  # fmt: skip
AIM = (
    "Meningkatnya mutu layanan", "Meningkatnya daya saing", "Terwujudnya tata kelola yang terbuka pada",
    "Menurunnya kesenjangan antarwilayah pada", "Meningkatnya keterlibatan warga dalam pengelolaan",
)  # fmt: skip
BIDANG = ("Bidang Koperasi", "Bidang Usaha Mikro", "Sekretariat", "Bidang Sarana dan Prasarana", "UPTD Pengelolaan Pasar")
SUMBER = ("Laporan keragaan", "Data hasil pendataan lapangan", "Rekapitulasi bidang", "Laporan tahunan pengelola")
META = Meta((), "5f" * 32, "a1" * 32, "7 Okt 2024, 14.10 WIB", date(2024, 10, 7), False)
PEMDA, KANTOR = "Pemerintah Kota Contoh", "Dinas Koperasi dan Usaha Mikro Kota Contoh"
KEPALA = Signature("Contoh, 7 Oktober 2024", "Kepala Dinas Koperasi\nKota Contoh", "Ratna Widyastuti (contoh)", "Pembina")
WRITERS: dict[str, Callable[[Sheet], bytes]] = {"docx": write_docx, "pdf": write_pdf}


@dataclass(frozen=True)
class Cetakan:
    """One printed document: its name, its sheet, and the measures that it states."""

    nama: str
    sheet: Sheet
    indikator: tuple[Indikator, ...]


@dataclass(frozen=True)
class _Measure:
    kode: str
    aim: str
    nama: str
    satuan: str
    formula: Formula
    figures: tuple[str, ...]


def cetakan(seed: int, rows: int = 12, tahun: int = 3, lengkap: bool = True) -> list[Cetakan]:
    """The four documents of one invented office: IKU in both layouts, matrix over so many years, Perjanjian Kinerja.

    Without `lengkap` the IKU has targets only, no columns for results.
    """
    measures = _measures(Random(seed), rows)
    matrik = _matrik(measures, tahun)
    return [_iku(measures, "pasuruan", lengkap), _iku(measures, "bekasi", lengkap), matrik, _pk(measures)]


def tata_letak() -> list[Cetakan]:
    """Ten layouts of our own pages: two IKU, with results and without, long and short; matrices; agreements."""
    return [*cetakan(21, 4), *cetakan(22, 5, tahun=5, lengkap=False), *cetakan(23, 9)[:2]]


def _measures(draw: Random, rows: int) -> list[_Measure]:
    found: list[_Measure] = []
    aims = draw.sample([f"{aim} {pokok}" for aim in AIM for pokok in POKOK], k=max(1, rows // 2))
    pairs = draw.sample([(pokok, sifat) for pokok in POKOK for sifat in SIFAT], k=rows)
    for at, (pokok, sifat) in enumerate(pairs):
        share = draw.random() < 0.7
        counted = f"jumlah {pokok} {sifat}"
        if share:
            name, unit = f"Persentase {pokok} {sifat}", "%"
            formula = Formula(counted, f"jumlah seluruh {pokok}", "× 100%")
        else:
            name, unit, formula = (f"Jumlah {pokok} {sifat}", draw.choice(("unit", "lembaga", "lokasi")), Formula(counted))
        figures = tuple(_figure(draw, share) for _ in range(8))
        found.append(_Measure(f"X-{at + 1:02}", aims[at * len(aims) // rows], name, unit, formula, figures))
    return found


def _figure(draw: Random, share: bool) -> str:
    if draw.random() < 0.1:
        return "belum ada"
    return format_angka(Fraction(draw.randrange(1, 10_000), 100), 2) if share else format_angka(draw.randrange(1, 40_000))


def _said(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _formula(formula: Formula) -> str:
    below = f" / {formula.denominator}" if formula.denominator else ""
    return f"{formula.numerator}{below} {formula.factor}".strip()


def _plain(one: _Measure) -> Indikator:
    return {"nama": one.nama, "satuan": one.satuan, "formula_teks": _formula(one.formula)}


def _jenjang(measures: list[_Measure], one: _Measure) -> Jenjang:
    """The first aim of an office is its tujuan, the others are sasaran."""
    return "tujuan" if one.aim == measures[0].aim else "sasaran"


def _years(**figures: str) -> dict[str, str]:
    return {year.lstrip("t"): text for year, text in figures.items() if _said(text)}


def _iku(measures: list[_Measure], layout: Layout, lengkap: bool) -> Cetakan:
    rows, told = [], []
    for at, one in enumerate(measures):
        jenjang = _jenjang(measures, one)
        owner, source = BIDANG[at % len(BIDANG)], SUMBER[at % len(SUMBER)]
        rows.append(IkuRow(
            one.kode, jenjang, one.aim, one.nama, one.satuan, one.formula,
            alasan=f"Ukuran ini menunjukkan hasil nomor {at + 1}",
            sumber_data=source, penanggung_jawab=owner, realisasi_lalu=one.figures[0], target=one.figures[1],
            realisasi=one.figures[2] if lengkap else "",
        ))  # fmt: skip
        reason = {} if layout == "pasuruan" else {"alasan": rows[-1].alasan}
        told.append(_plain(one) | reason | {
            jenjang: one.aim, "sumber_data": source, "penanggung_jawab": owner, "target": _years(t2024=one.figures[1]),
            "realisasi": _years(t2023=one.figures[0], t2024=one.figures[2] if lengkap else ""),
        })  # fmt: skip
    data = IkuSheet(PEMDA, KANTOR, Period(2024), META, tuple(rows), visi="Warga berdaya", signature=KEPALA)
    return Cetakan(f"iku-{layout}", iku_sheet(data, layout), tuple(told))


def _matrik(measures: list[_Measure], many: int) -> Cetakan:
    rows, told, tahun = [], [], tuple(range(2022, 2022 + many))
    for one in measures:
        jenjang = _jenjang(measures, one)
        target, realisasi = one.figures[:many], one.figures[many : many + 2]
        rows.append(
            MatrikRow(one.kode, jenjang, one.aim, one.nama, one.satuan, "belum dihubungkan", target, realisasi, one.formula)
        )
        told.append(_plain(one) | {
            jenjang: one.aim,
            "target": _years(**{f"t{2022 + at}": text for at, text in enumerate(target)}),
            "realisasi": _years(**{f"t{2022 + at}": text for at, text in enumerate(realisasi)}),
        })  # fmt: skip
    data = MatrikSheet(PEMDA, KANTOR, f"Renstra 2022–{tahun[-1]}", tahun, (2022, 2023), META, tuple(rows), signature=KEPALA)
    return Cetakan("matrik", matrik_sheet(data), tuple(told))


def _pk(measures: list[_Measure]) -> Cetakan:
    aims = list(dict.fromkeys(one.aim for one in measures))
    hasil = tuple(
        PkHasil(aim, tuple(PkIndikator(m.nama, m.satuan, m.figures[1]) for m in measures if m.aim == aim)) for aim in aims
    )
    told = tuple(
        {"nama": m.nama, "satuan": m.satuan, "sasaran": m.aim, "target": _years(t2024=m.figures[1])} for m in measures
    )
    data = PkData(
        pemda=PEMDA, perangkat_daerah=KANTOR, tahun=2024, jenjang="kepala",
        pertama=PkPihak("Ratna Widyastuti (contoh)", "Kepala Dinas Koperasi Kota Contoh", "Pembina"),
        kedua=PkPihak("Suryo Adiwinata (contoh)", "Wali Kota Contoh"), tempat="Contoh", tanggal="26 Januari 2024",
        hasil=hasil,
        pos=(PkPos("Program Penunjang", "5.240.000.000", "APBD"), PkPos("Program Pengawasan", "420.000.000", "APBD")),
        judul_hasil="Sasaran Strategis", judul_pos="Program", jumlah="5.660.000.000", meta=META,
    )  # fmt: skip
    return Cetakan("pk", pk_sheet(data), told)

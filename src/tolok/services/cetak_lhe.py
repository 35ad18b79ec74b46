"""LHE AKIP of an office for a year: the LKE as known at an instant, its letter, and what became of recommendations."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from tolok.measurement.akip import Komponen, NilaiAkip, SubKomponen
from tolok.measurement.skala import Skala, predikat
from tolok.services import paket
from tolok.services.lke import Lembar, Nilai, criteria_of, sheet_of
from tolok.services.permintaan_cetak import Dokumen, PermintaanCetak, angka_cetak, stamps
from tolok.services.selectors import figures_of
from tolok.services.tanda_tangan import sign_by_inspector
from tolok.services.temuan import ASAL, STATUS, Rekomendasi, findings_of
from tolok.store.models import PerangkatDaerah, Realisasi, TindakLanjut, register_model
from tolok.values.instant import WIB, tanggal_panjang
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka, parse_fraction
from tolok.values.period import Period
from tolok.writing.lhe import HitungRekomendasi, KomponenRow, LheSheet, NilaiSub, Predikat, RekomendasiRow, SubRow, lhe_sheet

KODE_NILAI = "TK-01"
"""The Indikator that the score becomes."""
PERPRES = "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah"


def dokumen(request: PermintaanCetak) -> Dokumen:
    """The report. IssueError TLK-P074: nothing was graded; TLK-P075: not established by letter, and no draft asked for."""
    kantor, tahun, at = request.kantor, request.tahun, request.at
    lembar = sheet_of(kantor, tahun, at)
    if not lembar.evaluator and not lembar.ditetapkan:
        raise IssueError(_nothing(request))
    if not lembar.ditetapkan and not request.draf:
        raise IssueError(_not_established(request, lembar))
    earlier = _earlier(kantor, tahun, at)
    published = _published(request, lembar)
    plan = [repr(lembar.evaluator), repr(lembar.mandiri), lembar.ditetapkan, lembar.lhe, [one.baris.pk for one in earlier]]
    meta = stamps(request, published, plan, _facts(request, lembar, earlier))
    scale = next(one for one in paket.daftar_skala() if one.nama == "akip")
    data = LheSheet(
        pemda=f"Pemerintah {kantor.pemda.nama}",
        dievaluasi=f"{kantor.nama} {kantor.pemda.nama}",
        tahun=tahun,
        meta=meta,
        dasar=(PERPRES, f"{lembar.bobot.dasar} tentang Evaluasi Akuntabilitas Kinerja Instansi Pemerintah"),
        komponen=tuple(_komponen(one, lembar) for one in lembar.bobot.komponen),
        bobot=format_angka(sum((one.bobot for one in lembar.bobot.komponen), Fraction(0)), 2),
        surat=lembar.lhe,
        ditetapkan=format_angka(parse_fraction(lembar.ditetapkan), 2) if lembar.ditetapkan else "",
        predikat=_predikat(lembar, scale),
        jumlah=_sum(lembar.nilai_evaluator),
        belum_dinilai=tuple(sub.kode for sub in _lines(lembar) if sub.kode not in lembar.evaluator),
        mandiri=_sum(lembar.nilai_mandiri) if lembar.mandiri else "",
        skala=_scale_words(scale),
        status=("Jumlah", *(one.capitalize() for one in STATUS)),
        hitung=tuple(_counted(earlier)),
        rekomendasi=tuple(_open(one) for one in earlier if not one.selesai),
        signature=sign_by_inspector(kantor, meta.tanggal),
    )
    target = format_angka(parse_fraction(published[0].target), 2) if published and published[0].target else ""
    return Dokumen(lhe_sheet(data), tuple(angka_cetak(one, target) for one in published))


def _nothing(request: PermintaanCetak) -> Issue:
    what = f"Belum ada nilai evaluasi tahun {request.tahun}."
    todo = "Isi penilaian evaluator di menu Pengawasan, atau terima register LKE tahun itu."
    return Issue("TLK-P074", "salah", "LHE AKIP", what, "Laporan hasil evaluasi memuat nilai dari evaluator.", todo)


def _not_established(request: PermintaanCetak, lembar: Lembar) -> Issue:
    lacking = f" ({lembar.nilai_evaluator.alasan})" if lembar.nilai_evaluator.alasan else ""
    what = f"Hasil evaluasi tahun {request.tahun} belum ditetapkan{lacking}."
    todo = "Tetapkan hasilnya dengan nomor dan tanggal LHE, atau cetak sebagai draf."
    return Issue("TLK-P075", "salah", "LHE AKIP", what, "Nilai evaluasi resmi sesudah ditetapkan dengan surat.", todo)


# --- scores


def _lines(lembar: Lembar) -> Iterator[SubKomponen]:
    for one in lembar.bobot.komponen:
        yield from one.sub


def _sum(nilai: NilaiAkip) -> str:
    return format_angka(nilai.nilai, 2) if nilai.nilai is not None else ""


def _predikat(lembar: Lembar, scale: Skala) -> Predikat | None:
    """Of the score in the letter; a sum that nobody established has no predikat."""
    if not lembar.ditetapkan:
        return None
    kelas = predikat(parse_fraction(lembar.ditetapkan), scale)
    return Predikat(kelas.label, kelas.arti, dict(lembar.bobot.interpretasi).get(kelas.label, ""))


def _scale_words(scale: Skala) -> str:
    parts = [
        f"{one.label} ({one.arti}) {'di atas' if one.tepi == 'eksklusif' else 'mulai'} {format_angka(one.bawah)}"
        if one.bawah is not None
        else f"{one.label} ({one.arti}) di bawah itu"
        for one in scale.batas
    ]
    return f"{scale.label} menurut {scale.dasar}: {'; '.join(parts)}."


def _komponen(one: Komponen, lembar: Lembar) -> KomponenRow:
    def points(nilai: NilaiAkip) -> str:
        found = nilai.per_komponen.get(one.kode)
        return format_angka(found, 2) if found is not None else "belum lengkap"

    return KomponenRow(
        kode=one.kode,
        nama=one.nama,
        bobot=format_angka(one.bobot, 2),
        evaluator=points(lembar.nilai_evaluator),
        mandiri=points(lembar.nilai_mandiri),
        sub=tuple(_sub(sub, lembar) for sub in one.sub),
    )


def _sub(sub: SubKomponen, lembar: Lembar) -> SubRow:
    given = lembar.evaluator.get(sub.kode)
    return SubRow(
        kode=sub.kode,
        nama=sub.nama,
        bobot=format_angka(sub.bobot, 2),
        evaluator=_graded(sub, given, lembar),
        mandiri=_graded(sub, lembar.mandiri.get(sub.kode), lembar),
        catatan=given.catatan if given else "",
        belum_terpenuhi=_unfulfilled(sub, given),
    )


def _graded(sub: SubKomponen, given: Nilai | None, lembar: Lembar) -> NilaiSub:
    """Grade and its points of the weight, exact; empty without a grade."""
    if given is None:
        return NilaiSub()
    values: Mapping[str, Fraction] = dict(lembar.bobot.jawaban)
    return NilaiSub(given.grade, format_angka(values[given.grade] / 100 * sub.bobot, 2))


def _unfulfilled(sub: SubKomponen, given: Nilai | None) -> tuple[str, ...] | None:
    """Criteria that the evaluator left unmarked; None for a grade that came with the register, where none are told."""
    if given is None or given.dasar == 0 or given.oleh == "":
        return None
    return tuple(one.isi for one in criteria_of(sub.kode) if one.nomor not in given.kriteria)


# --- recommendations


def _earlier(kantor: PerangkatDaerah, tahun: int, at: datetime) -> list[Rekomendasi]:
    """Every recommendation of a report of the evaluated year or before, the newest report first."""
    found = [one for one in findings_of(kantor, at) if one.baris.periode <= tahun]
    return [part for one in found for part in one.rekomendasi]


def _counted(rows: Sequence[Rekomendasi]) -> Iterator[HitungRekomendasi]:
    if not rows:
        return
    for asal, nama in zip(ASAL, ("APEP (BPK)", "APIP (Inspektorat)"), strict=True):
        mine = [one for one in rows if one.baris.asal == asal]
        yield HitungRekomendasi(nama, _counts(mine))
    yield HitungRekomendasi("Seluruhnya", _counts(rows))


def _counts(rows: Sequence[Rekomendasi]) -> tuple[str, ...]:
    return (format_angka(len(rows)), *(format_angka(sum(one.status == status for one in rows)) for status in STATUS))


def _open(one: Rekomendasi) -> RekomendasiRow:
    last = one.tindak_lanjut[-1] if one.tindak_lanjut else None
    row = one.baris
    nomor = f"{row.nomor_temuan} rekomendasi {row.nomor_rekomendasi}"
    return RekomendasiRow(nomor, str(row.asal or ""), str(row.uraian or ""), one.status, _told(last) if last else "")


def _told(one: TindakLanjut) -> str:
    day = tanggal_panjang(datetime(one.tanggal.year, one.tanggal.month, one.tanggal.day, 12, tzinfo=WIB))
    return f"{day}: {one.isi}{f' ({one.bukti})' if one.bukti else ''}"


# --- stamps


def _published(request: PermintaanCetak, lembar: Lembar) -> list[Realisasi]:
    """The published figure that this score became, where it says the same."""
    if not lembar.ditetapkan:
        return []
    found = figures_of(request.kantor, Period(request.tahun), request.at, KODE_NILAI)
    rows = [one.terbit.realisasi for one in found if one.terbit]
    return [one for one in rows if one.tampil == format_angka(parse_fraction(lembar.ditetapkan), 2)]


def _facts(request: PermintaanCetak, lembar: Lembar, earlier: Sequence[Rekomendasi]) -> list[datetime]:
    """When everything was written down that stands in the report."""
    facts = [one.pada for grades in (lembar.evaluator, lembar.mandiri) for one in grades.values()]
    facts += [one.baris.diketahui_dari for one in earlier]
    facts += [step.pada for one in earlier for step in one.tindak_lanjut]
    letter = register_model("data").objects.filter(
        perangkat_daerah=request.kantor.kode, periode=request.tahun, kode="nilai_lhe", diketahui_dari__lte=request.at
    )
    return facts + list(letter.values_list("diketahui_dari", flat=True))

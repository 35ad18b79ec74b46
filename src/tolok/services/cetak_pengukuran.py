"""Pengukuran Kinerja of an office: published figures of a year or of its triwulan, their words, programs and money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from tolok.measurement.capaian import Capaian, KebijakanCapaian, rata_rata_capaian
from tolok.measurement.skala import Skala, predikat
from tolok.services import paket
from tolok.services.anggaran import Serapan, ledger_of, serapan_of_node, sum_of
from tolok.services.iku import definition_at
from tolok.services.penjelasan import penjelasan_of
from tolok.services.permintaan_cetak import Dokumen, PermintaanCetak, angka_cetak, stamps
from tolok.services.program import program_tree
from tolok.services.selectors import AngkaKantor, figures_of
from tolok.services.tanda_tangan import sign_by_head
from tolok.store.models import Anggaran, IndikatorKantor, Penjelasan, PerangkatDaerah, Realisasi
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka, parse_fraction
from tolok.values.period import Period
from tolok.writing.pengukuran import (
    TIDAK_BERLAKU,
    AnggaranRow,
    AngkaUkur,
    PengukuranRow,
    PengukuranSheet,
    RataRataRow,
    pengukuran_sheet,
)

BELUM_TERBIT = "belum terbit"
BELUM_DIHITUNG = "belum dihitung"
BELUM_ADA = "belum ada"


@dataclass(frozen=True)
class _Ukur:
    """One IKU in one period as it is printed: `row` is its published vintage, or the newest one in a draft document."""

    figure: AngkaKantor
    row: Realisasi | None
    terbit: bool
    capaian: Capaian
    cetak: AngkaUkur


def dokumen(request: PermintaanCetak) -> Dokumen:
    """The document of a year (`triwulan` 0), or of the triwulan so far. IssueError TLK-P070: there is nothing to print."""
    kantor, period = request.kantor, request.period
    periods = [Period(period.tahun, tw) for tw in range(1, period.triwulan + 1)] or [period]
    measured = {one: _measured(request, one) for one in periods}
    asked = measured[period]
    if not any(one.row is not None for one in asked):
        raise IssueError(_nothing(request))
    explained = _explanations(asked, request.at) if period.triwulan else {}
    rows = tuple(_row(index, measured, period, explained, request.at) for index in range(len(asked)))
    anggaran, jumlah, booked = _budget(kantor, period, request.at)
    every = [one for found in measured.values() for one in found if one.terbit]
    published = [one.row for one in every if one.row is not None]
    angka = tuple(angka_cetak(one.row, one.cetak.target) for one in every if one.row is not None)
    facts = [*booked, *(text.pada for kinds in explained.values() for text in kinds.values())]
    plan = [repr(rows), repr(anggaran), repr(jumlah)]
    meta = stamps(request, published, plan, facts)
    policy = paket.kebijakan().berlaku(date(period.tahun, 12, 31))
    scale = _scale()
    data = PengukuranSheet(
        pemda=f"Pemerintah {kantor.pemda.nama}",
        perangkat_daerah=f"{kantor.nama} {kantor.pemda.nama}",
        periode=period,
        meta=meta,
        rows=rows,
        anggaran=anggaran,
        jumlah=jumlah,
        rata_rata=_means(asked, policy, scale),
        catatan=tuple(_notes(asked)),
        kebijakan=_policy_words(asked, policy),
        skala=_scale_words(scale),
        signature=sign_by_head(kantor, meta.tanggal),
    )
    return Dokumen(pengukuran_sheet(data), angka)


def _nothing(request: PermintaanCetak) -> Issue:
    place = f"Pengukuran Kinerja {request.period.label}"
    if request.draf:
        what, todo = f"Belum ada angka untuk {request.period.label}.", "Buka periode itu, lalu hitung angkanya."
    else:
        what = f"Belum ada angka terbit untuk {request.period.label}."
        todo = "Terbitkan dahulu angkanya, atau cetak sebagai draf."
    return Issue("TLK-P070", "salah", place, what, "Dokumen hanya memuat angka yang sudah ada pada saat itu.", todo)


# --- figures


def _measured(request: PermintaanCetak, period: Period) -> list[_Ukur]:
    return [_ukur(one, request, period) for one in figures_of(request.kantor, period, request.at)]


def _ukur(figure: AngkaKantor, request: PermintaanCetak, period: Period) -> _Ukur:
    """The published vintage in force; in a draft the newest one where nothing is published."""
    if figure.terbit:
        row = figure.terbit.realisasi
        return _of(figure, row, True, row.capaian or {}, parse_fraction(row.target) if row.target else None)
    newest = figure.kini
    if request.draf and newest:
        return _of(figure, newest.realisasi, False, figure.capaian or {}, figure.target)
    reason = BELUM_DIHITUNG if request.draf else BELUM_TERBIT
    _, desimal = _unit(figure, period, request.at)
    cetak = AngkaUkur(_target(figure.target, desimal), reason, TIDAK_BERLAKU)
    return _Ukur(figure, None, False, Capaian(None, reason), cetak)


def _unit(figure: AngkaKantor, period: Period, at: datetime) -> tuple[str, int]:
    """Satuan and decimals: of the newest vintage's definition, else of the one in force; `–` and two without any."""
    if figure.kini:
        isi = figure.kini.realisasi.definisi.isi
        return str(isi["satuan_tampil"]), int(isi["desimal"])
    try:
        definisi = definition_at(figure.indikator, period.tahun, at)
    except IssueError:
        return "–", 2
    return definisi.satuan_tampil, definisi.desimal


def _of(figure: AngkaKantor, row: Realisasi, terbit: bool, sheet: Mapping[str, Any], target: Fraction | None) -> _Ukur:
    nilai = parse_fraction(sheet["nilai"]) if sheet.get("nilai") else None
    # Without a figure its own reason says more than that nothing could be compared.
    alasan = None if nilai is not None else str(row.alasan or sheet.get("alasan") or BELUM_ADA)
    capaian = Capaian(nilai, alasan, sheet.get("catatan"), nilai)
    cetak = AngkaUkur(
        target=_target(target, row.definisi.isi["desimal"]),
        realisasi=row.tampil or row.alasan,
        capaian=str(sheet.get("tampil") or (TIDAK_BERLAKU if row.alasan else sheet.get("alasan") or BELUM_ADA)),
        predikat=str(sheet.get("predikat") or ""),
    )
    return _Ukur(figure, row, terbit, capaian, cetak)


def _target(target: Fraction | None, desimal: int) -> str:
    return BELUM_ADA if target is None else format_angka(target, desimal)


def _explanations(asked: Sequence[_Ukur], at: datetime) -> dict[int, dict[str, Penjelasan]]:
    """Vintage → kind → the words that stand beside it: those of the published vintage as it was published."""
    return {one.row.pk: penjelasan_of(one.row, at) for one in asked if one.row is not None}


def _row(
    index: int,
    measured: Mapping[Period, Sequence[_Ukur]],
    period: Period,
    explained: Mapping[int, Mapping[str, Penjelasan]],
    at: datetime,
) -> PengukuranRow:
    asked = measured[period][index]
    indikator: IndikatorKantor = asked.figure.indikator
    satuan, desimal = _unit(asked.figure, period, at)
    texts = explained.get(asked.row.pk, {}) if asked.row is not None else {}
    return PengukuranRow(
        kode=indikator.kode,
        jenjang="tujuan" if indikator.jenjang == "tujuan" else "sasaran",
        tujuan_sasaran=indikator.tujuan_sasaran,
        indikator=indikator.nama,
        satuan=satuan,
        target_tahun=_target(asked.figure.target_tahun, desimal),
        angka=tuple(found[index].cetak for found in measured.values()),
        pendorong=texts["pendorong"].isi if "pendorong" in texts else "",
        penghambat=texts["penghambat"].isi if "penghambat" in texts else "",
        tindak_lanjut=texts["tindak_lanjut"].isi if "tindak_lanjut" in texts else "",
    )


def _notes(asked: Sequence[_Ukur]) -> list[str]:
    """What a reader must know beside the figures: not published, typed, corrected, floored."""
    working = [f"{one.row.indikator.kode} ({one.row.status})" for one in asked if one.row is not None and not one.terbit]
    notes = [f"Angka kerja, belum terbit: {', '.join(working)}."] if working else []
    for one in asked:
        row, kode = one.row, one.figure.indikator.kode
        if row is not None and row.cara == "diketik":
            notes.append(f"{kode}: angka ini diketik, tidak dihitung. Alasannya: {row.alasan_ketik}")
        if row is not None and row.nomor > 1 and row.alasan_koreksi:
            notes.append(f"{kode}: terbitan {row.nomor}, karena {row.alasan_koreksi}")
        if one.capaian.catatan:
            notes.append(f"{kode}: capaian {one.capaian.catatan}.")
    return notes


# --- means


def _means(asked: Sequence[_Ukur], policy: KebijakanCapaian, scale: Skala) -> tuple[RataRataRow, ...]:
    """The mean of every tujuan and sasaran in the order of the document, then that of all Indikator."""
    members: dict[str, dict[str, Capaian]] = {}
    for one in asked:
        indikator = one.figure.indikator
        members.setdefault(indikator.tujuan_sasaran, {})[indikator.kode] = one.capaian
    means = [_mean(nama, found, policy, scale) for nama, found in members.items()]
    every = {one.figure.indikator.kode: one.capaian for one in asked}
    return (*means, _mean("Seluruh indikator kinerja utama", every, policy, scale))


def _mean(nama: str, members: Mapping[str, Capaian], policy: KebijakanCapaian, scale: Skala) -> RataRataRow:
    mean = rata_rata_capaian(members, policy)
    return RataRataRow(
        nama=nama,
        dihitung=mean.dihitung,
        dinyatakan=mean.dinyatakan,
        rata_rata=format_angka(mean.nilai, 2) if mean.nilai is not None else str(mean.alasan),
        predikat=predikat(mean.nilai, scale).label if mean.nilai is not None else "",
        catatan=mean.catatan or "",
    )


def _policy_words(asked: Sequence[_Ukur], policy: KebijakanCapaian) -> str:
    """The policy of the mean, and where a published capaian was frozen under another one, that too."""
    others = sorted(
        f"{one.figure.indikator.kode} ({named})"
        for one in asked
        if one.row is not None and (named := (one.row.capaian or {}).get("kebijakan", policy.nama)) != policy.nama
    )
    words = f"Kebijakan capaian: {policy.nama} ({policy.dasar}). {policy.penjelasan}"
    if policy.batas_rata_rata is not None:
        words += f" Capaian di atas {format_angka(policy.batas_rata_rata)} masuk rata-rata sebagai batas itu."
    return f"{words} Capaian menurut kebijakan lain: {', '.join(others)}." if others else words


def _scale() -> Skala:
    return next(one for one in paket.daftar_skala() if one.nama == "capaian")


def _scale_words(scale: Skala) -> str:
    parts = []
    for kelas in scale.batas:
        if kelas.bawah is None:
            parts.append(f"{kelas.label} di bawah itu")
        else:
            edge = "mulai" if kelas.tepi == "inklusif" else "di atas"
            parts.append(f"{kelas.label} {edge} {format_angka(kelas.bawah)}")
    return f"{scale.label}: {'; '.join(parts)}. Dasar: {scale.dasar}."


# --- money


def _budget(
    kantor: PerangkatDaerah, period: Period, at: datetime
) -> tuple[tuple[AnggaranRow, ...], AnggaranRow | None, list[datetime]]:
    """Programs with their money, the total, and when the amounts were written down."""
    book = ledger_of(kantor, period.tahun, at)
    nodes = program_tree(kantor, period)
    found = [(node.program, serapan_of_node(node, book, period)) for node in nodes]
    booked = [(program, serapan) for program, serapan in found if serapan is not None]
    rows = tuple(_money(program.kode, program.nama, serapan) for program, serapan in found)
    total = sum_of([serapan for _, serapan in booked])
    if total is None:
        return (), None, []
    missing = [program.kode for program, serapan in found if serapan is None]
    unspent = [program.kode for program, serapan in booked if serapan.realisasi is None]
    notes = [f"belum dianggarkan: {', '.join(missing)}"] if missing else []
    notes += [f"realisasi belum dilaporkan: {', '.join(unspent)}"] if unspent else []
    jumlah = _money("", "JUMLAH", total, "; ".join(notes))
    return rows, jumlah, [row.diketahui_dari for quarters in book.values() for row in _seen(quarters, period)]


def _seen(quarters: Mapping[int, Anggaran], period: Period) -> list[Anggaran]:
    return [row for tw, row in quarters.items() if tw <= (period.triwulan or 4)]


def _money(kode: str, nama: str, serapan: Serapan | None, catatan: str = "") -> AnggaranRow:
    if serapan is None:
        return AnggaranRow(kode, nama, "belum dianggarkan", "–", "–")
    spent = format_angka(serapan.realisasi) if serapan.realisasi is not None else "belum dilaporkan"
    share = format_angka(serapan.persen, 2) if serapan.persen is not None else "–"
    notes = [catatan] if catatan else []
    notes += [f"realisasi sampai {serapan.posisi}"] if serapan.posisi and serapan.realisasi is not None else []
    return AnggaranRow(kode, nama, format_angka(serapan.pagu), spent, share, "; ".join(notes))

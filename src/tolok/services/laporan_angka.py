"""The seven analyses of each IKU from what was read: exact differences and progress, printed once, reasons where none."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tolok.measurement.capaian import Arah, Capaian, compute_capaian, rata_rata_capaian
from tolok.measurement.penjelasan import worsening
from tolok.measurement.perbandingan import change, growth
from tolok.services.anggaran import efficiency, serapan_of_node, sum_of
from tolok.services.laporan_anggaran import lines_of
from tolok.services.laporan_bahan import TAHUN_TREN, Bahan
from tolok.services.naskah_laporan import StandarNasional, standar_of
from tolok.services.permintaan_cetak import vintage_code
from tolok.services.persetujuan import capaian_sheet
from tolok.services.program import supporters_of
from tolok.services.target import target_text
from tolok.store.models import IndikatorKantor, Realisasi
from tolok.values.number import format_angka, parse_fraction
from tolok.writing.lkjip_data import (
    Angka,
    AngkaTahun,
    Banding,
    Efisiensi,
    IndikatorLaporan,
    KelompokLaporan,
    Pembanding,
    Sebab,
)

ARAH: Mapping[str, str] = {
    "naik": "makin tinggi makin baik",
    "turun": "makin rendah makin baik",
    "stabil": "makin dekat target makin baik",
}
BELUM_TERBIT = "belum terbit"
BELUM_DITETAPKAN = "belum ditetapkan"


def groups_of(bahan: Bahan) -> tuple[KelompokLaporan, ...]:
    """Every tujuan and sasaran that has IKU, in the order of the plan, with all that is known of them."""
    standards = standar_of(bahan.naskah)
    members: dict[tuple[str, str], list[IndikatorKantor]] = {}
    for one in bahan.indikator:
        members.setdefault((one.jenjang, one.tujuan_sasaran), []).append(one)
    return tuple(_group(bahan, *key, found, standards) for key, found in members.items())


def _group(
    bahan: Bahan, jenjang: str, uraian: str, members: list[IndikatorKantor], standards: Mapping[str, StandarNasional]
) -> KelompokLaporan:
    mean = rata_rata_capaian({one.kode: _capaian(bahan, one) for one in members}, bahan.kebijakan)
    return KelompokLaporan(
        jenis="tujuan" if jenjang == "tujuan" else "sasaran",
        uraian=uraian,
        indikator=tuple(_indicator(bahan, one, standards.get(one.kode)) for one in members),
        rata_rata=_printed(mean.nilai, 2, mean.alasan or ""),
        catatan=mean.catatan or "",
    )


def _printed(nilai: Fraction | None, desimal: int, alasan: str) -> Angka:
    return Angka(format_angka(nilai, desimal), "", nilai) if nilai is not None else Angka(alasan=alasan)


def _sheet(bahan: Bahan, row: Realisasi) -> Mapping[str, Any]:
    """The capaian of a vintage: as frozen at publication, else by today's target."""
    if row.diterbitkan_pada is not None and row.diterbitkan_pada <= bahan.at:
        return row.capaian or {}
    return capaian_sheet(row, bahan.target.get((row.indikator_id, row.tahun)))


def _capaian(bahan: Bahan, indikator: IndikatorKantor) -> Capaian:
    row = bahan.row(indikator)
    sheet = _sheet(bahan, row) if row else {}
    nilai = parse_fraction(sheet["nilai"]) if sheet.get("nilai") else None
    alasan = None if nilai is not None else str(sheet.get("alasan") or BELUM_TERBIT)
    return Capaian(nilai, alasan, sheet.get("catatan"), nilai)


def _indicator(bahan: Bahan, indikator: IndikatorKantor, standar: StandarNasional | None) -> IndikatorLaporan:
    isi, row = bahan.isi[indikator.pk], bahan.row(indikator)
    years = _years(bahan, indikator)
    kini = years[-1]
    nilai, target = kini.realisasi.nilai, kini.target.nilai
    arah, desimal = isi.get("arah", "naik"), isi.get("desimal", 2)
    reached = None if nilai is None or target is None else not worsening(nilai, target, None, arah, desimal)
    said = {jenis: one.isi for jenis, one in bahan.penjelasan.get(indikator.pk, {}).items()}
    nodes = supporters_of(bahan.pohon, indikator)
    agreed = bahan.target_perjanjian.get((indikator.pk, bahan.tahun))
    return IndikatorLaporan(
        kode=indikator.kode,
        nama=indikator.nama,
        satuan=str(isi.get("satuan_tampil", "")),
        arah=ARAH.get(arah, arah),
        tahun=years,
        tercapai=reached,
        definisi=str(isi.get("definisi", "")),
        sumber_data=str(isi.get("sumber_data", "")),
        penanggung_jawab=indikator.bidang.nama if indikator.bidang else "",
        diketik=row.alasan_ketik if row and row.cara == "diketik" else "",
        banding=_comparisons(years, arah, desimal),
        jangka_menengah=_medium_term(bahan, indikator, nilai, arah, desimal),
        standar=_standard(bahan, standar, nilai, arah, desimal),
        sebab=Sebab(**said),
        efisiensi=_efficiency(bahan, indikator),
        program=tuple(line for node in nodes for line in lines_of(node, bahan.buku, bahan.period)),
        target={year: _printed(nilai, desimal, "") for (pk, year), nilai in bahan.target.items() if pk == indikator.pk},
        perjanjian=_printed(agreed, desimal, BELUM_DITETAPKAN),
    )


# --- years beside each other


def _years(bahan: Bahan, indikator: IndikatorKantor) -> tuple[AngkaTahun, ...]:
    """From the first published year of the last five to the year of the report; its own year is always there."""
    newest = bahan.row(indikator)
    span = range(bahan.tahun - TAHUN_TREN + 1, bahan.tahun)
    first = next((year for year in span if (indikator.pk, year) in bahan.terbit), bahan.tahun)
    earlier = tuple(_year(bahan, indikator, year, newest) for year in span if year >= first)
    return (*earlier, _year(bahan, indikator, bahan.tahun, newest))


def _year(bahan: Bahan, indikator: IndikatorKantor, year: int, newest: Realisasi | None) -> AngkaTahun:
    row = bahan.terbit.get((indikator.pk, year)) or (bahan.kerja.get(indikator.pk) if year == bahan.tahun else None)
    desimal = bahan.isi[indikator.pk].get("desimal", 2)
    if row is None:
        target = _printed(bahan.target.get((indikator.pk, year)), desimal, BELUM_DITETAPKAN)
        reason = BELUM_TERBIT if not bahan.draf or year < bahan.tahun else "belum dihitung"
        return AngkaTahun(year, target, Angka(alasan=reason), Angka(alasan="–"))
    published = row.diterbitkan_pada is not None and row.diterbitkan_pada <= bahan.at
    frozen = parse_fraction(row.target) if row.target else None
    wanted = frozen if published else bahan.target.get((indikator.pk, year))
    sheet = _sheet(bahan, row)
    exact = parse_fraction(sheet["nilai"]) if sheet.get("nilai") else None
    return AngkaTahun(
        tahun=year,
        target=_printed(wanted, row.definisi.isi["desimal"], BELUM_DITETAPKAN),
        realisasi=Angka(row.tampil, "", parse_fraction(row.nilai)) if row.nilai else Angka(alasan=row.alasan),
        capaian=Angka(str(sheet.get("tampil") or ""), str(sheet.get("alasan") or "belum ada"), exact),
        predikat=str(sheet.get("predikat") or ""),
        vintage=vintage_code(row) if published else "",
        draf=not published,
        cara_sama=newest is None or row.definisi.hash_ukuran == newest.definisi.hash_ukuran,
    )


def _comparisons(years: tuple[AngkaTahun, ...], arah: Arah, desimal: int) -> tuple[Banding, ...]:
    kini = years[-1]
    return tuple(_comparison(kini, before, arah, desimal) for before in years[:-1])


def _comparison(kini: AngkaTahun, before: AngkaTahun, arah: Arah, desimal: int) -> Banding:
    now, then = kini.realisasi.nilai, before.realisasi.nilai
    if now is None or then is None:
        empty = Angka(alasan="–")
        return Banding(before.tahun, empty, empty, empty)
    if not before.cara_sama:
        other = Angka(alasan="cara ukur lain")
        return Banding(before.tahun, other, Angka(alasan="–"), Angka(alasan="–"))
    grown = growth(now, then)
    share = Angka(alasan=grown) if isinstance(grown, str) else _printed(grown, 2, "")
    points = _printed(kini.capaian.nilai - before.capaian.nilai, 2, "") if kini.capaian.nilai is not None and (
        before.capaian.nilai is not None) else Angka(alasan="–")  # fmt: skip
    said = change(now, then, kini.target.nilai, arah, desimal) or ""
    return Banding(before.tahun, _printed(now - then, desimal, ""), share, points, said)


# --- yardsticks beyond the year


def _progress(bahan: Bahan, nilai: Fraction | None, wanted: Fraction, arah: Arah) -> Angka:
    """A realisasi against a distant target, by the rule of its direction in the policy of the year."""
    if nilai is None:
        return Angka(alasan=BELUM_TERBIT)
    found = compute_capaian(wanted, nilai, arah, bahan.kebijakan)
    return _printed(found.nilai, 2, found.alasan or "")


def _medium_term(
    bahan: Bahan, indikator: IndikatorKantor, nilai: Fraction | None, arah: Arah, desimal: int
) -> Pembanding | None:
    """The last yearly target that is known, of the year of the report or later."""
    later = [year for pk, year in bahan.target if pk == indikator.pk and year >= bahan.tahun]
    if not later:
        return None
    last = max(later)
    wanted = bahan.target[indikator.pk, last]
    only = f"Target sesudah tahun {last} belum dicatat, jadi target tahun itu yang dibandingkan."
    note = only if last == bahan.tahun else ""
    return Pembanding(str(last), _printed(wanted, desimal, ""), _progress(bahan, nilai, wanted, arah), catatan=note)


def _standard(
    bahan: Bahan, standar: StandarNasional | None, nilai: Fraction | None, arah: Arah, desimal: int
) -> Pembanding | None:
    if standar is None:
        return None
    said = Angka(target_text(standar.nilai, desimal), "", standar.nilai)
    return Pembanding(str(standar.tahun), said, _progress(bahan, nilai, standar.nilai, arah), standar.sumber)


def _efficiency(bahan: Bahan, indikator: IndikatorKantor) -> Efisiensi:
    nodes = supporters_of(bahan.pohon, indikator)
    serapan = sum_of([one for node in nodes if (one := serapan_of_node(node, bahan.buku, bahan.period)) is not None])
    capaian = _capaian(bahan, indikator)
    found = efficiency(capaian.nilai, serapan)
    return Efisiensi(
        capaian=_printed(capaian.nilai, 2, capaian.alasan or ""),
        serapan=_printed(serapan.persen, 2, serapan.tampil) if serapan else Angka(alasan="belum dianggarkan"),
        selisih=_printed(found.nilai, 2, "") if found else Angka(),
        kata=found.kata if found else "",
        sampai=serapan.posisi if serapan else "",
    )

"""Charts of the yearly report. Every figure in them stands in a table beside them as well."""

from collections.abc import Sequence

from tolok.writing.chart import BarisBatang, Batang, TitikTren, draw_capaian, draw_serapan, draw_trend
from tolok.writing.lkjip_data import Angka, AngkaTahun, IndikatorLaporan, KelompokLaporan
from tolok.writing.lkjip_tabel import Nomor
from tolok.writing.sheet import Block


def trend_chart(one: IndikatorLaporan, nomor: Nomor) -> list[Block]:
    """Realisasi and target over the years; nothing where fewer than two years have a figure."""
    if sum(year.realisasi.nilai is not None for year in one.tahun) < 2:
        return []
    points = [_point(one.tahun, place) for place in range(len(one.tahun))]
    first, last = one.tahun[0].tahun, one.kini.tahun
    return [draw_trend(one.nama, one.satuan, points, nomor.gambar(f"Realisasi dan target {one.kode}, {first}–{last}"))]


def _point(years: Sequence[AngkaTahun], place: int) -> TitikTren:
    year = years[place]
    return TitikTren(
        tahun=str(year.tahun),
        tampil=year.realisasi.tampil,
        nilai=year.realisasi.nilai,
        alasan=year.realisasi.alasan,
        target_tampil=year.target.tampil,
        target=year.target.nilai,
        putus=place > 0 and year.cara_sama != years[place - 1].cara_sama,
    )


def achievement_chart(group: KelompokLaporan, nomor: Nomor) -> list[Block]:
    """Capaian of the IKU of one tujuan or sasaran; nothing where none has one."""
    if not any(one.kini.capaian.nilai is not None for one in group.indikator):
        return []
    rows = [BarisBatang(_name(one), _bar(one.kini.capaian)) for one in group.indikator]
    return [draw_capaian(rows, nomor.gambar(f"Capaian indikator pada {group.jenis} ini"))]


def spending_chart(indikator: Sequence[IndikatorLaporan], nomor: Nomor) -> list[Block]:
    """Capaian of every IKU beside the absorption of the programs that serve it; nothing where neither is known."""
    if not any(value.nilai is not None for one in indikator for value in (one.efisiensi.capaian, one.efisiensi.serapan)):
        return []
    rows = [BarisBatang(_name(one), _bar(one.efisiensi.capaian), _bar(one.efisiensi.serapan)) for one in indikator]
    return [draw_serapan(rows, nomor.gambar("Capaian tiap indikator dan serapan anggaran program yang mendukungnya"))]


def _name(one: IndikatorLaporan) -> str:
    return f"{one.kode} {one.nama}"


def _bar(angka: Angka) -> Batang:
    if angka.nilai is None:
        return Batang(alasan=angka.alasan)
    return Batang(f"{angka.tampil}%", angka.nilai)

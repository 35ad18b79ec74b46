"""Figures by machine, with everything that they were made from."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query

from tolok.api.app import GALAT, api, caller, period_of
from tolok.api.shapes import DaftarIku, HalamanRincian, IkuLengkap, TerbitanLengkap
from tolok.engine.protocol import RowFilter
from tolok.services.akses import NotFoundError, open_indikator_for, open_kantor_for, open_realisasi_for
from tolok.services.rincian import rows_behind
from tolok.services.selectors import AngkaKantor, Terbitan, figures_of
from tolok.services.waktu import known_instant
from tolok.values.instant import instant_text
from tolok.values.number import format_angka, fraction_text, parse_fraction

Diketahui = Annotated[str, Query(max_length=40, description="Sebagaimana diketahui pada saat ini, misalnya 2024-01-24.")]
NomorHalaman = Annotated[int, Query(ge=1, le=1_000_000, description="Halaman, mulai dari 1.")]
Banyaknya = Annotated[int, Query(ge=1, le=1000, description="Banyaknya setiap halaman.")]
TEMPAT = "/kantor/{slug}/{periode}"


@api.get(TEMPAT + "/iku", response={200: DaftarIku, **GALAT}, summary="Semua IKU sebuah kantor dalam satu periode")
def list_iku(request: HttpRequest, slug: str, periode: str, diketahui: Diketahui = "") -> Any:
    """The office's IKU with the newest vintage and the published one, as known at `diketahui`."""
    kantor = open_kantor_for(caller(request).orang, slug)
    at = known_instant(diketahui, timezone.now())
    figures = figures_of(kantor, period_of(periode), at)
    return {
        "pemda": kantor.pemda_id,
        "perangkat_daerah": kantor.kode,
        "periode": periode,
        "diketahui": instant_text(at),
        "iku": [_figure(one) for one in figures],
    }


@api.get(TEMPAT + "/iku/{kode}", response={200: IkuLengkap, **GALAT}, summary="Satu IKU dengan semua terbitannya")
def get_iku(request: HttpRequest, slug: str, periode: str, kode: str, diketahui: Diketahui = "") -> Any:
    """One IKU in a period with every vintage, as known at `diketahui`."""
    indikator = open_indikator_for(caller(request).orang, slug, kode)
    at = known_instant(diketahui, timezone.now())
    figure = figures_of(indikator.perangkat_daerah, period_of(periode), at, kode)[0]
    return {
        **_figure(figure),
        "jenjang": indikator.jenjang,
        "tujuan_sasaran": indikator.tujuan_sasaran,
        "bidang": indikator.bidang.nama if indikator.bidang else None,
        "terbitan": [_vintage(one) for one in figure.terbitan],
    }


@api.get(
    TEMPAT + "/iku/{kode}/terbitan/{nomor}",
    response={200: TerbitanLengkap, **GALAT},
    summary="Satu terbitan dengan lembar hitungnya",
)
def get_terbitan(request: HttpRequest, slug: str, periode: str, kode: str, nomor: int, diketahui: Diketahui = "") -> Any:
    """One vintage with its whole calculation sheet; 404 where it did not exist yet at `diketahui`."""
    period = period_of(periode)
    row = open_realisasi_for(caller(request).orang, slug, kode, period.tahun, period.triwulan, nomor)
    at = known_instant(diketahui, timezone.now())
    figure = figures_of(row.indikator.perangkat_daerah, period, at, kode)[0]
    vintage = next((one for one in figure.terbitan if one.realisasi.nomor == nomor), None)
    if vintage is None:
        raise NotFoundError(str(nomor))
    return {**_vintage(vintage), "lembar": row.lembar, "capaian": row.capaian or figure.capaian}


@api.get(
    TEMPAT + "/iku/{kode}/terbitan/{nomor}/baris/{letak}/{kelompok}",
    response={200: HalamanRincian, **GALAT},
    summary="Baris di balik satu total: terhitung, tidak_memenuhi, atau dikeluarkan",
)
def list_rincian(
    request: HttpRequest,
    slug: str,
    periode: str,
    kode: str,
    nomor: int,
    letak: int,
    kelompok: str,
    diketahui: Diketahui = "",
    sebab: Annotated[str, Query(max_length=80)] = "",
    wilayah: Annotated[str, Query(max_length=13)] = "",
    halaman: NomorHalaman = 1,
    banyak: Banyaknya = 100,
) -> Any:
    """Rows from the frozen snapshot of the vintage; needs the right to see rows. Personal columns are never in them."""
    period = period_of(periode)
    row = open_realisasi_for(caller(request).orang, slug, kode, period.tahun, period.triwulan, nomor)
    at = known_instant(diketahui, timezone.now())
    if row.dihitung_pada > at:
        raise NotFoundError(str(nomor))
    asked = RowFilter(kelompok, sebab, wilayah, banyak, (halaman - 1) * banyak)
    found = rows_behind(caller(request).orang, row, letak, asked)
    return {
        "diketahui": instant_text(at),
        "agregat": found.agregat,
        "kelompok": kelompok,
        "jumlah": found.jumlah,
        "halaman": halaman,
        "berikutnya": halaman + 1 if found.lagi else None,
        "baris": found.baris,
    }


def _figure(figure: AngkaKantor) -> dict[str, Any]:
    kini, terbit = figure.kini, figure.terbit
    desimal = kini.realisasi.definisi.isi["desimal"] if kini else 2
    return {
        "kode": figure.indikator.kode,
        "nama": figure.indikator.nama,
        "target": fraction_text(figure.target) if figure.target is not None else None,
        "target_tampil": format_angka(figure.target, desimal) if figure.target is not None else None,
        "capaian": figure.capaian,
        "terbaru": _vintage(kini) if kini else None,
        "terbit": _vintage(terbit) if terbit else None,
        "capaian_terbit": terbit.realisasi.capaian if terbit else None,
    }


def _vintage(one: Terbitan) -> dict[str, Any]:
    row = one.realisasi
    return {
        "nomor": row.nomor,
        "status": one.status,
        "nilai": row.nilai or None,
        "tampil": row.tampil or None,
        "alasan": row.alasan or None,
        "satuan": row.definisi.isi["satuan"],
        "target": row.target or None,
        "target_tampil": format_angka(parse_fraction(row.target), row.definisi.isi["desimal"]) if row.target else None,
        "diketahui": instant_text(row.diketahui),
        "diterbitkan_pada": instant_text(row.diterbitkan_pada) if row.diterbitkan_pada else None,
        "alasan_koreksi": row.alasan_koreksi or None,
        "hash_potret": row.hash_potret,
        "hash_definisi": row.definisi_id,
        "hash_ukuran": row.definisi.hash_ukuran,
    }

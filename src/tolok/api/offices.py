"""Offices by machine: what they are, their periods, targets, definitions and change log."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query

from tolok.api.app import GALAT, api, caller
from tolok.api.operations import Banyaknya, Diketahui, NomorHalaman
from tolok.api.shapes import (
    DaftarDefinisi,
    DaftarKantor,
    DaftarPeriode,
    DaftarTarget,
    DefinisiBerlaku,
    HalamanRiwayat,
    KantorLengkap,
)
from tolok.services.akses import NotFoundError, list_kantor_for, open_indikator_for, open_kantor_for
from tolok.services.bacaan import (
    change_as_dict,
    changes_known,
    measured_periods,
    names_of_bidang,
    page_of,
    rights_of,
    targets_known,
)
from tolok.services.selectors import AngkaKantor, figures_of
from tolok.services.waktu import known_instant
from tolok.store.models import PerangkatDaerah
from tolok.values.instant import instant_text
from tolok.values.period import Period

Tahun = Annotated[int | None, Query(ge=1945, le=2999)]


@api.get("/kantor", response={200: DaftarKantor, **GALAT}, summary="Kantor yang boleh dilihat pemilik token")
def list_kantor(request: HttpRequest, diketahui: Diketahui = "") -> Any:
    """Every office in which the caller has a role, with the periods in which it had figures at `diketahui`."""
    at = known_instant(diketahui, timezone.now())
    offices = [_kantor(one, at) for one in list_kantor_for(caller(request).orang)]
    return {"diketahui": instant_text(at), "kantor": offices}


@api.get("/kantor/{slug}", response={200: KantorLengkap, **GALAT}, summary="Satu kantor: profil, bidang, hak pemilik token")
def get_kantor(request: HttpRequest, slug: str, diketahui: Diketahui = "") -> Any:
    """One office with its profile and what the caller may do there."""
    orang = caller(request).orang
    kantor = open_kantor_for(orang, slug)
    at = known_instant(diketahui, timezone.now())
    more = {"bidang": names_of_bidang(kantor), "profil": kantor.profil, "hak": rights_of(orang, kantor)}
    return {**_kantor(kantor, at), **more}


@api.get("/kantor/{slug}/periode", response={200: DaftarPeriode, **GALAT}, summary="Periode yang sudah diukur")
def list_periode(request: HttpRequest, slug: str, diketahui: Diketahui = "") -> Any:
    """Every period with the number of IKU that had a figure, and a published one, at `diketahui`."""
    kantor = open_kantor_for(caller(request).orang, slug)
    at = known_instant(diketahui, timezone.now())
    found = measured_periods(kantor, at)
    rows = [{"periode": str(one.periode), "dihitung": one.dihitung, "terbit": one.terbit} for one in found]
    return {"diketahui": instant_text(at), "periode": rows}


@api.get("/kantor/{slug}/target", response={200: DaftarTarget, **GALAT}, summary="Target dengan dasar dan revisinya")
def list_target(request: HttpRequest, slug: str, diketahui: Diketahui = "", tahun: Tahun = None) -> Any:
    """Every target and every revision known at `diketahui`; of one year and triwulan the last one holds."""
    kantor = open_kantor_for(caller(request).orang, slug)
    at = known_instant(diketahui, timezone.now())
    rows = [
        {
            "kode": one.indikator.kode,
            "tahun": one.tahun,
            "triwulan": one.triwulan,
            "nilai": one.nilai,
            "dasar": one.dasar,
            "alasan": one.alasan,
            "diketahui": instant_text(one.diketahui_dari),
        }
        for one in targets_known(kantor, at, tahun)
    ]
    return {"diketahui": instant_text(at), "target": rows}


@api.get(
    "/kantor/{slug}/definisi/{tahun}", response={200: DaftarDefinisi, **GALAT}, summary="Definisi yang dipakai angka setahun"
)
def list_definisi(request: HttpRequest, slug: str, tahun: int, diketahui: Diketahui = "") -> Any:
    """The definition of every IKU as the newest figure of a year used it, at `diketahui`."""
    kantor = open_kantor_for(caller(request).orang, slug)
    at = known_instant(diketahui, timezone.now())
    figures = figures_of(kantor, _year(tahun), at)
    return {"diketahui": instant_text(at), "definisi": [_definisi(one, tahun) for one in figures if one.kini]}


@api.get(
    "/kantor/{slug}/definisi/{tahun}/{kode}",
    response={200: DefinisiBerlaku, **GALAT},
    summary="Definisi yang dipakai satu IKU",
)
def get_definisi(request: HttpRequest, slug: str, tahun: int, kode: str, diketahui: Diketahui = "") -> Any:
    """The definition of one IKU as the newest figure of a year used it, at `diketahui`."""
    indikator = open_indikator_for(caller(request).orang, slug, kode)
    at = known_instant(diketahui, timezone.now())
    figure = figures_of(indikator.perangkat_daerah, _year(tahun), at, kode)[0]
    if figure.kini is None:
        raise NotFoundError(kode)
    return _definisi(figure, tahun)


@api.get("/kantor/{slug}/riwayat", response={200: HalamanRiwayat, **GALAT}, summary="Riwayat perubahan dengan segelnya")
def list_riwayat(
    request: HttpRequest, slug: str, diketahui: Diketahui = "", halaman: NomorHalaman = 1, banyak: Banyaknya = 100
) -> Any:
    """The office's entries of the change log, the newest first, as far as they stood at `diketahui`."""
    kantor = open_kantor_for(caller(request).orang, slug)
    at = known_instant(diketahui, timezone.now())
    found, jumlah, berikutnya = page_of(changes_known(kantor, at), halaman, banyak)
    return {
        "diketahui": instant_text(at),
        "jumlah": jumlah,
        "halaman": halaman,
        "berikutnya": berikutnya,
        "catatan": [change_as_dict(one, instant_text(one.pada)) for one in found],
    }


def _kantor(kantor: PerangkatDaerah, at: datetime) -> dict[str, Any]:
    return {
        "slug": kantor.slug,
        "perangkat_daerah": kantor.kode,
        "nama": kantor.nama,
        "pemda": kantor.pemda_id,
        "nama_pemda": kantor.pemda.nama,
        "contoh": kantor.contoh,
        "periode": [str(one.periode) for one in measured_periods(kantor, at)],
    }


def _year(tahun: int) -> Period:
    try:
        return Period(tahun)
    except ValueError:
        raise NotFoundError(str(tahun)) from None


def _definisi(figure: AngkaKantor, tahun: int) -> dict[str, Any]:
    assert figure.kini is not None  # noqa: S101 - both callers looked
    one = figure.kini.realisasi.definisi
    return {
        "kode": figure.indikator.kode,
        "tahun": tahun,
        "berlaku_sejak": one.berlaku_sejak.isoformat(),
        "hash_definisi": one.hash_definisi,
        "hash_ukuran": one.hash_ukuran,
        "isi": one.isi,
    }

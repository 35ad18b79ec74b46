"""The yearly report: its parts, the words of one part, the seven analyses of an IKU and its national standard."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services.akses import NotFoundError, open_indikator_for, require
from tolok.services.naskah_laporan import IsianStandar, write_naskah, write_standar
from tolok.values.issue import IssueError
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.laporan import build_laporan
from tolok.web.build.laporan_analisis import build_analisis
from tolok.web.build.laporan_tulis import build_bagian, build_standar, build_tulis
from tolok.web.views.pandangan import office_view, page
from tolok.writing.lkjip_bagian import Bagian, bagian_of


@office_view("GET")
def laporan(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "lihat_kantor")
    return page(request, build_laporan(view))


@office_view("GET")
def bagian(request: HttpRequest, view: Pandangan, bagian_laporan: str) -> HttpResponse:
    """The words of one part, for everybody of the office."""
    require(view.orang, view.kantor, "lihat_kantor")
    return page(request, build_bagian(view, _part(bagian_laporan)))


@office_view("GET", "POST")
def tulis(request: HttpRequest, view: Pandangan, bagian_laporan: str) -> HttpResponse:
    """Write the words of one part; of two people at once the second sees what the first wrote."""
    require(view.orang, view.kantor, "tulis_laporan", None)
    known = _part(bagian_laporan)
    if request.method != "POST":
        return page(request, build_tulis(view, known))
    typed = request.POST.dict()
    try:
        row = write_naskah(
            view.kantor, view.period.tahun, bagian_laporan, typed.get("isi", ""), dasar=typed.get("dasar", ""),
            by=view.orang, at=timezone.now(),
        )  # fmt: skip
    except IssueError as error:
        return page(request, build_tulis(view, known, typed, error.issues), status=409)
    said = "tidak berubah" if row is None else "disimpan" if row.isi else "dikosongkan"
    messages.success(request, f"{known.judul} {said}.")
    return redirect(view.alamat.ke("laporan"))


def _part(kode: str) -> Bagian:
    known = bagian_of(kode)
    if known is None:
        raise NotFoundError(kode)
    return known


@office_view("GET")
def analisis(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    require(view.orang, view.kantor, "lihat_kantor")
    return page(request, build_analisis(view, kode))


@office_view("GET", "POST")
def standar(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    """The national standard beside which an IKU is held."""
    indikator = open_indikator_for(view.orang, view.kantor.slug, kode)
    require(view.orang, view.kantor, "tulis_laporan", indikator.bidang)
    if request.method != "POST":
        return page(request, build_standar(view, indikator))
    typed = request.POST.dict()
    isian = IsianStandar(*(typed.get(name, "")[:600] for name in ("nilai", "sumber", "tahun")))
    try:
        row = write_standar(
            indikator, view.period.tahun, isian, dasar=typed.get("dasar", ""), by=view.orang, at=timezone.now()
        )
    except IssueError as error:
        return page(request, build_standar(view, indikator, typed, error.issues), status=409)
    said = "tidak berubah" if row is None else "disimpan" if row.isi else "dikosongkan"
    messages.success(request, f"Standar nasional {kode} {said}.")
    return redirect(view.alamat.ke("laporan-analisis", kode=kode))

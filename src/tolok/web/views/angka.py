"""Pages of figures: the office's table, one indicator, one vintage, its sheet, its rows."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services.akses import list_kantor_for, open_indikator_for, open_realisasi_for
from tolok.services.selectors import AngkaKantor, Terbitan, figures_of, opening_period
from tolok.store.models import Realisasi
from tolok.values.period import Period
from tolok.web.alamat import Alamat
from tolok.web.build.beranda import build_beranda
from tolok.web.build.hitung import Saringan, build_baris, build_lembar
from tolok.web.build.indikator import build_indikator
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.langkah import build_terbitan
from tolok.web.views.pandangan import office_view, page


@login_required
def awal(request: HttpRequest) -> HttpResponse:
    """The root: the newest published period of the reader's first office."""
    kantor = next(iter(list_kantor_for(request.user)), None)  # type: ignore[arg-type]
    if kantor is None:
        raise Http404
    period = opening_period(kantor) or Period(timezone.localdate().year)
    return redirect(Alamat(kantor.slug, period).beranda())


@office_view("GET")
def beranda(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_beranda(view))


@office_view("GET")
def indikator(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    found = open_indikator_for(view.orang, view.kantor.slug, kode)
    figure = figures_of(view.kantor, view.period, view.at, kode)[0]
    if figure.kini is None:
        raise Http404
    return page(request, build_indikator(view, found, figure))


@office_view("GET")
def terbitan(request: HttpRequest, view: Pandangan, kode: str, nomor: int) -> HttpResponse:
    figure, vintage, _ = vintage_at(view, kode, nomor)
    return page(request, build_terbitan(view, figure, vintage))


@office_view("GET")
def lembar_hitung(request: HttpRequest, view: Pandangan, kode: str, nomor: int) -> HttpResponse:
    _, _, row = vintage_at(view, kode, nomor)
    return page(request, build_lembar(view, row))


@office_view("GET")
def baris(request: HttpRequest, view: Pandangan, kode: str, nomor: int, letak: int, kelompok: str) -> HttpResponse:
    _, _, row = vintage_at(view, kode, nomor)
    text = request.GET.get("halaman", "1")
    wanted = Saringan(
        kelompok,
        request.GET.get("sebab", ""),
        request.GET.get("kecamatan", ""),
        int(text) if text.isdecimal() and len(text) < 7 else 1,
    )
    found = build_baris(view, row, letak, wanted)
    if found is None:
        raise Http404
    return page(request, found)


def vintage_at(view: Pandangan, kode: str, nomor: int) -> tuple[AngkaKantor, Terbitan, Realisasi]:
    """One vintage as it stood at the reader's instant; Http404 where it did not exist yet."""
    open_realisasi_for(view.orang, view.kantor.slug, kode, view.period.tahun, view.period.triwulan, nomor)
    figure = figures_of(view.kantor, view.period, view.at, kode)[0]
    vintage = next((one for one in figure.terbitan if one.realisasi.nomor == nomor), None)
    if vintage is None:
        raise Http404
    return figure, vintage, vintage.realisasi

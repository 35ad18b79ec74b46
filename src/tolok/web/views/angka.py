"""Pages of figures: the office's table, one indicator, one vintage, its sheet, its rows."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from tolok.services.akses import list_kantor_for, open_indikator_for, open_realisasi_for, require
from tolok.services.selectors import AngkaKantor, Terbitan, figure_of, opening_period
from tolok.services.wilayah import newest_for, regions_of
from tolok.services.wilayah import opening_period as opening_region_period
from tolok.store.models import Realisasi
from tolok.values.period import Period
from tolok.web.alamat import Alamat
from tolok.web.build.baris import Saringan, build_baris
from tolok.web.build.baris_berkas import TIPE, file_name, rows_file
from tolok.web.build.beranda import build_beranda
from tolok.web.build.hitung import build_lembar
from tolok.web.build.indikator import build_indikator
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.langkah import build_terbitan
from tolok.web.build.ukur_angka import build_lembar_ketik
from tolok.web.views.pandangan import office_view, page, page_number


@login_required
def awal(request: HttpRequest) -> HttpResponse:
    """The root: the newest published period of the reader's office; of several, the page of their city."""
    mine = list_kantor_for(request.user)
    if not mine:
        return redirect(_region_address(request))
    kantor = mine[0]
    here = [opening_period(one) for one in mine if one.pemda_id == kantor.pemda_id]
    period = max((one for one in here if one is not None), default=Period(timezone.localdate().year))
    alamat = Alamat(kantor.slug, period)
    return redirect(alamat.kota() if len(mine) > 1 else alamat.beranda())


def _region_address(request: HttpRequest) -> str:
    """Where someone without an office starts: the widest region of his, else nowhere."""
    regions = regions_of(request.user)
    if not regions:
        raise Http404
    kubus = newest_for(request.user, regions[0], timezone.now())
    period = opening_region_period(kubus, timezone.now()) if kubus else Period(timezone.localdate().year)
    return reverse("wilayah", kwargs={"wilayah": regions[0], "periode": str(period)})


@office_view("GET")
def beranda(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_beranda(view))


@office_view("GET")
def indikator(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    found = open_indikator_for(view.orang, view.kantor.slug, kode)
    figure = figure_of(found, view.period, view.at)
    if figure.kini is None:
        raise Http404
    return page(request, build_indikator(view, found, figure))


@office_view("GET")
def terbitan(request: HttpRequest, view: Pandangan, kode: str, nomor: int) -> HttpResponse:
    figure, vintage, _ = vintage_at(view, kode, nomor)
    return page(request, build_terbitan(view, figure, vintage))


@office_view("GET")
def lembar_hitung(request: HttpRequest, view: Pandangan, kode: str, nomor: int) -> HttpResponse:
    _, vintage, row = vintage_at(view, kode, nomor)
    return page(request, build_lembar_ketik(view, vintage) if row.cara == "diketik" else build_lembar(view, row))


@office_view("GET")
def baris(request: HttpRequest, view: Pandangan, kode: str, nomor: int, letak: int, kelompok: str) -> HttpResponse:
    """Rows are for whoever may see rows; for the others of the office they do not exist."""
    require(view.orang, view.kantor, "lihat_baris")
    _, _, row = vintage_at(view, kode, nomor)
    found = build_baris(view, row, letak, _asked(request, kelompok))
    if found is None:
        raise Http404
    return page(request, found)


@office_view("GET")
def baris_berkas(
    request: HttpRequest, view: Pandangan, kode: str, nomor: int, letak: int, kelompok: str, jenis: str
) -> HttpResponse:
    """The same rows as a file."""
    require(view.orang, view.kantor, "lihat_baris")
    _, _, row = vintage_at(view, kode, nomor)
    wanted = _asked(request, kelompok)
    content = rows_file(view, row, letak, wanted, jenis)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=TIPE[jenis])
    response["Content-Disposition"] = f'attachment; filename="{file_name(view, row, wanted, jenis)}"'
    return response


def _asked(request: HttpRequest, kelompok: str) -> Saringan:
    return Saringan(
        kelompok,
        request.GET.get("sebab", ""),
        request.GET.get("kecamatan", ""),
        page_number(request),
        request.GET.get("cari", "").replace("\x00", "")[:80],
    )


def vintage_at(view: Pandangan, kode: str, nomor: int) -> tuple[AngkaKantor, Terbitan, Realisasi]:
    """One vintage as it stood at the reader's instant; Http404 where it did not exist yet."""
    row = open_realisasi_for(view.orang, view.kantor.slug, kode, view.period.tahun, view.period.triwulan, nomor)
    figure = figure_of(row.indikator, view.period, view.at)
    vintage = next((one for one in figure.terbitan if one.realisasi.nomor == nomor), None)
    if vintage is None:
        raise Http404
    return figure, vintage, vintage.realisasi

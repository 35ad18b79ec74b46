"""Pages to be looked at and printed: the indicator card and the pohon kinerja."""

from django.http import Http404, HttpRequest, HttpResponse

from tolok.services.akses import open_indikator_for
from tolok.values.issue import IssueError
from tolok.web.build.kartu import build_kartu, build_kartu_katalog
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.pohon import build_pohon
from tolok.web.views.pandangan import office_view, page
from tolok.web.views.rencana import catalogue_item_at


@office_view("GET")
def kartu(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    row = open_indikator_for(view.orang, view.kantor.slug, kode)
    try:
        return page(request, build_kartu(view, row))
    except IssueError:  # no definition had been decided yet at that instant
        raise Http404 from None


@office_view("GET")
def kartu_katalog(request: HttpRequest, view: Pandangan, kode_katalog: str) -> HttpResponse:
    return page(request, build_kartu_katalog(view, catalogue_item_at(view, kode_katalog)))


@office_view("GET")
def pohon(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_pohon(view, request.GET.get("tampil") == "tabel"))

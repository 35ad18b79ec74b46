"""Pages of a province or ministry, and published figures beside each other."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from tolok.services.akses import NotFoundError
from tolok.services.wilayah import (
    comparable_for_office,
    comparable_for_region,
    newest_for,
    offices_of,
    open_wilayah_for,
    periods_of,
    region_board,
    region_summary,
)
from tolok.values.period import Period
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.sebanding import build_sebanding_kantor, build_sebanding_wilayah
from tolok.web.build.wilayah import build_wilayah
from tolok.web.build.wilayah_kerangka import Berdiri
from tolok.web.build.wilayah_ringkasan import build_kosong, build_ringkasan
from tolok.web.views.pandangan import instant_of, not_allowed, office_view, page

View = Callable[..., HttpResponse]


def region_view(view: View) -> View:
    """A page of a region: signed in, the region open to the person, then the method; else 404, then 405."""

    @wraps(view)
    @login_required
    def wrapped(request: HttpRequest, wilayah: str, periode: str, **kwargs: Any) -> HttpResponse:
        try:
            open_wilayah_for(request.user, wilayah)
            if request.method not in ("GET", "HEAD"):
                return not_allowed(request, ("GET",))
            period = Period.parse(periode)
            at, asked, doubts = instant_of(request)
            stand = Berdiri(request.user, wilayah, period, at, asked, request.path, tuple(doubts))
            return view(request, stand, **kwargs)
        except (NotFoundError, ValueError):
            raise Http404 from None

    return wrapped


@region_view
def ringkasan(request: HttpRequest, stand: Berdiri) -> HttpResponse:
    found = region_summary(stand.orang, stand.wilayah, stand.period, stand.at)
    if found is None:
        return page(request, build_kosong(stand))
    return page(request, build_ringkasan(stand, found, offices_of(stand.orang, stand.wilayah)))


@region_view
def indikator(request: HttpRequest, stand: Berdiri, kode: str) -> HttpResponse:
    board = region_board(stand.orang, stand.wilayah, kode, stand.period, stand.at)
    return page(request, build_kosong(stand) if board is None else build_wilayah(stand, board))


@region_view
def sebanding(request: HttpRequest, stand: Berdiri, kode: str) -> HttpResponse:
    found = comparable_for_region(stand.orang, stand.wilayah, kode, stand.period, stand.at)
    kubus = newest_for(stand.orang, stand.wilayah, stand.at)
    return page(request, build_sebanding_wilayah(stand, found, periods_of(kubus) if kubus else (stand.period,)))


@office_view("GET")
def sebanding_kantor(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    """Of one's own IKU: what other offices published by the same measure."""
    found = comparable_for_office(view.orang, view.kantor.slug, kode, view.period, view.at)
    return page(request, build_sebanding_kantor(view, found))

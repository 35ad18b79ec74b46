"""Pages for anybody: no sign-in, no cookie, kept by caches for a few minutes and asked again by their tag."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from tolok.services.akses import NotFoundError
from tolok.services.publik import open_public, public_board, public_figure, public_offices, public_periods
from tolok.services.waktu import known_instant
from tolok.values.issue import IssueError
from tolok.values.period import Period
from tolok.web.build.lain import build_galat
from tolok.web.build.publik import build_publik, build_publik_cara, build_publik_daftar
from tolok.web.build.publik_berkas import files_of
from tolok.web.pages import render_page

FRESH = 300  # seconds: a correction is on every screen after five minutes
View = Callable[..., HttpResponse]


def public_view(view: View) -> View:
    """A page that only answers GET and HEAD, knows no reader, and may be kept by any cache."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(("GET",), render_page(build_galat("405", request.path)))
        try:
            at, asked = _instant(request)
            response = view(at=at, diketahui=asked, **kwargs)
        except NotFoundError:
            raise Http404 from None
        return _kept(request, response)

    return wrapped


def _instant(request: HttpRequest) -> tuple[datetime, str]:
    now, asked = timezone.now(), request.GET.get("diketahui", "")
    try:
        at = known_instant(asked, now)
    except IssueError:
        return now, ""
    return (at, asked) if at < now else (now, "")


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Cache headers, and 304 without a body where the reader has the same page already."""
    if response.status_code != 200:
        response["Cache-Control"] = f"public, max-age={FRESH}"
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if tag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={FRESH}"
    return response


def _period(periode: str) -> Period:
    try:
        return Period.parse(periode)
    except ValueError:
        raise Http404 from None


@public_view
def daftar(at: datetime, diketahui: str) -> HttpResponse:
    return HttpResponse(render_page(build_publik_daftar(public_offices(at))))


@public_view
def kantor(at: datetime, diketahui: str, slug: str) -> HttpResponse:
    """An office without a period: what it published last."""
    board = public_board(slug, public_periods(open_public(slug, at), at)[0], at)
    return HttpResponse(render_page(build_publik(board, files_of(board), diketahui)))


@public_view
def periode(at: datetime, diketahui: str, slug: str, periode: str) -> HttpResponse:
    board = public_board(slug, _period(periode), at)
    return HttpResponse(render_page(build_publik(board, files_of(board), diketahui)))


@public_view
def cara(at: datetime, diketahui: str, slug: str, periode: str, iku: str) -> HttpResponse:
    board, one = public_figure(slug, _period(periode), iku, at)
    return HttpResponse(render_page(build_publik_cara(board, one, diketahui)))


@public_view
def berkas(at: datetime, diketahui: str, slug: str, periode: str, berkas: str) -> HttpResponse:
    """One of the files of a period, to be saved under a name that says whose it is."""
    board = public_board(slug, _period(periode), at)
    found = next((one for one in files_of(board) if one.nama == berkas), None)
    if found is None:
        raise Http404
    response = HttpResponse(found.isi, content_type=found.tipe)
    response["Content-Disposition"] = f'attachment; filename="{board.kantor.slug}-{board.period}-{found.nama}"'
    return response

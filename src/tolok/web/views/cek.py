"""The public page behind the QR of a printed document."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from tolok.services.cetakan import open_cetakan_public
from tolok.web.build.cek import build_cek
from tolok.web.pages import render_page
from tolok.web.ratelimit import limited
from tolok.web.views.publik import public_view


@public_view
def _cek(at: datetime, diketahui: str, token_cetak: str) -> HttpResponse:
    response = HttpResponse(render_page(build_cek(open_cetakan_public(token_cetak, at))))
    response["X-Robots-Tag"] = "noindex"
    return response


@limited("cek", "60/m", methods=("GET", "HEAD"))
def cek(request: HttpRequest, token_cetak: str) -> HttpResponse:
    """Anybody who holds the paper; so often that nobody can try tokens, and everybody can compare."""
    return _cek(request, token_cetak=token_cetak)

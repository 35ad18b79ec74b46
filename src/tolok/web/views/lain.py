"""Theme, the two choices, the design system."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tolok.web.build.kerangka import Pandangan, bare_frame
from tolok.web.build.lain import build_pilih_diketahui, build_pilih_periode
from tolok.web.design_system import design_page
from tolok.web.pages import THEMES
from tolok.web.views.masuk import safe_address
from tolok.web.views.pandangan import not_allowed, office_view, page


def tema(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie, so that the server sets it without a flash."""
    if request.method != "POST":
        return not_allowed(request, ("POST",))
    chosen = request.POST.get("tema", "")
    response = redirect(safe_address(request, request.POST.get("kembali", "")) or "/")
    cookie: dict[str, Any] = {"max_age": 365 * 86400, "httponly": True, "samesite": "Lax", "secure": request.is_secure()}
    if chosen in THEMES:
        response.set_cookie("tema", chosen, **cookie)
    else:
        response.delete_cookie("tema")
    return response


@office_view("GET")
def pilih_periode(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_pilih_periode(view))


@office_view("GET")
def pilih_diketahui(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_pilih_diketahui(view))


def sistem_desain(request: HttpRequest) -> HttpResponse:
    """Every component, drawn by the templates of the pages themselves. Open to anyone: it holds no data."""
    orang = request.user if request.user.is_authenticated else None
    return page(request, design_page(bare_frame("Sistem desain", request.path, orang)))

"""Sign-in and sign-out, theme, change log, documents, the two choices, the design system."""

from typing import Any

from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from tolok.services.cetak import iku_pdf
from tolok.store.models import Pengguna
from tolok.web.build.kerangka import Pandangan, bare_frame
from tolok.web.build.lain import build_dokumen, build_masuk, build_pilih_diketahui, build_pilih_periode, build_riwayat
from tolok.web.design_system import design_page
from tolok.web.pages import THEMES
from tolok.web.views.pandangan import not_allowed, office_view, page


def masuk(request: HttpRequest) -> HttpResponse:
    """Sign-in. The answer to a wrong name and to a wrong password is the same."""
    if request.method not in ("GET", "HEAD", "POST"):
        return not_allowed(request, ("GET", "POST"))
    tujuan = request.POST.get("next", request.GET.get("next", ""))
    contoh = Pengguna.objects.filter(contoh=True).exists()
    if request.method != "POST":
        return page(request, build_masuk(request.path, contoh=contoh, tujuan=_safe(request, tujuan)))
    username = request.POST.get("username", "")
    orang = authenticate(request, username=username, password=request.POST.get("password", ""))
    if orang is None:
        failed = "Nama pengguna atau kata sandi tidak cocok."
        return page(request, build_masuk(request.path, username, failed, contoh, _safe(request, tujuan)), status=401)
    login(request, orang)
    return redirect(_safe(request, tujuan) or "/")


def _safe(request: HttpRequest, tujuan: str) -> str:
    """Only addresses of this application; '' for any other."""
    allowed = url_has_allowed_host_and_scheme(tujuan, {request.get_host()}, require_https=request.is_secure())
    return tujuan if tujuan and allowed else ""


def keluar(request: HttpRequest) -> HttpResponse:
    """Sign-out; only by POST, so that no link and no picture can sign a person out."""
    if request.method != "POST":
        return not_allowed(request, ("POST",))
    logout(request)
    return redirect("/masuk/")


def tema(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie, so that the server sets it without a flash."""
    if request.method != "POST":
        return not_allowed(request, ("POST",))
    chosen = request.POST.get("tema", "")
    response = redirect(_safe(request, request.POST.get("kembali", "")) or "/")
    cookie: dict[str, Any] = {"max_age": 365 * 86400, "httponly": True, "samesite": "Lax", "secure": request.is_secure()}
    if chosen in THEMES:
        response.set_cookie("tema", chosen, **cookie)
    else:
        response.delete_cookie("tema")
    return response


@office_view("GET")
def riwayat(request: HttpRequest, view: Pandangan) -> HttpResponse:
    text = request.GET.get("halaman", "1")
    return page(request, build_riwayat(view, int(text) if text.isdecimal() and len(text) < 7 else 1))


@office_view("GET")
def dokumen(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_dokumen(view))


@office_view("GET")
def dokumen_iku(_request: HttpRequest, view: Pandangan) -> HttpResponse:
    """The IKU table as PDF, from published vintages only."""
    content = iku_pdf(view.kantor, view.period, view.at)
    if content is None:
        raise Http404
    name = f"IKU-{view.kantor.slug}-{view.period}.pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@office_view("GET")
def pilih_periode(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_pilih_periode(view))


@office_view("GET")
def pilih_diketahui(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_pilih_diketahui(view))


def sistem_desain(request: HttpRequest) -> HttpResponse:
    """Every component, drawn by the templates of the pages themselves. Open to anyone: it holds no data."""
    orang = request.user if request.user.is_authenticated else None
    return page(request, design_page(bare_frame("Sistem desain", request.path, orang)))  # type: ignore[arg-type]

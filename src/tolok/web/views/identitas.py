"""Personal data: look (masked), open with a reason for five minutes, erase, and who looked."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services.akses import NotFoundError, require
from tolok.services.identitas import Subjek, erase, may_reveal, open_subjek_for, reveal
from tolok.values.issue import IssueError
from tolok.web.build.identitas import build_akses, build_hapus, build_satu, grants_of
from tolok.web.build.kerangka import Pandangan
from tolok.web.ratelimit import limited
from tolok.web.views.pandangan import office_view, page, page_number

IZIN = "identitas"
"""Where a session keeps what it may show and until when; the session lives on the server, under a signed name."""


@office_view("GET")
def identitas(request: HttpRequest, view: Pandangan) -> HttpResponse:
    """Who opened whose personal data."""
    require(view.orang, view.kantor, "lihat_akses_identitas")
    entitas = request.GET.get("entitas", "")
    asked = entitas if entitas.isalnum() and entitas.isascii() and len(entitas) <= 40 else ""
    return page(request, build_akses(view, asked, page_number(request)))


@limited("identitas", "60/h")
@office_view("GET", "POST")
def identitas_satu(request: HttpRequest, view: Pandangan, reg_pribadi: str, entitas_pribadi: str) -> HttpResponse:
    """Masked; POST with a reason opens it in this session for five minutes."""
    subjek = open_subjek_for(view.orang, view.kantor.slug, reg_pribadi, entitas_pribadi)
    if request.method != "POST":
        sampai = None if view.lampau else _granted(request, view, subjek)
        response = page(request, build_satu(view, subjek, sampai))
        if sampai is not None:  # the open page covers itself again, without any script
            response.headers["Refresh"] = str(max(1, int((sampai - timezone.now()).total_seconds()) + 1))
        return response
    alasan, now = request.POST.get("alasan", "").replace("\x00", ""), timezone.now()
    try:
        until = reveal(subjek, alasan, by=view.orang, at=now)
    except IssueError as error:
        return page(request, build_satu(view, subjek, None, alasan, error.issues), status=409)
    held = grants_of(request.session.get(IZIN), now)
    request.session[IZIN] = {key: one.isoformat() for key, one in {**held, _key(view, subjek): until}.items()}
    return redirect(request.path)


def _key(view: Pandangan, subjek: Subjek) -> str:
    return f"{view.orang.pk}/{subjek.kantor.kode}/{subjek.register}/{subjek.entitas}"


def _granted(request: HttpRequest, view: Pandangan, subjek: Subjek) -> datetime | None:
    """Until when this session may show the entity; a right that was taken away meanwhile ends it at once."""
    until = grants_of(request.session.get(IZIN), timezone.now()).get(_key(view, subjek))
    if until is not None and not may_reveal(view.orang, subjek):
        raise NotFoundError(subjek.register)
    return until


@office_view("GET", "POST")
def identitas_hapus(request: HttpRequest, view: Pandangan, reg_pribadi: str, entitas_pribadi: str) -> HttpResponse:
    """Erase for good; asks first."""
    subjek = open_subjek_for(view.orang, view.kantor.slug, reg_pribadi, entitas_pribadi)
    require(view.orang, view.kantor, "hapus_identitas")
    if request.method != "POST":
        return page(request, build_hapus(view, subjek))
    alasan = request.POST.get("alasan", "").replace("\x00", "")
    try:
        count = erase(subjek, alasan, by=view.orang, at=timezone.now())
    except IssueError as error:
        return page(request, build_hapus(view, subjek, alasan, error.issues), status=409)
    messages.success(request, f"{count} isian data pribadi dihapus. Angka tidak berubah.")
    return redirect(view.alamat.ke("identitas-satu", reg_pribadi=reg_pribadi, entitas_pribadi=entitas_pribadi))

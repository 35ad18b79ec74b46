"""A file handed in: upload, look, answer, accept, refuse, take the marked rows back."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.registers.folder import write_quarantine
from tolok.services import unggahan as services
from tolok.services.akses import NotFoundError
from tolok.services.pekerjaan import run
from tolok.services.register import open_register_for, require_delivering
from tolok.services.unggahan import KECIL_BARIS, KECIL_BITA, open_unggahan_for
from tolok.store.models import Pekerjaan, Unggahan
from tolok.values.issue import IssueError
from tolok.values.number import format_angka
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.kiriman import build_tolak, build_unggah
from tolok.web.build.unggahan import build_unggahan
from tolok.web.upload_limit import is_too_large
from tolok.web.views.pandangan import office_view, page, whole
from tolok.web.views.terima import XLSX, download, recomputed


@office_view("GET", "POST")
def unggah(request: HttpRequest, view: Pandangan, register: str) -> HttpResponse:
    """Hand in a file. A small one is checked at once, a larger one in the background."""
    kantor, schema = open_register_for(view.orang, view.kantor.slug, register)
    require_delivering(view.orang, kantor, schema, view.period.tahun)
    if request.method != "POST":
        return page(request, build_unggah(view, schema, {}))
    some = request.POST.get("cakupan") == "sebagian"
    typed: dict[str, Any] = {
        "periode": request.POST.get("periode", "").strip()[:8],
        "cakupan": request.POST.get("cakupan", ""),
        "wilayah": request.POST.getlist("wilayah")[:200],
    }
    try:
        name, content = _file(request)
        regions = typed["wilayah"] if some else ()
        if some and not regions:
            raise IssueError(services.no_region())
        unggahan, job = services.hand_in(
            kantor, register, typed["periode"], regions, name, content, by=view.orang, at=timezone.now()
        )
    except IssueError as error:
        return page(request, build_unggah(view, schema, typed, error.issues), status=422)
    if unggahan.ukuran <= KECIL_BITA:
        run(job.pk)
    return redirect(view.alamat.ke("unggahan", unggahan=unggahan.pk))


def _file(request: HttpRequest) -> tuple[str, bytes]:
    if is_too_large(request):
        raise IssueError(services.too_large())
    given = request.FILES.get("berkas")
    if given is None:
        raise IssueError(services.refused("belum ada berkas yang dipilih", "kotak berkas kosong", "pilih satu berkas"))
    return given.name or "", given.read()


@office_view("GET")
def unggahan(request: HttpRequest, view: Pandangan, unggahan: int) -> HttpResponse:
    found = open_unggahan_for(view.orang, view.kantor.slug, unggahan)
    return page(request, build_unggahan(view, found, timezone.now(), semua=request.GET.get("semua") == "ya"))


@office_view("POST")
def jawab(request: HttpRequest, view: Pandangan, unggahan: int) -> HttpResponse:
    """Keep the answers and check once more with them."""
    found = open_unggahan_for(view.orang, view.kantor.slug, unggahan)
    answers = {key[2:]: value for key, value in request.POST.items() if key.startswith("j-")}
    try:
        job = services.answer(found, answers, by=view.orang, versi=_versi(request), at=timezone.now())
    except IssueError as error:
        return _told(request, view, found, error)
    return _checked(view, found, job)


@office_view("POST")
def periksa(request: HttpRequest, view: Pandangan, unggahan: int) -> HttpResponse:
    found = open_unggahan_for(view.orang, view.kantor.slug, unggahan)
    try:
        job = services.check_again(found, by=view.orang, versi=_versi(request), at=timezone.now())
    except IssueError as error:
        return _told(request, view, found, error)
    return _checked(view, found, job)


def _checked(view: Pandangan, found: Unggahan, job: Pekerjaan) -> HttpResponse:
    if found.ukuran <= KECIL_BITA:
        run(job.pk)
    return redirect(view.alamat.ke("unggahan", unggahan=found.pk))


@office_view("POST")
def terima(request: HttpRequest, view: Pandangan, unggahan: int) -> HttpResponse:
    """Accept exactly what was looked at; of two who press at once one is told."""
    found = open_unggahan_for(view.orang, view.kantor.slug, unggahan)
    here = view.alamat.ke("unggahan", unggahan=found.pk)
    try:
        if int(found.hasil.get("siap", 0)) > KECIL_BARIS:
            services.accept_later(found, by=view.orang, versi=_versi(request), at=timezone.now())
            return redirect(here)
        kiriman, touched = services.accept(found, by=view.orang, versi=_versi(request), at=timezone.now())
    except IssueError as error:
        return _told(request, view, found, error)
    count = format_angka(int(kiriman.laporan["bersih"]))
    messages.success(request, f"{count} baris diterima. {recomputed(touched)}")
    return redirect(view.alamat.ke("kiriman", kiriman=kiriman.pk))


@office_view("GET", "POST")
def tolak(request: HttpRequest, view: Pandangan, unggahan: int) -> HttpResponse:
    found = open_unggahan_for(view.orang, view.kantor.slug, unggahan)
    if request.method != "POST":
        return page(request, build_tolak(view, found))
    alasan = request.POST.get("alasan", "")
    try:
        services.refuse(found, alasan, by=view.orang, versi=_versi(request), at=timezone.now())
    except IssueError as error:
        found.refresh_from_db()
        return page(request, build_tolak(view, found, error.issues, alasan), status=409)
    messages.success(request, f"{found.berkas} ditolak. Tidak ada yang tersimpan.")
    return redirect(view.alamat.ke("register-isi", register=found.register))


@office_view("GET")
def bertanda(request: HttpRequest, view: Pandangan, unggahan: int) -> HttpResponse:
    """The rows that were not ready, each with what is wrong; personal columns never stand in it."""
    found = open_unggahan_for(view.orang, view.kantor.slug, unggahan)
    if found.status not in ("siap", "menerima", "diterima"):
        raise NotFoundError(str(unggahan))
    checked = services.opened(found)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bertanda.xlsx"
        write_quarantine(path, checked.quarantine)
        return download(path.read_bytes(), f"bertanda-{found.register}-{found.pk}.xlsx", XLSX)


def _told(request: HttpRequest, view: Pandangan, found: Unggahan, error: IssueError) -> HttpResponse:
    found = open_unggahan_for(view.orang, view.kantor.slug, found.pk)
    return page(request, build_unggahan(view, found, timezone.now(), error.issues), status=409)


def _versi(request: HttpRequest) -> int:
    return whole(request.POST.get("versi", ""))

"""Pages of whoever runs the installation; and its pulse, for programs that watch the machine."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services.akses import NotFoundError, require
from tolok.services.cadangan_catatan import open_backup_for, request_backup
from tolok.services.kesehatan import pulse
from tolok.services.riwayat_ekspor import BENTUK, export_lines
from tolok.values.issue import IssueError
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.riwayat import Asked, build_riwayat
from tolok.web.build.sistem import build_cadangan, build_kesehatan, build_pengaturan
from tolok.web.views.pandangan import not_allowed, office_view, page, page_number

_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def sehat(request: HttpRequest) -> HttpResponse:
    """200 while everything is well, else 503; which part is not, but nothing about what is in it."""
    if request.method not in ("GET", "HEAD"):
        return not_allowed(request, ("GET",))
    parts = pulse(timezone.now())
    well = all(one == "baik" for one in parts.values())
    return JsonResponse({"sehat": well, "bagian": parts}, status=200 if well else 503)


@office_view("GET")
def sistem(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_sistem")
    return page(request, build_kesehatan(view))


@office_view("GET")
def pengaturan(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_sistem")
    return page(request, build_pengaturan(view))


@office_view("GET", "POST")
def cadangan(request: HttpRequest, view: Pandangan) -> HttpResponse:
    """What lies here; a POST asks for another backup, which is made in the background."""
    require(view.orang, view.kantor, "kelola_sistem")
    if request.method != "POST":
        return page(request, build_cadangan(view))
    typed: dict[str, Any] = {name: request.POST.get(name, "")[:200] for name in ("sandi", "ulang")}
    try:
        request_backup(view.orang, view.kantor, **typed, at=timezone.now())
    except IssueError as error:
        return page(request, build_cadangan(view, error.issues), status=422)
    messages.success(request, "Cadangan sedang dibuat. Boleh ditinggal; berkasnya muncul di sini bila selesai.")
    return redirect(view.alamat.ke("sistem-cadangan"))


@office_view("GET")
def cadangan_berkas(_request: HttpRequest, view: Pandangan, cadangan: str) -> HttpResponse:
    path = open_backup_for(view.orang, view.kantor, cadangan)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type="application/octet-stream")


@office_view("GET")
def riwayat(request: HttpRequest, view: Pandangan) -> HttpResponse:
    number = page_number(request)
    return page(request, build_riwayat(view, Asked(number, request.GET.get("jenis", ""), request.GET.get("cari", ""))))


@office_view("GET")
def riwayat_ekspor(_request: HttpRequest, view: Pandangan, bentuk: str) -> HttpResponse:
    """The office's entries with their seals, as far as the reader's instant."""
    if bentuk not in BENTUK:
        raise NotFoundError(bentuk)
    name = f'attachment; filename="riwayat-{view.kantor.slug}.{bentuk}"'
    lines = export_lines(bentuk, view.kantor, view.at)  # type: ignore[arg-type]  # one of the two, checked above
    return StreamingHttpResponse(lines, content_type=_TYPES[bentuk], headers={"Content-Disposition": name})

"""The office's own Word template: look, take along, upload, take out of use."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services.akses import require
from tolok.services.templat import TIPE, example, file_of, intact, list_templat_for, open_templat_for, upload, withdraw
from tolok.values.issue import IssueError
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.templat import build_cabut_templat, build_templat, build_unggah_templat
from tolok.web.views.pandangan import office_view, page
from tolok.web.views.terima import download
from tolok.writing.docx_guard import TERBESAR


@office_view("GET")
def templat(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_templat(view, list_templat_for(view.orang, view.kantor.slug, view.at)))


@office_view("GET")
def contoh(_request: HttpRequest, view: Pandangan) -> HttpResponse:
    """A template to begin with, in the name of the office."""
    require(view.orang, view.kantor, "lihat_kantor")
    return _safe(download(example(view.kantor), f"templat-contoh-{view.kantor.slug}.docx", TIPE))


@office_view("GET")
def unduh(request: HttpRequest, view: Pandangan, nomor_templat: int) -> HttpResponse:
    """The template as it was uploaded; always something to save, under a name of our own."""
    found = open_templat_for(view.orang, view.kantor.slug, nomor_templat, view.at)
    if not intact(found):
        messages.info(request, "Berkas templat ini tidak utuh lagi. Minta admin memulihkannya dari cadangan.")
        return redirect(view.alamat.ke("templat"))
    return _safe(download(file_of(found).read_bytes(), f"templat-{view.kantor.slug}-{found.pk}.docx", TIPE))


def _safe(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@office_view("GET", "POST")
def unggah(request: HttpRequest, view: Pandangan) -> HttpResponse:
    """Upload a template. What is refused is told with everything that is wrong."""
    require(view.orang, view.kantor, "kelola_dokumen")
    if request.method != "POST":
        return page(request, build_unggah_templat(view))
    file = request.FILES.get("berkas")
    # One byte more than allowed tells that it is too large without reading the rest.
    name, content = (file.name or "", file.read(TERBESAR + 1)) if file else ("", b"")
    try:
        made, new = upload(name, content, by=view.orang, slug=view.kantor.slug, at=timezone.now())
    except IssueError as error:
        return page(request, build_unggah_templat(view, error.issues), status=409)
    messages.success(request, f"{made.nama} dipakai mulai sekarang." if new else f"{made.nama} memang sudah dipakai.")
    return redirect(view.alamat.ke("templat"))


@office_view("GET", "POST")
def cabut(request: HttpRequest, view: Pandangan, nomor_templat: int) -> HttpResponse:
    """Take a template out of use."""
    require(view.orang, view.kantor, "kelola_dokumen")
    found = open_templat_for(view.orang, view.kantor.slug, nomor_templat, timezone.now())
    if request.method != "POST":
        return page(request, build_cabut_templat(view, found))
    sidik = request.POST.get("sidik", "")
    try:
        gone = withdraw(nomor_templat, sidik, by=view.orang, slug=view.kantor.slug, at=timezone.now())
    except IssueError as error:
        return page(request, build_cabut_templat(view, found, error.issues), status=409)
    said = f"{gone.nama} tidak dipakai lagi." if gone else "Templat ini sudah tidak dipakai."
    messages.success(request, said)
    return redirect(view.alamat.ke("templat"))

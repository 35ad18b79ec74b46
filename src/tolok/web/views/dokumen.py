"""Official documents: the shelves, one document before it is printed, printing it, many at once."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services.akses import NotFoundError, require
from tolok.services.borongan import PermintaanBorongan, batch_file, open_batch_for, request_batch
from tolok.services.cetak import Cetak, print_again, print_document, require_printing
from tolok.services.cetakan import open_cetakan_for
from tolok.services.jenis_dokumen import JENIS, JenisDokumen
from tolok.services.pratinjau_cetak import open_picture_for
from tolok.services.waktu import known_instant
from tolok.values.issue import IssueError
from tolok.web.build.dokumen import build_borongan, build_dokumen
from tolok.web.build.dokumen_satu import Diminta, build_satu_dokumen, request_for
from tolok.web.build.kerangka import Pandangan
from tolok.web.views.pandangan import office_view, page, whole
from tolok.web.views.terima import download

_LAMA_GAMBAR = 600  # seconds: a picture lies under the hash of its page, so it never changes


@office_view("GET")
def dokumen(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "lihat_kantor")
    return page(request, build_dokumen(view, semua=request.GET.get("cetakan", "") == "semua"))


@office_view("GET")
def satu(request: HttpRequest, view: Pandangan, jenis_dokumen: str) -> HttpResponse:
    """One document as it would be printed, with what can be chosen."""
    kind, asked = _kind(jenis_dokumen), _asked(request.GET)
    require_printing(view.orang, view.kantor, kind.kode, asked.draf)
    return page(request, build_satu_dokumen(view, kind, asked))


@office_view("POST")
def cetak(request: HttpRequest, view: Pandangan, jenis_dokumen: str) -> HttpResponse:
    """The file itself. What was printed from published figures is remembered; a draft is not."""
    kind, asked, now = _kind(jenis_dokumen), _asked(request.POST), timezone.now()
    require_printing(view.orang, view.kantor, kind.kode, asked.draf)
    try:
        wanted = request_for(view, kind, asked, _posted_instant(request, now))
        bentuk = request.POST.get("bentuk", "")[:10]
        return _handed(print_document(wanted, bentuk, by=view.orang, at=now, situs=_site(request)))
    except IssueError as error:
        told = Diminta(asked.indikator, asked.nomor, asked.jabatan, asked.alasan_perubahan, asked.draf, error.issues)
        return page(request, build_satu_dokumen(view, kind, told), status=422)


@office_view("POST")
def cetak_lagi(request: HttpRequest, view: Pandangan, cetakan: int) -> HttpResponse:
    """What was printed before, once more: as it was known then."""
    found = open_cetakan_for(view.orang, view.kantor.slug, cetakan)
    require_printing(view.orang, view.kantor, found.jenis, draf=False)
    try:
        return _handed(print_again(found, by=view.orang, at=timezone.now()))
    except IssueError as error:
        return page(request, build_dokumen(view, error.issues), status=422)


@office_view("GET")
def gambar(_request: HttpRequest, view: Pandangan, jenis_dokumen: str, kunci_gambar: str, halaman: int) -> HttpResponse:
    """One page as a picture, for this reader's own cache only."""
    content = open_picture_for(view.orang, view.kantor.slug, jenis_dokumen, kunci_gambar, halaman)
    headers = {"Cache-Control": f"private, max-age={_LAMA_GAMBAR}"}
    return HttpResponse(content, content_type="image/png", headers=headers)


@office_view("POST")
def semua(request: HttpRequest, view: Pandangan) -> HttpResponse:
    """Many documents, printed in the background."""
    require(view.orang, view.kantor, "lihat_kantor")
    now = timezone.now()
    kinds, forms = tuple(request.POST.getlist("dokumen")[:20]), tuple(request.POST.getlist("bentuk")[:5])
    try:
        asked = PermintaanBorongan(view.period, kinds, forms, _posted_instant(request, now), _site(request))
        job = request_batch(view.orang, view.kantor, asked, at=now)
    except IssueError as error:
        return page(request, build_dokumen(view, error.issues, (kinds, forms)), status=422)
    return redirect(view.alamat.ke("dokumen-borongan", borongan=job.pk))


@office_view("GET")
def borongan(request: HttpRequest, view: Pandangan, borongan: int) -> HttpResponse:
    job = open_batch_for(view.orang, view.kantor.slug, borongan)
    return page(request, build_borongan(view, job, timezone.now()))


@office_view("GET")
def unduh(request: HttpRequest, view: Pandangan, borongan: int) -> HttpResponse:
    """The ZIP of a batch, as long as it is kept."""
    job = open_batch_for(view.orang, view.kantor.slug, borongan)
    path = batch_file(job, timezone.now())
    if path is None:
        messages.info(request, "Berkas itu sudah tidak ada. Cetak lagi dari halaman ini.")
        return redirect(view.alamat.ke("dokumen"))
    return download(path.read_bytes(), f"dokumen-{view.kantor.slug}-{job.masukan['periode']}.zip", "application/zip")


def _kind(kode: str) -> JenisDokumen:
    if kode not in JENIS:
        raise NotFoundError(kode)
    return JENIS[kode]


def _asked(given: object) -> Diminta:
    """What an address or a form asks, cut to what it can mean."""
    get = given.get  # type: ignore[attr-defined]  # a QueryDict
    return Diminta(
        indikator=get("indikator", "")[:20],
        nomor=max(0, whole(get("nomor", ""), otherwise=0, digits=5)),
        jabatan=get("jabatan", "")[:120],
        alasan_perubahan=get("alasan_perubahan", "")[:200],
        draf=get("draf", "") == "ya",
    )


def _posted_instant(request: HttpRequest, now: datetime) -> datetime:
    return known_instant(request.POST.get("diketahui", "")[:40], now)


def _site(request: HttpRequest) -> str:
    """Where the QR leads: what the installation says, else the host under which this page was opened."""
    return settings.ALAMAT_SITUS or request.build_absolute_uri("/").rstrip("/")


def _handed(found: Cetak) -> HttpResponse:
    return download(found.isi, found.nama, found.tipe)

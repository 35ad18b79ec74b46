"""Documents under review: list, hand in, look, decide, take into the plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.reading.load import TERBESAR
from tolok.reading.medan import label_of
from tolok.services import baca as services
from tolok.services.akses import NotFoundError
from tolok.services.baca import IsianPutusan, open_dokumen_for
from tolok.services.baca_rencana import take_up, why_not_ready
from tolok.services.iku import IsianIku
from tolok.services.pekerjaan import run
from tolok.store.models import DokumenBaca
from tolok.values.issue import IssueError
from tolok.web.build.baca import build_daftar_baca, build_telaah, build_unggah_baca
from tolok.web.build.baca_pakai import build_pakai_baca
from tolok.web.build.isian_rencana import Ditolak
from tolok.web.build.kerangka import Pandangan
from tolok.web.views.isian import whole as key_of
from tolok.web.views.pandangan import office_view, page, whole

_KECIL = 512 * 1024
"""A document without pages up to this size is read while its sender waits; a PDF always in the background."""
_LAMA_GAMBAR = 3600


@office_view("GET")
def daftar(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_daftar_baca(view, services.documents_for(view.orang, view.kantor.slug)))


@office_view("GET", "POST")
def unggah(request: HttpRequest, view: Pandangan) -> HttpResponse:
    """Hand a document in; its reading begins at once."""
    services.documents_for(view.orang, view.kantor.slug)
    if request.method != "POST":
        return page(request, build_unggah_baca(view))
    file = request.FILES.get("berkas")
    # One byte more than allowed tells that it is too large without reading the rest.
    name, content = (file.name or "", file.read(TERBESAR + 1)) if file else ("", b"")
    try:
        made, job = services.hand_in(view.kantor, name, content, by=view.orang, at=timezone.now())
    except IssueError as error:
        return page(request, build_unggah_baca(view, error.issues), status=409)
    if job is None:
        messages.info(request, f"Dokumen yang sama sudah dibaca sebagai {made.nama}.")
    elif made.ukuran <= _KECIL and b"%PDF-" not in content[:1024]:
        run(job.pk)
    return redirect(view.alamat.ke("baca-telaah", dokumen_baca=made.pk))


@office_view("GET")
def telaah(request: HttpRequest, view: Pandangan, dokumen_baca: int) -> HttpResponse:
    dokumen = open_dokumen_for(view.orang, view.kantor.slug, dokumen_baca)
    asked = (whole(request.GET.get("baris", ""), 0, 4), request.GET.get("medan", "")[:40], request.GET.get("tampil", "")[:5])
    return page(request, build_telaah(view, dokumen, asked, timezone.now()))


@office_view("POST")
def putus(request: HttpRequest, view: Pandangan, dokumen_baca: int) -> HttpResponse:
    """Keep one decision and go on to the next question."""
    dokumen = open_dokumen_for(view.orang, view.kantor.slug, dokumen_baca)
    nomor, kunci = _number(request), request.POST.get("medan", "")[:40]
    said = IsianPutusan(
        request.POST.get("putusan", ""), request.POST.get("nilai", ""), request.POST.get("alasan", "")[:1000],
        whole(request.POST.get("sesudah", "")),
    )  # fmt: skip
    try:
        made = services.decide(dokumen, nomor, kunci, said, by=view.orang, at=timezone.now())
    except IssueError as error:
        return told(request, view, dokumen, (nomor, kunci), error)
    verb = {"terima": "diterima", "koreksi": "dibetulkan", "tolak": "ditolak"}[made.putusan]
    messages.success(request, f"{label_of(kunci)} {verb}.")
    return redirect(here(view, dokumen, nomor))


@office_view("POST")
def terima(request: HttpRequest, view: Pandangan, dokumen_baca: int) -> HttpResponse:
    """Accept what the reader is sure of in one draft."""
    dokumen = open_dokumen_for(view.orang, view.kantor.slug, dokumen_baca)
    nomor = _number(request)
    try:
        count = services.accept_clear(dokumen, nomor, by=view.orang, at=timezone.now())
    except IssueError as error:
        return told(request, view, dokumen, (nomor, ""), error)
    messages.success(request, f"{count} medan baris {nomor} diterima." if count else "Semua medan sudah diputuskan.")
    return redirect(here(view, dokumen, nomor))


@office_view("GET", "POST")
def pakai(request: HttpRequest, view: Pandangan, dokumen_baca: int, baris_baca: int) -> HttpResponse:
    """Put a decided draft into the plan; one that is not ready leads back to what is missing."""
    dokumen = open_dokumen_for(view.orang, view.kantor.slug, dokumen_baca)
    found = services.review_of(dokumen, baris_baca)
    if request.method != "POST":
        missing = why_not_ready(found)
        if missing:
            messages.info(request, f"Baris {baris_baca} belum dapat dipakai. {missing}")
            return redirect(here(view, dokumen, baris_baca))
        return page(request, build_pakai_baca(view, dokumen, found))
    post = request.POST
    kode = post.get("kode_lain", "").strip().upper()[:20] or post.get("kode", "")[:20]
    isian = IsianIku(
        key_of(post.get("sasaran")), key_of(post.get("bidang")), post.get("alasan_pemilihan", "")[:2000],
        key_of(post.get("indikator_kota")),
    )  # fmt: skip
    try:
        row = take_up(dokumen, baris_baca, kode, isian, post.get("alasan", "")[:2000], by=view.orang, at=timezone.now())
    except IssueError as error:
        if "nama" not in found.draft.texts:
            return told(request, view, dokumen, (baris_baca, ""), error)
        return page(request, build_pakai_baca(view, dokumen, found, Ditolak(post.dict(), error.issues)), status=409)
    messages.success(request, f"Baris {baris_baca} dipakai sebagai {row.kode}, dengan kutipan tempatnya.")
    return redirect(view.alamat.ke("target", kode=row.kode))


@office_view("GET")
def halaman(_request: HttpRequest, view: Pandangan, dokumen_baca: int, halaman: int) -> HttpResponse:
    """A page of the document as a picture, for this reader's own cache only."""
    return picture(open_dokumen_for(view.orang, view.kantor.slug, dokumen_baca), halaman)


def picture(dokumen: DokumenBaca, halaman: int) -> HttpResponse:
    """A page as PNG. Raises NotFoundError for one that there is not."""
    try:
        content = services.picture_for(dokumen, halaman)
    except IssueError as error:
        raise NotFoundError(str(halaman)) from error
    headers = {"Cache-Control": f"private, max-age={_LAMA_GAMBAR}"}
    return HttpResponse(content, content_type="image/png", headers=headers)


def _number(request: HttpRequest) -> int:
    return whole(request.POST.get("baris", ""), 0, 4)


def here(view: Pandangan, dokumen: DokumenBaca, nomor: int) -> str:
    """The review of one draft."""
    base = view.alamat.ke("baca-telaah", dokumen_baca=dokumen.pk).partition("?")[0]
    return view.alamat.with_query(base, baris=nomor)


def told(
    request: HttpRequest, view: Pandangan, dokumen: DokumenBaca, asked: tuple[int, str], error: IssueError
) -> HttpResponse:
    """The review once more with what was typed and what was wrong with it."""
    model = build_telaah(view, dokumen, (*asked, ""), timezone.now(), Ditolak(request.POST.dict(), error.issues))
    return page(request, model, status=409)

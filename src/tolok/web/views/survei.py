"""The survey: the public form without sign-in, and the pages of the staff."""

import io
from datetime import UTC, datetime, timedelta

import qrcode
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from qrcode.image.svg import SvgPathImage

from tolok.services.akses import NotFoundError, require
from tolok.services.skm import (
    DAFTAR_UNSUR,
    PROFIL,
    add_layanan,
    answer,
    deliver,
    device_mark,
    open_layanan_for,
    open_layanan_public,
    set_population,
    toggle_layanan,
)
from tolok.store.models import Layanan
from tolok.values.issue import Issue, IssueError
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.survei import (
    build_formulir,
    build_layanan,
    build_layanan_baru,
    build_poster,
    build_survei,
    build_terima_kasih,
)
from tolok.web.ratelimit import client_ip, limited
from tolok.web.read_models import Pesan
from tolok.web.views.pandangan import not_allowed, office_view, page

KUKI = "survei"
JEDA = timedelta(seconds=4)
"""Nobody reads nine questions faster."""
UMUR = timedelta(hours=12)


@limited("survei", "60/h")
def skm(request: HttpRequest, kantor_umum: str, layanan: str) -> HttpResponse:
    """The public form: no sign-in, one answer set per device and day, a field that only machines fill in."""
    if request.method not in ("GET", "HEAD", "POST"):
        return not_allowed(request, ("GET", "POST"))
    try:
        found = open_layanan_public(kantor_umum, layanan)
    except NotFoundError:
        raise Http404 from None
    thanks = reverse("skm-selesai", kwargs={"kantor_umum": kantor_umum, "layanan": layanan})
    if found.pk in _answered(request):
        return (
            redirect(thanks + "?sudah=ya")
            if request.method == "POST"
            else page(request, build_terima_kasih(found, request.path, True))
        )
    if request.method != "POST":
        return page(request, build_formulir(found, request.path, _stamp(), {}))
    return _receive(request, found, thanks)


def _receive(request: HttpRequest, found: Layanan, thanks: str) -> HttpResponse:
    typed = {name: request.POST.get(name, "").replace("\x00", "") for name in (*DAFTAR_UNSUR, *PROFIL, "saran")}
    if request.POST.get("situs", "") or _too_fast(request.POST.get("cap", "")):
        # A machine is thanked like a person, and told nothing; a person who was too fast finds his answers again.
        if request.POST.get("situs", ""):
            return redirect(thanks)
        said = (
            Pesan(
                "perlu keputusan",
                "Formulir ini terlalu cepat atau terlalu lama dibuka",
                "Periksa jawaban Anda, lalu kirim lagi.",
            ),
        )
        return page(request, build_formulir(found, request.path, _stamp(), typed, pesan=said), status=409)
    hari = timezone.localdate()
    mark = device_mark(found, hari, client_ip(request), request.headers.get("User-Agent", "")[:300])
    try:
        answer(found, typed, sidik=mark, at=timezone.now(), hari=hari)
    except IssueError as error:
        if any(one.kode == "TLK-R081" for one in error.issues):
            return redirect(thanks + "?sudah=ya")
        return page(request, build_formulir(found, request.path, request.POST["cap"], typed, error.issues), status=409)
    response = redirect(thanks)
    told = signing.dumps({"hari": hari.isoformat(), "layanan": sorted({*_answered(request), found.pk})}, salt=KUKI)
    response.set_cookie(KUKI, told, max_age=86400, path="/skm/", httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def _answered(request: HttpRequest) -> set[int]:
    """Services that this device answered today, as its signed cookie says."""
    try:
        told = signing.loads(request.COOKIES.get(KUKI, ""), salt=KUKI, max_age=86400)
    except signing.BadSignature:
        return set()
    return set(told["layanan"]) if told["hari"] == timezone.localdate().isoformat() else set()


def _stamp() -> str:
    return signing.dumps(timezone.now().astimezone(UTC).isoformat(), salt="survei-cap")


def _too_fast(cap: str) -> bool:
    """Whether the form was opened a moment ago, long ago, or not by us."""
    try:
        opened = datetime.fromisoformat(signing.loads(cap, salt="survei-cap"))
    except (signing.BadSignature, ValueError):
        return True
    return not JEDA <= timezone.now() - opened <= UMUR


def skm_selesai(request: HttpRequest, kantor_umum: str, layanan: str) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return not_allowed(request, ("GET",))
    try:
        found = open_layanan_public(kantor_umum, layanan)
    except NotFoundError:
        raise Http404 from None
    return page(request, build_terima_kasih(found, request.path, request.GET.get("sudah", "") == "ya"))


@office_view("GET")
def survei(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "lihat_baris")
    return page(request, build_survei(view))


@office_view("POST")
def survei_masukkan(request: HttpRequest, view: Pandangan) -> HttpResponse:
    """Answers of finished days into the register now, without waiting for the next answer."""
    require(view.orang, view.kantor, "kelola_survei")
    made = deliver(view.kantor, sebelum=timezone.localdate(), by=view.orang, at=timezone.now())
    rows = sum(one.laporan["bersih"] for one in made)
    said = f"{rows} jawaban masuk ke register." if rows else "Tidak ada jawaban dari hari yang sudah lewat."
    messages.success(request, said)
    return redirect(view.alamat.ke("survei"))


@office_view("GET", "POST")
def survei_baru(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_survei")
    if request.method != "POST":
        return page(request, build_layanan_baru(view))
    nama = request.POST.get("nama", "").replace("\x00", "")
    try:
        made = add_layanan(view.kantor, nama, by=view.orang, at=timezone.now())
    except IssueError as error:
        return page(request, build_layanan_baru(view, nama, error.issues), status=409)
    messages.success(request, f"{made.nama} siap disurvei. Cetak posternya untuk loket.")
    return redirect(view.alamat.ke("survei-layanan", layanan=made.kode))


@office_view("GET", "POST")
def survei_layanan(request: HttpRequest, view: Pandangan, layanan: str) -> HttpResponse:
    require(view.orang, view.kantor, "lihat_baris")
    found = open_layanan_for(view.orang, view.kantor.slug, layanan)
    if request.method != "POST":
        return page(request, build_layanan(view, found, _public(found)))
    require(view.orang, view.kantor, "kelola_survei")
    aksi, typed = request.POST.get("aksi", ""), request.POST.get("banyak", "").replace("\x00", "")
    try:
        _act(view, found, aksi, typed)
    except IssueError as error:
        return page(request, build_layanan(view, found, _public(found), typed, error.issues), status=409)
    messages.success(request, "Tersimpan.")
    return redirect(view.alamat.ke("survei-layanan", layanan=layanan))


def _act(view: Pandangan, found: Layanan, aksi: str, typed: str) -> None:
    if aksi in ("tutup", "buka"):
        if (aksi == "tutup") == (found.ditutup_pada is None):
            toggle_layanan(found, by=view.orang, at=timezone.now())
    elif aksi == "pengguna":
        set_population(found, view.period.tahun - 1, typed, by=view.orang, at=timezone.now())
    else:
        todo = "pakai salah satu tombol di halaman ini"
        raise IssueError(Issue("TLK-R082", "salah", "layanan", "tidak ada yang diminta", "formulirnya kosong", todo))


@office_view("GET")
def survei_poster(request: HttpRequest, view: Pandangan, layanan: str) -> HttpResponse:
    require(view.orang, view.kantor, "lihat_baris")
    found = open_layanan_for(view.orang, view.kantor.slug, layanan)
    return page(request, build_poster(view, found, request.build_absolute_uri(_public(found))))


@office_view("GET")
def survei_qr(request: HttpRequest, view: Pandangan, layanan: str) -> HttpResponse:
    """The QR code of the public form as SVG, made here: no service is asked."""
    require(view.orang, view.kantor, "lihat_baris")
    found = open_layanan_for(view.orang, view.kantor.slug, layanan)
    image = qrcode.make(request.build_absolute_uri(_public(found)), image_factory=SvgPathImage, border=2)
    buffer = io.BytesIO()
    image.save(buffer)
    return HttpResponse(buffer.getvalue(), content_type="image/svg+xml")


def _public(found: Layanan) -> str:
    return reverse("skm", kwargs={"kantor_umum": found.perangkat_daerah.slug, "layanan": found.kode})

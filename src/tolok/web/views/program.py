"""Programs with their budgets, and the pemda's indicators."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tolok.services.akses import require
from tolok.services.anggaran import set_anggaran
from tolok.services.iku_kota import IsianIkuKota, open_iku_kota_for, save_iku_kota
from tolok.services.program import IsianProgram, open_program_for, save_program
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.program import (
    build_anggaran,
    build_daftar_program,
    build_iku_kota,
    build_isian_iku_kota,
    build_isian_program,
    build_program,
)
from tolok.web.views.isian import answer_form, whole
from tolok.web.views.pandangan import day_typed, office_view, page


@office_view("GET")
def daftar_program(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_daftar_program(view))


@office_view("GET")
def program(request: HttpRequest, view: Pandangan, program_id: int) -> HttpResponse:
    return page(request, build_program(view, open_program_for(view.orang, view.kantor.slug, program_id)))


@office_view("GET", "POST")
def tambah_program(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_rencana")

    def save() -> tuple[str, str]:
        row = save_program(view.kantor, _program_typed(request), None, by=view.orang, at=timezone.now())
        return f"{row.kode} ditambahkan.", view.alamat.ke("program", program_id=row.pk)

    return answer_form(request, lambda refused: build_isian_program(view, None, refused), save, ("mendukung",))


@office_view("GET", "POST")
def ubah_program(request: HttpRequest, view: Pandangan, program_id: int) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_rencana")
    row = open_program_for(view.orang, view.kantor.slug, program_id)

    def save() -> tuple[str, str]:
        alasan = request.POST.get("alasan", "")
        done = save_program(view.kantor, _program_typed(request), row, by=view.orang, at=timezone.now(), alasan=alasan)
        return f"{done.kode} disimpan.", view.alamat.ke("program", program_id=done.pk)

    return answer_form(request, lambda refused: build_isian_program(view, row, refused), save, ("mendukung",))


def _program_typed(request: HttpRequest) -> IsianProgram:
    sent = request.POST
    return IsianProgram(
        sent.get("kode", ""), sent.get("nama", ""), whole(sent.get("bidang")), day_typed(sent.get("berlaku_sejak", "")),
        day_typed(sent.get("berlaku_sampai", "")), tuple(dict.fromkeys(sent.getlist("mendukung"))),
    )  # fmt: skip


@office_view("GET", "POST")
def anggaran(request: HttpRequest, view: Pandangan, program_id: int) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_rencana")
    row = open_program_for(view.orang, view.kantor.slug, program_id)

    def save() -> tuple[str, str]:
        set_anggaran(row, view.period.tahun, request.POST.dict(), by=view.orang, at=timezone.now())
        return f"Anggaran {view.period.tahun} {row.kode} dicatat.", view.alamat.ke("program", program_id=row.pk)

    return answer_form(request, lambda refused: build_anggaran(view, row, refused), save)


@office_view("GET")
def iku_kota(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_iku_kota(view))


@office_view("GET", "POST")
def tambah_iku_kota(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_iku_kota")

    def save() -> tuple[str, str]:
        row = save_iku_kota(view.kantor, _iku_kota_typed(request), None, by=view.orang, at=timezone.now())
        return f"{row.kode} ditambahkan.", view.alamat.ke("iku-kota")

    return answer_form(request, lambda refused: build_isian_iku_kota(view, None, refused), save)


@office_view("GET", "POST")
def ubah_iku_kota(request: HttpRequest, view: Pandangan, iku_kota_id: int) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_iku_kota")
    row = open_iku_kota_for(view.orang, view.kantor.slug, iku_kota_id)

    def save() -> tuple[str, str]:
        done = save_iku_kota(view.kantor, _iku_kota_typed(request), row, by=view.orang, at=timezone.now())
        return f"{done.kode} disimpan.", view.alamat.ke("iku-kota")

    return answer_form(request, lambda refused: build_isian_iku_kota(view, row, refused), save)


def _iku_kota_typed(request: HttpRequest) -> IsianIkuKota:
    return IsianIkuKota(*(request.POST.get(nama, "") for nama in ("kode", "nama", "sasaran", "rujukan")))

"""Perjanjian Kinerja: all of a year, one of them, and making the next."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tolok.services.akses import require
from tolok.services.perjanjian import IsianPerjanjian, Pihak, make_perjanjian, open_pemangku, open_perjanjian_for
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.perjanjian import build_daftar_perjanjian, build_perjanjian
from tolok.web.build.perjanjian_buat import build_buat_perjanjian
from tolok.web.views.isian import answer_form, whole
from tolok.web.views.pandangan import day_typed, office_view, page


@office_view("GET")
def daftar_perjanjian(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_daftar_perjanjian(view))


@office_view("GET")
def perjanjian(request: HttpRequest, view: Pandangan, perjanjian_id: int) -> HttpResponse:
    return page(request, build_perjanjian(view, open_perjanjian_for(view.orang, view.kantor.slug, perjanjian_id, view.at)))


@office_view("GET", "POST")
def buat_perjanjian(request: HttpRequest, view: Pandangan, pemangku: str) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_perjanjian")
    whose = open_pemangku(view.kantor, pemangku)

    def save() -> tuple[str, str]:
        row = make_perjanjian(view.kantor, view.period.tahun, whose, _typed(request), by=view.orang, at=timezone.now())
        said = f"Perubahan ke-{row.nomor}" if row.nomor else f"Perjanjian Kinerja {row.tahun}"
        return f"{said} {whose.nama} dibuat.", view.alamat.ke("pk-lihat", perjanjian_id=row.pk)

    return answer_form(request, lambda refused: build_buat_perjanjian(view, whose, refused), save)


def _typed(request: HttpRequest) -> IsianPerjanjian:
    sent = request.POST

    def party(side: str) -> Pihak:
        return Pihak(*(sent.get(f"{side}_{part}", "") for part in ("nama", "jabatan", "pangkat", "nip")))

    nomor = whole(sent.get("nomor"))
    return IsianPerjanjian(
        pertama=party("pertama"),
        kedua=party("kedua"),
        tanggal=day_typed(sent.get("tanggal", "")),
        nomor=nomor if nomor is not None else -1,
        tanggal_dpa=day_typed(sent.get("tanggal_dpa", "")),
        sumber_dana=sent.get("sumber_dana", ""),
        alasan=sent.get("alasan", ""),
        penjelasan=sent.get("penjelasan", ""),
    )

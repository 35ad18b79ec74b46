"""The evaluation sheet: look, grade one komponen for one side, establish the result."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services.akses import NotFoundError, require
from tolok.services.lke import PENILAI, Penetapan, Penilai, establish, grade_sub, komponen_of, may_grade
from tolok.values.issue import Issue, IssueError
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.lke import build_lke, build_nilai, build_tetapkan
from tolok.web.views.pandangan import office_view, page


@office_view("GET")
def lke(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_lke(view))


@office_view("GET", "POST")
def lke_nilai(request: HttpRequest, view: Pandangan, komponen: str, penilai: str) -> HttpResponse:
    """The whole komponen is kept or nothing of it; a line without a grade is left as it was."""
    side: Penilai | None = next((one for one in PENILAI if one == penilai), None)
    if side is None:
        raise NotFoundError(penilai)
    require(view.orang, view.kantor, may_grade(side))
    wanted = komponen_of(view.period.tahun, komponen)
    if request.method != "POST":
        return page(request, build_nilai(view, wanted, side))
    typed = {sub.kode: _typed(request, sub.kode) for sub in wanted.sub}
    given = {kode: one for kode, one in typed.items() if one["grade"]}
    issues: list[Issue] = []
    at = timezone.now()
    with transaction.atomic():
        for kode, one in given.items():
            try:
                grade_sub(view.kantor, view.period.tahun, kode, side, one, by=view.orang, at=at)
            except IssueError as error:
                issues += error.issues
        if issues:
            transaction.set_rollback(True)
    if issues or not given:
        issues = issues or [_nothing(komponen)]
        return page(request, build_nilai(view, wanted, side, typed, issues), status=409)
    messages.success(request, f"{len(given)} sub-komponen {komponen} dinilai: {PENILAI[side].lower()}.")
    return redirect(view.alamat.ke("lke"))


def _typed(request: HttpRequest, kode: str) -> dict[str, object]:
    marked = [one for one in request.POST.getlist(f"kriteria_{kode}") if one.isascii() and one.isdigit() and len(one) < 3]
    names = {name: request.POST.get(f"{name}_{kode}", "").replace("\x00", "") for name in ("grade", "catatan", "bukti")}
    return {**names, "kriteria": sorted({int(one) for one in marked}), "dasar": request.POST.get(f"dasar_{kode}", "")}


def _nothing(komponen: str) -> Issue:
    todo = "pilih nilai paling sedikit satu sub-komponen"
    return Issue("TLK-R085", "salah", f"komponen {komponen}", "belum ada yang dinilai", "tidak ada yang disimpan", todo)


@office_view("GET", "POST")
def lke_tetapkan(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "isi_pengawasan")
    if request.method != "POST":
        return page(request, build_tetapkan(view))
    surat = Penetapan(request.POST.get("nomor", "").replace("\x00", ""), request.POST.get("tanggal", ""))
    try:
        establish(view.kantor, view.period.tahun, surat, by=view.orang, at=timezone.now())
    except IssueError as error:
        return page(request, build_tetapkan(view, surat, error.issues), status=409)
    messages.success(request, f"Hasil evaluasi {view.period.tahun} ditetapkan. TK-01 dihitung ulang.")
    return redirect(view.alamat.ke("lke"))

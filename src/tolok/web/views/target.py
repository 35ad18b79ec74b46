"""Targets of one IKU: looked at by everyone of the office, written by its planner."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from tolok.services.akses import open_indikator_for, require
from tolok.services.target import field_of, set_targets
from tolok.values.issue import IssueError
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.target import build_isi_target, build_target, periods_asked
from tolok.web.views.isian import answer_form
from tolok.web.views.pandangan import office_view, page


@office_view("GET")
def target(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    row = open_indikator_for(view.orang, view.kantor.slug, kode)
    try:
        return page(request, build_target(view, row))
    except IssueError:  # no definition had been decided yet at that instant
        raise Http404 from None


@office_view("GET", "POST")
def isi_target(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    row = open_indikator_for(view.orang, view.kantor.slug, kode)
    require(view.orang, view.kantor, "kelola_target")

    def save() -> tuple[str, str]:
        typed = {period: request.POST.get(field_of(period), "") for period in periods_asked(view.period)}
        sent = request.POST.get("dasar", ""), request.POST.get("alasan", "")
        rows = set_targets(row, typed, *sent, by=view.orang, at=timezone.now())
        return f"{len(rows)} target {row.kode} disimpan.", view.alamat.ke("target", kode=row.kode)

    return answer_form(request, lambda refused: build_isi_target(view, row, refused), save)

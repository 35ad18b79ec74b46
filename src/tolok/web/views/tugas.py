"""The page of tasks."""

from django.http import HttpRequest, HttpResponse

from tolok.web.build.kerangka import Pandangan
from tolok.web.build.tugas import build_tugas
from tolok.web.views.pandangan import office_view, page


@office_view("GET")
def tugas(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_tugas(view))

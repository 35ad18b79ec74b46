"""The yearly report (LKjIP): its parts and their words. Before the addresses in which a word behind a period is an IKU."""

from django.urls import URLPattern, path

from tolok.web.converters import KANTOR
from tolok.web.views import laporan

_LAPORAN = KANTOR + "laporan/"

urlpatterns: list[URLPattern] = [
    path(_LAPORAN, laporan.laporan, name="laporan"),
    path(_LAPORAN + "analisis/<str:kode>/", laporan.analisis, name="laporan-analisis"),
    path(_LAPORAN + "standar/<str:kode>/", laporan.standar, name="laporan-standar"),
    path(_LAPORAN + "<str:bagian_laporan>/", laporan.bagian, name="laporan-bagian"),
    path(_LAPORAN + "<str:bagian_laporan>/tulis/", laporan.tulis, name="laporan-tulis"),
]

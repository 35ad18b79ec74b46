"""A province or ministry, and the comparison of published figures."""

from django.urls import URLPattern, path

from tolok.web.converters import KANTOR, WILAYAH
from tolok.web.views import wilayah

urlpatterns: list[URLPattern] = [
    path(WILAYAH, wilayah.ringkasan, name="wilayah"),
    path(WILAYAH + "<str:kode>/", wilayah.indikator, name="wilayah-indikator"),
    path(WILAYAH + "<str:kode>/sebanding/", wilayah.sebanding, name="wilayah-sebanding"),
    path(KANTOR + "<str:kode>/sebanding/", wilayah.sebanding_kantor, name="sebanding"),
]

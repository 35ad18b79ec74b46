"""Running it: health, settings, backup; the change log."""

from django.urls import URLPattern, path

from tolok.web.converters import KANTOR
from tolok.web.views import sistem

urlpatterns: list[URLPattern] = [
    path("sehat/", sistem.sehat, name="sehat"),
    path(KANTOR + "sistem/", sistem.sistem, name="sistem"),
    path(KANTOR + "sistem/pengaturan/", sistem.pengaturan, name="sistem-pengaturan"),
    path(KANTOR + "sistem/cadangan/", sistem.cadangan, name="sistem-cadangan"),
    path(KANTOR + "sistem/cadangan/<str:cadangan>/", sistem.cadangan_berkas, name="sistem-cadangan-berkas"),
    path(KANTOR + "riwayat/", sistem.riwayat, name="riwayat"),
    path(KANTOR + "riwayat/ekspor.<str:bentuk>", sistem.riwayat_ekspor, name="riwayat-ekspor"),
]

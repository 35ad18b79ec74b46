"""Definitions: the formula editor, proposals, versions, the trial of a formula."""

from django.urls import URLPattern, path

from tolok.web.converters import KANTOR
from tolok.web.views import rumus

DEFINISI = KANTOR + "<str:kode>/rumus/"

urlpatterns: list[URLPattern] = [
    path(KANTOR + "coba-rumus/", rumus.coba, name="coba-rumus"),
    path(DEFINISI, rumus.definisi, name="rumus"),
    path(DEFINISI + "versi/<int:versi_ke>/", rumus.beda, name="rumus-beda"),
    path(DEFINISI + "usul/<int:usul_nomor>/", rumus.usul, name="usul"),
    path(DEFINISI + "ubah/", rumus.ubah, name="rumus-ubah"),
    path(DEFINISI + "ubah/periksa/", rumus.periksa, name="rumus-periksa"),
    path(DEFINISI + "ubah/nilai/", rumus.nilai, name="rumus-nilai"),
]

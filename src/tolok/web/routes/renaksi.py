"""The action plan: activities of each IKU in a year; what the printed plan asks of the office."""

from django.urls import URLPattern, path

from tolok.web.converters import KANTOR
from tolok.web.views import renaksi

_AKSI = KANTOR + "rencana-aksi/"

urlpatterns: list[URLPattern] = [
    path(KANTOR + "profil/dokumen/", renaksi.profil_dokumen, name="profil-dokumen"),
    path(_AKSI, renaksi.daftar, name="rencana-aksi"),
    path(_AKSI + "<int:aksi_id>/", renaksi.ubah, name="ubah-aksi"),
    path(_AKSI + "<str:kode>/tambah/", renaksi.tambah, name="tambah-aksi"),
]

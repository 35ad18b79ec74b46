"""Documents that are read: handed in, reviewed beside their page, decided value by value, taken into the plan."""

from django.urls import URLPattern, path

from tolok.web.converters import KANTOR
from tolok.web.views import baca

_BACA = KANTOR + "baca/"
_DOKUMEN = _BACA + "<int:dokumen_baca>/"

urlpatterns: list[URLPattern] = [
    path(_BACA, baca.daftar, name="baca"),
    path(_BACA + "unggah/", baca.unggah, name="baca-unggah"),
    path(_DOKUMEN, baca.telaah, name="baca-telaah"),
    path(_DOKUMEN + "putus/", baca.putus, name="baca-putus"),
    path(_DOKUMEN + "terima/", baca.terima, name="baca-terima"),
    path(_DOKUMEN + "pakai/<int:baris_baca>/", baca.pakai, name="baca-pakai"),
    path(_DOKUMEN + "halaman/<int:halaman>.png", baca.halaman, name="baca-halaman"),
]

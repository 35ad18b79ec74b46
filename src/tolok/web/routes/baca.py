"""Documents that are read: handed in, reviewed beside their page, decided value by value, taken into the plan."""

from django.urls import URLPattern, path

from tolok.web.converters import KANTOR
from tolok.web.views import baca, baca_lanjut

_BACA = KANTOR + "baca/"
_DOKUMEN = _BACA + "<int:dokumen_baca>/"

urlpatterns: list[URLPattern] = [
    path(_BACA, baca.daftar, name="baca"),
    path(_BACA + "unggah/", baca.unggah, name="baca-unggah"),
    path(_BACA + "banding/", baca_lanjut.banding, name="baca-banding"),
    path(_BACA + "tanya/<int:tanya_baca>/", baca_lanjut.jawab, name="baca-tanya"),
    path(_BACA + "tanya/<int:tanya_baca>/halaman.png", baca_lanjut.halaman_tanya, name="baca-tanya-halaman"),
    path(_DOKUMEN, baca.telaah, name="baca-telaah"),
    path(_DOKUMEN + "putus/", baca.putus, name="baca-putus"),
    path(_DOKUMEN + "terima/", baca.terima, name="baca-terima"),
    path(_DOKUMEN + "tanyakan/", baca_lanjut.tanyakan, name="baca-tanyakan"),
    path(_DOKUMEN + "selesai/", baca_lanjut.selesai, name="baca-selesai"),
    path(_DOKUMEN + "buka/", baca_lanjut.buka, name="baca-buka"),
    path(_DOKUMEN + "pakai/<int:baris_baca>/", baca.pakai, name="baca-pakai"),
    path(_DOKUMEN + "halaman/<int:halaman>.png", baca.halaman, name="baca-halaman"),
]

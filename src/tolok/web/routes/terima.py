"""Deliveries: registers, templates, uploads, rows by form, background work."""

from django.urls import URLPattern, path

from tolok.web.converters import KANTOR
from tolok.web.views import terima, unggahan

_REGISTER = KANTOR + "register/<str:register>/"
_UNGGAHAN = KANTOR + "unggahan/<int:unggahan>/"
_KIRIMAN = KANTOR + "kiriman/<int:kiriman>/"
_PEKERJAAN = KANTOR + "pekerjaan/<int:pekerjaan>/"

urlpatterns: list[URLPattern] = [
    path(KANTOR + "register/", terima.register, name="register"),
    path(_REGISTER, terima.isi, name="register-isi"),
    path(_REGISTER + "baris/", terima.baris, name="register-baris"),
    path(_REGISTER + "templat.xlsx", terima.templat, name="register-templat"),
    path(_REGISTER + "baris-baru/", terima.baris_baru, name="baris-baru"),
    path(_REGISTER + "unggah/", unggahan.unggah, name="unggah"),
    path(_UNGGAHAN, unggahan.unggahan, name="unggahan"),
    path(_UNGGAHAN + "jawab/", unggahan.jawab, name="unggahan-jawab"),
    path(_UNGGAHAN + "periksa/", unggahan.periksa, name="unggahan-periksa"),
    path(_UNGGAHAN + "terima/", unggahan.terima, name="unggahan-terima"),
    path(_UNGGAHAN + "tolak/", unggahan.tolak, name="unggahan-tolak"),
    path(_UNGGAHAN + "bertanda.xlsx", unggahan.bertanda, name="unggahan-bertanda"),
    path(_KIRIMAN, terima.kiriman, name="kiriman"),
    path(_KIRIMAN + "batal/", terima.batal, name="kiriman-batal"),
    path(KANTOR + "pekerjaan/", terima.pekerjaan, name="pekerjaan"),
    path(_PEKERJAAN, terima.satu_pekerjaan, name="pekerjaan-satu"),
    path(_PEKERJAAN + "ulangi/", terima.ulangi, name="pekerjaan-ulangi"),
]

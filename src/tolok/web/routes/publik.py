"""What the public sees: published figures with their method and limits, and files of them."""

from django.urls import URLPattern, path

from tolok.web import converters as converters  # registers how offices and periods stand in an address
from tolok.web.views import publik

KANTOR_PUBLIK = "publik/<kantor:slug>/"
PERIODE_PUBLIK = KANTOR_PUBLIK + "<periode:periode>/"

urlpatterns: list[URLPattern] = [
    path("publik/", publik.daftar, name="publik"),
    path(KANTOR_PUBLIK, publik.kantor, name="publik-kantor"),
    path(PERIODE_PUBLIK, publik.periode, name="publik-periode"),
    path(PERIODE_PUBLIK + "angka.csv", publik.berkas, {"berkas": "angka.csv"}, name="publik-csv"),
    path(PERIODE_PUBLIK + "angka.json", publik.berkas, {"berkas": "angka.json"}, name="publik-json"),
    path(PERIODE_PUBLIK + "keterangan.json", publik.berkas, {"berkas": "keterangan.json"}, name="publik-keterangan"),
    path(PERIODE_PUBLIK + "<str:iku>/", publik.cara, name="publik-cara"),
]

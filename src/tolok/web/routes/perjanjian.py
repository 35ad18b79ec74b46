"""Perjanjian Kinerja of a year."""

from django.urls import path

from tolok.web.converters import KANTOR
from tolok.web.views import perjanjian

urlpatterns = [
    path(KANTOR + "perjanjian/", perjanjian.daftar_perjanjian, name="pk"),
    path(KANTOR + "perjanjian/<int:perjanjian_id>/", perjanjian.perjanjian, name="pk-lihat"),
    path(KANTOR + "perjanjian/buat/<str:pemangku>/", perjanjian.buat_perjanjian, name="pk-buat"),
]

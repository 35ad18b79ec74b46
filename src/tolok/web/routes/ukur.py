"""Measuring: periods, commentary, evidence, typed exceptions, tasks."""

from django.urls import URLPattern, path

from tolok.web.converters import KANTOR, TERBITAN
from tolok.web.views import tugas, ukur, ukur_angka

_PERIODE = KANTOR + "pengukuran/"
_BUKTI = TERBITAN + "bukti/"

urlpatterns: list[URLPattern] = [
    path(KANTOR + "tugas/", tugas.tugas, name="tugas"),
    path(_PERIODE, ukur.periode, name="periode"),
    path(_PERIODE + "buka/", ukur.buka, name="periode-buka"),
    path(_PERIODE + "batas/", ukur.batas, name="periode-batas"),
    path(_PERIODE + "tutup/", ukur.tutup, name="periode-tutup"),
    path(_PERIODE + "buka-kembali/", ukur.buka_kembali, name="periode-buka-kembali"),
    path(TERBITAN + "penjelasan/", ukur_angka.penjelasan, name="penjelasan"),
    path(TERBITAN + "penjelasan/tulis/", ukur_angka.tulis, name="penjelasan-tulis"),
    path(_BUKTI, ukur_angka.bukti, name="bukti"),
    path(_BUKTI + "lampirkan/", ukur_angka.lampirkan, name="bukti-lampirkan"),
    path(_BUKTI + "<int:bukti_nomor>/", ukur_angka.unduh, name="bukti-unduh"),
    path(_BUKTI + "<int:bukti_nomor>/cabut/", ukur_angka.cabut, name="bukti-cabut"),
    path(TERBITAN + "ketik/", ukur_angka.ketik, name="ketik"),
    path(TERBITAN + "hitung-kembali/", ukur_angka.hitung_kembali, name="hitung-kembali"),
]

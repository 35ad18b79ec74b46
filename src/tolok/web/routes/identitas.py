"""Personal data, and forms of survey, evaluation and findings."""

from django.urls import URLPattern, path

from tolok.web.converters import KANTOR
from tolok.web.views import identitas, lke, survei, temuan

_PRIBADI = KANTOR + "identitas/<str:reg_pribadi>/<str:entitas_pribadi>/"
_UMUM = "skm/<kantor:kantor_umum>/<str:layanan>/"

urlpatterns: list[URLPattern] = [
    path(_UMUM, survei.skm, name="skm"),
    path(_UMUM + "selesai/", survei.skm_selesai, name="skm-selesai"),
    path(KANTOR + "survei/", survei.survei, name="survei"),
    path(KANTOR + "survei/masukkan/", survei.survei_masukkan, name="survei-masukkan"),
    path(KANTOR + "survei/layanan-baru/", survei.survei_baru, name="survei-baru"),
    path(KANTOR + "survei/<str:layanan>/", survei.survei_layanan, name="survei-layanan"),
    path(KANTOR + "survei/<str:layanan>/poster/", survei.survei_poster, name="survei-poster"),
    path(KANTOR + "survei/<str:layanan>/qr.svg", survei.survei_qr, name="survei-qr"),
    path(KANTOR + "temuan/", temuan.temuan, name="temuan"),
    path(KANTOR + "temuan/baru/", temuan.temuan_baru, name="temuan-baru"),
    path(KANTOR + "temuan/<str:temuan>/", temuan.temuan_satu, name="temuan-satu"),
    path(KANTOR + "temuan/<str:temuan>/<str:rekomendasi>/lapor/", temuan.temuan_lapor, name="temuan-lapor"),
    path(KANTOR + "temuan/<str:temuan>/<str:rekomendasi>/putuskan/", temuan.temuan_putuskan, name="temuan-putuskan"),
    path(KANTOR + "lke/", lke.lke, name="lke"),
    path(KANTOR + "lke/tetapkan/", lke.lke_tetapkan, name="lke-tetapkan"),
    path(KANTOR + "lke/<str:komponen>/<str:penilai>/", lke.lke_nilai, name="lke-nilai"),
    path(KANTOR + "identitas/", identitas.identitas, name="identitas"),
    path(_PRIBADI, identitas.identitas_satu, name="identitas-satu"),
    path(_PRIBADI + "hapus/", identitas.identitas_hapus, name="identitas-hapus"),
]

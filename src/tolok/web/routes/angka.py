"""Figures, their sheets and rows, their steps. Listed last: `<kode>/` catches every word behind a period."""

from django.urls import path

from tolok.web.converters import KANTOR, TERBITAN
from tolok.web.views import angka, lain, langkah

urlpatterns = [
    path("", angka.awal, name="awal"),
    path("tema/", lain.tema, name="tema"),
    path("sistem-desain/", lain.sistem_desain, name="sistem-desain"),
    path(KANTOR, angka.beranda, name="beranda"),
    path(KANTOR + "pilih-periode/", lain.pilih_periode, name="pilih-periode"),
    path(KANTOR + "pilih-diketahui/", lain.pilih_diketahui, name="pilih-diketahui"),
    path(KANTOR + "register/<str:register>/<str:entitas>/<int:tahun>/koreksi/", langkah.koreksi, name="koreksi"),
    path(KANTOR + "<str:kode>/", angka.indikator, name="indikator"),
    path(TERBITAN, angka.terbitan, name="terbitan"),
    path(TERBITAN + "lembar-hitung/", angka.lembar_hitung, name="lembar-hitung"),
    path(TERBITAN + "baris/<int:letak>/<str:kelompok>/", angka.baris, name="baris"),
    path(TERBITAN + "baris/<int:letak>/<str:kelompok>/baris.csv", angka.baris_berkas, {"jenis": "csv"}, name="baris-csv"),
    path(TERBITAN + "baris/<int:letak>/<str:kelompok>/baris.xlsx", angka.baris_berkas, {"jenis": "xlsx"}, name="baris-xlsx"),
    path(TERBITAN + "<str:aksi>/", langkah.langkah, name="langkah"),
]

"""The plan: profile, tujuan and sasaran, IKU, targets, programs, pohon kinerja."""

from django.urls import path

from tolok.web.converters import KANTOR
from tolok.web.views import kartu, program, program_indikator, rencana, target

urlpatterns = [
    path(KANTOR + "indikator/", rencana.daftar_indikator, name="daftar-indikator"),
    path(KANTOR + "pohon/", kartu.pohon, name="pohon"),
    path(KANTOR + "profil/", rencana.profil, name="profil"),
    path(KANTOR + "profil/ubah/", rencana.ubah_profil, name="ubah-profil"),
    path(KANTOR + "sasaran/tambah/", rencana.tambah_sasaran, name="tambah-sasaran"),
    path(KANTOR + "sasaran/<int:sasaran_id>/", rencana.ubah_sasaran, name="ubah-sasaran"),
    path(KANTOR + "katalog/", rencana.katalog, name="katalog"),
    path(KANTOR + "katalog/<str:kode_katalog>/", kartu.kartu_katalog, name="kartu-katalog"),
    path(KANTOR + "katalog/<str:kode_katalog>/pakai/", rencana.pakai, name="pakai"),
    path(KANTOR + "iku-kota/", program.iku_kota, name="iku-kota"),
    path(KANTOR + "iku-kota/tambah/", program.tambah_iku_kota, name="tambah-iku-kota"),
    path(KANTOR + "iku-kota/<int:iku_kota_id>/", program.ubah_iku_kota, name="ubah-iku-kota"),
    path(KANTOR + "program/", program.daftar_program, name="daftar-program"),
    path(KANTOR + "program/tambah/", program.tambah_program, name="tambah-program"),
    path(KANTOR + "program/<int:program_id>/", program.program, name="program"),
    path(KANTOR + "program/<int:program_id>/ubah/", program.ubah_program, name="ubah-program"),
    path(KANTOR + "program/<int:program_id>/anggaran/", program.anggaran, name="anggaran"),
    path(
        KANTOR + "program/<int:program_id>/indikator/tambah/",
        program_indikator.tambah_indikator_program,
        name="tambah-indikator-program",
    ),
    path(
        KANTOR + "program/<int:program_id>/indikator/<int:indikator_program_id>/",
        program_indikator.ubah_indikator_program,
        name="ubah-indikator-program",
    ),
    path(KANTOR + "<str:kode>/kartu/", kartu.kartu, name="kartu"),
    path(KANTOR + "<str:kode>/target/", target.target, name="target"),
    path(KANTOR + "<str:kode>/target/isi/", target.isi_target, name="isi-target"),
    path(KANTOR + "<str:kode>/rencana/", rencana.ubah_iku, name="ubah-iku"),
]

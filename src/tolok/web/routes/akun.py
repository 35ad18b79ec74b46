"""People, roles, passwords, second factors, keys for programs."""

from django.urls import path

from tolok.web.converters import KANTOR
from tolok.web.views import akun, masuk, orang

_ORANG = KANTOR + "orang/<str:orang>/"

# Two names are django-allauth's: it leads there by itself.
urlpatterns = [
    path("masuk/", masuk.masuk, name="account_login"),
    path("masuk/kode/", masuk.kode, name="mfa_authenticate"),
    path("keluar/", masuk.keluar, name="keluar"),
    path("akun/", akun.akun_saya, name="akun"),
    path("akun/sandi/", akun.sandi, name="sandi"),
    path("akun/tanda-tangan/", akun.tanda_tangan, name="tanda-tangan"),
    path("akun/autentikator/", akun.autentikator, name="autentikator"),
    path("akun/keluar-lain/", akun.keluar_lain, name="keluar-lain"),
    path("akun/token/", akun.buat_token, name="token"),
    path("akun/token/<int:token_pk>/cabut/", akun.cabut_token, name="token-cabut"),
    path(KANTOR + "orang/", orang.orang, name="orang"),
    path(KANTOR + "orang/tambah/", orang.tambah, name="orang-tambah"),
    path(_ORANG, orang.seorang, name="seorang"),
    path(_ORANG + "peran/", orang.beri_peran, name="peran-beri"),
    path(_ORANG + "peran/<int:peran>/cabut/", orang.cabut_peran, name="peran-cabut"),
    path(_ORANG + "larangan/", orang.beri_larangan, name="larangan-beri"),
    path(_ORANG + "larangan/<int:larangan>/cabut/", orang.cabut_larangan, name="larangan-cabut"),
    path(_ORANG + "sandi/", orang.serahkan_sandi, name="sandi-serah"),
    path(_ORANG + "aktif/", orang.aktif, name="aktif"),
]

"""Official documents: look, print, many at once; and the public page behind the QR of each."""

from django.urls import URLPattern, path, register_converter

from tolok.web.converters import KANTOR, KantorConverter
from tolok.web.views import cek, dokumen


class JenisDokumenConverter(KantorConverter):
    """A kind of document in an address; other words behind `dokumen/` belong to other pages."""

    regex = "iku|matrik|pk|renaksi|pengukuran|lembar|lkjip|lhe|kartu|msind"


register_converter(JenisDokumenConverter, "dokumen")

_SATU = KANTOR + "dokumen/<dokumen:jenis_dokumen>/"
_BORONGAN = KANTOR + "dokumen/borongan/<int:borongan>/"

urlpatterns: list[URLPattern] = [
    path("cek/<str:token_cetak>/", cek.cek, name="cek"),
    path(KANTOR + "dokumen/", dokumen.dokumen, name="dokumen"),
    path(KANTOR + "dokumen/semua/", dokumen.semua, name="dokumen-semua"),
    path(_BORONGAN, dokumen.borongan, name="dokumen-borongan"),
    path(_BORONGAN + "dokumen.zip", dokumen.unduh, name="dokumen-unduh"),
    path(KANTOR + "dokumen/cetakan/<int:cetakan>/", dokumen.cetak_lagi, name="dokumen-cetak-lagi"),
    path(_SATU, dokumen.satu, name="dokumen-satu"),
    path(_SATU + "cetak/", dokumen.cetak, name="dokumen-cetak"),
    path(_SATU + "halaman/<str:kunci_gambar>/<int:halaman>.png", dokumen.gambar, name="dokumen-gambar"),
]

"""Every page of the application. `tolok.web.alamat` writes these addresses; a test holds the two together."""

from django.urls import path, register_converter

from tolok.web.views import angka, lain, langkah


class KantorConverter:
    """An office in an address: 35.75-2.17."""

    regex = r"\d{2}\.\d{2}-[\d.]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PeriodeConverter(KantorConverter):
    """A period in an address: 2023 or 2024-TW2."""

    regex = r"\d{4}(?:-TW[1-4])?"


register_converter(KantorConverter, "kantor")
register_converter(PeriodeConverter, "periode")

_OFFICE = "k/<kantor:slug>/<periode:periode>/"
_VINTAGE = _OFFICE + "<str:kode>/terbitan/<int:nomor>/"

urlpatterns = [
    path("", angka.awal, name="awal"),
    path("masuk/", lain.masuk, name="masuk"),
    path("keluar/", lain.keluar, name="keluar"),
    path("tema/", lain.tema, name="tema"),
    path("sistem-desain/", lain.sistem_desain, name="sistem-desain"),
    path(_OFFICE, angka.beranda, name="beranda"),
    path(_OFFICE + "dokumen/", lain.dokumen, name="dokumen"),
    path(_OFFICE + "dokumen/iku.pdf", lain.dokumen_iku, name="dokumen-iku"),
    path(_OFFICE + "riwayat/", lain.riwayat, name="riwayat"),
    path(_OFFICE + "pilih-periode/", lain.pilih_periode, name="pilih-periode"),
    path(_OFFICE + "pilih-diketahui/", lain.pilih_diketahui, name="pilih-diketahui"),
    path(_OFFICE + "register/<str:register>/<str:entitas>/<int:tahun>/koreksi/", langkah.koreksi, name="koreksi"),
    path(_OFFICE + "<str:kode>/", angka.indikator, name="indikator"),
    path(_VINTAGE, angka.terbitan, name="terbitan"),
    path(_VINTAGE + "lembar-hitung/", angka.lembar_hitung, name="lembar-hitung"),
    path(_VINTAGE + "baris/<int:letak>/<str:kelompok>/", angka.baris, name="baris"),
    path(_VINTAGE + "<str:aksi>/", langkah.langkah, name="langkah"),
]

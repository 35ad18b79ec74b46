"""The office's own Word template: which one holds, a new one, taking it out of use."""

from django.urls import URLPattern, path

from tolok.web.converters import KANTOR
from tolok.web.views import templat

_TEMPLAT = KANTOR + "dokumen/templat/"

urlpatterns: list[URLPattern] = [
    path(_TEMPLAT, templat.templat, name="templat"),
    path(_TEMPLAT + "unggah/", templat.unggah, name="templat-unggah"),
    path(_TEMPLAT + "contoh.docx", templat.contoh, name="templat-contoh"),
    path(_TEMPLAT + "<int:nomor_templat>/templat.docx", templat.unduh, name="templat-unduh"),
    path(_TEMPLAT + "<int:nomor_templat>/cabut/", templat.cabut, name="templat-cabut"),
]

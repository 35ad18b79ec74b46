"""Which template prints which read model, and the one way to print it."""

from typing import Final

from django.http import HttpRequest
from django.template.loader import render_to_string

from tolok.web import read_models

TEMPLATES: Final[dict[type, str]] = {
    read_models.HalamanMasuk: "tolok/masuk.html",
    read_models.HalamanBeranda: "tolok/beranda.html",
    read_models.HalamanIndikator: "tolok/indikator.html",
    read_models.HalamanLembarHitung: "tolok/lembar_hitung.html",
    read_models.HalamanBaris: "tolok/baris.html",
    read_models.HalamanLangkah: "tolok/langkah.html",
    read_models.HalamanKoreksi: "tolok/koreksi.html",
    read_models.HalamanTerbitan: "tolok/terbitan.html",
    read_models.HalamanRiwayat: "tolok/riwayat.html",
    read_models.HalamanPilihan: "tolok/pilihan.html",
    read_models.HalamanGalat: "tolok/galat.html",
    read_models.HalamanSistemDesain: "tolok/sistem_desain.html",
}
THEMES: Final = ("terang", "gelap")  # anything else in the cookie `tema` follows the device


def theme_of(cookie: str) -> str:
    """The theme that a cookie chooses; '' follows the device."""
    return cookie if cookie in THEMES else ""


def render_page(page: object, request: HttpRequest | None = None, tema: str = "") -> str:
    """The HTML of a read model, whose class names its `TEMPLATE`.

    With a request, forms carry its token and the theme comes from its cookie `tema`.
    """
    if request is not None:
        tema = theme_of(request.COOKIES.get("tema", ""))
    template = getattr(type(page), "TEMPLATE", "") or TEMPLATES[type(page)]
    return render_to_string(template, {"h": page, "k": page.kerangka, "tema": tema}, request)

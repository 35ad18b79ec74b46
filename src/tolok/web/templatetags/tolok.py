"""What the templates need beyond Django's own tags: glyphs, states, drawn figures, formulas."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tolok.web.geometry import draw_mistar, draw_partisi, draw_perbandingan
from tolok.web.mathml import clean_mathml
from tolok.web.pohon_gambar import draw_pohon
from tolok.web.read_models import BagianPartisi, Isian, Keadaan, Mistar, Nada, Perbandingan, Pesan, Tren
from tolok.web.read_models.pohon import HalamanPohon
from tolok.web.trend import PONSEL, YEARS_ON_PHONE, draw_tren, last_years

register = template.Library()

NADA_GLYPH: dict[Nada, str] = {"buruk": "segitiga", "waspada": "wajik", "baik": "centang", "netral": "putus"}
KEADAAN: dict[Keadaan, tuple[str, str, str]] = {
    "draf": ("bulat-0", "Draf", "netral"),
    "diajukan": ("bulat-1", "Diajukan", "aksen"),
    "diverifikasi": ("bulat-2", "Diverifikasi", "aksen"),
    "disetujui": ("bulat-3", "Disetujui", "aksen"),
    "diterbitkan": ("centang", "Diterbitkan", "aksen"),
    "dikembalikan": ("kembali", "Dikembalikan", "waspada"),
    "digantikan": ("putus", "Digantikan", "usang"),
}
PESAN: dict[str, tuple[str, str]] = {
    "salah": ("oktagon", "buruk"),
    "perlu keputusan": ("tanya", "waspada"),
    "catatan": ("info", "aksen"),
    "berhasil": ("centang", "baik"),
    "kosong": ("", "kosong"),
}
LANGKAH = {"selesai": "centang", "kini": "bulat-2", "nanti": "bulat-0", "kembali": "kembali"}


@register.simple_tag
def glyph(name: str) -> SafeString:
    """A glyph of the sprite, 16 px, silent for a screen reader because a word always stands beside it."""
    return format_html('<svg class="glif" width="16" height="16" aria-hidden="true"><use href="#g-{}"/></svg>', name)


@register.simple_tag
def status(nada: Nada, kata: str) -> SafeString:
    """Shape, word and colour of how a thing stands."""
    return format_html('<span class="status {}">{}{}</span>', nada, glyph(NADA_GLYPH[nada]), kata)


@register.simple_tag
def keadaan(nilai: Keadaan, tint: bool = False) -> SafeString:
    """Where a figure stands in the approval, plain for tables or as a tinted tag."""
    shape, word, colour = KEADAAN[nilai]
    return format_html('<span class="{} {}">{}{}</span>', "tag" if tint else "status", colour, glyph(shape), word)


@register.filter
def glyph_langkah(nilai: str) -> str:
    """The glyph of one step of the approval line."""
    return LANGKAH[nilai]


@register.filter
def mathml(text: str) -> SafeString:
    """Presentation MathML of the core, unescaped after its elements were checked against a list."""
    return mark_safe(clean_mathml(text))  # noqa: S308 - rebuilt from an allowed list by clean_mathml


@register.inclusion_tag("tolok/_mistar.html")
def mistar(nilai: Mistar, label: bool = True) -> dict[str, Any]:
    """The ruler with its two printed numbers under it."""
    return {"m": nilai, "g": draw_mistar(nilai), "label": label}


@register.inclusion_tag("tolok/_partisi.html")
def partisi(bagian: tuple[BagianPartisi, ...], kalimat: str) -> dict[str, Any]:
    """The bar of all rows, parted."""
    return {"potongan": draw_partisi(bagian), "kalimat": kalimat}


@register.inclusion_tag("tolok/_tren.html")
def tren(nilai: Tren) -> dict[str, Any]:
    """The trend twice, wide and for a phone; the style sheet shows one."""
    return {"t": nilai, "layar": draw_tren(nilai), "ponsel": draw_tren(last_years(nilai, YEARS_ON_PHONE), PONSEL)}


@register.inclusion_tag("tolok/_pohon_gambar.html")
def pohon_gambar(nilai: HalamanPohon) -> dict[str, Any]:
    """The pohon kinerja as a drawing of links in reading order."""
    return {"g": draw_pohon(nilai.kota, nilai.sasaran), "judul": nilai.judul}


@register.filter
def glyph_nada(nilai: Nada) -> str:
    """The glyph of how a thing stands, for a drawing."""
    return NADA_GLYPH[nilai]


@register.inclusion_tag("tolok/_perbandingan.html")
def perbandingan(nilai: Perbandingan) -> dict[str, Any]:
    """Kecamatan beside each other on one scale."""
    return {"p": nilai, "g": draw_perbandingan(nilai)}


@register.inclusion_tag("tolok/_pesan.html")
def pesan(nilai: Pesan, sebagai_alert: bool = False) -> dict[str, Any]:
    """A message in the shape of its weight."""
    shape, colour = PESAN[nilai.bobot]
    return {"p": nilai, "glyph_nama": shape, "nada": colour, "alert": sebagai_alert}


@register.inclusion_tag("tolok/_isian.html")
def isian(nilai: Isian) -> dict[str, Any]:
    """A field with label, hint, error and what was typed."""
    return {"f": nilai}


@register.simple_tag
def ringkasan_galat(daftar: tuple[Isian, ...]) -> tuple[Isian, ...]:
    """The fields that carry an error, for the summary above a form."""
    return tuple(field for field in daftar if field.galat)

"""How offices and periods stand in an address. Imported by every list of addresses."""

from django.urls import register_converter


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


class WilayahConverter(KantorConverter):
    """A region in an address: ID, 35, 35.75, 35.75.01, 35.75.01.1001."""

    regex = r"ID|\d{2}(?:\.\d{2}){0,2}|\d{2}\.\d{2}\.\d{2}\.\d{4}"


register_converter(KantorConverter, "kantor")
register_converter(WilayahConverter, "wilayah")
register_converter(PeriodeConverter, "periode")

KANTOR = "k/<kantor:slug>/<periode:periode>/"
"""Every page inside an office and a period."""
WILAYAH = "wilayah/<wilayah:wilayah>/<periode:periode>/"
"""Every page of a region and a period."""
TERBITAN = KANTOR + "<str:kode>/terbitan/<int:nomor>/"
"""Every page of one vintage of one figure."""

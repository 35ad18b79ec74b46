"""Charts of the yearly report. Every figure in them stands in a table beside them as well."""

from tolok.writing.lkjip_data import IndikatorLaporan, KelompokLaporan
from tolok.writing.lkjip_tabel import Nomor
from tolok.writing.sheet import Block


def trend_chart(one: IndikatorLaporan, nomor: Nomor) -> list[Block]:
    return []


def budget_chart(one: IndikatorLaporan, nomor: Nomor) -> list[Block]:
    return []


def achievement_chart(group: KelompokLaporan, nomor: Nomor) -> list[Block]:
    return []

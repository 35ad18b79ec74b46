"""Which kind of table a header tells, and whether its rows are measures at all."""

from typing import Literal

from tolok.reading.headers import SERIES, Header

Keluarga = Literal[
    "iku", "iku bernilai", "pk", "renstra", "triwulan", "matrik", "register", "anggaran", "lke", "program", "lain"
]  # fmt: skip
GIVES_INDICATORS = frozenset({"iku", "iku bernilai", "pk", "renstra", "triwulan", "matrik"})
_WORDS = frozenset({"formula", "penjelasan", "definisi", "alasan", "sumber_data", "penanggung_jawab"})
_FEW_YEARS = 3


def family_of(header: Header) -> Keluarga:
    """The family of a table by its columns. Without a column that names measures nothing in it is an indicator."""
    fields = {column.field for column in header.columns if column.field}
    if (
        "lke" in fields
        and sum(c.field == "lke" for c in header.columns) > 1
        and not fields & {"target", "target_ke", "satuan"}
    ):
        return "lke"
    if "nama" not in fields:
        return "anggaran" if "anggaran" in fields else "program" if "program" in fields else "register"
    if fields == {"nama"} or fields <= {"nama", "nomor"}:
        return "lain"
    if "triwulan" in fields:
        return "triwulan"
    years = {(c.field, c.year) for c in header.columns if c.field in SERIES and c.year}
    if fields & _WORDS:
        return "iku bernilai" if fields & SERIES else "iku"
    if "target_ke" in fields or len(years) >= _FEW_YEARS:
        return "renstra"
    if fields & {"target", "realisasi"}:
        return "pk"
    return "iku bernilai" if "nilai" in fields else "matrik" if fields & {"sasaran", "tujuan", "satuan"} else "lain"

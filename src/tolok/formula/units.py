"""The unit that an indicator declares against the one that its formula yields (rumus.md §3.11)."""

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from tolok.formula import kernel as k
from tolok.values.issue import Issue
from tolok.values.number import format_angka, parse_angka
from tolok.values.unit import PERSEN, Unit

if TYPE_CHECKING:  # the checker asks this module for units, so the name is needed for types only
    from tolok.formula.checker import Checked

_PER = re.compile(r"\s+per\s+|\s*/\s*")
_COUNTED = re.compile(r"(?P<angka>\d[\d.]*)\s+(?P<benda>.+)")


def declared_unit(satuan: str) -> tuple[Unit, int]:
    """The unit of a name, with its factor: `usaha per 1.000 orang` is usaha/orang and 1000; `rupiah` is itself and 1."""
    above, *below = [part.strip() for part in _PER.split(satuan.strip())]
    if not below:
        return Unit.of(above), 1
    unit, factor = Unit.of(above), 1
    for name in below:
        counted = _COUNTED.fullmatch(name)
        number = parse_angka(counted["angka"]) if counted else None
        if counted and number is not None:
            name, factor = counted["benda"], factor * int(number)
        unit = unit.times(Unit.of(name), -1)
    return unit, factor


def check_unit(checked: "Checked", satuan: str, where: str) -> tuple[Issue, ...]:
    """Whether the formula yields the unit that the indicator declares; a percentage that is a count is said so."""
    (declared, factor), found = declared_unit(satuan), checked.unit
    if found is None:
        return ()
    if found == declared:
        return () if factor == 1 or _multiplied(checked.node, factor) else (_missing_factor(where, satuan, factor),)
    if declared == Unit.of(PERSEN):
        return (_no_percentage(where, found),)
    return (
        Issue(
            "TLK-F032", "salah", where, f"satuan indikator {satuan or declared}, hasil rumus {found}",
            "keduanya harus sama", "ubah satuan indikator atau rumusnya",
        ),
    )  # fmt: skip


def _multiplied(node: k.Node, factor: int) -> bool:
    return any(isinstance(part, k.Num) and part.value in (factor, Fraction(1, factor)) for part in k.walk(node))


def _missing_factor(where: str, satuan: str, factor: int) -> Issue:
    text = format_angka(factor)
    return Issue(
        "TLK-F031", "salah", where, f"rumus belum dikali {text}", f"satuan indikator {satuan}",
        f"tambahkan * {text} di akhir rumus",
    )  # fmt: skip


def _no_percentage(where: str, found: Unit) -> Issue:
    if found.dimensionless:
        return Issue(
            "TLK-F031", "salah", where, "rumus belum dikali 100",
            "satuan indikator persen, hasil rumus rasio 0 sampai 1", "tambahkan * 100 di akhir rumus",
        )  # fmt: skip
    return Issue(
        "TLK-F030", "salah", where, f"dinyatakan persentase, tetapi rumusnya menghitung banyaknya ({found})",
        "persentase memerlukan pembilang dan penyebut", "tulis persen(… dari …), atau ubah satuannya",
    )  # fmt: skip

"""Lembar hitung: everything that one figure was made from, frozen as plain JSON so that it can be recomputed years later."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from tolok.engine.snapshot import Snapshot
from tolok.formula.checker import Checked
from tolok.formula.describe import describe, describe_term
from tolok.formula.finish import Hasil, Total
from tolok.formula.layout import Legend, typeset
from tolok.formula.nodes import Persen
from tolok.formula.text import expr_text, to_text
from tolok.measurement.hitung import HasilWilayah
from tolok.measurement.panel import Cakupan
from tolok.values.number import format_angka, fraction_text

Lembar = dict[str, Any]


def calculation_sheet(
    checked: Checked, regions: Sequence[HasilWilayah], snapshot: Snapshot, pemda: str, desimal: int
) -> Lembar:
    """The sheet of one figure: formula in text and words, hashes of the frozen pieces, and per region its totals."""
    registers = sorted({*checked.registers, *(["data"] if checked.figures else [])})
    pieces = {name: snapshot.piece(name, pemda) for name in registers}
    return {
        "rumus": to_text(checked.formula),
        "kalimat": describe(checked.formula, checked.vocabulary),
        "agregat": [aggregate.text for aggregate in checked.aggregates],
        "legenda": legend(checked),
        "potret": {name: piece.hash for name, piece in pieces.items() if piece},
        "wilayah": {one.wilayah: region_sheet(one, desimal) for one in regions},
    }


TANDA_DIKETIK = "diketik, tidak dihitung"


def typed_sheet(
    checked: Checked, pemda: str, *, nilai: Fraction | None, alasan: str | None, sebab: str, desimal: int
) -> Lembar:
    """The sheet of the declared exception: no totals and no frozen rows, but value or reason and why it was typed.

    It has the shape of a computed sheet, so that every page and document can print it and says `tanda`.
    """
    hasil = Hasil(nilai=nilai) if nilai is not None else Hasil(alasan=alasan or "tidak ada data")
    return {
        "cara": "diketik",
        "alasan_ketik": sebab,
        "rumus": to_text(checked.formula),
        "kalimat": describe(checked.formula, checked.vocabulary),
        "agregat": [],
        "legenda": legend(checked),
        "potret": {},
        "wilayah": {pemda: {**_printed(hasil, desimal), "tanda": [TANDA_DIKETIK], "total": []}},
    }


def declaration_hash(lembar: Lembar) -> str:
    """SHA-256 over a typed sheet: what stands in place of the hash of rows, so that the declaration itself is sealed."""
    text = json.dumps(lembar, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def legend(checked: Checked) -> list[dict[str, str]]:
    """Letter, words, register and canonical text (of year n) of every term, in the order of the fraction."""
    entries = typeset(checked.formula).legend
    halves = _persen_halves(entries)
    return [
        {
            "huruf": entry.huruf,
            "kata": entry.words or describe_term(entry.expr, checked.vocabulary, halves.get(entry.huruf, "")),
            "agregat": _text_of(entry, halves),
        }
        for entry in entries
    ]


def _persen_halves(entries: Sequence[Legend]) -> dict[str, str]:
    """Of two letters that stand for one `persen`, the first is above and the second below."""
    halves: dict[str, str] = {}
    seen: set[object] = set()
    for entry in entries:
        if isinstance(entry.expr, Persen):
            halves[entry.huruf] = "below" if entry.expr in seen else "above"
            seen.add(entry.expr)
    return halves


def _text_of(entry: Legend, halves: Mapping[str, str]) -> str:
    written = expr_text(entry.expr)
    if entry.huruf in halves:
        written = f"{'pembilang' if halves[entry.huruf] == 'above' else 'penyebut'} {written}"
    return written


def region_sheet(one: HasilWilayah, desimal: int) -> dict[str, Any]:
    """One region: exact value, printed value, reason, flags, and every total with its exclusions.

    Where they apply: `cakupan` of sums compared over years, `sebanding` and `dua_tahun`, the figures beside it.
    """
    sheet = {
        **_printed(one.hasil, desimal),
        "tanda": list(one.tanda),
        "total": [leaf_sheet(leaf.text, found, getattr(leaf, "scale", 0)) for leaf, found in one.leaves.items()],
    }
    if one.cakupan:
        sheet["cakupan"] = [_coverage(cakupan) for cakupan in one.cakupan]
    beside = {"sebanding": one.sebanding, "dua_tahun": one.dua_tahun}
    return sheet | {name: _printed(hasil, desimal) for name, hasil in beside.items() if hasil is not None}


def _printed(hasil: Hasil, desimal: int) -> dict[str, Any]:
    nilai = hasil.nilai
    return {
        "nilai": None if nilai is None else fraction_text(nilai),
        "tampil": None if nilai is None else format_angka(nilai, desimal),
        "alasan": hasil.alasan,
    }


def _coverage(one: Cakupan) -> dict[str, Any]:
    """Both counts of a sum compared over two years, and how many of each have no decided counterpart."""
    return {
        "agregat": one.agregat,
        "kini": one.kini,
        "lalu": one.lalu,
        "hanya_kini": one.hanya_kini,
        "hanya_lalu": one.hanya_lalu,
        "bagian": fraction_text(one.bagian),
    }


def leaf_sheet(agregat: str, found: Total | Fraction | str, scale: int) -> dict[str, Any]:
    """One total: `nilai` is the count or the exact sum, or None with `alasan`; then the partition of the rows."""
    if isinstance(found, str):
        return {"agregat": agregat, "nilai": None, "alasan": found}
    if isinstance(found, Fraction):
        return {"agregat": agregat, "nilai": fraction_text(found)}
    value = _total_value(agregat, found, scale)
    return {
        "agregat": agregat,
        "nilai": fraction_text(value) if value is not None else None,
        "terhitung": found.terhitung,
        "tidak_memenuhi": found.tidak_memenuhi,
        "dikeluarkan": dict(sorted(found.dikeluarkan.items(), key=_absent_first)),
    }


def _total_value(agregat: str, found: Total, scale: int) -> Fraction | None:
    """What the term stands for in the formula: a count, a sum, or the mean of those counted (None where nobody is)."""
    if agregat.startswith(("banyak(", "pembilang ", "penyebut ")):
        return Fraction(found.terhitung)
    total = Fraction(found.jumlah, 10**scale)
    if agregat.startswith("rata("):
        return total / found.terhitung if found.terhitung else None
    return total


def _absent_first(reason: tuple[str, int]) -> tuple[bool, str]:
    """Reasons in the order in which they are asked: a missing row before an empty field."""
    return not reason[0].startswith("tidak ada di tahun"), reason[0]

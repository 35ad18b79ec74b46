"""A formula said back in words, so that an official signs what was understood, not what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from tolok.formula import nodes as n
from tolok.formula.text import number_text
from tolok.formula.vocabulary import RegisterWord, Vocabulary

_COMPARE = {
    "=": "sama dengan", "≠": "tidak sama dengan", "<": "kurang dari", "≤": "paling banyak", ">": "lebih dari",
    "≥": "paling sedikit",
}  # fmt: skip
_COMPARE_NAMES = {
    "=": "adalah", "≠": "bukan", "<": "lebih rendah daripada", "≤": "paling tinggi", ">": "lebih tinggi daripada",
    "≥": "paling rendah",
}  # fmt: skip
_COMPARE_DAYS = {
    "=": "tepat pada", "≠": "tidak pada", "<": "sebelum", "≤": "paling lambat", ">": "sesudah", "≥": "paling cepat",
}  # fmt: skip
_OPERATE = {"+": "ditambah", "-": "dikurangi", "*": "dikali", "/": "dibagi"}
_LEVEL = {"+": 1, "-": 1, "*": 2, "/": 2}
_TIGHT = 3


def describe(formula: n.Formula, vocabulary: Vocabulary) -> str:
    """One sentence with the registers' own labels. The formula must have passed `check` with the same vocabulary."""
    return _Speaker(formula, vocabulary).say(formula.expr)


def describe_term(expr: n.Expr, vocabulary: Vocabulary, side: str = "") -> str:
    """One term in words, for a legend; `side` is `above` or `below` for the two halves of `persen`."""
    speaker = _Speaker(n.Formula((), expr), vocabulary)
    if isinstance(expr, n.Persen) and side:
        return speaker.share(expr, side)
    return speaker.say(expr)


def _when(years: int, quarter: bool) -> str:
    """The offset of a term in words, with a space before it."""
    back = {0: "", 1: " tahun lalu"}.get(years, f" {years} tahun sebelumnya")
    return (" dalam triwulan itu saja" if quarter else "") + back


@dataclass(frozen=True)
class _At:
    years: int = 0
    quarter: bool = False

    @property
    def text(self) -> str:
        return _when(self.years, self.quarter)


class _Speaker:
    def __init__(self, formula: n.Formula, vocabulary: Vocabulary):
        self.parts = {part.nama.casefold(): part for part in formula.parts}
        self.vocabulary = vocabulary

    def say(self, expr: n.Expr, level: int = 0, at: _At = _At()) -> str:
        """`level`: how tightly the surroundings bind; parentheses stand only where the sentence would mislead."""
        match expr:
            case n.Offset(of=of, years=years):
                return self.say(of, level, _At(at.years + years, at.quarter))
            case n.InQuarter(of=of):
                return self.say(of, level, _At(at.years, True))
            case n.Arith() | n.Minus() | n.Growth() | n.Extreme() if at.text:
                return f"({self._compound(expr, 0)}){at.text}"
            case n.Arith() | n.Minus() | n.Growth() | n.Extreme():
                return self._compound(expr, level)
            case n.PartRef(nama=nama):
                part = self.parts[nama.casefold()]
                return part.legend + at.text if part.legend else self.say(part.expr, level, at)
            case n.Aggregate():
                return self._aggregate(expr, at.text)
            case n.Persen():
                tail = ", yang tidak diketahui tetap di penyebut" if expr.all_below else ""
                return f"persentase {self.share(expr, 'above', at.text)} dari {self.share(expr, 'below', at.text)}{tail}"
            case _:
                return self._leaf(expr) + at.text

    def _leaf(self, expr: n.Expr) -> str:
        match expr:
            case n.Number(value=value):
                return number_text(value)
            case n.Data(kode=kode):
                return self.vocabulary.data[kode].label
            case n.Param(kode=kode):
                return f"parameter {_spaced(kode)}"
            case _:
                raise TypeError(f"bukan daun rumus: {expr!r}")

    def _compound(self, expr: n.Expr, level: int) -> str:
        match expr:
            case n.Growth(of=of):
                text, mine = f"pertumbuhan {self.say(of, _TIGHT)} terhadap tahun lalu dalam persen", 0 if level else _TIGHT
            case n.Arith(op=op, left=left, right=right):
                mine = _LEVEL[op]
                text = f"{self.say(left, mine)} {_OPERATE[op]} {self.say(right, mine + 1)}"
            case n.Minus(of=of):
                text, mine = f"negatif dari {self.say(of, _TIGHT)}", 1
            case n.Extreme(kind=kind, left=left, right=right):
                text, mine = f"yang {kind} antara {self.say(left, _TIGHT)} dan {self.say(right, _TIGHT)}", 0 if level else 1
            case _:
                raise TypeError(f"bukan gabungan: {expr!r}")
        return f"({text})" if level > mine else text

    def _aggregate(self, expr: n.Aggregate, when: str) -> str:
        register = self.vocabulary.registers[expr.register]
        where = f" yang {self.cond(expr.where, register)}" if expr.where else ""
        if expr.expr is None:
            return f"banyaknya {register.benda}{when}{where}"
        what = "rata-rata" if expr.kind == "rata" else "jumlah"
        return f"{what} {self.value(expr.expr, register)} {register.benda}{when}{where}"

    def share(self, expr: n.Persen, side: str, when: str = "") -> str:
        """The numerator (`above`) or the denominator (`below`) of a percentage."""
        register = self.vocabulary.registers[expr.register]
        among = f" yang {self.cond(expr.among, register)}" if expr.among else ""
        if side == "below":
            return f"{'' if among else 'semua '}{register.benda}{when}{among}"
        return f"{register.benda}{when} yang {self.cond(expr.where, register)}" if expr.where else register.benda + when

    def cond(self, cond: n.Cond, register: RegisterWord, level: int = 0) -> str:
        """A condition; parentheses where `dan` and `atau` meet, since a sentence has no precedence."""
        match cond:
            case n.Both(left=left, right=right):
                text = f"{self.cond(left, register, 2)} dan {self.cond(right, register, 2)}"
                return f"({text})" if level not in (0, 2) else text
            case n.Either(left=left, right=right):
                text = f"{self.cond(left, register, 1)} atau {self.cond(right, register, 1)}"
                return f"({text})" if level not in (0, 1) else text
            case n.Negate(cond=inner):
                compound = isinstance(inner, (n.Both, n.Either))
                return f"bukan {self.cond(inner, register, _TIGHT)}" if compound else f"tidak {self.cond(inner, register)}"
            case n.Known(field=field, empty=empty):
                return f"{self.value(field, register)} {'kosong' if empty else 'terisi'}"
            case n.Truth(value=value):
                return self.value(value, register)
            case n.InList(value=value, pilihan=pilihan):
                return f"{self.value(value, register)} termasuk {' atau '.join(pilihan)}"
            case n.Compare(op=op, left=left, right=right):
                words = self._words(left, right, register)
                return f"{self.value(left, register)} {words[op]} {self.value(right, register)}"

    def _words(self, left: n.Value, right: n.Value, register: RegisterWord) -> Mapping[str, str]:
        kinds = {self._kind(left, register), self._kind(right, register)}
        if "tanggal" in kinds:
            return _COMPARE_DAYS
        return _COMPARE_NAMES if kinds & {"kelas", "kategori"} else _COMPARE

    def _kind(self, value: n.Value, register: RegisterWord) -> str:
        match value:
            case n.Field(nama=nama):
                return register.kolom[nama].jenis
            case n.Kelas():
                return "kelas"
            case n.PeriodEdge():
                return "tanggal"
            case _:
                return ""

    def value(self, value: n.Value, register: RegisterWord, level: int = 0) -> str:
        match value:
            case n.Field(nama=nama, lag=lag):
                return register.kolom[nama].label + (" tahun lalu" if lag else "")
            case n.RowNumber(value=number):
                return number_text(number)
            case n.RowText(value=text):
                return text
            case n.RowParam(kode=kode):
                return f"parameter {_spaced(kode)}"
            case n.RowArith(op="-", left=n.RowNumber(value=zero), right=right) if zero == 0:
                return f"negatif dari {self.value(right, register, _TIGHT)}"
            case n.RowArith(op=op, left=left, right=right):
                mine = _LEVEL[op]
                text = f"{self.value(left, register, mine)} {_OPERATE[op]} {self.value(right, register, mine + 1)}"
                return f"({text})" if level > mine else text
            case n.Kelas(field=field, skema=skema):
                return f"kelas {self.value(field, register)} menurut {skema}"
            case n.PeriodEdge(edge=edge):
                return f"{edge} periode"
            case n.Hari(start=start, end=end):
                return f"banyaknya hari dari {self.value(start, register)} sampai {self.value(end, register)}"


def _spaced(kode: str) -> str:
    return kode.replace("_", " ")

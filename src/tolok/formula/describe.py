"""A formula said back in words, so that an official signs what was understood, not what was typed."""

from tolok.formula import nodes as n
from tolok.formula.text import number_text
from tolok.formula.vocabulary import RegisterWord, Vocabulary

_COMPARE = {
    "=": "sama dengan", "≠": "tidak sama dengan", "<": "kurang dari", "≤": "paling banyak", ">": "lebih dari",
    "≥": "paling sedikit",
}  # fmt: skip
_OPERATE = {"+": "ditambah", "-": "dikurangi", "*": "dikali", "/": "dibagi"}


def describe(formula: n.Formula, vocabulary: Vocabulary) -> str:
    """One sentence with the registers' own labels. The formula must have passed `check` with the same vocabulary."""
    return _Speaker(formula, vocabulary).say(formula.expr)


def describe_term(expr: n.Expr, vocabulary: Vocabulary, side: str = "") -> str:
    """One term in words, for a legend; `side` is `above` or `below` for the two halves of `persen`."""
    speaker = _Speaker(n.Formula((), expr), vocabulary)
    if isinstance(expr, n.Persen) and side:
        return speaker.share(expr, side)
    return speaker.say(expr)


class _Speaker:
    def __init__(self, formula: n.Formula, vocabulary: Vocabulary):
        self.parts = {part.nama.casefold(): part for part in formula.parts}
        self.vocabulary = vocabulary

    def say(self, expr: n.Expr) -> str:
        match expr:
            case n.Number(value=value):
                return number_text(value)
            case n.PartRef(nama=nama):
                part = self.parts[nama.casefold()]
                return part.legend or self.say(part.expr)
            case n.Aggregate():
                return self._aggregate(expr)
            case n.Persen():
                return f"persentase {self.share(expr, 'above')} dari {self.share(expr, 'below')}"
            case n.Data(kode=kode):
                return self.vocabulary.data[kode].label
            case n.Param(kode=kode):
                return f"parameter {kode}"
            case n.Growth(of=of):
                return f"pertumbuhan {self.say(of)} terhadap tahun lalu, dalam persen"
            case n.Arith(op=op, left=left, right=right):
                return f"({self.say(left)} {_OPERATE[op]} {self.say(right)})"
            case n.Minus(of=of):
                return f"negatif dari {self.say(of)}"
            case n.Extreme(kind=kind, left=left, right=right):
                return f"yang {kind} antara {self.say(left)} dan {self.say(right)}"
            case n.Offset(of=of, years=years):
                return f"{self.say(of)} {'tahun lalu' if years == 1 else f'{years} tahun sebelumnya'}"
            case n.InQuarter(of=of):
                return f"{self.say(of)} dalam triwulan itu saja"

    def _aggregate(self, expr: n.Aggregate) -> str:
        register = self.vocabulary.registers[expr.register]
        where = f" yang {self.cond(expr.where, register)}" if expr.where else ""
        if expr.expr is None:
            return f"banyaknya {register.benda}{where}"
        what = "rata-rata" if expr.kind == "rata" else "jumlah"
        return f"{what} {self.value(expr.expr, register)} {register.benda}{where}"

    def share(self, expr: n.Persen, side: str) -> str:
        """The numerator (`above`) or the denominator (`below`) of a percentage."""
        register = self.vocabulary.registers[expr.register]
        among = f" yang {self.cond(expr.among, register)}" if expr.among else ""
        if side == "below":
            return f"{'' if among else 'semua '}{register.benda}{among}"
        return f"{register.benda} yang {self.cond(expr.where, register)}" if expr.where else register.benda

    def cond(self, cond: n.Cond, register: RegisterWord) -> str:
        match cond:
            case n.Both(left=left, right=right):
                return f"{self.cond(left, register)} dan {self.cond(right, register)}"
            case n.Either(left=left, right=right):
                return f"({self.cond(left, register)} atau {self.cond(right, register)})"
            case n.Negate(cond=inner):
                return f"tidak {self.cond(inner, register)}"
            case n.Known(field=field, empty=empty):
                return f"{self.value(field, register)} {'kosong' if empty else 'terisi'}"
            case n.Truth(value=value):
                return self.value(value, register)
            case n.InList(value=value, pilihan=pilihan):
                return f"{self.value(value, register)} termasuk {' atau '.join(pilihan)}"
            case n.Compare(op=op, left=left, right=right):
                return f"{self.value(left, register)} {self._compare(op, left)} {self.value(right, register)}"

    def _compare(self, op: str, left: n.Value) -> str:
        if isinstance(left, n.Kelas):
            return {">": "lebih tinggi daripada", "<": "lebih rendah daripada"}.get(op, _COMPARE[op])
        return _COMPARE[op]

    def value(self, value: n.Value, register: RegisterWord) -> str:
        match value:
            case n.Field(nama=nama, lag=lag):
                return register.kolom[nama].label + (" tahun lalu" if lag else "")
            case n.RowNumber(value=number):
                return number_text(number)
            case n.RowText(value=text):
                return text
            case n.RowParam(kode=kode):
                return f"parameter {kode}"
            case n.RowArith(op=op, left=left, right=right):
                return f"{self.value(left, register)} {_OPERATE[op]} {self.value(right, register)}"
            case n.Kelas(field=field, skema=skema):
                return f"kelas menurut {self.value(field, register)} ({skema})"
            case n.PeriodEdge(edge=edge):
                return f"{edge} periode"
            case n.Hari(start=start, end=end):
                return f"hari dari {self.value(start, register)} sampai {self.value(end, register)}"

"""Syntax tree → canonical text: one spelling for one meaning of the words; parse(to_text(f)) gives f again."""

from fractions import Fraction

from tolok.formula import nodes as n

_LEVEL = {"+": 1, "-": 1, "*": 2, "/": 2}


def number_text(value: Fraction) -> str:
    """A decimal constant as typed in id-ID, without grouping: `1,5`."""
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    scaled = int(value * 10**digits)
    text = f"{abs(scaled):0{digits + 1}d}"
    text = f"{text[:-digits]},{text[-digits:]}" if digits else text
    return f"-{text}" if scaled < 0 else text


def to_text(formula: n.Formula) -> str:
    """The whole formula, one named part per line."""
    lines = [f"{p.nama} = {expr_text(p.expr)}" + (f' "{p.legend}"' if p.legend else "") for p in formula.parts]
    return "\n".join([*lines, expr_text(formula.expr)])


def expr_text(expr: n.Expr, level: int = 0) -> str:
    """`level`: how tightly the surroundings bind (0 loose, 1 sum, 2 product, 3 before an offset)."""
    match expr:
        case n.Arith(op=op, left=left, right=right):
            mine = _LEVEL[op]
            text = f"{expr_text(left, mine)} {op} {expr_text(right, mine + 1)}"
            return f"({text})" if level > mine else text
        case n.Minus(of=of):
            text = f"-{expr_text(of, 3)}"
            return f"({text})" if level > 2 else text
        case n.Offset(of=of, years=years):
            return expr_text(of, 3) + (" tahun lalu" if years == 1 else f" tahun n-{years}")
        case n.InQuarter(of=of):
            return expr_text(of, 3) + " dalam triwulan"
        case _:
            return _leaf_text(expr)


def _leaf_text(expr: n.Expr) -> str:
    match expr:
        case n.Number(value=value):
            return number_text(value)
        case n.PartRef(nama=nama):
            return nama
        case n.Aggregate(kind=kind, register=register, expr=inner, where=where):
            what = register if inner is None else value_text(inner)
            return f"{kind}({what}{_clause('yang', where)})"
        case n.Persen(register=register, where=where, among=among, all_below=all_below):
            tail = "; penyebut semua" if all_below else ""
            return f"persen({register}{_clause('yang', where)}{_clause('dari', among)}{tail})"
        case n.Data(kode=kode):
            return f"data({kode})"
        case n.Param(kode=kode):
            return f"param({kode})"
        case n.Growth(of=of):
            return f"pertumbuhan({expr_text(of)})"
        case n.Extreme(kind=kind, left=left, right=right):
            return f"{kind}({expr_text(left)}; {expr_text(right)})"
        case _:
            raise TypeError(f"bukan daun rumus: {expr!r}")


def _clause(word: str, cond: n.Cond | None) -> str:
    return "" if cond is None else f" {word} {cond_text(cond)}"


def cond_text(cond: n.Cond, level: int = 0) -> str:
    """A condition; `level` 0 loose, 1 inside atau, 2 inside dan, 3 after bukan."""
    match cond:
        case n.Either(left=left, right=right):
            text = f"{cond_text(left, 1)} atau {cond_text(right, 2)}"
            return f"({text})" if level > 1 else text
        case n.Both(left=left, right=right):
            text = f"{cond_text(left, 2)} dan {cond_text(right, 3)}"
            return f"({text})" if level > 2 else text
        case n.Negate(cond=inner):
            return f"bukan {cond_text(inner, 3)}"
        case n.Compare(op=op, left=left, right=right):
            return f"{value_text(left)} {op} {value_text(right)}"
        case n.InList(value=value, pilihan=pilihan):
            quoted = "; ".join(f'"{nama}"' for nama in pilihan)
            return f"{value_text(value)} dalam ({quoted})"
        case n.Known(field=field, empty=empty):
            return f"{'kosong' if empty else 'ada'}({value_text(field)})"
        case n.Truth(value=value):
            return value_text(value)


def value_text(value: n.Value, level: int = 0) -> str:
    """A row value; columns of a summed expression carry their register, those of a condition do not."""
    match value:
        case n.Field(nama=nama, lag=lag, register=register):
            offset = {0: "", 1: " tahun lalu"}.get(lag, f" tahun n-{lag}")
            return (f"{register}.{nama}" if register else nama) + offset
        case n.RowNumber(value=number):
            return number_text(number)
        case n.RowText(value=text):
            return f'"{text}"'
        case n.RowParam(kode=kode):
            return f"param({kode})"
        case n.RowArith(op="-", left=n.RowNumber(value=zero), right=right) if zero == 0:
            return f"-{value_text(right, 3)}"
        case n.RowArith(op=op, left=left, right=right):
            mine = _LEVEL[op]
            text = f"{value_text(left, mine)} {op} {value_text(right, mine + 1)}"
            return f"({text})" if level > mine else text
        case n.Kelas(field=field, skema=skema):
            return f'kelas({value_text(field)}; "{skema}")'
        case n.PeriodEdge(edge=edge):
            return f"{edge} periode"
        case n.Hari(start=start, end=end):
            return f"hari({value_text(start)}; {value_text(end)})"

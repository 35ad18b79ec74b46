"""Formulas as paper prints them: a fraction in words, or in letters with a legend."""

from collections.abc import Mapping, Sequence

from tolok.formula import layout as typeset_layout
from tolok.formula.nodes import Arith, Growth, Number, Persen
from tolok.formula.parser import parse
from tolok.values.number import format_angka
from tolok.writing.sheet import Formula

Legenda = Sequence[Mapping[str, str]]
_MOST_TERMS = 4  # a formula of more terms than this is said by its definition; a fraction of nine is unreadable on paper


def formula_in_words(teks: str, legenda: Legenda, kalimat: str) -> Formula | None:
    """The formula as official tables print it; terms by the legend of a calculation sheet. None where it has too many."""
    expr = parse(teks).expr
    words = [entry["kata"] for entry in legenda]
    if isinstance(expr, Growth) and len(words) == 1:
        now, before = f"{words[0]} (tahun n)", f"{words[0]} (tahun n−1)"
        return Formula(f"{now} − {before}", before, "× 100%")
    if isinstance(expr, Persen) and len(words) == 2:
        return Formula(words[0], words[1], "× 100%")
    match expr:
        case Arith(op="*", left=Arith(op="/"), right=Number(value=factor)) if len(words) == 2:
            return Formula(
                words[0], words[1], f"× {format_angka(factor)}%" if factor == 100 else f"× {format_angka(factor)}"
            )
    if len(words) > _MOST_TERMS:
        return None
    return Formula(f"{kalimat[:1].upper()}{kalimat[1:]}")


def formula_in_letters(teks: str, legenda: Legenda, satuan: str) -> Formula:
    """The same as one fraction of letters, each of them named below: (A(n) − A(n−1)) / A(n−1) × 100%."""
    found = typeset_layout.typeset(parse(teks)).layout
    dated = _goes_back(found)
    names = tuple((entry["huruf"], entry["kata"]) for entry in legenda)
    match found:
        case typeset_layout.Frac(above=above, below=below):
            return Formula(_line(above, dated), _line(below, dated), "", names)
        case typeset_layout.Row(parts=(typeset_layout.Frac(above=above, below=below), *rest)):
            factor = "".join(_line(part, dated) for part in rest).strip()
            if factor.startswith("×"):
                times = f"{factor}%" if (satuan, factor) == ("%", "× 100") else factor
                return Formula(_line(above, dated), _line(below, dated), times, names)
    return Formula(_line(found, dated), legend=names)


def _goes_back(layout: typeset_layout.Layout) -> bool:
    """Whether a term of another year occurs, so that every letter must say which year it is of."""
    match layout:
        case typeset_layout.Letter(years_back=years):
            return years > 0
        case typeset_layout.Frac(above=above, below=below):
            return _goes_back(above) or _goes_back(below)
        case typeset_layout.Row(parts=parts):
            return any(_goes_back(part) for part in parts)
    return False


def _line(layout: typeset_layout.Layout, dated: bool) -> str:
    match layout:
        case typeset_layout.Letter(huruf=huruf, years_back=years):
            return f"{huruf}({'n' if years == 0 else f'n−{years}'})" if dated else huruf
        case typeset_layout.Text(text=text):
            return text
        case typeset_layout.Frac(above=above, below=below):
            return " / ".join(f"({text})" if " " in text else text for text in (_line(above, dated), _line(below, dated)))
        case typeset_layout.Row(parts=parts):
            return "".join(_line(part, dated) for part in parts)

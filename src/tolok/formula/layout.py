"""A formula as a typeset fraction: letters above letters, a legend that says what each letter is.

One structure, three spellings: MathML for the screen, Typst for PDF, OMML for Word.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from tolok.formula import nodes as n
from tolok.formula.text import number_text


@dataclass(frozen=True)
class Letter:
    """A term: `huruf` names the total, `years_back` its year (0 is tahun n)."""

    huruf: str
    years_back: int = 0
    quarter: bool = False


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Frac:
    above: "Layout"
    below: "Layout"


@dataclass(frozen=True)
class Row:
    """Parts in one line."""

    parts: tuple["Layout", ...]


Layout = Letter | Text | Frac | Row


@dataclass(frozen=True)
class Legend:
    """What a letter stands for: the term as written (without offset), and the words of its legend if it has any."""

    huruf: str
    expr: n.Expr
    words: str = ""


@dataclass(frozen=True)
class Typeset:
    layout: Layout
    legend: tuple[Legend, ...]


def typeset(formula: n.Formula) -> Typeset:
    """The layout of a formula. Letters are those of the named parts, else A, B, C … in order of writing."""
    setter = _Setter(formula)
    layout = setter.lay(formula.expr, 0, False, 0)
    return Typeset(layout, tuple(setter.legend.values()))


class _Setter:
    def __init__(self, formula: n.Formula):
        self.parts = {part.nama.casefold(): part for part in formula.parts}
        self.legend: dict[object, Legend] = {}
        self.free = [c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c.casefold() not in self.parts]

    def lay(self, expr: n.Expr, years: int, quarter: bool, level: int) -> Layout:
        match expr:
            case n.Number(value=value):
                return Text(number_text(value))
            case n.PartRef(nama=nama):
                return self._part(nama, years, quarter, level)
            case n.Offset(of=of, years=more):
                return self.lay(of, years + more, quarter, level)
            case n.InQuarter(of=of):
                return self.lay(of, years, True, level)
            case n.Growth(of=of):
                top = Row((self.lay(of, years, quarter, 1), Text(" − "), self.lay(of, years + 1, quarter, 2)))
                return Row((Frac(top, self.lay(of, years + 1, quarter, 0)), Text(" × 100")))
            case n.Persen():
                return self._persen(expr, years, quarter)
            case n.Arith(op="/", left=left, right=right):
                return Frac(self.lay(left, years, quarter, 0), self.lay(right, years, quarter, 0))
            case n.Arith(op=op, left=left, right=right):
                mine = 2 if op == "*" else 1
                sign = {"+": " + ", "-": " − ", "*": " × "}[op]
                row = Row((self.lay(left, years, quarter, mine), Text(sign), self.lay(right, years, quarter, mine + 1)))
                return Row((Text("("), row, Text(")"))) if level > mine else row
            case n.Minus(of=of):
                row = Row((Text("−"), self.lay(of, years, quarter, 3)))
                return Row((Text("("), row, Text(")"))) if level > 1 else row
            case n.Extreme(kind=kind, left=left, right=right):
                a, b = (self.lay(side, years, quarter, 0) for side in (left, right))
                return Row((Text(f"{kind}("), a, Text("; "), b, Text(")")))
            case _:
                return self._letter(expr, expr, years, quarter)

    def _letter(self, key: object, expr: n.Expr, years: int, quarter: bool, words: str = "") -> Letter:
        if key not in self.legend:
            huruf = self.free.pop(0) if self.free else f"T{len(self.legend) + 1}"
            self.legend[key] = Legend(huruf, expr, words)
        return Letter(self.legend[key].huruf, years, quarter)

    def _part(self, nama: str, years: int, quarter: bool, level: int) -> Layout:
        part = self.parts[nama.casefold()]
        if isinstance(part.expr, (n.Aggregate, n.Data, n.Param)):
            self.legend.setdefault(part.expr, Legend(part.nama, part.expr, part.legend))
            return Letter(self.legend[part.expr].huruf, years, quarter)
        return self.lay(part.expr, years, quarter, level)

    def _persen(self, expr: n.Persen, years: int, quarter: bool) -> Layout:
        above = self._letter(("above", expr), expr, years, quarter)
        below = self._letter(("below", expr), expr, years, quarter)
        return Row((Frac(above, below), Text(" × 100")))


Speak = Callable[[Letter], str]
"""How a letter is printed: as itself with its year, or as the number that it stands for."""


def letter_with_year(tahun: int) -> Speak:
    """Prints `A2023`-style letters; the year is set as an index by the writers."""
    return lambda letter: f"{letter.huruf}|{tahun - letter.years_back}"


def mathml(layout: Layout, speak: Speak, label: str) -> str:
    """Presentation MathML. `speak` may give `A|2023` (letter and index) or a plain number. All text is escaped."""
    return f'<math aria-label="{escape(label, quote=True)}"><mrow>{_mathml(layout, speak)}</mrow></math>'


def _mathml(layout: Layout, speak: Speak) -> str:
    match layout:
        case Letter():
            name, _, index = speak(layout).partition("|")
            if index:
                return f"<msub><mi>{escape(name)}</mi><mn>{escape(index)}</mn></msub>"
            return f"<mn>{escape(name)}</mn>"
        case Text(text=text):
            tag = "mn" if text.strip()[:1].isdigit() else "mo"
            return f"<{tag}>{escape(text.strip())}</{tag}>"
        case Frac(above=above, below=below):
            return f"<mfrac><mrow>{_mathml(above, speak)}</mrow><mrow>{_mathml(below, speak)}</mrow></mfrac>"
        case Row(parts=parts):
            return "".join(_mathml(part, speak) for part in parts)


_TYPST_SIGNS = {"+": "+", "−": "-", "×": "times"}


def typst(layout: Layout, speak: Speak) -> str:
    """Typst math, without the dollar signs. Whatever comes from a register or a number is a quoted string there."""
    match layout:
        case Letter():
            name, _, index = speak(layout).partition("|")
            return f"{_typst_text(name)}_{_typst_text(index)}" if index else _typst_text(name)
        case Text(text=text):
            return _TYPST_SIGNS.get(text.strip()) or _typst_text(text.strip())
        case Frac(above=above, below=below):
            return f"frac({typst(above, speak)}, {typst(below, speak)})"
        case Row(parts=parts):
            return " ".join(typst(part, speak) for part in parts)


def _typst_text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


OMML = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def omml(layout: Layout, speak: Speak) -> str:
    """Office MathML (`m:oMath` with its namespace), as Word keeps formulas. All text is escaped."""
    return f'<m:oMath xmlns:m="{OMML}">{_omml(layout, speak)}</m:oMath>'


def _omml(layout: Layout, speak: Speak) -> str:
    match layout:
        case Letter():
            name, _, index = speak(layout).partition("|")
            if index:
                return f"<m:sSub><m:e>{_omml_run(name)}</m:e><m:sub>{_omml_run(index)}</m:sub></m:sSub>"
            return _omml_run(name)
        case Text(text=text):
            return _omml_run(text)
        case Frac(above=above, below=below):
            return f"<m:f><m:num>{_omml(above, speak)}</m:num><m:den>{_omml(below, speak)}</m:den></m:f>"
        case Row(parts=parts):
            return "".join(_omml(part, speak) for part in parts)


def _omml_run(text: str) -> str:
    return f'<m:r><m:t xml:space="preserve">{escape(text)}</m:t></m:r>'

"""What was meant: a checked formula down to whole numbers and three-valued conditions. All that engines ever see.

Row values are whole numbers (decimal columns scaled up), texts, dates or nothing. Conditions are true, false or unknown
as in SQL (Kleene); `Given` and `Decided` are the two that SQL has no word for (rumus.md §2 `persen`, §3.3).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from tolok.formula.vocabulary import RegisterWord

# --- values of one row ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Col:
    """A column of the row; lag 1 reads the same entity's row of the previous year."""

    nama: str
    lag: int = 0


@dataclass(frozen=True)
class Const:
    value: int | str | date


@dataclass(frozen=True)
class Calc:
    """Whole-number arithmetic; both sides already stand on the same scale where that matters."""

    op: Literal["+", "-", "*"]
    left: "Value"
    right: "Value"


@dataclass(frozen=True)
class ClassRank:
    """Position of a column's value in a ladder: the first upper bound that it does not exceed; negative is unknown."""

    col: Col
    bounds: tuple[int, ...]


@dataclass(frozen=True)
class Days:
    start: "Value"
    end: "Value"


@dataclass(frozen=True)
class Edge:
    """First or last day of the period that the aggregate is asked for."""

    edge: Literal["awal", "akhir"]


Value = Col | Const | Calc | ClassRank | Days | Edge

# --- conditions on one row --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Always:
    """True for every row."""


@dataclass(frozen=True)
class Cmp:
    op: Literal["=", "≠", "<", "≤", ">", "≥"]
    left: Value
    right: Value


@dataclass(frozen=True)
class In:
    value: Value
    options: tuple[int | str, ...]


@dataclass(frozen=True)
class IsKnown:
    """Whether the field is filled (or, with `empty`, is not); a missing earlier row counts as not filled."""

    col: Col
    empty: bool = False


@dataclass(frozen=True)
class IsTrue:
    col: Col


@dataclass(frozen=True)
class And:
    left: "Cond"
    right: "Cond"


@dataclass(frozen=True)
class Or:
    left: "Cond"
    right: "Cond"


@dataclass(frozen=True)
class Not:
    cond: "Cond"


@dataclass(frozen=True)
class Given:
    """`then` where `given` is true; false where it is false, unknown where it is unknown, whatever `then` says."""

    given: "Cond"
    then: "Cond"


@dataclass(frozen=True)
class Decided:
    """True where `cond` is true or false, unknown where it is unknown."""

    cond: "Cond"


Cond = Always | Cmp | In | IsKnown | IsTrue | And | Or | Not | Given | Decided

# --- totals and the arithmetic over them ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Aggregate:
    """One total over one register. `scale`: the sum is that many decimals scaled up. `text`: canonical, with offset."""

    kind: Literal["banyak", "jumlah", "rata"]
    register: str
    value: Value | None
    scale: int
    cond: Cond
    years_back: int
    quarter: bool
    text: str


@dataclass(frozen=True)
class Num:
    value: Fraction


@dataclass(frozen=True)
class Term:
    aggregate: Aggregate


@dataclass(frozen=True)
class Share:
    """`persen`: numerator among denominator, × 100."""

    above: Aggregate
    below: Aggregate


@dataclass(frozen=True)
class Figure:
    """`data(kode)`."""

    kode: str
    years_back: int
    quarter: bool

    @property
    def text(self) -> str:
        return f"data({self.kode})" + offset_text(self.years_back, self.quarter)


@dataclass(frozen=True)
class Op:
    op: Literal["+", "-", "*", "/"]
    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Neg:
    of: "Node"


@dataclass(frozen=True)
class Ext:
    kind: Literal["terbesar", "terkecil"]
    left: "Node"
    right: "Node"


Node = Num | Term | Share | Figure | Op | Neg | Ext


def offset_text(years_back: int, quarter: bool) -> str:
    """How an offset is written after a term, in canonical spelling."""
    years = {0: "", 1: " tahun lalu"}.get(years_back, f" tahun n-{years_back}")
    return (" dalam triwulan" if quarter else "") + years


def walk(node: Node) -> Iterator[Node]:
    """Every node below and including `node`, in the order of writing."""
    yield node
    match node:
        case Op(left=left, right=right) | Ext(left=left, right=right):
            yield from walk(left)
            yield from walk(right)
        case Neg(of=of):
            yield from walk(of)


def aggregates_of(node: Node) -> tuple[Aggregate, ...]:
    """The distinct totals that a formula needs, in the order of writing."""
    found: dict[Aggregate, None] = {}
    for part in walk(node):
        if isinstance(part, Term):
            found.setdefault(part.aggregate)
        elif isinstance(part, Share):
            found.setdefault(part.above)
            found.setdefault(part.below)
    return tuple(found)


def figures_of(node: Node) -> tuple[Figure, ...]:
    """The distinct outside figures that a formula needs."""
    return tuple(dict.fromkeys(part for part in walk(node) if isinstance(part, Figure)))


# --- why a row is excluded (rumus.md §3.3) ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Exclusion:
    """One possible reason. `absent`: no row last year; `kosong`: the field is empty; `negatif`: no class below zero."""

    kind: Literal["absent", "kosong", "negatif"]
    col: Col | None = None

    def text(self, tahun: int) -> str:
        """The literal reason for a row of year `tahun`."""
        if self.col is None:
            return f"tidak ada di tahun {tahun - 1}"
        return f"{self.col.nama}{' tahun lalu' if self.col.lag else ''} {self.kind}"


def condition_exclusions(cond: Cond, register: RegisterWord) -> tuple[Exclusion, ...]:
    """Reasons for an unknown condition, the weightiest first: absent row, then empty fields (this year's before last
    year's, each in schema order), then values that have no class."""
    cols = dict.fromkeys(_cond_cols(cond))
    absent = (Exclusion("absent"),) if any(col.lag for col in cols) else ()
    empty = tuple(Exclusion("kosong", col) for col in _in_schema_order(tuple(cols), register))
    ranked = tuple(dict.fromkeys(value.col for value in _cond_values(cond) if isinstance(value, ClassRank)))
    negative = tuple(Exclusion("negatif", col) for col in _in_schema_order(ranked, register))
    return absent + empty + negative


def value_exclusions(value: Value | None, register: RegisterWord) -> tuple[Exclusion, ...]:
    """Reasons for a row that satisfies the condition but whose summed fields are not all filled."""
    cols = tuple(dict.fromkeys(part for part in value_parts(value) if isinstance(part, Col))) if value else ()
    return tuple(Exclusion("kosong", col) for col in _in_schema_order(cols, register))


def _in_schema_order(cols: tuple[Col, ...], register: RegisterWord) -> list[Col]:
    return sorted(cols, key=lambda col: (col.lag, register.order_of(col.nama)))


def value_parts(value: Value) -> Iterator[Value]:
    """Every value below and including `value`."""
    yield value
    match value:
        case Calc(left=left, right=right):
            yield from value_parts(left)
            yield from value_parts(right)
        case ClassRank(col=col):
            yield col
        case Days(start=start, end=end):
            yield from value_parts(start)
            yield from value_parts(end)


def _cond_values(cond: Cond) -> Iterator[Value]:
    match cond:
        case Cmp(left=left, right=right):
            yield from value_parts(left)
            yield from value_parts(right)
        case In(value=value):
            yield from value_parts(value)
        case IsTrue(col=col):
            yield col
        case And(left=left, right=right) | Or(left=left, right=right):
            yield from _cond_values(left)
            yield from _cond_values(right)
        case Not(cond=inner) | Decided(cond=inner):
            yield from _cond_values(inner)
        case Given(given=given, then=then):
            yield from _cond_values(given)
            yield from _cond_values(then)


def _cond_cols(cond: Cond) -> Iterator[Col]:
    """Fields whose emptiness can make the condition unknown: those inside `ada` and `kosong` cannot."""
    return (value for value in _cond_values(cond) if isinstance(value, Col))


def all_cols(cond: Cond, value: Value | None) -> tuple[Col, ...]:
    """Every field that a total reads, also inside `ada` and `kosong`."""
    found = dict.fromkeys(_cond_cols(cond))
    found.update(dict.fromkeys(_tested_cols(cond)))
    if value is not None:
        found.update(dict.fromkeys(part for part in value_parts(value) if isinstance(part, Col)))
    return tuple(found)


def names_edge(cond: Cond, value: Value | None) -> bool:
    """Whether the first or last day of the period is named: then the total is another one in every period."""
    parts = [*_cond_values(cond), *(value_parts(value) if value is not None else ())]
    return any(isinstance(part, Edge) for part in parts)


def _tested_cols(cond: Cond) -> Iterator[Col]:
    match cond:
        case IsKnown(col=col):
            yield col
        case And(left=left, right=right) | Or(left=left, right=right):
            yield from _tested_cols(left)
            yield from _tested_cols(right)
        case Not(cond=inner) | Decided(cond=inner):
            yield from _tested_cols(inner)
        case Given(given=given, then=then):
            yield from _tested_cols(given)
            yield from _tested_cols(then)


def timed(cond: Cond, tanggal: str) -> Cond:
    """`cond` in a triwulan: a row whose date is empty cannot be placed in one, so it is excluded ("tanggal kosong")."""
    return Given(Decided(Cmp("≤", Col(tanggal), Edge("akhir"))), cond)

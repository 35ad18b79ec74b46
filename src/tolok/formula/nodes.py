"""What was written: the syntax tree of a formula, before anything is known about registers."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

# --- inside `yang`, `dari` and a summed expression: one row at a time -------------------------------------------------


@dataclass(frozen=True)
class Field:
    """A column; `register` only where it was written `R.k`; `lag` 1 for `k tahun lalu`."""

    nama: str
    lag: int = 0
    register: str | None = None


@dataclass(frozen=True)
class RowNumber:
    value: Fraction


@dataclass(frozen=True)
class RowText:
    value: str


@dataclass(frozen=True)
class RowParam:
    kode: str


@dataclass(frozen=True)
class RowArith:
    op: Literal["+", "-", "*"]
    left: "Value"
    right: "Value"


@dataclass(frozen=True)
class Kelas:
    field: Field
    skema: str


@dataclass(frozen=True)
class PeriodEdge:
    """`awal periode` or `akhir periode`."""

    edge: Literal["awal", "akhir"]


@dataclass(frozen=True)
class Hari:
    """Days from `start` to `end`."""

    start: "Field | PeriodEdge"
    end: "Field | PeriodEdge"


Value = Field | RowNumber | RowText | RowParam | RowArith | Kelas | PeriodEdge | Hari
CompareOp = Literal["=", "≠", "<", "≤", ">", "≥"]


@dataclass(frozen=True)
class Compare:
    op: CompareOp
    left: Value
    right: Value


@dataclass(frozen=True)
class InList:
    value: Value
    pilihan: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """`ada(k)`, or with `empty` `kosong(k)`: never unknown."""

    field: Field
    empty: bool = False


@dataclass(frozen=True)
class Truth:
    """A yes/no field by its name."""

    value: Value


@dataclass(frozen=True)
class Both:
    left: "Cond"
    right: "Cond"


@dataclass(frozen=True)
class Either:
    left: "Cond"
    right: "Cond"


@dataclass(frozen=True)
class Negate:
    cond: "Cond"


Cond = Compare | InList | Known | Truth | Both | Either | Negate

# --- outside: arithmetic over totals ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Number:
    value: Fraction


@dataclass(frozen=True)
class PartRef:
    nama: str


@dataclass(frozen=True)
class Aggregate:
    """`banyak(R yang s)`, `jumlah(e yang s)`, `rata(e yang s)`."""

    kind: Literal["banyak", "jumlah", "rata"]
    register: str
    expr: Value | None
    where: Cond | None


@dataclass(frozen=True)
class Persen:
    """`persen(R yang s dari t)`; `all_below` is `; penyebut semua`."""

    register: str
    where: Cond | None
    among: Cond | None
    all_below: bool = False


@dataclass(frozen=True)
class Data:
    kode: str


@dataclass(frozen=True)
class Param:
    kode: str


@dataclass(frozen=True)
class Growth:
    """`pertumbuhan(A)`: the base is always the earlier period."""

    of: "Expr"


@dataclass(frozen=True)
class Arith:
    op: Literal["+", "-", "*", "/"]
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True)
class Minus:
    of: "Expr"


@dataclass(frozen=True)
class Extreme:
    kind: Literal["terbesar", "terkecil"]
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True)
class Offset:
    """`X tahun lalu`, `X tahun n-2`: every leaf of X that many years back; offsets add up."""

    of: "Expr"
    years: int


@dataclass(frozen=True)
class InQuarter:
    """`X dalam triwulan`: the quarter alone instead of cumulative."""

    of: "Expr"


Expr = Number | PartRef | Aggregate | Persen | Data | Param | Growth | Arith | Minus | Extreme | Offset | InQuarter


@dataclass(frozen=True)
class Part:
    """A named part, `A = banyak(…) "koperasi yang dinilai"`; the legend is printed under the fraction."""

    nama: str
    expr: Expr
    legend: str = ""


@dataclass(frozen=True)
class Formula:
    """A formula as written: named parts, then the expression. Later parts may use earlier ones."""

    parts: tuple[Part, ...]
    expr: Expr

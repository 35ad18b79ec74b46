"""Totals → figure: the only place where anything is divided. Exact, and a reason wherever there is no figure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tolok.formula import kernel as k

TIDAK_ADA_DATA = "tidak ada data"
REGISTER_TAHUNAN = "register tahunan"
ANGKA_LUAR_TINGKAT = "angka luar tidak tersedia di tingkat ini"
ANGKA_TAHUNAN = "angka tahunan"
SEMUA_DIKECUALIKAN = "semua baris dikecualikan"
TIDAK_ADA_BARIS = "tidak ada baris"
PENYEBUT_NOL = "penyebut nol"

REASONS = (
    TIDAK_ADA_DATA,
    REGISTER_TAHUNAN,
    ANGKA_LUAR_TINGKAT,
    ANGKA_TAHUNAN,
    SEMUA_DIKECUALIKAN,
    TIDAK_ADA_BARIS,
    PENYEBUT_NOL,
)
"""Every reason for having no figure, in order of precedence (rumus.md §3.7); the texts are literal."""


@dataclass(frozen=True)
class Total:
    """What an engine says of one aggregate in one region and period: additive whole numbers, nothing else.

    `jumlah` is the sum of the counted rows' values, scaled as the aggregate says (0 for `banyak`). `dikeluarkan` maps
    the reason to the number of rows. terhitung + tidak_memenuhi + Σ dikeluarkan = all rows of the register there.
    """

    terhitung: int = 0
    jumlah: int = 0
    tidak_memenuhi: int = 0
    dikeluarkan: Mapping[str, int] = field(default_factory=dict)

    @property
    def excluded(self) -> int:
        return sum(self.dikeluarkan.values())

    @property
    def rows(self) -> int:
        return self.terhitung + self.tidak_memenuhi + self.excluded

    def plus(self, other: "Total") -> "Total":
        """The total of two disjoint sets of rows."""
        reasons = dict(self.dikeluarkan)
        for reason, count in other.dikeluarkan.items():
            reasons[reason] = reasons.get(reason, 0) + count
        return Total(
            self.terhitung + other.terhitung, self.jumlah + other.jumlah, self.tidak_memenuhi + other.tidak_memenuhi, reasons
        )


@dataclass(frozen=True)
class Hasil:
    """A figure, or the reason there is none. Never both, never neither."""

    nilai: Fraction | None = None
    alasan: str | None = None

    def __post_init__(self) -> None:
        if (self.nilai is None) == (self.alasan is None):
            raise ValueError("Hasil adalah nilai atau alasan, tepat satu")


Leaf = k.Aggregate | k.Figure
Leaves = Mapping[Leaf, Total | Fraction | str]
"""Per leaf: the engine's Total, an outside figure, or the reason that it is missing."""


def finish(node: k.Node, leaves: Leaves) -> Hasil:
    """The figure of a checked formula. Of several reasons the weightiest is told, whatever the order of writing."""
    reasons: set[str] = set()
    value = _value(node, leaves, reasons)
    if reasons:
        return Hasil(alasan=min(reasons, key=REASONS.index))
    return Hasil(nilai=value)


def _value(node: k.Node, leaves: Leaves, reasons: set[str]) -> Fraction:
    """The value of a node; where there is none, a reason is added and the returned number means nothing."""
    match node:
        case k.Num(value=value):
            return value
        case k.Term(aggregate=aggregate):
            return _term(aggregate, leaves[aggregate], reasons)
        case k.Share(above=above, below=below):
            return _share(leaves[above], leaves[below], reasons)
        case k.Figure():
            return _figure(leaves[node], reasons)
        case k.Neg(of=of):
            return -_value(of, leaves, reasons)
        case k.Op(op=op, left=left, right=right):
            return _operate(op, _value(left, leaves, reasons), _value(right, leaves, reasons), reasons)
        case k.Ext(kind=kind, left=left, right=right):
            pair = (_value(left, leaves, reasons), _value(right, leaves, reasons))
            return max(pair) if kind == "terbesar" else min(pair)


def _operate(op: str, left: Fraction, right: Fraction, reasons: set[str]) -> Fraction:
    if op == "+":
        return left + right
    if op == "-":
        return left - right
    if op == "*":
        return left * right
    if right == 0:
        # A zero below may itself stand for a missing value; then that reason is already there and outweighs this one.
        reasons.add(PENYEBUT_NOL)
        return Fraction(0)
    return left / right


def _missing(reasons: set[str], reason: str) -> Fraction:
    reasons.add(reason)
    return Fraction(1)


def _figure(value: Total | Fraction | str, reasons: set[str]) -> Fraction:
    if isinstance(value, str):
        return _missing(reasons, value)
    if isinstance(value, Total):
        raise TypeError("angka luar bukan total register")
    return value


def _total(value: Total | Fraction | str, reasons: set[str]) -> Total | None:
    if isinstance(value, str):
        reasons.add(value)
        return None
    if isinstance(value, Fraction):
        raise TypeError("total register bukan angka luar")
    return value


def _term(aggregate: k.Aggregate, found: Total | Fraction | str, reasons: set[str]) -> Fraction:
    total = _total(found, reasons)
    if total is None:
        return Fraction(1)
    if aggregate.kind == "banyak":
        if total.rows and total.excluded == total.rows:
            return _missing(reasons, SEMUA_DIKECUALIKAN)
        return Fraction(total.terhitung)
    if not total.terhitung and total.excluded:
        return _missing(reasons, SEMUA_DIKECUALIKAN)
    exact = Fraction(total.jumlah, 10**aggregate.scale)
    if aggregate.kind == "jumlah":
        return exact
    return exact / total.terhitung if total.terhitung else _missing(reasons, TIDAK_ADA_BARIS)


def _share(above: Total | Fraction | str, below: Total | Fraction | str, reasons: set[str]) -> Fraction:
    top, base = _total(above, reasons), _total(below, reasons)
    if top is None or base is None:
        return Fraction(1)
    if not base.rows:
        return _missing(reasons, TIDAK_ADA_BARIS)
    if base.rows in (base.excluded, top.excluded):  # with `penyebut semua` only the numerator can be wholly unknown
        return _missing(reasons, SEMUA_DIKECUALIKAN)
    if not base.terhitung:
        return _missing(reasons, PENYEBUT_NOL)
    return Fraction(top.terhitung * 100, base.terhitung)

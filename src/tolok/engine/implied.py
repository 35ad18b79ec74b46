"""What a condition must be when something is known of a row: whether a reason alone makes it unknown.

Used by the kubus: rows that a reason excludes whatever else they say are counted once for all totals that share it.
"""

from typing import Literal

from tolok.formula import kernel as k

Truth = Literal["benar", "salah", "tidak_tahu"]
_ALL: frozenset[Truth] = frozenset(("benar", "salah", "tidak_tahu"))
_KNOWN: frozenset[Truth] = frozenset(("benar", "salah"))
_UNKNOWN: frozenset[Truth] = frozenset(("tidak_tahu",))


def makes_unknown(reason: k.Exclusion, cond: k.Cond) -> bool:
    """Whether every row to which `reason` applies leaves `cond` unknown. False where that cannot be proved."""
    return possible(cond, reason) == _UNKNOWN


def makes_empty(reason: k.Exclusion, value: k.Value) -> bool:
    """Whether every row to which `reason` applies has no `value`. False where that cannot be proved."""
    match value:
        case k.Col():
            return reason.col == value if reason.kind == "kosong" else reason.kind == "absent" and bool(value.lag)
        case k.Calc(left=left, right=right):
            return makes_empty(reason, left) or makes_empty(reason, right)
        case k.Days(start=start, end=end):
            return makes_empty(reason, start) or makes_empty(reason, end)
        case k.ClassRank(col=col):
            return makes_empty(reason, col) or (reason.kind == "negatif" and reason.col == col)
        case _:
            return False


def possible(cond: k.Cond, reason: k.Exclusion) -> frozenset[Truth]:
    """The truths that `cond` may have on a row to which `reason` applies: never too few, perhaps too many."""
    match cond:
        case k.Always():
            return frozenset(("benar",))
        case k.Cmp(left=left, right=right):
            return _UNKNOWN if makes_empty(reason, left) or makes_empty(reason, right) else _ALL
        case k.In(value=value) | k.IsTrue(col=value):
            return _UNKNOWN if makes_empty(reason, value) else _ALL
        case k.IsKnown():
            return _KNOWN
        case k.Not(cond=inner):
            return frozenset(_negated(truth) for truth in possible(inner, reason))
        case k.And(left=left, right=right):
            return frozenset(_both(a, b) for a in possible(left, reason) for b in possible(right, reason))
        case k.Or(left=left, right=right):
            return frozenset(
                _negated(_both(_negated(a), _negated(b))) for a in possible(left, reason) for b in possible(right, reason)
            )
        case k.Given(given=given, then=then):
            return frozenset(b if a == "benar" else a for a in possible(given, reason) for b in possible(then, reason))
        case k.Decided(cond=inner):
            return frozenset("tidak_tahu" if truth == "tidak_tahu" else "benar" for truth in possible(inner, reason))


def _negated(truth: Truth) -> Truth:
    swapped: dict[Truth, Truth] = {"benar": "salah", "salah": "benar", "tidak_tahu": "tidak_tahu"}
    return swapped[truth]


def _both(a: Truth, b: Truth) -> Truth:
    if "salah" in (a, b):
        return "salah"
    return "benar" if a == b == "benar" else "tidak_tahu"

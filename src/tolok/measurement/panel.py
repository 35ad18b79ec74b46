"""Coverage across years: whose rows a comparison of two years rests on (rumus.md §3.5).

Only panel registers are asked: where an entity has no identity from year to year (respondents, findings) nobody can be
missing. One year apart is answered from last year's fields beside the row; other distances are said not to be checked
(docs/keputusan/0010).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tolok.engine.protocol import Pair, PairTotal, PairTotals
from tolok.formula import kernel as k
from tolok.formula.checker import Checked
from tolok.formula.finish import Leaf, Total
from tolok.registers.schema import Schema
from tolok.values.region import Tingkat, ancestor

BATAS = "batas_cakupan_berbeda"
FLAG = "cakupan berbeda"
FLAG_DECIDE = "cakupan berbeda melewati batas"
FLAG_UNCHECKED = "cakupan tidak diperiksa"


@dataclass(frozen=True)
class Cakupan:
    """Of one total compared over two years: entities counted in each, and those of either whose other year is absent
    or excluded. `bagian`: the lone ones as a part of the larger count."""

    agregat: str
    kini: int
    lalu: int
    hanya_kini: int
    hanya_lalu: int

    @property
    def bagian(self) -> Fraction:
        larger = max(self.kini, self.lalu)
        return Fraction(self.hanya_kini + self.hanya_lalu, larger) if larger else Fraction(0)


@dataclass(frozen=True)
class Compared:
    """What a formula compares over years: the sums one year apart, everything to be cut down for the like-for-like
    figure, and whether some total is compared otherwise."""

    sums: tuple[Pair, ...] = ()
    alike: tuple[Pair, ...] = ()
    unchecked: bool = False

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return tuple(dict.fromkeys((*self.sums, *self.alike)))


def compared(checked: Checked, schemas: Mapping[str, Schema]) -> Compared:
    """The pairs of a formula. A count is paired only beside a sum, for the like-for-like figure: entering and leaving is
    what a count measures."""
    groups: dict[k.Aggregate, list[k.Aggregate]] = {}
    for aggregate in checked.aggregates:
        if schemas[aggregate.register].panel:
            groups.setdefault(replace(aggregate, years_back=0, text=""), []).append(aggregate)
    several = [sorted(group, key=lambda one: one.years_back) for group in groups.values() if len(group) > 1]
    if all(group[0].kind == "banyak" for group in several):
        return Compared()
    plain = [group for group in several if _one_year_apart(group)]
    sums = [(now, then) for now, then in plain if now.kind != "banyak"]
    alike = [Pair(now, then, _beside(now, [one for one, _ in sums])) for now, then in plain]
    return Compared(tuple(Pair(*pair) for pair in sums), tuple(alike), len(plain) < len(several))


def _beside(now: k.Aggregate, sums: list[k.Aggregate]) -> tuple[k.Aggregate, ...]:
    def place(one: k.Aggregate) -> tuple[str, int, bool]:
        return one.register, one.years_back, one.quarter

    return tuple(one for one in sums if one != now and place(one) == place(now))


def _one_year_apart(group: list[k.Aggregate]) -> bool:
    if len(group) != 2 or group[1].years_back - group[0].years_back != 1:
        return False
    return not any(col.lag for col in k.all_cols(group[0].cond, group[0].value))


def upward(totals: PairTotals, tingkat: Tingkat, pemda: str) -> dict[str, PairTotal]:
    """Pair totals by region of a level: an entity is comparable where both its years lie in the same region."""
    summed: dict[str, PairTotal] = {}
    for (now, then), total in totals.items():
        region = region_at(now, tingkat, pemda)
        if region == region_at(then, tingkat, pemda):
            summed[region] = summed.get(region, PairTotal()).plus(total)
    return summed


def region_at(code: str, tingkat: Tingkat, pemda: str) -> str:
    """The region of a level that holds a row; a row whose code is above the level has no region there (`35.75/-`)."""
    try:
        return ancestor(code, tingkat)
    except ValueError:
        return f"{pemda}/-"


def coverage_of(pairs: Iterable[Pair], leaves: Mapping[Leaf, object], both: Mapping[Pair, PairTotal]) -> tuple[Cakupan, ...]:
    """The coverage of every `jumlah` and `rata` of a region for which both years are there."""
    found = []
    for pair in pairs:
        now, then, same = leaves[pair.now], leaves[pair.then], both[pair]
        if pair.now.kind != "banyak" and isinstance(now, Total) and isinstance(then, Total):
            counts = now.terhitung, then.terhitung
            found.append(Cakupan(pair.now.text, *counts, counts[0] - same.now, counts[1] - same.then))
    return tuple(found)


def like_for_like(
    leaves: Mapping[Leaf, Total | Fraction | str], both: Mapping[Pair, PairTotal]
) -> dict[Leaf, Total | Fraction | str]:
    """The leaves with every pair cut down to the entities that are decided in both years."""
    cut = dict(leaves)
    for pair, same in both.items():
        for leaf, counted, added in ((pair.now, same.now, same.now_sum), (pair.then, same.then, same.then_sum)):
            if isinstance(cut[leaf], Total):
                cut[leaf] = Total(counted, added)
    return cut


def flags(cakupan: Iterable[Cakupan], unchecked: bool, limit: Fraction) -> tuple[str, ...]:
    """What is said on the figure; over the dated `limit` (per cent) it needs a decision before publication."""
    differing = [one for one in cakupan if one.hanya_kini or one.hanya_lalu]
    said = [f"{FLAG} ({one.kini}/{one.lalu})" for one in differing]
    if any(one.bagian * 100 > limit for one in differing):
        said.append(FLAG_DECIDE)
    return tuple(dict.fromkeys([*said, *([FLAG_UNCHECKED] if unchecked else [])]))

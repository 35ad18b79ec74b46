"""Figures of regions of any level from a kubus: a province or the nation as the sum of its offices, never their average.

Every total is the region's own, ratios are made once per region (rumus.md §3.9). Who delivered is counted in pemda from the
province upward and in lowest regions below it; a pemda that delivered nothing adds nothing and is named. A kubus holds no
pairs of years, so a sum compared over years says that its coverage was not checked (§3.5), and the figure over pemda that
delivered both years stands beside it (§3.6).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from tolok.engine.protocol import RegionTotals, Scope, answers_triwulan
from tolok.engine.snapshot import Delivered, Snapshot
from tolok.formula.checker import Checked
from tolok.formula.finish import (
    ANGKA_LUAR_TINGKAT,
    ANGKA_TAHUNAN,
    REASONS,
    REGISTER_TAHUNAN,
    TIDAK_ADA_DATA,
    Hasil,
    Leaf,
    Total,
    finish,
)
from tolok.formula.kernel import Aggregate, Figure
from tolok.formula.vocabulary import DataWord
from tolok.measurement import panel
from tolok.measurement.hitung import Coverage, HasilWilayah
from tolok.registers.schema import Schema
from tolok.registers.wilayah import RegionTree
from tolok.values.period import Period
from tolok.values.region import NASIONAL, TANPA_WILAYAH, TINGKAT, Tingkat, ancestor, covers, tanpa_wilayah, tingkat_of


class States(Protocol):
    """What is asked of a kubus (engine.kubus.Kubus)."""

    def totals(
        self, aggregate: Aggregate, period: Period, tingkat: Tingkat, inside: str = NASIONAL
    ) -> dict[tuple[str, str], Total]: ...

    def lowest(self, aggregate: Aggregate, period: Period, pemda: str) -> RegionTotals: ...


@dataclass(frozen=True)
class Penyampaian:
    """Which pemda of a region delivered what a formula reads, by code: whole, in part, or not at all."""

    lengkap: tuple[str, ...]
    sebagian: tuple[str, ...]
    belum: tuple[str, ...]

    @property
    def semua(self) -> int:
        return len(self.lengkap) + len(self.sebagian) + len(self.belum)


@dataclass(frozen=True)
class Landasan:
    """What figures of regions rest on: a kubus, and the deliveries and outside figures known at the same instant.

    `angka_luar`: rows of the register of outside figures, one per figure, region, period and office.
    """

    kubus: States
    schemas: Mapping[str, Schema]
    tree: RegionTree
    delivered: tuple[Delivered, ...]
    angka_luar: tuple[Mapping[str, object], ...] = field(default=())

    def asked(self, checked: Checked, period: Period) -> tuple[Aggregate, ...]:
        """The totals of a formula that a kubus is asked for."""
        return tuple(a for a in checked.aggregates if not period.triwulan or answers_triwulan(self.schemas[a.register]))

    @cached_property
    def _by_pemda(self) -> dict[str, list[Delivered]]:
        found: dict[str, list[Delivered]] = {}
        for one in self.delivered:
            found.setdefault(one.pemda, []).append(replace(one, perangkat_daerah=""))
        return found

    @cached_property
    def _coverages(self) -> dict[str, Coverage]:
        return {}

    def share(self, pemda: str, register: str, period: Period, region: str) -> tuple[int, int]:
        """(delivered, expected) lowest regions of a region, by any office of one pemda."""
        if pemda not in self._coverages:
            snapshot = Snapshot(self.schemas, {}, tuple(self._by_pemda.get(pemda, ())))
            self._coverages[pemda] = Coverage(snapshot, Scope(pemda, ""), self.tree)
        return self._coverages[pemda].share(register, period, region)

    def delivered_anything(self, pemda: str) -> bool:
        return pemda in self._by_pemda


def level_of(region: str) -> Tingkat:
    """The level of a region; rows without a region stand below their own pemda."""
    if region.endswith(TANPA_WILAYAH):
        return TINGKAT[TINGKAT.index(tingkat_of(region.removesuffix(TANPA_WILAYAH))) + 1]
    return tingkat_of(region)


def below(tingkat: Tingkat) -> Tingkat | None:
    """The next level down; None below a kelurahan."""
    place = TINGKAT.index(tingkat) + 1
    return TINGKAT[place] if place < len(TINGKAT) else None


def pemda_of(region: str, tree: RegionTree, period: Period) -> tuple[str, ...]:
    """The kab/kota that are expected to deliver for a region, by code."""
    if region.endswith(TANPA_WILAYAH):
        return (region.removesuffix(TANPA_WILAYAH)[:5],)
    if tingkat_of(region) == "nasional":
        return tuple(one for prov in tree.children(region, period.end) for one in tree.children(prov, period.end))
    if tingkat_of(region) == "provinsi":
        return tree.children(region, period.end)
    return (ancestor(region, "kota"),)


def region_figure(checked: Checked, ground: Landasan, period: Period, region: str) -> HasilWilayah:
    """The figure of one region from its own totals. KeyError where the kubus does not hold the period."""
    return _Regions(checked, ground, period, level_of(region), region).figure(region)


def child_figures(checked: Checked, ground: Landasan, period: Period, region: str) -> tuple[HasilWilayah, ...]:
    """The figures of all regions one level below, by code; rows without a region there come last. () for a kelurahan."""
    tingkat = below(level_of(region)) if not region.endswith(TANPA_WILAYAH) else None
    if tingkat is None:
        return ()
    regions = _Regions(checked, ground, period, tingkat, region)
    return tuple(regions.figure(one) for one in regions.codes())


def child_totals(checked: Checked, ground: Landasan, period: Period, region: str) -> Mapping[Aggregate, Mapping[str, Total]]:
    """The totals alone of all regions one level below that have rows: what `child_figures` rests on."""
    tingkat = below(level_of(region)) if not region.endswith(TANPA_WILAYAH) else None
    return _Regions(checked, ground, period, tingkat, region).summed if tingkat else {}


def deliveries_of(checked: Checked, ground: Landasan, period: Period, region: str) -> Penyampaian:
    """Which pemda delivered everything that a formula reads, for every period that it asks for."""
    found: dict[str, list[str]] = {"lengkap": [], "sebagian": [], "belum": []}
    for pemda in pemda_of(region, ground.tree, period):
        found[_delivered_by(checked, ground, period, pemda)].append(pemda)
    return Penyampaian(*(tuple(found[name]) for name in ("lengkap", "sebagian", "belum")))


def _delivered_by(checked: Checked, ground: Landasan, period: Period, pemda: str) -> str:
    if not ground.delivered_anything(pemda):
        return "belum"
    asked = {(one.register, period.back(one.years_back)) for one in checked.aggregates}
    shares = [ground.share(pemda, register, one, pemda) for register, one in asked]
    there = [bool(_outside_rows(ground, one, checked.vocabulary.data[one.kode], period, pemda)) for one in checked.figures]
    if all(have == expected for have, expected in shares) and all(there):
        return "lengkap"
    return "sebagian" if any(have for have, _ in shares) or any(there) else "belum"


def _outside_rows(
    ground: Landasan, figure: Figure, word: DataWord, period: Period, region: str
) -> list[Mapping[str, object]]:
    """Outside figures of a period that an office inside the region, or one above it, entered."""
    asked = period.back(figure.years_back)
    triwulan = 0 if word.periode == "tahun" else asked.triwulan
    return [
        row for row in ground.angka_luar
        if (row["kode"], row["periode"], row["triwulan"]) == (figure.kode, asked.tahun, triwulan)
        and (covers(region, str(row["pemda"])) or covers(str(row["pemda"]), region))
    ]  # fmt: skip


class _Regions:
    """Regions of one level inside a region (or that region itself), with the totals of a formula read once for all."""

    def __init__(self, checked: Checked, ground: Landasan, period: Period, tingkat: Tingkat, inside: str):
        self.checked, self.ground, self.period, self.tingkat, self.inside = checked, ground, period, tingkat, inside
        self.asked = ground.asked(checked, period)
        # Rows without a region are read where their pemda's other rows are.
        self.place = inside.removesuffix(TANPA_WILAYAH)
        self.own = tingkat == level_of(inside)
        self.summed = {one: self._summed(one) for one in self.asked}
        across = panel.compared(checked, ground.schemas)
        self.unchecked = bool(across.sums) or across.unchecked
        self._cities: dict[Aggregate, dict[tuple[str, str], Total]] = {}

    def _summed(self, aggregate: Aggregate) -> dict[str, Total]:
        found: dict[str, Total] = {}
        for (_, code), total in self.ground.kubus.totals(aggregate, self.period, self.tingkat, self.place).items():
            nowhere = code.endswith(TANPA_WILAYAH) or (self.tingkat == "provinsi" and code == NASIONAL)
            region = tanpa_wilayah(self.place) if nowhere else code
            if region == self.inside or (not self.own and covers(self.inside, region)):
                found[region] = found.get(region, Total()).plus(total)
        return found

    def codes(self) -> tuple[str, ...]:
        known = set(self.ground.tree.children(self.inside, self.period.end))
        seen = {region for totals in self.summed.values() for region in totals}
        return tuple(sorted(known | seen, key=lambda code: (code.endswith(TANPA_WILAYAH), code)))

    def figure(self, region: str) -> HasilWilayah:
        checked = self.checked
        values: dict[Leaf, Total | Fraction | str] = {a: self._total(a, region) for a in checked.aggregates}
        values |= {one: self._outside(one, checked.vocabulary.data[one.kode], region) for one in checked.figures}
        flags = [*self._flags(region), *self._missing_figures(region), *([panel.FLAG_UNCHECKED] if self.unchecked else [])]
        return HasilWilayah(
            region, finish(checked.node, values), values, tuple(dict.fromkeys(flags)),
            dua_tahun=self._over_both_years(region, values),
        )  # fmt: skip

    def _period(self, leaf: Aggregate | Figure) -> Period:
        return self.period.back(leaf.years_back)

    def _total(self, aggregate: Aggregate, region: str) -> Total | str:
        summed = self.summed.get(aggregate, {}).get(region)
        if summed is None and not self._anything(aggregate.register, self._period(aggregate), region):
            return TIDAK_ADA_DATA
        if aggregate not in self.summed:
            return REGISTER_TAHUNAN
        return summed or Total()

    def _share(self, register: str, period: Period, region: str) -> tuple[int, int]:
        """(delivered, expected): pemda that delivered whole from the province upward, lowest regions below it."""
        pemda = pemda_of(region, self.ground.tree, self.period)
        if self._upper(region):
            whole = [one for one in pemda if self._whole(one, register, period)]
            return len(whole), len(pemda)
        return self.ground.share(pemda[0], register, period, region)

    def _upper(self, region: str) -> bool:
        return not region.endswith(TANPA_WILAYAH) and tingkat_of(region) in ("nasional", "provinsi")

    def _whole(self, pemda: str, register: str, period: Period) -> bool:
        if not self.ground.delivered_anything(pemda):
            return False
        have, expected = self.ground.share(pemda, register, period, pemda)
        return have == expected

    def _anything(self, register: str, period: Period, region: str) -> bool:
        if not self._upper(region):
            return bool(self._share(register, period, region)[0])
        # The province's or ministry's own office delivers too; it is expected of nobody.
        offices = (*pemda_of(region, self.ground.tree, self.period), region)
        return any(
            self.ground.delivered_anything(one) and self.ground.share(one, register, period, one)[0] for one in offices
        )

    def _flags(self, region: str) -> list[str]:
        found = []
        for aggregate in self.checked.aggregates:
            register, period = aggregate.register, self._period(aggregate)
            have, expected = self._share(register, period, region)
            there = region in self.summed.get(aggregate, {}) or self._anything(register, period, region)
            if (have or there) and have < expected:
                found.append(f"sebagian ({have}/{expected})")
        return found

    def _over_both_years(self, region: str, values: Mapping[Leaf, Total | Fraction | str]) -> Hasil | None:
        """For a comparison of years, one of them delivered in part: the figure over pemda (from the province upward) or
        lowest regions that delivered all of them."""
        asked = {(one.register, self._period(one)) for one in self.asked}
        if len({period for _, period in asked}) < 2:
            return None
        shares = [self._share(register, period, region) for register, period in asked]
        if all(have in (0, expected) for have, expected in shares):
            return None
        cut: dict[Leaf, Total | Fraction | str] = dict(values)
        for one in self.asked:
            if isinstance(values[one], Total):
                cut[one] = self._over(one, region, asked)
        return finish(self.checked.node, cut)

    def _over(self, aggregate: Aggregate, region: str, asked: set[tuple[str, Period]]) -> Total | str:
        parts = self._parts(region)
        if not any(self._everywhere(one, asked) for one in parts):
            return TIDAK_ADA_DATA
        found = Total()
        for part, total in self._finer(aggregate, region):
            if self._everywhere(part, asked):
                found = found.plus(total)
        return found

    def _parts(self, region: str) -> tuple[str, ...]:
        if self._upper(region):
            return pemda_of(region, self.ground.tree, self.period)
        return self.ground.tree.kelurahan_of(region, self.period.end) or (region,)

    def _finer(self, aggregate: Aggregate, region: str) -> Iterator[tuple[str, Total]]:
        """(part, total): pemda from the province upward, below it the lowest regions found in the rows of its pemda."""
        if self._upper(region):
            if aggregate not in self._cities:
                self._cities[aggregate] = self.ground.kubus.totals(aggregate, self.period, "kota", self.place)
            yield from ((pemda, one) for (pemda, code), one in self._cities[aggregate].items() if covers(region, code))
            return
        pemda = pemda_of(region, self.ground.tree, self.period)[0]
        for code, total in self.ground.kubus.lowest(aggregate, self.period, pemda).items():
            if panel.region_at(code, self.tingkat, pemda) == region:
                yield code, total

    def _everywhere(self, part: str, asked: set[tuple[str, Period]]) -> bool:
        shares = (self._share(register, period, part) for register, period in asked)
        return all(have == expected for have, expected in shares)

    def _missing_figures(self, region: str) -> list[str]:
        """*sebagian* where an outside figure is added up from below and some regions have none."""
        found = []
        for figure in self.checked.figures:
            word = self.checked.vocabulary.data[figure.kode]
            if not word.dapat_dijumlah or region.endswith(TANPA_WILAYAH) or tingkat_of(region) == word.tingkat:
                continue
            here = {str(row["wilayah"]) for row in _outside_rows(self.ground, figure, word, self.period, region)}
            day, inside = self._period(figure).end, self.ground.tree.below(region)
            expected = [one.kode for one in inside if tingkat_of(one.kode) == word.tingkat and one.valid_on(day)]
            there = sum(kode in here for kode in expected)
            if region not in here and 0 < there < len(expected):
                found.append(f"sebagian ({there}/{len(expected)})")
        return found

    def _outside(self, figure: Figure, word: DataWord, region: str) -> Fraction | str:
        """An outside figure is never spread downwards, and added up only where that is declared."""
        dated = _outside_rows(self.ground, figure, word, self.period, region)
        reasons = set() if dated else {TIDAK_ADA_DATA}
        if self.period.triwulan and word.periode == "tahun":
            reasons.add(ANGKA_TAHUNAN)
        found = _settled(dated)
        chosen = {region: found[region]} if region in found else {
            code: values for code, values in found.items()
            if word.dapat_dijumlah and _is_of_level(code, word.tingkat) and covers(region, code)
        }  # fmt: skip
        if dated and (not chosen or any(len(values) > 1 for values in chosen.values())):
            reasons.add(ANGKA_LUAR_TINGKAT if self.tingkat != word.tingkat or chosen else TIDAK_ADA_DATA)
        if reasons:
            return min(reasons, key=REASONS.index)
        return sum((value for values in chosen.values() for value in values), Fraction(0))


def _settled(rows: Iterable[Mapping[str, object]]) -> dict[str, set[Fraction]]:
    """Region → what is said of it: by its own pemda where that says something, else by offices above it."""
    own: dict[str, set[Fraction]] = {}
    others: dict[str, set[Fraction]] = {}
    for row in rows:
        code, pemda = str(row["wilayah"]), str(row["pemda"])
        mine = covers(pemda, code) and pemda == code[: len(pemda)]
        (own if mine else others).setdefault(code, set()).add(Fraction(str(row["nilai"])))
    return others | own


def _is_of_level(code: str, tingkat: Tingkat) -> bool:
    return not code.endswith(TANPA_WILAYAH) and tingkat_of(code) == tingkat

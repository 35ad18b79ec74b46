"""One way to compute: snapshot + checked formulas → a figure or a reason for every region of a level.

Used alike by the command line on a folder and by the application on its database. Totals come from the engine at the
lowest level and are summed upward; ratios are finished at each level from its own totals, never averaged (rumus.md §3.9).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tolok.engine.protocol import Engine, RegionTotals, Scope
from tolok.engine.snapshot import Delivered, Snapshot, read_narrow
from tolok.formula.checker import Checked, quarter_terms
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
from tolok.registers.wilayah import RegionTree
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period
from tolok.values.region import TANPA_WILAYAH, Tingkat, ancestor, covers, tanpa_wilayah, tingkat_of

DATA_REGISTER = "data"
_STATUS = ("tetap", "sementara", "sangat sementara")


@dataclass(frozen=True)
class Request:
    """What is asked: whose figure, for which period, at which level of regions."""

    scope: Scope
    period: Period
    tingkat: Tingkat = "kota"


@dataclass(frozen=True)
class HasilWilayah:
    """The figure of one region, with everything that it was made from."""

    wilayah: str
    hasil: Hasil
    leaves: Mapping[Leaf, Total | Fraction | str]
    tanda: tuple[str, ...] = field(default=())


def compute_all(
    formulas: Mapping[str, Checked], request: Request, snapshot: Snapshot, engine: Engine, tree: RegionTree
) -> dict[str, tuple[HasilWilayah, ...]]:
    """Figures of several formulas at once: one query per register serves them all.

    Raises IssueError (TLK-U030) where a yearly figure asks for a triwulan alone.
    """
    _refuse_quarter_in_year(formulas, request.period)
    wanted = tuple(dict.fromkeys(aggregate for checked in formulas.values() for aggregate in checked.aggregates))
    dated = [a for a in wanted if not (request.period.triwulan and snapshot.schemas[a.register].tanggal is None)]
    found = engine.totals(dated, request.period, request.scope, snapshot)
    leaves = _Leaves(request, snapshot, tree, found)
    return {
        kode: tuple(_figure(checked, region, leaves) for region in leaves.regions(checked.aggregates))
        for kode, checked in formulas.items()
    }


def _refuse_quarter_in_year(formulas: Mapping[str, Checked], period: Period) -> None:
    if period.triwulan:
        return
    issues = [
        Issue("TLK-U030", "salah", f"{kode}: {term}", "`dalam triwulan` tidak dapat dijawab untuk angka tahunan",
              "angka setahun tidak memuat satu triwulan saja", "minta angka triwulan, atau hapus `dalam triwulan`")
        for kode, checked in formulas.items() for term in quarter_terms(checked)
    ]  # fmt: skip
    if issues:
        raise IssueError(issues)


def _figure(checked: Checked, region: str, leaves: "_Leaves") -> HasilWilayah:
    values: dict[Leaf, Total | Fraction | str] = {a: leaves.total(a, region) for a in checked.aggregates}
    values |= {f: leaves.figure(f, checked.vocabulary.data[f.kode], region) for f in checked.figures}
    return HasilWilayah(region, finish(checked.node, values), values, leaves.flags(checked.aggregates, region))


class _Leaves:
    """Totals and outside figures by region of the asked level."""

    def __init__(self, request: Request, snapshot: Snapshot, tree: RegionTree, found: Mapping[Aggregate, RegionTotals]):
        self.request, self.snapshot, self.tree = request, snapshot, tree
        self.coverage = Coverage(snapshot.delivered, request.scope, tree)
        self.lowest = found
        self.summed = {aggregate: self._upward(totals) for aggregate, totals in found.items()}
        self._outside: list[dict[str, object]] | None = None

    def _upward(self, totals: RegionTotals) -> dict[str, Total]:
        summed: dict[str, Total] = {}
        for code, total in totals.items():
            region = ancestor(code, self.request.tingkat)
            summed[region] = summed.get(region, Total()).plus(total)
        return summed

    def regions(self, aggregates: Sequence[Aggregate]) -> tuple[str, ...]:
        """Every region of the level inside the pemda, in code order; rows without a region come last as `35.75/-`."""
        pemda, tingkat = self.request.scope.pemda, self.request.tingkat
        if tingkat == "kota":
            return (pemda,)
        known = {region.kode for region in self.tree.below(pemda) if tingkat_of(region.kode) == tingkat}
        seen = {region for aggregate in aggregates for region in self.summed.get(aggregate, ())}
        return tuple(sorted(known | seen, key=lambda code: (code.endswith(TANPA_WILAYAH), code)))

    def total(self, aggregate: Aggregate, region: str) -> Total | str:
        asked = self.request.period.back(aggregate.years_back)
        delivered, _ = self.coverage.share(aggregate.register, asked, region)
        summed = self.summed.get(aggregate, {}).get(region)
        if not delivered and summed is None:
            return TIDAK_ADA_DATA
        if aggregate not in self.lowest:
            return REGISTER_TAHUNAN
        return summed or Total()

    def flags(self, aggregates: Sequence[Aggregate], region: str) -> tuple[str, ...]:
        """*sebagian* (delivered/expected) where a level was delivered only in part."""
        flags = []
        for aggregate in aggregates:
            delivered, expected = self.coverage.share(
                aggregate.register, self.request.period.back(aggregate.years_back), region
            )
            if 0 < delivered < expected:
                flags.append(f"sebagian ({delivered}/{expected})")
        return tuple(dict.fromkeys(flags))

    def figure(self, figure: Figure, word: DataWord, region: str) -> Fraction | str:
        """An outside figure is never spread downwards, and added up only where that is declared."""
        asked = self.request.period.back(figure.years_back)
        rows = [row for row in self._figures(figure.kode) if row["periode"] == asked.tahun]
        reasons = set()
        yearly = word.periode == "tahun"
        dated = [row for row in rows if row["triwulan"] == (0 if yearly else asked.triwulan)]
        if not dated:
            reasons.add(TIDAK_ADA_DATA)
        if asked.triwulan and yearly:
            reasons.add(ANGKA_TAHUNAN)
        here = [row for row in dated if row["wilayah"] == region]
        inside = [row for row in dated if covers(region, str(row["wilayah"]))] if word.dapat_dijumlah else []
        if dated and not here and not inside:
            reasons.add(ANGKA_LUAR_TINGKAT if self.request.tingkat != word.tingkat else TIDAK_ADA_DATA)
        if reasons:
            return min(reasons, key=REASONS.index)
        return _winner(here) if here else sum((_winner(group) for group in _by_region(inside)), Fraction(0))

    def _figures(self, kode: str) -> list[dict[str, object]]:
        if self._outside is None:
            piece = self.snapshot.piece(DATA_REGISTER, self.request.scope.pemda)
            rows = read_narrow(piece, self.snapshot.schemas[DATA_REGISTER]) if piece else []
            mine = self.request.scope.perangkat_daerah
            self._outside = [row for row in rows if row["perangkat_daerah"] == mine]
        return [row for row in self._outside if row["kode"] == kode]


def _winner(rows: Iterable[Mapping[str, object]]) -> Fraction:
    """Of several statuses the firmest: tetap, then sementara, then sangat sementara."""
    return Fraction(str(min(rows, key=lambda row: _STATUS.index(str(row["status"])))["nilai"]))


def _by_region(rows: Iterable[Mapping[str, object]]) -> list[list[Mapping[str, object]]]:
    groups: dict[object, list[Mapping[str, object]]] = {}
    for row in rows:
        groups.setdefault(row["wilayah"], []).append(row)
    return list(groups.values())


class Coverage:
    """What was delivered: how "0" differs from "not delivered" (rumus.md §3.6)."""

    def __init__(self, delivered: Iterable[Delivered], scope: Scope, tree: RegionTree):
        self.scope, self.tree = scope, tree
        self._codes: dict[tuple[str, Period], set[str]] = {}
        for one in delivered:
            if one.pemda == scope.pemda and one.perangkat_daerah in ("", scope.perangkat_daerah):
                self._codes.setdefault((one.register, one.period), set()).update(one.cakupan)
        self._shares: dict[tuple[str, Period, str], tuple[int, int]] = {}

    def share(self, register: str, period: Period, region: str) -> tuple[int, int]:
        """(delivered, expected) leaf regions of `region`; (0, n) is not delivered at all."""
        key = (register, period, region)
        if key not in self._shares:
            self._shares[key] = self._share(*key)
        return self._shares[key]

    def _share(self, register: str, period: Period, region: str) -> tuple[int, int]:
        codes = self._delivered(register, period)
        if region == tanpa_wilayah(self.scope.pemda):
            return (1, 1) if codes else (0, 1)
        leaves = self.tree.kelurahan_of(region) or (region,)
        return sum(any(covers(code, leaf) for code in codes) for leaf in leaves), len(leaves)

    def _delivered(self, register: str, period: Period) -> set[str]:
        """Codes delivered for the whole period: by the year's delivery, or by every triwulan that it spans."""
        year = self._codes.get((register, Period(period.tahun)), set())
        quarters = [
            self._codes.get((register, Period(period.tahun, q)), set()) for q in range(1, (period.triwulan or 4) + 1)
        ]
        return year | set.intersection(*quarters)

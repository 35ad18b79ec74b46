"""One way to compute: snapshot + checked formulas → a figure or a reason for every region of a level.

Used alike by the command line on a folder and by the application on its database. Totals come from the engine at the
lowest level and are summed upward; ratios are finished at each level from its own totals, never averaged (rumus.md §3.9).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tolok.engine.protocol import Engine, Pair, PairTotal, PairTotals, RegionTotals, Scope, answers_triwulan
from tolok.engine.snapshot import DATA_REGISTER as DATA_REGISTER
from tolok.engine.snapshot import Snapshot, read_narrow
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
from tolok.measurement import panel
from tolok.measurement.panel import Cakupan, Compared, region_at
from tolok.registers.wilayah import RegionTree
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period
from tolok.values.region import TANPA_WILAYAH, Tingkat, covers, is_region_code, tanpa_wilayah, tingkat_of


@dataclass(frozen=True)
class Request:
    """What is asked: whose figure, for which period, at which level of regions."""

    scope: Scope
    period: Period
    tingkat: Tingkat = "kota"


@dataclass(frozen=True)
class HasilWilayah:
    """The figure of one region, with everything that it was made from.

    `cakupan`: both counts of every sum compared over two years. `sebanding`: the figure over entities decided in both
    years, where coverage differs. `dua_tahun`: the figure over regions delivered in both years, where one was partial.
    """

    wilayah: str
    hasil: Hasil
    leaves: Mapping[Leaf, Total | Fraction | str]
    tanda: tuple[str, ...] = field(default=())
    cakupan: tuple[Cakupan, ...] = field(default=())
    sebanding: Hasil | None = None
    dua_tahun: Hasil | None = None


def registers_of(checked: Checked) -> tuple[str, ...]:
    """Registers that a figure rests on; outside figures live in one too."""
    return (*checked.registers, *([DATA_REGISTER] if checked.figures else []))


def compute_all(
    formulas: Mapping[str, Checked], request: Request, snapshot: Snapshot, engine: Engine, tree: RegionTree
) -> dict[str, tuple[HasilWilayah, ...]]:
    """Figures of several formulas at once: one query per register serves them all.

    Raises IssueError (TLK-U030) where a yearly figure asks for a triwulan alone.
    """
    _refuse_quarter_in_year(formulas, request.period)
    asked, schemas = request.period, snapshot.schemas
    wanted = tuple(dict.fromkeys(aggregate for checked in formulas.values() for aggregate in checked.aggregates))
    dated = [a for a in wanted if not asked.triwulan or answers_triwulan(schemas[a.register])]
    across = {kode: panel.compared(checked, schemas) for kode, checked in formulas.items()}
    pairs = [pair for pair in dict.fromkeys(p for one in across.values() for p in one.pairs) if pair.now in dated]
    found = engine.totals(dated, asked, request.scope, snapshot)
    beside = engine.pairs(pairs, asked, request.scope, snapshot) if pairs else {}
    leaves = _Leaves(request, snapshot, tree, found, beside)
    return {
        kode: tuple(_figure(checked, region, leaves, across[kode]) for region in leaves.regions(checked.aggregates))
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


def _figure(checked: Checked, region: str, leaves: "_Leaves", across: Compared) -> HasilWilayah:
    values: dict[Leaf, Total | Fraction | str] = {a: leaves.total(a, region) for a in checked.aggregates}
    words = checked.vocabulary.data
    values |= {f: leaves.figure(f, words[f.kode], region) for f in checked.figures}
    partial = leaves.flags(checked.aggregates, region) + leaves.missing_figures(checked, region)
    both = {pair: leaves.pair(pair, region) for pair in across.pairs}
    cakupan = panel.coverage_of(across.sums, values, both)
    limit = checked.vocabulary.param.get(panel.BATAS, (Fraction(0), ""))[0]
    differing = any(one.hanya_kini or one.hanya_lalu for one in cakupan) and not across.unchecked
    alike = panel.like_for_like(values, {pair: both[pair] for pair in across.alike})
    return HasilWilayah(
        region,
        finish(checked.node, values),
        values,
        tuple(dict.fromkeys((*partial, *panel.flags(cakupan, across.unchecked, limit)))),
        cakupan,
        finish(checked.node, alike) if differing else None,
        leaves.over_both_years(checked, region, values),
    )


class _Leaves:
    """Totals and outside figures by region of the asked level."""

    def __init__(
        self,
        request: Request,
        snapshot: Snapshot,
        tree: RegionTree,
        found: Mapping[Aggregate, RegionTotals],
        beside: Mapping[Pair, PairTotals],
    ):
        self.request, self.snapshot, self.tree = request, snapshot, tree
        self.coverage = Coverage(snapshot, request.scope, tree)
        self.lowest = found
        self.summed = {aggregate: self._upward(totals) for aggregate, totals in found.items()}
        pemda, tingkat = request.scope.pemda, request.tingkat
        self.paired = {pair: panel.upward(totals, tingkat, pemda) for pair, totals in beside.items()}
        self._outside: list[dict[str, object]] | None = None

    def _upward(self, totals: RegionTotals) -> dict[str, Total]:
        summed: dict[str, Total] = {}
        for code, total in totals.items():
            region = region_at(code, self.request.tingkat, self.request.scope.pemda)
            summed[region] = summed.get(region, Total()).plus(total)
        return summed

    def regions(self, aggregates: Sequence[Aggregate]) -> tuple[str, ...]:
        """Every region of the level inside the pemda, in code order; rows without a region come last as `35.75/-`."""
        pemda, tingkat = self.request.scope.pemda, self.request.tingkat
        if tingkat == "kota":
            return (pemda,)
        day = self.request.period.end
        known = {one.kode for one in self.tree.below(pemda) if tingkat_of(one.kode) == tingkat and one.valid_on(day)}
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

    def pair(self, pair: Pair, region: str) -> PairTotal:
        return self.paired.get(pair, {}).get(region, PairTotal())

    def flags(self, aggregates: Sequence[Aggregate], region: str) -> tuple[str, ...]:
        """*sebagian* (delivered/expected) where a level was delivered only in part, or rows came without a delivery
        that covers the whole period."""
        flags = []
        for aggregate in aggregates:
            delivered, expected = self.coverage.share(aggregate.register, self._period(aggregate), region)
            there = region in self.summed.get(aggregate, {})
            if (delivered or there) and delivered < expected:
                flags.append(f"sebagian ({delivered}/{expected})")
        return tuple(dict.fromkeys(flags))

    def _period(self, leaf: Aggregate | Figure) -> Period:
        return self.request.period.back(leaf.years_back)

    def over_both_years(self, checked: Checked, region: str, values: Mapping[Leaf, Total | Fraction | str]) -> Hasil | None:
        """For a comparison of years, one of them delivered in part: the figure over regions delivered in all of them."""
        asked = {(a.register, self._period(a)) for a in checked.aggregates if a in self.lowest}
        if len({period for _, period in asked}) < 2:
            return None
        shares = [self.coverage.share(register, period, region) for register, period in asked]
        if all(delivered in (0, expected) for delivered, expected in shares):
            return None
        cut: dict[Leaf, Total | Fraction | str] = dict(values)
        for aggregate in checked.aggregates:
            if isinstance(values[aggregate], Total):
                cut[aggregate] = self._over(aggregate, region, asked)
        return finish(checked.node, cut)

    def _over(self, aggregate: Aggregate, region: str, asked: set[tuple[str, Period]]) -> Total | str:
        pemda, tingkat = self.request.scope.pemda, self.request.tingkat
        if not any(self._everywhere(leaf, asked) for leaf in self.coverage.leaves(region, self.request.period)):
            return TIDAK_ADA_DATA
        found = Total()
        for code, total in self.lowest[aggregate].items():
            if region_at(code, tingkat, pemda) == region and self._everywhere(code, asked):
                found = found.plus(total)
        return found

    def _everywhere(self, code: str, asked: set[tuple[str, Period]]) -> bool:
        shares = (self.coverage.share(register, period, code) for register, period in asked)
        return all(delivered == expected for delivered, expected in shares)

    def missing_figures(self, checked: Checked, region: str) -> tuple[str, ...]:
        """*sebagian* where an outside figure is added up from below and some regions have none."""
        flags = []
        for figure in checked.figures:
            word = checked.vocabulary.data[figure.kode]
            if word.dapat_dijumlah and tingkat_of(region) != word.tingkat:
                rows = self._dated(figure, word)
                here = {str(row["wilayah"]) for row in rows}
                below = [
                    one.kode for one in self.tree.below(region)
                    if tingkat_of(one.kode) == word.tingkat and one.valid_on(self._period(figure).end)
                ]  # fmt: skip
                there = sum(kode in here for kode in below)
                if region not in here and 0 < there < len(below):
                    flags.append(f"sebagian ({there}/{len(below)})")
        return tuple(flags)

    def figure(self, figure: Figure, word: DataWord, region: str) -> Fraction | str:
        """An outside figure is never spread downwards, and added up only where that is declared."""
        reasons = set()
        dated = self._dated(figure, word)
        if not dated:
            reasons.add(TIDAK_ADA_DATA)
        if self.request.period.triwulan and word.periode == "tahun":
            reasons.add(ANGKA_TAHUNAN)
        here = [row for row in dated if row["wilayah"] == region]
        inside = [row for row in dated if word.dapat_dijumlah and _adds_up(str(row["wilayah"]), region, word)]
        if dated and not here and not inside:
            reasons.add(ANGKA_LUAR_TINGKAT if self.request.tingkat != word.tingkat else TIDAK_ADA_DATA)
        if reasons:
            return min(reasons, key=REASONS.index)
        return sum((Fraction(str(row["nilai"])) for row in here or inside), Fraction(0))

    def _dated(self, figure: Figure, word: DataWord) -> list[dict[str, object]]:
        asked = self._period(figure)
        triwulan = 0 if word.periode == "tahun" else asked.triwulan
        return [row for row in self._figures(figure.kode) if row["periode"] == asked.tahun and row["triwulan"] == triwulan]

    def _figures(self, kode: str) -> list[dict[str, object]]:
        if self._outside is None:
            piece = self.snapshot.piece(DATA_REGISTER, self.request.scope.pemda)
            rows = read_narrow(piece, self.snapshot.schemas[DATA_REGISTER]) if piece else []
            mine = self.request.scope.perangkat_daerah
            self._outside = [row for row in rows if row["perangkat_daerah"] == mine]
        return [row for row in self._outside if row["kode"] == kode]


def _adds_up(code: str, region: str, word: DataWord) -> bool:
    return is_region_code(code) and tingkat_of(code) == word.tingkat and covers(region, code)


class Coverage:
    """What was delivered: how "0" differs from "not delivered" (rumus.md §3.6)."""

    def __init__(self, snapshot: Snapshot, scope: Scope, tree: RegionTree):
        self.scope, self.tree, self.schemas = scope, tree, snapshot.schemas
        self._codes: dict[tuple[str, Period], set[str]] = {}
        for one in snapshot.delivered:
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
        leaves = self.leaves(region, period)
        return sum(any(covers(code, leaf) for code in codes) for leaf in leaves), len(leaves)

    def leaves(self, region: str, period: Period) -> tuple[str, ...]:
        """The lowest regions inside `region` that are valid at the period's end."""
        return self.tree.kelurahan_of(region, period.end) or (region,)

    def _delivered(self, register: str, period: Period) -> set[str]:
        """Codes delivered for the whole period: by the year's delivery, or by every triwulan that it spans; of a stock
        register from the first delivery on."""
        if self.schemas[register].jenis == "stok":
            known = (codes for (name, first), codes in self._codes.items() if name == register and _begun(first, period))
            return set().union(*known)
        year = self._codes.get((register, Period(period.tahun)), set())
        quarters = [
            self._codes.get((register, Period(period.tahun, q)), set()) for q in range(1, (period.triwulan or 4) + 1)
        ]
        return year | set.intersection(*quarters)


def _begun(first: Period, period: Period) -> bool:
    """Whether a stock delivered for `first` speaks of `period`; one for a whole year speaks of its quarters too."""
    if first.tahun != period.tahun:
        return first.tahun < period.tahun
    return not first.triwulan or not period.triwulan or first.triwulan <= period.triwulan

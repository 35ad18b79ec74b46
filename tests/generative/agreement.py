"""Runs generated formulas over generated registers on every engine, and keeps count of what was drawn."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from generative.generator import YEARS, FormulaMaker, registers
from spec.drawing import KANTOR, KANTOR_LAIN, PEMDA, Drawn, asked, frozen, understood
from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.protocol import (
    DIKELUARKAN,
    GROUPS,
    TERHITUNG,
    Engine,
    Pair,
    PairTotals,
    RegionTotals,
    RowFilter,
    Scope,
    answers_triwulan,
)
from tolok.engine.reference import ReferenceEngine
from tolok.engine.snapshot import Snapshot
from tolok.formula import kernel as k
from tolok.formula.finish import Total
from tolok.formula.kernel import Aggregate
from tolok.formula.parser import parse
from tolok.formula.text import to_text
from tolok.measurement.hitung import HasilWilayah
from tolok.values.period import Period

OPERATORS = re.compile(
    r"tahun lalu|tahun n-\d|dalam triwulan|penyebut semua|awal periode|akhir periode|dalam(?= \()"
    r"|\b(?:banyak|jumlah|rata|persen|pertumbuhan|data|param|terbesar|terkecil|kelas|hari|ada|kosong|yang|dari|dan|atau|bukan)\b"
    r"|[-+*/=≠<≤>≥]"
)
"""Every word and operator, in canonical spelling; the parser's own list is checked against it."""


@dataclass
class Drawing:
    """What was drawn so far: cases, those that ended in a value, words inside those, cases with excluded rows."""

    cases: int = 0
    values: int = 0
    excluded: int = 0
    flagged: int = 0
    words: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def note(self, text: str, one: HasilWilayah) -> None:
        self.cases += 1
        self.excluded += any(isinstance(leaf, Total) and leaf.excluded for leaf in one.leaves.values())
        self.flagged += bool(one.tanda)
        if one.hasil.alasan is not None:
            self.reasons[one.hasil.alasan] += 1
            return
        self.values += 1
        self.words.update(set(OPERATORS.findall(text)))


class Remembering:
    """An engine that is asked once per question: levels of regions differ only in how totals are summed."""

    def __init__(self, engine: Engine):
        self.engine = engine
        self._totals: dict[object, dict[Aggregate, RegionTotals]] = {}
        self._pairs: dict[object, dict[Pair, PairTotals]] = {}

    def totals(
        self, aggregates: Sequence[Aggregate], period: Period, scope: Scope, snapshot: Snapshot
    ) -> dict[Aggregate, RegionTotals]:
        key = (tuple(aggregates), period, scope, id(snapshot))
        if key not in self._totals:
            self._totals[key] = self.engine.totals(aggregates, period, scope, snapshot)
        return self._totals[key]

    def pairs(self, pairs: Sequence[Pair], period: Period, scope: Scope, snapshot: Snapshot) -> dict[Pair, PairTotals]:
        key = (tuple(pairs), period, scope, id(snapshot))
        if key not in self._pairs:
            self._pairs[key] = self.engine.pairs(pairs, period, scope, snapshot)
        return self._pairs[key]


def run_batch(seed: int, formulas: int, engines: Mapping[str, Engine], folder: Path, drawing: Drawing) -> None:
    """One generated snapshot, `formulas` generated formulas. AssertionError names the seed and the formula."""
    rng = Random(seed)
    drawn = registers(rng)
    snapshot = frozen(drawn, folder)
    period = Period(rng.choice(YEARS[3:] + YEARS[2:]), rng.choice((0, 0, 0, 1, 2, 3, 4)))
    texts = [FormulaMaker(rng, bool(period.triwulan)).formula() for _ in range(formulas)]
    checked = {f"{number}": understood(text) for number, text in enumerate(texts)}
    kantor = rng.choice((KANTOR, KANTOR, KANTOR, KANTOR_LAIN))
    found = {
        nama: asked(checked, period, snapshot, Remembering(engine), kantor) for nama, engine in engines.items()
    }  # fmt: skip
    oracle = found.pop("reference")
    for nama, others in found.items():
        for key, one in oracle.items():
            assert others[key] == one, explain(seed, nama, texts[int(key[0])], period, kantor, key, one, others[key])
    for number, text in enumerate(texts):
        drawing.note(canonical(text), oracle[str(number), "kota", PEMDA])


def canonical(text: str) -> str:
    return to_text(parse(text))


def explain(seed: int, *said: object) -> str:
    return "\n".join([f"seed {seed}", *map(str, said)])


def check_partition(seed: int, snapshot: Snapshot, period: Period, aggregates: Sequence[Aggregate], kantor: str) -> None:
    """counted + not meeting + excluded = all rows, and the listed rows of every group total to the aggregate again."""
    scope = Scope(PEMDA, kantor)
    asked = [one for one in aggregates if not period.triwulan or answers_triwulan(snapshot.schemas[one.register])]
    oracle, duckdb = ReferenceEngine(), DuckDBEngine(threads=1)
    for aggregate, regions in duckdb.totals(asked, period, scope, snapshot).items():
        total = sum_of(regions.values())
        listed = {}
        for group in GROUPS:
            wanted = RowFilter(group, limit=10_000)
            rows = duckdb.rows(aggregate, period, scope, snapshot, wanted)
            same = oracle.rows(aggregate, period, scope, snapshot, wanted)
            said = [[(row.entitas, row.wilayah, row.alasan) for row in one] for one in (rows, same)]
            assert said[0] == said[1], explain(seed, aggregate.text, group, said)
            listed[group] = rows
        counts = tuple(len(listed[group]) for group in GROUPS)
        assert counts == (total.terhitung, total.tidak_memenuhi, total.excluded), explain(
            seed, aggregate.text, counts, total
        )
        assert Counter(row.alasan for row in listed[DIKELUARKAN]) == total.dikeluarkan, explain(seed, aggregate.text)
        everything = replace(aggregate, kind="banyak", value=None, scale=0, cond=k.Always())
        all_rows = sum_of(duckdb.totals([everything], period, scope, snapshot)[everything].values())
        dated = all_rows.rows == total.rows
        assert dated, explain(seed, aggregate.text, all_rows, total)
        assert sum(added(aggregate, row.isi) for row in listed[TERHITUNG]) == total.jumlah, explain(seed, aggregate.text)
    duckdb.close()


def sum_of(totals: Iterable[Total]) -> Total:
    found = Total()
    for total in totals:
        found = found.plus(total)
    return found


def added(aggregate: Aggregate, cells: Mapping[str, object]) -> int:
    """What a listed row adds, from its printed cells alone."""

    def value(of: k.Value) -> int:
        match of:
            case k.Const(value=constant) if isinstance(constant, int):
                return constant
            case k.Col(nama=nama):
                return int(str(cells[nama]))
            case k.Calc(op="+", left=left, right=right):
                return value(left) + value(right)
            case k.Calc(op="-", left=left, right=right):
                return value(left) - value(right)
            case k.Calc(left=left, right=right):
                return value(left) * value(right)
            case _:
                raise TypeError(of)

    return 0 if aggregate.value is None else value(aggregate.value)


def redraw(seed: int) -> Drawn:
    """The registers of a seed, for looking at a failure."""
    return registers(Random(seed))

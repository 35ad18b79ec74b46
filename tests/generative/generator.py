"""Registers and formulas nobody wrote. Formulas are built backwards: from the unit that is wanted to terms that have it.

Everything comes from one seeded `Random`, so that a seed names a case for good.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from spec.drawing import KANTOR, KANTOR_LAIN, PEMDA, SCHEMAS, Drawn, entity
from tolok.engine.snapshot import Delivered
from tolok.registers.schema import Kolom, Schema

YEARS = (2020, 2021, 2022, 2023, 2024)
REGIONS = ("35.75.01.1001", "35.75.01.1002", "35.75.02.1001")
PARTS = (("35.75.01",), ("35.75.01.1001",), ("35.75.02", "35.75.01.1002"))
EDGES = (0, 1, 2, 3, 299, 300, 301, 999, 1000, 1001, 2500, 2501, 5000, 50_000, 50_001)


# --- registers --------------------------------------------------------------------------------------------------------


def registers(rng: Random, schemas: Mapping[str, Schema] = SCHEMAS) -> Drawn:
    """Some entities of two offices over some years: holes, moves, empty and partial deliveries, overlapping validity."""
    drawn = Drawn()
    for nama, schema in schemas.items():
        if nama == "data":
            _figures(rng, drawn)
        elif rng.random() < 0.99:
            _register(rng, drawn, schema)
    return drawn


def _register(rng: Random, drawn: Drawn, schema: Schema) -> None:
    rows = drawn.rows.setdefault(schema.nama, [])
    emptiness = rng.choice((0, 0.02, 0.03, 0.05, 0.05, 0.1, 0.1, 0.1, 0.2, 0.2, 0.4, 0.8))
    absence = rng.choice((0.02, 0.05, 0.1, 0.2, 0.4))
    for office in (KANTOR, KANTOR_LAIN):
        for number in range(rng.choice((0, 6, 10, 10) if office == KANTOR_LAIN else (2, 6, 10, 14, 14))):
            home = _region(rng)
            name = f"{schema.entitas} {number}" + (office if rng.random() < 0.5 else "")
            for period in _periods(rng, schema, absence):
                home = _region(rng) if rng.random() < 0.15 else home
                cells = [_cell(rng, kolom, period, emptiness) for kolom in schema.fields]
                rows.append((entity(name), PEMDA, office, period, home, *cells))
        _deliver(rng, drawn, schema, office)


def _region(rng: Random) -> str | None:
    return rng.choice((*REGIONS, *REGIONS, *REGIONS, "35.75.01", PEMDA, None, None))


def _periods(rng: Random, schema: Schema, absence: float) -> list[int]:
    if schema.jenis == "arus":
        return [year for year in YEARS if rng.random() > absence]
    first = date(rng.choice((2020, 2021, 2022, 2023)), 1, 1)
    days = {
        first + timedelta(days=rng.choice((0, 30, 89, 90, 364, 365, 366, 500, 900))) for _ in range(rng.choice((1, 2, 3)))
    }
    return sorted(int(f"{day:%Y%m%d}") for day in days)


def _deliver(rng: Random, drawn: Drawn, schema: Schema, office: str) -> None:
    nothing = rng.random() < 0.01
    for year in YEARS:
        part = rng.choice(PARTS) if rng.random() < 0.08 else (PEMDA,)
        if nothing or rng.random() < 0.015:
            continue
        if rng.random() < 0.15:
            for quarter in (1, 2, 3, 4):
                if rng.random() < 0.9:
                    drawn.delivered.add(Delivered(schema.nama, PEMDA, office, f"{year}-TW{quarter}", part))
        else:
            drawn.delivered.add(Delivered(schema.nama, PEMDA, office, str(year), part))


def _cell(rng: Random, kolom: Kolom, period: int, emptiness: float) -> object:
    if rng.random() < emptiness:
        return None
    year = period if period < 10_000 else period // 10_000
    match kolom.jenis:
        case "bilangan":
            return _number(rng, kolom)
        case "ya_tidak":
            return rng.random() < 0.6
        case "kategori":
            return rng.choice(kolom.pilihan)
        case "tanggal" if kolom.nama == "sampai":
            return None if rng.random() < 0.4 else rng.choice((*_quarter_ends(year), date(year, 1, 1) + timedelta(days=800)))
        case "tanggal":
            return date(year, 1, 1) + timedelta(days=rng.choice((0, 89, 90, 91, 180, 181, 200, 273, 300, 364, 400, -1)))
        case "tahun":
            return year
        case _:
            return rng.choice(("a", "O'Neil", 'kata "kutip"', "x; DROP TABLE y"))


def _quarter_ends(year: int) -> tuple[date, ...]:
    """The days on which stock registers are looked at, and the days before and after them."""
    ends = [date(year + more, *day) for more in (0, 1) for day in ((3, 31), (6, 30), (9, 30), (12, 31))]
    return tuple(end + timedelta(days=shift) for end in ends for shift in (-1, 0, 0, 1))


def _number(rng: Random, kolom: Kolom) -> int:
    top: int = kolom.terbesar * 10**kolom.skala
    found: int = rng.choice((rng.choice(EDGES), rng.randint(0, 3000), rng.randint(0, 400)))
    if rng.random() < 0.03:
        found = rng.choice((top, -top, -found, -1))
    return max(-top, min(top, found))


def _figures(rng: Random, drawn: Drawn) -> None:
    rows = drawn.rows.setdefault("data", [])
    for kode, regions, quarters in (
        ("pdrb", (PEMDA,), (0,)), ("nilai_lhe", (PEMDA,), (0,)), ("inflasi", (PEMDA,), (1, 2, 3, 4)),
        ("luas", ("35.75.01", "35.75.02", *((PEMDA,) if rng.random() < 0.1 else ())), (0,)),
    ):  # fmt: skip
        for year in YEARS:
            for region in regions:
                for quarter in quarters:
                    for status in ("sementara", "tetap", "sangat sementara"):
                        if rng.random() < 0.6:
                            nilai = rng.choice(("0", "12.5", "-3", "1000000", "7", "88", "0.001"))
                            name = f"{kode}/{region}/{quarter}/{status}"
                            rows.append((entity(name), PEMDA, KANTOR, year, region, kode, quarter, nilai, status))
    rng.shuffle(rows)


# --- formulas ---------------------------------------------------------------------------------------------------------

COLUMNS = {
    "rupiah": (("usaha", "omset"), ("usaha", "biaya"), ("koperasi", "volume"), ("binaan", "modal"), ("temuan", "nilai")),
    "orang": (("usaha", "pekerja"), ("koperasi", "anggota"), ("penduduk", "jiwa")),
    "indeks": (("usaha", "skor"),),
}
COUNTED = {"usaha": "usaha", "koperasi": "koperasi", "temuan": "temuan", "binaan": "binaan", "wilayah": "penduduk"}
FIGURES = {"rupiah": "pdrb", "nilai": "nilai_lhe", "persen": "inflasi", "hektare": "luas"}
UNITS = ("rupiah", "orang", "indeks", *COUNTED, "persen", "rasio")
YEARLY = ("koperasi", "penduduk")


@dataclass
class FormulaMaker:
    """Builds one formula. `quarter`: asked for a triwulan, so `dalam triwulan` may be said and yearly registers are rare."""

    rng: Random
    quarter: bool
    parts: list[tuple[str, str]] = field(default_factory=list)

    def formula(self) -> str:
        """A formula as an official might write it, with named parts above."""
        unit = self._units(*UNITS, "persen", "persen", "persen")
        text = self.expr(unit, self.rng.choice((0, 1, 1, 1, 2, 2, 3)))
        lines = [f"{nama} = {body}" + self._maybe(f' "bagian {nama}"', 0.5) for nama, body in self.parts]
        return "\n".join([*lines, text])

    def _maybe(self, text: str, chance: float) -> str:
        return text if self.rng.random() < chance else ""

    def expr(self, unit: str, depth: int) -> str:
        """An expression of the unit. `rasio` is dimensionless."""
        if depth <= 0:
            return self.leaf(unit)
        inner = depth - 1
        shapes: list[Callable[[], str]] = [
            lambda: f"({self.expr(unit, inner)} + {self.expr(unit, inner)})",
            lambda: f"({self.expr(unit, inner)} {self.rng.choice('-−')} {self.expr(unit, inner)})",
            lambda: f"{self.expr(unit, inner)} {self.rng.choice('*×')} {self.constant()}",
            lambda: f"{self.expr(unit, inner)} {self.rng.choice('/÷')} {self.constant(zero=0.02)}",
            lambda: f"terbesar({self.expr(unit, inner)}; {self.expr(unit, inner)})",
            lambda: f"terkecil({self.expr(unit, inner)}; {self.expr(unit, inner)})",
            lambda: f"(-{self.tight(unit, inner)})",
            lambda: f"({self.expr(unit, inner)}) {self.offset()}",
            lambda: self.part(unit, inner),
            lambda: self.leaf(unit),
        ]
        if unit == "persen":
            shapes += [lambda: self.growth(inner), lambda: self.growth(0), lambda: f"({self.ratio(inner)}) * 100"] * 2
        if unit == "rasio":
            shapes += [lambda: self.ratio(inner)] * 3
        return self.rng.choice(shapes)()

    def tight(self, unit: str, depth: int) -> str:
        return f"({self.expr(unit, depth)})"

    def part(self, unit: str, depth: int) -> str:
        body = self.expr(unit, depth)
        nama = f"Bagian{len(self.parts) + 1}"
        self.parts.append((nama, body))
        return nama + self._maybe(f" {self.offset()}", 0.3)

    def growth(self, depth: int) -> str:
        if self.rng.random() < 0.3:
            return f"pertumbuhan({self.mean()})"
        unit = self._units("rupiah", "orang", *COUNTED, "indeks")
        return f"pertumbuhan({self.expr(unit, depth)})"

    def mean(self) -> str:
        """Two totals of one register: coverage over years must cut them alike."""
        register, column = self.rng.choice(self._likely([one for group in COLUMNS.values() for one in group]))
        above = self.aggregate("jumlah", register, f"{register}.{column}")
        if self.rng.random() < 0.5:
            return f"{above} / {self.aggregate('banyak', register, register)}"
        others = [one for group in COLUMNS.values() for one in group if one[0] == register]
        return f"{above} / {self.aggregate('rata', register, '.'.join(self.rng.choice(others)))}"

    def ratio(self, depth: int) -> str:
        unit = self._units("rupiah", "orang", *COUNTED)
        return f"{self.tight(unit, depth)} / {self.tight(unit, depth)}"

    def offset(self) -> str:
        return self.rng.choice(("tahun lalu", "tahun lalu", "tahun n-1", "tahun n−2", "TAHUN N-0"))

    def constant(self, zero: float = 0.0) -> str:
        if self.rng.random() < zero:
            return "0"
        return self.rng.choice(("2", "9", "25", "1,5", "0,125", "1.000", "param(ambang)", "1.000.000,25"))

    def leaf(self, unit: str) -> str:
        rng = self.rng
        if unit == "rasio":
            return self.ratio(0)
        if unit == "persen" and not (self.quarter and rng.random() < 0.1):
            return self.share()
        if unit in FIGURES and (unit not in (*COLUMNS, "persen") or rng.random() < (0.03 if self.quarter else 0.25)):
            return f"data({FIGURES[unit]})"
        if unit == "persen":
            return "data(inflasi)"
        if unit in COUNTED:
            return self.aggregate("banyak", COUNTED[unit], COUNTED[unit])
        register, column = rng.choice(self._likely(list(COLUMNS[unit])))
        return self.aggregate(rng.choice(("jumlah", "jumlah", "rata")), register, self.row_value(register, column))

    def _likely(self, columns: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """In a triwulan yearly registers have no answer; a few are asked all the same."""
        dated = [one for one in columns if one[0] not in YEARLY]
        return dated if self.quarter and dated and self.rng.random() < 0.97 else columns

    def _units(self, *units: str) -> str:
        """One of the units, rarely one that only yearly registers count in where a triwulan is asked."""
        dated = [one for one in units if COUNTED.get(one) not in YEARLY]
        return self.rng.choice(dated if self.quarter and self.rng.random() < 0.97 else list(units))

    def row_value(self, register: str, column: str) -> str:
        """Columns and constants of the same unit."""
        rng, own = self.rng, f"{register}.{column}"
        if column == "omset" and rng.random() < 0.4:
            return rng.choice((
                f"{own} - {register}.biaya", f"{own} * 2 + {register}.biaya", f"({own} + {register}.biaya) * 1,5",
                f"-{own}", f"{own} - -{register}.biaya", f"0,5 × {own}",
            ))  # fmt: skip
        return own

    def aggregate(self, word: str, register: str, what: str) -> str:
        where = self._maybe(f" yang {self.cond(register, self.rng.choice((0, 0, 1, 1, 2)))}", 0.7)
        text = f"{word}({what}{where})"
        if self.quarter:
            text += self._maybe(" dalam triwulan", 0.3)
        return text + self._maybe(f" {self.offset()}", 0.2)

    def share(self) -> str:
        register = self.rng.choice(("usaha", "usaha", "temuan", "binaan", *(() if self.quarter else YEARLY)))
        among = self._maybe(f" dari {self.cond(register, self.rng.choice((0, 0, 1)))}", 0.6)
        tail = self._maybe("; penyebut semua", 0.25)
        return f"persen({register} yang {self.cond(register, self.rng.choice((0, 1, 2)))}{among}{tail})"

    # --- conditions

    def cond(self, register: str, depth: int) -> str:
        rng = self.rng
        if depth > 0:
            a, b = self.cond(register, depth - 1), self.cond(register, depth - 1)
            return rng.choice((f"({a}) dan ({b})", f"({a}) atau ({b})", f"bukan ({a})", f"{a} dan {b}", f"{a} atau {b}"))
        return rng.choice(self._tests(SCHEMAS[register]))()

    def _tests(self, schema: Schema) -> list[Callable[[], str]]:
        tests: list[Callable[[], str]] = []
        for kolom in schema.fields:
            tests += self._tests_of(schema, kolom)
        tests.append(lambda: self._known(schema))
        return tests

    def _tests_of(self, schema: Schema, kolom: Kolom) -> list[Callable[[], str]]:
        if kolom.jenis == "ya_tidak":
            return [lambda: self._field(schema, kolom)] * 2
        if kolom.jenis == "kategori":
            return [lambda: self._category(schema, kolom)] * 2
        if kolom.jenis == "tanggal":
            return [lambda: self._date(schema, kolom), lambda: self._days(schema, kolom)]
        if kolom.jenis == "bilangan":
            more = [lambda: self._class(schema, kolom)] * 2 if kolom.satuan == "rupiah" else []
            return [lambda: self._compared(schema, kolom), *more]
        return []

    def _field(self, schema: Schema, kolom: Kolom) -> str:
        lag = self._maybe(f" {self.rng.choice(('tahun lalu', 'tahun n-1'))}", 0.3) if schema.panel else ""
        return kolom.nama + lag

    def _op(self) -> str:
        return self.rng.choice(("=", "≠", "<", "≤", ">", "≥", "<=", ">=", "<>", "!="))

    def _compared(self, schema: Schema, kolom: Kolom) -> str:
        rng, own = self.rng, self._field(schema, kolom)
        other = rng.choice([k for k in schema.fields if k.satuan == kolom.satuan and k.jenis == "bilangan"])
        right = rng.choice((str(rng.choice(EDGES)), self._field(schema, other), f"{self._field(schema, other)} * 2"))
        if kolom.satuan == "rupiah" and rng.random() < 0.15:
            right = "param(batas_omset)"
        if rng.random() < 0.1:
            own = rng.choice((f"{own} + {self._field(schema, other)}", f"{own} - {rng.choice(EDGES)},5", f"-{own}"))
        return f"{own} {self._op()} {right}"

    def _class(self, schema: Schema, kolom: Kolom) -> str:
        rng = self.rng
        ladder = rng.choice(("Tangga A", "tangga b"))
        own = f'kelas({self._field(schema, kolom)}; "{ladder}")'
        if rng.random() < 0.3:
            return f'{own} dalam ("mikro"; "BESAR")'
        right = rng.choice((f'kelas({self._field(schema, kolom)}; "{ladder}")', '"Kecil"', '"mikro"', '"besar"'))
        return f"{own} {self._op()} {right}"

    def _category(self, schema: Schema, kolom: Kolom) -> str:
        rng, own = self.rng, self._field(schema, kolom)
        if rng.random() < 0.4:
            chosen = "; ".join(f'"{one}"' for one in rng.sample(kolom.pilihan, rng.randint(1, len(kolom.pilihan))))
            return f"{own} dalam ({chosen})"
        right = rng.choice((f'"{rng.choice(kolom.pilihan)}"', self._field(schema, kolom)))
        return f"{own} {rng.choice(('=', '≠'))} {right}"

    def _edge(self) -> str:
        return self.rng.choice(("awal periode", "akhir periode"))

    def _date(self, schema: Schema, kolom: Kolom) -> str:
        day = self.rng.choice((self._edge(), self._edge(), '"2023-06-30"', '"2024-04-01"'))
        return f"{self._field(schema, kolom)} {self._op()} {day}"

    def _days(self, schema: Schema, kolom: Kolom) -> str:
        pair = [self._field(schema, kolom), self._edge()]
        self.rng.shuffle(pair)
        return f"hari({pair[0]}; {pair[1]}) {self._op()} {self.rng.choice(('0', '60', '365', '91'))}"

    def _known(self, schema: Schema) -> str:
        kolom = self.rng.choice(schema.fields)
        return f"{self.rng.choice(('ada', 'kosong'))}({self._field(schema, kolom)})"

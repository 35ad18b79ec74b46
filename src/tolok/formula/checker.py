"""Syntax tree + vocabulary → checked formula: names, units, offsets, limits. All issues at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from tolok.formula import kernel as k
from tolok.formula import nodes as n
from tolok.formula.rows import LIMIT, RowChecker, Typed
from tolok.formula.text import expr_text
from tolok.formula.units import check_unit as check_unit
from tolok.formula.units import declared_unit
from tolok.formula.vocabulary import RegisterWord, Vocabulary
from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.unit import PERSEN, Unit

_MAX_YEARS_BACK = 50
_MAX_TERMS = 2_000
"""Terms after named parts and growth are written out: ten parts, each the double of the one before, are a thousand."""


@dataclass(frozen=True)
class Checked:
    """A formula whose every word is known. `unit` None: the formula is a bare constant."""

    formula: n.Formula
    node: k.Node
    unit: Unit | None
    vocabulary: Vocabulary

    @cached_property
    def aggregates(self) -> tuple[k.Aggregate, ...]:
        return k.aggregates_of(self.node)

    @cached_property
    def figures(self) -> tuple[k.Figure, ...]:
        return k.figures_of(self.node)

    @cached_property
    def registers(self) -> tuple[str, ...]:
        """Names of the registers that the formula reads, in the order of writing."""
        return tuple(dict.fromkeys(aggregate.register for aggregate in self.aggregates))


def check(formula: n.Formula, vocabulary: Vocabulary) -> Checked:
    """The meaning of `formula`. Raises IssueError with every complaint (TLK-F011 … F029)."""
    checker = _Checker(vocabulary)
    found = checker.whole(formula)
    if checker.issues:
        raise IssueError(dict.fromkeys(checker.issues))
    return Checked(formula, found.node, found.unit, vocabulary)


@dataclass(frozen=True)
class _At:
    """Where a term stands: how many years back, and whether it asks for the quarter alone."""

    years: int = 0
    quarter: bool = False


@dataclass(frozen=True)
class Meaning:
    """A term's node and unit (None: a bare constant). `wrong`: a complaint was made, so nothing more is said of it;
    `hundred`: a factor 100 waits for the units to divide away, as in `A * 100 / B`."""

    node: k.Node
    unit: Unit | None
    wrong: bool = False
    hundred: bool = False


_WRONG = Meaning(k.Num(Fraction(0)), None, wrong=True)
_HUNDRED = k.Num(Fraction(100))


@dataclass
class _Checker:
    vocabulary: Vocabulary
    issues: list[Issue] = field(default_factory=list)
    parts: dict[str, n.Expr | None] = field(default_factory=dict)
    terms: int = 0

    def complain(self, kode: str, where: str, apa: str, mengapa: str, saran: str) -> Meaning:
        self.issues.append(Issue(kode, "salah", where, apa, mengapa, saran))
        return _WRONG

    def whole(self, formula: n.Formula) -> Meaning:
        for part in formula.parts:
            key = part.nama.casefold()
            if key in self.parts:
                self.complain(
                    "TLK-F022",
                    f"bagian {part.nama}",
                    f"nama `{part.nama}` dipakai dua kali",
                    "satu nama hanya untuk satu bagian",
                    "beri nama lain",
                )
            elif self.meaning(part.expr, _At()).wrong:
                self.parts[key] = None  # told already; a part that names itself would never end
            else:
                self.parts[key] = part.expr
        used = {name for e in (*(p.expr for p in formula.parts), formula.expr) for name in part_names(e)}
        for part in formula.parts:
            if part.nama.casefold() not in used:
                self.complain(
                    "TLK-F023",
                    f"bagian {part.nama}",
                    f"bagian `{part.nama}` tidak dipakai",
                    "bagian bernama tanpa pemakaian biasanya salah tulis",
                    "pakai atau hapus bagian itu",
                )
        return self.meaning(formula.expr, _At())

    def meaning(self, expr: n.Expr, at: _At) -> Meaning:
        self.terms += 1
        if self.terms > _MAX_TERMS:
            raise IssueError(_too_large())
        match expr:
            case n.Number(value=value):
                return Meaning(k.Num(value), None)
            case n.PartRef(nama=nama):
                return self._part(nama, at)
            case n.Aggregate():
                return self._aggregate(expr, at)
            case n.Persen():
                return self._persen(expr, at)
            case n.Data(kode=kode):
                return self._data(kode, at)
            case n.Param(kode=kode):
                return self._param(kode)
            case n.Growth(of=of):
                return self._growth(of, at, expr_text(expr))
            case n.Arith(op=op, left=left, right=right):
                return self._arith(op, self.meaning(left, at), self.meaning(right, at), expr_text(expr))
            case n.Minus(of=of):
                found = self.meaning(of, at)
                return replace(found, node=k.Neg(found.node))
            case n.Extreme(kind=kind, left=left, right=right):
                a, b = self.meaning(left, at), self.meaning(right, at)
                return self._common(k.Ext(kind, a.node, b.node), a, b, expr_text(expr))
            case n.Offset(of=of, years=years):
                return self._offset(of, at, years, expr_text(expr))
            case n.InQuarter(of=of):
                return self.meaning(of, _At(at.years, True))

    def _part(self, nama: str, at: _At) -> Meaning:
        if nama.casefold() in self.parts:
            expr = self.parts[nama.casefold()]
            return _WRONG if expr is None else self.meaning(expr, at)
        names = (*self.parts, *self.vocabulary.registers)
        hint = f"Maksud Anda banyak({nama.casefold()})?" if nama.casefold() in self.vocabulary.registers else ""
        return self.complain(
            "TLK-F024",
            "rumus",
            f"`{nama}` tidak dikenal",
            "bukan bagian bernama yang ditulis di atasnya",
            hint or maksud_anda(nama, names) or "tulis bagian itu dahulu, misalnya A = banyak(…)",
        )

    def _offset(self, of: n.Expr, at: _At, years: int, written: str) -> Meaning:
        if at.years + years > _MAX_YEARS_BACK:
            return self.complain(
                "TLK-F025",
                written,
                f"mundur lebih dari {_MAX_YEARS_BACK} tahun",
                "pergeseran tahun dijumlahkan",
                "kurangi pergeserannya",
            )
        return self.meaning(of, _At(at.years + years, at.quarter))

    def _register(self, nama: str, written: str) -> RegisterWord | None:
        found = self.vocabulary.registers.get(nama)
        if found is None:
            names = tuple(self.vocabulary.registers)
            self.complain(
                "TLK-F010",
                written,
                f"register `{nama}` tidak dikenal",
                "registernya: " + ", ".join(names),
                maksud_anda(nama, names) or "pilih salah satu register itu",
            )
        return found

    def _rows(self, register: RegisterWord, written: str) -> RowChecker:
        checker = RowChecker(register, self.vocabulary, written)
        checker.issues = self.issues
        return checker

    def _aggregate(self, expr: n.Aggregate, at: _At) -> Meaning:
        written = expr_text(expr)
        register = self._register(expr.register, written)
        if register is None:
            return _WRONG
        rows = self._rows(register, written)
        cond = rows.cond(expr.where)
        text = written + k.offset_text(at.years, at.quarter)
        if expr.expr is None:
            total = k.Aggregate("banyak", register.nama, None, 0, cond, at.years, at.quarter, text)
            return Meaning(k.Term(total), Unit.of(register.benda))
        typed = rows.value(expr.expr)
        if not self._summable(typed, expr, written):
            return _WRONG
        total = k.Aggregate(expr.kind, register.nama, typed.value, typed.scale, cond, at.years, at.quarter, text)
        return Meaning(k.Term(total), typed.unit or Unit())

    def _summable(self, typed: Typed, expr: n.Aggregate, written: str) -> bool:
        if typed.jenis == "salah":
            return False
        if typed.jenis != "bilangan":
            self.complain(
                "TLK-F026",
                written,
                f"kolom {typed.jenis} tidak dapat dijumlahkan",
                "hanya kolom bilangan yang dijumlah",
                f"Maksud Anda banyak({expr.register} yang …)?",
            )
            return False
        if typed.bound >= LIMIT:
            self.complain(
                "TLK-F020",
                written,
                "nilai satu baris dapat melampaui batas 63 bit",
                f"nilai terbesarnya {typed.bound}",
                "turunkan `terbesar` kolom itu dalam skema registernya",
            )
            return False
        return True

    def _persen(self, expr: n.Persen, at: _At) -> Meaning:
        written = expr_text(expr)
        register = self._register(expr.register, written)
        if register is None:
            return _WRONG
        if expr.where is None:
            return self.complain(
                "TLK-F027",
                written,
                "persen(…) belum berisi syarat `yang`",
                "tanpa syarat hasilnya selalu 100",
                f"tulis misalnya persen({register.nama} yang …)",
            )
        rows = self._rows(register, written)
        given, then = rows.cond(expr.among), rows.cond(expr.where)
        below = given if expr.all_below else k.Given(given, k.Decided(then))
        offset = k.offset_text(at.years, at.quarter)
        pair = [
            k.Aggregate("banyak", register.nama, None, 0, cond, at.years, at.quarter, f"{part} {written}{offset}")
            for part, cond in (("pembilang", k.Given(given, then)), ("penyebut", below))
        ]
        return Meaning(k.Share(pair[0], pair[1]), Unit.of(PERSEN))

    def _data(self, kode: str, at: _At) -> Meaning:
        found = self.vocabulary.data.get(kode)
        if found is None:
            names = tuple(self.vocabulary.data)
            return self.complain(
                "TLK-F028",
                f"data({kode})",
                f"angka luar `{kode}` tidak dikenal",
                "angkanya: " + ", ".join(names),
                maksud_anda(kode, names) or "deklarasikan angka itu dahulu",
            )
        return Meaning(k.Figure(kode, at.years, at.quarter), declared_unit(found.satuan)[0])

    def _param(self, kode: str) -> Meaning:
        found = self.vocabulary.param.get(kode)
        if found is None:
            return self.complain(
                "TLK-F018",
                f"param({kode})",
                f"parameter `{kode}` tidak dikenal",
                "parameter bertanggal ada di paket isi",
                maksud_anda(kode, tuple(self.vocabulary.param)) or "lihat daftar parameter",
            )
        return Meaning(k.Num(found[0]), declared_unit(found[1])[0])

    def _growth(self, of: n.Expr, at: _At, written: str) -> Meaning:
        if at.years + 1 > _MAX_YEARS_BACK:
            return self._offset(of, at, 1, written)
        now = self.meaning(of, at)
        before = self.meaning(of, _At(at.years + 1, at.quarter))
        if now.wrong or before.wrong:
            return _WRONG
        if now.unit is None:
            return self.complain(
                "TLK-F029",
                written,
                "pertumbuhan sebuah tetapan selalu nol",
                "tidak ada total di dalamnya",
                "tulis total yang tumbuh, misalnya pertumbuhan(banyak(…))",
            )
        change = k.Op("/", k.Op("-", now.node, before.node), before.node)
        return Meaning(k.Op("*", change, _HUNDRED), Unit.of(PERSEN))

    def _arith(self, op: str, a: Meaning, b: Meaning, written: str) -> Meaning:
        if op in "+-":
            return self._common(k.Op("+" if op == "+" else "-", a.node, b.node), a, b, written)
        node = k.Op("*" if op == "*" else "/", a.node, b.node)
        if a.wrong or b.wrong:
            return _WRONG
        if a.unit is None and b.unit is None:
            return Meaning(node, None)
        unit = (a.unit or Unit()).times(b.unit or Unit(), 1 if op == "*" else -1)
        hundred = a.hundred or (op == "*" and (b.hundred or _HUNDRED in (a.node, b.node)))
        if hundred and unit.dimensionless:
            return Meaning(node, Unit.of(PERSEN))
        return Meaning(node, unit, hundred=hundred)

    def _common(self, node: k.Node, a: Meaning, b: Meaning, written: str) -> Meaning:
        if a.wrong or b.wrong:
            return _WRONG
        if a.unit is not None and b.unit is not None and a.unit != b.unit:
            return self.complain(
                "TLK-F021",
                written,
                f"{a.unit} tidak dapat disatukan dengan {b.unit}",
                "satuan yang berbeda tidak dapat dijumlah",
                "pakai total dengan satuan yang sama",
            )
        return Meaning(node, a.unit if a.unit is not None else b.unit, hundred=a.hundred and b.hundred)


def _too_large() -> Issue:
    return Issue(
        "TLK-F004", "salah", "rumus", "rumus terlalu besar setelah bagian bernama dan pertumbuhan ditulis lengkap",
        f"batasnya {_MAX_TERMS} suku", "kurangi pengulangan; satu angka lazimnya memuat beberapa puluh suku",
    )  # fmt: skip


def part_names(expr: n.Expr) -> set[str]:
    """The named parts that an expression refers to, case folded."""
    match expr:
        case n.PartRef(nama=nama):
            return {nama.casefold()}
        case n.Arith(left=left, right=right) | n.Extreme(left=left, right=right):
            return part_names(left) | part_names(right)
        case n.Growth(of=of) | n.Minus(of=of) | n.Offset(of=of) | n.InQuarter(of=of):
            return part_names(of)
        case _:
            return set()


def quarter_terms(checked: Checked) -> tuple[str, ...]:
    """Terms that ask `dalam triwulan`: a yearly figure cannot answer them."""
    terms: Mapping[str, None] = dict.fromkeys(
        [a.text for a in checked.aggregates if a.quarter] + [f.text for f in checked.figures if f.quarter]
    )
    return tuple(terms)

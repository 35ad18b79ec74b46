"""Checking what stands inside `yang`, `dari` and a summed expression, and bringing it down to whole numbers."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tolok.formula import kernel as k
from tolok.formula import nodes as n
from tolok.formula.text import cond_text, value_text
from tolok.formula.vocabulary import ColumnWord, Ladder, RegisterWord, Vocabulary
from tolok.values.issue import Issue, maksud_anda
from tolok.values.unit import Unit

LIMIT = 2**63
"""A row expression must fit 63 bits, so that no engine overflows before its 128-bit sum (rumus.md §3.1)."""

_CONSTANT = "tetapan"


@dataclass(frozen=True)
class Typed:
    """A row value with what the checker knows of it. `unit` None: a bare constant, fits any unit."""

    value: k.Value
    jenis: str
    unit: Unit | None = None
    scale: int = 0
    bound: int = 0
    ladder: Ladder | None = None
    pilihan: tuple[str, ...] = ()


@dataclass
class RowChecker:
    """Checks one register's row expressions; complaints gather in `issues`, so that all are told at once."""

    register: RegisterWord
    vocabulary: Vocabulary
    where: str
    issues: list[Issue] = field(default_factory=list)

    def complain(self, kode: str, apa: str, mengapa: str, saran: str) -> None:
        self.issues.append(Issue(kode, "salah", self.where, apa, mengapa, saran))

    # --- conditions ---------------------------------------------------------------------------------------------------

    def cond(self, cond: n.Cond | None) -> k.Cond:
        """The meaning of a condition; `None` is true for every row."""
        match cond:
            case None:
                return k.Always()
            case n.Both(left=left, right=right):
                return k.And(self.cond(left), self.cond(right))
            case n.Either(left=left, right=right):
                return k.Or(self.cond(left), self.cond(right))
            case n.Negate(cond=inner):
                return k.Not(self.cond(inner))
            case n.Known(field=column, empty=empty):
                typed = self._field(column)
                return k.IsKnown(typed.value, empty) if isinstance(typed.value, k.Col) else k.Always()
            case n.Truth(value=value):
                return self._truth(value, cond)
            case n.Compare(op=op, left=left, right=right):
                return self._compare(op, left, right, cond)
            case n.InList(value=value, pilihan=pilihan):
                return self._in_list(value, pilihan, cond)

    def _truth(self, value: n.Value, cond: n.Cond) -> k.Cond:
        typed = self.value(value)
        if typed.jenis == "ya_tidak" and isinstance(typed.value, k.Col):
            return k.IsTrue(typed.value)
        if typed.jenis != "salah":
            self.complain(
                "TLK-F013",
                f"`{cond_text(cond)}` bukan syarat",
                "hanya kolom ya/tidak dapat berdiri sendiri",
                "tambahkan pembanding, misalnya > 0",
            )
        return k.Always()

    def _compare(self, op: n.CompareOp, left: n.Value, right: n.Value, cond: n.Cond) -> k.Cond:
        a, b = self.value(left), self.value(right)
        if "salah" in (a.jenis, b.jenis):
            return k.Always()
        if a.jenis == "teks tetap" and b.jenis != "teks tetap":
            flipped: dict[n.CompareOp, n.CompareOp] = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}
            return self._compare(flipped.get(op, op), right, left, cond)
        if b.jenis == "teks tetap":
            return self._compare_text(op, a, b, cond)
        if a.ladder or b.ladder:
            return self._compare_classes(op, a, b, cond)
        if a.jenis == b.jenis == "tanggal":
            return k.Cmp(op, a.value, b.value)
        if a.jenis == b.jenis == "kategori" and op in "=≠":
            return k.Cmp(op, a.value, b.value)
        if a.jenis == b.jenis == "bilangan":
            self._same_unit(a, b, cond_text(cond))
            scale = max(a.scale, b.scale)
            a, b = self._aligned(a, scale), self._aligned(b, scale)
            if not self._fits(max(a.bound, b.bound), cond_text(cond)):
                return k.Always()
            return k.Cmp(op, a.value, b.value)
        self.complain(
            "TLK-F014",
            f"`{cond_text(cond)}` tidak dapat dibandingkan",
            f"{a.jenis} dibandingkan dengan {b.jenis}",
            "bandingkan dua nilai yang sejenis; kategori hanya dengan = dan ≠",
        )
        return k.Always()

    def _compare_text(self, op: n.CompareOp, a: Typed, b: Typed, cond: n.Cond) -> k.Cond:
        word = str(b.value.value) if isinstance(b.value, k.Const) else ""
        if a.jenis == "tanggal":
            day = _iso_date(word)
            if day:
                return k.Cmp(op, a.value, k.Const(day))
            self.complain(
                "TLK-F014", f'"{word}" bukan tanggal', "tanggal ditulis tahun-bulan-hari", 'tulis misalnya "2024-01-31"'
            )
            return k.Always()
        if a.ladder:
            rank = self._class_name(a.ladder, word)
            return k.Cmp(op, a.value, k.Const(rank)) if rank is not None else k.Always()
        if a.jenis == "kategori" and op in "=≠":
            known = self._category(a, word)
            return k.Cmp(op, a.value, k.Const(known)) if known is not None else k.Always()
        self.complain(
            "TLK-F014",
            f"`{cond_text(cond)}` tidak dapat dibandingkan",
            f"{a.jenis} dibandingkan dengan teks",
            "teks dalam kutip hanya untuk kategori (= ≠), kelas, dan tanggal",
        )
        return k.Always()

    def _compare_classes(self, op: n.CompareOp, a: Typed, b: Typed, cond: n.Cond) -> k.Cond:
        if a.ladder and b.ladder and a.ladder == b.ladder:
            return k.Cmp(op, a.value, b.value)
        self.complain(
            "TLK-F015",
            f"`{cond_text(cond)}` membandingkan dua skema kelas",
            "tangga kelas berbeda tidak sebanding",
            "pakai skema yang sama di kedua sisi, atau bandingkan dengan nama kelas dalam kutip",
        )
        return k.Always()

    def _in_list(self, value: n.Value, pilihan: tuple[str, ...], cond: n.Cond) -> k.Cond:
        typed = self.value(value)
        if typed.jenis == "salah":
            return k.Always()
        if typed.ladder:
            ranks = [self._class_name(typed.ladder, word) for word in pilihan]
            return k.In(typed.value, tuple(rank for rank in ranks if rank is not None))
        if typed.jenis == "kategori":
            names = [self._category(typed, word) for word in pilihan]
            return k.In(typed.value, tuple(name for name in names if name is not None))
        self.complain(
            "TLK-F014",
            f"`{cond_text(cond)}` tidak dapat diperiksa",
            "`dalam (…)` hanya untuk kategori dan kelas",
            "pakai pembanding < ≤ = ≥ >",
        )
        return k.Always()

    def _class_name(self, ladder: Ladder, word: str) -> int | None:
        names = [name.casefold() for name in ladder.names]
        if word.casefold() in names:
            return names.index(word.casefold())
        self.complain(
            "TLK-F016",
            f'kelas "{word}" tidak ada dalam skema "{ladder.nama}"',
            "kelasnya: " + ", ".join(ladder.names),
            maksud_anda(word, ladder.names) or "pilih salah satu kelas itu",
        )
        return None

    def _category(self, typed: Typed, word: str) -> str | None:
        for name in typed.pilihan:
            if name.casefold() == word.casefold():
                return name
        column = typed.value.nama if isinstance(typed.value, k.Col) else "kolom"
        self.complain(
            "TLK-F016",
            f'"{word}" bukan pilihan `{column}`',
            "pilihannya: " + ", ".join(typed.pilihan),
            maksud_anda(word, typed.pilihan) or "pilih salah satunya",
        )
        return None

    # --- values -------------------------------------------------------------------------------------------------------

    def value(self, value: n.Value) -> Typed:
        """The meaning of a row value; `jenis` is `salah` where a complaint was already made."""
        match value:
            case n.Field():
                return self._field(value)
            case n.RowNumber(value=number):
                return self._number(number, None, value_text(value))
            case n.RowText(value=text):
                return Typed(k.Const(text), "teks tetap")
            case n.RowParam(kode=kode):
                return self._param(kode)
            case n.RowArith(op=op, left=left, right=right):
                return self._arith(op, self.value(left), self.value(right), value_text(value))
            case n.Kelas(field=column, skema=skema):
                return self._kelas(column, skema)
            case n.PeriodEdge(edge=edge):
                return Typed(k.Edge(edge), "tanggal")
            case n.Hari(start=start, end=end):
                return self._hari(start, end)

    def _field(self, column: n.Field) -> Typed:
        word = self.register.kolom.get(column.nama)
        if word is None:
            names = tuple(self.register.kolom)
            self.complain(
                "TLK-F011",
                f"`{column.nama}` bukan kolom register {self.register.nama}",
                "kolomnya: " + ", ".join(names),
                maksud_anda(column.nama, names) or "pilih salah satu kolom itu",
            )
            return Typed(k.Const(0), "salah")
        if column.lag > 1:
            self.complain(
                "TLK-F012",
                f"`{value_text(column)}` tidak dapat dipakai di dalam syarat",
                "di dalam syarat hanya ada `tahun lalu`, satu tahun sebelumnya",
                "taruh `tahun n-2` sesudah totalnya, misalnya banyak(…) tahun n-2",
            )
            return Typed(k.Const(0), "salah")
        if column.lag and not self.register.panel:
            self.complain(
                "TLK-F012",
                f"register {self.register.nama} tidak mengenal `{value_text(column)}`",
                "barisnya bukan satu per entitas dan tahun, sehingga baris tahun lalunya tidak tentu",
                "taruh `tahun lalu` sesudah totalnya, misalnya banyak(…) tahun lalu",
            )
            return Typed(k.Const(0), "salah")
        unit = Unit.of(word.satuan) if word.jenis == "bilangan" else None
        return Typed(k.Col(word.nama, column.lag), word.jenis, unit, word.skala, _bound(word), None, word.pilihan)

    def _number(self, number: Fraction, unit: Unit | None, written: str) -> Typed:
        scale = 0
        while (number * 10**scale).denominator != 1 and scale <= 18:
            scale += 1
        scaled = number * 10**scale
        if scaled.denominator != 1:
            self.complain(
                "TLK-F017",
                f"{written} tidak dapat ditulis sebagai desimal",
                "syarat baris dihitung dengan bilangan bulat",
                "pakai angka dengan desimal yang berakhir",
            )
            return Typed(k.Const(0), "salah")
        if not self._fits(abs(int(scaled)), written):
            return Typed(k.Const(0), "salah")
        return Typed(k.Const(int(scaled)), "bilangan", unit, scale, abs(int(scaled)))

    def _param(self, kode: str) -> Typed:
        found = self.vocabulary.param.get(kode)
        if found is None:
            self.complain(
                "TLK-F018",
                f"parameter `{kode}` tidak dikenal",
                "parameter bertanggal ada di paket isi",
                maksud_anda(kode, tuple(self.vocabulary.param)) or "lihat daftar parameter",
            )
            return Typed(k.Const(0), "salah")
        return self._number(found[0], Unit.of(found[1]), f"param({kode})")

    def _kelas(self, column: n.Field, skema: str) -> Typed:
        ladder = next((lad for name, lad in self.vocabulary.ladders.items() if name.casefold() == skema.casefold()), None)
        typed = self._field(column)
        if ladder is None:
            names = tuple(self.vocabulary.ladders)
            self.complain(
                "TLK-F019",
                f'skema kelas "{skema}" tidak dikenal',
                "skemanya: " + (", ".join(names) or "belum ada"),
                maksud_anda(skema, names) or "pilih salah satu skema itu",
            )
            return Typed(k.Const(0), "salah")
        if typed.jenis == "salah" or not isinstance(typed.value, k.Col):
            return Typed(k.Const(0), "salah")
        if typed.jenis != "bilangan" or typed.unit != Unit.of(ladder.satuan):
            self.complain(
                "TLK-F019",
                f'`{column.nama}` tidak dapat digolongkan dengan skema "{ladder.nama}"',
                f"skema itu untuk {ladder.satuan}",
                "pakai kolom dengan satuan itu",
            )
            return Typed(k.Const(0), "salah")
        bounds = tuple(min(upper * 10**typed.scale, LIMIT - 1) for _, upper in ladder.kelas)  # no value is above that
        return Typed(k.ClassRank(typed.value, bounds), "kelas", ladder=ladder)

    def _hari(self, start: n.Field | n.PeriodEdge, end: n.Field | n.PeriodEdge) -> Typed:
        a, b = self.value(start), self.value(end)
        if "salah" in (a.jenis, b.jenis):
            return Typed(k.Const(0), "salah")
        if not a.jenis == b.jenis == "tanggal":
            self.complain(
                "TLK-F014",
                "hari(…) perlu dua tanggal",
                f"yang diberikan: {a.jenis} dan {b.jenis}",
                "pakai kolom tanggal, awal periode, atau akhir periode",
            )
            return Typed(k.Const(0), "salah")
        return Typed(k.Days(a.value, b.value), "bilangan", Unit.of("hari"), 0, 10**7)

    def _arith(self, op: str, a: Typed, b: Typed, written: str) -> Typed:
        if "salah" in (a.jenis, b.jenis):
            return Typed(k.Const(0), "salah")
        if not a.jenis == b.jenis == "bilangan":
            self.complain(
                "TLK-F014",
                f"`{written}` tidak dapat dihitung",
                f"{a.jenis} dihitung dengan {b.jenis}",
                "hitungan di dalam baris hanya untuk kolom bilangan",
            )
            return Typed(k.Const(0), "salah")
        if op == "*":
            unit = None if a.unit is b.unit is None else (a.unit or Unit()).times(b.unit or Unit())
            result = Typed(k.Calc("*", a.value, b.value), "bilangan", unit, a.scale + b.scale, a.bound * b.bound)
        else:
            self._same_unit(a, b, written)
            scale = max(a.scale, b.scale)
            a, b = self._aligned(a, scale), self._aligned(b, scale)
            calc = k.Calc("+" if op == "+" else "-", a.value, b.value)
            result = Typed(calc, "bilangan", a.unit or b.unit, scale, a.bound + b.bound)
        return result if self._fits(result.bound, written) else Typed(k.Const(0), "salah")

    def _fits(self, bound: int, written: str) -> bool:
        """Whether a value proved to be at most `bound` fits what every engine counts with."""
        if bound >= LIMIT:
            self.complain(
                "TLK-F020",
                f"`{written}` dapat melampaui batas 63 bit",
                f"nilai terbesarnya {bound}",
                "kurangi perkalian atau desimal, atau turunkan `terbesar` kolom dalam skema registernya",
            )
        return bound < LIMIT

    def _aligned(self, typed: Typed, scale: int) -> Typed:
        if typed.scale == scale:
            return typed
        factor = 10 ** (scale - typed.scale)
        value = (
            k.Const(typed.value.value * factor)
            if isinstance(typed.value, k.Const) and isinstance(typed.value.value, int)
            else k.Calc("*", typed.value, k.Const(factor))
        )
        return Typed(value, typed.jenis, typed.unit, scale, typed.bound * factor)

    def _same_unit(self, a: Typed, b: Typed, written: str) -> None:
        if a.unit is not None and b.unit is not None and a.unit != b.unit:
            self.complain(
                "TLK-F021",
                f"`{written}` mencampur {a.unit} dengan {b.unit}",
                "satuan yang berbeda tidak dapat disatukan",
                "pakai kolom dengan satuan yang sama",
            )


def _bound(word: ColumnWord) -> int:
    return int(word.terbesar * 10**word.skala)


def _iso_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

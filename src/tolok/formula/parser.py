"""Text → syntax tree. Spelling mistakes come back as Issues that say what was meant."""

import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from tolok.formula import nodes as n
from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.number import parse_angka

WORDS = (
    "banyak",
    "jumlah",
    "rata",
    "persen",
    "pertumbuhan",
    "data",
    "param",
    "terbesar",
    "terkecil",
    "kelas",
    "hari",
    "ada",
    "kosong",
    "yang",
    "dari",
    "dan",
    "atau",
    "bukan",
    "dalam",
)
"""Every word that the language reserves; the manual names each of them."""

CALLS = WORDS[: WORDS.index("yang")]
"""The words that are followed by parentheses."""
_LAST_WORD = re.compile(r"(\w+)\s*$")
_MAX_LENGTH = 20_000
_MAX_DEPTH = 30
_MAX_CHAIN = 120
"""Operators in one formula: a chain of them is as deep as parentheses, for us and for the engines' own parsers."""
_CHAIN = re.compile(r"[-+*/×÷−]|\b(?:dan|atau|bukan|tahun|triwulan)\b", re.IGNORECASE)
_COMPARE: dict[str, n.CompareOp] = {"<>": "≠", "!=": "≠", "<=": "≤", ">=": "≥"}


def parse(text: str) -> n.Formula:
    """The syntax tree of `text`. Raises IssueError (TLK-F001 … F004) that names the place in the official's words."""
    _refuse_monsters(text)
    try:
        formula: n.Formula = _lark().parse(text)
    except UnexpectedInput as error:
        raise IssueError(_unexpected(text, error)) from None
    return formula


def _refuse_monsters(text: str) -> None:
    depth = deepest = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        deepest = max(deepest, depth)
    if len(text) > _MAX_LENGTH or deepest > _MAX_DEPTH or len(_CHAIN.findall(text)) > _MAX_CHAIN:
        raise IssueError(
            Issue(
                "TLK-F004",
                "salah",
                "rumus",
                "rumus terlalu panjang atau kurungnya terlalu dalam",
                f"batasnya {_MAX_LENGTH} huruf, {_MAX_DEPTH} kurung bersarang, dan {_MAX_CHAIN} operator",
                "pecah rumus menjadi bagian bernama",
            )
        )


@cache
def _lark() -> Lark:
    grammar = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    # Built while parsing: no second walk, and no recursion over what somebody typed.
    return Lark(grammar, parser="lalr", lexer="contextual", transformer=_Build(), maybe_placeholders=True)


def _unexpected(text: str, error: UnexpectedInput) -> Issue:
    where = f"rumus, baris {error.line}" if error.line and error.line > 0 else "rumus"
    if not text.strip():
        return Issue(
            "TLK-F001",
            "salah",
            "rumus",
            "rumus kosong",
            "tidak ada yang dapat dihitung",
            "tulis rumus, misalnya banyak(koperasi_tahunan)",
        )
    if isinstance(error, UnexpectedEOF) or (isinstance(error, UnexpectedToken) and error.token.type == "$END"):
        return Issue(
            "TLK-F001",
            "salah",
            where,
            "rumus berakhir sebelum selesai",
            "masih ada kurung atau bagian yang kurang",
            "lengkapi kurung tutup atau bagian di akhir rumus",
        )
    if isinstance(error, UnexpectedCharacters):
        char = text[error.pos_in_stream] if error.pos_in_stream is not None else "?"
        return Issue(
            "TLK-F001",
            "salah",
            where,
            f"tanda {char!r} tidak dikenal",
            "bahasa rumus tidak memakai tanda itu",
            _SIGNS.get(char, "hapus tanda itu; kategori ditulis dalam tanda kutip ganda"),
        )
    return _misplaced(text, error, where)


def _misplaced(text: str, error: UnexpectedInput, where: str) -> Issue:
    word = str(error.token) if isinstance(error, UnexpectedToken) else "?"
    guess = maksud_anda(word, WORDS) if word.casefold() not in WORDS else ""
    if word == "(" and error.pos_in_stream is not None:
        before = _LAST_WORD.search(text[: error.pos_in_stream])
        if before:
            word = before[1]
            guess = maksud_anda(word, CALLS)
    return Issue(
        "TLK-F001",
        "salah",
        where,
        f"`{word}` tidak dapat berdiri di sini",
        "susunan rumus terputus pada kata itu",
        guess or _PLACES.get(word.casefold(), "periksa kata sebelum dan sesudahnya; argumen dipisah dengan titik koma"),
    )


_SIGNS = {
    ",": "argumen dipisah dengan titik koma; koma hanya untuk desimal",
    "'": 'kategori ditulis dalam tanda kutip ganda, misalnya "mikro"',
    "%": "hapus tanda %; angka persen ditulis * 100 di akhir rumus",
}
_PLACES = {
    "tahun lalu": "taruh `tahun lalu` sesudah kurung tutup totalnya, misalnya jumlah(R.k) tahun lalu",
    "penyebut": "Maksud Anda `penyebut semua`?",
}


def _bad_number(token: Token) -> IssueError:
    text = str(token).rstrip(".,")
    guess = text.replace(".", "§").replace(",", ".").replace("§", ",") if text.count(".") + text.count(",") == 1 else ""
    return IssueError(
        Issue(
            "TLK-F002",
            "salah",
            f"rumus, angka {text}",
            f"`{text}` bukan angka Indonesia",
            "koma menandai desimal dan titik memisah ribuan",
            f"Maksud Anda {guess}?" if guess else "tulis misalnya 1.500,25",
        )
    )


def _number(token: Token) -> Fraction:
    value = parse_angka(str(token))
    if value is None:
        raise _bad_number(token)
    return value


def _years(token: Token | None) -> int:
    if token is None:
        return 0
    text = str(token).casefold()
    return 1 if text.endswith("lalu") else int("".join(c for c in text if c.isdigit()))


def _name(token: Token) -> str:
    return str(token).casefold()


def _unquote(token: Token) -> str:
    return str(token)[1:-1].strip()


class _Build(Transformer[Any, Any]):  # type: ignore[misc]  # lark ships no types here
    """One method per rule of grammar.lark; children arrive built."""

    def start(self, items: list[Any]) -> n.Formula:
        return n.Formula(tuple(items[:-1]), items[-1])

    def part(self, items: list[Any]) -> n.Part:
        nama, expr, legend = items
        return n.Part(str(nama), expr, _unquote(legend) if legend else "")

    def add(self, items: list[Any]) -> n.Expr:
        return n.Arith("+", items[0], items[-1])

    def sub(self, items: list[Any]) -> n.Expr:
        return n.Arith("-", items[0], items[-1])

    def mul(self, items: list[Any]) -> n.Expr:
        return n.Arith("*", items[0], items[-1])

    def div(self, items: list[Any]) -> n.Expr:
        return n.Arith("/", items[0], items[-1])

    def neg(self, items: list[Any]) -> n.Expr:
        return n.Minus(items[-1])

    def offset(self, items: list[Any]) -> n.Expr:
        return n.Offset(items[0], _years(items[1]))

    def quarter(self, items: list[Any]) -> n.Expr:
        return n.InQuarter(items[0])

    def number(self, items: list[Any]) -> n.Expr:
        return n.Number(_number(items[0]))

    def bad_number(self, items: list[Any]) -> n.Expr:
        raise _bad_number(items[0])

    def part_ref(self, items: list[Any]) -> n.Expr:
        return n.PartRef(str(items[0]))

    def banyak(self, items: list[Any]) -> n.Expr:
        return n.Aggregate("banyak", _name(items[1]), None, items[2])

    def jumlah(self, items: list[Any]) -> n.Expr:
        return _column_total("jumlah", items[1], items[2])

    def rata(self, items: list[Any]) -> n.Expr:
        return _column_total("rata", items[1], items[2])

    def persen(self, items: list[Any]) -> n.Expr:
        _, register, where, among, all_below = items
        return n.Persen(_name(register), where, among, all_below is not None)

    def pertumbuhan(self, items: list[Any]) -> n.Expr:
        return n.Growth(items[1])

    def data(self, items: list[Any]) -> n.Expr:
        return n.Data(_name(items[1]))

    def param(self, items: list[Any]) -> n.Expr:
        return n.Param(_name(items[1]))

    def terbesar(self, items: list[Any]) -> n.Expr:
        return n.Extreme("terbesar", items[1], items[2])

    def terkecil(self, items: list[Any]) -> n.Expr:
        return n.Extreme("terkecil", items[1], items[2])

    def column(self, items: list[Any]) -> n.Value:
        return n.Field(_name(items[1]), 0, _name(items[0]))

    def row_add(self, items: list[Any]) -> n.Value:
        return n.RowArith("+", items[0], items[-1])

    def row_sub(self, items: list[Any]) -> n.Value:
        return n.RowArith("-", items[0], items[-1])

    def row_mul(self, items: list[Any]) -> n.Value:
        return n.RowArith("*", items[0], items[-1])

    def row_neg(self, items: list[Any]) -> n.Value:
        return n.RowArith("-", n.RowNumber(Fraction(0)), items[-1])

    def row_number(self, items: list[Any]) -> n.Value:
        return n.RowNumber(_number(items[0]))

    def row_bad_number(self, items: list[Any]) -> n.Value:
        raise _bad_number(items[0])

    def row_param(self, items: list[Any]) -> n.Value:
        return n.RowParam(_name(items[1]))

    def string(self, items: list[Any]) -> n.Value:
        return n.RowText(_unquote(items[0]))

    def kelas(self, items: list[Any]) -> n.Value:
        return n.Kelas(items[1], _unquote(items[2]))

    def hari(self, items: list[Any]) -> n.Value:
        return n.Hari(items[1], items[2])

    def period_start(self, _items: list[Any]) -> n.Value:
        return n.PeriodEdge("awal")

    def period_end(self, _items: list[Any]) -> n.Value:
        return n.PeriodEdge("akhir")

    def field(self, items: list[Any]) -> n.Field:
        return n.Field(_name(items[0]), _years(items[1]))

    def compare(self, items: list[Any]) -> n.Cond:
        op = str(items[1])
        return n.Compare(_COMPARE.get(op, op), items[0], items[2])  # type: ignore[arg-type]  # COMPARE holds only these

    def equals(self, items: list[Any]) -> n.Cond:
        return n.Compare("=", items[0], items[1])

    def in_list(self, items: list[Any]) -> n.Cond:
        return n.InList(items[0], tuple(_unquote(item) for item in items[2:]))

    def known(self, items: list[Any]) -> n.Cond:
        return n.Known(items[1])

    def empty(self, items: list[Any]) -> n.Cond:
        return n.Known(items[1], empty=True)

    def truth(self, items: list[Any]) -> n.Cond:
        return n.Truth(items[0])

    def both(self, items: list[Any]) -> n.Cond:
        return n.Both(items[0], items[1])

    def either(self, items: list[Any]) -> n.Cond:
        return n.Either(items[0], items[1])

    def negate(self, items: list[Any]) -> n.Cond:
        return n.Negate(items[0])


def _column_total(kind: str, expr: n.Value, where: n.Cond | None) -> n.Expr:
    registers = sorted({field.register for field in fields_of(expr) if field.register})
    if len(registers) != 1:
        found = ", ".join(registers) or "tidak ada"
        raise IssueError(
            Issue(
                "TLK-F003",
                "salah",
                f"rumus, {kind}(…)",
                f"{kind}() perlu kolom dari tepat satu register; ditemukan: {found}",
                "satu total dihitung atas baris satu register",
                "pisahkan menjadi beberapa total, misalnya jumlah(R.a) + jumlah(S.b)",
            )
        )
    return n.Aggregate("jumlah" if kind == "jumlah" else "rata", registers[0], expr, where)


def fields_of(value: n.Value) -> list[n.Field]:
    """Every field in a row expression, in the order of writing."""
    match value:
        case n.Field():
            return [value]
        case n.RowArith(left=left, right=right):
            return fields_of(left) + fields_of(right)
        case n.Kelas(field=field):
            return [field]
        case n.Hari(start=start, end=end):
            return fields_of(start) + fields_of(end)
        case _:
            return []

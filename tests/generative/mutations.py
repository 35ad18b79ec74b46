"""Single-token changes of a formula: operator, number, field, offset, condition. What a tired hand or a bad scan does."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from lark import Lark

import tolok.formula
from tolok.formula.vocabulary import Vocabulary

OPERATORS = {
    "PLUS": "-*/", "MINUS": "+*/", "TIMES": "+-/", "DIVIDE": "+-*", "COMPARE": "=≠<≤>≥", "EQUAL": "≠<≤>≥",
}  # fmt: skip
WORDS = {
    "BANYAK": ("jumlah", "rata"), "JUMLAH": ("rata", "banyak"), "RATA": ("jumlah", "banyak"),
    "DAN": ("atau",), "ATAU": ("dan",), "BUKAN": ("",), "ADA": ("kosong",), "KOSONG": ("ada",),
    "TERBESAR": ("terkecil",), "TERKECIL": ("terbesar",), "PERTUMBUHAN": ("",), "DARI": ("yang",), "YANG": ("dari",),
    "YEARS_BACK": ("tahun n-2", ""), "PERIOD_START": ("akhir periode",), "PERIOD_END": ("awal periode",),
    "PERSEN": ("banyak",),
}  # fmt: skip


@dataclass(frozen=True)
class Mutation:
    """`kind`: operator, number, field, offset or condition."""

    kode: str
    kind: str
    text: str
    change: str


def lexer() -> Lark:
    """The language's own words, with their places in the text."""
    grammar = Path(tolok.formula.__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar.replace("YANG", "YANG").replace("DARI", "DARI").replace("DAN", "DAN").replace("ATAU", "ATAU")
                .replace("BUKAN", "BUKAN"), parser="lalr", keep_all_tokens=True)  # fmt: skip


def mutations(kode: str, text: str, vocabulary: Vocabulary, lark: Lark, rng: Random) -> list[Mutation]:
    """Every single-token change of one formula, in random order."""
    found = []
    for token in lark.parse(text).scan_values(lambda value: value is not None):
        for kind, new in _changes(token, text, vocabulary, rng):
            changed = text[: token.start_pos] + new + text[token.end_pos :]
            found.append(Mutation(kode, kind, changed, f"{token} → {new or '(dihapus)'}"))
    rng.shuffle(found)
    return found


def _changes(token: Any, text: str, vocabulary: Vocabulary, rng: Random) -> Iterator[tuple[str, str]]:
    old = str(token)
    if token.type in OPERATORS:
        kind = "condition" if token.type in ("COMPARE", "EQUAL") else "operator"
        yield from ((kind, new) for new in OPERATORS[token.type] if new != old)
    elif token.type in WORDS:
        kind = (
            "offset"
            if token.type == "YEARS_BACK"
            else "condition"
            if token.type in ("DAN", "ATAU", "BUKAN", "DARI", "YANG")
            else "operator"
        )
        yield from ((kind, new) for new in WORDS[token.type])
    elif token.type == "NUMBER":
        digits = old.replace(".", "")
        yield from (("number", new) for new in {digits + "0", f"{digits},5" if "," not in digits else "1", "7"} - {old})
    elif token.type == "NAME":
        yield from (("field", new) for new in _names(old.casefold(), vocabulary, rng))
    elif token.type == "STRING":
        yield from (("condition", f'"{new}"') for new in _texts(old.strip('"'), vocabulary))
    elif token.type == "RPAR" and text[token.end_pos :].lstrip()[:5].casefold() != "tahun":
        yield "offset", ") tahun lalu"


def _names(old: str, vocabulary: Vocabulary, rng: Random) -> list[str]:
    if old in vocabulary.registers:
        others = [nama for nama in vocabulary.registers if nama != old]
    elif old in vocabulary.data:
        others = [kode for kode in vocabulary.data if kode != old]
    elif old in vocabulary.param:
        others = [kode for kode in vocabulary.param if kode != old]
    else:
        owners = [register for register in vocabulary.registers.values() if old in register.kolom]
        others = sorted({nama for register in owners for nama in register.kolom if nama != old})
        swapped = old[:-1] if len(old) > 2 else old + "x"
        return [*rng.sample(others, min(9, len(others))), swapped]
    return others


def _texts(old: str, vocabulary: Vocabulary) -> list[str]:
    if old.casefold() in (nama.casefold() for nama in vocabulary.ladders):
        return [nama for nama in vocabulary.ladders if nama.casefold() != old.casefold()]
    for ladder in vocabulary.ladders.values():
        if old.casefold() in ladder.names:
            return [nama for nama in ladder.names if nama != old.casefold()]
    for register in vocabulary.registers.values():
        for kolom in register.kolom.values():
            if old.casefold() in (nama.casefold() for nama in kolom.pilihan):
                return [nama for nama in kolom.pilihan if nama.casefold() != old.casefold()]
    return []

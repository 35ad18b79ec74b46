"""A formula text as an editor shows it, also while it is wrong: coloured pieces, the place of a complaint, its mending.

Nothing is decided here: a guess is replaced only where a person asks for it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from tolok.formula.parser import WORDS
from tolok.values.issue import Issue

JenisPotongan = Literal["kata", "teks", "angka", "nama", "tanda", "jarak"]

_PHRASES = r"tahun\s+lalu|tahun\s+n\s*[-−]\s*\d{1,2}|dalam\s+triwulan|awal\s+periode|akhir\s+periode|penyebut\s+semua"
_PIECE = re.compile(
    rf'(?P<teks>"[^"\n]*"?)|(?P<jarak>\s+)|(?P<kata>\b(?:{_PHRASES}|{"|".join(WORDS)})\b)'
    r"|(?P<angka>\d[\d.,]*)|(?P<nama>[^\W\d]\w*)|(?P<tanda>.)",
    re.IGNORECASE | re.DOTALL,
)
_WRONG = re.compile(r'`([^`]+)`|"([^"]+)"')
_GUESS = re.compile(r"Maksud Anda (?:`([^`]+)`|(\S[^?]*))\?")


@dataclass(frozen=True)
class PotonganRumus:
    """A piece of the text with its position; together the pieces are the text."""

    jenis: JenisPotongan
    teks: str
    mulai: int

    @property
    def akhir(self) -> int:
        return self.mulai + len(self.teks)


def pieces(text: str) -> tuple[PotonganRumus, ...]:
    """The text cut into words, names, numbers, quoted texts, signs and space; also where it is no formula."""
    found = (PotonganRumus(match.lastgroup, match[0], match.start()) for match in _PIECE.finditer(text))  # type: ignore[arg-type]  # groups are named as the kinds
    return tuple(found)


def guess_of(issue: Issue) -> tuple[str, str] | None:
    """(what is written, what was probably meant) where the complaint asks "Maksud Anda …?", else None."""
    meant, wrong = _GUESS.search(issue.saran), _WRONG.search(issue.apa)
    if meant is None or wrong is None:
        return None
    return wrong[1] or wrong[2], meant[1] or meant[2]


def places_of(text: str, written: str) -> tuple[PotonganRumus, ...]:
    """Where a word, name or number stands in the text as a piece of its own, whatever its case; not inside quotes."""
    wanted = written.casefold()
    found = [one for one in pieces(text) if one.jenis != "jarak" and one.teks.rstrip(".,").casefold() == wanted]
    if found:
        return tuple(found)
    return tuple(one for one in pieces(text) if one.jenis == "teks" and one.teks.strip('"').strip().casefold() == wanted)


def replaced(text: str, places: Sequence[PotonganRumus], by: str) -> str:
    """The text with other words at these places; a quoted text stays quoted."""
    for place in sorted(places, key=lambda one: -one.mulai):
        put = f'"{by}"' if place.jenis == "teks" and '"' not in by else by
        text = text[: place.mulai] + put + text[place.akhir :]
    return text


def mended(text: str, written: str, meant: str, faults: Callable[[str], int]) -> str:
    """The text in which `written` is replaced by `meant` at the one place, or else everywhere, that leaves the fewest
    `faults`; the text itself where `written` does not stand in it.

    A name may be right in one register and wrong in another: so one place is tried before all of them.
    """
    places = places_of(text, written)
    tries = [(place,) for place in places] + ([tuple(places)] if len(places) > 1 else [])
    texts = [replaced(text, one, meant) for one in tries]
    return min(texts, key=faults) if texts else text


def line_of(text: str, position: int) -> int:
    """The number of the line in which a position lies, from 1."""
    return text.count("\n", 0, position) + 1

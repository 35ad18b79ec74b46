"""Where the header of a sheet stands, and which of its columns are which columns of the schema.

Headers come with title lines above, in two rows with merged parents, with units, typing errors, a row of column
numbers below. Names of the schema match exactly first, then labels, then synonyms, then with small typing errors.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from tolok.registers.cell_numbers import MULTIPLIERS
from tolok.registers.cell_text import NUMBER, shown
from tolok.registers.schema import Kolom, Schema

SEARCHED = 20
_FUZZY = 3
_NUMERIC = ("bilangan", "angka")
_UNITS = frozenset({"rp", "rupiah", "idr", "dalam", "orang", "unit", "persen", *MULTIPLIERS})
_MONEY_WORDS = frozenset({"rp", "rupiah", "idr", "dalam", *MULTIPLIERS})

_LIKE, _WORD_LIKE, _CLEARLY, _ASKED = 0.85, 0.72, 0.05, 0.75
_LONGEST = 120

Row = Sequence[str]
Claim = tuple[int, Kolom]


@dataclass(frozen=True)
class Heading:
    """One matched column: its position, the header as delivered, how sure (0 name, 1 label, 2 synonym, 3 fuzzy)."""

    kolom: Kolom
    posisi: int
    judul: str
    rank: int
    pangkat: int = 0


@dataclass(frozen=True)
class HeaderMatch:
    """The header of a sheet. Rows are zero-based: the header is `start` … `end`-1, data begin at `data`.

    `rangkap`: headers that claim a column with equal right; `lain`: headers that match nothing.
    """

    start: int
    end: int
    data: int
    width: int
    headings: tuple[Heading, ...]
    rangkap: tuple[tuple[str, tuple[str, ...]], ...] = ()
    lain: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(heading.kolom.nama for heading in self.headings)

    def missing(self, schema: Schema) -> tuple[Kolom, ...]:
        """Required columns without a header, and a key when there is none; the delivery itself names the period."""
        wanted = {k.nama for k in schema.kolom if k.wajib and k.nama != schema.periode}
        keys = [set(kunci.split("+")) for kunci in schema.kunci]
        if not any(key <= self.names for key in keys):
            wanted |= keys[0]
        return tuple(k for k in schema.kolom if k.nama in wanted - self.names)

    def near_misses(self, schema: Schema) -> list[tuple[str, Kolom]]:
        """Unknown headers that may be a column of the register which is missing: to be asked, never guessed.

        In a file that otherwise uses the register's own names or labels, every unknown header is one.
        """
        absent = [k for k in schema.kolom if k.nama not in self.names and not k.pribadi]
        ours = all(h.rank <= 1 for h in self.headings) and 2 * len(self.headings) >= len(schema.kolom)
        found = []
        for title in self.lain if absent else ():
            scores = [max(_likeness(normal(title), normal(name)) for _, name in _names(k)) for k in absent]
            if max(scores) >= _ASKED or ours:
                found.append((title, absent[scores.index(max(scores))]))
        return found


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """Header text for comparing: lower case, words only, without units and multipliers at its end."""
    words = _words(text)
    while len(words) > 1 and words[-1] in _MONEY_WORDS:
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=4096)
def _split(text: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKC", shown(text)).casefold()
    return tuple(re.findall(r"[^\W_]+|%", folded))


def _words(text: str) -> list[str]:
    return list(_split(text))


_BRACKETS = re.compile(r"\(([^()]*)\)")


def header_powers(text: str) -> frozenset[int]:
    """Powers of ten that a header names: {6} for `Omset (Rp juta)` and `Aset dalam jutaan`, none for `Aset 50 juta`."""
    words = [word for part in _BRACKETS.findall(text.casefold()) for word in _words(part)]
    tail = _words(text)
    behind: list[str] = []
    while tail and tail[-1] in _MONEY_WORDS:
        behind.append(tail.pop())
    if not (tail and tail[-1].isdigit()):
        words += behind
    return frozenset(MULTIPLIERS[word] for word in words if word in MULTIPLIERS)


def _names(kolom: Kolom) -> list[tuple[int, str]]:
    return [(0, kolom.nama), (1, kolom.label), *((2, name) for name in kolom.sinonim)]


@lru_cache(maxsize=8192)
def _likeness(one: str, other: str) -> float:
    left, right = one.split(), other.split()
    if len(left) != len(right) or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return 0.0
    for a, b in zip(left, right, strict=True):
        if a != b and (min(len(a), len(b)) <= 3 or SequenceMatcher(None, a, b).ratio() < _WORD_LIKE):
            return 0.0
    return SequenceMatcher(None, one, other).ratio()


class _Names:
    """All names of a register's columns, looked up by header text; built once per search."""

    def __init__(self, schema: Schema):
        self.exact: dict[str, Claim] = {}
        self.by_length: dict[int, list[tuple[str, Kolom]]] = {}
        self.known: dict[str, Claim | None] = {}
        for kolom in schema.kolom:
            for rank, name in _names(kolom):
                words = normal(name)
                self.by_length.setdefault(len(words.split()), []).append((words, kolom))
                key = words.replace(" ", "")
                if key not in self.exact or rank < self.exact[key][0]:
                    self.exact[key] = (rank, kolom)

    def find(self, text: str) -> Claim | None:
        """The column that a header names, and how surely."""
        if text not in self.known:
            wanted = normal(text) if len(text) <= _LONGEST else ""
            exact = self.exact.get(wanted.replace(" ", ""))
            self.known[text] = exact or (self._fuzzy(wanted) if wanted else None)
        return self.known[text]

    def _fuzzy(self, wanted: str) -> Claim | None:
        """The one column whose name is wanted up to typing errors: as many words, each alike, short words equal."""
        scores: dict[str, tuple[float, Kolom]] = {}
        for name, kolom in self.by_length.get(len(wanted.split()), ()):
            score = _likeness(wanted, name)
            if score > scores.get(kolom.nama, (0.0, kolom))[0]:
                scores[kolom.nama] = (score, kolom)
        ranked = sorted(scores.values(), key=lambda pair: -pair[0])
        if not ranked or ranked[0][0] < _LIKE:
            return None
        rival = ranked[1][0] if len(ranked) > 1 else 0.0
        return (_FUZZY, ranked[0][1]) if ranked[0][0] - rival >= _CLEARLY else None


def find_header(rows: Sequence[Row], schema: Schema) -> HeaderMatch | None:
    """The best header within the first 20 rows, in one row or two joined ones; None when no row looks like one."""
    best: tuple[tuple[int, int, int], HeaderMatch] | None = None
    names = _Names(schema)
    for start in range(min(SEARCHED, len(rows))):
        for end in (start + 1, start + 2):
            if end > len(rows) or not any(rows[start]):
                continue
            match = _match(rows, start, end, names)
            exact = sum(1 for heading in match.headings if heading.rank < _FUZZY)
            score = (len(match.headings), exact, -(end - start))
            if exact and (best is None or score > best[0]):
                best = (score, match)
    if best is None or best[0][0] < min(2, len(schema.kolom)):
        return None
    return best[1]


def _match(rows: Sequence[Row], start: int, end: int, names: _Names) -> HeaderMatch:
    titles = _joined(rows[start], rows[start + 1]) if end - start > 1 else [(cell,) for cell in rows[start]]
    claims: dict[str, list[Heading]] = {}
    lain: list[str] = []
    for position, title in enumerate(titles):
        heading = _heading(title, position, names)
        if heading:
            claims.setdefault(heading.kolom.nama, []).append(heading)
        elif any(title):
            lain.append(shown(title[0]))
        elif any(position < len(row) and row[position] for row in rows[end:]):
            lain.append(f"(kolom ke-{position + 1} tanpa judul)")
    chosen: list[Heading] = []
    twice: list[tuple[str, tuple[str, ...]]] = []
    for nama, rivals in claims.items():
        first = min(rivals, key=lambda heading: heading.rank)
        equals = [heading for heading in rivals if heading.rank == first.rank]
        if len(equals) > 1:
            twice.append((nama, tuple(heading.judul for heading in equals)))
        chosen.append(first)
        lain += [heading.judul for heading in rivals if heading is not first]
    headings, data = _below(rows, end, tuple(chosen))
    width = max((i + 1 for i, title in enumerate(titles) if any(title)), default=0)
    return HeaderMatch(start, end, data, width, headings, tuple(twice), tuple(lain))


def _joined(parents: Row, children: Row) -> list[tuple[str, ...]]:
    """Candidates per column of a two-row header, the joined text first; a parent reaches right over its children."""
    titles: list[tuple[str, ...]] = []
    above = ""
    for position in range(max(len(parents), len(children))):
        parent = shown(parents[position]).strip() if position < len(parents) else ""
        child = shown(children[position]).strip() if position < len(children) else ""
        above = parent or (above if child else "")
        if child and above:
            titles.append((f"{above} {child}", f"{child} {above}", child))
        else:
            titles.append((child or parent,))
    return titles


def _heading(title: tuple[str, ...], position: int, names: _Names) -> Heading | None:
    found = [(*claim, i) for i, text in enumerate(title) if text and (claim := names.find(text))]
    if not found:
        return None
    rank, kolom, i = min(found, key=lambda claim: (claim[0], claim[2]))
    powers = header_powers(title[0])
    if len(powers) > 1:
        return None
    pangkat = next(iter(powers), 0) if kolom.jenis in _NUMERIC else 0
    return Heading(kolom, position, " ".join(shown(title[i]).split()), rank, pangkat)


def _below(rows: Sequence[Row], end: int, headings: tuple[Heading, ...]) -> tuple[tuple[Heading, ...], int]:
    """Steps over blank rows, column numbers and units below the header; units may hold the multiplier."""
    data = end
    while data < len(rows) and (_column_numbers(rows[data]) or _units(rows[data]) or not any(rows[data])):
        if _units(rows[data]):
            headings = tuple(_with_unit(heading, rows[data]) for heading in headings)
        data += 1
    return headings, data


def _with_unit(heading: Heading, units: Row) -> Heading:
    unit = units[heading.posisi] if heading.posisi < len(units) else ""
    powers = header_powers(f"({unit})") if heading.kolom.jenis in _NUMERIC else frozenset()
    return replace(heading, pangkat=next(iter(powers))) if len(powers) == 1 else heading


_NUMBERED = 3


def _column_numbers(row: Row) -> bool:
    """`1 2 3 4 …`, also `(1) (2) (3)`: at least three, each one more than the one before, from 1."""
    cells = [shown(cell).strip().strip("()") for cell in row if cell]
    return len(cells) >= _NUMBERED and cells == [str(i) for i in range(1, len(cells) + 1)]


def _units(row: Row) -> bool:
    """`(Rp juta)`, `(orang)`: nothing but units."""
    cells = [cell for cell in row if cell.strip()]
    return bool(cells) and all(not c.startswith(NUMBER) and _words(c) and set(_words(c)) <= _UNITS for c in cells)

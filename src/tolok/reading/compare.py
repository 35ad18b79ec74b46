"""Two documents of one office beside each other: what they say differently. Nothing is repaired, both sides are shown."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import product
from typing import Literal

from tolok.reading.draft import DraftIndikator, Found, Reading
from tolok.reading.medan import fields_of
from tolok.values.number import parse_angka

DEKAT = 0.7
"""From this share of common words on two names are taken for one indicator; where they differ that is shown as well."""
_OWN_WORDS = ("definisi", "alasan", "keterangan")
"""Fields in which every document speaks in its own words: another wording is no difference."""
_SAME_WORD = {
    "prosentase": "persentase", "presentase": "persentase", "porsentase": "persentase", "persentasi": "persentase",
    "%": "persen", "prosen": "persen", "yg": "yang", "dg": "dengan", "dgn": "dengan", "th": "tahun", "thn": "tahun",
    "×": "x", "∑": "jumlah",
}  # fmt: skip
_SPELT_ALIKE = 0.8


@dataclass(frozen=True)
class Beda:
    """One difference. `nama` is the indicator's name in the first document that has it; `medan` the field (`target.2024`),
    '' where only one document (`jenis`) has the indicator at all."""

    jenis: Literal["beda", "hanya pertama", "hanya kedua"]
    nama: str
    medan: str
    pertama: Found | None
    kedua: Found | None


def compare(a: Reading, b: Reading) -> tuple[Beda, ...]:
    """Every difference, in the order of the first document; then what only the second has."""
    pairs = _pairs(a.drafts, b.drafts)
    found: list[Beda] = []
    for at, draft in enumerate(a.drafts):
        if at in pairs:
            found += _fields(draft, b.drafts[pairs[at]])
        else:
            found.append(Beda("hanya pertama", draft.nama, "", draft.texts.get("nama"), None))
    taken = set(pairs.values())
    rest = (draft for at, draft in enumerate(b.drafts) if at not in taken)
    return (*found, *(Beda("hanya kedua", draft.nama, "", None, draft.texts.get("nama")) for draft in rest))


def same_name(a: str, b: str) -> float:
    """How near two names are: the share of words that both have (0 … 1), a misspelt word counting as itself."""
    left, right = words_of(a), words_of(b)
    if not left or not right:
        return 0.0
    rest, common = list(right), 0
    for word in left:
        match = next((one for one in rest if one == word or SequenceMatcher(None, one, word).ratio() >= _SPELT_ALIKE), None)
        if match is not None:
            rest.remove(match)
            common += 1
    return 2 * common / (len(left) + len(right))


def words_of(text: str) -> list[str]:
    """The words of a text, folded, the usual variants of spelling made one."""
    return [_SAME_WORD.get(word, word) for word in re.findall(r"[\w%∑×]+", text.casefold())]


def _pairs(left: tuple[DraftIndikator, ...], right: tuple[DraftIndikator, ...]) -> dict[int, int]:
    """Which draft of the one is which of the other: the nearest names first, each taken once."""
    near = [
        (same_name(a.nama, b.nama), -at, -other)
        for (at, a), (other, b) in product(enumerate(left), enumerate(right))
        if a.nama and b.nama and a.komponen == b.komponen
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for share, at, other in sorted(near, reverse=True):
        if share >= DEKAT and -at not in pairs and -other not in taken:
            pairs[-at] = -other
            taken.add(-other)
    return pairs


def _fields(a: DraftIndikator, b: DraftIndikator) -> Iterator[Beda]:
    """Fields about which both speak and do not say the same."""
    left, right = _values(a), _values(b)
    for medan, one in left.items():
        other = right.get(medan)
        if other is not None and not _same(medan, one, other):
            yield Beda("beda", a.nama, medan, one, other)


def _values(draft: DraftIndikator) -> Mapping[str, Found]:
    return {medan: found for medan, found in fields_of(draft).items() if medan not in _OWN_WORDS and found.text.strip()}


def _same(medan: str, a: Found, b: Found) -> bool:
    left, right = _figure(a.text), _figure(b.text)
    if "." in medan and left is not None and right is not None:
        return left == right
    return words_of(a.text) == words_of(b.text)


def _figure(text: str) -> Fraction | None:
    """A figure as printed in Indonesia, its unit left out."""
    bare = re.sub(r"(?:%|persen|orang|unit|poin)\s*$", "", text.strip(), flags=re.IGNORECASE).strip()
    return parse_angka(bare)

"""One list of measures in several tables of a document (targets of the plan, formulas, this year's promise) is one list.

Two tables belong together when at least half of the shorter one's names stand in the other. Lists that share less are
versions that stand beside each other: nothing of them is joined.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from tolok.reading.draft import Deret, DraftIndikator, Found
from tolok.reading.rules import acted

_SHARE = re.compile(r"^p[eor]+s[eor]*[ns]\w*$")
_HALF = 0.5
_SPELLING = 0.8
_NEAR = 0.75


def merge_lists(lists: Sequence[Sequence[DraftIndikator]]) -> list[DraftIndikator]:
    """All drafts of a document in order, those of tables that repeat a list joined to the first of it."""
    merged: list[list[DraftIndikator]] = []
    for drafts in lists:
        into = next((held for held in merged if _same_list(held, drafts)), None)
        if into is None:
            merged.append(list(drafts))
            continue
        acted("daftar berulang")
        left = _join(into, drafts)
        into += left
    return [draft for held in merged for draft in held]


def same_name(one: str, other: str) -> bool:
    """The same name but for spelling: word by word, a damaged word passes, another word does not."""
    a, b = _words(one), _words(other)
    if a == b:
        return bool(a)
    if len(a) != len(b):
        return False
    return all(
        x == y or (len(x) > 4 and SequenceMatcher(None, x, y, autojunk=False).ratio() >= _SPELLING)
        for x, y in zip(a, b, strict=True)
    )


def _words(text: str) -> tuple[str, ...]:
    words = re.findall(r"[\w%]+", unicodedata.normalize("NFKC", text).casefold())
    return tuple("persentase" if _SHARE.match(word) or (word == "%" and i == 0) else word for i, word in enumerate(words))


def _same_list(held: Sequence[DraftIndikator], drafts: Sequence[DraftIndikator]) -> bool:
    names, others = {_words(d.nama) for d in held if d.nama}, {_words(d.nama) for d in drafts if d.nama}
    if not names or not others:
        return False
    shared = sum(any(same_name(" ".join(a), " ".join(b)) for b in others) for a in names)
    return shared >= max(1, _HALF * min(len(names), len(others)))


def _join(into: list[DraftIndikator], drafts: Sequence[DraftIndikator]) -> list[DraftIndikator]:
    """Joins drafts to those of the same name; gives those that found none."""
    left: list[DraftIndikator] = []
    used: set[int] = set()
    for number, draft in enumerate(drafts):
        at = _partner(into, draft, used)
        if at is None and len(into) == len(drafts) and number not in used and _alike(into[number], draft):
            at = number
        if at is None:
            left.append(draft)
            continue
        used.add(at)
        into[at] = _both(into[at], draft)
    return left


def _partner(into: Sequence[DraftIndikator], draft: DraftIndikator, used: set[int]) -> int | None:
    fits = [i for i, one in enumerate(into) if i not in used and same_name(one.nama, draft.nama) and _same_aim(one, draft)]
    return fits[0] if fits else None


def _same_aim(one: DraftIndikator, other: DraftIndikator) -> bool:
    a, b = one.texts.get("sasaran"), other.texts.get("sasaran")
    return a is None or b is None or SequenceMatcher(None, _words(a.text), _words(b.text), autojunk=False).ratio() >= _NEAR


def _alike(one: DraftIndikator, other: DraftIndikator) -> bool:
    """At the same place of two equally long lists, below the same sasaran, with nearly the same name."""
    a, b = _words(one.nama), _words(other.nama)
    together = SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.6 and a[:1] == b[:1] and a[-1:] == b[-1:]
    return together and "sasaran" in one.texts and "sasaran" in other.texts and _same_aim(one, other)


def _both(one: DraftIndikator, other: DraftIndikator) -> DraftIndikator:
    """What either says; a value that they say differently becomes a question."""
    texts = {**other.texts, **one.texts}
    for key, found in other.texts.items():
        held = one.texts.get(key)
        better = held is not None and ((held.doubt and not found.doubt) or (held.inferred and not found.inferred))
        if better:
            texts[key] = found
    series: dict[Deret, dict[str, Found]] = {}
    for kind in (*one.series, *(k for k in other.series if k not in one.series)):
        mine, theirs = dict(one.series.get(kind, {})), other.series.get(kind, {})
        for year, found in theirs.items():
            mine[year] = _value(mine[year], found) if year in mine else found
        series[kind] = mine
    return replace(one, texts=texts, series=series)


def _value(held: Found, found: Found) -> Found:
    numbers = [re.findall(r"\d+(?:[.,]\d+)*|[A-Za-z]+", one.text)[:1] for one in (held, found)]
    if numbers[0] == numbers[1] or held.doubt:
        return found if held.inferred and not found.inferred and not found.doubt else held
    return replace(held, doubt=f"tabel lain dalam dokumen ini menyebut {found.text}")

"""Which definition of the catalogue a draft may mean: proposals with what was assumed; a person takes one up, or none."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tolok.catalogue.definition import Definisi
from tolok.reading.compare import words_of
from tolok.reading.draft import DraftIndikator

TERBANYAK = 3
_ENOUGH = 0.55
_SMALL = frozenset((
    "yang", "dan", "atau", "di", "ke", "dari", "pada", "untuk", "dengan", "dalam", "oleh", "per", "x", "n", "tahun",
    "jumlah", "persentase", "persen", "banyaknya", "terhadap", "dibagi", "dikali", "dikalikan", "berjalan", "lalu",
    "sebelumnya", "100", "100%",
))  # fmt: skip


@dataclass(frozen=True)
class Usul:
    """A definition that may be meant. `sama`: the words of the draft that it uses too; `anggapan`: what would have to be so,
    one sentence each. The nearest comes first; nothing is taken up by itself."""

    kode: str
    nama: str
    sama: tuple[str, ...]
    anggapan: tuple[str, ...]


def propose(draft: DraftIndikator, daftar: Iterable[Definisi]) -> tuple[Usul, ...]:
    """At most three definitions that share the weightiest words with the draft; rare words weigh more than common ones."""
    definitions = list(daftar)
    known = {one.kode: _words_of_definition(one) for one in definitions}
    often = Counter(word for words in known.values() for word in words)
    weight = {word: math.log(1 + len(definitions) / (1 + count)) for word, count in often.items()}
    rare = math.log(1 + len(definitions))
    asked, name = _words_of_draft(draft), _bare(draft.nama)

    def near(one: Definisi) -> float:
        own = _bare(one.nama)
        said = _share(asked, asked & known[one.kode], weight, rare)
        return (said + _share(own, own & name, weight, rare)) / 2

    ranked = sorted(((near(one), one) for one in definitions), key=lambda pair: (-pair[0], pair[1].kode))
    return tuple(_proposal(draft, one, asked, known[one.kode]) for share, one in ranked[:TERBANYAK] if share >= _ENOUGH)


def _share(whole: set[str], part: set[str], weight: Mapping[str, float], rare: float) -> float:
    """How much of the weight of some words lies in a part of them."""
    total = sum(weight.get(word, rare) for word in whole)
    return sum(weight.get(word, rare) for word in part) / total if total else 0.0


def _bare(text: str) -> set[str]:
    return set(words_of(text)) - _SMALL


def _words_of_draft(draft: DraftIndikator) -> set[str]:
    said = (draft.texts[key].text for key in ("nama", "formula_teks", "definisi") if key in draft.texts)
    return {word for text in said for word in _bare(text)}


def _words_of_definition(one: Definisi, printed: bool = True) -> set[str]:
    """Its own words and, with `printed`, those by which offices printed it."""
    rows = one.dokumen if printed else ()
    said = (text for row in rows for text in (row.nama, row.penjelasan, row.formula_teks) if text)
    return {word for text in (one.nama, one.definisi, one.populasi, *said) for word in _bare(text)}


def _proposal(draft: DraftIndikator, one: Definisi, asked: set[str], known: set[str]) -> Usul:
    own = _words_of_definition(one, printed=False)
    name = [word for word in words_of(draft.nama) if word in asked]
    assumed = [f"Kata “{word}” di nama tidak dipakai definisi ini." for word in dict.fromkeys(name) if word not in known]
    extra = [word for word in dict.fromkeys(words_of(one.nama)) if word in _bare(one.nama) - set(name) and len(word) > 3]
    if extra:
        assumed.append(f"Nama definisi ini menyebut {_quoted(extra)}; nama di dokumen tidak.")
    formula = draft.texts["formula_teks"].text if "formula_teks" in draft.texts else ""
    more = [word for word in dict.fromkeys(words_of(formula)) if word in asked and word not in own and word not in name]
    if more:
        assumed.append(f"Rumus di dokumen menyebut {_quoted(more)}; definisi ini tidak.")
    unit = draft.texts["satuan"].text if "satuan" in draft.texts else ""
    if unit and set(words_of(unit)).isdisjoint(words_of(f"{one.satuan} {one.satuan_tampil}")):
        assumed.append(f"Satuan di dokumen “{unit}”, di definisi “{one.satuan}”.")
    if "formula_teks" not in draft.texts:
        assumed.append("Dokumen tidak memuat rumusnya; yang dipakai rumus katalog.")
    return Usul(one.kode, one.nama, tuple(sorted(asked & known)), tuple(assumed))


def _quoted(words: list[str]) -> str:
    return ", ".join(f"“{word}”" for word in words[:6])

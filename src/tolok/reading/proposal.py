"""Which definition of the catalogue a draft may mean: proposals with what was assumed; a person takes one up, or none."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tolok.catalogue.definition import Definisi
from tolok.reading.compare import words_of
from tolok.reading.draft import DraftIndikator

TERBANYAK = 3
_ENOUGH = 0.4
_SMALL = frozenset((
    "yang", "dan", "atau", "di", "ke", "dari", "pada", "untuk", "dengan", "dalam", "oleh", "per", "x", "n", "tahun",
    "jumlah", "persentase", "persen", "banyaknya", "terhadap", "dibagi", "dikali", "dikalikan", "berjalan", "lalu",
    "sebelumnya", "100",
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
    """At most three definitions in which the words of the draft's name and formula weigh most; rare words weigh more."""
    definitions = list(daftar)
    known = {one.kode: _words_of_definition(one) for one in definitions}
    often = Counter(word for words in known.values() for word in words)
    asked = _words_of_draft(draft)
    weight = {word: math.log(1 + len(definitions) / (1 + often[word])) for word in asked}
    whole = sum(weight.values())
    ranked = sorted(
        ((sum(weight[word] for word in asked & known[one.kode]) / whole if whole else 0.0, one) for one in definitions),
        key=lambda pair: (-pair[0], pair[1].kode),
    )
    return tuple(_proposal(draft, one, asked, known[one.kode]) for share, one in ranked[:TERBANYAK] if share >= _ENOUGH)


def _words_of_draft(draft: DraftIndikator) -> set[str]:
    said = (draft.texts[key].text for key in ("nama", "formula_teks", "definisi") if key in draft.texts)
    return {word for text in said for word in words_of(text)} - _SMALL


def _words_of_definition(one: Definisi) -> set[str]:
    """Its own words and those by which offices printed it."""
    printed = (text for row in one.dokumen for text in (row.nama, row.penjelasan, row.formula_teks) if text)
    return {word for text in (one.nama, one.definisi, one.populasi, *printed) for word in words_of(text)} - _SMALL


def _proposal(draft: DraftIndikator, one: Definisi, asked: set[str], known: set[str]) -> Usul:
    name = [word for word in words_of(draft.nama) if word in asked]
    missing = [word for word in dict.fromkeys(name) if word not in known]
    assumed = [f"Kata “{word}” di dokumen tidak dipakai definisi ini." for word in missing]
    unit = draft.texts["satuan"].text if "satuan" in draft.texts else ""
    if unit and set(words_of(unit)).isdisjoint(words_of(f"{one.satuan} {one.satuan_tampil}")):
        assumed.append(f"Satuan di dokumen “{unit}”, di definisi “{one.satuan}”.")
    if "formula_teks" not in draft.texts:
        assumed.append("Dokumen tidak memuat rumusnya; yang dipakai rumus katalog.")
    return Usul(one.kode, one.nama, tuple(sorted(asked & known)), tuple(assumed))

"""How a reading is compared with what a document says: stricter than the scoring tool of the corpus, words in their order.

A field that the reader asks about is asked, never right and never silently wrong; a value that the document does not say,
or a wrong one, that is not marked, is silent: the number that must be 0.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

TEXTS = ("nama", "sasaran", "tujuan", "satuan", "formula_teks", "alasan", "penanggung_jawab", "sumber_data")
SERIES = ("target", "realisasi", "nilai", "target_ke")
_SAME = {"∑": "jumlah", "×": "x", "−": "-", "persen": "%"}


@dataclass
class Hasil:
    """How much was found, invented, right, asked, and silently wrong; `salah` says each fault."""

    found: int = 0
    invented: int = 0
    right: int = 0
    asked: int = 0
    total: int = 0
    silent: int = 0
    salah: list[str] = field(default_factory=list)


def norm(text: str) -> list[str]:
    """Words and signs of a text, folded; brackets and blanks do not count."""
    words = re.findall(r"\w+(?:[.,]\d+)*|[%∑×/+−-]", unicodedata.normalize("NFKC", text).casefold())
    return [_SAME.get(word, word) for word in words]


def compare_reading(truth: Sequence[Mapping[str, Any]], told: Sequence[Mapping[str, Any]]) -> Hasil:
    """The measures of a document against those of a reading, paired by the nearest name in order."""
    hasil, left = Hasil(), list(told)
    for one in truth:
        near = max(left, key=lambda other: _near(one, other), default=None)
        if near is None or _near(one, near) < 0.6:
            hasil.salah.append(f"tidak ditemukan: {one['nama']}")
            hasil.total += len(_values(one))
            continue
        left.remove(near)
        hasil.found += 1
        _compare(_values(one), _values(near), set(near.get("ragu") or ()), one["nama"], hasil)
    hasil.invented = len(left)
    hasil.salah += [f"tidak ada di dokumen: {one.get('nama')}" for one in left]
    return hasil


def _near(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    a, b = norm(str(one.get("nama") or "")), norm(str(other.get("nama") or ""))
    return 1.0 if a == b else SequenceMatcher(None, a, b, autojunk=False).ratio()


def _values(one: Mapping[str, Any]) -> dict[str, str]:
    texts = {key: str(one[key]) for key in TEXTS if one.get(key)}
    return texts | {f"{kind}.{year}": text for kind in SERIES for year, text in (one.get(kind) or {}).items()}


def _compare(want: Mapping[str, str], got: Mapping[str, str], unsure: set[str], name: str, hasil: Hasil) -> None:
    for key in dict.fromkeys((*want, *got)):
        hasil.total += key in want
        if key in unsure:
            hasil.asked += 1
        elif key in want and key in got and _same(key, want[key], got[key]):
            hasil.right += 1
        elif key in want or "." in key:
            hasil.silent += key in got
            hasil.salah.append(f"{name}: {key}: {want.get(key)!r} dibaca {got.get(key)!r}")


def _same(key: str, want: str, got: str) -> bool:
    """A value to the letter; a text in its letters, since a narrow column may break a word."""
    return want == got if "." in key else "".join(norm(want)) == "".join(norm(got))

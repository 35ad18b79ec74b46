"""What can be told from the words of a document alone: growth or level, sums, fractions, damage. No meaning is changed."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from fractions import Fraction

from tolok.catalogue.definition import KutipanDokumen
from tolok.values.number import parse_angka

GROWTH_WORDS = ("pertumbuhan", "peningkatan", "kenaikan", "laju", "penurunan")
OUTPUT_WORDS = (
    "terlaksananya",
    "terselenggaranya",
    "tersusunnya",
    "tersedianya",
    "terfasilitasinya",
    "jumlah laporan",
    "jumlah dokumen",
    "jumlah kegiatan",
    "jumlah rapat",
)
_PERCENT = re.compile(r"\b(persentas[ei]|prosentase|presentase|porsentase|prosestase|persen)\b|%", re.IGNORECASE)
_TIMES_100 = re.compile(r"100\s*%?|%")
_YEAR_BEFORE = re.compile(r"(?<![^\W_])[nt]\s*[-−–]\s*[1-9]\b|tahun\s+(?:lalu|sebelumnya)|tahun\s+dasar", re.IGNORECASE)
_YEAR_N = re.compile(r"(?<![^\W_])[nt](?!\w)", re.IGNORECASE)
_DIFFERENCE = re.compile(r"\s[-−–]|[-−–](?=[\s(\[∑Σ])")
_FORMULA_SIGNS = re.compile(r"[/÷∑Σ=+]|\d\s*%|\b(?:jumlah|dijumlahkan|dibagi|dibandingkan|banyaknya)\b", re.IGNORECASE)
_COUNT_WORDS = re.compile(r"^\W*jumlah\b|\bdijumlahkan\b|\bbanyaknya\b", re.IGNORECASE)
_DIVIDED = re.compile(r"[/÷]|\bdibagi\b|\bdibanding(?:kan)?\b|100\s*%|\n")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SAME_SASARAN = 0.8


def find_phrase(text: str | None, phrase: str) -> str | None:
    """`phrase` as it is spelled in `text`, where it stands there as whole words in any case and spacing."""
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    match = re.search(rf"\b{words}\b", text or "", re.IGNORECASE)
    return match[0] if match else None


def first_phrase(text: str | None, phrases: Iterable[str]) -> str | None:
    """The first of `phrases` that stands in `text`."""
    return next((phrase for phrase in phrases if find_phrase(text, phrase)), None)


def says_percent(text: str | None) -> bool:
    """Whether a name promises a percentage, in any of its spellings."""
    return bool(text and _PERCENT.search(text))


def is_formula(text: str | None) -> bool:
    """Whether a text tells how to compute, rather than only that something is surveyed or assessed."""
    return bool(text and _FORMULA_SIGNS.search(text))


def is_count(text: str | None) -> bool:
    """Whether a formula text only counts or adds up: no fraction in it."""
    return bool(text and _COUNT_WORDS.search(text.strip()) and not _DIVIDED.search(text.strip()))


def lacks_times_100(text: str | None) -> bool:
    """Whether a formula text never says × 100 or %."""
    return bool(text and not _TIMES_100.search(text))


def formulas_in(text: str | None) -> int:
    """How many finished fractions (… / … × 100 %) stand in a text."""
    return len(re.findall(r"[x×*]\s*100\s*%", text, re.IGNORECASE)) if text else 0


def growth_base_fault(text: str | None, growth: bool) -> str | None:
    """Why the base of a printed growth is wrong or unknown; None where it is right or no growth is printed.

    A growth is a difference of terms that carry a year index; its base is what it is divided by. `growth`: a growth is
    known to be meant, so that a text without any year index lacks its base.
    """
    if not text:
        return None
    marked = _YEAR_BEFORE.sub("n_lalu", text)
    if "n_lalu" not in marked:
        indexed = _DIFFERENCE.search(marked) and _YEAR_N.search(marked)
        return "tahun pembandingnya tidak disebut" if growth or indexed else None
    if not _DIFFERENCE.search(marked):
        return None
    finished = re.sub(r"[x×*]?\s*100\s*%?\s*$", "", marked.strip(), flags=re.IGNORECASE)
    base = re.split(r"[/÷\n]|100\s*%", finished)[-1]
    if "n_lalu" not in base and _YEAR_N.search(base):
        return "penyebutnya tahun n, bukan tahun n−1"
    return None


def repeated_term(text: str | None) -> str | None:
    """A term that one and the same printed sum names twice."""
    for sum_ in _sums(text or ""):
        twice = [term for term in sum_ if sum_.count(term) > 1]
        if twice:
            return twice[0]
    return None


def rival_denominators(text: str | None) -> tuple[str, str] | None:
    """Two different sums, printed after × 100 %, that share a term: one denominator written twice, not alike."""
    if not text or "100" not in text:
        return None
    sums = _sums(text.split("100", 1)[1])
    for n, one in enumerate(sums):
        for other in sums[n + 1 :]:
            if len(one) == len(other) and sorted(one) != sorted(other) and set(one) & set(other):
                return " + ".join(one), " + ".join(other)
    return None


def _sums(text: str) -> list[list[str]]:
    """The terms of every sum in brackets, and of every line that is a sum by itself."""
    groups = re.findall(r"\(([^()]*\+[^()]*)\)", text)
    groups += [line for line in re.sub(r"\([^()]*\)", " ", text).splitlines() if "+" in line]
    return [[" ".join(term.casefold().split()) for term in group.split("+")] for group in groups]


def unbalanced(text: str | None) -> str | None:
    """The first bracket without its partner."""
    open_brackets: list[str] = []
    for char in text or "":
        if char in "([{":
            open_brackets.append(char)
        elif char in ")]}" and (not open_brackets or open_brackets.pop() + char not in ("()", "[]", "{}")):
            return char
    return open_brackets[-1] if open_brackets else None


def words_of(text: str | None) -> set[str]:
    """The words of a text, case folded, of three letters or more."""
    return {word.casefold() for word in _WORD.findall(text or "")}


def cut_off(text: str | None, known: set[str]) -> tuple[str, str] | None:
    """The last word of a text and the word that it is the beginning of, where the text breaks off inside a word."""
    match = re.search(r"([^\W\d_]{3,})$", (text or "").strip())
    if not match or match[1].casefold() in known:
        return None
    whole = sorted(word for word in known if word.startswith(match[1].casefold()))
    return (match[1], whole[0]) if whole else None


def same_sasaran(a: str | None, b: str | None) -> bool:
    """Whether two printed sasaran are one, allowing for damage at the ends and `meningkatnya`/`meningkatkan`."""
    if not a or not b:
        return False
    left, right = (re.sub(r"^(meningkatnya|meningkatkan|peningkatan)\s+", "", x.casefold().strip()) for x in (a, b))
    left, right = " ".join(left.split()), " ".join(right.split())
    short = min(len(left), len(right))
    if short >= 12 and left[:short] == right[:short]:
        return True
    return SequenceMatcher(None, left, right).ratio() >= _SAME_SASARAN


def year_of(heading: str) -> int | None:
    """The year in a column heading such as `TAHUN 2023`."""
    match = re.search(r"\b(19|20)\d\d\b", heading)
    return int(match[0]) if match else None


def printed_figures(dokumen: KutipanDokumen) -> tuple[dict[int, Fraction], dict[int, Fraction]]:
    """(targets, earlier figures) by year, as far as they can be read and their year is told."""
    targets = {int(tahun): number for tahun, text in dokumen.target if (number := parse_angka(text)) is not None}
    found = {}
    for heading, text in dokumen.nilai:
        tahun, number = year_of(heading), parse_angka(text)
        if tahun is not None and number is not None:
            found[tahun] = number
    return targets, found

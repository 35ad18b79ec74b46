"""How words of such documents are compared and joined: what the other modules of the reader know about Indonesian."""

import re
import unicodedata
from functools import cache

_LETTERS = re.compile(r"[^a-z]")
_SPACES = re.compile(r"\s+")
_TAG = re.compile(r"</?u>")
_OPEN_END = re.compile(
    r"(?:\b(?:dan|atau|yang|di|ke|dari|dalam|pada|untuk|dengan|oleh|bagi|terhadap|serta|per|sebagai|antara|sesuai|secara)"
    r"|[,/(&–:+-])$",
    re.IGNORECASE,
)
MEASURE = re.compile(
    r"(?:%|(?:persentase|prosentase|presentase|porsentase|persentasi|prosestase|prosentasi|jumlah|indeks?|nilai|rasio|ratio|"
    r"angka|tingkat|cakupan|prevalensi|privalensi|rata-rata|rerata|laju|skor|opini|predikat|proporsi|koefisien|"
    r"pertumbuhan|kontribusi|ketersediaan|persen|banyaknya|besaran|lama|waktu|usia|umur|pendapatan|pdrb)\b)",
    re.IGNORECASE,
)
"""A word with which the name of a measure begins."""
AIM = re.compile(
    r"(?:me[nml]?\w+(?:nya|kan|i)|ter\w+nya|ber\w+nya|optimal\w*nya|peningkatan|penurunan|mewujudkan)\b", re.IGNORECASE
)
"""A word with which a tujuan or sasaran begins."""


_NUMBERING = re.compile(
    r"^\s*(?:\d{1,2}(?:\.(?!\d{3}\b)(?:\d{1,2}|[a-z]))+[.)]?|\d{1,2}[.)]|[a-z][.)]|[-•▪*]|\(\d{1,2}\)|"
    r"(?:IKU|IKK|IKSS|IKP|IKS|IK|SS)[\s.-]?\d{1,2}(?:\.\d{1,2})*[.:)]?)\s+(?:[-–:]\s+)?(?=[^\W\d_]|[%(“])"
)


@cache
def squash(text: str) -> str:
    """The letters alone, small: what is left when blanks, marks and digits cannot be trusted."""
    return _LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def one_line(text: str) -> str:
    """A cell's words on one line; a word broken by the column (`ketentram-`) stays as printed."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def untagged(text: str) -> str:
    return _TAG.sub(" ", text)


def goes_on(before: str, text: str) -> bool:
    """Whether `text` is the rest of `before`: it begins small, or what stands before is left open."""
    text, before = text.lstrip(), before.rstrip()
    if not text or not before:
        return False
    if text[0] in ")&/,;" or (text[0].islower() and not re.match(r"[a-z]\s?[.)]", text)):
        return True
    return stays_open(before)


def stays_open(before: str) -> bool:
    """Whether a text ends in the middle of a sentence (`… dan`, an open bracket)."""
    return bool(_OPEN_END.search(before.rstrip())) or before.count("(") > before.count(")")


def unnumbered(text: str) -> str:
    """A text without the number that its list gave it (`1.1.a`, `a)`, `IKU 2.`); amounts such as `1.000` stay."""
    return _NUMBERING.sub("", text)


def is_numbered(text: str) -> bool:
    """Whether a text begins with the number of a list."""
    return bool(_NUMBERING.match(text))


def is_measure(text: str) -> bool:
    """Whether a text begins as the name of a measure does."""
    return bool(MEASURE.match(unnumbered(text.strip())))


def is_aim(text: str) -> bool:
    """Whether a text begins as a tujuan or sasaran does."""
    return bool(AIM.match(unnumbered(text.strip())))

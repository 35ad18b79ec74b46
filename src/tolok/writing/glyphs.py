"""Which characters the fonts of a printed page can show, and what stands there for the others.

PDF/A forbids a glyph that no font has, and the typesetter stops on one. So a character outside the repertoire is
printed as its number, `[U+1F600]`: visible, and never a silent change of what somebody typed. Signs that order other
text about (bidirectional overrides) and control characters are shown the same way; signs without any form are left out.
"""

import re
import unicodedata

# First and last of each range; tests print every one of them in every weight.
_RANGES = (
    (0x0020, 0x007E), (0x00A0, 0x00AC), (0x00AE, 0x02FF),  # Latin
    (0x0370, 0x0377), (0x037A, 0x037F), (0x0384, 0x038A), (0x038C, 0x038C), (0x038E, 0x03A1), (0x03A3, 0x03FF),  # Greek
    (0x0400, 0x0482), (0x048A, 0x04FF),  # Cyrillic
    (0x05D0, 0x05EA),  # Hebrew
    (0x060C, 0x060C), (0x061B, 0x061B), (0x061F, 0x061F),  # Arabic
    (0x0621, 0x063A), (0x0640, 0x064A), (0x0660, 0x066D),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027), (0x202F, 0x202F), (0x2030, 0x2040), (0x2044, 0x2052),  # punctuation
    (0x2070, 0x2071), (0x2074, 0x208E), (0x20A0, 0x20BF), (0x2190, 0x22FF), (0x25A0, 0x25FF),
    (0xFFFD, 0xFFFD),
)  # fmt: skip
_SHOWN = "".join(f"{chr(first)}-{chr(last)}" for first, last in _RANGES).replace("\\", r"\\").replace("]", r"\]")
_OUTSIDE = re.compile(f"[^\n{_SHOWN}]")
_BEYOND_LATIN = re.compile("[^\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u00ff\u2010-\u2027\u2212]")
# Soft hyphen, zero width space and joiners, marks of direction, word joiner, byte order mark, variation selectors.
_FORMLESS = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f]")


def printable(words: str, plain: bool = False) -> str:
    """`words` as a page can show them: composed (NFC), tabs as spaces, what no font has as `[U+XXXX]`.

    `plain` keeps to Latin letters, for the rare text that the typesetter cannot shape.
    """
    composed = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return (_BEYOND_LATIN if plain else _OUTSIDE).sub(_number, _FORMLESS.sub("", composed))


def _number(match: re.Match[str]) -> str:
    return f"[U+{ord(match[0]):04X}]"

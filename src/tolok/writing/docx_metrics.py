"""How wide words are on a page of a Word file, near enough to give columns their widths before anybody has opened it.

Advance widths of Times New Roman in thousandths of the size, from space to tilde; Liberation Serif has the same ones.
"""

from math import ceil

_WIDTHS = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
)  # fmt: skip
_OTHER = 600
_BOLD = 1.08


def width(words: str, size: float, strong: bool = False) -> float:
    """Points that one line of `words` takes at `size` points."""
    total = sum(_WIDTHS[ord(sign) - 32] if 32 <= ord(sign) < 127 else _OTHER for sign in words)
    return total * size / 1000 * (_BOLD if strong else 1)


def line_count(words: str, room: float, size: float) -> int:
    """About how many lines `words` take in `room` points."""
    return sum(max(1, ceil(width(line, size) * 1.04 / max(room, 1))) for line in words.split("\n"))


def wrapped(words: str, room: float, size: float, most: int) -> list[str]:
    """`words` in lines no wider than `room` points and no longer than `most` signs, broken before + − ×, else at spaces.

    A single word that is longer is cut into pieces.
    """
    lines: list[str] = []
    for word in _words(words):
        if lines and _fits(f"{lines[-1]} {word}", room, size, most):
            lines[-1] += f" {word}"
            continue
        while not _fits(word, room, size, most) and len(word) > 1:
            part = max(1, next((n for n in range(min(len(word), most), 0, -1) if _fits(word[:n], room, size, most)), 1))
            lines.append(word[:part])
            word = word[part:]
        if word:
            lines.append(word)
    return lines or [""]


def _fits(line: str, room: float, size: float, most: int) -> bool:
    return len(line) <= most and width(line, size) <= room


def _words(words: str) -> list[str]:
    """Words to wrap; a sign of a sum (`−`, `+`, `∑`) stays with the word after it."""
    found: list[str] = []
    for word in words.split():
        if found and found[-1].rpartition(" ")[2] in ("+", "-", "−", "×", "∑"):
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found

"""The few SVG elements that charts are made of. Words are made printable and escaped here and nowhere else."""

from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from tolok.writing.docx_metrics import width, wrapped
from tolok.writing.glyphs import printable

Anchor = Literal["start", "middle", "end"]

DARK = "#0b3f59"  # 24 % of white in grey
LIGHT = "#d3dde2"
SOFT = "#4a5258"
RULE = "#d5d9dc"
INK = "#1a1f24"
BODY = 31  # 8,8 pt
NOTE = 27

_WIDER = 1.06
"""Libertinus Serif runs a little wider than the measures of Times that stand in for it."""


def document(wide: int, tall: int, marks: list[str]) -> str:
    """The complete SVG; one unit is a tenth of a millimetre."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" width="{wide / 10:g}mm" '
        f'height="{tall / 10:g}mm" font-family="Libertinus Serif">{"".join(marks)}</svg>'
    )


def shape(name: str, **attributes: int | str) -> str:
    """An element without words; `stroke_width` becomes `stroke-width`."""
    return f"<{name} " + " ".join(f"{key.replace('_', '-')}={quoteattr(str(v))}" for key, v in attributes.items()) + "/>"


def line(x1: int, y1: int, x2: int, y2: int, stroke: str, wide: int, dash: str = "") -> str:
    given = {"stroke_dasharray": dash} if dash else {}
    return shape("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=wide, **given)


def text(x: int, y: int, words: str, *, size: int, fill: str = INK, anchor: Anchor = "start", strong: bool = False) -> str:
    """One line of words at its base line."""
    heavy = ' font-weight="600"' if strong else ""
    said = escape(_one_line(words))
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"{heavy}>{said}</text>'


def label(
    x: int,
    y: int,
    words: str,
    room: int,
    *,
    size: int = BODY,
    fill: str = INK,
    anchor: Anchor = "middle",
    strong: bool = False,
) -> str:
    """Words on a white ground, so that no line runs through them. A figure that is too wide is set smaller, not cut."""
    said = _one_line(words)
    if not any(sign.isdigit() for sign in said):
        said = cut(said, room, size)
    wide = room_of(said, size, strong)
    if wide > room:
        size = max(12, size * room // wide)
        said = cut(said, room, size)
        wide = room_of(said, size, strong)
    left = x - {"start": 0, "middle": wide // 2, "end": wide}[anchor]
    ground = shape("rect", x=left - 4, y=y - size * 7 // 10, width=wide + 8, height=size * 8 // 10, fill="#ffffff")
    return ground + text(x, y, said, size=size, fill=fill, anchor=anchor, strong=strong)


def room_of(words: str, size: int, strong: bool = False) -> int:
    """About how wide one line of words is."""
    return round(width(_one_line(words), size, strong) * _WIDER)


def cut(words: str, room: int, size: int, lines: int = 1) -> str:
    """`words` in at most `lines` lines of `room`; what does not fit ends in an ellipsis."""
    found = wrapped(_one_line(words)[:400], room / _WIDER, size, 200)
    if len(found) <= lines:
        return "\n".join(found)
    last = found[lines - 1]
    if lines == 1 and len(found) > 1:
        last = " ".join(found)
    while last and room_of(last + "…", size) > room:
        last = last[:-1]
    return "\n".join([*found[: lines - 1], last.rstrip(" ,;(") + "…"])


def _one_line(words: str) -> str:
    return " ".join(printable(words).split())

"""Lets presentation MathML through to a page and nothing else.

The core writes the formula's MathML from labels of registers; a page prints it unescaped, so what may
pass is listed here.
"""

from html import escape
from html.parser import HTMLParser

ELEMENTS = frozenset(
    {"math", "mrow", "mfrac", "mi", "mn", "mo", "mtext", "msub", "msup", "msubsup", "mover", "munder", "munderover"}
    | {"mspace", "mstyle", "mpadded", "msqrt", "mtable", "mtr", "mtd"}
)
ATTRIBUTES = frozenset({"display", "mathvariant", "stretchy", "fence", "separator", "linethickness", "columnalign"})


class _Filter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            raise ValueError(f"<{tag}> is not presentation MathML")
        kept = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs if name in ATTRIBUTES)
        self.parts.append(f"<{tag}{kept}>")
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ValueError(f"</{tag}> closes nothing")
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data))

    def unknown_decl(self, data: str) -> None:
        raise ValueError("a declaration is not presentation MathML")


def clean_mathml(text: str) -> str:
    """`text` rebuilt from allowed elements and attributes; ValueError for another element or an open end."""
    reader = _Filter()
    reader.feed(text)
    reader.close()
    if reader.open or not text.lstrip().startswith("<math"):
        raise ValueError("not one closed <math> element")
    return "".join(reader.parts)

"""Which blocks of a document stand together on one worksheet, and what that worksheet is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tolok.writing.sheet import Block, Contents, Heading, Missing, PageBreak, Paragraph, Sheet, Signature, Signatures, Table

_WORDS = "Naskah"


@dataclass(frozen=True)
class Leaf:
    """One worksheet: a table, if the document has any, with what belongs to it."""

    name: str
    blocks: tuple[Block, ...]
    landscape: bool


def leaves_of(sheet: Sheet) -> list[Leaf]:
    """The worksheets of a document in its order; nothing that is printed is left out, and nothing stands twice."""
    starts = _starts(sheet.blocks)
    lies = sheet.landscape
    found: list[Leaf] = []
    for number, (start, end) in enumerate(pairwise([*starts, len(sheet.blocks)])):
        blocks = sheet.blocks[start:end]
        for block in blocks:
            if isinstance(block, PageBreak) and block.landscape is not None:
                lies = block.landscape
        if not found or not all(isinstance(block, PageBreak) for block in blocks):
            found.append(Leaf(_name(blocks, sheet, number), blocks, lies))
    return found


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Where worksheets begin: one for each table, one where the paper turns, one for what follows the last table."""
    tables = [index for index, block in enumerate(blocks) if isinstance(block, Table)]
    starts = {0, *(_cut(blocks, one, other) for one, other in pairwise(tables))}
    starts |= {at for at, one in enumerate(blocks) if isinstance(one, PageBreak) and one.landscape is not None}
    if tables:
        rest = (at for at in range(tables[-1] + 1, len(blocks)) if isinstance(blocks[at], (Heading, PageBreak, Contents)))
        starts |= {next(rest, 0)}
    return sorted(starts)


def _cut(blocks: Sequence[Block], table: int, after: int) -> int:
    """Where the worksheet of a later table begins: at the first heading or new page, else behind notes and signatures."""
    between = range(table + 1, after)
    for index in between:
        if isinstance(blocks[index], (Heading, PageBreak, Contents)):
            return index
    for index in between:
        block = blocks[index]
        note = isinstance(block, Paragraph) and block.note
        if not note and not isinstance(block, (Signature, Signatures, Missing)):
            return index
    return after


def _name(blocks: Sequence[Block], sheet: Sheet, number: int) -> str:
    """The caption of the table, else the last heading above it; of words alone the first heading; else the title."""
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.words
        elif isinstance(block, Table):
            return block.caption.strip() or heading.strip() or (sheet.judul[0] if number < 2 else f"Tabel {number + 1}")
    first = next((block.words for block in blocks if isinstance(block, Heading)), "")
    return first.strip() or (_WORDS if any(isinstance(block, Table) for block in sheet.blocks) else sheet.judul[0])

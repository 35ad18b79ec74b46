"""Where the nodes and lines of a pohon kinerja are drawn: four columns, orthogonal lines. Pure, lengths as SVG text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tolok.web.geometry import number
from tolok.web.read_models.komponen import Nada
from tolok.web.read_models.pohon import SimpulIku, SimpulKota, SimpulProgram, SimpulSasaran
from tolok.web.text_width import text_width, wrap

WIDTH = 1246.0
_KOTA, _SASARAN, _IKU, _PROGRAM = (0.0, 206.0), (250.0, 258.0), (548.0, 304.0), (890.0, 356.0)
_KEPALA = ("IKU Kota", "Tujuan dan sasaran", "Indikator Kinerja Utama", "Program")
_TOP, _PAD, _SIDE, _GLYPH = 56.0, 10.0, 12.0, 26.0
_LINE, _SMALL_LINE, _SIZE, _SMALL = 20.0, 18.0, 16.0, 14.0
_NEAR, _APART, _BLOCK = 12.0, 16.0, 36.0


@dataclass(frozen=True)
class Baris:
    """One line of text; `kelas` says how it looks."""

    teks: str
    x: str
    y: str
    kelas: str = ""


@dataclass(frozen=True)
class Kotak:
    """One node: a box (or a bar, for a program), its lines, and the link that it is."""

    x: str
    y: str
    w: str
    h: str
    kelas: str
    baris: tuple[Baris, ...]
    href: str = ""
    label: str = ""
    nada: Nada | None = None
    glif: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Garis:
    """One orthogonal line; `kelas` aksen joins tujuan and sasaran, putus leads to a gap."""

    d: str
    kelas: str = ""


@dataclass(frozen=True)
class GambarPohon:
    """The whole drawing, boxes in reading order."""

    w: str
    h: str
    kepala: tuple[Baris, ...]
    garis: tuple[Garis, ...]
    kotak: tuple[Kotak, ...]


@dataclass
class _Node:
    """A node before it has a place: its lines with their classes, and how tall it is."""

    kelas: str
    lines: list[tuple[str, str]]
    href: str = ""
    label: str = ""
    nada: Nada | None = None
    right: str = ""
    below: list[tuple[str, str]] = field(default_factory=list)
    top: float = 0.0

    @property
    def tall(self) -> float:
        return len(self.lines) * _LINE + 2 * _PAD if self.kelas != "program" else len(self.lines) * _LINE

    @property
    def whole(self) -> float:
        """With what stands under the box."""
        return self.tall + (8 + len(self.below) * _SMALL_LINE if self.below else 0)

    @property
    def middle(self) -> float:
        return self.top + self.tall / 2


@dataclass
class _Pair:
    """IKU and programs that belong together, beside each other."""

    iku: list[_Node]
    program: list[_Node]
    links: set[tuple[int, int]]

    @property
    def tall(self) -> float:
        return max(_stack(self.iku, _NEAR), _stack(self.program, _APART))


@dataclass
class _Block:
    node: _Node
    pairs: list[_Pair]
    source: SimpulSasaran

    @property
    def beside(self) -> float:
        """How tall the IKU and programs are together."""
        return sum(one.tall for one in self.pairs) + _APART * (len(self.pairs) - 1)

    @property
    def middle(self) -> float:
        """From the top to the line on which both the node and what stands beside it are centred."""
        return max(self.beside, self.node.tall) / 2

    @property
    def tall(self) -> float:
        return self.middle + max(self.beside / 2, self.node.tall / 2 + self.node.whole - self.node.tall)


def _stack(nodes: Sequence[_Node], gap: float) -> float:
    return sum(one.tall for one in nodes) + gap * max(len(nodes) - 1, 0)


def draw_pohon(kota: Sequence[SimpulKota], sasaran: Sequence[SimpulSasaran]) -> GambarPohon:
    """The drawing of a tree, as wide as a page at 1366 px."""
    blocks = [_Block(_sasaran_node(one), _pairs(one), one) for one in sasaran]
    y, garis = _TOP, []
    for block in blocks:
        _place(block, y)
        y += block.tall + _BLOCK
    city = _place_city(kota, blocks)
    for block in blocks:
        garis += _inside(block)
    garis += _branches(blocks)
    garis += _city_lines(kota, city, blocks)
    bottom = max([y - _BLOCK, *(one.top + one.tall for one in city)])
    boxes = [_box(one, _KOTA) for one in city]
    for block in blocks:
        boxes.append(_box(block.node, _SASARAN))
        for pair in block.pairs:
            boxes += [_box(one, _IKU) for one in pair.iku]
            boxes += [_box(one, _PROGRAM) for one in pair.program]
    heads = tuple(
        Baris(text, number(x), "18", "kepala-kolom")
        for text, (x, _) in zip(_KEPALA, (_KOTA, _SASARAN, _IKU, _PROGRAM), strict=True)
    )
    return GambarPohon(number(WIDTH), number(bottom + 8), heads, tuple(garis), tuple(boxes))


# --- nodes ------------------------------------------------------------------------------------------------------------


def _kota_node(one: SimpulKota) -> _Node:
    lines = [(one.kode, "kecil"), *((line, "tebal") for line in wrap(one.nama, _KOTA[1] - 2 * _SIDE, _SIZE, 600))]
    return _Node("kota", lines, one.href, f"IKU Kota {one.kode}: {one.nama}")


def _sasaran_node(one: SimpulSasaran) -> _Node:
    room = _SASARAN[1] - 2 * _SIDE
    lines = [(one.jenis, "kecil"), *((line, "tebal") for line in wrap(one.uraian, room, _SIZE, 600))]
    below = [("Faktor kritis", "faktor-kepala")] if one.faktor else []
    for factor in one.faktor:
        first, *rest = wrap(factor, room - 10, _SMALL)
        below += [(f"– {first}", "faktor"), *((f"\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}{line}", "faktor") for line in rest)]
    kelas = "tujuan" if one.tujuan else "sasaran"
    return _Node(kelas, lines, one.href, f"{one.jenis}: {one.uraian}", below=below)


def _iku_node(one: SimpulIku) -> _Node:
    room = _IKU[1] - 2 * _SIDE - _GLYPH
    lines = [(line, "tebal") for line in wrap(one.nama, room, _SIZE, 600)]
    said = wrap(f"{one.kode} · {one.nilai}", room, 15)
    lines += [(line, "kecil") for line in said]
    if text_width(said[-1], 15) + text_width(one.capaian, _SIZE, 600) + 16 > room:
        lines.append(("", "kecil"))  # the capaian has a line of its own
    label = f"{one.kata}: {one.nama}, {one.nilai}, capaian {one.capaian}"
    return _Node("iku", lines, one.href, label, one.nada, one.capaian)


def _program_node(one: SimpulProgram) -> _Node:
    lines = [(line, "") for line in wrap(one.nama, _PROGRAM[1] - _SIDE, _SIZE)]
    more = [(line, "kecil") for line in wrap(one.keterangan, _PROGRAM[1] - _SIDE, 15)]
    return _Node("program", [*lines, *more], one.href, f"Program {one.kode} {one.nama}, {one.keterangan}")


def _gap(text: str) -> _Node:
    return _Node("celah", [(text, "kecil")])


def _pairs(one: SimpulSasaran) -> list[_Pair]:
    """The sasaran's IKU in groups that share programs; an IKU without a program stands beside a gap."""
    if not one.iku:
        return [_Pair([_gap(f"Belum ada IKU untuk {'tujuan' if one.tujuan else 'sasaran'} ini")], [], set())]
    groups: list[list[SimpulIku]] = []
    for iku in one.iku:
        codes = {program.kode for program in iku.program}
        joined = [some for some in groups if codes & {p.kode for other in some for p in other.program}]
        groups = [some for some in groups if some not in joined]
        groups.append([*(other for some in joined for other in some), iku])
    groups.sort(key=lambda some: one.iku.index(some[0]))
    return [_pair(some) for some in groups]


def _pair(some: Sequence[SimpulIku]) -> _Pair:
    programs = list({program.kode: program for iku in some for program in iku.program}.values())
    if not programs:
        return _Pair([_iku_node(iku) for iku in some], [_gap("Belum ada program untuk IKU ini")], {(0, 0)})
    links = {(a, b) for a, iku in enumerate(some) for b, one in enumerate(programs) if one in iku.program}
    return _Pair([_iku_node(iku) for iku in some], [_program_node(one) for one in programs], links)


# --- places -----------------------------------------------------------------------------------------------------------


def _place(block: _Block, top: float) -> None:
    block.node.top = top + block.middle - block.node.tall / 2
    y = top + block.middle - block.beside / 2
    for pair in block.pairs:
        for nodes, gap in ((pair.iku, _NEAR), (pair.program, _APART)):
            at = y + (pair.tall - _stack(nodes, gap)) / 2
            for one in nodes:
                one.top = at
                at += one.tall + gap
        y += pair.tall + _APART


def _place_city(kota: Sequence[SimpulKota], blocks: Sequence[_Block]) -> list[_Node]:
    """Each indicator of the city as near to the first sasaran that it stands for as the one above it allows."""
    if not kota:
        node = _gap("Belum ada IKU Kota")
        node.top = _TOP
        return [node]
    nodes, free = [], _TOP
    order = sorted(kota, key=lambda one: min((b.node.middle for b in blocks if one.kode in b.source.kota), default=1e9))
    for one in order:
        node = _kota_node(one)
        wanted = min((b.node.middle for b in blocks if one.kode in b.source.kota), default=free + node.tall / 2)
        node.top = max(free, wanted - node.tall / 2)
        free = node.top + node.tall + _APART
        nodes.append(node)
    return nodes


# --- lines ------------------------------------------------------------------------------------------------------------


def _bus(
    left: float, spine: float, right: float, ends_left: Sequence[float], ends_right: Sequence[float], kelas: str = ""
) -> Garis:
    """One line that joins every end on the left with every end on the right."""
    ends = [*ends_left, *ends_right]
    d = f"M{number(spine)} {number(min(ends))}V{number(max(ends))}"
    d += "".join(f"M{number(left)} {number(y)}H{number(spine)}" for y in ends_left)
    d += "".join(f"M{number(spine)} {number(y)}H{number(right)}" for y in ends_right)
    return Garis(d, kelas)


def _inside(block: _Block) -> list[Garis]:
    right, left = _SASARAN[0] + _SASARAN[1], _IKU[0]
    real = [one for pair in block.pairs for one in pair.iku if one.kelas == "iku"]
    gaps = [one for pair in block.pairs for one in pair.iku if one.kelas == "celah"]
    found = []
    if real:
        found.append(_bus(right, right + 20, left, [block.node.middle], [one.middle for one in real]))
    if gaps:
        found.append(_bus(right, right + 20, left, [block.node.middle], [one.middle for one in gaps], "putus"))
    for pair in block.pairs:
        found += _to_programs(pair)
    return found


def _to_programs(pair: _Pair) -> list[Garis]:
    left, right = _IKU[0] + _IKU[1], _PROGRAM[0]
    if not pair.program:
        return []
    kelas = "putus" if pair.program[0].kelas == "celah" else ""
    if len(pair.links) == len(pair.iku) * len(pair.program):
        middle = (left + right) / 2
        return [_bus(left, middle, right, [one.middle for one in pair.iku], [one.middle for one in pair.program], kelas)]
    found, step = [], (right - left - 16) / len(pair.program)
    for place, program in enumerate(pair.program):
        shift = (place - (len(pair.program) - 1) / 2) * 8
        ends = [one.middle + shift for n, one in enumerate(pair.iku) if (n, place) in pair.links]
        found.append(_bus(left, left + 8 + step * place, right, ends, [program.middle]))
    return found


def _branches(blocks: Sequence[_Block]) -> list[Garis]:
    """From each tujuan to its sasaran, along their left side."""
    edge = _SASARAN[0]
    found = []
    for place, block in enumerate(blocks):
        under = [one for one in blocks if one.source.induk == place]
        if under:
            start = block.node.top + block.node.tall - 14
            ends = [one.node.middle + (10 if one.source.kota else 0) for one in under]
            d = f"M{number(edge)} {number(start)}H{number(edge - 20)}V{number(max(ends))}"
            d += "".join(f"M{number(edge - 20)} {number(y)}H{number(edge)}" for y in ends)
            found.append(Garis(d, "aksen"))
    return found


def _city_lines(kota: Sequence[SimpulKota], nodes: Sequence[_Node], blocks: Sequence[_Block]) -> list[Garis]:
    left, right = _KOTA[0] + _KOTA[1], _SASARAN[0]
    found = []
    by_label = {f"IKU Kota {one.kode}: {one.nama}": one.kode for one in kota}
    for place, node in enumerate(nodes):
        kode = by_label.get(node.label)
        ends = [
            b.node.middle - (10 if b.source.induk is not None else 0) + 5 * place for b in blocks if kode in b.source.kota
        ]
        spine = left + 5 + 4 * (place % 4)
        if len(ends) == 1 and abs(ends[0] - node.middle) <= node.tall / 2 - 4:
            found.append(Garis(f"M{number(left)} {number(ends[0])}H{number(right)}"))
        elif ends:
            found.append(_bus(left, spine, right, [node.middle], ends))
    return found


# --- drawing ----------------------------------------------------------------------------------------------------------


def _box(node: _Node, column: tuple[float, float]) -> Kotak:
    x, width = column
    inset = _SIDE + (_GLYPH if node.kelas == "iku" else 0)
    first = node.top + (_PAD if node.kelas != "program" else 0) + 15
    lines = [Baris(t, number(x + inset), number(first + n * _LINE), k) for n, (t, k) in enumerate(node.lines) if t]
    if node.right:
        lines.append(Baris(node.right, number(x + width - _SIDE), number(first + (len(node.lines) - 1) * _LINE), "capaian"))
    under = node.top + node.tall + 8 + 13
    lines += [Baris(t, number(x + _SIDE), number(under + n * _SMALL_LINE), kelas) for n, (t, kelas) in enumerate(node.below)]
    wide = 4.0 if node.kelas == "program" else width
    glyph = (number(x + _SIDE), number(node.top + _PAD + 2)) if node.nada else ("", "")
    return Kotak(
        number(x), number(node.top), number(wide), number(node.tall), node.kelas, tuple(lines), node.href, node.label,
        node.nada, glyph,
    )  # fmt: skip

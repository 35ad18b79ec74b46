"""One worksheet: areas are laid out, sized and written, the same bytes for the same areas.

Excel sizes no row that holds merged cells, so heights are reckoned here from the widths of the letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate, pairwise
from math import ceil
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from tolok.writing.sheet import Align
from tolok.writing.xlsx_grid import ranges
from tolok.writing.xlsx_text import Figure, chunks, commanding, line_count

FONT = "Arial"
SOFT, RED, RULE, SHADE, SHADE_SOFT, AMBER = "#55606B", "#A3182B", "#8A949E", "#DDE3EA", "#EEF1F5", "#FFF4D6"
_TALLEST, _LEAST = 400.0, 14.0  # points; Excel's own limit is 409
_LEADING, _BETWEEN, _PADDING = 0.75, 5.25, 4.0  # Excel sets Arial of 8, 9 and 10 points on 11,25, 12 and 12,75
_INSET = 8.0  # pixels
_MOST_RANGES = 200
_SIDES = {"left": "left", "center": "center", "number": "right"}
_PIXELS_PER_POINT = 96 / 72


@dataclass(frozen=True)
class Run:
    """Words that begin a line, in a face of their own."""

    words: str
    strong: bool = False
    note: bool = False
    underline: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Look:
    """How an area is drawn; `size` in points."""

    size: float = 10
    strong: bool = False
    align: Align = "left"
    middle: bool = False
    border: bool = False
    fill: str = ""
    color: str = ""


@dataclass(frozen=True)
class Area:
    """`rows` × `columns` places from (row, column), rows counted from the first of those drawn together."""

    column: int
    columns: int
    runs: tuple[Run, ...]
    look: Look = Look()
    row: int = 0
    rows: int = 1
    figure: Figure | None = None
    adds: tuple[int, ...] = ()


class Page:
    """A worksheet that grows downwards. `sizes` are its columns in pixels."""

    def __init__(self, book: Any, name: str, sizes: Sequence[int]):
        self.book, self.page, self.sizes = book, book.add_worksheet(name), tuple(sizes)
        self.row = 0
        self.heights: list[float] = []
        self.starts: list[int] = []
        self.repeated = range(0)
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        for column, pixels in enumerate(self.sizes):
            self.page.set_column_pixels(column, column, pixels)

    @property
    def wide(self) -> int:
        return len(self.sizes)

    def line(self, *runs: Run, look: Look = Look()) -> None:
        """One area over all columns."""
        self.draw((Area(0, self.wide, runs, look),))

    def gap(self, points: float = 8) -> None:
        self._grow(points)

    def draw(self, areas: Sequence[Area]) -> list[int]:
        """Writes areas that fill their rows; where each of these rows begins on the worksheet, and where they end."""
        heights, deep = self._rows(areas)
        offsets = list(accumulate(deep, initial=self.row))
        for height, count in zip(heights, deep, strict=True):
            self._grow(height, count)
        for area in areas:
            self._area(area, offsets)
        return offsets

    def _grow(self, points: float, count: int = 1) -> None:
        """`points` of height in so many rows."""
        for _ in range(count):
            self.page.set_row(self.row, round(points / count, 1))
            self.heights.append(points / count)
            self.row += 1

    def may_begin(self, row: int | None = None) -> None:
        """A printed page may begin at this row (the next one), and nowhere else as long as what stands between fits."""
        self.starts.append(self.row if row is None else row)

    def repeat(self, first: int, after: int) -> None:
        """These rows stand again at the head of every further printed page."""
        self.page.repeat_rows(first, after - 1)
        self.repeated = range(first, after)

    def break_pages(self, room: float) -> None:
        """Printed pages of `room` points: no part is torn that a page can hold."""
        bounds = sorted({0, *self.starts, self.row})
        head = sum(self.heights[row] for row in self.repeated)
        breaks, used = [], 0.0
        for start, end in pairwise(bounds):
            height = sum(self.heights[start:end])
            again = head if start >= self.repeated.stop else 0.0
            if used and used + height > room and height + again <= room:
                breaks.append(start)
                used = again
            used += height
            if used > room:  # a part taller than a page runs on as it will
                used = again + (used - room) % max(room - again, room / 4)
        self.page.set_h_pagebreaks(breaks)

    def picture(self, png: bytes, pixels: float, alt: str) -> None:
        """A picture `pixels` wide, or as wide as the columns, with rows of its own height."""
        across, down = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))  # of the header chunk IHDR
        pixels = min(pixels, sum(self.sizes))
        scale = pixels / across
        points = down * scale / _PIXELS_PER_POINT + 4
        count = ceil(points / _TALLEST)
        top = self.row
        self._grow(points, count)
        dots = self._dots(png)
        options = {
            "image_data": BytesIO(png),
            "x_scale": scale * dots / 96,
            "y_scale": scale * dots / 96,
            "description": alt,
            "object_position": 2,
        }
        self.page.insert_image(top, 0, "gambar.png", options)

    @staticmethod
    def _dots(png: bytes) -> float:
        """Dots per inch that the picture says of itself, 96 where it says nothing."""
        at = png.find(b"pHYs")
        return int.from_bytes(png[at + 4 : at + 8], "big") * 0.0254 if at > 0 else 96.0

    # --- room

    def _rows(self, areas: Sequence[Area]) -> tuple[list[float], list[int]]:
        """Points of each row, and into how many rows of the worksheet it is laid, since none may be too tall."""
        count = max(area.row + area.rows for area in areas)
        heights = [_LEAST] * count
        deep = [1] * count
        for area in sorted(areas, key=lambda one: one.rows):
            span, last = slice(area.row, area.row + area.rows), area.row + area.rows - 1
            short = max(0.0, self._height(area) - sum(heights[span]))
            heights[span] = [height + short / area.rows for height in heights[span]]
        for index, height in enumerate(heights):
            deep[index] = ceil(height / _TALLEST)
        for area in areas:
            span, last = slice(area.row, area.row + area.rows), area.row + area.rows - 1
            deep[last] += max(0, len(chunks(_joined(area.runs))) - sum(deep[span]))
        return heights, deep

    def _height(self, area: Area) -> float:
        room = sum(self.sizes[area.column : area.column + area.columns]) - _INSET
        points = 0.0
        for run in area.runs:
            size = _size(area.look, run)
            strong = run.strong or area.look.strong
            points += line_count(run.words, room, size, strong) * (size * _LEADING + _BETWEEN)
        return points + _PADDING

    # --- writing

    def _area(self, area: Area, offsets: Sequence[int]) -> None:
        top, end = offsets[area.row], offsets[area.row + area.rows]
        words = chunks(_joined(area.runs))
        if area.figure:
            self._cells(top, end, area)
            self._figure(top, area, area.figure, offsets)
        elif len(words) > 1:
            bounds = [top + (end - top) * index // len(words) for index in range(len(words) + 1)]
            for index, chunk in enumerate(words):
                self._cells(bounds[index], bounds[index + 1], area)
                self._words(bounds[index], area, (Run(chunk),))
        else:
            self._cells(top, end, area)
            self._words(top, area, area.runs)

    def _cells(self, top: int, end: int, area: Area) -> None:
        """The places that an area holds, one cell or merged, empty but drawn."""
        look = self._look(area)
        if end - top == 1 and area.columns == 1:
            self.page.write_blank(top, area.column, None, look)
        else:
            self.page.merge_range(top, area.column, end - 1, area.column + area.columns - 1, "", look)

    def _figure(self, row: int, area: Area, figure: Figure, offsets: Sequence[int]) -> None:
        look, runs = self._look(area), ranges(area.adds)
        if not runs or len(runs) > _MOST_RANGES:
            self.page.write_number(row, area.column, figure.value, look)
            return
        named = (":".join(dict.fromkeys(xl_rowcol_to_cell(offsets[at], area.column) for at in both)) for both in runs)
        self.page.write_formula(row, area.column, f"=SUM({','.join(named)})", look, figure.value)

    def _words(self, row: int, area: Area, runs: Sequence[Run]) -> None:
        look, words = self._look(area), _joined(runs)
        if not words:
            return
        if len({(run.strong, run.note, run.underline, run.italic) for run in runs}) == 1 and not words.startswith("<r>"):
            self.page.write_string(row, area.column, words, look)
            return
        # The library takes a plain string that looks like its own rich text for rich text; a rich one is never looked at.
        fragments: list[Any] = []
        for index, run in enumerate(runs):
            face = self._face(area.look, run)
            for part in _pieces(("\n" if index else "") + run.words):
                fragments += [face, part]
        if len(fragments) < 4:  # one face only: that is no rich text
            self.page.write_string(row, area.column, words, look)
        else:
            self.page.write_rich_string(row, area.column, *fragments, look)

    def _look(self, area: Area) -> Any:
        look, first = area.look, area.runs[0] if area.runs else Run("")
        style: dict[str, Any] = {
            **_font(look, first),
            "text_wrap": True,
            "valign": "vcenter" if look.middle else "top",
            "align": _SIDES["number" if area.figure else "center" if look.align == "number" else look.align],
        }
        if area.figure:
            style["num_format"] = area.figure.format
        if look.border:
            style |= {"border": 1, "border_color": RULE}
        if look.fill:
            style["bg_color"] = look.fill
        if commanding(_joined(area.runs)) and not area.figure:
            style["quote_prefix"] = True
        return self._format(style)

    def _face(self, look: Look, run: Run) -> Any:
        return self._format(_font(look, run))

    def _format(self, style: dict[str, Any]) -> Any:
        key = tuple(sorted(style.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(style)
        return self.formats[key]


def _font(look: Look, run: Run) -> dict[str, Any]:
    style: dict[str, Any] = {"font_name": FONT, "font_size": _size(look, run)}
    if look.strong or run.strong:
        style["bold"] = True
    if run.italic:
        style["italic"] = True
    if run.underline:
        style["underline"] = 1
    if look.color or run.note:
        style["font_color"] = look.color or SOFT
    return style


def _size(look: Look, run: Run) -> float:
    return look.size - 1 if run.note else look.size


def _joined(runs: Sequence[Run]) -> str:
    return "\n".join(run.words for run in runs)


def _pieces(words: str) -> list[str]:
    """Cut so that no piece holds `_x0041_` (in rich text the library would guard it twice) or passes for rich text."""
    parts = words.replace("_x", "_\0x").replace("<r>", "<\0r>").split("\0")
    return [part for part in parts if part]

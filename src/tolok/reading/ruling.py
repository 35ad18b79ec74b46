"""The picture of a page made fit to read: light flattened, tilt taken out, ruling lines found and wiped away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tolok.reading.lattice import Rule
from tolok.reading.paper import Box

Picture = NDArray[np.uint8]
POINTS = 72.0
_BLOCK, _INK = 35, 12
_ACROSS, _DOWN = 13.0, 10.5
"""Shortest piece of a line in points: longer than a stroke of a letter."""
_STUMP = 4.5
_THICKEST = 4.5
_GAP = 3.0
_STEEPEST = 8.0
_MANY = 8
_DARK = 185
_DRAWN, _WHITE = 0.85, 0.25


@dataclass(frozen=True)
class Sheet:
    """A page's picture, upright and white, with how a point of it lies on the page as shown (points)."""

    picture: Picture
    dpi: float
    to_page: NDArray[np.float64]

    @property
    def scale(self) -> float:
        """Points per pixel."""
        return POINTS / self.dpi

    def on_page(self, box: Box) -> Box:
        """A box of the upright picture (points) as a box on the page as shown."""
        corners = np.array(
            [[x / self.scale, y / self.scale, 1.0] for x in (box.left, box.right) for y in (box.top, box.bottom)]
        )
        points = corners @ self.to_page.T * self.scale
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        return Box(round(float(left), 2), round(float(top), 2), round(float(right), 2), round(float(bottom), 2))


def flattened(gray: Picture) -> Picture:
    """White paper under any light: every point measured against the brightest around it."""
    small = cv2.resize(gray, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    light = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8))
    light = cv2.GaussianBlur(light, (0, 0), 6)
    light = cv2.resize(light, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, light, scale=255.0), np.uint8)


def turned(picture: Picture, quarter: int) -> Picture:
    """Turned clockwise by so many right angles."""
    return np.ascontiguousarray(np.rot90(picture, -quarter))


def straightened(gray: Picture, dpi: float, quarter: int = 0) -> Sheet:
    """A flattened picture turned by `quarter` right angles (clockwise) and freed of its tilt, lines level and upright."""
    height, width = gray.shape
    upright = turned(gray, quarter)
    base = {
        0: [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]],
        1: [[0.0, 1.0, 0.0], [-1.0, 0.0, height - 1.0]],
        2: [[-1.0, 0.0, width - 1.0], [0.0, -1.0, height - 1.0]],
        3: [[0.0, -1.0, width - 1.0], [1.0, 0.0, 0.0]],
    }[quarter % 4]
    level, plumb = _tilts(_ink(upright), dpi)
    back = np.vstack([np.array(base), [0.0, 0.0, 1.0]])
    if max(abs(level), abs(plumb)) < 3e-4:
        return Sheet(upright, dpi, back[:2])
    high, wide = upright.shape
    middle = np.array([wide / 2, high / 2])
    axes = np.array([[1.0, -plumb], [level, 1.0]])  # where the upright axes lie in the tilted picture
    forth = np.hstack([axes, (middle - axes @ middle)[:, None]])
    picture = cv2.warpAffine(
        upright,
        forth,
        (wide, high),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )
    whole = back @ np.vstack([forth, [0.0, 0.0, 1.0]])
    return Sheet(np.asarray(picture, np.uint8), dpi, whole[:2])


def _ink(gray: Picture) -> Picture:
    """White where there is ink. Solid shades are paper: only what is darker than its surroundings counts."""
    return np.asarray(
        cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, _INK), np.uint8
    )


def _tilts(ink: Picture, dpi: float) -> tuple[float, float]:
    """Slope of the level and of the upright lines; where there are no lines, of the lines of text."""
    level = _slope(_long(ink, dpi, level=True, slack=3), dpi, level=True)
    if level is None:
        level = _text_slope(ink)
    plumb = _slope(_long(ink, dpi, level=False, slack=3), dpi, level=False)
    return level, level if plumb is None or abs(plumb - level) > 0.03 else plumb


def _slope(lines: Picture, dpi: float, level: bool) -> float | None:
    """The usual slope of long lines, weighted by length; None for too few."""
    half = cv2.resize(lines, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    half = np.asarray((half > 0) * 255, np.uint8)
    found = cv2.HoughLinesP(half, 1, np.pi / 1800, threshold=int(dpi * 0.4), minLineLength=dpi * 0.5, maxLineGap=dpi * 0.03)
    if found is None or len(found) < 2:
        return None
    x, y, u, v = found.reshape(-1, 4).astype(np.float64).T
    run, rise = (u - x, v - y) if level else (v - y, x - u)
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes = np.where(run != 0, rise / run, np.inf)
    near = np.abs(slopes) < np.tan(np.radians(_STEEPEST))
    if not near.any():
        return None
    order = np.argsort(slopes[near])
    weight = np.abs(run[near])[order].cumsum()
    return float(slopes[near][order][np.searchsorted(weight, weight[-1] / 2)])


def _text_slope(ink: Picture) -> float:
    """The slope at which lines of text are best told apart from the white between them."""
    small = cv2.resize(ink, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    high, wide = small.shape

    def sharpness(slope: float) -> float:
        matrix = np.array([[1.0, 0.0, 0.0], [-slope, 1.0, slope * wide / 2]])
        rows = cv2.warpAffine(small, matrix, (wide, high)).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    best = max(np.linspace(-0.08, 0.08, 33), key=sharpness)
    best = max(np.linspace(best - 0.005, best + 0.005, 21), key=sharpness)
    return float(best) if sharpness(float(best)) > 1.05 * sharpness(0.0) else 0.0


def _long(ink: Picture, dpi: float, level: bool, slack: int, shortest: float = 0.0) -> Picture:
    """Ink that runs on long enough, level or upright; `slack` pixels of slope and small breaks are forgiven."""
    run = max(8, round((shortest or (_ACROSS if level else _DOWN)) / POINTS * dpi))
    gap = max(3, round(_GAP / POINTS * dpi))
    thick = np.ones((slack, 1) if level else (1, slack), np.uint8)
    kernel = np.ones((1, run) if level else (run, 1), np.uint8)
    bridge = np.ones((1, gap) if level else (gap, 1), np.uint8)
    lines = cv2.morphologyEx(cv2.dilate(ink, thick), cv2.MORPH_OPEN, kernel)
    lines = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, bridge)
    return np.asarray(lines, np.uint8)


def rules_of(sheet: Sheet) -> tuple[list[Rule], list[Rule]]:
    """Level and upright lines of an upright picture, in points."""
    ink = _ink(sheet.picture)
    return _rules(ink, sheet, level=True), _rules(ink, sheet, level=False)


def stumps_of(sheet: Sheet) -> tuple[list[Rule], list[Rule]]:
    """Level and upright strokes down to the length of a letter's: what a break leaves of a border, and much else."""
    ink = _ink(sheet.picture)
    return _rules(ink, sheet, True, _STUMP), _rules(ink, sheet, False, _STUMP)


def _rules(ink: Picture, sheet: Sheet, level: bool, shortest: float = 0.0) -> list[Rule]:
    lines = _long(ink, sheet.dpi, level, 3, shortest)
    _, _, stats, middle = cv2.connectedComponentsWithStats(lines, connectivity=8)
    rules = []
    for (left, top, wide, high, area), (x, y) in zip(stats[1:], middle[1:], strict=True):
        long, thick = (wide, high) if level else (high, wide)
        if area / long * sheet.scale > _THICKEST or thick * sheet.scale > _THICKEST + 0.02 * long * sheet.scale:
            continue
        start = (left if level else top) * sheet.scale
        rules.append(Rule(float(y if level else x) * sheet.scale, float(start), float(start + long * sheet.scale)))
    return rules


def is_bar(sheet: Sheet, rule: Rule) -> bool:
    """Whether a loose level line is drawn, with white above and below it, and no chain of letters."""
    left, right = round(rule.start / sheet.scale) + 1, round(rule.end / sheet.scale) - 1
    middle = round(rule.at / sheet.scale)
    band = sheet.picture[max(middle - 9, 0) : middle + 10, max(left, 0) : right] < _DARK
    if band.shape[0] < 19 or band.shape[1] < 8:
        return False
    rows = band.mean(axis=1)
    at = int(rows[6:13].argmax()) + 6
    drawn = float(band[at - 2 : at + 3].any(axis=0).mean())
    return drawn > _DRAWN and float(rows[[at - 5, at - 4, at + 4, at + 5]].max()) < _WHITE


def without_rules(sheet: Sheet, across: list[Rule], down: list[Rule], belongs: Callable[[Rule, bool], bool]) -> Picture:
    """The picture with the lines of its tables painted white, so that no reader takes them for letters."""
    ink = _ink(sheet.picture)
    clean = sheet.picture.copy()
    for level, rules in ((True, across), (False, down)):
        mask = np.zeros_like(ink)
        for rule in rules:
            if belongs(rule, level):
                _stroke(mask, rule, sheet, level)
        lines = cv2.bitwise_and(_long(ink, sheet.dpi, level, slack=3), mask)
        clean[cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0] = 255
    return clean


def _stroke(mask: Picture, rule: Rule, sheet: Sheet, level: bool) -> None:
    reach = _THICKEST / 2 + 0.5
    first = [round((rule.at - reach) / sheet.scale), round(rule.start / sheet.scale) - 2]
    last = [round((rule.at + reach) / sheet.scale), round(rule.end / sheet.scale) + 2]
    rows, columns = (0, 1) if level else (1, 0)
    top, left = max(first[rows], 0), max(first[columns], 0)
    mask[top : max(last[rows], 0) + 1, left : max(last[columns], 0) + 1] = 255


def ink_box(picture: Picture, left: int, top: int, right: int, bottom: int) -> tuple[int, int, int, int] | None:
    """The part of a cell that holds ink, in pixels; None where there is none but specks."""
    part = picture[max(top, 0) : bottom, max(left, 0) : right]
    if part.size == 0:
        return None
    dark = np.asarray((part < _DARK) * 255, np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    kept = [one for one in stats[1:count] if one[4] >= _MANY]
    if not kept:
        return None
    x0, y0 = min(one[0] for one in kept), min(one[1] for one in kept)
    x1, y1 = max(one[0] + one[2] for one in kept), max(one[1] + one[3] for one in kept)
    return max(left, 0) + int(x0), max(top, 0) + int(y0), max(left, 0) + int(x1), max(top, 0) + int(y1)


def as_picture(page: Any, dpi: float) -> Picture:
    """A pdfium page in shades of grey."""
    return np.asarray(page.render(scale=dpi / POINTS, grayscale=True).to_numpy(), np.uint8).squeeze()

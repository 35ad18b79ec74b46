"""A reader of QR codes in pictures of pages, written for these tests: what a telephone reads must be what was printed.

It finds the three corner marks, samples the squares, takes off the mask and reads the bytes as they stand: a page drawn by
a computer has no stains, so nothing is corrected (ISO/IEC 18004; byte mode, versions 1 to 10).
"""

from collections.abc import Iterator

from PIL import Image

# Error correction level (as its two bits say) → per version: (blocks, codewords of data in each) of both groups.
_BLOCKS = {
    0b01: ([(1, 19)], [(1, 34)], [(1, 55)], [(1, 80)], [(1, 108)], [(2, 68)], [(2, 78)], [(2, 97)], [(2, 116)],
           [(2, 68), (2, 69)]),
    0b00: ([(1, 16)], [(1, 28)], [(1, 44)], [(2, 32)], [(2, 43)], [(4, 27)], [(4, 31)], [(2, 38), (2, 39)],
           [(3, 36), (2, 37)], [(4, 43), (1, 44)]),
}  # fmt: skip
_ALIGNED = ((), (6, 18), (6, 22), (6, 26), (6, 30), (6, 34), (6, 22, 38), (6, 24, 42), (6, 26, 46), (6, 28, 50))
_MASKS = (
    lambda y, x: (y + x) % 2 == 0, lambda y, x: y % 2 == 0, lambda y, x: x % 3 == 0, lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0, lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0, lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)  # fmt: skip


def read_qr(picture: Image.Image) -> str:
    """The words of the one QR code on a page. ValueError where there is none."""
    grey = picture.convert("L")
    marks = list(_corner_marks(grey))
    for left, top, size in marks:
        for other, beside, _ in marks:
            # Between the two marks of the upper side lie side − 7 squares, counted in squares of about size / 7.
            version = round(((other - left) / (size / 7) + 7 - 17) / 4)
            if not 1 <= version <= 10 or abs(beside - top) > size / 7:
                continue
            side = 17 + 4 * version
            step = (other - left) / (side - 7)
            if _has_corner(grey, left, top + (side - 7) * step, step):
                squares = [[_dark(grey, left + (x + 0.5) * step, top + (y + 0.5) * step) for x in range(side)]
                           for y in range(side)]  # fmt: skip
                return _words(squares, version)
    raise ValueError("tidak ada kode QR pada gambar")


def _dark(grey: Image.Image, x: float, y: float) -> bool:
    return 0 <= x < grey.width and 0 <= y < grey.height and grey.getpixel((int(x), int(y))) < 128


def _corner_marks(grey: Image.Image) -> Iterator[tuple[float, float, float]]:
    """(left, top, size) of what may be the upper left mark: dark, light, dark ×3, light, dark along a line."""
    seen: list[tuple[int, int]] = []
    for y in range(0, grey.height, 2):
        row = grey.crop((0, y, grey.width, y + 1)).tobytes()
        if min(row) >= 128:
            continue
        edges = [0, *(x for x in range(1, len(row)) if (row[x] < 128) != (row[x - 1] < 128)), len(row)]
        for at in range(len(edges) - 5):
            left, right = edges[at], edges[at + 5]
            one = (right - left) / 7
            wide = [edges[at + n + 1] - edges[at + n] for n in range(5)]
            near = 0.8 * max(1.0, one / 2)
            fits = all(abs(have - want * one) < near for have, want in zip(wide, (1, 1, 3, 1, 1), strict=True))
            if one < 1.5 or row[left] >= 128 or not fits or any(abs(left - x) < 3 and y - top < one * 7 for x, top in seen):
                continue
            top = y
            while top and _dark(grey, left + 0.5, top - 1):
                top -= 1
            seen.append((left, top))
            if _has_corner(grey, left, top, one):
                yield left, top, right - left


def _has_corner(grey: Image.Image, left: float, top: float, step: float) -> bool:
    """Whether the 7 × 7 squares there are a corner mark."""
    return all(
        _dark(grey, left + (x + 0.5) * step, top + (y + 0.5) * step) == (max(abs(x - 3), abs(y - 3)) != 2)
        for y in range(7) for x in range(7)
    )  # fmt: skip


def _words(squares: list[list[bool]], version: int) -> str:
    side = len(squares)
    form = [squares[8][x] for x in (0, 1, 2, 3, 4)]
    level, mask = (form[0] << 1 | form[1]) ^ 0b10, (form[2] << 2 | form[3] << 1 | form[4]) ^ 0b101
    bits = [squares[y][x] != _MASKS[mask](y, x) for y, x in _path(side, version)]
    words = [sum(bit << (7 - n) for n, bit in enumerate(bits[at : at + 8])) for at in range(0, len(bits) - 7, 8)]
    data = _joined(words, _BLOCKS[level][version - 1])
    stream = "".join(f"{word:08b}" for word in data)
    if stream[:4] != "0100":
        raise ValueError(f"bukan kode QR berisi huruf: {stream[:4]}")
    wide = 8 if version < 10 else 16
    length = int(stream[4 : 4 + wide], 2)
    start = 4 + wide
    return bytes(int(stream[at : at + 8], 2) for at in range(start, start + 8 * length, 8)).decode()


def _joined(words: list[int], groups: list[tuple[int, int]]) -> list[int]:
    """The codewords of data, which stand block by block in turn, in their own order."""
    sizes = [size for blocks, size in groups for _ in range(blocks)]
    found: list[list[int]] = [[] for _ in sizes]
    rest = iter(words)
    for round_ in range(max(sizes)):
        for block, size in zip(found, sizes, strict=True):
            if round_ < size:
                block.append(next(rest))
    return [word for block in found for word in block]


def _path(side: int, version: int) -> Iterator[tuple[int, int]]:
    """The squares that hold data, in their order: columns in pairs from the right, up and down in turn."""
    upward, right = True, side - 1
    while right > 0:
        if right == 6:
            right -= 1
        for y in range(side - 1, -1, -1) if upward else range(side):
            for x in (right, right - 1):
                if not _fixed(y, x, side, version):
                    yield y, x
        upward, right = not upward, right - 2


def _fixed(y: int, x: int, side: int, version: int) -> bool:
    """Corner marks with their format, timing lines, alignment marks, version."""
    if y == 6 or x == 6 or (y < 9 and (x < 9 or x >= side - 8)) or (y >= side - 8 and x < 9):
        return True
    if version >= 7 and ((y < 6 and x >= side - 11) or (x < 6 and y >= side - 11)):
        return True
    places = _ALIGNED[version - 1]
    corners = {(6, 6), (6, side - 7), (side - 7, 6)}
    return any(abs(y - one) <= 2 and abs(x - two) <= 2 for one in places for two in places if (one, two) not in corners)

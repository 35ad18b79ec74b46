"""How wide a text is in Source Sans 3, so that a drawing can wrap it before any browser has seen it.

Advance widths in thousandths of the size, of the characters from space to tilde, measured from the vendored font file.
"""

from typing import Literal

Weight = Literal[400, 600]
_WIDTHS: dict[Weight, tuple[int, ...]] = {
    400: (
        200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497,
        497, 497, 497, 497, 497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 543, 588, 571, 615, 527,
        494, 617, 652, 263, 479, 579, 486, 727, 647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513,
        476, 539, 303, 350, 303, 497, 500, 542, 504, 553, 456, 555, 496, 292, 504, 544, 246, 247, 495,
        255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303, 241, 303, 497,
    ),
    600: (
        200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 344, 513, 513, 513,
        513, 513, 513, 513, 513, 513, 513, 275, 275, 513, 513, 513, 444, 875, 558, 597, 576, 625, 538,
        510, 628, 663, 282, 494, 597, 502, 745, 657, 674, 582, 674, 592, 545, 546, 655, 536, 800, 541,
        501, 540, 324, 344, 324, 513, 500, 549, 516, 563, 462, 564, 507, 317, 520, 558, 262, 263, 522,
        271, 843, 560, 549, 564, 564, 373, 431, 361, 556, 495, 748, 481, 495, 443, 324, 255, 324, 513,
    ),
}  # fmt: skip
_OTHER = 600  # a character of another alphabet: rather too wide than cut off


def text_width(text: str, size: float, weight: Weight = 400) -> float:
    """Width in the unit of `size`."""
    widths = _WIDTHS[weight]
    return sum(widths[ord(c) - 32] if 32 <= ord(c) < 127 else _OTHER for c in text) * size / 1000


def wrap(text: str, width: float, size: float, weight: Weight = 400) -> tuple[str, ...]:
    """Lines no wider than `width`; a single word that is wider is cut into pieces."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size, weight) <= width:
            lines[-1] += f" {word}"
            continue
        while text_width(word, size, weight) > width and len(word) > 1:
            fits = next(n for n in range(len(word), 0, -1) if n == 1 or text_width(word[:n], size, weight) <= width)
            lines.append(word[:fits])
            word = word[fits:]
        if word:
            lines.append(word)
    return tuple(lines)

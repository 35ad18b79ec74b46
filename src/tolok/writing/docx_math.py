"""Formulas as Word's own mathematics (OMML): editable fractions whose lines are broken beforehand.

Neither Word nor LibreOffice breaks a line inside a fraction, so numerator and denominator come as stacked lines
(`m:eqArr`) that fit the place they have, with the factor (`× 100%`) kept beside them.
"""

from collections.abc import Sequence

from tolok.writing.docx_metrics import width, wrapped
from tolok.writing.docx_styles import StyleIds
from tolok.writing.docx_xml import Element, clean, el, paragraph, set_property, size, val, words_paragraph
from tolok.writing.sheet import Formula

_MATH_FONT = "Cambria Math"
MOST_SIGNS = 44
"""Signs of a line of a fraction; wider columns do not get longer lines, for those are hard to read."""
# LibreOffice sets a formula at 12 points whatever the run says; lines must fit there too.
_SET_AT = 12.0
_GAP = 8.0
_MOST_LINES = 24


def formula_elements(formula: Formula, room: float, ids: StyleIds, points: float = 9) -> list[Element]:
    """A formula with its legend as paragraphs, `room` points wide."""
    if not formula.denominator:
        words = formula.numerator + (f" {formula.factor}" if formula.factor else "")
        made = [words_paragraph(ids["Tolok Sel"], words)]
    elif sum(map(len, fraction_lines(formula, room))) > _MOST_LINES:
        made = _in_words(formula, ids)
    else:
        made = [paragraph(ids["Tolok Rumus"], [_fraction(formula, room, points)])]
    if formula.legend:
        lines = "\n".join(("dengan:", *(f"{name} = {meaning}" for name, meaning in formula.legend)))
        made.append(words_paragraph(ids["Tolok Sel Catatan"], lines))
    return made


def _in_words(formula: Formula, ids: StyleIds) -> list[Element]:
    """A fraction too tall for a page, as paragraphs that may break, a rule between them."""
    above = words_paragraph(ids["Tolok Sel"], formula.numerator)
    set_property(above, el("w:pBdr", None, el("w:bottom", {"val": "single", "sz": 4, "space": 1, "color": "auto"})))
    below = [words_paragraph(ids["Tolok Sel"], words) for words in (formula.denominator, formula.factor) if words]
    return [above, *below]


def fraction_lines(formula: Formula, room: float) -> tuple[list[str], list[str]]:
    """The lines of numerator and denominator in `room` points, the factor beside them."""
    beside = min(width(clean(formula.factor), _SET_AT) + _GAP if formula.factor else 0.0, room * 0.4)
    inside = max(room - beside - _GAP, 3 * _SET_AT)
    return _even(clean(formula.numerator), inside), _even(clean(formula.denominator), inside)


def _even(words: str, room: float) -> list[str]:
    """Lines of about one length: as few as the place allows, none of them a lone last word."""
    lines = wrapped(words, room, _SET_AT, MOST_SIGNS)
    for share in range(95, 50, -5):
        narrower = wrapped(words, room * share / 100, _SET_AT, MOST_SIGNS)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _fraction(formula: Formula, room: float, points: float) -> Element:
    numerator, denominator = fraction_lines(formula, room)
    bar = el(
        "m:f",
        None,
        el("m:fPr", None, val("m:type", "bar"), _control(points)),
        el("m:num", None, _stacked(numerator, points)),
        el("m:den", None, _stacked(denominator, points)),
    )
    math = el("m:oMath", None, bar)
    if formula.factor:
        math.append(_math_run(f" {clean(formula.factor)}", points))
    return el("m:oMathPara", None, el("m:oMathParaPr", None, val("m:jc", "left")), math)


def _stacked(lines: Sequence[str], points: float) -> Element:
    if len(lines) == 1:
        return _math_run(lines[0], points)
    return el("m:eqArr", None, *(el("m:e", None, _math_run(line, points)) for line in lines))


def _math_run(words: str, points: float) -> Element:
    """Upright words: `m:nor` keeps their spaces and forbids reading them as a product of letters."""
    text = el("m:t", {"xml:space": "preserve"})
    text.text = words
    return el("m:r", None, el("m:rPr", None, el("m:nor")), _look(points), text)


def _look(points: float) -> Element:
    return el("w:rPr", None, el("w:rFonts", {"ascii": _MATH_FONT, "hAnsi": _MATH_FONT}), size(points))


def _control(points: float) -> Element:
    return el("m:ctrlPr", None, _look(points))

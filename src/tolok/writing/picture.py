"""SVG as PNG, by the typesetter of the PDF and with its fonts: a chart in Word looks as it does on paper.

Offline and deterministic: the same SVG gives the same bytes on every machine.
"""

from functools import cache

import typst

from tolok.values.issue import Issue, IssueError

# The SVG enters as data; the page takes its size from it.
_TEMPLATE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1mm)
"""


def svg_png(svg: str, width_mm: float, ppi: int = 200) -> bytes:
    """One picture, `width_mm` wide when printed at `ppi` dots per inch. IssueError (TLK-P030) when it is no SVG."""
    try:
        png: bytes = typst.compile(
            _TEMPLATE, font_paths=fonts(), format="png", ppi=ppi, sys_inputs={"svg": svg, "width": repr(float(width_mm))}
        )
    except typst.TypstError as error:
        raise IssueError(
            Issue(
                kode="TLK-P030",
                bobot="salah",
                di_mana="gambar",
                apa="gambar tidak dapat digambar",
                mengapa=str(error),
                saran="Cetak dokumen tanpa gambar itu; sampaikan kode ini kepada pengelola.",
            )
        ) from None
    return png


@cache
def fonts() -> typst.Fonts:
    """The fonts that the typesetter carries; those of a machine cannot change a page."""
    return typst.Fonts(include_system_fonts=False)

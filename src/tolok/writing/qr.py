"""QR codes as one SVG path: no picture library, no style of their own, the same for the same words."""

from qrcode.main import QRCode

_QUIET = 4  # empty squares around it, as ISO/IEC 18004 asks


def qr_path(text: str) -> tuple[int, str]:
    """(side in squares, quiet border included; path of the dark squares) of the QR code of a text."""
    code = QRCode(border=_QUIET)
    code.add_data(text)
    code.make()
    matrix = code.get_matrix()
    dark = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                dark.append(f"M{x} {y}h{run}v1h-{run}z")
            x += run + 1
    return len(matrix), "".join(dark)


def qr_svg(text: str) -> str:
    """The QR code of `text`, quiet border included, error correction M, black on white. ValueError when too long."""
    side, path = qr_path(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )

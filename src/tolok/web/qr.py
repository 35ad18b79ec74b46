"""QR codes as one SVG path, made here and offline, without any style of their own."""

from qrcode.main import QRCode


def qr_path(text: str) -> tuple[int, str]:
    """(side in squares, quiet border included; path of the dark squares) of the QR code of a text."""
    code = QRCode(border=4)
    code.add_data(text)
    code.make()
    matrix = code.get_matrix()
    dark = [(x, y) for y, row in enumerate(matrix) for x, square in enumerate(row) if square]
    return len(matrix), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)

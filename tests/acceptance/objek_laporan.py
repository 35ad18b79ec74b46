"""What stands in the addresses of the yearly report."""

NILAI: dict[str, str] = {"bagian_laporan": "isu_strategis"}

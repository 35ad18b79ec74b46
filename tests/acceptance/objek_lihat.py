"""What stands in the addresses of pages across offices."""

NILAI: dict[str, str] = {"pemda": "35.75"}

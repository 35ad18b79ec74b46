"""What stands in the addresses of regions: the province of Kota Pasuruan."""

NILAI: dict[str, str] = {"wilayah": "35"}

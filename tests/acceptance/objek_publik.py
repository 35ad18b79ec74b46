"""What stands in the addresses of public pages: an IKU of Kota Pasuruan that is published for 2023."""

NILAI: dict[str, str] = {"iku": "KOP-03"}

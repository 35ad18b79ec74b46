"""Region codes of Kemendagri, `PP.KK.CC.VVVV`; every level is a prefix of the next (Kepmendagri 300.2.2-2430/2025)."""

import re
from typing import Literal

Tingkat = Literal["nasional", "provinsi", "kota", "kecamatan", "kelurahan"]
TINGKAT: tuple[Tingkat, ...] = ("nasional", "provinsi", "kota", "kecamatan", "kelurahan")
NASIONAL = "ID"
TANPA_WILAYAH = "/-"

_LENGTH: dict[Tingkat, int] = {"nasional": 0, "provinsi": 2, "kota": 5, "kecamatan": 8, "kelurahan": 13}
_CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?", re.ASCII)


def is_region_code(text: str) -> bool:
    """Whether `text` has the shape of a code; whether it exists is asked of the region tree."""
    return bool(_CODE.fullmatch(text))


def tingkat_of(code: str) -> Tingkat:
    """Level of a code: `35.75` → kota, `35.75.01.1001` → kelurahan. ValueError on anything else."""
    if code == NASIONAL:
        return "nasional"
    if code.endswith(TANPA_WILAYAH):
        return "kecamatan"
    if not is_region_code(code):
        raise ValueError(f"bukan kode wilayah: {code!r}")
    return next(tingkat for tingkat, length in _LENGTH.items() if len(code) == length)


def ancestor(code: str, tingkat: Tingkat) -> str:
    """The region of `tingkat` that holds `code`; rows without a region (`35.75/-`) stay a child of their own kota."""
    if tingkat == "nasional":
        return NASIONAL
    length = _LENGTH[tingkat]
    if code.endswith(TANPA_WILAYAH):
        return code if length > _LENGTH["kota"] else code[:length]
    if code == NASIONAL or len(code) < length:
        raise ValueError(f"{code!r} berada di atas tingkat {tingkat}")
    return code[:length]


def tanpa_wilayah(pemda: str) -> str:
    """The child that collects a pemda's rows without a region, so that sums close: `35.75` → `35.75/-`."""
    return pemda + TANPA_WILAYAH


def covers(region: str, code: str) -> bool:
    """Whether `code` is `region` or lies inside it; a kota also covers its rows without a region, the nation all."""
    return region == NASIONAL or code == region or code.startswith(region + ".") or code == tanpa_wilayah(region)

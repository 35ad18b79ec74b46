"""The region tree: Kemendagri codes with their names, each valid from and until a day where that is known.

Facts: Kepmendagri 300.2.2-2430/2025 (provinces, cities and regencies; below the city only the offices in use).
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from tolok.values.issue import Issue, IssueError
from tolok.values.region import NASIONAL, TANPA_WILAYAH, ancestor, is_region_code, tingkat_of

FOLDER = Path(__file__).parent / "wilayah"
_KELURAHAN = 13


@dataclass(frozen=True)
class Region:
    """One code. Days are inclusive; None means that no beginning or end is known."""

    kode: str
    nama: str
    berlaku_sejak: date | None = None
    berlaku_sampai: date | None = None

    def valid_on(self, day: date | None) -> bool:
        """Whether the code holds on `day`; without a day, whether it ever did."""
        if day is None:
            return True
        return (self.berlaku_sejak or day) <= day <= (self.berlaku_sampai or day)


@dataclass(frozen=True)
class RegionTree:
    """Codes by level. `nasional` (ID) stands above the provinces; `35.75/-` is named but is not a place."""

    regions: dict[str, Region] = field(default_factory=dict)

    def exists(self, code: str, on: date | None = None) -> bool:
        """Whether `code` is in the tree, and valid on the day when one is given."""
        region = self.regions.get(code)
        return region is not None and region.valid_on(on)

    def name(self, code: str) -> str:
        """`Kota Pasuruan`; `tanpa wilayah` for `35.75/-`; KeyError for an unknown code."""
        if code == NASIONAL:
            return "Indonesia"
        return "tanpa wilayah" if code.endswith(TANPA_WILAYAH) else self.regions[code].nama

    def children(self, code: str, on: date | None = None) -> tuple[str, ...]:
        """Codes one level below, sorted; of `ID` the provinces. () for a kelurahan or an unknown code."""
        return tuple(child for child in self._children.get(code, ()) if self.exists(child, on))

    def kelurahan_of(self, code: str, on: date | None = None) -> tuple[str, ...]:
        """Every kelurahan at or below `code`, sorted."""
        if len(code) == _KELURAHAN:
            return (code,) if self.exists(code, on) else ()
        return tuple(leaf for child in self.children(code, on) for leaf in self.kelurahan_of(child, on))

    def below(self, code: str) -> Iterator[Region]:
        """Every region strictly below `code`, depth first in code order."""
        for child in self._children.get(code, ()):
            yield self.regions[child]
            yield from self.below(child)

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        below: dict[str, list[str]] = {}
        for code in sorted(self.regions):
            below.setdefault(_parent(code), []).append(code)
        return {code: tuple(codes) for code, codes in below.items()}


def _parent(code: str) -> str:
    match tingkat_of(code):
        case "provinsi":
            return NASIONAL
        case "kota":
            return ancestor(code, "provinsi")
        case "kecamatan":
            return ancestor(code, "kota")
        case _:
            return ancestor(code, "kecamatan")


def load_tree(folder: Path = FOLDER) -> RegionTree:
    """The tree of all CSV files in `folder`: columns kode, nama and, optional, berlaku_sejak, berlaku_sampai (ISO).

    Raises IssueError (TLK-R003) for a code of no known shape, a code given twice, one without its parent, a bad date.
    """
    regions: dict[str, Region] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                try:
                    _add(regions, row)
                except ValueError as error:
                    faults.append(f"{path.name}: {error}")
    faults += [f"{code}: wilayah di atasnya tidak ada" for code in _orphans(regions)]
    if faults:
        raise IssueError(
            Issue(
                "TLK-R003",
                "salah",
                "pohon wilayah",
                "daftar kode wilayah tidak dapat dipakai",
                "; ".join(faults[:10]),
                "perbaiki CSV wilayah itu: kode PP.KK.CC.VVVV, satu baris per kode, tanggal ISO",
            )
        )
    return RegionTree(regions)


def _add(regions: dict[str, Region], row: dict[str, str]) -> None:
    code = (row.get("kode") or "").strip()
    if not is_region_code(code):
        raise ValueError(f"{code!r} bukan kode wilayah")
    if code in regions:
        raise ValueError(f"{code} tertulis dua kali")
    regions[code] = Region(code, (row.get("nama") or "").strip(), *(_day(row, key) for key in _DAYS))


_DAYS = ("berlaku_sejak", "berlaku_sampai")


def _day(row: dict[str, str], key: str) -> date | None:
    text = (row.get(key) or "").strip()
    return date.fromisoformat(text) if text else None


def _orphans(regions: dict[str, Region]) -> Iterable[str]:
    return (code for code in sorted(regions) if _parent(code) not in regions and _parent(code) != NASIONAL)

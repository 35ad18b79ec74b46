"""What a reader made of a document: drafts of indicators, every value with its place, its words and its doubt.

A value that the reader is not sure of carries a doubt and becomes a question to a person; it is never a figure. The shape
written by `as_json` is the one by which readers are compared (the head of the scoring tool says it).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tolok.reading.paper import Box
from tolok.reading.persons import without_numbers_of_persons
from tolok.values.issue import Issue

Teks = Literal[
    "nama", "tujuan", "sasaran", "satuan", "formula_teks", "definisi", "alasan", "penanggung_jawab", "sumber_data",
    "tipe", "keterangan", "indikator_kota",
]  # fmt: skip
Deret = Literal["target", "realisasi", "nilai", "target_ke"]
"""Series of values by year, `target_ke` by ordinal year (1 … 5); `nilai` is a year column that does not say what it is."""


@dataclass(frozen=True)
class Place:
    """Where a value stands: page (0: the format has none), table (from 1), row and column (from 1), box on the page."""

    page: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    box: Box | None = None


@dataclass(frozen=True)
class Found:
    """One value: as understood (`text`), the whole words of its cell as printed (`printed`), where, and what is unsure.

    `doubt`: why a person is asked ('' when sure). `inferred`: from where the reader concluded it, when the document does not
    say it in a place of its own (satuan from `Persentase …`); said, never silent.
    """

    text: str
    place: Place = Place()
    printed: str = ""
    doubt: str = ""
    inferred: str = ""


@dataclass(frozen=True)
class DraftIndikator:
    """One measure as read. `texts` by field, `series` by kind and then by year or ordinal. `komponen` is the number of the
    measure within an indicator of several (0: the only one); `versi` names the version of the document it belongs to."""

    texts: Mapping[Teks, Found]
    series: Mapping[Deret, Mapping[str, Found]] = field(default_factory=dict)
    komponen: int = 0
    versi: str = ""

    @property
    def nama(self) -> str:
        return self.texts["nama"].text if "nama" in self.texts else ""


@dataclass(frozen=True)
class Reading:
    """A document as read: who issued it (as far as it says), its drafts, and everything that a person must look at."""

    name: str
    sha256: str
    kind: str
    head: Mapping[str, Found]
    drafts: tuple[DraftIndikator, ...]
    issues: tuple[Issue, ...] = ()


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading as JSON data: `indikator` with plain values and `ragu`, beside `tempat` with the place of every value;
    `kepala_ragu` only where something of the head is doubted."""
    doubts = {key: one.doubt for key, one in reading.head.items() if one.doubt}
    return {
        "berkas": reading.name,
        "sha256": reading.sha256,
        "jenis": reading.kind,
        "kepala": {key: without_numbers_of_persons(one.text) for key, one in reading.head.items()},
        **({"kepala_ragu": doubts} if doubts else {}),
        "indikator": [_draft(one) for one in reading.drafts],
        "issues": [
            {"kode": i.kode, "bobot": i.bobot, "di_mana": i.di_mana, "apa": i.apa, "mengapa": i.mengapa, "saran": i.saran}
            for i in reading.issues
        ],
    }


def _draft(one: DraftIndikator) -> dict[str, Any]:
    values: dict[str, Found] = dict(one.texts)  # type: ignore[arg-type]  # the field names are words of Teks
    told: dict[str, Any] = {key: without_numbers_of_persons(found.text) for key, found in one.texts.items()}
    for kind, by_year in one.series.items():
        told[kind] = {year: found.text for year, found in by_year.items()}
        values |= {f"{kind}.{year}": found for year, found in by_year.items()}
    told["ragu"] = [key for key, found in values.items() if found.doubt]
    told["disimpulkan"] = [key for key, found in values.items() if found.inferred]
    told["tempat"] = {key: _place(found) for key, found in values.items()}
    if one.komponen:
        told["komponen"] = one.komponen
    if one.versi:
        told["versi"] = one.versi
    return told


def _place(found: Found) -> dict[str, Any]:
    place = found.place
    told: dict[str, Any] = {"halaman": place.page, "tabel": place.table, "baris": place.row, "kolom": place.column}
    if place.box:
        box = place.box
        told["kotak"] = [round(edge, 1) for edge in (box.left, box.top, box.right, box.bottom)]
    told["tercetak"] = without_numbers_of_persons(found.printed or found.text)
    if found.doubt:
        told["ragu"] = found.doubt
    if found.inferred:
        told["disimpulkan"] = found.inferred
    return told

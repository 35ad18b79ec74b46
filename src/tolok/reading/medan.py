"""The fields of a draft one by one: their keys (`nama`, `target.2024`), their names for people, where each stands."""

from tolok.reading.draft import DraftIndikator, Found, Place

LABEL: dict[str, str] = {
    "nama": "Nama", "tujuan": "Tujuan", "sasaran": "Sasaran", "satuan": "Satuan", "formula_teks": "Rumus",
    "definisi": "Definisi", "alasan": "Alasan", "penanggung_jawab": "Penanggung jawab", "sumber_data": "Sumber data",
    "tipe": "Tipe hitung", "keterangan": "Keterangan", "indikator_kota": "IKU Kota",
}  # fmt: skip
"""In the order in which they are shown."""
DERET: dict[str, str] = {
    "target": "Target {}", "realisasi": "Realisasi {}", "nilai": "Kolom {}", "target_ke": "Target tahun ke-{}",
}  # fmt: skip
_LEAST = 4


def fields_of(draft: DraftIndikator) -> dict[str, Found]:
    """Every value by its key: texts in the order of `LABEL`, then series by year."""
    texts: dict[str, Found] = {str(key): found for key, found in draft.texts.items()}
    ordered = {key: texts[key] for key in LABEL if key in texts}
    for kind in DERET:
        by_year = {str(year): found for name, years in draft.series.items() if name == kind for year, found in years.items()}
        ordered |= {f"{kind}.{year}": by_year[year] for year in sorted(by_year, key=lambda text: (len(text), text))}
    return ordered


def label_of(medan: str) -> str:
    """A field's name for people: `Target 2024`."""
    kind, _, year = medan.partition(".")
    return DERET[kind].format(year) if year and kind in DERET else LABEL.get(medan, medan)


def place_text(place: Place) -> str:
    """Where a value stands, as far as the document says: `halaman 1, tabel 2, baris 3, kolom 4`; '' where nowhere."""
    parts = (("halaman", place.page), ("tabel", place.table), ("baris", place.row), ("kolom", place.column))
    return ", ".join(f"{word} {number}" for word, number in parts if number)


def short_text(text: str, most: int = 60) -> str:
    """A value on one line, cut at a word where it is long."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1].rpartition(" ")[0]
    return f"{cut if len(cut) >= _LEAST else line[: most - 1]}…"

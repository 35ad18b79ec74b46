"""Groups of a sheet become drafts: names, units, values by year, and the parts of explanation cells."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from tolok.reading.draft import DraftIndikator, Found, Teks
from tolok.reading.headers import SERIES, Column
from tolok.reading.paper import Cell
from tolok.reading.rows import Group, Holder
from tolok.reading.rules import acted
from tolok.reading.series import PrintedValue, Tahun, place_of, read_values, series_of
from tolok.reading.sheets import Sheet
from tolok.reading.split import is_source, source_of, split_explanation, split_source
from tolok.reading.values import count_values
from tolok.reading.words import goes_on, is_measure, is_numbered, one_line, unnumbered

_BRACKET = re.compile(r"\(([^()]{1,25})\)\s*$")
_CLEAR = re.compile(r"\s*(?:%|P[eo]rs[eo]n|Pr[eo]s[eo]n|Jumlah|Indeks?|Rasio|Cakupan|Prevalensi)")
_UNIT_LINE = re.compile(r"\n\(?satuan\s*:\s*([^\n)]{1,30})\)?", re.IGNORECASE)
_COMPUTED = ("formula", "penjelasan")
_COUNTED = re.compile(r"^\s*[\[({]*\s*[∑Σ]")
_BROKEN = re.compile(r"/|dibagi|÷|:")
_COUNTS = re.compile(r"\bjumlah\b|\bbanyaknya\b|[∑Σ]", re.IGNORECASE)
_DIVIDES = re.compile(
    r"[/:÷+]|\bdi\s?bagi|\bdi\s?banding|\bperbandingan|\bper\b|\bdi\s?kurang|\bselisih|\brasio|\bdari\b|\bterhadap\b|[-–—]{2}",
    re.IGNORECASE,
)
_SHARE = re.compile(r"^\s*(?:%|p[eo]rs[eo]n|pr[eo]s[eo]n|prosest)", re.IGNORECASE)
_UNIT_WORDS = (
    "% persen orang unit dokumen kk laporan kali buah paket hari jam bulan tahun nilai indeks poin skor ha kg ton km m2 rp "
    "rupiah kelompok lembaga desa kelurahan kegiatan event sekolah rumah angka rasio level predikat"
)
_UNITS = frozenset(_UNIT_WORDS.split())


def drafts_of(sheet: Sheet, group: Group, tahun: Tahun, shared: frozenset[int]) -> list[DraftIndikator]:
    """The drafts of one group: one, or as many as its cells hold in pairs. `shared`: ids of cells of several groups."""
    columns = {c.index: c for c in sheet.header.columns}
    values = [(columns[c], cells) for c, cells in sorted(group.cells.items()) if columns[c].field in SERIES]
    words, unit = name_and_unit("\n".join(cell.text for cell in group.names))
    names = split_names(words)
    counts = [len(count_values("\n".join(cell.text for cell in cells))) for _, cells in values]
    pairs = len(names) > 1 and counts and all(count == len(names) for count in counts)
    enumerated = len(names) > 1 and (all(map(is_numbered, names)) or _all_measures(names, group))
    texts = _texts(group, columns)
    if unit:
        texts.setdefault("satuan", _found(group.names, group.table, unit))
    if pairs or enumerated:
        acted("beberapa ukuran dalam satu sel")
    if not pairs and not enumerated:
        return [_draft(one_line(words), group, texts, read_values(values, None, False, shared), tahun)]
    return [
        _draft(
            name,
            group,
            _nth(texts, index, len(names)),
            read_values(values, index if pairs else None, not pairs, shared),
            tahun,
        )
        for index, name in enumerate(names)
    ]


def _nth(texts: Mapping[str, Found], index: int, names: int) -> dict[str, Found]:
    """The texts of one of several measures in a row: its own line where a cell has one for each, else the whole cell."""
    told = dict(texts)
    for key, found in texts.items():
        lines = [line.strip() for line in found.printed.splitlines() if line.strip()]
        if key in ("tujuan", "sasaran") or len(lines) < 2:
            continue
        if len(lines) == names:
            told[key] = replace(found, text=unnumbered(lines[index]))
        elif key == "satuan":
            told[key] = replace(found, doubt=found.doubt or "beberapa satuan untuk beberapa indikator dalam satu sel")
    return told


def name_and_unit(text: str) -> tuple[str, str]:
    """A name cell without the line that gives its unit (`Satuan: persen`), and that unit."""
    match = _UNIT_LINE.search(text)
    return (text[: match.start()] + text[match.end() :], match.group(1).strip()) if match else (text, "")


def _all_measures(names: list[str], group: Group) -> bool:
    """Whether every line of a name cell begins a measure, with a word that hardly stands inside a name. On a page a line may
    only be wrapped: there only `Persentase` counts."""
    wrapped = any(cell.box for cell in group.names)
    return all(_SHARE.match(name) if wrapped else _CLEAR.match(name) for name in names)


def split_names(text: str) -> list[str]:
    """The measures named in one cell: lines that begin one, each with the lines that go on with it."""
    found: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        starts = is_numbered(line) or is_measure(line) or line.strip()[:1].isupper()
        if found and (not starts or (goes_on(found[-1], unnumbered(line)) and not is_numbered(line))):
            found[-1] += " " + line.strip()
        else:
            found.append(line.strip())
    return [one_line(name) for name in found]


def _found(cells: list[Cell], table: int, text: str, doubt: str = "", inferred: str = "") -> Found:
    printed = "\n".join(cell.text for cell in cells)
    doubt = doubt or next((cell.doubt for cell in cells if cell.doubt), "")
    return Found(text, place_of(cells, table), printed, doubt, inferred)


def _texts(group: Group, columns: Mapping[int, Column]) -> dict[str, Found]:
    """The text fields of a group but for its name, with mixed cells taken apart."""
    found: dict[str, Found] = {}
    fields = {column.field for column in columns.values()}
    for index, cells in sorted(group.cells.items()):
        field = columns[index].field
        parts = _parts(field, _joined(cells) if field in _COMPUTED else "\n".join(cell.text for cell in cells), fields)
        for key, text in parts.items():
            if text and key not in found:
                found[key] = _found(cells, group.table, text, _fraction_doubt(key, cells, text))
    for kind, holder in (("tujuan", group.tujuan), ("sasaran", group.sasaran)):
        if holder.text:
            if not any(cell in holder.parts for cells in group.cells.values() for cell in cells):
                acted("warisan")
            found[kind] = _level(holder)
    return found


def _joined(cells: list[Cell]) -> str:
    """Rows of one explanation, one a line; two counts below each other are numerator and denominator."""
    lines = [cells[0].text]
    for before, cell in pairwise(cells):
        parts = _COUNTED.match(before.text) and _COUNTED.match(cell.text) and not _BROKEN.search(before.text)
        if parts:
            acted("pecahan dua baris")
        lines.append(f"/ {cell.text}" if parts else cell.text)
    return "\n".join(lines)


def _level(holder: Holder) -> Found:
    text = unnumbered(holder.text)
    doubt = "potongannya berdiri di bawah baris pertamanya" if holder.late else ""
    return _found(holder.parts, holder.table, text, doubt)


def _fraction_doubt(key: str, cells: list[Cell], text: str) -> str:
    """A formula from several rows that already had its denominator cannot be decided: which one holds is asked. So is one
    of two counts and a hundred without any sign between them: its bar was not read."""
    if key != "formula_teks":
        return ""
    if len(_COUNTS.findall(text)) > 1 and "100" in text and not _DIVIDES.search(text):
        acted("garis pecahan tidak terbaca")
        return "garis pecahan tidak terbaca; pembilang dan penyebut tidak terpisah"
    if len(cells) < 2:
        return ""
    complete = re.search(r"100\s?%?\s*\)?\s*\(", " ".join(cell.text for cell in cells[:-1]))
    return "penyebut tercetak dua kali, pada baris yang berbeda" if complete else ""


def _parts(field: str, text: str, fields: set[str]) -> dict[str, str]:
    if field in ("formula", "penjelasan", "definisi", "alasan"):
        return split_explanation(text, field)
    if field == "sumber_data":
        return split_source(text) if "penanggung_jawab" not in fields else {field: source_of(text)}
    if field == "keterangan":
        if "sumber_data" not in fields and is_source(text):
            return split_source(text)
        return {"keterangan": one_line(text)}
    if field in ("satuan", "penanggung_jawab", "tipe", "indikator_kota"):
        return {field: one_line(text)}
    return {}


def _draft(name: str, group: Group, texts: Mapping[str, Found], values: list[PrintedValue], tahun: Tahun) -> DraftIndikator:
    told: dict[str, Found] = {}
    name = unnumbered(name)
    if group.head:
        name = f"{group.head}: {name}"
    if name:
        told["nama"] = _found(group.names, group.table, name, group.doubt)
    elif group.parent and group.parent.name:
        acted("bagian kedua")
        note = "sel nama kosong; nama dari baris di atasnya"
        told["nama"] = _found(group.parent.names, group.parent.table, group.parent.name, inferred=note)
    told |= texts
    values = [one for one in values if not _is_unit_only(one, told)]
    if "satuan" not in told and (satuan := _satuan(name or told.get("nama", Found("")).text, values, group)):
        told["satuan"] = satuan
    if not name and not group.parent:
        acted("nama kosong")
        told |= proposed_name(told)
    return DraftIndikator({_teks(k): v for k, v in told.items()}, series_of(values, tahun, group.table), 0)


def proposed_name(told: Mapping[str, Found]) -> dict[str, Found]:
    """A name for a measure whose name cell is empty, from its definition or sasaran; always a question."""
    base = told.get("definisi") or told.get("formula_teks") or told.get("sasaran")
    if base is None:
        return {}
    words = base.text.split(" : ")[0] if " : " in base.text else base.text
    short = " ".join(words.split()[:8])
    return {
        "nama": Found(
            f"{short} (usulan)", base.place, "", "nama tidak tercetak di dokumen; ini usulan", "usulan dari isi barisnya"
        )
    }


def _teks(key: str) -> Teks:
    return key  # type: ignore[return-value]  # the keys are those of Teks by construction of _parts


def _is_unit_only(one: PrintedValue, told: dict[str, Found]) -> bool:
    """A word beside the number, under the same heading (`10.400 | Orang`), is its unit."""
    text = one.nilai.text
    if one.nilai.doubt and not re.search(r"\d", text) and len(text) < 25 and text.lower() in _UNITS:
        told.setdefault("satuan", Found(text, place_of([one.cell], 0), text))
        return True
    return False


def _satuan(name: str, values: list[PrintedValue], group: Group) -> Found | None:
    """The unit: printed with the values, in brackets behind the name, or concluded from `Persentase …`."""
    units = {one.nilai.satuan.casefold(): one for one in values if one.nilai.satuan}
    if len(units) == 1:
        one = next(iter(units.values()))
        acted("satuan pada nilai")
        place = place_of([one.cell], group.table)
        return Found(one.nilai.satuan, place, one.cell.text, one.nilai.doubt, "tercetak bersama nilainya")
    if units:
        one = next(iter(units.values()))
        return Found(one.nilai.satuan, place_of([one.cell], group.table), one.cell.text, "nilai-nilainya bersatuan berbeda")
    if not group.names:
        return None
    match = _BRACKET.search(name)
    if match and _is_unit(match.group(1), name[: match.start()]):
        acted("satuan dalam kurung")
        return _found(group.names, group.table, match.group(1).strip(), inferred="dari kurung di akhir nama")
    if _SHARE.match(name):
        acted("satuan dari persentase")
        return _found(group.names, group.table, "%", inferred="dari kata Persentase pada nama")
    return None


def _is_unit(words: str, before: str) -> bool:
    low = words.strip().casefold()
    counted = re.match(r"\s*jumlah\b", before, re.IGNORECASE) and re.search(rf"\b{re.escape(low)}\b", before.casefold())
    return low in _UNITS or bool(counted)

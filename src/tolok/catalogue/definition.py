"""A definition as data: the words of the document, dated versions of the formula, decisions, worked examples, hashes.

Everything is frozen: a change is a new version with a date and a reason, never an edit (architecture.md §3).
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Literal, get_args

from tolok.formula import normal
from tolok.formula.checker import Checked
from tolok.values.issue import Issue, IssueError

StatusDefinisi = Literal["siap", "perlu keputusan", "eksternal"]
Arah = Literal["naik", "turun", "stabil"]
TipeHitung = Literal["kumulatif", "posisi akhir", "non-kumulatif", "tahunan"]
Jenjang = Literal["tujuan", "sasaran"]
Pembulatan = Literal["saat ditampilkan", "sebelum dikelaskan"]
JenisContoh = Literal["normal", "batas", "kosong"]

STATUS_DEFINISI: tuple[StatusDefinisi, ...] = get_args(StatusDefinisi)
ARAH: tuple[Arah, ...] = get_args(Arah)
TIPE_HITUNG: tuple[TipeHitung, ...] = get_args(TipeHitung)
JENJANG: tuple[Jenjang, ...] = get_args(Jenjang)
PEMBULATAN: tuple[Pembulatan, ...] = get_args(Pembulatan)
JENIS_CONTOH: tuple[JenisContoh, ...] = get_args(JenisContoh)


@dataclass(frozen=True)
class Kutipan:
    """Where something is printed. `halaman` and `baris` are None where the copy at hand does not tell; `formula_teks` is
    the formula that a source other than the office's own document prints there."""

    dokumen: str
    tempat: str
    halaman: int | None = None
    baris: int | None = None
    formula_teks: str | None = None

    def __str__(self) -> str:
        halaman = f", halaman {self.halaman}" if self.halaman else ""
        return f"{self.dokumen}{halaman}, {self.tempat}"


@dataclass(frozen=True)
class KutipanDokumen:
    """One row of an office's document, word for word, reading errors included; None where the row prints nothing.

    `nilai` pairs a column header with what stands in it, `target` a year with what is promised; `target_tanpa_tahun`
    are figures whose year cannot be told. `berlaku` False: kept beside the document that is in force. `induk` names the
    printed indikator of which this measure is a part, where one name holds several formulas: parts are never averaged.
    """

    kode_dokumen: str
    pemda: str
    perangkat_daerah: str
    kutipan: Kutipan
    jenjang: Jenjang
    tujuan_sasaran: str | None
    nama: str | None
    penjelasan: str | None = None
    formula_teks: str | None = None
    satuan: str | None = None
    alasan: str | None = None
    penanggung_jawab: str | None = None
    sumber_data: str | None = None
    keterangan: str | None = None
    nilai: tuple[tuple[str, str], ...] = ()
    target: tuple[tuple[str, str], ...] = ()
    target_tanpa_tahun: tuple[str, ...] = ()
    berlaku: bool = True
    induk: str | None = None


@dataclass(frozen=True)
class Dasar:
    """A regulation and what it is the basis of; `catatan` says what about it is not confirmed."""

    peraturan: str
    isi: str
    catatan: str | None = None


@dataclass(frozen=True)
class Diputuskan:
    """When, in which function (never by whose name) and on what basis a version was decided."""

    tanggal: date
    oleh: str
    dasar: str


@dataclass(frozen=True)
class Keputusan:
    """What was decided where the document leaves something open, and why.

    `menjawab` lists the issue codes that it answers: lint then tells them as *catatan* that cite this decision.
    `kode_dokumen` narrows it to one row of a document.
    """

    isi: str
    alasan: str
    menjawab: tuple[str, ...] = ()
    jebakan: str | None = None
    kode_dokumen: str | None = None


@dataclass(frozen=True)
class Versi:
    """A dated version. `formula` None: not decided yet, so nothing can be computed."""

    berlaku_sejak: date
    diputuskan: Diputuskan
    formula: str | None
    keputusan: tuple[Keputusan, ...] = ()
    pembulatan: Pembulatan = "saat ditampilkan"


@dataclass(frozen=True)
class ContohKerja:
    """A worked example: register tables drawn in text, outside figures, and the result as printed or its reason.

    `register` pairs a register with its table; `data` is (kode, tahun, figure in id-ID). `dikirim` names delivered
    years of a register where they are not simply those of its rows.
    """

    nama: str
    jenis: JenisContoh
    tahun: int
    hasil: str
    register: tuple[tuple[str, str], ...] = ()
    data: tuple[tuple[str, int, str], ...] = ()
    dikirim: tuple[tuple[str, tuple[int, ...]], ...] = ()


@dataclass(frozen=True)
class Definisi:
    """One indikator. `satuan` is the dimension that its formula must yield, `satuan_tampil` how it is printed;
    `menunggu` says what is still open where the status is *perlu keputusan*."""

    kode: str
    nama: str
    status: StatusDefinisi
    satuan: str
    satuan_tampil: str
    desimal: int
    arah: Arah
    tipe_hitung: TipeHitung
    penanggung_jawab: str
    sumber_data: str
    populasi: str
    definisi: str
    batas: str
    dasar: tuple[Dasar, ...]
    dokumen: tuple[KutipanDokumen, ...]
    rujukan: tuple[Kutipan, ...]
    versi: tuple[Versi, ...]
    contoh: tuple[ContohKerja, ...]
    menunggu: str | None = None

    @property
    def kutipan(self) -> tuple[Kutipan, ...]:
        """Every place that this definition cites: rows of documents first, then other sources."""
        return tuple(d.kutipan for d in self.dokumen) + self.rujukan

    def version_at(self, when: date | int) -> Versi:
        """The version in force on a day, or at the end of a year. IssueError (TLK-D011) before the first one.

        Law is dated: a figure for 2023 uses what was in force at the end of 2023, whenever it is computed.
        """
        day = date(when, 12, 31) if isinstance(when, int) else when
        begun = [versi for versi in self.versi if versi.berlaku_sejak <= day]
        if begun:
            return max(begun, key=lambda versi: versi.berlaku_sejak)
        first = min((versi.berlaku_sejak for versi in self.versi), default=None)
        raise IssueError(
            Issue(
                "TLK-D011",
                "salah",
                f"{self.kode}, {when}",
                f"belum ada versi definisi yang berlaku pada {day}",
                f"versi pertama berlaku sejak {first}" if first else "definisi ini belum punya versi",
                "pilih tahun sesudahnya, atau tambahkan versi yang berlaku pada tahun itu dengan dasar keputusannya",
            )
        )

    @property
    def latest(self) -> Versi:
        """The version that began last."""
        return max(self.versi, key=lambda versi: versi.berlaku_sejak)


# --- hashes (rumus.md §3.12) ------------------------------------------------------------------------------------------

_PAIRS = ("nilai", "target", "dikirim")


def hash_definisi(definisi: Definisi, versi: Versi) -> str:
    """SHA-256 over the canonical JSON of one version with everything that was signed with it: words, citations, unit,
    direction, formula text, decisions, examples. Other versions do not enter; the order of keys does not matter."""
    content = canonical(definisi)
    content["versi"] = canonical(versi)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def hash_ukuran(definisi: Definisi, checked: Checked) -> str:
    """SHA-256 of what is measured, whatever it is called: equal hashes may be compared between offices."""
    return normal.hash_ukuran(checked, definisi.satuan, definisi.populasi)


def canonical(thing: Any) -> Any:
    """Plain JSON values with white space folded: what is hashed, since a line break carries no meaning."""
    return plain(thing, lambda text: " ".join(text.split()))


def plain(thing: Any, text: Callable[[str], str] = str) -> Any:
    """Plain JSON values: dataclasses as mappings by field name, pairs as mappings, dates as ISO; `text` treats texts."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {part.name: _field(part.name, getattr(thing, part.name), text) for part in fields(thing)}
    if isinstance(thing, (tuple, list)):
        return [plain(item, text) for item in thing]
    if isinstance(thing, date):
        return thing.isoformat()
    return text(thing) if isinstance(thing, str) else thing


def _field(name: str, value: Any, text: Callable[[str], str]) -> Any:
    """Pairs that came from a mapping are unordered. A drawn table is its cells: column widths carry no meaning."""
    if name == "register":
        return {
            str(key): [[cell.strip() for cell in line.split("|")] for line in table.splitlines() if line.strip()]
            for key, table in value
        }
    if name in _PAIRS:
        return {str(key): plain(content, text) for key, content in value}
    return sorted(plain(item, text) for item in value) if name == "data" else plain(value, text)


def frozen_version(definisi: Definisi, versi: Versi) -> dict[str, Any]:
    """One version as JSON to be kept for good, words untouched: the definition's fields beside the version's, with
    `hash_definisi`; `keputusan` is the first decision and `kutipan`, `teks_dokumen` the first citation, for a page."""
    content: dict[str, Any] = plain(definisi) | plain(versi)
    del content["versi"]
    put, first = versi.diputuskan, definisi.dokumen[0] if definisi.dokumen else None
    oleh = f"{put.oleh}, {put.tanggal.isoformat()}, {put.dasar}"
    content["daftar_keputusan"] = [item | {"oleh": oleh} for item in content["keputusan"]]
    content["keputusan"] = content["daftar_keputusan"][0] if versi.keputusan else None
    content["kutipan"] = str(definisi.kutipan[0])
    content["teks_dokumen"] = (first.formula_teks or first.penjelasan or first.nama or "") if first else ""
    content["hash_definisi"] = hash_definisi(definisi, versi)
    return content

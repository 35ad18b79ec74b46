"""What differs between two versions of a definition, field by field and, where it is long, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import SequenceMatcher
from typing import Literal

from tolok.catalogue.definition import ContohKerja, Definisi, Keputusan, Versi
from tolok.values.instant import tanggal_panjang

Ubah = Literal["sama", "hilang", "baru"]
_FIELDS = (
    ("nama", "Nama"),
    ("status", "Status"),
    ("menunggu", "Yang masih ditunggu"),
    ("satuan", "Satuan"),
    ("satuan_tampil", "Satuan tampil"),
    ("desimal", "Desimal"),
    ("arah", "Arah"),
    ("tipe_hitung", "Cara menghitung dalam setahun"),
    ("penanggung_jawab", "Penanggung jawab"),
    ("sumber_data", "Sumber data"),
    ("populasi", "Populasi"),
    ("definisi", "Definisi"),
    ("batas", "Batas"),
)


@dataclass(frozen=True)
class Potongan:
    """A piece of text: in both versions, only in the former (`hilang`), or only in the latter (`baru`)."""

    jenis: Ubah
    teks: str


@dataclass(frozen=True)
class Perbedaan:
    """One field that differs. `potongan` tells it word by word (line by line for a formula)."""

    nama: str
    lama: str
    baru: str
    potongan: tuple[Potongan, ...]


def difference(before: Definisi, old: Versi, after: Definisi, new: Versi) -> tuple[Perbedaan, ...]:
    """The fields in which version `new` of `after` differs from version `old` of `before`, the formula first."""
    found = [_differing("Rumus", old.formula or "", new.formula or "", lines=True)]
    found += [_differing("Berlaku sejak", _day(old.berlaku_sejak), _day(new.berlaku_sejak))]
    found += [_differing(label, _said(before, nama), _said(after, nama)) for nama, label in _FIELDS]
    found += [_differing("Pembulatan", old.pembulatan, new.pembulatan)]
    found += [_differing("Diputuskan", _decided(old), _decided(new))]
    found += [_differing("Keputusan", _decisions(old.keputusan), _decisions(new.keputusan), lines=True)]
    found += [_differing("Contoh kerja", _examples(before.contoh), _examples(after.contoh), lines=True)]
    return tuple(one for one in found if one.lama != one.baru)


def _said(definisi: Definisi, nama: str) -> str:
    value = getattr(definisi, nama)
    return "" if value is None else " ".join(str(value).split())


def _decided(versi: Versi) -> str:
    one = versi.diputuskan
    return f"{_day(one.tanggal)}, {one.oleh}, {one.dasar}"


def _day(day: date) -> str:
    return tanggal_panjang(datetime.combine(day, time()))


def _decisions(daftar: tuple[Keputusan, ...]) -> str:
    return "\n".join(" ".join(f"{one.isi} Alasan: {one.alasan}".split()) for one in daftar)


def _examples(daftar: tuple[ContohKerja, ...]) -> str:
    return "\n".join(f"{one.nama} ({one.tahun}): {one.hasil}" for one in daftar)


def _differing(nama: str, lama: str, baru: str, *, lines: bool = False) -> Perbedaan:
    old, new = (text.strip().split("\n") if lines else text.split(" ") for text in (lama, baru))
    return Perbedaan(nama, lama, baru, tuple(_pieces(old, new, "\n" if lines else " ")))


def _pieces(old: list[str], new: list[str], between: str) -> Iterator[Potongan]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Potongan("sama", between.join(old[a:b]))
            continue
        if b > a and any(old[a:b]):
            yield Potongan("hilang", between.join(old[a:b]))
        if d > c and any(new[c:d]):
            yield Potongan("baru", between.join(new[c:d]))

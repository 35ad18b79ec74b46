"""Published figures as files for anybody: CSV, JSON, and what the figures mean. Hidden cells stay hidden here too."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tolok.measurement.penyembunyian import ATURAN
from tolok.services.ekspor import csv_lines
from tolok.services.paket import region_tree
from tolok.services.publik import AngkaPublik, PapanPublik
from tolok.values.instant import instant_text
from tolok.values.number import fraction_text, parse_fraction, round_half_away
from tolok.values.period import Period

HEADS = (
    "kode", "indikator", "periode", "wilayah", "nama_wilayah", "nilai", "satuan", "target", "capaian_persen",
    "baris_dihitung", "keterangan", "terbitan", "diterbitkan",
)  # fmt: skip


@dataclass(frozen=True)
class Berkas:
    """One file: address name, what it is called on the page, and its bytes."""

    nama: str
    judul: str
    jenis: str
    tipe: str
    isi: bytes


def files_of(board: PapanPublik) -> tuple[Berkas, ...]:
    """The three files of a period; none where nothing is published."""
    if not board.angka:
        return ()
    rows = [row for one in board.angka for row in _rows(one)]
    facts = {
        "perangkat_daerah": f"{board.kantor.nama} {board.kantor.pemda.nama}",
        "kode": board.kantor.kode,
        "periode": str(board.period),
        "penyembunyian": ATURAN,
    }
    return (
        Berkas("angka.csv", "Semua angka", "CSV", "text/csv; charset=utf-8", "".join(csv_lines(HEADS, rows)).encode()),
        Berkas("angka.json", "Semua angka", "JSON", "application/json", _json({**facts, "angka": rows})),
        Berkas("keterangan.json", "Keterangan data", "JSON", "application/json", _json({**facts, "iku": _meanings(board)})),
    )


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _rows(one: AngkaPublik) -> Iterator[dict[str, Any]]:
    """The city first, then its kecamatan; a hidden one has its name and nothing else."""
    row, sheets = one.row, one.row.lembar["wilayah"]
    capaian = (row.capaian or {}).get("nilai")
    for code, sheet in sheets.items():
        city = code == one.pemda
        if not city and not any(total.get("terhitung") is not None for total in sheet["total"]):
            continue
        hidden = code in one.tersembunyi
        parted = [total["terhitung"] for total in sheet["total"] if "terhitung" in total]
        tell = bool(parted) and not hidden and (one.sayable or not city)
        yield {
            "kode": one.indikator.kode,
            "indikator": one.indikator.nama,
            "periode": str(Period(row.tahun, row.triwulan)),
            "wilayah": code,
            "nama_wilayah": region_tree().name(code),
            "nilai": None if hidden or not sheet["nilai"] else _decimal(sheet["nilai"], row.definisi.isi["desimal"]),
            "satuan": row.definisi.isi["satuan"],
            "target": _decimal(row.target, row.definisi.isi["desimal"]) if city and row.target else None,
            "capaian_persen": _decimal(str(capaian), 2) if city and capaian is not None else None,
            "baris_dihitung": max(parted) if tell else None,
            "keterangan": "tidak ditampilkan" if hidden else sheet["alasan"],
            "terbitan": row.nomor,
            "diterbitkan": instant_text(row.diterbitkan_pada) if row.diterbitkan_pada else None,
        }


def _decimal(text: str, desimal: int) -> str:
    """The printed digits with a decimal point, as other programs read them: `5.38`. No more digits than are printed."""
    units = round_half_away(parse_fraction(text), desimal)
    sign, whole = "-" if units < 0 else "", abs(units)
    return f"{sign}{whole // 10**desimal}" + (f".{whole % 10**desimal:0{desimal}d}" if desimal else "")


def _meanings(board: PapanPublik) -> list[dict[str, Any]]:
    """What each figure means, where it comes from, and the hashes by which it can be proven."""
    found = []
    for one in board.angka:
        row, isi = one.row, one.row.definisi.isi
        found.append(
            {
                "kode": one.indikator.kode,
                "indikator": one.indikator.nama,
                "definisi": isi["definisi"],
                "rumus": row.lembar["rumus"],
                "dibaca": row.lembar["kalimat"],
                "batas": isi.get("batas"),
                "sumber": isi["sumber_data"],
                "arah": isi["arah"],
                "satuan": isi["satuan"],
                "desimal": isi["desimal"],
                "kebijakan_capaian": (row.capaian or {}).get("kebijakan"),
                "target": fraction_text(parse_fraction(row.target)) if row.target else None,
                "sidik_definisi": row.definisi_id,
                "sidik_data": row.hash_potret,
                "terbitan_sebelumnya": [
                    {
                        "terbitan": old.realisasi.nomor,
                        "nilai": _decimal(old.realisasi.nilai, isi["desimal"]),
                        "diterbitkan": instant_text(old.realisasi.diterbitkan_pada),
                    }
                    for old in one.digantikan
                    if old.realisasi.diterbitkan_pada
                ],
            }
        )
    return found

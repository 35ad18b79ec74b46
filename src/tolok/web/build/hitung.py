"""From the figure to its rows: lembar hitung, the whole calculation and all rows parted without rest."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from tolok.engine.protocol import DIKELUARKAN, TERHITUNG, TIDAK_MEMENUHI
from tolok.store.models import Realisasi
from tolok.values.instant import parse_instant, tanggal_panjang, tanggal_pendek
from tolok.values.number import format_angka
from tolok.values.period import Period
from tolok.web.build.angka import with_unit
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.rumus import printed, rumus_of, unrounded
from tolok.web.read_models import (
    Agregat,
    Angka,
    BagianPartisi,
    Fakta,
    HalamanLembarHitung,
    Kolom,
    RincianBagian,
    Sel,
    Tabel,
    Tautan,
)

LABEL = {TERHITUNG: "Dihitung", TIDAK_MEMENUHI: "Tidak memenuhi syarat", DIKELUARKAN: "Dikecualikan"}
_KIND: dict[str, Literal["dihitung", "tidak_memenuhi", "dikecualikan"]] = {
    TERHITUNG: "dihitung", TIDAK_MEMENUHI: "tidak_memenuhi", DIKELUARKAN: "dikecualikan",
}  # fmt: skip


def trail(view: Pandangan, row: Realisasi, *last: str) -> tuple[Tautan, ...]:
    """The path below the office: indicator, then where one is."""
    return (Tautan(row.indikator.kode, view.alamat.indikator(row.indikator.kode)), *(Tautan(one) for one in last))


def build_lembar(view: Pandangan, row: Realisasi) -> HalamanLembarHitung:
    """Page 3 of the design: the whole calculation in one line, then all rows parted without rest."""
    sheet, isi = row.lembar["wilayah"][view.kantor.pemda_id], row.definisi.isi
    parted = [(letak, one) for letak, one in enumerate(sheet["total"]) if "terhitung" in one]
    rows = max((_all_rows(one) for _, one in parted), default=0)
    period = Period(row.tahun, row.triwulan)
    return HalamanLembarHitung(
        kerangka=frame(view, f"Lembar hitung {row.indikator.kode}", trail(view, row, "Lembar hitung"), kini="Indikator"),
        judul=f"Lembar hitung: {row.indikator.nama[0].lower()}{row.indikator.nama[1:]}, {period.label}",
        rumus=rumus_of(row, view.kantor.pemda_id),
        tak_bulat=unrounded(row),
        hasil=_result(row),
        pembulatan=f"Dibulatkan sekali saat ditampilkan, {isi['desimal']} desimal, setengah menjauhi nol",
        cap=(
            Fakta("Definisi", f"berlaku sejak {tanggal_panjang(parse_instant(isi['berlaku_sejak']))}"),
            Fakta("Sidik definisi", row.definisi_id[:16], mono=True),
            Fakta("Potret data", tanggal_pendek(row.diketahui)),
            Fakta("Sidik potret", row.hash_potret[:16], mono=True),
            Fakta("Nilai persis", row.nilai or row.alasan, mono=True),
            *_beside(sheet, isi),
        ),
        judul_partisi=f"{format_angka(rows)} baris dibagi habis" if parted else "Angka dari luar",
        agregat=tuple(_aggregate(view, row, letak, one) for letak, one in parted),
        parameter=_outside(sheet["total"]),
    )


def _beside(sheet: Mapping[str, Any], isi: Mapping[str, Any]) -> tuple[Fakta, ...]:
    """What stands beside a figure whose two years do not cover the same: both counts, and the like-for-like figure."""
    facts = []
    for one in sheet.get("cakupan", ()):
        only = one["hanya_kini"] + one["hanya_lalu"]
        if only:
            counts = f"{format_angka(one['kini'])} tahun ini, {format_angka(one['lalu'])} tahun lalu"
            facts.append(Fakta("Terhitung", f"{counts}; {format_angka(only)} tanpa pasangan", nada="waspada"))
    for key, label in (("sebanding", "Angka sebanding"), ("dua_tahun", "Wilayah yang terkirim di kedua tahun")):
        found = sheet.get(key)
        if found:
            facts.append(Fakta(label, with_unit(found["tampil"], isi) if found["tampil"] else found["alasan"]))
    return tuple(facts)


def _result(row: Realisasi) -> Angka:
    if not row.nilai:
        return Angka(alasan=f"Belum ada angka: {row.alasan}")
    return Angka(teks=row.tampil, satuan=row.definisi.isi["satuan_tampil"])


def _all_rows(total: Mapping[str, Any]) -> int:
    return int(total["terhitung"] + total["tidak_memenuhi"] + sum(total["dikeluarkan"].values()))


def _outside(totals: Sequence[Mapping[str, Any]]) -> Tabel | None:
    rows = [one for one in totals if "terhitung" not in one]
    if not rows:
        return None
    heads = (Kolom("Angka", ponsel="utama"), Kolom("Nilai", angka=True, ponsel="angka"))
    return Tabel("Angka dari luar register", heads, tuple((Sel(one["agregat"]), Sel(printed(dict(one)))) for one in rows))


def letter_of(row: Realisasi, agregat: str) -> tuple[str, str]:
    """Letter (with its year) and words of an aggregate."""
    for entry in row.lembar["legenda"]:
        if agregat == entry["agregat"]:
            return f"{entry['huruf']} {row.tahun}", entry["kata"]
        if agregat.startswith(entry["agregat"] + " tahun"):
            back = 1 if agregat.endswith(" tahun lalu") else int(agregat.rsplit("n-", 1)[1])
            return f"{entry['huruf']} {row.tahun - back}", entry["kata"]
    return "", agregat


def _aggregate(view: Pandangan, row: Realisasi, letak: int, total: Mapping[str, Any]) -> Agregat:
    huruf, kata = letter_of(row, total["agregat"])
    may = "lihat_baris" in view.hak  # a number is a door only for whoever may see rows

    def door(group: str, sebab: str = "") -> str:
        return view.alamat.baris(row.indikator.kode, row.nomor, letak, group, sebab=sebab) if may else ""

    reasons = tuple(
        RincianBagian(reason, format_angka(count), door(DIKELUARKAN, reason))
        for reason, count in total["dikeluarkan"].items()
    )
    counts = {
        TERHITUNG: total["terhitung"],
        TIDAK_MEMENUHI: total["tidak_memenuhi"],
        DIKELUARKAN: sum(total["dikeluarkan"].values()),
    }
    parts = tuple(
        BagianPartisi(
            _KIND[group], LABEL[group], count, format_angka(count), door(group) if count else "",
            reasons if group == DIKELUARKAN else (),
        )
        for group, count in counts.items()
    )  # fmt: skip
    return Agregat(
        huruf=huruf, nama=kata, kalimat=total["agregat"], hasil=printed(dict(total)), bagian=parts,
        jumlah=format_angka(_all_rows(total)),
    )  # fmt: skip

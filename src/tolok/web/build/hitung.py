"""From the figure to the row: lembar hitung, and the rows of one group of one aggregate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tolok.engine.protocol import DIKELUARKAN, GROUPS, TERHITUNG, TIDAK_MEMENUHI, DrillRow, RowFilter
from tolok.engine.snapshot import LAG
from tolok.formula.kernel import Aggregate, all_cols
from tolok.registers.schema import Kolom as KolomRegister
from tolok.registers.schema import Schema
from tolok.services import paket
from tolok.services.definisi import checked_of
from tolok.services.pengukuran import scope_of, snapshot_of
from tolok.store.models import Realisasi, schemas
from tolok.values.instant import parse_instant, tanggal_panjang, tanggal_pendek
from tolok.values.number import format_angka
from tolok.values.period import Period
from tolok.values.region import ancestor
from tolok.web.build.angka import with_unit
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.rumus import printed, rumus_of, unrounded
from tolok.web.read_models import (
    Agregat,
    Angka,
    BagianPartisi,
    Fakta,
    HalamanBaris,
    HalamanLembarHitung,
    Isian,
    Kolom,
    Opsi,
    Penomoran,
    RincianBagian,
    Sel,
    Tab,
    Tabel,
    Tautan,
)

PAGE = 50
_LABEL = {TERHITUNG: "Dihitung", TIDAK_MEMENUHI: "Tidak memenuhi syarat", DIKELUARKAN: "Dikecualikan"}
_KIND = {TERHITUNG: "dihitung", TIDAK_MEMENUHI: "tidak_memenuhi", DIKELUARKAN: "dikecualikan"}


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
        kerangka=frame(view, f"Lembar hitung {row.indikator.kode}", trail(view, row, "Lembar hitung")),
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


def _letter(row: Realisasi, agregat: str) -> tuple[str, str]:
    """Letter (with its year) and words of an aggregate."""
    for entry in row.lembar["legenda"]:
        if agregat == entry["agregat"]:
            return f"{entry['huruf']} {row.tahun}", entry["kata"]
        if agregat.startswith(entry["agregat"] + " tahun"):
            back = 1 if agregat.endswith(" tahun lalu") else int(agregat.rsplit("n-", 1)[1])
            return f"{entry['huruf']} {row.tahun - back}", entry["kata"]
    return "", agregat


def _aggregate(view: Pandangan, row: Realisasi, letak: int, total: Mapping[str, Any]) -> Agregat:
    huruf, kata = _letter(row, total["agregat"])
    href = {group: view.alamat.baris(row.indikator.kode, row.nomor, letak, group) for group in GROUPS}
    reasons = tuple(
        RincianBagian(
            reason, format_angka(count), view.alamat.baris(row.indikator.kode, row.nomor, letak, DIKELUARKAN, sebab=reason)
        )
        for reason, count in total["dikeluarkan"].items()
    )
    counts = {
        TERHITUNG: total["terhitung"],
        TIDAK_MEMENUHI: total["tidak_memenuhi"],
        DIKELUARKAN: sum(total["dikeluarkan"].values()),
    }
    parts = tuple(
        BagianPartisi(
            _KIND[group], _LABEL[group], count, format_angka(count), href[group] if count else "",
            reasons if group == DIKELUARKAN else (),
        )  # type: ignore[arg-type]  # _KIND holds only the three kinds
        for group, count in counts.items()
    )  # fmt: skip
    return Agregat(
        huruf=huruf, nama=kata, kalimat=total["agregat"], hasil=printed(dict(total)), bagian=parts,
        jumlah=format_angka(_all_rows(total)),
    )  # fmt: skip


@dataclass(frozen=True)
class Saringan:
    """What a reader asked of the list of rows."""

    kelompok: str
    sebab: str = ""
    wilayah: str = ""
    halaman: int = 1


def build_baris(view: Pandangan, row: Realisasi, letak: int, wanted: Saringan) -> HalamanBaris | None:
    """The rows behind one aggregate; None where the address names no such aggregate or group."""
    aggregate = _aggregate_at(row, letak)
    if aggregate is None or wanted.kelompok not in GROUPS:
        return None
    total = row.lembar["wilayah"][view.kantor.pemda_id]["total"][letak]
    listed = _listed(view, row, aggregate, wanted)
    schema = schemas()[aggregate.register]
    huruf, kata = _letter(row, aggregate.text)
    parts = (total["terhitung"], total["tidak_memenuhi"], sum(total["dikeluarkan"].values()))
    recounted = recount(view, row, aggregate)
    count = recounted[GROUPS.index(wanted.kelompok)]
    shown = count if not (wanted.sebab or wanted.wilayah) else None
    return HalamanBaris(
        kerangka=frame(view, f"Baris di balik {huruf}", (*trail(view, row), Tautan(f"Baris di balik {huruf}"))),
        judul=f"Baris di balik {huruf}",
        lead=kata[0].upper() + kata[1:],
        agregat=tuple(_aggregate_tab(view, row, at, letak) for at in range(len(row.lembar["agregat"]))),
        tab=tuple(_group_tab(view, row, letak, group, n, wanted) for group, n in zip(GROUPS, parts, strict=True)),
        saringan=_filters(view, total, wanted),
        saringan_alamat=view.alamat.baris(row.indikator.kode, row.nomor, letak, wanted.kelompok),
        tabel=_table(view, schema, aggregate, listed[:PAGE], row, wanted.kelompok),
        penomoran=_paging(view, row, letak, wanted, len(listed), shown),
        jumlah_ulang=_retotal(recounted, parts, schema),
        cocok=recounted == parts,
        kosong="" if listed else "Tidak ada baris di bagian ini.",
        samaran="NIK, nama pemilik, telepon, dan alamat tidak pernah masuk potret data.",
        tersaring=bool(wanted.sebab or wanted.wilayah),
    )


def _aggregate_at(row: Realisasi, letak: int) -> Aggregate | None:
    known = checked_of(row).aggregates
    return known[letak] if 0 <= letak < len(known) else None


def _listed(view: Pandangan, row: Realisasi, aggregate: Aggregate, wanted: Saringan) -> list[DrillRow]:
    offset = (max(wanted.halaman, 1) - 1) * PAGE
    asked = RowFilter(wanted.kelompok, wanted.sebab, wanted.wilayah, PAGE + 1, offset)
    return paket.engine().rows(aggregate, Period(row.tahun, row.triwulan), scope_of(view.kantor), snapshot_of(row), asked)


def recount(view: Pandangan, row: Realisasi, aggregate: Aggregate) -> tuple[int, int, int]:
    """The three groups counted again from the frozen rows, whatever the sheet says."""
    period, snapshot = Period(row.tahun, row.triwulan), snapshot_of(row)
    regions = paket.engine().totals([aggregate], period, scope_of(view.kantor), snapshot)[aggregate].values()
    return (
        sum(one.terhitung for one in regions),
        sum(one.tidak_memenuhi for one in regions),
        sum(one.excluded for one in regions),
    )


def _retotal(recounted: tuple[int, int, int], parts: tuple[int, int, int], schema: Schema) -> str:
    text = " + ".join(format_angka(one) for one in recounted)
    same = "Sama dengan register." if recounted == parts else "TIDAK sama dengan lembar hitung; angka ini ditahan."
    return f"Dijumlah ulang dari daftar: {text} = {format_angka(sum(recounted))}. {same}"


def _aggregate_tab(view: Pandangan, row: Realisasi, at: int, kini: int) -> Tab:
    total = row.lembar["wilayah"][view.kantor.pemda_id]["total"][at]
    huruf, _ = _letter(row, total["agregat"])
    href = view.alamat.baris(row.indikator.kode, row.nomor, at, TERHITUNG)
    return Tab(huruf, printed(total), href, at == kini)


def _group_tab(view: Pandangan, row: Realisasi, letak: int, group: str, count: int, wanted: Saringan) -> Tab:
    href = view.alamat.baris(row.indikator.kode, row.nomor, letak, group)
    return Tab(_LABEL[group].removesuffix(" syarat"), format_angka(count), href, group == wanted.kelompok)


def _filters(view: Pandangan, total: Mapping[str, Any], wanted: Saringan) -> tuple[Isian, ...]:
    tree = paket.region_tree()
    regions = [Opsi("", "Semua kecamatan")]
    regions += [Opsi(code, tree.name(code), code == wanted.wilayah) for code in tree.children(view.kantor.pemda_id)]
    none = view.kantor.pemda_id + "/-"
    regions.append(Opsi(none, "Tanpa wilayah", none == wanted.wilayah))
    fields = [Isian("kecamatan", "Kecamatan", jenis="pilihan", opsi=tuple(regions))]
    if wanted.kelompok == DIKELUARKAN:
        reasons = [Opsi("", "Semua sebab")] + [Opsi(one, one, one == wanted.sebab) for one in total["dikeluarkan"]]
        fields.insert(0, Isian("sebab", "Sebab", jenis="pilihan", opsi=tuple(reasons)))
    return tuple(fields)


def _paging(view: Pandangan, row: Realisasi, letak: int, wanted: Saringan, found: int, total: int | None) -> Penomoran:
    page = max(wanted.halaman, 1)
    first, last = (page - 1) * PAGE + 1, (page - 1) * PAGE + min(found, PAGE)

    def href(to: int) -> str:
        asked = {"sebab": wanted.sebab, "kecamatan": wanted.wilayah, "halaman": to if to > 1 else ""}
        return view.alamat.baris(row.indikator.kode, row.nomor, letak, wanted.kelompok, **asked)

    of = f" dari {format_angka(total)}" if total is not None else ""
    text = f"Baris {format_angka(first)}–{format_angka(last)}{of}" if found else "Tidak ada baris"
    return Penomoran(text, href(page - 1) if page > 1 else "", href(page + 1) if found > PAGE else "")


def _table(
    view: Pandangan, schema: Schema, aggregate: Aggregate, rows: Sequence[DrillRow], row: Realisasi, kelompok: str
) -> Tabel:
    """Name, the fields that the aggregate reads (this year's and last year's), region, reason, and the way to correct."""
    tahun = row.tahun - aggregate.years_back
    names = [k for k in schema.fields if k.jenis == "teks" and k.nama.startswith(("nama", "nomor", "uraian"))][:2]
    read = sorted(all_cols(aggregate.cond, aggregate.value), key=lambda c: (schema.by_nama[c.nama].label, -c.lag))
    may_correct = "operator" in view.roles and not view.lampau
    heads = [Kolom(k.label[0].upper() + k.label[1:], ponsel="utama" if not i else "kedua") for i, k in enumerate(names)]
    heads += [_head(schema.by_nama[c.nama], tahun - c.lag) for c in read]
    heads += [Kolom("Wilayah")] if schema.wilayah else []
    heads += [Kolom("Sebab dikecualikan")] if kelompok == DIKELUARKAN else []
    heads += [Kolom("Perbaiki")] if may_correct else []
    lines = []
    for one in rows:
        missing = bool(schema.panel and any(c.lag for c in read) and not _present(one))
        cells = [_cell(k, one.isi.get(k.nama)) for k in names]
        cells += [
            _cell(schema.by_nama[c.nama], one.isi.get(c.nama + (LAG if c.lag else "")), bool(c.lag) and missing)
            for c in read
        ]
        cells += [Sel(_region(one.wilayah))] if schema.wilayah else []
        cells += [Sel(one.alasan, "sebab")] if kelompok == DIKELUARKAN else []
        cells += [Sel("Koreksi", href=view.alamat.koreksi(schema.nama, one.entitas, tahun))] if may_correct else []
        lines.append(tuple(cells))
    return Tabel(f"Baris {_LABEL[kelompok].lower()}", tuple(heads), tuple(lines))


def _present(one: DrillRow) -> bool:
    return not one.alasan.startswith("tidak ada di tahun")


def _head(kolom: KolomRegister, tahun: int) -> Kolom:
    unit = " (Rp)" if kolom.satuan == "rupiah" else ""
    return Kolom(f"{kolom.label[0].upper()}{kolom.label[1:]} {tahun}{unit}", angka=kolom.jenis == "bilangan", ponsel="kedua")


def _region(code: str | None) -> str:
    tree = paket.region_tree()
    if code is None:
        return "tanpa wilayah"
    kecamatan = ancestor(code, "kecamatan") if len(code) > 8 else code
    return f"{tree.name(code)}, {tree.name(kecamatan)}" if tree.exists(code) else code


def _cell(kolom: KolomRegister, cell: object, absent: bool = False) -> Sel:
    if absent:
        return Sel("tidak ada", "kosong")
    if cell is None:
        return Sel("kosong", "kosong")
    if kolom.jenis == "bilangan" and isinstance(cell, int):
        return Sel(format_angka(Fraction(cell, 10**kolom.skala), kolom.skala))
    if isinstance(cell, bool):
        return Sel("ya" if cell else "tidak")
    return Sel(cell.strftime("%d-%m-%Y") if isinstance(cell, date) else str(cell))

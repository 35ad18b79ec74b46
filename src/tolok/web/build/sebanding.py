"""Published figures of offices beside each other: those of one measure by code, those that measure otherwise apart."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tolok.services.wilayah import Sebanding, TerbitKantor
from tolok.store.models import Realisasi
from tolok.values.instant import tanggal_panjang
from tolok.values.number import format_angka, parse_fraction
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.wilayah import SEDIKIT, printed, public_address
from tolok.web.build.wilayah_kerangka import Berdiri, period_choice, region_frame, region_name
from tolok.web.geometry import draw_perbandingan
from tolok.web.read_models import BarisPerbandingan, Kerangka, Perbandingan, Tautan
from tolok.web.read_models.wilayah import BarisWilayah, Beda, HalamanSebanding, PilihPeriode, TabelWilayah, TerbitanBeda

_BAGIAN = (("nama", "Nama"), ("formula", "Rumus"), ("populasi", "Populasi"), ("satuan", "Satuan"), ("definisi", "Definisi"))


def build_sebanding_kantor(view: Pandangan, found: Sebanding) -> HalamanSebanding:
    """Beside the measure of the reader's own office."""
    trail = (Tautan(found.kode, view.alamat.indikator(found.kode)), Tautan("Kantor lain"))
    kerangka = frame(view, f"{found.kode} di kantor lain", trail, kini="Indikator")
    back = Tautan(f"Kembali ke {found.kode}", view.alamat.indikator(found.kode))
    reference = f"ukuran {view.kantor.nama} {view.kantor.pemda.nama}"
    return _build(found, kerangka, reference, back, (), view.kantor.kode)


def build_sebanding_wilayah(stand: Berdiri, found: Sebanding, periods: Sequence[Any]) -> HalamanSebanding:
    """Beside the catalogue's measure, for a province or ministry."""
    back = Tautan(f"Kembali ke {found.kode}", stand.ke("wilayah-indikator", kode=found.kode))
    kerangka = region_frame(stand, f"{found.kode}, kantor sebanding", None, found.kode)
    periods_shown = period_choice(stand, periods, "wilayah-sebanding", kode=found.kode)
    reference = f"ukuran katalog, {region_name(stand.wilayah)}"
    return _build(found, kerangka, reference, back, periods_shown, "")


def _build(
    found: Sebanding, kerangka: Kerangka, reference: str, back: Tautan, periods: PilihPeriode, own: str
) -> HalamanSebanding:
    others = [one for one in found.sama if one.kantor.kode != own]
    return HalamanSebanding(
        kerangka=kerangka,
        judul=_finding(found, others, own),
        lead=f"{found.kode} · {found.nama} · {found.period.label}.",
        acuan=f"Acuannya {reference}.",
        tabel=_table(found, own) if found.sama else None,
        beda=tuple(_different(found, one) for one in found.beda),
        beda_judul=f"{len(found.beda)} angka tidak sebanding" if found.beda else "",
        belum_judul=f"{len(found.belum)} kantor belum menerbitkan" if found.belum else "",
        belum=tuple(Tautan(office_name(one) + (" (kantor Anda)" if one.kode == own else "")) for one in found.belum),
        catatan=(
            "Sebanding berarti sidik ukurannya sama: rumus, populasi, satuan, dan arti registernya satu.",
            "Target dan kebijakan capaian milik tiap kantor; capaian dengan kebijakan berbeda tidak diperbandingkan.",
            "Yang belum menerbitkan tidak dihitung sebagai nol.",
        ),
        kembali=back,
        periode=periods,
    )  # fmt: skip


def _finding(found: Sebanding, others: Sequence[TerbitKantor], own: str) -> str:
    if not others:
        return "Belum ada kantor lain yang menerbitkan ukuran ini" if own else "Belum ada kantor yang menerbitkan ukuran ini"
    return f"{len(others)} kantor{' lain' if own else ''} menerbitkan angka dengan ukuran yang sama"


def office_name(one: Any) -> str:
    """`Kota Pasuruan · Dinas Koperasi dan Usaha Mikro`."""
    return f"{one.pemda.nama} · {one.nama}"


def _table(found: Sebanding, own: str) -> TabelWilayah:
    rows = [_row(one, own) for one in found.sama]
    values = [parse_fraction(one.realisasi.nilai) if one.realisasi.nilai else None for one in found.sama]
    drawn = draw_perbandingan(
        Perbandingan(
            "", "", "", (),
            tuple(
                BarisPerbandingan(row.nama, float(value) if value is not None else None, row.teks)
                for row, value in zip(rows, values, strict=True)
            ),
            BarisPerbandingan("", None, ""),
        )
    )  # fmt: skip
    return TabelWilayah(
        judul="Ukuran yang sama",
        kolom_nama="Kantor",
        kolom_nilai=f"Angka ({found.acuan.isi['satuan_tampil']})",
        kolom=("Target", "Baris dihitung", "Dikecualikan"),
        kolom_terbit="Diterbitkan",
        baris=tuple(replace(row, x=point.x) for row, point in zip(rows, drawn.baris, strict=True)),
        nol=drawn.nol,
    )


def _row(one: TerbitKantor, own: str) -> BarisWilayah:
    row = one.realisasi
    rows, left_out = _said(one.dihitung), _said(one.dikecualikan)
    mine = " (kantor Anda)" if one.kantor.kode == own else ""
    when = tanggal_panjang(row.diterbitkan_pada) if row.diterbitkan_pada else "–"
    capaian = row.capaian or {}
    reached = f", capaian {capaian['tampil']} menurut kebijakan {capaian['kebijakan']}" if capaian.get("tampil") else ""
    return BarisWilayah(
        f"{one.kantor.pemda.nama}{mine}", row.tampil, public_address(one), sel=(target_of(row), rows, left_out),
        ket=f"{rows} dihitung, {left_out} dikecualikan · terbit {when}", terbit_ket=f"{when}{reached}",
    )  # fmt: skip


def _said(count: int | None) -> str:
    return SEDIKIT if count is None else format_angka(count)


def target_of(row: Realisasi) -> str:
    """The target frozen at publication, as printed; a word where there was none."""
    return format_angka(parse_fraction(row.target), row.definisi.isi["desimal"]) if row.target else "tanpa target"


def _different(found: Sebanding, one: TerbitKantor) -> TerbitanBeda:
    when = tanggal_panjang(one.realisasi.diterbitkan_pada) if one.realisasi.diterbitkan_pada else ""
    return TerbitanBeda(
        office_name(one.kantor), printed(one), public_address(one), f"diterbitkan {when}",
        differences(found.acuan.isi, one.realisasi.definisi.isi),
    )  # fmt: skip


def differences(acuan: Mapping[str, Any], kantor: Mapping[str, Any]) -> tuple[Beda, ...]:
    """The parts of two definitions that say something else; where their words agree, what they mean differs: a parameter
    or the meaning of a register."""
    found = tuple(
        Beda(label, " ".join(str(acuan.get(part, "")).split()), " ".join(str(kantor.get(part, "")).split()))
        for part, label in _BAGIAN
        if " ".join(str(acuan.get(part, "")).split()) != " ".join(str(kantor.get(part, "")).split())
    )
    return found or (Beda("Arti", "kata-katanya sama", "nilai parameter atau arti registernya lain"),)

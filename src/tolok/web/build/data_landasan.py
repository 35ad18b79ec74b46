"""The registers on which an office's figures rest: who uses them, what came last, what was counted, how they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from tolok.measurement.tenggat import days_left
from tolok.services.selectors import AngkaKantor, deliveries_of, register_of
from tolok.store.models import Kiriman, PeriodePengukuran, schemas
from tolok.values.instant import tanggal_panjang
from tolok.values.number import format_angka
from tolok.web.build.kerangka import Pandangan
from tolok.web.read_models import Kolom, Sel, Tabel
from tolok.web.read_models.komponen import Nada


@dataclass
class _Pemakaian:
    """What the figures of a period say about one register."""

    kode: list[str] = field(default_factory=list)
    bidang: list[str] = field(default_factory=list)
    dihitung: int = 0
    dikecualikan: int = 0
    dipakai: bool = False


def register_table(view: Pandangan, figures: Sequence[AngkaKantor]) -> Tabel | None:
    """One row per register that an IKU of the office reads; None where nothing was computed yet."""
    used = _used(view.kantor.pemda_id, figures)
    if not used:
        return None
    last = deliveries_of(view.kantor, view.period, view.at)
    opened = view.dibuka.get(view.period)
    heads = (
        Kolom("Register", ponsel="utama"),
        Kolom("Dipakai oleh"),
        Kolom("Kiriman terakhir"),
        Kolom("Baris dihitung", angka=True, ponsel="angka"),
        Kolom("Dikecualikan", angka=True),
        Kolom("Penanggung jawab"),
        Kolom("Keadaan"),
    )
    rows = tuple(_row(view, name, one, last.get(name), opened) for name, one in used.items())
    return Tabel("Data yang melandasi angka", heads, rows)


def _used(pemda: str, figures: Sequence[AngkaKantor]) -> dict[str, _Pemakaian]:
    found: dict[str, _Pemakaian] = {}
    for figure in figures:
        if figure.kini is None:
            continue
        sheet = figure.kini.realisasi.lembar
        totals: list[Mapping[str, Any]] = sheet.get("wilayah", {}).get(pemda, {}).get("total", [])
        for name in dict.fromkeys(register_of(one["agregat"]) for one in totals):
            if name not in schemas():
                continue
            one = found.setdefault(name, _Pemakaian())
            one.kode.append(figure.indikator.kode)
            if figure.indikator.bidang and figure.indikator.bidang.nama not in one.bidang:
                one.bidang.append(figure.indikator.bidang.nama)
            _count(one, [total for total in totals if register_of(total["agregat"]) == name and "terhitung" in total])
    return found


def _count(one: _Pemakaian, totals: Sequence[Mapping[str, Any]]) -> None:
    """The widest total says how many rows stand behind the figures, and how many of its rows could not be judged."""
    for total in totals:
        one.dipakai = True
        if total["terhitung"] >= one.dihitung:
            one.dihitung = total["terhitung"]
            one.dikecualikan = sum(total["dikeluarkan"].values())


def _row(
    view: Pandangan, name: str, used: _Pemakaian, last: Kiriman | None, opened: PeriodePengukuran | None
) -> tuple[Sel, ...]:
    schema = schemas()[name]
    received = tanggal_panjang(last.diterima_pada) if last else f"belum ada untuk {view.period.tahun}"
    word, nada = _state(view, last, opened)
    may_see = "lihat_baris" in view.hak
    counted = used.dipakai and last is not None
    return (
        Sel(schema.label, href=view.alamat.bila_ada("register-isi", register=name) if may_see else ""),
        Sel(", ".join(used.kode)),
        Sel(received, "" if last else "kosong"),
        Sel(format_angka(used.dihitung)) if counted else Sel("–", "kosong"),
        Sel(format_angka(used.dikecualikan)) if counted else Sel("–", "kosong"),
        Sel(last.oleh.nama if last and last.oleh else ", ".join(used.bidang) or "–"),
        Sel(word, nada=nada),
    )


def _state(view: Pandangan, last: Kiriman | None, opened: PeriodePengukuran | None) -> tuple[str, Nada]:
    """In time, late by so many days, or not yet due; without an opened period nothing is late."""
    today = timezone.localdate(view.at)
    if last is not None:
        day = timezone.localdate(last.diterima_pada)
        if opened is not None and day > opened.batas_data:
            return f"Terlambat {(day - opened.batas_data).days} hari", "waspada"
        return "Tepat waktu" if opened is not None else "Sudah diterima", "baik"
    if opened is None or today <= opened.batas_data:
        return "Belum waktunya", "netral"
    return f"Belum dikirim, {days_left(opened.batas_data, today).lower()}", "buruk"

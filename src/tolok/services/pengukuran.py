"""Figures computed from registers: drafts for a period, new vintages after a correction, and the proof years later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tolok.engine.protocol import Scope
from tolok.engine.snapshot import Snapshot
from tolok.formula.checker import Checked
from tolok.formula.finish import Hasil
from tolok.measurement.hitung import HasilWilayah, Request, compute_all, registers_of
from tolok.measurement.lembar import calculation_sheet
from tolok.services import paket
from tolok.services.definisi import checked_of, definition_in_force
from tolok.services.potret import frozen_snapshot, snapshot_at
from tolok.services.riwayat import log_change
from tolok.store.models import Definisi, IndikatorKantor, Kiriman, Pengguna, PerangkatDaerah, Realisasi
from tolok.values.period import Period
from tolok.values.region import Tingkat

LEVELS: tuple[Tingkat, ...] = ("kota", "kecamatan")
"""Levels whose totals are frozen with a figure; deeper ones are computed from its snapshot when somebody looks."""


@dataclass(frozen=True)
class Computed:
    """One figure before it is stored: the kota's result, the sheet, and the hash of the rows that it rests on."""

    hasil: Hasil
    lembar: Mapping[str, Any]
    hash_potret: str


def scope_of(kantor: PerangkatDaerah) -> Scope:
    return Scope(kantor.pemda_id, kantor.kode)


def compute_checked(
    kantor: PerangkatDaerah, formulas: Mapping[str, Checked], desimal: Mapping[str, int], period: Period, snapshot: Snapshot
) -> dict[str, Computed]:
    """Compute formulas for an office from a snapshot, at every frozen level."""
    found: dict[str, list[HasilWilayah]] = {kode: [] for kode in formulas}
    for tingkat in LEVELS:
        request = Request(scope_of(kantor), period, tingkat)
        for kode, regions in compute_all(formulas, request, snapshot, paket.engine(), paket.region_tree()).items():
            found[kode] += regions
    pemda = kantor.pemda_id
    return {
        kode: Computed(
            found[kode][0].hasil,
            calculation_sheet(checked, found[kode], snapshot, pemda, desimal[kode]),
            snapshot.hash_for(registers_of(checked), pemda),
        )
        for kode, checked in formulas.items()
    }


@transaction.atomic
def draft_figures(
    kantor: PerangkatDaerah,
    period: Period,
    *,
    by: Pengguna | None,
    at: datetime,
    kode: Sequence[str] | None = None,
    koreksi: Kiriman | None = None,
    alasan: str = "",
    baru: bool = False,
) -> list[Realisasi]:
    """Compute the office's IKU for a period as known at `at` and lay down what changed.

    A figure without a vintage gets its first draft; an unpublished draft or returned figure is computed anew in place;
    a published one gets the next vintage, with `alasan`, only where its calculation really differs, or where one is asked
    for (`baru`). Figures that are being approved are left alone: what was verified is what gets published. Typed figures
    are left alone too, until somebody says that they are to be computed again.
    """
    wanted = {one.kode: one for one in IndikatorKantor.objects.filter(perangkat_daerah=kantor)}
    if kode is not None:
        wanted = {one: wanted[one] for one in kode if one in wanted}
    definitions = {one: definition_in_force(one, period.tahun, kantor, at) for one in wanted}
    formulas = {one: checked for one, (_, checked) in definitions.items()}
    desimal = {one: definisi.isi["desimal"] for one, (definisi, _) in definitions.items()}
    computed = compute_checked(kantor, formulas, desimal, period, snapshot_at(kantor.pemda_id, at))
    laid = []
    for one, indikator in wanted.items():
        values = _columns(computed[one], definitions[one][0], kantor.pemda_id, at)
        realisasi = _lay(indikator, period, values, koreksi, alasan, baru)
        if realisasi is not None:
            laid.append(realisasi)
            log_change(
                "realisasi.dihitung",
                f"{one} {period} nomor {realisasi.nomor}",
                at=at,
                by=by,
                kantor=kantor,
                isi={"nilai": realisasi.nilai, "alasan": realisasi.alasan, "potret": realisasi.hash_potret, "sebab": alasan},
            )
    return laid


def _lay(
    indikator: IndikatorKantor,
    period: Period,
    values: dict[str, Any],
    koreksi: Kiriman | None,
    alasan: str,
    baru: bool = False,
) -> Realisasi | None:
    earlier = Realisasi.objects.filter(indikator=indikator, tahun=period.tahun, triwulan=period.triwulan)
    # Locked: between reading its state and writing it somebody else could submit it.
    last = earlier.select_for_update().order_by("-nomor").first()
    if last is not None and not baru and (last.cara == "diketik" or _same(last, values)):
        return None
    if last is not None and last.status in ("diajukan", "diverifikasi", "disetujui"):
        return None
    if not Definisi.objects.filter(pk=values["definisi"].pk).exists():
        values["definisi"].save(force_insert=True)
    if last is not None and last.status in ("draf", "dikembalikan"):
        for name, value in values.items():
            setattr(last, name, value)
        if koreksi is not None and last.nomor > 1:
            # A draft that already stands for one correction now stands for both.
            reasons = filter(None, (last.alasan_koreksi, alasan))
            last.koreksi, last.alasan_koreksi = koreksi, "; ".join(dict.fromkeys(reasons))
        last.versi += 1
        last.save()
        return last
    return Realisasi.objects.create(
        indikator=indikator,
        tahun=period.tahun,
        triwulan=period.triwulan,
        nomor=last.nomor + 1 if last else 1,
        koreksi=koreksi if last else None,
        alasan_koreksi=alasan if last else "",
        **values,
    )


def _same(last: Realisasi, values: Mapping[str, Any]) -> bool:
    same_sheet = last.lembar["wilayah"] == values["lembar"]["wilayah"]
    return bool(same_sheet and last.definisi_id == values["definisi"].hash_definisi)


def _columns(computed: Computed, definisi: Definisi, pemda: str, at: datetime) -> dict[str, Any]:
    kota = computed.lembar["wilayah"][pemda]
    return {
        "nilai": kota["nilai"] or "",
        "alasan": kota["alasan"] or "",
        "tampil": kota["tampil"] or "",
        "lembar": computed.lembar,
        "hash_potret": computed.hash_potret,
        "definisi": definisi,
        "diketahui": at,
        "dihitung_pada": at,
        "cara": "dihitung",
        "alasan_ketik": "",
    }


def next_vintage(realisasi: Realisasi, *, by: Pengguna, at: datetime, alasan: str) -> Realisasi:
    """The vintage after a published one, as a draft with its reason: computed as known now, or typed as it was typed.

    IntegrityError where somebody else laid it down at the same moment.
    """
    period = Period(realisasi.tahun, realisasi.triwulan)
    if realisasi.cara != "diketik":
        kantor, kode = realisasi.indikator.perangkat_daerah, [realisasi.indikator.kode]
        return draft_figures(kantor, period, by=by, at=at, kode=kode, alasan=alasan, baru=True)[0]
    copied = ("nilai", "alasan", "tampil", "lembar", "hash_potret", "definisi", "cara", "alasan_ketik")
    return Realisasi.objects.create(
        indikator=realisasi.indikator, tahun=period.tahun, triwulan=period.triwulan, nomor=realisasi.nomor + 1,
        alasan_koreksi=alasan, diketahui=at, dihitung_pada=at, **{name: getattr(realisasi, name) for name in copied},
    )  # fmt: skip


def snapshot_of(realisasi: Realisasi) -> Snapshot:
    """The frozen rows from which a vintage was computed, whatever has been learnt since."""
    pemda = realisasi.indikator.perangkat_daerah.pemda_id
    return frozen_snapshot(pemda, realisasi.lembar["potret"], realisasi.diketahui)


def recompute(realisasi: Realisasi) -> Computed:
    """Compute a vintage again from its own snapshot and definition: an inspector's proof, to the last digit."""
    kode = realisasi.indikator.kode
    period = Period(realisasi.tahun, realisasi.triwulan)
    desimal = {kode: realisasi.definisi.isi["desimal"]}
    kantor = realisasi.indikator.perangkat_daerah
    return compute_checked(kantor, {kode: checked_of(realisasi)}, desimal, period, snapshot_of(realisasi))[kode]

"""What somebody asks to have printed, and the stamps that a document carries."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tolok.services.riwayat import AWAL
from tolok.store.models import LogPerubahan, PerangkatDaerah, Realisasi
from tolok.values.instant import WIB, tanggal_pendek
from tolok.values.period import Period
from tolok.writing.sheet import Meta, Sheet


@dataclass(frozen=True)
class PermintaanCetak:
    """One document of one office: which, of which period, as known at which instant.

    `triwulan` 0 is the whole year. `indikator` (a kode) and `nomor` (of a vintage; 0 is the one in force) are for the
    documents of one figure, `jabatan` and `alasan_perubahan` for the Perjanjian Kinerja. `draf`: working figures where
    nothing is published yet, DRAF on every page. `periksa`: the address printed as QR, empty where there is none.
    """

    kantor: PerangkatDaerah
    jenis: str
    tahun: int
    at: datetime
    triwulan: int = 0
    indikator: str = ""
    nomor: int = 0
    jabatan: str = ""
    alasan_perubahan: str = ""
    draf: bool = False
    periksa: str = ""

    @property
    def period(self) -> Period:
        return Period(self.tahun, self.triwulan)


@dataclass(frozen=True)
class AngkaCetak:
    """One figure as a document prints it, for the page that the QR leads to. `nomor` is the vintage's."""

    kode: str
    nama: str
    periode: str
    nomor: int
    tampil: str
    target: str = ""
    capaian: str = ""


@dataclass(frozen=True)
class Dokumen:
    """A document ready to be written, with the published figures that stand in it."""

    sheet: Sheet
    angka: tuple[AngkaCetak, ...] = ()


def angka_cetak(realisasi: Realisasi, target: str = "") -> AngkaCetak:
    """A published vintage as printed; `target` as the document prints it."""
    capaian = realisasi.capaian or {}
    return AngkaCetak(
        kode=realisasi.indikator.kode,
        nama=realisasi.indikator.nama,
        periode=str(Period(realisasi.tahun, realisasi.triwulan)),
        nomor=realisasi.nomor,
        tampil=realisasi.tampil or realisasi.alasan,
        target=target,
        capaian=str(capaian.get("tampil") or capaian.get("alasan") or ""),
    )


def vintage_code(realisasi: Realisasi) -> str:
    """How a vintage is named on paper: KOP-03/2023/1."""
    period = Period(realisasi.tahun, realisasi.triwulan)
    return f"{realisasi.indikator.kode}/{period}/{realisasi.nomor}"


def stamps(
    request: PermintaanCetak, published: Sequence[Realisasi], plan: Any = None, facts: Iterable[datetime] = ()
) -> Meta:
    """Where the printed figures come from, up to the newest fact in the document: a later change prints the same bytes.

    `facts`: when budgets, grades, words were written that stand beside the figures. A document of the plan alone (neither
    published figures nor facts) names the instant asked for; without a figure the SHA-256 of `plan`, JSON data of what it
    prints, stands in place of a snapshot.
    """
    known = [one.diterbitkan_pada for one in published if one.diterbitkan_pada] + list(facts)
    instant = max((one for one in known if one <= request.at), default=request.at)
    last = LogPerubahan.objects.filter(pada__lte=instant).order_by("-urut").first()
    newest = max(published, key=lambda one: one.diterbitkan_pada or request.at, default=None)
    canonical = json.dumps(plan, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return Meta(
        vintage=tuple(vintage_code(one) for one in published),
        snapshot=newest.hash_potret if newest else hashlib.sha256(canonical.encode()).hexdigest(),
        rantai=last.hash if last else AWAL,
        diketahui=f"{tanggal_pendek(instant)} WIB",
        tanggal=instant.astimezone(WIB).date(),
        draf=request.draf,
        periksa=request.periksa,
    )

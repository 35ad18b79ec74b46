"""A province or ministry as an office of offices: totals of its regions, and what its offices published. Never a row.

Whoever holds a role in a province (35) or in the nation (ID) reads the regions inside it; the one way to them is here.
What is over fewer than five entities stays hidden, as on the public pages; a deny wins over every role.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from tolok.catalogue.definition import Definisi as Definition
from tolok.catalogue.definition import hash_ukuran
from tolok.formula.checker import Checked
from tolok.measurement.hitung import HasilWilayah
from tolok.measurement.nasional import Penyampaian, child_figures, deliveries_of, level_of, region_figure
from tolok.measurement.penyembunyian import any_small
from tolok.services import paket
from tolok.services.akses import NotFoundError, denials_of, open_indikator_for, roles_of
from tolok.services.definisi import definition_in_force
from tolok.services.hak import HAK
from tolok.services.kubus import computed, ground_of, indicators_held, newest_kubus
from tolok.services.selectors import figure_of
from tolok.services.wilayah_kecil import hidden_in, promised_by_offices, promised_codes
from tolok.store.models import Definisi, IndikatorKantor, KubusWilayah, Pengguna, PerangkatDaerah, Realisasi
from tolok.values.period import Period
from tolok.values.region import NASIONAL, covers, is_region_code

_DITUTUP = ("*", "lihat_kantor", "lihat_wilayah")


@dataclass(frozen=True)
class TerbitKantor:
    """What an office published of an indicator: the vintage in force at an instant."""

    realisasi: Realisasi

    @property
    def kantor(self) -> PerangkatDaerah:
        return self.realisasi.indikator.perangkat_daerah

    @property
    def hash_ukuran(self) -> str:
        return str(self.realisasi.definisi.hash_ukuran)

    @property
    def totals(self) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self.realisasi.lembar["wilayah"][self.kantor.pemda_id]["total"]
        return [one for one in found if "terhitung" in one]

    @property
    def dihitung(self) -> int | None:
        """Rows behind the figure, where so many may be said; None where there are none or too few."""
        counts = [one[part] for one in self.totals for part in ("terhitung", "tidak_memenuhi")]
        return None if not counts or any_small(counts) else max(one["terhitung"] for one in self.totals)

    @property
    def dikecualikan(self) -> int | None:
        """Rows that could not be judged, where so many may be said."""
        counts = [sum(one["dikeluarkan"].values()) for one in self.totals]
        return None if self.dihitung is None or any_small(counts) else max(counts)


@dataclass(frozen=True)
class PapanWilayah:
    """One indicator in one region and period: its figure, the regions below it, who delivered, what was published.

    `tersembunyi`: regions over too few entities, and those that would give them away. `tertutup`: regions denied to the
    reader. `terbit`: pemda → what its offices published.
    """

    wilayah: str
    kode: str
    period: Period
    kubus: KubusWilayah
    definisi: Definition
    checked: Checked
    angka: HasilWilayah
    anak: tuple[HasilWilayah, ...]
    penyampaian: Penyampaian
    penyampaian_anak: Mapping[str, Penyampaian]
    tersembunyi: frozenset[str]
    tertutup: frozenset[str]
    terbit: Mapping[str, tuple[TerbitKantor, ...]]
    hash_ukuran: str
    periode: tuple[Period, ...]
    kodes: tuple[str, ...]


@dataclass(frozen=True)
class RingkasanWilayah:
    """Every indicator that offices of the installation promised, in one region and period.

    `lain`: codes of the catalogue that nobody promised and that are computed all the same.
    """

    wilayah: str
    period: Period
    kubus: KubusWilayah
    angka: tuple[tuple[Definition, HasilWilayah, Penyampaian, int], ...]
    tersembunyi: frozenset[str]
    periode: tuple[Period, ...]
    lain: tuple[Definition, ...] = field(default=())


@dataclass(frozen=True)
class Sebanding:
    """Published figures of one measure in a period: those of the same measure, and those that measure otherwise."""

    kode: str
    nama: str
    period: Period
    acuan: Definisi
    hash_ukuran: str
    sama: tuple[TerbitKantor, ...]
    beda: tuple[TerbitKantor, ...]
    belum: tuple[PerangkatDaerah, ...]


def regions_of(pengguna: Pengguna, on: date | None = None) -> tuple[str, ...]:
    """The provinces or the nation in which the person may look at regions today, the widest first; none denied."""
    held = {row.pemda_id for row in roles_of(pengguna, on) if "." not in row.pemda_id and row.peran in HAK["lihat_wilayah"]}
    closed = _closed(pengguna, on)
    open_ones = (one for one in held if not any(covers(code, one) for code in closed))
    return tuple(sorted(open_ones, key=lambda one: (one != NASIONAL, one)))


def _closed(pengguna: Pengguna, on: date | None = None) -> frozenset[str]:
    """Pemda denied to the person, whatever his roles."""
    return frozenset(one.pemda_id for one in denials_of(pengguna, on) if one.hak in _DITUTUP)


def open_wilayah_for(pengguna: Pengguna, wilayah: str) -> str:
    """A region that lies inside one of the person's. Raises NotFoundError, also where a deny reaches it."""
    known = wilayah == NASIONAL or (is_region_code(wilayah) and paket.region_tree().exists(wilayah))
    mine = any(covers(one, wilayah) for one in regions_of(pengguna))
    if not known or not mine or any(covers(code, wilayah) for code in _closed(pengguna)):
        raise NotFoundError(wilayah)
    return wilayah


def newest_for(pengguna: Pengguna, wilayah: str, at: datetime) -> KubusWilayah | None:
    """The kubus that a page of a region rests on; None where none was made by then. Raises NotFoundError."""
    open_wilayah_for(pengguna, wilayah)
    return newest_kubus(at)


def region_board(pengguna: Pengguna, wilayah: str, kode: str, period: Period, at: datetime) -> PapanWilayah | None:
    """One indicator in one region, with access checked: totals of the kubus and published figures, never rows.

    Raises NotFoundError for a region, indicator or period that is not there for the person; None where no kubus can be
    read.
    """
    kubus = newest_for(pengguna, wilayah, at)
    ground = ground_of(kubus) if kubus else None
    if kubus is None or ground is None:
        return None
    checked, promised = _checked(kubus, kode, period), promised_by_offices()
    definisi = paket.catalogue().definisi(kode)
    tertutup = _closed(pengguna)
    anak = child_figures(checked, ground, period, wilayah)
    # Where a region is hidden, what lies below it would add up to it.
    hidden = hidden_in(kubus, wilayah, kode, period, promised)
    upper = [one.wilayah for one in anak if level_of(one.wilayah) == "provinsi"]
    published = published_figures(kode, hash_ukuran(definisi, checked), period, at)
    terbit: dict[str, tuple[TerbitKantor, ...]] = {}
    for one in published:
        pemda = one.kantor.pemda_id
        if covers(wilayah, pemda) and not any(covers(code, pemda) for code in tertutup):
            terbit[pemda] = (*terbit.get(pemda, ()), one)
    return PapanWilayah(
        wilayah=wilayah, kode=kode, period=period, kubus=kubus, definisi=definisi, checked=checked,
        angka=region_figure(checked, ground, period, wilayah), anak=anak,
        penyampaian=deliveries_of(checked, ground, period, wilayah),
        penyampaian_anak={one: deliveries_of(checked, ground, period, one) for one in upper},
        tersembunyi=hidden | {one.wilayah for one in anak} if wilayah in hidden else hidden,
        tertutup=frozenset(one.wilayah for one in anak if any(covers(code, one.wilayah) for code in tertutup)),
        terbit=terbit, hash_ukuran=hash_ukuran(definisi, checked), periode=periods_of(kubus),
        kodes=promised_codes(period, promised),
    )  # fmt: skip


def region_summary(pengguna: Pengguna, wilayah: str, period: Period, at: datetime) -> RingkasanWilayah | None:
    """Everything that offices promised, in one region and period. Raises NotFoundError; None where no kubus can be read."""
    kubus = newest_for(pengguna, wilayah, at)
    ground = ground_of(kubus) if kubus else None
    if kubus is None or ground is None:
        return None
    if period not in periods_of(kubus):
        raise NotFoundError(str(period))
    closed, found, hidden = _closed(pengguna), [], set()
    promised = promised_by_offices()
    for kode in promised_codes(period, promised):
        checked, definisi = _checked(kubus, kode, period), paket.catalogue().definisi(kode)
        published = [
            one for one in published_figures(kode, "", period, at)
            if covers(wilayah, one.kantor.pemda_id) and not any(covers(code, one.kantor.pemda_id) for code in closed)
        ]  # fmt: skip
        figure = region_figure(checked, ground, period, wilayah)
        found.append((definisi, figure, deliveries_of(checked, ground, period, wilayah), len(published)))
        hidden |= {kode} if wilayah in hidden_in(kubus, wilayah, kode, period, promised) else set()
    there = {one.kode for one, *_ in found}
    others = tuple(paket.catalogue().definisi(kode) for kode in indicators_held(str(period)) if kode not in there)
    return RingkasanWilayah(wilayah, period, kubus, tuple(found), frozenset(hidden), periods_of(kubus), others)


def periods_of(kubus: KubusWilayah) -> tuple[Period, ...]:
    """What a kubus can be asked for, the newest first."""
    return tuple(sorted((Period.parse(one) for one in kubus.periode), reverse=True))


def opening_period(kubus: KubusWilayah, at: datetime) -> Period:
    """Where a reader of regions starts: the newest year of which something is published, else the newest year."""
    years = [one for one in periods_of(kubus) if not one.triwulan]
    published = set(Realisasi.objects.filter(diterbitkan_pada__lte=at, triwulan=0).values_list("tahun", flat=True))
    return next((one for one in years if one.tahun in published), years[0])


def _checked(kubus: KubusWilayah, kode: str, period: Period) -> Checked:
    checked = computed(kode, period) if period in periods_of(kubus) else None
    if checked is None:
        raise NotFoundError(f"{kode} {period}")
    return checked


def published_figures(kode: str, hashed: str, period: Period, at: datetime) -> tuple[TerbitKantor, ...]:
    """Published vintages in force at an instant of an indicator, or of whatever else measures the same (`hashed`); by
    pemda and office."""
    same = Q(indikator__kode=kode) | (Q(definisi__hash_ukuran=hashed) if hashed else Q(pk=None))
    rows = Realisasi.objects.filter(same, tahun=period.tahun, triwulan=period.triwulan, diterbitkan_pada__lte=at)
    rows = rows.select_related("definisi", "indikator__perangkat_daerah__pemda")
    newest = {
        row.indikator_id: row for row in rows.order_by("indikator__perangkat_daerah__kode", "indikator__kode", "nomor")
    }
    return tuple(TerbitKantor(row) for row in newest.values())


def comparable_for_region(pengguna: Pengguna, wilayah: str, kode: str, period: Period, at: datetime) -> Sebanding:
    """Published figures of all offices of a region beside the catalogue's measure. Raises NotFoundError."""
    open_wilayah_for(pengguna, wilayah)
    definisi, checked = paket.catalogue().indikator.get(kode), computed(kode, period)
    if definisi is None or checked is None:
        raise NotFoundError(kode)
    hashed, closed = hash_ukuran(definisi, checked), _closed(pengguna)
    acuan = Definisi(kode=kode, hash_ukuran=hashed, isi=_said(definisi, period))
    offices = [
        one for one in PerangkatDaerah.objects.select_related("pemda").order_by("kode")
        if covers(wilayah, one.pemda_id) and not any(covers(code, one.pemda_id) for code in closed)
    ]  # fmt: skip
    return _compared(kode, definisi.nama, period, acuan, hashed, offices, at)


def comparable_for_office(pengguna: Pengguna, slug: str, kode: str, period: Period, at: datetime) -> Sebanding:
    """Published figures of all other offices beside the measure of one's own office. Raises NotFoundError."""
    indikator = open_indikator_for(pengguna, slug, kode)
    figure = figure_of(indikator, period, at)
    shown = figure.terbit or figure.kini
    acuan = shown.realisasi.definisi if shown else definition_in_force(kode, period.tahun, indikator.perangkat_daerah, at)[0]
    offices = list(PerangkatDaerah.objects.select_related("pemda").order_by("kode"))
    return _compared(kode, indikator.nama, period, acuan, str(acuan.hash_ukuran), offices, at)


def _compared(
    kode: str, nama: str, period: Period, acuan: Definisi, hashed: str, offices: Sequence[PerangkatDaerah], at: datetime
) -> Sebanding:
    chosen = {one.kode for one in offices}
    found = [one for one in published_figures(kode, hashed, period, at) if one.kantor.kode in chosen]
    there = {one.kantor.kode for one in found}
    promising = set(IndikatorKantor.objects.filter(kode=kode, dihapus_pada=None).values_list("perangkat_daerah", flat=True))
    return Sebanding(
        kode, nama, period, acuan, hashed,
        tuple(one for one in found if one.hash_ukuran == hashed), tuple(one for one in found if one.hash_ukuran != hashed),
        tuple(one for one in offices if one.kode in promising - there),
    )  # fmt: skip


def _said(definisi: Definition, period: Period) -> dict[str, Any]:
    """The parts of the catalogue's text that a measure consists of, as they are stored beside a figure."""
    versi = definisi.version_at(period.tahun)
    return {
        "nama": definisi.nama, "formula": versi.formula, "populasi": definisi.populasi, "satuan": definisi.satuan,
        "satuan_tampil": definisi.satuan_tampil, "desimal": definisi.desimal, "definisi": definisi.definisi,
    }  # fmt: skip


def offices_of(pengguna: Pengguna, wilayah: str) -> Mapping[str, tuple[PerangkatDaerah, ...]]:
    """Pemda → its offices in this installation, inside a region. Raises NotFoundError."""
    open_wilayah_for(pengguna, wilayah)
    closed = _closed(pengguna)
    found: dict[str, tuple[PerangkatDaerah, ...]] = {}
    for one in PerangkatDaerah.objects.select_related("pemda").order_by("kode"):
        if covers(wilayah, one.pemda_id) and not any(covers(code, one.pemda_id) for code in closed):
            found[one.pemda_id] = (*found.get(one.pemda_id, ()), one)
    return found

"""What the selectors of tasks look at: one reader in one office, the open periods, the figures on their way in them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from django.utils import timezone

from tolok.formula.finish import ANGKA_TAHUNAN, REGISTER_TAHUNAN
from tolok.measurement.approval import Role
from tolok.measurement.tenggat import Batas
from tolok.services.akses import roles_in
from tolok.services.hak import HAK, Hak
from tolok.services.penjelasan import missing_explanations
from tolok.services.periode import batas_of, open_periods
from tolok.services.selectors import AngkaKantor, Terbitan, figures_of
from tolok.store.models import Bukti, IndikatorKantor, Pengguna, Peran, PerangkatDaerah, PeriodePengukuran, Realisasi
from tolok.values.period import Period

Status = Literal[
    "belum dimulai", "sedang dikerjakan", "dikembalikan", "diajukan", "diverifikasi", "disetujui", "belum dapat diajukan"
]
BERJALAN: dict[str, Status] = {"diajukan": "diajukan", "diverifikasi": "diverifikasi", "disetujui": "disetujui"}
NEVER = (REGISTER_TAHUNAN, ANGKA_TAHUNAN)  # what a quarter can never say waits for nobody


@dataclass(frozen=True)
class Tugas:
    """One task. `ke`: name of the page's address with its parts, inside `period`; '' where the page may not exist yet.

    `oleh` is whom it waits for where that is not the reader, with `sejak`; `batas` None: no deadline was set for it.
    """

    judul: str
    keterangan: str
    status: Status
    ke: tuple[str, dict[str, object]]
    period: Period | None = None
    batas: date | None = None
    oleh: str = ""
    lalu: str = ""
    sejak: datetime | None = None


@dataclass(frozen=True)
class Selesai:
    """Something that the person finished, from the change log."""

    judul: str
    pada: datetime
    ke: tuple[str, dict[str, object]] = ("", {})
    period: Period | None = None


@dataclass(frozen=True)
class Butir:
    """One figure on its way: its period with deadlines, and its newest vintage."""

    period: Period
    batas: Batas
    angka: AngkaKantor
    kini: Terbitan

    @property
    def row(self) -> Realisasi:
        return self.kini.realisasi

    @property
    def sebutan(self) -> str:
        """`UM-01, Triwulan III 2024`."""
        return f"{self.angka.indikator.kode}, {self.period.label}"

    @property
    def nilai(self) -> str:
        satuan = self.row.definisi.isi["satuan_tampil"]
        return (self.row.tampil + ("%" if satuan == "%" else "")) if self.row.nilai else self.row.alasan


@dataclass(frozen=True)
class Papan:
    """What the selectors look at, fetched once: the reader, his roles, the open periods and the figures in them."""

    orang: Pengguna
    kantor: PerangkatDaerah
    at: datetime
    roles: dict[Role, Peran] = field(default_factory=dict)

    @property
    def hari(self) -> date:
        return timezone.localdate(self.at)

    @cached_property
    def periode(self) -> list[PeriodePengukuran]:
        return open_periods(self.kantor, self.at)

    @cached_property
    def butir(self) -> list[Butir]:
        """Figures that are not published yet, in every open period, the oldest period first."""
        found = []
        for one in reversed(self.periode):
            period = Period(one.tahun, one.triwulan)
            for angka in figures_of(self.kantor, period, self.at):
                kini = angka.kini
                if kini and kini.status in ("draf", "dikembalikan", *BERJALAN) and not _never(kini.realisasi, period):
                    found.append(Butir(period, batas_of(one), angka, kini))
        return found

    @cached_property
    def tertahan(self) -> dict[int, tuple[str, ...]]:
        """Vintage → what is still missing before it may be submitted, in words of the office."""
        drafts = [one.row for one in self.butir if one.kini.status in ("draf", "dikembalikan")]
        if not drafts:
            return {}
        words = {pk: tuple(issue.di_mana.rpartition(", ")[2] for issue in issues)
                 for pk, issues in missing_explanations(drafts, self.at).items()}  # fmt: skip
        for row in self.tanpa_bukti:
            words[row.pk] = (*words.get(row.pk, ()), "bukti")
        return words

    @cached_property
    def tanpa_bukti(self) -> list[Realisasi]:
        """Typed drafts without evidence."""
        typed = [one.row for one in self.butir if one.row.cara == "diketik" and one.kini.status in ("draf", "dikembalikan")]
        have = Bukti.objects.filter(realisasi__indikator__in=[row.indikator_id for row in typed], dicabut_pada=None)
        keys = set(have.values_list("realisasi__indikator", "realisasi__tahun", "realisasi__triwulan")) if typed else set()
        return [row for row in typed if (row.indikator_id, row.tahun, row.triwulan) not in keys]

    @cached_property
    def pemegang(self) -> list[Peran]:
        """Who holds a role of the four steps in this office today."""
        held = Peran.objects.filter(perangkat_daerah=self.kantor, dicabut_pada=None).select_related("pengguna")
        return [one for one in held.order_by("sifat", "id") if _holds(one, self.hari)]

    def may(self, hak: Hak) -> bool:
        return not HAK[hak].isdisjoint(self.roles)

    def reaches(self, role: str, indikator: IndikatorKantor) -> bool:
        """Whether the reader holds a role whose scope reaches an IKU."""
        held = self.roles.get(role)  # type: ignore[call-overload]  # the names of the approval table
        return held is not None and held.bidang_id in (None, indikator.bidang_id)

    def holder(self, role: str, indikator: IndikatorKantor) -> str:
        """Who takes a step with a role on an IKU: the one of its bidang before one of the whole office; else the role."""
        mine = [one for one in self.pemegang if one.peran == role and one.bidang_id in (None, indikator.bidang_id)]
        found = next((one for one in mine if one.bidang_id), mine[0] if mine else None)
        return found.pengguna.nama if found else role.replace("_", " ")


def _never(row: Realisasi, period: Period) -> bool:
    return bool(period.triwulan) and row.alasan in NEVER


def _holds(one: Peran, hari: date) -> bool:
    return (one.mulai is None or one.mulai <= hari) and (one.sampai is None or hari <= one.sampai)


def papan_of(orang: Pengguna, kantor: PerangkatDaerah, at: datetime) -> Papan:
    """The board of one person in one office as known at an instant."""
    return Papan(orang, kantor, at, roles_in(orang, kantor))

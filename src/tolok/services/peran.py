"""What a role may look like: which unit it belongs to, who may hold it, for how long. Rules only; orang.py stores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tolok.measurement.approval import Role
from tolok.services.hak import DAFTAR_HAK
from tolok.store.models import Bidang, Pemda, Pengguna, Peran, PerangkatDaerah
from tolok.values.issue import Issue, maksud_anda

NAMA_PERAN: dict[Role, str] = {
    "operator": "Operator (mengirim data, mengajukan angka)",
    "verifikator": "Verifikator (memeriksa angka)",
    "kepala_dinas": "Kepala dinas (menyetujui angka)",
    "perencana": "Perencana (menyusun rencana, menerbitkan angka)",
    "inspektorat": "Inspektorat (membaca semua, mengisi LKE dan temuan)",
    "admin_pemda": "Admin pemda (mengurus orang dan sistem)",
}
SIFAT = {"definitif": "Definitif", "plt": "Plt (pelaksana tugas)", "plh": "Plh (pelaksana harian)"}
_WHOLE_PEMDA: frozenset[str] = frozenset({"inspektorat", "admin_pemda"})
_IN_BIDANG: frozenset[str] = frozenset({"operator", "verifikator"})


@dataclass(frozen=True)
class Unit:
    """Where a role or a denial holds: a whole pemda, one office of it, or one bidang of that office."""

    pemda: Pemda
    kantor: PerangkatDaerah | None = None
    bidang: Bidang | None = None

    @property
    def nilai(self) -> str:
        """How a form names it."""
        if self.bidang:
            return f"bidang-{self.bidang.pk}"
        return f"kantor-{self.kantor.slug}" if self.kantor else "pemda"

    @property
    def nama(self) -> str:
        if self.bidang and self.kantor:
            return f"{self.kantor.nama} · {self.bidang.nama}"
        return self.kantor.nama if self.kantor else f"Seluruh {self.pemda.nama}"


@dataclass(frozen=True)
class PeranBaru:
    """A role as a form asks for it: all text, dates as YYYY-MM-DD, `menggantikan` a user name."""

    peran: str
    unit: str
    jabatan: str
    sifat: str = "definitif"
    dasar: str = ""
    menggantikan: str = ""
    mulai: str = ""
    sampai: str = ""


@dataclass(frozen=True)
class PeranSah:
    """The same, checked."""

    peran: Role
    unit: Unit
    jabatan: str
    sifat: str
    dasar: str
    menggantikan: Pengguna | None
    mulai: date | None
    sampai: date | None


def units_of(pemda: Pemda) -> Sequence[Unit]:
    """Every unit of a pemda: itself, then each office followed by its bidang."""
    units = [Unit(pemda)]
    for kantor in PerangkatDaerah.objects.filter(pemda=pemda).order_by("nama", "kode").prefetch_related("bidang"):
        units.append(Unit(pemda, kantor))
        units += [Unit(pemda, kantor, bidang) for bidang in sorted(kantor.bidang.all(), key=lambda one: one.nama)]
    return units


def unit_of(row: Peran) -> Unit:
    return Unit(row.pemda, row.perangkat_daerah, row.bidang)


def check_role(asked: PeranBaru, pemda: Pemda, orang: Pengguna | None, today: date) -> PeranSah | list[Issue]:
    """The role, or everything that speaks against it (TLK-A043 to A047); `di_mana` names the field of the form."""
    issues: list[Issue] = []
    units = {unit.nilai: unit for unit in units_of(pemda)}
    unit = units.get(asked.unit)
    peran = next((one for one in NAMA_PERAN if one == asked.peran), None)
    if peran is None:
        issues.append(_wrong("TLK-A043", "peran", "peran tidak dikenal", maksud_anda(asked.peran, list(NAMA_PERAN))))
    if unit is None:
        issues.append(_wrong("TLK-A043", "unit", "unit tidak dikenal", "pilih unit di pemda Anda"))
    if peran and unit:
        issues += _fit(peran, unit)
        issues += _mixed(peran, pemda, orang, today)
    if not asked.jabatan.strip() or len(asked.jabatan.strip()) > 120:
        issues.append(_wrong("TLK-A043", "jabatan", "jabatan kosong atau terlalu panjang", "tulis jabatan yang tercetak"))
    mulai, sampai = _day(asked.mulai, "mulai", issues), _day(asked.sampai, "sampai", issues)
    if mulai and sampai and sampai < mulai:
        issues.append(_wrong("TLK-A045", "sampai", "berakhir sebelum mulai", "periksa kedua tanggalnya"))
    if sampai and sampai < today:
        issues.append(_wrong("TLK-A045", "sampai", "sudah lewat", "peran yang sudah berakhir tidak perlu diberikan"))
    replaced = _stand_in(asked, pemda, orang, issues)
    if issues or peran is None or unit is None:
        return issues
    sah = PeranSah(peran, unit, asked.jabatan.strip(), asked.sifat, asked.dasar.strip(), replaced, mulai, sampai)
    return [_twice()] if orang and _overlaps(sah, orang) else sah


def _fit(peran: Role, unit: Unit) -> list[Issue]:
    if peran in _WHOLE_PEMDA and unit.kantor:
        return [_wrong("TLK-A043", "unit", "peran ini untuk seluruh pemda", "pilih seluruh pemda")]
    if peran not in _WHOLE_PEMDA and not unit.kantor:
        return [_wrong("TLK-A043", "unit", "peran ini milik satu kantor", "pilih kantornya")]
    if unit.bidang and peran not in _IN_BIDANG:
        return [_wrong("TLK-A043", "unit", "peran ini untuk seluruh kantor", "pilih kantornya, bukan bidangnya")]
    return []


def _mixed(peran: Role, pemda: Pemda, orang: Pengguna | None, today: date) -> list[Issue]:
    """Who hands out roles takes no part in measuring or examining, so that nobody can grant himself a figure."""
    if orang is None:
        return []
    held = {row.peran for row in in_force(Peran.objects.filter(pengguna=orang, pemda=pemda), today)}
    other = held - {"admin_pemda"} if peran == "admin_pemda" else held & {"admin_pemda"}
    todo = "cabut dahulu peran yang lain, atau pilih orang lain"
    return [_wrong("TLK-A046", "peran", "admin pemda tidak merangkap peran lain", todo)] if other else []


def in_force(rows: QuerySet[Peran], on: date) -> QuerySet[Peran]:
    """Those roles that hold on a day or later: not withdrawn, not over."""
    return rows.filter(Q(sampai=None) | Q(sampai__gte=on), dicabut_pada=None)


def _day(text: str, field: str, issues: list[Issue]) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        issues.append(_wrong("TLK-A045", field, f"`{text.strip()[:20]}` bukan tanggal", "tulis misalnya 2026-03-01"))
        return None


def _stand_in(asked: PeranBaru, pemda: Pemda, orang: Pengguna | None, issues: list[Issue]) -> Pengguna | None:
    """Who is stood in for. Plt and Plh need the letter, both days and the person; a role of one's own needs none."""
    if asked.sifat not in SIFAT:
        issues.append(_wrong("TLK-A044", "sifat", "sifat tidak dikenal", "pilih definitif, Plt, atau Plh"))
    if asked.sifat not in ("plt", "plh"):
        return None
    todo = "isi sesuai surat penunjukannya"
    for field, text in (("mulai", asked.mulai), ("sampai", asked.sampai), ("dasar", asked.dasar)):
        if not text.strip():
            issues.append(_wrong("TLK-A044", field, "Plt dan Plh memerlukan isian ini", todo))
    found = people_of(pemda).filter(username=asked.menggantikan.strip()).first()
    if found is None or found == orang:
        issues.append(_wrong("TLK-A044", "menggantikan", "yang digantikan tidak ditemukan di pemda ini", todo))
    return found


def people_of(pemda: Pemda) -> QuerySet[Pengguna]:
    """Everyone who has or had a role in a pemda, by name."""
    return Pengguna.objects.filter(peran__pemda=pemda).distinct().order_by("nama", "username")


def _overlaps(sah: PeranSah, orang: Pengguna) -> bool:
    rows = Peran.objects.filter(
        pengguna=orang, peran=sah.peran, pemda=sah.unit.pemda, perangkat_daerah=sah.unit.kantor, bidang=sah.unit.bidang,
        dicabut_pada=None,
    )  # fmt: skip
    if sah.sampai:
        rows = rows.filter(Q(mulai=None) | Q(mulai__lte=sah.sampai))
    if sah.mulai:
        rows = rows.filter(Q(sampai=None) | Q(sampai__gte=sah.mulai))
    return rows.exists()


def check_denied_right(hak: str) -> list[Issue]:
    """A denial names one right of the table, or '*' for all. TLK-A043."""
    if hak == "*" or hak in DAFTAR_HAK:
        return []
    return [_wrong("TLK-A043", "hak", "hak tidak dikenal", maksud_anda(hak, DAFTAR_HAK) or "pilih dari daftar")]


def _twice() -> Issue:
    return _wrong("TLK-A047", "peran", "orang ini sudah memegang peran itu pada waktu yang sama", "cabut dahulu yang lama")


def _wrong(kode: str, di_mana: str, apa: str, saran: str) -> Issue:
    return Issue(kode, "salah", di_mana, apa, "", saran)

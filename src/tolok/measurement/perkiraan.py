"""The year-end forecast of a running year: one declared rule, printed beside every forecast, never stored as a figure.

The share of the year that earlier years had reached by the same quarter says where this year is heading; the spread of
those shares is the range. Nothing is fitted and nothing is assumed: fewer than two earlier years give no forecast.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from tolok.measurement.capaian import Arah

ATURAN = (
    "Perkiraan akhir tahun = angka sampai triwulan ini dibagi bagian setahun yang rata-rata sudah tercapai pada triwulan "
    "yang sama di tahun-tahun sebelumnya (paling banyak lima, dengan cara menghitung yang sama). Rentangnya memakai bagian "
    "terbesar dan terkecil di antara tahun-tahun itu. Persentase bagian tidak diperkirakan lebih dari 100. Kurang dari dua "
    "tahun sebelumnya, Triwulan I, dan angka nol atau negatif: tanpa perkiraan."
)
ATURAN_STATUS = (
    "Diperkirakan meleset: seluruh rentang di luar target. Perlu perhatian: rentang memuat target tetapi perkiraannya belum "
    "mencapainya, atau datanya baru dikirim sebagian. Sesuai jalur: perkiraannya mencapai target. Belum ada angka: ada "
    "alasan, bukan angka."
)
PALING_BANYAK_TAHUN = 5
PALING_SEDIKIT_TAHUN = 2

BELUM_ADA_ANGKA = "belum ada angka"
TAHUN_LENGKAP = "tahun sudah lengkap"
TERLALU_AWAL = "perkiraan dibuat mulai Triwulan II"
ANGKA_NOL = "angka sampai triwulan ini nol"
ANGKA_NEGATIF = "angka sampai triwulan ini negatif"
TAHUN_KURANG = "belum ada dua tahun sebelumnya untuk dibandingkan"

StatusPerkiraan = Literal["meleset", "perhatian", "sesuai"]


@dataclass(frozen=True)
class TahunLalu:
    """One earlier year, computed alike: its figure up to the same quarter, and its figure of the whole year."""

    sampai: Fraction
    setahun: Fraction


@dataclass(frozen=True)
class Perkiraan:
    """The forecast with its range, or `alasan`. `bagian`: the share of each earlier year used; `dibatasi`: cut at 100."""

    nilai: Fraction | None = None
    rendah: Fraction | None = None
    tinggi: Fraction | None = None
    alasan: str | None = None
    bagian: Mapping[int, Fraction] = field(default_factory=dict)
    dibatasi: bool = False

    def __post_init__(self) -> None:
        if len({part is None for part in (self.nilai, self.rendah, self.tinggi)}) > 1 or (
            (self.nilai is None) == (self.alasan is None)
        ):
            raise ValueError("perkiraan adalah nilai dengan rentangnya atau alasan, tidak keduanya")


def compute_perkiraan(
    nilai: Fraction | None, triwulan: int, sebelumnya: Mapping[int, TahunLalu], batas_atas: Fraction | None = None
) -> Perkiraan:
    """Forecast of the year from its figure up to `triwulan`, exact; a reason where the rule gives none.

    `sebelumnya`: earlier years measured in the same way; those without a positive figure at both points say nothing about
    shares and are left out. `batas_atas`: what the measure can never exceed (100 for a part of a whole).
    """
    alasan = _why_none(nilai, triwulan)
    if alasan is not None or nilai is None:
        return Perkiraan(alasan=alasan or BELUM_ADA_ANGKA)
    bagian = shares(sebelumnya)
    if len(bagian) < PALING_SEDIKIT_TAHUN:
        return Perkiraan(alasan=TAHUN_KURANG, bagian=bagian)
    mean = sum(bagian.values(), Fraction(0)) / len(bagian)
    raw = (nilai / mean, nilai / max(bagian.values()), nilai / min(bagian.values()))
    middle, low, high = (one if batas_atas is None else min(one, batas_atas) for one in raw)
    return Perkiraan(middle, low, high, None, bagian, dibatasi=(middle, low, high) != raw)


def _why_none(nilai: Fraction | None, triwulan: int) -> str | None:
    if triwulan in (0, 4):
        return TAHUN_LENGKAP
    if nilai is None:
        return BELUM_ADA_ANGKA
    if triwulan == 1:
        return TERLALU_AWAL
    if nilai == 0:
        return ANGKA_NOL
    return ANGKA_NEGATIF if nilai < 0 else None


def shares(sebelumnya: Mapping[int, TahunLalu]) -> dict[int, Fraction]:
    """Year → share of its figure reached by the quarter, for the latest years of which that can be said, in order."""
    known = {tahun: one for tahun, one in sorted(sebelumnya.items()) if one.sampai > 0 and one.setahun > 0}
    return {tahun: known[tahun].sampai / known[tahun].setahun for tahun in list(known)[-PALING_BANYAK_TAHUN:]}


def status_perkiraan(
    perkiraan: Perkiraan, target: Fraction | None, arah: Arah, kasus_terbuka: bool = False
) -> StatusPerkiraan | None:
    """How a forecast stands against the year's target (ATURAN_STATUS); None without a forecast or without a target.

    `kasus_terbuka`: reaching the target hangs on something that is still open, such as data delivered in part.
    """
    if perkiraan.nilai is None or perkiraan.rendah is None or perkiraan.tinggi is None or target is None:
        return None
    if _reaches(perkiraan.nilai, target, arah):
        return "perhatian" if kasus_terbuka else "sesuai"
    inside = perkiraan.rendah <= target <= perkiraan.tinggi
    return "perhatian" if inside else "meleset"


def _reaches(nilai: Fraction, target: Fraction, arah: Arah) -> bool:
    if arah == "naik":
        return nilai >= target
    return nilai <= target if arah == "turun" else nilai == target


@dataclass(frozen=True)
class Laju:
    """What still lacks to the target of the year, and how much of it falls on each quarter that is left."""

    kurang: Fraction
    triwulan_tersisa: int

    @property
    def per_triwulan(self) -> Fraction:
        """The change that every remaining quarter must bring; negative where the figure must fall."""
        return self.kurang / self.triwulan_tersisa


def needed_pace(nilai: Fraction | None, target: Fraction | None, arah: Arah, triwulan: int) -> Laju | None:
    """The pace needed from `triwulan` to the year's target; None where it is reached, unknown, or the year is over."""
    if nilai is None or target is None or triwulan not in (1, 2, 3) or _reaches(nilai, target, arah):
        return None
    return Laju(target - nilai, 4 - triwulan)

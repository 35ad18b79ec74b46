"""What else formulas may name: outside figures, ladders of classes and constants, each with its source and its dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, Protocol, TypeVar, get_args

from tolok.catalogue.fields import Fields
from tolok.formula.vocabulary import DataWord, Ladder
from tolok.values.issue import Issue
from tolok.values.region import TINGKAT, Tingkat

StatusAngka = Literal["tetap", "sementara", "sangat sementara"]
PeriodeAngka = Literal["tahun", "triwulan"]
STATUS_ANGKA: tuple[StatusAngka, ...] = get_args(StatusAngka)
PERIODE_ANGKA: tuple[PeriodeAngka, ...] = get_args(PeriodeAngka)


@dataclass(frozen=True)
class AngkaLuar:
    """A figure that the office enters. `bukti` says which evidence is required; of several `status` the first wins."""

    kode: str
    label: str
    penjelasan: str
    sumber: str
    bukti: str
    satuan: str
    tingkat: Tingkat
    periode: PeriodeAngka
    dapat_dijumlah: bool
    status: tuple[StatusAngka, ...]

    def word(self) -> DataWord:
        """What a formula may say about it."""
        return DataWord(self.kode, self.label, self.satuan, self.tingkat, self.periode, self.dapat_dijumlah)


@dataclass(frozen=True)
class SkemaKelas:
    """One dated version of a ladder: class names with their upper bounds, inclusive, from the lowest."""

    nama: str
    berlaku_sejak: date
    satuan: str
    dasar: str
    kelas: tuple[tuple[str, int], ...]
    catatan: str | None = None

    def word(self) -> Ladder:
        """What a formula may say about it."""
        return Ladder(self.nama, self.satuan, self.kelas, self.dasar)


@dataclass(frozen=True)
class Parameter:
    """One dated version of a constant with its unit and basis; `catatan` says what about it is not confirmed."""

    nama: str
    berlaku_sejak: date
    label: str
    nilai: Fraction
    satuan: str
    dasar: str
    penjelasan: str
    catatan: str | None = None


class Dated(Protocol):
    """Whatever has a name and a first day."""

    @property
    def nama(self) -> str: ...
    @property
    def berlaku_sejak(self) -> date: ...


D = TypeVar("D", bound=Dated)


def in_force(daftar: Iterable[D], tahun: int) -> dict[str, D]:
    """Per name the youngest version begun by the end of `tahun`; names that begin later are absent."""
    found: dict[str, D] = {}
    for item in sorted(daftar, key=lambda item: item.berlaku_sejak):
        if item.berlaku_sejak <= date(tahun, 12, 31):
            found[item.nama] = item
    return found


def angka_luar_from_yaml(raw: object, berkas: str, issues: list[Issue]) -> tuple[AngkaLuar, ...]:
    """`angka_luar.yaml`: a list `angka_luar`. Faults go to `issues`."""
    keys = ("kode", "label", "penjelasan", "sumber", "bukti", "satuan", "tingkat", "periode", "dapat_dijumlah", "status")
    top = Fields(raw, berkas, ("angka_luar",), issues)
    daftar = tuple(_angka_luar(fields) for fields in top.rows("angka_luar", keys, "kode"))
    _once([(angka.kode, "") for angka in daftar], berkas, issues)
    return daftar


def _angka_luar(fields: Fields) -> AngkaLuar:
    return AngkaLuar(
        kode=fields.text("kode"),
        label=fields.text("label"),
        penjelasan=fields.text("penjelasan"),
        sumber=fields.text("sumber"),
        bukti=fields.text("bukti"),
        satuan=fields.text("satuan"),
        tingkat=fields.choice("tingkat", TINGKAT),
        periode=fields.choice("periode", PERIODE_ANGKA),
        dapat_dijumlah=fields.yes("dapat_dijumlah", False),
        status=_status(fields),
    )


def _status(fields: Fields) -> tuple[StatusAngka, ...]:
    written = fields.texts("status")
    known = tuple(status for name in written for status in STATUS_ANGKA if status == name)
    if not written or len(known) != len(written):
        fields.fault("TLK-D003", "status", "harus daftar dari: " + ", ".join(STATUS_ANGKA))
    return known


def kelas_usaha_from_yaml(raw: object, berkas: str, issues: list[Issue]) -> tuple[SkemaKelas, ...]:
    """`kelas_usaha.yaml`: a list `kelas_usaha`; upper bounds must rise. Faults go to `issues`."""
    keys = ("nama", "satuan", "dasar", "berlaku_sejak", "catatan", "kelas")
    top = Fields(raw, berkas, ("kelas_usaha",), issues)
    daftar = tuple(_skema(fields) for fields in top.rows("kelas_usaha", keys, "nama"))
    _once([(skema.nama, str(skema.berlaku_sejak)) for skema in daftar], berkas, issues)
    return daftar


def _skema(fields: Fields) -> SkemaKelas:
    kelas = tuple(_kelas(row) for row in fields.rows("kelas", ("nama", "sampai"), "nama"))
    bounds = [upper for _, upper in kelas]
    if not kelas or bounds != sorted(set(bounds)):
        fields.fault("TLK-D004", "kelas", "batas atas kelas harus naik", "urutkan dari kelas terendah")
    return SkemaKelas(
        nama=fields.text("nama"),
        berlaku_sejak=fields.tanggal("berlaku_sejak"),
        satuan=fields.text("satuan"),
        dasar=fields.text("dasar"),
        kelas=kelas,
        catatan=fields.maybe_text("catatan"),
    )


def _kelas(fields: Fields) -> tuple[str, int]:
    upper = fields.angka("sampai")
    if upper.denominator != 1:
        fields.fault("TLK-D003", "sampai", "harus bilangan bulat")
    return fields.text("nama"), int(upper)


def param_from_yaml(raw: object, berkas: str, issues: list[Issue]) -> tuple[Parameter, ...]:
    """`param.yaml`: a list `param`. Faults go to `issues`."""
    keys = ("kode", "label", "nilai", "satuan", "berlaku_sejak", "dasar", "penjelasan", "catatan")
    top = Fields(raw, berkas, ("param",), issues)
    daftar = tuple(_parameter(fields) for fields in top.rows("param", keys, "kode"))
    _once([(param.nama, str(param.berlaku_sejak)) for param in daftar], berkas, issues)
    return daftar


def _parameter(fields: Fields) -> Parameter:
    return Parameter(
        nama=fields.text("kode"),
        berlaku_sejak=fields.tanggal("berlaku_sejak"),
        label=fields.text("label"),
        nilai=fields.angka("nilai"),
        satuan=fields.text("satuan"),
        dasar=fields.text("dasar"),
        penjelasan=fields.text("penjelasan"),
        catatan=fields.maybe_text("catatan"),
    )


def _once(names: list[tuple[str, str]], berkas: str, issues: list[Issue]) -> None:
    for nama, sejak in sorted({name for name in names if name[0] and names.count(name) > 1}):
        issues.append(
            Issue(
                "TLK-D008",
                "salah",
                berkas,
                f"`{nama}` tertulis dua kali{f' sejak {sejak}' if sejak else ''}",
                "satu nama hanya punya satu versi pada satu tanggal",
                "hapus salah satu, atau ubah tanggal berlakunya",
            )
        )

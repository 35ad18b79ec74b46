"""The catalogue of ready indicators as one office sees it: what each needs, and whether the office has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tolok.catalogue.definition import Definisi
from tolok.catalogue.load import checked_version
from tolok.formula.checker import Checked
from tolok.formula.describe import describe
from tolok.services import paket
from tolok.store.models import IndikatorKantor, Kiriman, PerangkatDaerah, schemas
from tolok.values.issue import IssueError

ANGKA_LUAR = "data"


@dataclass(frozen=True)
class Kebutuhan:
    """A register that a formula reads, and whether the office (or its pemda) ever delivered it."""

    register: str
    label: str
    ada: bool


@dataclass(frozen=True)
class ButirKatalog:
    """One definition of the catalogue beside the office: formula in words, what it needs, the IKU that already uses it."""

    definisi: Definisi
    kalimat: str
    kebutuhan: Sequence[Kebutuhan]
    dipakai: IndikatorKantor | None

    @property
    def lengkap(self) -> bool:
        """Whether every register that it reads was delivered at least once."""
        return bool(self.kebutuhan) and all(one.ada for one in self.kebutuhan)


@lru_cache(maxsize=512)
def checked_of_definition(definisi: Definisi, tahun: int | None = None) -> Checked | None:
    """The meaning of the version in force in a year (of the one that began last); None where it has no formula yet."""
    tahun = tahun or definisi.latest.berlaku_sejak.year
    try:
        return checked_version(definisi, definisi.version_at(tahun), paket.catalogue().vocabulary(schemas(), tahun))
    except IssueError:
        return None


def said(checked: Checked | None) -> str:
    """The formula in words, '' where there is none."""
    return describe(checked.formula, checked.vocabulary) if checked else ""


def needs_of(checked: Checked | None, delivered: frozenset[str]) -> tuple[Kebutuhan, ...]:
    """Every register that a formula reads; those derived by us count as delivered when all their sources are."""
    if checked is None:
        return ()
    known = schemas()
    names = [*checked.registers, *([ANGKA_LUAR] if checked.figures else [])]
    return tuple(
        Kebutuhan(name, known[name].label, {*(known[name].sources or (name,))} <= delivered or name in delivered)
        for name in names
    )


def delivered_registers(kantor: PerangkatDaerah) -> frozenset[str]:
    """Registers of which the pemda has at least one delivery."""
    found = Kiriman.objects.filter(perangkat_daerah__pemda=kantor.pemda_id).values_list("register", flat=True)
    return frozenset(found.distinct())


def catalogue_for(kantor: PerangkatDaerah, cari: str = "") -> tuple[ButirKatalog, ...]:
    """The catalogue by code; with `cari` only those in which every word occurs (code, name, definition, source)."""
    used = {one.kode: one for one in IndikatorKantor.objects.filter(perangkat_daerah=kantor)}
    delivered = delivered_registers(kantor)
    words = cari.casefold().split()
    return tuple(
        _item(definisi, delivered, used.get(kode))
        for kode, definisi in sorted(paket.catalogue().indikator.items())
        if all(word in _searched(definisi) for word in words)
    )


def catalogue_item(kantor: PerangkatDaerah, kode: str) -> ButirKatalog:
    """One definition of the catalogue beside the office. Raises IssueError (TLK-D010)."""
    definisi = paket.catalogue().definisi(kode)
    used = IndikatorKantor.objects.filter(perangkat_daerah=kantor, kode=definisi.kode).first()
    return _item(definisi, delivered_registers(kantor), used)


def _item(definisi: Definisi, delivered: frozenset[str], used: IndikatorKantor | None) -> ButirKatalog:
    checked = checked_of_definition(definisi)
    return ButirKatalog(definisi, said(checked), needs_of(checked, delivered), used)


def _searched(definisi: Definisi) -> str:
    return " ".join((definisi.kode, definisi.nama, definisi.definisi, definisi.sumber_data, definisi.populasi)).casefold()

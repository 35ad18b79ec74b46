"""Definition versions as they are stored for good beside the figures that were computed from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

from tolok.catalogue.definition import Definisi as Definition
from tolok.catalogue.definition import Versi, canonical, hash_definisi, hash_ukuran
from tolok.catalogue.lint import lint, lint_target
from tolok.catalogue.load import checked_version
from tolok.catalogue.succession import begins
from tolok.catalogue.text import definition_from, read_text
from tolok.formula.checker import Checked, check
from tolok.formula.parser import parse
from tolok.services import paket
from tolok.store.models import Definisi, DefinisiKantor, PerangkatDaerah, Realisasi, schemas
from tolok.values.issue import Issue


@dataclass(frozen=True)
class TeksDefinisi:
    """One text of an indicator's chain: the catalogue's (`kantor` None), or one that an office decided for itself."""

    definisi: Definition
    kantor: DefinisiKantor | None = None

    @property
    def begins(self) -> date:
        """The first day for which it speaks: since ever for the catalogue, else since the version that it added."""
        return date.min if self.kantor is None else begins(self.definisi)


def texts_of(kantor: PerangkatDaerah, kode: str, at: datetime) -> tuple[TeksDefinisi, ...]:
    """The chain of texts known at `at`, the catalogue's first. IssueError (TLK-D010) for a kode that nobody defines."""
    own = DefinisiKantor.objects.filter(perangkat_daerah=kantor, kode=kode, diketahui_dari__lte=at)
    rows = list(own.select_related("oleh", "usul__oleh").order_by("diketahui_dari", "id"))
    known = kode in paket.catalogue().indikator or not rows
    first = (TeksDefinisi(paket.catalogue().definisi(kode)),) if known else ()
    return (*first, *(TeksDefinisi(definition_of(row.isi, kode), row) for row in rows))


@dataclass(frozen=True)
class VersiDefinisi:
    """One dated version of an indicator with the text whose words it was signed with."""

    teks: TeksDefinisi
    versi: Versi

    @property
    def hash_definisi(self) -> str:
        return hash_definisi(self.teks.definisi, self.versi)


def versions_of(chain: Sequence[TeksDefinisi]) -> tuple[VersiDefinisi, ...]:
    """Every version of a chain, the oldest first: all of the catalogue's text, then the one that each later text added."""
    first, *later = chain
    versions = sorted(first.definisi.versi, key=lambda versi: versi.berlaku_sejak)
    added = [VersiDefinisi(one, one.definisi.latest) for one in later]
    return (*(VersiDefinisi(first, versi) for versi in versions), *added)


@lru_cache(maxsize=256)
def definition_of(teks: str, kode: str) -> Definition:
    """The definition that a stored text holds."""
    return definition_from(read_text(teks, kode), kode)


def text_in_force(kantor: PerangkatDaerah, kode: str, tahun: int, at: datetime) -> TeksDefinisi:
    """The text that speaks for a year: the newest known one that had begun by its end, else the first.

    Each text of an office adds one version that begins later than those before it; so the years before it keep the
    words, the formula and the hash under which they were computed.
    """
    chain = texts_of(kantor, kode, at)
    begun = [one for one in chain if one.begins <= date(tahun, 12, 31)]
    return begun[-1] if begun else chain[0]


def definition_in_force(kode: str, tahun: int, kantor: PerangkatDaerah, at: datetime) -> tuple[Definisi, Checked]:
    """The version that holds for an office in a year as known at `at`, as it is stored (not saved here), with its
    meaning. IssueError TLK-D010 … D012."""
    definition = text_in_force(kantor, kode, tahun, at).definisi
    versi = definition.version_at(tahun)
    checked = checked_version(definition, versi, paket.catalogue().vocabulary(schemas(), tahun))
    stored = Definisi(
        hash_definisi=hash_definisi(definition, versi),
        kode=definition.kode,
        hash_ukuran=hash_ukuran(definition, checked),
        berlaku_sejak=versi.berlaku_sejak,
        isi=_frozen(definition, tahun),
    )
    return stored, checked


def _frozen(definition: Definition, tahun: int) -> dict[str, Any]:
    """One version as plain JSON, complete enough to compute and to print from it without any file."""
    versi = definition.version_at(tahun)
    content: dict[str, Any] = canonical(definition)
    for dokumen, printed in zip(content["dokumen"], definition.dokumen, strict=True):
        dokumen["kutipan"] = str(printed.kutipan)
    content.pop("contoh")
    content |= {name: canonical(getattr(versi, name)) for name in ("berlaku_sejak", "diputuskan", "keputusan", "pembulatan")}
    content["formula"] = versi.formula
    return content


def checked_of(realisasi: Realisasi) -> Checked:
    """The formula of a vintage as it was frozen, with the dated parameters of its year."""
    vocabulary = paket.catalogue().vocabulary(schemas(), realisasi.tahun)
    return check(parse(realisasi.definisi.isi["formula"]), vocabulary)


def printed_in(isi: Mapping[str, Any], perangkat_daerah: str) -> dict[str, Any] | None:
    """The row of this office's own document, word for word; None where the measure comes from the catalogue only."""
    return next((row for row in isi["dokumen"] if row["perangkat_daerah"] == perangkat_daerah and row["berlaku"]), None)


def doubts_about(
    kode: str,
    tahun: int,
    checked: Checked,
    targets: Mapping[int, Fraction],
    results: Mapping[int, Fraction],
    kantor: PerangkatDaerah,
    at: datetime,
) -> tuple[Issue, ...]:
    """What a careful reader would ask about the definition's open points and about the office's targets."""
    definition = text_in_force(kantor, kode, tahun, at).definisi
    open_points = tuple(
        issue for issue in lint(definition, checked, definition.version_at(tahun)) if issue.bobot != "catatan"
    )
    return (*open_points, *lint_target(definition, targets, results))

"""Definition versions as they are stored for good beside the figures that were computed from them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tolok.catalogue.definition import Definisi as Definition
from tolok.catalogue.definition import canonical, hash_definisi, hash_ukuran
from tolok.catalogue.lint import lint, lint_target
from tolok.formula.checker import Checked, check
from tolok.formula.parser import parse
from tolok.services import paket
from tolok.store.models import Definisi, Realisasi, schemas
from tolok.values.issue import Issue


def definition_in_force(kode: str, tahun: int) -> tuple[Definisi, Checked]:
    """The version that holds in a year, as it is stored (not saved here), with its meaning."""
    catalogue = paket.catalogue()
    definition = catalogue.definisi(kode)
    checked = catalogue.checked(kode, tahun, schemas())
    isi = _frozen(definition, tahun)
    stored = Definisi(
        hash_definisi=hash_definisi(definition, definition.version_at(tahun)),
        kode=definition.kode,
        hash_ukuran=hash_ukuran(definition, checked),
        berlaku_sejak=definition.version_at(tahun).berlaku_sejak,
        isi=isi,
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
    kode: str, tahun: int, checked: Checked, targets: Mapping[int, Fraction], results: Mapping[int, Fraction]
) -> tuple[Issue, ...]:
    """What a careful reader would ask about the definition's open points and about the office's targets."""
    definition = paket.catalogue().definisi(kode)
    open_points = tuple(
        issue for issue in lint(definition, checked, definition.version_at(tahun)) if issue.bobot != "catatan"
    )
    return (*open_points, *lint_target(definition, targets, results))

"""What was printed, looked at afterwards: the office's list, and the page behind a QR with what has become of each figure.

Only published vintages are ever read here. A figure on paper was published when it was printed; what the public page hides
are counts over few entities, and a print's figures hold no counts, so what was printed may be shown as it was printed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tolok.services.akses import NotFoundError, open_kantor_for, require
from tolok.services.jenis_dokumen import JENIS
from tolok.store.models import Cetakan, Pengguna, PerangkatDaerah, Realisasi
from tolok.values.period import Period

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,32}")


@dataclass(frozen=True)
class AngkaTercetak:
    """One figure as printed, the printed vintage, and the one that is in force now; `kini` None where none is."""

    cetak: Mapping[str, str]
    terbitan: Realisasi | None
    kini: Realisasi | None

    @property
    def berlaku(self) -> bool:
        """Whether the printed vintage is still the one in force."""
        return self.terbitan is not None and self.kini is not None and self.kini.pk == self.terbitan.pk

    @property
    def nomor(self) -> int:
        return int(self.cetak["nomor"])

    @property
    def periode(self) -> Period:
        return Period.parse(self.cetak["periode"])


@dataclass(frozen=True)
class CetakanPublik:
    """A print for anybody who holds it in his hand, as things stand at `at`."""

    cetakan: Cetakan
    at: datetime
    angka: Sequence[AngkaTercetak]

    @property
    def kantor(self) -> PerangkatDaerah:
        return self.cetakan.perangkat_daerah

    @property
    def nama(self) -> str:
        """What the document is called."""
        kind = JENIS.get(self.cetakan.jenis)
        return kind.nama if kind else self.cetakan.jenis

    @property
    def diganti(self) -> Sequence[AngkaTercetak]:
        return [one for one in self.angka if not one.berlaku]


def open_cetakan_public(token: str, at: datetime) -> CetakanPublik:
    """The print behind a QR. Raises NotFoundError for a token that was never given."""
    if not _TOKEN.fullmatch(token):
        raise NotFoundError(token[:40])
    found = Cetakan.objects.select_related("perangkat_daerah__pemda").filter(token=token, pada__lte=at).first()
    if found is None:
        raise NotFoundError(token)
    return CetakanPublik(found, at, _standing(found, at))


def _standing(cetakan: Cetakan, at: datetime) -> Sequence[AngkaTercetak]:
    """Each printed figure beside what is published of the same indicator and period, in two queries."""
    codes = {str(one["kode"]) for one in cetakan.angka}
    published = Realisasi.objects.filter(
        indikator__perangkat_daerah=cetakan.perangkat_daerah, indikator__kode__in=codes, diterbitkan_pada__lte=at
    )
    known: dict[tuple[str, str], list[Realisasi]] = {}
    rows = published.defer("lembar").select_related("indikator", "definisi").order_by("nomor")
    for row in rows:
        known.setdefault((row.indikator.kode, str(Period(row.tahun, row.triwulan))), []).append(row)
    return [_one(one, known.get((one["kode"], one["periode"]), [])) for one in cetakan.angka]


def _one(printed: Mapping[str, Any], vintages: Sequence[Realisasi]) -> AngkaTercetak:
    same = next((row for row in vintages if row.nomor == printed["nomor"]), None)
    return AngkaTercetak(printed, same, vintages[-1] if vintages else None)


def list_cetakan_for(pengguna: Pengguna, slug: str, at: datetime, tahun: int | None = None) -> Sequence[Cetakan]:
    """What was printed in the office by `at`, the newest first."""
    kantor = open_kantor_for(pengguna, slug)
    require(pengguna, kantor, "lihat_kantor")
    found = Cetakan.objects.filter(perangkat_daerah=kantor, pada__lte=at)
    if tahun is not None:
        found = found.filter(tahun=tahun)
    return list(found.select_related("oleh").defer("angka").order_by("-id")[:100])


def open_cetakan_for(pengguna: Pengguna, slug: str, nomor: int) -> Cetakan:
    """One print of the office. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    require(pengguna, kantor, "lihat_kantor")
    found = Cetakan.objects.filter(perangkat_daerah=kantor, pk=nomor).select_related("perangkat_daerah__pemda").first()
    if found is None:
        raise NotFoundError(str(nomor))
    return found
